import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { urnOf } from "../../src/model/resource-ref.js";
import { whole } from "../../src/providers/kit/listing.js";
import { providers } from "../../src/providers/registry.js";
import { startCall } from "../../src/transport/call.js";
import { type Ground, groundOf, inputTypeOf, type Mutation, newListener } from "../support/change-inputs.js";
import { silentLog } from "../support/silent-log.js";
import { startTwoGraphs, type TwoGraphs } from "./two-graphs.js";

/** Number of sequences of steps: a fixed few, or as many random ones as requested. */
const ASKED = process.env.INVENTORY_MODEL_RUNS;
const RUNS = Number(ASKED ?? 3);
const SAME = ASKED === undefined ? { seed: 19 } : {};

/** Maximum listeners of the steps on one cloud at the same time, because clouds have quotas. */
const MOST_OPENED = 3;

const clouds = providers.map(({ key }) => key);
type Names = Map<string, string | null>;

/** A state of a listener and until when it lasted; the name is undefined after its deletion. */
interface Stage {
  readonly name: string | null | undefined;
  until: number;
}

/** The state of one account from step to step. */
interface Model {
  readonly cloud: string;
  readonly accountId: string;
  readonly ground: Ground;
  /** Listeners that steps have opened, by their urns, with their ids. */
  readonly opened: Map<string, string>;
  /** The listeners according to the history, by urn. */
  told: Names;
  /** Listeners of which the history may show less, because we have changed them since the last complete read. */
  doubted: Set<string>;
  /** The latest change that was examined. */
  seq: number;
  /** What each listener was that steps have opened, by urn, with its id. */
  readonly lives: Map<string, { readonly id: string; readonly stages: Stage[] }>;
  /** When the latest change of ours was sent. */
  changedAt: number;
}

let world: TwoGraphs;
const models: Model[] = [];
let port = 21_000;
let wholeSweeps = 0;
let made = 0;

beforeAll(async () => {
  world = await startTwoGraphs({ keepsReads: true });
  await world.sweepAll();
  for (const cloud of clouds) {
    const accountId = world.accountOf.get(cloud)!;
    const model = {
      cloud,
      accountId,
      ground: await groundOf(world.here, cloud),
      opened: new Map(),
      seq: 0,
      lives: new Map(),
      changedAt: 0,
    };
    models.push({ ...model, told: await liveNames(accountId), doubted: new Set() });
  }
}, 60_000);
afterAll(() => world?.stop(), 60_000);

/** The cloud's current listeners. */
async function liveNames(accountId: string): Promise<Names> {
  const { service } = world.connected.find(({ account }) => account.id === accountId)!;
  const call = startCall({ requestId: "live", log: silentLog, timeoutMs: 60_000 });
  const names: Names = new Map();
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof service.listListeners>> = await service.listListeners(
      {},
      { after, limit: 201 },
      call,
    );
    for (const { ref, name } of whole(page)) names.set(urnOf(ref), name);
    after = page.next;
  } while (after !== null);
  call.end();
  return names;
}

/** The listeners as they were last seen. */
async function keptNames(accountId: string): Promise<Names> {
  const query = { accountIds: [accountId], kind: "listener" as const, conditions: {}, limit: 1_000 };
  const rows = await world.here.app.store.seen.find(query);
  return new Map(rows.map(({ key, name }) => [urnOf({ accountId, kind: "listener", key }), name]));
}

const stateOf = async (accountId: string) => (await world.here.app.store.seen.accountsOf([accountId])).get(accountId)!;

type By = "here" | "elsewhere";

/** Makes a change. Null: the cloud refuses it, for example because of a quota. */
// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function tried(by: By, field: Mutation, input: object, selection: string): Promise<any> {
  const query = `mutation ($input: ${inputTypeOf(field)}!) { ${field}(input: $input) { problems { code } ${selection} } }`;
  const { data, errors } = await world[by].ask(query, { input });
  expect(errors).toBeUndefined();
  if (data[field].problems.length > 0) return null;
  made += 1;
  return data[field];
}

