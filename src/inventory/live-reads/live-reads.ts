import { ProblemError } from "../../model/problem-error.js";
import type { ConnectedAccount } from "../../providers/accounts.js";
import { inChunks } from "../../providers/kit/keyed-reads.js";
import type { FoundRow, SeenAccount, SeenDifference, SeenStore, Sighting } from "../../store/seen.js";
import { StoreError } from "../../store/store-error.js";
import type { DatabaseTime } from "../../store/tables.js";
import type { CallLog } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import { Interruption } from "../../transport/signal.js";
import { inTurns } from "../in-turns.js";
import type { Model, OwnKind } from "../made-objects.js";
import type { LiveRead } from "./hearing.js";
import { objectOf, seenAgain } from "./sightings.js";

/** Maximum objects that wait, and their approximate characters. */
export const MOST_OBJECTS = 5_000;
const MOST_CHARACTERS = 33_554_432;
/** Milliseconds in which reads are collected, so that of several reads of an object only the latest is compared. */
const COLLECTED_MS = 100;
/** Objects that are compared at once. */
const AT_ONCE = 100;
/** The rest after each comparison as a multiple of its time, so that requests keep the processor; at most this long. */
const REST = 9;
const LONGEST_REST_MS = 1_000;
/** Milliseconds by which a read must be younger than the row, when nothing differs, to be noted. */
const YOUNGER_MS = 5_000;

export interface LiveReadsOptions {
  readonly seen: Pick<SeenStore, "accountsOf" | "find" | "see">;
  /** The format in which this program keeps answers; see {@link SeenStore.claim}. */
  readonly format: string;
  readonly clock: Clock;
  readonly log: CallLog;
  /** Receives the differences that were found, after they were kept. */
  onDifferences(accountId: string, differences: readonly SeenDifference[]): void;
  /** Called with the number of objects of an account that were not compared, because too many waited. */
  dropped(account: ConnectedAccount["account"], objects: number): void;
}

interface Waiting extends LiveRead {
  readonly objects: number;
  readonly characters: number;
}

type Seen = Model[OwnKind];

/**
 * Brings what reads other than sweeps see into the inventory, in the background. It keeps up with them as far as the
 * processor and the store have time: what does not fit comes with the next sweep.
 */
export class LiveReads {
  readonly #over = new Interruption();
  #waiting: Waiting[] = [];
  /** Including those that are being compared. */
  #held = { objects: 0, characters: 0 };
  #isDropping = false;
  #running: Promise<void> | null = null;

  constructor(private readonly options: LiveReadsOptions) {}

  /** Takes what a read has returned. */
  readonly hear = (read: LiveRead): void => {
    const { connected, answers } = read;
    const objects = answers.reduce<number>((sum, answer) => sum + objectsIn(answer).length, 0);
    if (objects === 0 || this.#over.aborted) return;
    const characters = objects * sizeOf(answers);
    const { objects: before, characters: size } = this.#held;
    if (before + objects > MOST_OBJECTS || size + characters > MOST_CHARACTERS) {
      this.#drop(connected, objects);
      return;
    }
    this.#held = { objects: before + objects, characters: size + characters };
    this.#waiting.push({ ...read, objects, characters });
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  };

  /** Whether something waits or is being compared. */
  get isBusy(): boolean {
    return this.#running !== null;
  }

  /** Drops what waits, and waits for what is being written. */
  async stop(): Promise<void> {
    this.#over.abort(new Error("The program stops."));
    await this.#running;
  }

  #drop({ account }: ConnectedAccount, objects: number): void {
    this.options.dropped(account, objects);
    if (!this.#isDropping) this.options.log.info({ account: account.id }, DROPS);
    this.#isDropping = true;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#over.aborted) {
      await this.#rest(COLLECTED_MS);
      const reads = this.#waiting.splice(0);
      await this.#keepAll(reads);
      for (const { objects, characters } of reads) {
        this.#held.objects -= objects;
        this.#held.characters -= characters;
      }
      if (this.#waiting.length === 0) this.#isDropping = false;
    }
  }

  async #rest(ms: number): Promise<void> {
    await this.options.clock.sleep(ms, this.#over, { isIdle: true }).catch(() => undefined);
  }

  async #keepAll(reads: readonly LiveRead[]): Promise<void> {
    const { seen, clock, log } = this.options;
    try {
      const known = await seen.accountsOf([...new Set(reads.map(({ connected }) => connected.account.id))]);
      const now = clock.now();
      const done = new Set<string>();
      for (const read of [...reads].sort((a, b) => b.at - a.at)) {
        const account = known.get(read.connected.account.id);
        if (!account || account.readAt === null || account.format !== this.options.format) continue;
        const readAt = Math.floor(account.now - Math.max(0, now - read.at));
        const latest = latestOf(read, done);
        for (const some of inChunks(latest, AT_ONCE)) {
          if (this.#over.aborted) return;
          const since = performance.now();
          await this.#keepSome(read, some, account, readAt);
          await this.#rest(Math.min(LONGEST_REST_MS, REST * (performance.now() - since)));
        }
      }
    } catch (err) {
      if (err instanceof StoreError) log.warn({ err }, COULD_NOT_KEEP);
      else log.error({ err }, COULD_NOT_COMPARE);
    }
  }

  async #keepSome(
    { connected, kind }: LiveRead,
    objects: readonly Seen[],
    account: SeenAccount,
    readAt: DatabaseTime,
  ): Promise<void> {
    const { seen, format, onDifferences } = this.options;
    const { accountId } = account;
    const byKey = new Map(objects.map((object) => [object.ref.key, object]));
    const conditions = { keys: [...byKey.keys()] };
    const rows = await seen.find({ accountIds: [accountId], kind, conditions, limit: byKey.size });
    const sightings = await inTurns(rows, (before: FoundRow): Sighting[] => {
      const object = byKey.get(before.key);
      if (!object || object.ref.kind !== before.refKind) return [];
      const kept = objectOf(before);
      const after = seenAgain(kind, object as never, before, kept, connected);
      const age = readAt - Math.max(before.seenAt ?? 0, account.readAt!);
      return age > (after === kept ? YOUNGER_MS : 0) ? [{ before, after }] : [];
    });
    const differences = await seen.see(accountId, sightings.flat(), { at: readAt, format });
    if (differences.length > 0) onDifferences(accountId, differences);
  }
}

/** The objects of an answer: itself, or those of a list. */
function objectsIn(answer: unknown): readonly Seen[] {
  if (answer instanceof ProblemError) return [];
  const { items } = answer as { items?: readonly Seen[] };
  return items ?? [answer as Seen];
}

/** The approximate characters of one object, by the first. */
function sizeOf(answers: readonly unknown[]): number {
  for (const answer of answers) for (const { native } of objectsIn(answer)) return JSON.stringify(native)?.length ?? 0;
  return 0;
}

/** The objects of a read that were not read later again. @param done names those that were, and is added to */
function latestOf({ connected, kind, answers }: LiveRead, done: Set<string>): readonly Seen[] {
  const latest = new Map<string, Seen>();
  for (const object of answers.flatMap(objectsIn)) {
    const name = `${connected.account.id} ${kind} ${object.ref.kind} ${object.ref.key}`;
    if (!done.has(name)) latest.set(object.ref.key, object);
    done.add(name);
  }
  return [...latest.values()];
}

const DROPS = "more is read than the inventory can take in at once; the rest comes with the next sweeps";
const COULD_NOT_KEEP = "could not keep what reads have seen";
const COULD_NOT_COMPARE = "an internal error kept what reads have seen from the inventory";
