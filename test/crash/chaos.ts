import { setTimeout as delay } from "node:timers/promises";
import { providers } from "../../src/providers/registry.js";
import type { ChangeRecord } from "../../src/store/change-record.js";
import type { Replica } from "./replica.js";
import { mutationFor, type Wish, type Worker } from "./work.js";
import type { World } from "./world.js";

/** What became of all that was asked for. */
export interface Tally {
  readonly counts: Record<string, number>;
  /** What must not be, in words. */
  readonly wrong: string[];
}

export const WRITES = "^(?!Describe|List|Get|Query|Show|GET)";
const FAULTS = [{ kind: "drop" }, { kind: "reset" }, { kind: "latency", ms: 300 }] as const;

const between = (least: number, most: number): number => least + Math.random() * (most - least);

/** Clouds that lose every so many answers, or are late with them. */
export async function loseAnswers({ sandbox }: World, over: AbortSignal): Promise<void> {
  for (let n = 0; !over.aborted; n += 1) {
    const { key } = providers[n % providers.length]!;
    sandbox.cloud(key).faults.add({ fault: FAULTS[n % FAULTS.length]!, actions: WRITES, times: 1 });
    await delay(between(50, 150));
  }
}

/** Kills one replica or the other every 1 to 3 s. */
export async function killAtRandom({ replicas }: World, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await delay(between(1_000, 3_000), undefined, { signal: over }).catch(() => undefined);
    if (!over.aborted) await replicas[Math.random() < 0.5 ? 0 : 1].kill();
  }
}

/** One that is up, where one is. */
function anyOf({ replicas }: World): Replica {
  const chosen = Math.random() < 0.5 ? 0 : 1;
  return replicas[chosen].isUp ? replicas[chosen] : replicas[chosen === 0 ? 1 : 0];
}

export async function work(world: World, worker: Worker, over: AbortSignal, tally: Tally): Promise<void> {
  for (let n = 0; !over.aborted; n += 1) await one(world, worker, n, tally);
}

async function one(world: World, worker: Worker, n: number, tally: Tally): Promise<void> {
  const count = (what: string) => {
    tally.counts[what] = (tally.counts[what] ?? 0) + 1;
  };
  const wish = await worker.next(n);
  const requestId = `${worker.name}-${n}`;
  const answer = await anyOf(world).ask(mutationFor(wish.field), { input: wish.input }, requestId);
  count("asked");
  const payload = answer?.data?.[wish.field];
  if (!payload) count("without an answer");
  const [record, ...more] = await world.recordsOf(requestId);
  const found = await wish.look();
  const wrong = (what: string) =>
    tally.wrong.push(`${requestId}: ${what}. Record ${JSON.stringify(record)}, answer ${JSON.stringify(answer)}`);
  if (more.length > 0) wrong("recorded more than once");
  if (found !== "done" && found !== "undone") wrong(found);
  if (payload?.problems.length === 0) {
    count("acknowledged");
    if (record?.state !== "SUCCEEDED") wrong("acknowledged, and not on record as done");
  }
  if (!record) {
    count("without a record: nothing was sent");
    if (found === "done") wrong("done without a record");
    return;
  }
  count(record.state);
  judge(record, found, wrong);
  if (record.state === "OUTCOME_UNKNOWN") await lookAgain(world, record, wish, wrong, count);
}

function judge({ state }: ChangeRecord, found: string, wrong: (what: string) => void): void {
  if (state === "SUCCEEDED" && found !== "done") wrong("on record as done, and the cloud does not have it");
  if (state === "FAILED" && found === "done") wrong("on record as failed, and the cloud has it");
}

async function lookAgain(
  world: World,
  { id, requestId }: ChangeRecord,
  wish: Wish,
  wrong: (what: string) => void,
  count: (what: string) => void,
): Promise<void> {
  const again = "mutation ($id: ID!) { recheckCloudChange(input: { id: $id }) { change { state } problems { code } } }";
  await anyOf(world).ask(again, { id }, "again");
  const [record] = await world.recordsOf(requestId);
  const found = await wish.look();
  count(`looked at again: ${record!.state}`);
  judge(record!, found, wrong);
  if (found !== "done" && found !== "undone") wrong(found);
}

/** Changes of one lane between whose first and last call another one's was sent. */
export async function overlapsIn(world: World): Promise<string[]> {
  const records = await world.allRecords();
  const laneOf = new Map(records.map(({ id, leaderId, parentUrn }) => [id, { lane: parentUrn, turn: leaderId ?? id }]));
  const calls = [...(await world.callsOf(records))].sort((a, b) => a.startedAt - b.startedAt);
  const turns = new Map<string, string[]>();
  for (const { changeId } of calls) {
    const { lane, turn } = laneOf.get(changeId)!;
    const held = turns.get(lane) ?? [];
    if (held.at(-1) !== turn) turns.set(lane, [...held, turn]);
  }
  return [...turns].flatMap(([lane, held]) =>
    held.filter((turn, at) => held.indexOf(turn) !== at).map((turn) => `${lane}: ${turn} had more than one turn`),
  );
}
