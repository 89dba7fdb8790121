/** A query that the explorer opens with. */
export interface ExampleTab {
  /** The job that it does. */
  readonly title: string;
  /** One operation, whose name is the tab's. */
  readonly query: string;
  /** What to fill in. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One for each of the main jobs, in the order in which a first visit goes through them. */
export const EXAMPLE_TABS: readonly ExampleTab[] = [
  {
    title: "Find",
    query: `# Who listens on port 443, on any cloud? Just run it.
query FindByPort {
  listeners(first: 50, filter: { coversPort: 443 }) {
    nodes {
      id
      name
      provider
      protocol
      portRanges { fromPort toPort }
      status
      parent { name addresses }
    }
    # False when an account could not be read.
    isComplete
    sourceProblems { account { id } code message }
  }
}
`,
  },
  {
    title: "Inspect",
    query: `# What is behind a listener?
# Put an id from FindByPort into the variables below.
query Inspect($id: ID!) {
  listener(id: $id) {
    id
    etag
    name
    status
    nativeStatus
    parent { id name addresses }
    timeouts { idleSeconds requestSeconds }
    pools {
      nodes {
        id
        name
        region
        algorithm
        healthMonitor { enabled protocol path intervalSeconds }
        members { nodes { address port weight health } }
      }
    }
  }
}
`,
    variables: { id: "" },
  },
  {
    title: "Choose a place",
    query: `# Where can a port be opened, and what can each cloud do?
# Just run it, and pick an id for the next tab.
query WhereToOpen {
  listenerParents(first: 50) {
    nodes {
      id
      name
      status
      addresses
      account { id capabilities { protocols maxPortRanges allowsPortSpans } }
    }
  }
}
`,
  },
  {
    title: "Open",
    query: `# Opens a port: put an id from WhereToOpen into parentId.
# Mistakes come back as problems, all at once, each with
# the path of the input that it is about.
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
    title: "Change",
    query: `# Changes a listener: put its id into the variables.
# What the input leaves out stays as it is. Give the etag
# that you have read as "ifMatch", and the change is refused
# when somebody else has changed the listener since.
mutation ChangeListener($input: UpdateListenerInput!) {
  updateListener(input: $input) {
    listener { id etag name status }
    problems { code message path isRetryable }
  }
}
`,
    variables: { input: { id: "", name: "explorer-demo-2", waitUntilActive: true } },
  },
  {
    title: "Set members",
    query: `# Says which servers a pool sends traffic to: put a pool's
# id from Inspect into poolId. The list is the whole set:
# servers that are not in it are taken out.
mutation SetMembers($input: SetPoolMembersInput!) {
  setPoolMembers(input: $input) {
    pool {
      id
      etag
      members { nodes { address port weight health } }
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
    query: `# Closes a port: put a listener's id into the variables.
# When something hangs on it the answer says so, and
# "cascade": true takes that away as well.
mutation CloseListener($input: DeleteListenerInput!) {
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
    query: `# Who changed what, newest first? Just run it after a change.
# "steps" are the requests that went to the cloud. A change
# in the background is followed by its id with cloudChange.
query History {
  cloudChanges(first: 20) {
    nodes {
      id
      action
      state
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
    title: "Check health",
    query: `# Which servers fail their checks, and how are they checked?
# Just run it.
query CheckHealth {
  listeners(first: 50, filter: { protocols: [HTTP, HTTPS] }) {
    nodes {
      name
      provider
      pools {
        nodes {
          name
          healthMonitor { protocol path intervalSeconds timeoutSeconds unhealthyThreshold }
          members { nodes { address port health } }
        }
      }
    }
    isComplete
  }
}
`,
  },
];
