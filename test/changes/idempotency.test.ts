import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

const OUTCOME = "requestIds problems { code message path isRetryable } change { id state isReplay idempotencyKey }";
const UPDATE = `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { id name } ${OUTCOME} } }`;
const DELETE = `mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { deletedListenerId ${OUTCOME} } }`;
const CREATE_MANY = `mutation ($inputs: [CreateListenerInput!]!) {
  createListeners(inputs: $inputs) { results { listener { id name } ${OUTCOME} } }
}`;

let keys = 0;
const newKey = () => `key ${++keys}`;
const clouds = providers.map(({ key }) => key);
interface Known {
  readonly id: string;
  readonly parentId: string;
}
async function someListener(cloud: string): Promise<Known> {
  const provider = cloud.toUpperCase().replaceAll("-", "_");
  const { data } = await graph.ask(
    `{ listeners(first: 200, filter: { providers: [${provider}] }) { nodes { id status frozen { isFrozen } parent { id } } } }`,
  );
  const found = data.listeners.nodes.find(
    ({ status, frozen }: { status: string; frozen: { isFrozen: boolean } | null }) =>
      status === "ACTIVE" && !frozen?.isFrozen,
  );
  return { id: found.id, parentId: found.parent.id };
}
const update = async (input: object, headers?: Record<string, string>) => {
  const { data, errors } = await graph.ask(UPDATE, { input }, headers);
  expect(errors).toBeUndefined();
  return data.updateListener;
};

describe("the same key and the same input", () => {
  it.each(clouds)("is made once on %s, and told of as often as it is asked for", async (cloud) => {
    const { id } = await someListener(cloud);
    const input = { id, name: "once", idempotencyKey: newKey() };
    const first = await update(input);
    expect(first).toMatchObject({ problems: [], change: { state: "SUCCEEDED", isReplay: false } });
    expect(first.change.idempotencyKey).toBe(input.idempotencyKey);
    await update({ id, name: "later" });
    // In another order, and with another way of answering.
    const again = await update({ idempotencyKey: input.idempotencyKey, waitUntilActive: true, name: "once", id });
    expect(again).toEqual({ ...first, listener: { id, name: "later" }, change: { ...first.change, isReplay: true } });
  });

  it("repeats the outcome of a delete although the object is gone", async () => {
    const { id } = await someListener("huawei-elb");
    const input = { id, cascade: true, idempotencyKey: newKey() };
    const first = (await graph.ask(DELETE, { input })).data.deleteListener;
    expect(first).toMatchObject({ deletedListenerId: id, problems: [] });
    const again = (await graph.ask(DELETE, { input })).data.deleteListener;
    expect(again).toEqual({ ...first, change: { ...first.change, isReplay: true } });
  });

  it("goes on where the first one is: both are one change", async () => {
    const { id } = await someListener("alibaba-ga");
    const input = { id, name: "together", idempotencyKey: newKey() };
    const both = await Promise.all([update(input), update(input), update(input)]);
    expect(both.map(({ problems }) => problems)).toEqual([[], [], []]);
    expect(new Set(both.map(({ change }) => change.id)).size).toBe(1);
    expect(both.filter(({ change }) => !change.isReplay)).toHaveLength(1);
  });

  it("is looked at again, when it is not known what became of it", async () => {
    const { id } = await someListener("tencent-gaap");
    const { faults } = graph.app.sandbox!.cloud("tencent-gaap");
    faults.add({ fault: { kind: "drop" }, actions: "^Modify" });
    const input = { id, name: "lost", idempotencyKey: newKey() };
    const first = await update(input);
    expect(first.change.state).toBe("OUTCOME_UNKNOWN");
    const again = await update(input);
    expect(again.change.id).toBe(first.change.id);
    expect(again.change.isReplay).toBe(true);
    expect(again.problems.map(({ code }: { code: string }) => code)).not.toContain("IDEMPOTENCY_KEY_REUSED");
  });
});

