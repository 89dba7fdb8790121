import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { blocksOf } from "./page.js";

/** Queries of pages that have no test of their own are asked here, as they stand. */

const OF_THEIR_OWN = /^docs\/(?:access|schema|on-call|clients|subscriptions|clouds\/.+)\.md$/;
const pages = readdirSync(join(import.meta.dirname, "../../docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => `docs/${file.replaceAll("\\", "/")}`)
  .filter((page) => !OF_THEIR_OWN.test(page));
const blocks = ["README.md", "CONTRIBUTING.md", ...pages].flatMap((page) =>
  blocksOf(page)
    .filter(({ language }) => language === "graphql")
    .map(({ heading, text }) => [page, heading, text] as const),
);

let graph: RunningGraph;
/** What the variables of all these queries may stand for. */
const variables: Record<string, unknown> = {};
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(
    "{ listeners(first: 50, filter: { providers: [HUAWEI_GA] }) { nodes { id status } } }",
  );
  const { id } = data.listeners.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
  variables.input = { id, description: "as the page says" };
}, 60_000);
afterAll(() => graph?.stop());

describe("what a page asks", () => {
  it("is found", () => {
    expect(blocks.map(([page]) => page)).toEqual(expect.arrayContaining(["README.md", "docs/changes.md"]));
  });

  it.each(blocks)("is answered: %s, %s", async (_page, _heading, text) => {
    const { data, errors } = await graph.ask(text, variables);
    expect(errors).toBeUndefined();
    const problems = Object.values(data as Record<string, { problems?: unknown[] } | null>).flatMap(
      (field) => field?.problems ?? [],
    );
    expect(problems).toEqual([]);
  });
});
