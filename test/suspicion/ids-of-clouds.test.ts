import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canExist, parseGlobalId, type ResourceRef } from "../../src/model/resource-ref.js";
import { providers } from "../../src/providers/registry.js";
import { leavesOf } from "../support/edited-answers.js";
import type { GraphAnswer } from "../support/graph.js";
import { type Interrogation, shapesIn, startInterrogation, textsIn } from "./asking.js";

/** Texts in the place of an id that cannot be one; the empty one stands for "none" where that makes sense. */
const ODD_IDS = ["..", "half \ud800", ""];
const POOL =
  "__typename id members { nodes { __typename id } sourceProblems { __typename } } healthMonitor { __typename enabled }";
const ALL = `query ($account: ID!) {
  listeners(first: 20, filter: { accountIds: [$account] }) {
    nodes { __typename id parent { __typename id } pools { nodes { ${POOL} } sourceProblems { __typename } } }
    sourceProblems { __typename }
  }
  pools(first: 20, filter: { accountIds: [$account] }) {
    nodes { ${POOL} listeners { __typename id } }
    sourceProblems { __typename }
  }
  listenerParents(first: 20, filter: { accountIds: [$account] }) {
    nodes { __typename id listeners(first: 5) { nodes { __typename id } sourceProblems { __typename } } }
    sourceProblems { __typename }
  }
}`;

let all: Interrogation;
beforeAll(async () => {
  all = await startInterrogation();
}, 60_000);
afterAll(() => all.stop());

/** How many objects of which sort there are in an answer, and how many problems. */
function countsOf({ data, errors = [] }: GraphAnswer): Record<string, number> {
  const counts: Record<string, number> = { told: errors.length };
  const count = (sort: string) => (counts[sort] = (counts[sort] ?? 0) + 1);
  JSON.stringify(data, (_name, value: { __typename?: string } | null) => {
    if (value?.__typename) count(value.__typename === "SourceProblem" ? "told" : value.__typename);
    return value;
  });
  return counts;
}

/** What the ids of an answer stand for. */
function namesIn({ data }: GraphAnswer): (ResourceRef | null)[] {
  const names: (ResourceRef | null)[] = [];
  JSON.stringify(data, (name, value: unknown) => {
    if (name === "id") names.push(parseGlobalId(String(value)));
    return value;
  });
  return names;
}

describe.each(providers.map(({ key }) => key))("the answers of %s", (key) => {
  it("may have invalid ids: nothing is requested for them, the rest is returned, and what is missing is reported", async () => {
    const { account, cloud } = all.suspects.find((one) => one.key === key)!;
    cloud.forget();
    const before = countsOf(await all.ask(ALL, { account }));
    expect(before.told).toBe(0);
    const known = textsIn(cloud);
    const shapes = shapesIn(cloud, known);
    const ids = new Map<string, string>();
    for (const { body } of cloud.answered)
      for (const { path, value } of leavesOf(body))
        if (/id$/i.test(path) && typeof value === "string" && !ids.has(path)) ids.set(path, value);
    expect(ids.size).toBeGreaterThan(2);
    for (const id of new Set(ids.values())) {
      for (const odd of ODD_IDS) {
        const what = `${JSON.stringify(odd)} instead of ${id}`;
        cloud.forget();
        // A cloud that counts requests begins anew.
        all.sandbox.cloud(key).emulator.reset();
        cloud.edit((value) => (value === id ? odd : value));
        const answer = await all.ask(ALL, { account });
        const faults = answer.errors?.filter(({ extensions }) => extensions?.code !== "UNREADABLE") ?? [];
        expect(faults, what).toEqual([]);
        expect(
          [...shapesIn(cloud, known)].filter((shape) => !shapes.has(shape)),
          what,
        ).toEqual([]);
        expect(
          namesIn(answer).filter((ref) => !ref || !canExist(ref)),
          what,
        ).toEqual([]);
        const after = countsOf(answer);
        expect(after.Listener, what).toBeGreaterThan(0);
        const sorts = ["Listener", "Pool", "PoolMember", ...(odd === "" ? [] : ["HealthMonitor"])];
        const isLess = sorts.some((sort) => (after[sort] ?? 0) < before[sort]!);
        if (isLess) expect(after.told, what).toBeGreaterThan(0);
      }
    }
    cloud.edit(null);
  }, 60_000);
});