describe("a key", () => {
  it("that stands for another input is refused, and nothing is sent", async () => {
    const { id } = await someListener("huawei-ga");
    const idempotencyKey = newKey();
    const first = await update({ id, name: "one", idempotencyKey });
    graph.forgetCalls();
    expect(await update({ id, name: "two", idempotencyKey })).toMatchObject({
      listener: null,
      change: null,
      problems: [{ code: "IDEMPOTENCY_KEY_REUSED", path: ["input", "idempotencyKey"], isRetryable: false }],
    });
    expect(graph.countCalls()).toBe(0);
    const { data } = await graph.ask(DELETE, { input: { id, idempotencyKey } });
    expect(data.deleteListener.problems[0].message).toContain(first.change.id);
  });

  it("is not used up by an input that breaks a rule", async () => {
    const { id } = await someListener("huawei-elb");
    const idempotencyKey = newKey();
    expect((await update({ id, name: "x".repeat(2_000), idempotencyKey })).change).toBeNull();
    expect(await update({ id, name: "mended", idempotencyKey })).toMatchObject({
      problems: [],
      listener: { name: "mended" },
    });
  });

  it.each([
    ["", "empty"],
    ["x".repeat(256), "too long"],
    ["schlüssel", "not ASCII"],
    ["a\nb", "with a line break"],
  ])("that is invalid is a broken rule: %#", async (idempotencyKey) => {
    const { id } = await someListener("huawei-elb");
    const { problems } = await update({ id, name: "one", idempotencyKey });
    expect(problems).toMatchObject([{ code: "INVALID_INPUT", path: ["input", "idempotencyKey"] }]);
  });

  it("stands for one of many inputs: each has its own outcome", async () => {
    const { parentId } = await someListener("huawei-elb");
    const wanted = (fromPort: number, idempotencyKey: string) => ({
      ...{ parentId, name: `port-${fromPort}`, protocol: "TCP", portRanges: [{ fromPort }], idempotencyKey },
    });
    const [one, two, three] = [newKey(), newKey(), newKey()];
    const first = (await graph.ask(CREATE_MANY, { inputs: [wanted(19_601, one), wanted(19_602, two)] })).data;
    const inputs = [wanted(19_602, two), wanted(19_603, three), wanted(19_604, one), wanted(19_605, three)];
    const { results } = (await graph.ask(CREATE_MANY, { inputs })).data.createListeners;
    expect(results[0].change).toEqual({ ...first.createListeners.results[1].change, isReplay: true });
    expect(results[1]).toMatchObject({ problems: [], listener: { name: "port-19603" }, change: { isReplay: false } });
    expect(results[2].problems).toMatchObject([
      { code: "IDEMPOTENCY_KEY_REUSED", path: ["inputs", "2", "idempotencyKey"] },
    ]);
    expect(results[3].problems).toMatchObject([{ code: "INVALID_INPUT", path: ["inputs", "3", "idempotencyKey"] }]);
  });
});

describe("the header Idempotency-Key", () => {
  it("stands for each field of its request by itself, and gives way to the input's key", async () => {
    const { id } = await someListener("alibaba-ga");
    const headers = { "idempotency-key": newKey() };
    const own = newKey();
    const two = `mutation ($a: UpdateListenerInput!, $b: UpdateListenerInput!) {
      a: updateListener(input: $a) { ${OUTCOME} } b: updateListener(input: $b) { ${OUTCOME} }
    }`;
    const variables = { a: { id, name: "by-header" }, b: { id, name: "by-input", idempotencyKey: own } };
    const first = (await graph.ask(two, variables, headers)).data;
    const again = (await graph.ask(two, variables, headers)).data;
    expect(again.a.change).toEqual({ ...first.a.change, isReplay: true });
    expect(again.b.change).toEqual({ ...first.b.change, isReplay: true });
    expect(again.a.change.idempotencyKey).toBe(`${headers["idempotency-key"]} a`);
    expect(again.b.change.idempotencyKey).toBe(own);
  });

  it("is refused where it can be no key", async () => {
    const { status, errors } = await graph.ask("{ cloudAccounts { id } }", {}, { "idempotency-key": "x".repeat(256) });
    expect([status, errors?.[0]?.extensions?.code]).toEqual([400, "BAD_REQUEST"]);
  });
});
