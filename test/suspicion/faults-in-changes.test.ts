import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createListeners } from "../../src/changes/create-listeners.js";
import type { Listener } from "../../src/model/listener.js";
import type { ProviderService } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import { type Garden, PLANTED, startGarden, stumble } from "./planting.js";

let garden: Garden;
beforeAll(async () => {
  garden = await startGarden();
}, 60_000);
afterEach(() => garden.weed());
afterAll(() => garden.stop());

const PROBLEMS =
  "problems { code message path isRetryable ... on ProviderProblem { completedSteps } ... on PortConflictProblem { conflictsWith { id } } }";
const CREATE = `{ listener { id name } ${PROBLEMS} }`;
let port = 20_000;

async function parentOf(key: string): Promise<string> {
  const document =
    "query ($ids: [ID!]) { listeners(first: 9, filter: { accountIds: $ids }) { nodes { protocol parent { id } } } }";
  const { data } = await garden.ask(document, { ids: [garden.account(key)] });
  const tcp = data.listeners.nodes.find(({ protocol }: { protocol: string }) => protocol === "TCP");
  return (tcp ?? data.listeners.nodes[0]).parent.id;
}

const create = async (key: string, more: object = {}) => {
  port += 1;
  const parentId = await parentOf(key);
  return { parentId, name: `n${port}`, protocol: "TCP", portRanges: [{ fromPort: port }], ...more };
};
const namesOf = async (key: string): Promise<string[]> => {
  const document = "query ($ids: [ID!]) { listeners(first: 200, filter: { accountIds: $ids }) { nodes { name } } }";
  const { data } = await garden.ask(document, { ids: [garden.account(key)] });
  return data.listeners.nodes.map(({ name }: { name: string }) => name);
};

/** The fault's one line in the log. */
function referenceInLog(): string {
  expect(garden.errors).toHaveLength(1);
  expect(garden.errors[0]).toMatchObject({
    err: { message: PLANTED },
    path: expect.any(Array),
    requestId: expect.any(String),
  });
  return garden.errors[0]!.reference!;
}

/** Does what a method does, and stumbles then. */
function stumbleAfter(key: string, method: keyof ProviderService): void {
  const service = garden.service(key) as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>;
  const original = service[method]!.bind(service);
  Object.assign(service, { [method]: async (...all: unknown[]) => original(...all).then(stumble) });
}

const CLOUD = "huawei-elb";