/** Makes a change of a listener, and notes what it has become. */
async function become<T>(
  model: Model,
  by: By,
  name: string | undefined,
  change: () => Promise<T | null>,
  urnIn: (done: T) => string,
) {
  const since = Date.now();
  const done = await change();
  if (!done) return null;
  if (by === "here") model.changedAt = since;
  const { stages } = model.lives.get(urnIn(done)) ?? { stages: [] as Stage[] };
  const last = stages.at(-1);
  if (last) last.until = Date.now();
  stages.push({ name, until: Number.POSITIVE_INFINITY });
  return done;
}

async function open(model: Model, by: By) {
  const { ground, opened, doubted, lives } = model;
  if (opened.size === MOST_OPENED) return;
  port += 1;
  const name = `opened-${port}`;
  const input = newListener(ground, name, port);
  const change = () => tried(by, "createListener", input, "listener { id urn }");
  const urnIn = ({ listener: { id, urn } }: { listener: { id: string; urn: string } }) => {
    lives.set(urn, { id, stages: [] });
    return urn;
  };
  const done = await become(model, by, name, change, urnIn);
  if (!done) return;
  opened.set(done.listener.urn, done.listener.id);
  if (by === "here") doubted.add(done.listener.urn);
}

/** Reads a listener that steps have opened, and perhaps closed: no answer is younger than it says. */
async function read(model: Model, at: number, maxAgeSeconds: number) {
  const all = [...model.lives];
  const [urn, life] = all[at % Math.max(1, all.length)] ?? [];
  if (!life) return;
  const since = Date.now();
  const { data, errors } = await world.here.ask(
    "query ($id: ID!, $age: Int) { listener(id: $id, maxAgeSeconds: $age) { name readAt } }",
    { id: life.id, age: maxAgeSeconds },
  );
  expect(errors?.map(({ extensions }) => extensions?.code) ?? []).toEqual(data.listener ? [] : ["NOT_FOUND"]);
  const { name, readAt } = data.listener ?? { name: undefined, readAt: null };
  const readBy = readAt === null ? model.changedAt : Date.parse(readAt);
  const possible = life.stages.filter(({ until }) => until >= readBy).map((stage) => stage.name);
  expect([urn, possible]).toEqual([urn, expect.arrayContaining([name])]);
  expect(readBy).toBeGreaterThanOrEqual(maxAgeSeconds === 0 && readAt !== null ? since : model.changedAt);
}

/** One of the listeners that steps have opened. */
function pick({ opened }: Model, at: number): readonly [urn: string, id: string] | null {
  const all = [...opened];
  return all[at % Math.max(1, all.length)] ?? null;
}

async function rename(model: Model, by: By, at: number) {
  const [urn, id] = pick(model, at) ?? [];
  if (!urn) return;
  port += 1;
  const name = `renamed-${port}`;
  const change = () => tried(by, "updateListener", { id, name }, "listener { id }");
  await become(model, by, name, change, () => urn);
  if (by === "here") model.doubted.add(urn);
}

async function close(model: Model, by: By, at: number) {
  const [urn, id] = pick(model, at) ?? [];
  if (!urn) return;
  const change = () => tried(by, "deleteListener", { id, cascade: true }, "deletedListenerId");
  if (await become(model, by, undefined, change, () => urn)) model.opened.delete(urn);
  // What a delete also changes counts as ours.
  if (by === "here") for (const one of [...model.told.keys(), ...model.opened.keys(), urn]) model.doubted.add(one);
}

