import type { Insertable, Transaction } from "kysely";
import type { FieldDifference } from "../model/change-plan.js";
import type { Clock } from "../transport/clock.js";
import type { Recorder, Sending, SentCall, SentOutcome, SentState } from "../transport/recorder.js";
import { type CallRecord, type ChangeRecord, type Json, toChangeRecord } from "./change-record.js";
import type { NewRow } from "./change-rows.js";
import type { Ending, Entry } from "./journal.js";
import { NEVER_SENT, NOBODY_KNOWS } from "./problems.js";
import type { CallsTable, Tables } from "./tables.js";

/** A call that is about to be recorded; its group knows the epoch. */
export type NewCall = Omit<Insertable<CallsTable>, "epoch">;

/** The group that an entry belongs to. */
interface Group {
  readonly tools: { readonly clock: Clock };
  /** Milliseconds that it has waited for its turn. */
  readonly waitedMs: number;
  requireHold(): void;
  sending(entry: RecordedEntry, call: NewCall): Promise<void>;
  /** A call was answered. */
  answered(): void;
}

/** The most ids of earlier objects that are kept; if there are more, none is. */
const MOST_BEFORE = 1_000;

/** An answer that is not recorded yet. */
interface Answer extends SentOutcome {
  readonly n: number;
  readonly at: number;
}

/** One change that is being recorded; see {@link Entry}. */
export class RecordedEntry implements Entry {
  readonly recorder: Recorder;
  /** Its number in the journal; null until it is recorded. */
  seq: number | null;
  /** Recorded calls. */
  sent: number;
  /** Calls of this process without an answer so far. */
  unanswered = 0;
  #latest: number;
  #answers: Answer[] = [];
  #flushing = 0;
  /** The outcomes of its calls, by their numbers. */
  readonly #states: Map<number, SentState | "SENT">;
  readonly #given = new Set<number>();
  #ending: Ending | null = null;

  /** @param before the calls of earlier holders */
  constructor(
    readonly row: NewRow & { readonly seq?: number },
    private readonly before: readonly CallRecord[],
    private readonly group: Group,
  ) {
    this.seq = row.seq ?? null;
    this.sent = before.length;
    this.#latest = before.reduce((most, { n }) => Math.max(most, n), 0);
    this.#states = new Map(before.map(({ n, state }) => [n, state]));
    this.recorder = {
      change: () => ({ id: row.id, waitedMs: group.waitedMs }),
      requireHold: () => group.requireHold(),
      sending: (write) => this.#sending(write),
      thereBefore: (nativeIds) => this.#thereBefore(nativeIds),
    };
  }

  get id(): string {
    return this.row.id;
  }

  /**
   * Whether its end must be kept: something was sent, it was done, or its caller cannot learn its end in any other way.
   */
  get isKept(): boolean {
    const { row } = this;
    const isLeft = row.seq !== undefined || row.is_background !== 0;
    return this.sent > 0 || row.state === "SUCCEEDED" || isLeft;
  }

  get hasAnswers(): boolean {
    return this.#answers.length > 0;
  }

  get record(): ChangeRecord | null {
    const { row, seq } = this;
    return seq === null ? null : toChangeRecord({ ...row, seq, lease_until: null, settled_at: null });
  }

  async #sending({ action, digest }: Sending): Promise<SentCall> {
    const { id, row, group } = this;
    this.#latest += 1;
    const n = this.#latest;
    const token = this.#knownToken(action, digest) ?? `${id}-${n}`;
    const started_at = group.tools.clock.now();
    const unanswered = { state: "SENT", request_id: null, finished_at: null } as const;
    await group.sending(this, { change_id: row.id, n, action, digest, token, started_at, ...unanswered });
    this.#states.set(n, "SENT");
    this.unanswered += 1;
    return {
      token,
      answered: (outcome) => {
        this.#answers.push({ ...outcome, n, at: group.tools.clock.now() });
        this.#states.set(n, outcome.state);
        this.unanswered -= 1;
        group.answered();
      },
    };
  }

  /**
   * A create that was already sent before the takeover, with an unknown outcome, has the same token. Other requests are
   * harmless when made twice, and a cloud would ignore them under a known token even if someone has undone them since.
   */
  #knownToken(action: string, digest: string): string | undefined {
    if (!this.row.action.startsWith("CREATE_")) return undefined;
    const isSame = (call: CallRecord) => call.action === action && call.digest === digest && call.state !== "DONE";
    const same = this.before.find((call) => isSame(call) && !this.#given.has(call.n));
    if (same) this.#given.add(same.n);
    return same?.token;
  }

  #thereBefore(nativeIds: readonly string[]): void {
    if (this.sent > 0 || nativeIds.length > MOST_BEFORE) return;
    this.row.there_before = JSON.stringify(nativeIds);
  }

  found(before: Json | null, differences: readonly FieldDifference[]): void {
    if (this.sent > 0) return;
    this.row.before = before === null ? null : JSON.stringify(before);
    this.row.differences = JSON.stringify(differences);
  }

  end(ending: Ending): void {
    this.#ending = ending;
  }

  /** Writes its end into its row. */
  close(at: number): void {
    const { row } = this;
    const { state, after, problems, targetUrn, freesKey } = this.#ending ?? this.#unsaid();
    row.state = state;
    row.after = after === null ? null : JSON.stringify(after);
    row.problems = JSON.stringify(problems);
    row.finished_at = at;
    if (targetUrn !== undefined) row.target_urn = targetUrn;
    if (freesKey) row.idempotency_key = null;
  }

  #unsaid(): Ending {
    const mayHaveHappened = [...this.#states.values()].some((state) => state !== "REFUSED");
    return mayHaveHappened
      ? { state: "OUTCOME_UNKNOWN", after: null, problems: [NOBODY_KNOWS] }
      : { state: "FAILED", after: null, problems: [NEVER_SENT], freesKey: true };
  }

  /** Records answers since the last time; {@link flushed} reports that they are committed. */
  async flush(tx: Transaction<Tables>): Promise<void> {
    const answers = [...this.#answers];
    for (const { n, state, requestId, at } of answers) {
      await tx
        .updateTable("calls")
        .set({ state, request_id: requestId ?? null, finished_at: at })
        .where("change_id", "=", this.id)
        .where("n", "=", n)
        .execute();
    }
    this.#flushing = answers.length;
  }

  flushed(): void {
    this.#answers.splice(0, this.#flushing);
    this.#flushing = 0;
  }
}