describe("an internal error in one change of several", () => {
  it("is that one's problem, and hides nothing of the others", async () => {
    Object.assign(garden.service("alibaba-ga"), { createListeners: stumble });
    const inputs = { a: await create(CLOUD), b: await create("alibaba-ga"), c: await create("huawei-ga") };
    const { data, errors } = await garden.ask(
      `mutation ($a: CreateListenerInput!, $b: CreateListenerInput!, $c: CreateListenerInput!) {
        a: createListener(input: $a) ${CREATE} b: createListener(input: $b) ${CREATE} c: createListener(input: $c) ${CREATE}
      }`,
      inputs,
    );
    expect(errors).toBeUndefined();
    const message = `Something went wrong on our side. Quote this reference when you report it: ${referenceInLog()}`;
    expect(data).toMatchObject({
      a: { listener: { name: inputs.a.name }, problems: [] },
      b: {
        listener: null,
        problems: [{ code: "INTERNAL_SERVER_ERROR", message, path: null, isRetryable: false, completedSteps: [] }],
      },
      c: { listener: { name: inputs.c.name }, problems: [] },
    });
  });

  it("is that of one parent's inputs in createListeners", async () => {
    Object.assign(garden.service("alibaba-ga"), { createListeners: stumble });
    const inputs = [
      await create(CLOUD),
      await create("alibaba-ga"),
      await create("huawei-ga"),
      await create("alibaba-ga"),
    ];
    const { data, errors } = await garden.ask(
      `mutation ($inputs: [CreateListenerInput!]!) { createListeners(inputs: $inputs) { results ${CREATE} } }`,
      { inputs },
    );
    expect(errors).toBeUndefined();
    const codes = data.createListeners.results.map(
      ({ problems }: { problems: { code: string }[] }) => problems[0]?.code,
    );
    expect(codes).toEqual([undefined, "INTERNAL_SERVER_ERROR", undefined, "INTERNAL_SERVER_ERROR"]);
    referenceInLog();
  });

  it("is no reason to hide the others, and neither is a list that is empty or too long", async () => {
    const input = await create(CLOUD);
    const document = `mutation ($input: CreateListenerInput!) {
      a: createListener(input: $input) ${CREATE}
      b: createListeners(inputs: []) { results ${CREATE} }
    }`;
    const { data, errors } = await garden.ask(document, { input });
    expect(errors).toBeUndefined();
    expect(data.a).toMatchObject({ listener: { name: input.name }, problems: [] });
    const refusal = (got: number) => ({
      listener: null,
      problems: [
        {
          code: "INVALID_INPUT",
          path: ["inputs"],
          message: `\`inputs\` must hold 1 to 200 listeners; got ${got}.`,
        },
      ],
    });
    expect(data.b.results).toMatchObject([refusal(0)]);
    // No cloud is asked, and nothing of the input looked at.
    const many = await createListeners({} as never, {} as never, new Array(201));
    expect(many).toHaveLength(201);
    expect(many[200]).toMatchObject(refusal(201));
  });

  it("is reported by every kind of change", async () => {
    const { data: all } = await garden.ask(
      `query ($ids: [ID!]) {
        listeners(first: 1, filter: { accountIds: $ids }) { nodes { id } }
        pools(first: 1, filter: { accountIds: $ids }) { nodes { id } }
      }`,
      { ids: [garden.account(CLOUD)] },
    );
    const [{ id: listener }] = all.listeners.nodes;
    const [{ id: pool }] = all.pools.nodes;
    const planted = ["updateListener", "deleteListener", "createPool", "updatePool", "deletePool", "setPoolMembers"];
    Object.assign(garden.service(CLOUD), Object.fromEntries(planted.map((method) => [method, stumble])));
    const { data, errors } = await garden.ask(
      `mutation ($listener: ID!, $pool: ID!, $parent: ID!) {
        updateListener(input: { id: $listener, name: "other" }) { object: listener { id } ${PROBLEMS} }
        deleteListener(input: { id: $listener }) { object: deletedListenerId ${PROBLEMS} }
        createPool(input: { parentId: $parent, name: "p", protocol: TCP, algorithm: LEAST_CONNECTIONS }) { object: pool { id } ${PROBLEMS} }
        updatePool(input: { id: $pool, name: "other" }) { object: pool { id } ${PROBLEMS} }
        deletePool(input: { id: $pool }) { object: deletedPoolId ${PROBLEMS} }
        setPoolMembers(input: { poolId: $pool, members: [] }) { object: pool { id } ${PROBLEMS} }
      }`,
      { listener, pool, parent: await parentOf(CLOUD) },
    );
    expect(errors).toBeUndefined();
    for (const method of planted)
      expect(data[method], method).toMatchObject({ object: null, problems: [{ code: "INTERNAL_SERVER_ERROR" }] });
    expect(garden.errors).toHaveLength(planted.length);
  });

  it("leaves the way free for what comes next", async () => {
    const service = garden.service(CLOUD);
    const { createListeners } = service;
    Object.assign(service, { createListeners: stumble });
    const document = `mutation ($input: CreateListenerInput!) { createListener(input: $input) ${CREATE} }`;
    await garden.ask(document, { input: await create(CLOUD) });
    Object.assign(service, { createListeners });
    const { data } = await garden.ask(document, { input: await create(CLOUD) });
    expect(data.createListener.problems).toEqual([]);
  });
});

describe.each(providers.map(({ key }) => key))("an internal error after %s has accepted a change", (key) => {
  it("leaves open how much of it was done, and says what was accepted", async () => {
    stumbleAfter(key, "createListeners");
    const input = await create(key);
    const document = `mutation ($input: CreateListenerInput!) { createListener(input: $input) ${CREATE} }`;
    const { data, errors } = await garden.ask(document, { input });
    expect(errors).toBeUndefined();
    const [problem, ...more] = data.createListener.problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: "OUTCOME_UNKNOWN", isRetryable: false });
    expect(problem.message).toContain(referenceInLog());
    expect(problem.message).toMatch(/Accepted by the cloud before that: \w+/);
    expect(problem.completedSteps.length).toBeGreaterThan(0);
    expect(await namesOf(key)).toContain(input.name);
  });
});

describe("an internal error after a change that was made", () => {
  it("does not hide it while it is waited for to settle", async () => {
    const service = garden.service(CLOUD);
    const { createListeners } = service;
    Object.assign(service, {
      createListeners: async (...all: Parameters<typeof createListeners>) =>
        (await createListeners(...all)).map((made) => Object.assign(made as Listener, { status: "CREATING" })),
      readListeners: stumble,
    });
    const input = await create(CLOUD, { waitUntilActive: true });
    const { data, errors } = await garden.ask(
      `mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { name status } ${PROBLEMS} } }`,
      { input },
    );
    expect(errors).toBeUndefined();
    expect(data.createListener).toEqual({ listener: { name: input.name, status: "CREATING" }, problems: [] });
    expect(garden.errors.length).toBeGreaterThan(0);
  });

  it("does not hide why one was refused", async () => {
    const input = await create(CLOUD);
    const document = `mutation ($input: CreateListenerInput!) { createListener(input: $input) { ${PROBLEMS} } }`;
    await garden.ask(document, { input });
    Object.assign(garden.service(CLOUD), { listenersOfParents: stumble });
    const { data } = await garden.ask(document, { input });
    expect(data.createListener.problems).toMatchObject([{ code: "PORT_CONFLICT", conflictsWith: null }]);
  });
});
