/** A query that the explorer opens with. */
export interface ExampleTab {
  /** The job that it does. */
  readonly title: string;
  /** One operation, whose name is the tab's. */
  readonly query: string;
  /** What to fill in. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One for each of the main jobs, in the order of a first visit. */
export const EXAMPLE_TABS: readonly ExampleTab[] = [
  {
    title: "Find",
    query: `# Who listens on port 443, on any cloud?
# Just run it.
query FindByPort {
  listeners(filter: { coversPort: 443 }, first: 50) {
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
    title: "On call",
    query: `# What answers on an address and port, where does
# it send traffic, and does it serve? Run it, or put
# another address into the variables. Filters find by
# server, certificate, tag and health as well.
query AnswersOn($address: String!, $port: Int) {
  listeners(
    filter: { addresses: [$address], coversPort: $port }
    orderBy: { field: FIRST_PORT }
  ) {
    nodes {
      id
      name
      provider
      portRanges { fromPort toPort }
      isServing
      parent { name addresses }
      pools {
        nodes {
          members {
            nodes { address port health }
          }
        }
      }
    }
    isComplete
    sourceProblems { account { id } code message }
  }
}
`,
    variables: { address: "203.0.113.40", port: 8443 },
  },
  {
    title: "Inspect",
    query: `# What is behind a listener?
# Put an id from FindByPort into the variables.
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
        healthMonitor { protocol path intervalSeconds }
        members {
          nodes { address port weight health }
        }
      }
    }
  }
}
`,
    variables: { id: "" },
  },
  {
    title: "Choose a place",
    query: `# Where can a port be opened, what can each cloud
# do, and what may you do there? Just run it, and
# pick an id for the next tab.
query WhereToOpen {
  listenerParents(first: 50) {
    nodes {
      id
      name
      status
      addresses
      account {
        id
        viewerCan
        capabilities {
          protocols
          maxPortRanges
          allowsPortSpans
        }
      }
    }
  }
}
`,
  },
  {
    title: "Open",
    query: `# Opens a port: put an id from WhereToOpen into
# parentId below. Mistakes come back as problems,
# all at once, each with the path of the input
# that it is about.
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
    query: `# What would a change do? Put a listener's id into
# the variables below. "mode": "PLAN" checks all
# that would be checked, and sends nothing. Every
# mutation has it.
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
# quicker. With a new UUID as "idempotencyKey" it
# may be sent twice: it is made once.
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
    query: `# Says which servers a pool sends traffic to: put
# a pool's id from Inspect into poolId. The list
# is the whole set: others are taken out.
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
# answer says so, and "cascade": true takes that
# away as well.
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
    title: "History of a listener",
    query: `# What was changed of a listener, newest first?
# Put its id into the variables.
query ListenerHistory($id: ID!) {
  listener(id: $id) {
    name
    changes(first: 20) {
      nodes {
        id
        action
        state
        origin
        requestedAt
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
    title: "Check health",
    query: `# Which servers fail their checks, and does their
# listener still reach any? Just run it.
query CheckHealth {
  listeners(
    filter: { protocols: [HTTP, HTTPS] }
    first: 50
  ) {
    nodes {
      name
      provider
      isServing
      pools {
        nodes {
          name
          healthMonitor {
            protocol
            path
            intervalSeconds
          }
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