const PARENTS = `query ($account: ID!) {
  listeners(first: 200, filter: { accountIds: [$account] }) { nodes { protocol parent { id status } } }
}`;
/** Whether ids stand there, by the habits of all vendors. */
const isNewId = (path: readonly string[]) =>
  /(^|[._a-z])ids?(\.\*)?$/i.test(path.join(".")) && path.at(-1) !== "RequestId";
const CREATE = `mutation ($input: CreateListenerInput!) {
  createListener(input: $input) { listener { id } problems { code message } }
}`;

describe.each(providers.map(({ key }) => key))("what %s has just made", (key) => {
  it("is not shown, and not asked for, by an id that cannot be one", async () => {
    const { account, cloud } = all.suspects.find((one) => one.key === key)!;
    cloud.forget();
    const { data } = await all.ask(PARENTS, { account });
    const there = textsIn(cloud);
    const lists = shapesIn(cloud, there);
    const { parent } = data.listeners.nodes.find(
      (one: { protocol: string; parent: { status: string } }) =>
        one.protocol === "TCP" && one.parent.status === "ACTIVE",
    );
    const create = async () => {
      all.sandbox.cloud(key).emulator.reset();
      cloud.forget();
      const input = { parentId: parent.id, name: "made-here", protocol: "TCP", portRanges: [{ fromPort: 20_001 }] };
      return (await all.ask(CREATE, { input })).data.createListener;
    };
    expect((await create()).problems).toEqual([]);
    const ids = textsIn(cloud);
    const shapes = shapesIn(cloud, ids);
    // The emulators return the same ids after each reset.
    cloud.edit((value, path) => (isNewId(path) && !there.has(String(value)) && value !== null ? ".." : value));
    const { listener, problems } = await create();
    cloud.edit(null);
    expect(listener).toBeNull();
    expect(problems).toHaveLength(1);
    expect(["OUTCOME_UNKNOWN", "UNREADABLE"]).toContain(problems[0].code);
    // A create whose answer cannot be read is looked for on a list.
    expect([...shapesIn(cloud, ids)].filter((shape) => !shapes.has(shape) && !lists.has(shape))).toEqual([]);
  });
});

const SERVERS = `query ($account: ID!) {
  pools(first: 50, filter: { accountIds: [$account] }) {
    nodes { id status members(first: 50) { nodes { address port weight targetType targetId subnetId } } }
  }
}`;
const SET = `mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { problems { code message } } }`;
interface Server {
  readonly address: string;
}

describe.each(providers.map(({ key }) => key))("the servers behind a pool of %s", (key) => {
  it("are deleted by the ids that they have, or not at all", async () => {
    const { account, cloud } = all.suspects.find((one) => one.key === key)!;
    all.sandbox.cloud(key).emulator.reset();
    const { data } = await all.ask(SERVERS, { account });
    const pool = data.pools.nodes.find(
      ({ status, members }: { status: string; members: { nodes: Server[] } }) =>
        status === "ACTIVE" && members.nodes.length > 1,
    );
    const [, ...staying] = pool.members.nodes.map((server: object) =>
      Object.fromEntries(Object.entries(server).filter(([, value]) => value !== null)),
    );
    const setFewer = async () => {
      all.sandbox.cloud(key).emulator.reset();
      cloud.forget();
      return all.ask(SET, { input: { poolId: pool.id, members: staying } });
    };
    const right = await setFewer();
    expect(right.data.setPoolMembers.problems).toEqual([]);
    const ids = textsIn(cloud);
    const shapes = shapesIn(cloud, ids);
    // Members' own ids, and those of the jobs that change them, in the words of all vendors.
    const isMembers = (path: readonly string[]) =>
      /(^|\.)(members|endpoints)\.\*\.id$|^\*\.id$|^job_id$|RealServerSet\.\*\.RealServerId$/.test(path.join("."));
    cloud.edit((value, path) => (isMembers(path) ? ".." : value));
    const odd = await setFewer();
    cloud.edit(null);
    expect(odd.errors).toBeUndefined();
    expect([...shapesIn(cloud, ids)].filter((shape) => !shapes.has(shape))).toEqual([]);
    const [problem] = odd.data.setPoolMembers.problems;
    // The others replace the whole set, and need no ids for that.
    if (key.startsWith("huawei")) expect(["OUTCOME_UNKNOWN", "UNREADABLE"]).toContain(problem?.code);
    expect(JSON.stringify(cloud.received.map(({ body, query }) => `${body}${query}`))).not.toMatch(/"\.\."|=\.\.(&|")/);
  });
});
