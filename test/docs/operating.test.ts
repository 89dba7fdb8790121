import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

const ROOT = join(import.meta.dirname, "../..");
const page = readFileSync(join(ROOT, "docs/operating.md"), "utf8");
const dashboard = JSON.parse(readFileSync(join(ROOT, "dashboards/cloud-listeners.json"), "utf8")) as {
  panels: { title: string; targets: { expr: string }[] }[];
};

let graph: RunningGraph;
/** The names of metrics that /metrics has, without what histograms add to them. */
let metrics: Set<string>;
/** Names of labels, of all metrics. */
let labels: Set<string>;
beforeAll(async () => {
  graph = await startGraph();
  await graph.ask("{ listeners(first: 1) { totalCount } }");
  const text = await (await fetch(`${graph.app.server.metricsOrigin}/metrics`)).text();
  labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, name]) => name!));
  metrics = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
}, 60_000);
afterAll(() => graph.stop());

/** The first cells of a table's rows, by the heading above it. */
const firstCells = (heading: string): string[] => {
  const section = page.split(`\n## ${heading}\n`)[1]!.split("\n## ")[0]!;
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!);
};

describe("docs/operating.md", () => {
  it("has every metric of ours, and none that is not there", () => {
    const ours = [...metrics].filter((name) => !/^(process|nodejs)_/.test(name)).sort();
    expect(firstCells("Metrics").sort()).toEqual(ours);
    for (const [, name] of page.matchAll(/`((?:process|nodejs)_\w+)`/g)) expect([...metrics]).toContain(name);
  });

  it("has every line that the program writes to its log, and none that it does not", () => {
    const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const textOf = (file: string) => readFileSync(join(ROOT, "src", file), "utf8");
    const lines = firstCells("Log");
    expect(lines.length).toBeGreaterThan(10);
    const source = files.map(textOf).join("\n");
    for (const line of lines) expect(source).toContain(`"${line}"`);
    // The emulators' own are for those who work on them.
    const program = files.filter((file) => !/^sandbox|emulator/.test(file)).map(textOf);
    const written = program.flatMap((text) =>
      [...text.matchAll(/\blog\.(?:debug|info|warn|error|fatal)\([^;]*?"([^"]+)",?\s*\)/g)].map(([, line]) => line!),
    );
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((line) => !lines.includes(line))).toEqual([]);
  });
});

describe("the dashboard", () => {
  it.each(dashboard.panels.map((panel) => [panel.title, panel] as const))(
    "asks for metrics that are there: %s",
    (_title, panel) => {
      for (const { expr } of panel.targets) {
        const names = [...expr.matchAll(/\b([a-z]+(?:_[a-z0-9]+)+)\{/g)].map(([, name]) =>
          name!.replace(/_(count|bucket|sum)$/, ""),
        );
        expect(names.length).toBeGreaterThan(0);
        for (const name of names) expect([...metrics]).toContain(name);
        const grouped = [...expr.matchAll(/ by \(([^)]+)\)/g)].flatMap(([, list]) => list!.split(", "));
        for (const label of grouped) if (label !== "reason") expect([...labels]).toContain(label);
      }
    },
  );

  it("shows every metric of ours", () => {
    const asked = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join("\n");
    for (const name of metrics) if (!/^(process|nodejs)_/.test(name)) expect(asked).toContain(name);
  });
});
