/** The queries that the explorer opens with: one tab for each of the main jobs. */
export const EXAMPLE_TABS: readonly { readonly title: string; readonly query: string }[] = [
  {
    title: "Who listens on port 443",
    query: `# Every listener, on any cloud, that holds port 443.
query WhoListensOn443 {
  listeners(first: 50, filter: { coversPort: 443 }) {
    isComplete
    sourceProblems { account { id } code message }
    nodes {
      name
      provider
      protocol
      portRanges { fromPort toPort }
      status
      parent { name addresses }
    }
  }
}
`,
  },
  {
    title: "What is behind the listeners",
    query: `# Listeners with the servers behind them, cloud after cloud.
# To look at one: copy its id into a variable and ask listener(id: $id).
query WhatIsBehind {
  listeners(first: 10) {
    nodes {
      id
      etag
      name
      provider
      portRanges { fromPort toPort }
      pools {
        nodes {
          name
          region
          algorithm
          healthMonitor { enabled protocol intervalSeconds }
          members { nodes { address port weight health } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    title: "Open a range",
    query: `# 1. Pick a parent and see what its cloud can do.
query WhereCanIOpen {
  listenerParents(first: 50) {
    nodes {
      id
      name
      status
      account { capabilities { provider protocols maxPortRanges allowsPortSpans } }
    }
  }
}

# 2. Put its id here, choose this operation next to the play button, and run it.
mutation OpenARange {
  createListener(
    input: {
      parentId: "put an id from step 1 here"
      name: "explorer-demo"
      protocol: TCP
      portRanges: [{ fromPort: 18080, toPort: 18089 }]
      waitUntilActive: true
    }
  ) {
    listener { id status nativeStatus portRanges { fromPort toPort } }
    problems { code message path isRetryable }
  }
}
`,
  },
  {
    title: "Who answers slowly",
    query: `# How long requests may take, how servers are checked, and which of them fail their checks.
query WhoAnswersSlowly {
  listeners(first: 50, filter: { protocols: [HTTP, HTTPS] }) {
    isComplete
    nodes {
      name
      provider
      timeouts { idleSeconds requestSeconds }
      pools {
        nodes {
          name
          healthMonitor { protocol path intervalSeconds timeoutSeconds unhealthyThreshold }
          members { nodes { address port health } }
        }
      }
    }
  }
}
`,
  },
];

/** The page's own script: React and GraphiQL come before it as files of their own. */
export const EXPLORER_SCRIPT = `
const tabs = ${JSON.stringify(EXAMPLE_TABS.map(({ query }) => ({ query })))};
const fetcher = async (body, options) => {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...(options && options.headers) },
    body: JSON.stringify(body),
  });
  return response.json();
};
const storage = {
  getItem: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  setItem: (key, value) => { try { localStorage.setItem(key, value); } catch {} },
  removeItem: (key) => { try { localStorage.removeItem(key); } catch {} },
  clear: () => { try { localStorage.clear(); } catch {} },
  get length() { try { return localStorage.length; } catch { return 0; } },
};
ReactDOM.createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, { fetcher, storage, defaultTabs: tabs, defaultEditorToolsVisibility: false, shouldPersistHeaders: false },
    React.createElement(GraphiQL.Logo, null, "Cloud listeners")),
);
`;

const head = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>`;

export const EXPLORER_HTML = `${head("Cloud listeners - explorer")}
<link rel="stylesheet" href="/explorer/graphiql.css">
<style>html, body, #explorer { height: 100%; margin: 0 } noscript { padding: 1rem; display: block; font-family: sans-serif }</style>
</head>
<body>
<noscript>The explorer needs JavaScript. The graph itself is at /graphql.</noscript>
<div id="explorer"></div>
<script src="/explorer/react.js"></script>
<script src="/explorer/react-dom.js"></script>
<script src="/explorer/graphiql.js"></script>
<script src="/explorer/explorer.js"></script>
</body>
</html>
`;

/** A page that leads to Apollo Studio's explorer, for people with internet. */
export function studioHtml(endpoint: string): string {
  const studio = `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(endpoint)}`;
  return `${head("Cloud listeners")}
<style>body { font-family: sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; line-height: 1.5 }</style>
</head>
<body>
<h1>Cloud listeners</h1>
<p>The graph is at <code>${endpoint}</code>.</p>
<p><a href="${studio}">Open it in Apollo Studio's explorer</a></p>
</body>
</html>
`;
}
