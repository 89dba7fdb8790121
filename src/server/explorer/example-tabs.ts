import { CHANGE_TABS } from "./change-tabs.js";
import { FIND_TABS } from "./find-tabs.js";

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
  ...FIND_TABS,
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
  ...CHANGE_TABS,
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
