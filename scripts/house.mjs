// The rooms of the house, in their order: what each holds, and which others it may import. The architecture test holds
// the code to it; docs/architecture.md and its drawing are made from it.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOMS = {
  model: {
    holds: "the GraphQL classes, which are the domain model, with the rules of inputs",
    mayImport: [],
  },
  signing: { holds: "request signatures of the vendors, as pure functions", mayImport: [] },
  config: { holds: "the configuration file and the environment, read into checked settings", mayImport: ["model"] },
  transport: {
    holds: "HTTP to any cloud: connections, deadlines, retries, rate limits, lanes, circuit breakers",
    mayImport: ["model", "signing"],
  },
  sandbox: {
    holds: "what the emulators of clouds share: state, life cycles, faults, the control endpoint",
    mayImport: ["model", "transport"],
  },
  providers: {
    holds: "one folder for each cloud, behind the port in provider.ts; what clouds share is in kit/",
    mayImport: ["model", "config", "signing", "transport", "sandbox"],
  },
  store: {
    holds: "the journal of changes and their lanes, and the rows of the inventory, on SQLite or PostgreSQL",
    mayImport: ["model", "transport"],
  },
  access: {
    holds: "who calls, and what they may do: one gate in front of the accounts",
    mayImport: ["model", "config", "transport", "providers"],
  },
  inventory: {
    holds: "what the clouds were seen to hold, and when: sweeps, answers of a known age, what was changed elsewhere",
    mayImport: ["model", "config", "transport", "providers", "store", "access"],
  },
  loaders: {
    holds: "the read side: batches by account, pages over all accounts",
    mayImport: ["model", "transport", "providers", "store", "access", "inventory"],
  },
  changes: {
    holds: "the write side: one use case per file, through one runner",
    mayImport: ["model", "transport", "providers", "store", "access", "inventory"],
  },
  resolvers: {
    holds: "type-graphql resolvers, which translate and decide nothing",
    mayImport: ["model", "transport", "providers", "store", "access", "inventory", "loaders", "changes"],
  },
  server: {
    holds: "HTTP and Apollo Server: authentication, limits, costs, health, metrics, logs, the explorer",
    mayImport: ["model", "config", "transport", "providers", "access", "inventory", "loaders", "changes", "resolvers"],
  },
  app: {
    holds: "the composition root, which puts all of it together",
    mayImport: [
      ...["model", "config", "transport", "sandbox", "providers", "store", "access", "inventory", "changes"],
      ...["resolvers", "server"],
    ],
  },
  summary: { holds: "what the start prints", mayImport: ["app", "config", "sandbox", "server"] },
  doctor: {
    holds: "looks at every account and the store without changing anything",
    mayImport: ["app", "model", "config", "transport", "providers", "store", "server"],
  },
  command: {
    holds: "the command line",
    mayImport: ["app", "summary", "doctor", "model", "config", "transport", "providers", "access", "server"],
  },
  main: { holds: "the entry of the process", mayImport: ["command"] },
};

/** The room of a file of src/: its folder, or its own name. */
export const roomOf = (file) => file.split("/")[0].replace(/\.tsx?$/, "");

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** For each room, the other rooms whose files it imports. */
export function importsOfRooms() {
  const found = new Map(Object.keys(ROOMS).map((room) => [room, new Set()]));
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"));
  for (const file of files)
    for (const [, specifier] of readFileSync(join(SRC, file), "utf8").matchAll(
      /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g,
    )) {
      const [from, to] = [roomOf(file), roomOf(posix.join(dirname(file), specifier.replace(/\.js$/, ".ts")))];
      if (from !== to) found.get(from)?.add(to);
    }
  return found;
}

/** A table of the rooms, for docs/architecture.md. */
export function roomTable() {
  const rows = Object.entries(ROOMS).map(([room, { holds, mayImport }]) => [
    `\`${room}\``,
    holds,
    mayImport.map((name) => `\`${name}\``).join(" ") || "–",
  ]);
  return [["room", "holds", "may import"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** Edges that do not follow from others: a room that is reached by way of another one has no arrow of its own. */
function withoutDetours(edges) {
  const reach = (from, seen = new Set()) => {
    for (const to of edges.get(from) ?? []) if (!seen.has(to)) reach(to, seen.add(to));
    return seen;
  };
  return [...edges].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reach(other).has(to)))
      .sort()
      .map((to) => [from, to]),
  );
}

const STYLE = [
  'bgcolor="#ffffff"; pad=0.3; nodesep=0.3; ranksep=0.28; fontname="Helvetica,Arial,sans-serif"',
  'node [shape=box, style="rounded,filled", color="#3451b2", fillcolor="#eef1fb", margin="0.38,0.05", height=0.36, fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1b1b1f"]',
  'edge [color="#67676c", arrowsize=0.7]',
];
const graph = (...lines) => `digraph {\n${[...STYLE, ...lines].map((line) => `  ${line};`).join("\n")}\n}\n`;

/** The rooms and what they import, in Graphviz's language. */
export function houseDrawing() {
  const edges = withoutDetours(importsOfRooms());
  return graph(...edges.map(([from, to]) => `"${from}" -> "${to}"`));
}

/** Who asks whom: clients, gateways, this server, clouds. */
export function overviewDrawing() {
  const text = (file) => readFileSync(join(SRC, file), "utf8");
  const keys = [...text("providers/registry.ts").matchAll(/from "\.\/([^/"]+)\/index\.js"/g)].map(([, key]) => key);
  const titles = keys.map((key) => /\n {2}title: "([^"]+)"/.exec(text(`providers/${key}/index.ts`))[1]);
  return graph(
    '"gateway" [label="GraphQL gateway\\n(optional)"]',
    '"graph" [label="Cloud listeners\\none graph: read, plan, change", fillcolor="#3451b2", fontcolor="#ffffff"]',
    '"store" [label="journal of changes\\nSQLite or PostgreSQL", shape=cylinder, fillcolor="#f6f6f7"]',
    `"clouds" [label="${titles.join("\\n")}", fillcolor="#f6f6f7"]`,
    '"front ends" -> "gateway" -> "graph" -> "clouds"',
    '"gateway" -> "other subgraphs"',
    '"scripts, explorer" -> "graph" -> "store"',
  );
}
