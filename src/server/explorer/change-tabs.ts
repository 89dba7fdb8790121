import type { ExampleTab } from "./example-tabs.js";

/** Changes, in the order in which they are usually made, and their history. */
export const CHANGE_TABS: readonly ExampleTab[] = [
  {
    title: "Open",
    query: `# Opens a port: put an id from WhereToOpen into
# parentId below. Mistakes come back as
# problems, all at once, each with the path of
# the input that it is about.
mutation OpenPort($input: CreateListenerInput!) {
  createListener(input: $input) {
    listener {
      id
      etag
      status
      portRanges { fromPort toPort }
      pools { nodes { id name } }
    }
    problems { code message path isRetryable }
  }
}
`,
    variables: {
      input: {
        parentId: "",
        name: "explorer-demo",
        protocol: "TCP",
        portRanges: [{ fromPort: 18080, toPort: 18080 }],
        waitUntilActive: true,
      },
    },
  },
  {
    title: "Plan",
    query: `# What would a change do? Put a listener's id
# into the variables below. "mode": "PLAN"
# checks all that would be checked, and sends
# nothing. Every mutation has it.
mutation PlanChange($input: UpdateListenerInput!) {
  updateListener(input: $input) {
    plan {
      isNoOp
      # The requests that the cloud would be sent.
      steps { action description }
      differences { path before after }
      warnings
    }
    problems { code message path isRetryable }
  }
}
`,
    variables: { input: { id: "", name: "explorer-demo-2", mode: "PLAN" } },
  },
  {
    title: "Change",
    query: `# Makes the change that was planned: the same
# input without the mode. What is left out stays
# as it is. With the etag that you have read as
# "ifMatch" it is refused when somebody was
# quicker. With a new UUID as "idempotencyKey"
# it may be sent twice: it is made once.
mutation ApplyChange($input: UpdateListenerInput!) {
  updateListener(input: $input) {
    listener { id etag name status }
    change {
      id
      state
      isReplay
      steps { action state requestId }
    }
    problems { code message path isRetryable }
  }
}
`,
    variables: { input: { id: "", name: "explorer-demo-2", waitUntilActive: true } },
  },
  {
    title: "Set members",
    query: `# Says which servers a pool sends traffic to:
# put a pool's id from Inspect into poolId. The
# list is the whole set: others are taken out.
mutation SetMembers($input: SetPoolMembersInput!) {
  setPoolMembers(input: $input) {
    pool {
      id
      etag
      members {
        nodes { address port weight health }
      }
    }
    problems { code message path isRetryable }
  }
}
`,
    variables: {
      input: {
        poolId: "",
        members: [
          { address: "10.0.0.11", port: 8080 },
          { address: "10.0.0.12", port: 8080 },
        ],
        waitUntilActive: true,
      },
    },
  },
  {
    title: "Close",
    query: `# Closes a port: put a listener's id into the
# variables below. When it has dependents, the
# answer says so, and "cascade": true deletes
# them as well.
mutation ClosePort($input: DeleteListenerInput!) {
  deleteListener(input: $input) {
    deletedListenerId
    problems { code message path isRetryable }
  }
}
`,
    variables: { input: { id: "", cascade: false } },
  },
  {
    title: "History",
    query: `# Who changed what, newest first? Just run it
# after a change. "steps" are the requests that
# the cloud was sent. cloudChange follows one.
query History {
  cloudChanges(first: 20) {
    nodes {
      id
      action
      state
      origin
      requestedAt
      finishedAt
      caller { id }
      account { id }
      targetUrn
      differences { path before after }
      steps { action state requestId }
      problems { code message }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    title: "Timeline of a listener",
    query: `# What was changed of a listener, newest first,
# by whom, and from here or outside of this
# graph? Put its id into the variables.
# "observedBetween": the looks at the cloud
# between which it was made.
query ListenerHistory($id: ID!) {
  listener(id: $id) {
    name
    lastChange { origin requestedAt caller { id } }
    changes(first: 20) {
      nodes {
        id
        action
        state
        origin
        requestedAt
        observedBetween { after before }
        caller { id }
        differences { path before after }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
`,
    variables: { id: "" },
  },
  {
    title: "Follow a change",
    query: `# Follows a change: put its id from History, or
# from a mutation with "background": true, into
# the variables. Each request to the cloud is an
# event; the last one is its end.
subscription FollowChange($id: ID!) {
  cloudChangeProgressed(id: $id) {
    id
    action
    state
    steps { action state requestId }
    differences { path before after }
    problems { code message }
    target { ... on Listener { id status } }
  }
}
`,
    variables: { id: "" },
  },
  {
    title: "Watch",
    query: `# Reports each listener that is created,
# changed or deleted, whoever did it. Run it,
# and change one in another window. Nothing is
# reported until then; the stream continues
# until you stop it.
subscription WatchListeners($filter: ListenerFilter) {
  listenerChanged(filter: $filter) {
    id
    name
    status
    portRanges { fromPort toPort }
    readAt
    lastChange { origin requestedAt caller { id } }
  }
}
`,
    variables: { filter: { protocols: ["TCP"] } },
  },
];