/** Reads the account, and compares the inventory and the history with the cloud. */
async function sweep(model: Model, mayFail: boolean) {
  const { accountId, cloud } = model;
  const before = await keptNames(accountId);
  const { readAt, now } = await stateOf(accountId);
  const outcome = await world.sweep(accountId);
  const after = await stateOf(accountId);
  const kept = await keptNames(accountId);
  for (const { faults } of world.sandbox.clouds) faults.clear();
  const live = await liveNames(accountId);
  if (outcome === "failed") {
    expect([cloud, mayFail]).toEqual([cloud, true]);
    // The inventory is old, but no existing object is deleted from it.
    expect(after.readAt).toBe(readAt);
    for (const urn of before.keys()) if (live.has(urn)) expect([urn, kept.has(urn)]).toEqual([urn, true]);
    return;
  }
  wholeSweeps += 1;
  expect(after.readAt).toBeGreaterThanOrEqual(now);
  expect([cloud, kept]).toEqual([cloud, live]);
  await tellHistory(model);
  const certain = (names: Names) => new Map([...names].filter(([urn]) => !model.doubted.has(urn)).sort());
  expect([cloud, certain(model.told)]).toEqual([cloud, certain(live)]);
  model.told = live;
  model.doubted.clear();
}

/** Applies the changes in the history since the last time. */
async function tellHistory(model: Model) {
  const { changes, hasMore } = await world.here.app.store.journal.list({ accountIds: [model.accountId], limit: 500 });
  expect(hasMore).toBe(false);
  for (const { seq, action, state, targetUrn, differences } of changes.filter(({ seq }) => seq > model.seq).reverse()) {
    model.seq = seq;
    if (state !== "SUCCEEDED" || targetUrn === null) continue;
    const named = differences.find(({ path }) => path.join() === "name");
    if (action === "DELETE_LISTENER") model.told.delete(targetUrn);
    else if (action.endsWith("_LISTENER") && named) model.told.set(targetUrn, named.after as string | null);
  }
}

const at = fc.nat({ max: 20 });
const by = fc.constantFrom<By>("here", "elsewhere");
const on = fc.nat({ max: clouds.length - 1 });
const FAULTS = [
  { kind: "throttled" },
  { kind: "respond", status: 500, body: "" },
  { kind: "truncate" },
  { kind: "drop" },
] as const;

/** The possible steps. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(on, by)
      .map(([cloud, who]) => ({ name: `${who} opens on ${cloud}`, run: () => open(models[cloud]!, who) })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(on, by, at).map(([cloud, who, which]) => ({
      name: `${who} renames ${which} on ${cloud}`,
      run: () => rename(models[cloud]!, who, which),
    })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(on, by, at).map(([cloud, who, which]) => ({
      name: `${who} closes ${which} on ${cloud}`,
      run: () => close(models[cloud]!, who, which),
    })),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(on, at, fc.constantFrom(0, 0, 30, 86_400)).map(([cloud, which, age]) => ({
      name: `a read of ${which} on ${cloud} of at most ${age} s`,
      run: () => read(models[cloud]!, which, age),
    })),
  },
  {
    weight: 4,
    arbitrary: on.map((cloud) => ({ name: `a sweep of ${cloud}`, run: () => sweep(models[cloud]!, false) })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(on, fc.constantFrom(...FAULTS), fc.nat({ max: 30 })).map(([cloud, fault, after]) => ({
      name: `a sweep of ${cloud} with ${fault.kind} after ${after}`,
      async run() {
        world.sandbox.clouds.find(({ key }) => key === models[cloud]!.cloud)!.faults.add({ fault, after, times: 1 });
        await sweep(models[cloud]!, true);
      },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat({ max: 600_000 })
      .map((ms) => ({ name: `${ms} ms pass at the clouds`, run: async () => world.sandbox.clock.advance(ms) })),
  },
);

it(
  "the inventory holds what existed at its age, and the history records every difference",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 16, size: "max" }), async (steps) => {
        for (const { run } of steps) await run();
        for (const model of models) await sweep(model, false);
      }),
      { ...SAME, numRuns: RUNS, endOnFailure: true },
    );
    expect(made).toBeGreaterThan(RUNS);
    expect(wholeSweeps).toBeGreaterThanOrEqual(RUNS * clouds.length);
  },
  60_000 + RUNS * 30_000,
);
