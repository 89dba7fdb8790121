import { coversPort } from "../../../src/model/port-range.js";
import { allListeners } from "../../contract/listing.js";
import type { Subject } from "../../contract/subject.js";
import { listedUnder } from "../../support/listed.js";
import { addressesOf, type Targets } from "./plan.js";

/** What a cloud holds of a cell's targets, read past the faults over a line of its own. */
export interface Store {
  /** How many listeners of the parent have the port that `create` asks for. */
  readonly made: number;
  readonly listenerCount: number;
  /** Null: the listener is gone. */
  readonly name: string | null;
  readonly isThere: boolean;
  readonly status: string | null;
  /** Empty when the pool is gone. */
  readonly members: readonly string[];
  /** Everything that the emulator holds, entry by entry. */
  readonly entries: readonly string[];
}

/** Collections that remember what was asked rather than what is there. */
const HISTORIES = ["jobs"];

function entriesOf(snapshot: Readonly<Record<string, readonly unknown[]>>): string[] {
  return Object.entries(snapshot)
    .filter(([collection]) => !HISTORIES.includes(collection))
    .flatMap(([collection, entries]) => entries.map((entry) => `${collection} ${JSON.stringify(entry)}`))
    .sort();
}

/** `unchanged`: what to answer when the emulator holds the very same, which spares reading it. */
export async function readStore(subject: Subject, targets: Targets, unchanged?: Store): Promise<Store> {
  const { service, call, cloud } = subject;
  const entries = entriesOf(cloud.emulator.snapshot());
  if (unchanged && entries.join("\n") === unchanged.entries.join("\n")) return unchanged;
  const listeners = await allListeners(subject);
  const port = targets.newListener.portRanges[0]!.fromPort;
  const made = listeners.filter(
    ({ parentRef, portRanges }) => parentRef?.key === targets.parentRef.key && coversPort(portRanges, port),
  );
  const listener = listeners.find(({ ref }) => ref.key === targets.listenerRef.key);
  const pool = (await service.readPools([targets.poolRef], call())).get(targets.poolRef.key);
  const members =
    pool && !(pool instanceof Error)
      ? listedUnder(await service.membersOfPools([pool], call()), targets.poolRef.key)
      : [];
  return {
    made: made.length,
    listenerCount: listeners.length,
    name: listener?.name ?? null,
    isThere: listener !== undefined && listener.status !== "DELETING",
    status: listener?.status ?? made[0]?.status ?? null,
    members: addressesOf(members),
    entries,
  };
}

/** What was added and removed, in the emulator's words. */
export function difference(before: Store, after: Store): { added: string[]; removed: string[] } {
  const count = (entries: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const entry of entries) counts.set(entry, (counts.get(entry) ?? 0) + 1);
    return counts;
  };
  const [was, is] = [count(before.entries), count(after.entries)];
  return {
    added: after.entries.filter((entry) => !was.has(entry)),
    removed: before.entries.filter((entry) => !is.has(entry)),
  };
}
