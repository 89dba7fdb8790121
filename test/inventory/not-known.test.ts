import { afterAll, beforeAll, expect, it } from "vitest";
import type { SeenQuery } from "../../src/store/seen.js";
import type { RunningGraph } from "../support/graph.js";
import { ELB, startSweptGraph, sweepWithoutAddress } from "./swept-graph.js";

const AGE = 3_600;

let graph: RunningGraph & { readonly ids: string[] };
beforeAll(async () => {
  graph = await startSweptGraph((config) => {
    config.server.limits.maxCloudCalls = 1_000_000;
    config.server.limits.maxCost = 1_000_000_000;
    config.server.limits.readDeadlineMs = 120_000;
  });
}, 120_000);
afterAll(() => graph?.stop());

async function listeners(filter: string, age: number) {
  const { data, errors } = await graph.ask(
    `{ listeners(first: 200, maxAgeSeconds: ${age}, filter: { ${filter} }) {
         isComplete totalCount sourceProblems { account { id } code message } nodes { id } } }`,
  );
  expect(errors).toBeUndefined();
  return data.listeners;
}

it("what the clouds themselves do not tell is left out without a problem, and nothing more is read for it", async () => {
  const { seen } = graph.app.store;
  const { findKept } = seen;
  const questions: string[] = [];
  Object.assign(seen, {
    findKept(query: SeenQuery) {
      questions.push(`${query.limit} ${query.kind}s`);
      return findKept(query);
    },
  });
  const unknown = await findKept({
    accountIds: graph.ids,
    kind: "listener",
    conditions: { isServing: null },
    limit: 1,
  });
  expect(unknown).toHaveLength(1);
  const found = await listeners("isServing: true", AGE);
  Object.assign(seen, { findKept });
  expect(found).toMatchObject({ isComplete: true, sourceProblems: [], totalCount: found.nodes.length });
  expect(questions).toEqual(["201 listeners"]);
});

it("what could not be read when an account was swept is reported with its reason, as from the cloud", async () => {
  const healthy = `hasUnhealthyMembers: false, accountIds: ["${ELB}"]`;
  const { data } = await graph.ask(
    `{ listeners(first: 1, filter: { ${healthy}, isServing: true }) {
         nodes { id urn pools(first: 1) { nodes { members(first: 1) { nodes { address } } } } } } }`,
  );
  const [odd] = data.listeners.nodes;
  const [{ address }] = odd.pools.nodes[0].members.nodes;
  await sweepWithoutAddress(graph, address);
  const live = await listeners(healthy, 0);
  graph.forgetCalls();
  const kept = await listeners(healthy, AGE);
  expect(graph.countCalls()).toBe(0);
  expect(live.nodes.map(({ id }: { id: string }) => id)).not.toContain(odd.id);
  expect(kept).toMatchObject({ isComplete: false, totalCount: null, nodes: live.nodes });
  const [problem] = kept.sourceProblems;
  expect(problem).toMatchObject({ account: { id: ELB }, code: "UNREADABLE" });
  expect(problem.message).toContain(odd.urn);
  expect(problem.message).toContain("could not be matched against the filter");
}, 60_000);
