import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXAMPLE_TABS } from "../../src/server/explorer/example-tabs.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { tabName, walkExampleTabs } from "../support/walk-example-tabs.js";

describe("the explorer's tabs", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph();
  }, 60_000);
  afterAll(() => graph?.stop());

  it("do their jobs one after the other, within the limits that are set by default", async () => {
    await walkExampleTabs(async (name, variables) => {
      const { query } = EXAMPLE_TABS.find((tab) => tabName(tab) === name)!;
      const { data, errors } = await graph.ask(query, variables);
      expect(errors, name).toBeUndefined();
      return data;
    });
  }, 60_000);
});
