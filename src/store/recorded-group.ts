import type { Transaction } from "kysely";
import { keepUnsent, writeEnds, writeFound } from "./change-ends.js";
import type { CallRecord } from "./change-record.js";
import { cameSecond, claim, endLease, insertRows, type NewRow, renew, SLOWEST_COMMIT_MS } from "./change-rows.js";
import { type Announcement, type GroupState, type JournalTools, OURS } from "./group-state.js";
import { tellLate } from "./late-end.js";
import { notOurTurn, storeUnavailable } from "./problems.js";
import { type NewCall, RecordedEntry } from "./recorded-entry.js";
import { StoreError } from "./store-error.js";
import type { Tables } from "./tables.js";

type Tx = Transaction<Tables>;

/** Changes that share one turn: usually one. */
export class RecordedGroup {
  state: GroupState = "new";
  waitedMs = 0;
  readonly entries: readonly RecordedEntry[];
  readonly lane: string;
  /** Called once everyone can see that the lane is taken. */
  onWritten: () => void = () => undefined;
  #epoch: number;
  /** By the monotonic clock: until when no other process can have taken it over. */
  #heldUntil = 0;
  #work: Promise<unknown> = Promise.resolve();
  #whenAnswered: () => void = () => undefined;

  /** @param before what was sent by earlier holders, by the changes' ids */
  constructor(
    readonly tools: JournalTools,
    rows: readonly NewRow[],
    /** Milliseconds since 1970: when the state that it is decided on was read. */
    private readonly readAt: number,
    before: ReadonlyMap<string, readonly CallRecord[]> = new Map(),
  ) {
    this.entries = rows.map((row) => new RecordedEntry(row, before.get(row.id) ?? [], this));
    this.lane = rows[0]!.lane!;
    this.#epoch = rows[0]!.epoch;
  }

  get id(): string {
    return this.entries[0]!.id;
  }

  get accountId(): string {
    return this.entries[0]!.row.account_id;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /**
   * Records it as waiting. False: one of its keys belongs to another change.
   * @param isOurs whether this process waits for its turn; otherwise any process may take it over
   */
  async enqueue(isOurs: boolean): Promise<boolean> {
    const { database, leaseMs, holder } = this.tools;
    const rows = this.entries.map(({ row }) => ({ ...row, holder: isOurs ? holder : null }));
    const isWritten = await this.#insert((tx) => insertRows(tx, database, rows, isOurs ? leaseMs : null));
    if (isWritten) {
      this.state = "queued";
      this.onWritten();
    }
    return isWritten;
  }

  /** Takes it over when it is first in its lane. The caller has checked that in the same transaction. */
  async claim(tx: Tx, from: "QUEUED" | "RUNNING" = "QUEUED"): Promise<boolean> {
    const { database, holder, leaseMs, clock } = this.tools;
    const head = { id: this.id, epoch: this.#epoch, state: from };
    return claim(tx, database, head, { holder, leaseMs, at: clock.now() });
  }

  /** Must be called when the claim is committed. */
  claimed(since: number): void {
    this.#epoch += 1;
    this.#heldUntil = since + this.tools.leaseMs;
    this.state = "running";
    const at = this.tools.clock.now();
    for (const { row } of this.entries)
      Object.assign(row, { epoch: this.#epoch, state: "RUNNING", started_at: row.started_at ?? at });
    this.#tell();
  }

  /** Wakes those who follow its changes; before they are recorded, nobody can. */
  #tell(): void {
    for (const { id } of this.entries) this.tools.wakeUps.wake(id);
  }

  /** Records answers when nothing else is recorded for long. */
  flush(): Promise<void> {
    return this.#oneByOne(async () => {
      if (this.state !== "running" || !this.entries.some(({ hasAnswers }) => hasAnswers)) return;
      await this.#write((tx) => this.#flush(tx));
      this.#flushed();
    });
  }

  async #flush(tx: Tx): Promise<void> {
    for (const entry of this.entries) await entry.flush(tx);
  }

  #flushed(): void {
    for (const entry of this.entries) entry.flushed();
    this.#tell();
  }

  /** Must be called when all of a process's leases were renewed. */
  renewed(since: number): void {
    if (this.state === "running") this.#heldUntil = since + this.tools.leaseMs;
  }

  requireHold(): void {
    if (this.state === "running" && performance.now() >= this.#heldUntil) throw notOurTurn();
    if (this.state === "lost" || this.state === "left") throw notOurTurn();
  }

  /** Sends nothing more for it, because this process stops. Resolves when everything that was sent is answered. */
  leave(): Promise<void> {
    if (this.state === "running" || this.state === "queued") this.state = "left";
    return this.#unanswered === 0 ? Promise.resolve() : new Promise((resolve) => (this.#whenAnswered = resolve));
  }

  /**
   * Gives up a change that was left, so that other processes can resume it. With a request still unanswered, the change
   * stays ours until the lease expires: by then the cloud shows what became of it.
   * @returns whether it was given up
   */
  giveAway(): Promise<boolean> {
    return this.#oneByOne(async () => {
      if (this.state !== "left" || this.#unanswered > 0) return false;
      const { announce } = this.tools;
      await this.#write(async (tx) => {
        await this.#flush(tx);
        await endLease(tx, this.id, this.#epoch);
        await announce(tx, { ...this.announcement, isLeft: true });
      });
      this.#flushed();
      return true;
    });
  }

  answered(): void {
    if (this.#unanswered === 0) this.#whenAnswered();
  }

  get #unanswered(): number {
    return this.entries.reduce((sum, { unanswered }) => sum + unanswered, 0);
  }

  /** Records a call before it is sent, together with the change itself if that is new. */
  sending(entry: RecordedEntry, call: NewCall): Promise<void> {
    return this.#oneByOne(async () => {
      if (!OURS.includes(this.state)) throw notOurTurn();
      const since = performance.now();
      const isNew = this.state === "new";
      const isOurs = isNew ? await this.#begin(call) : await this.#goOn(call);
      if (!isOurs) {
        this.state = isNew ? "refused" : "lost";
        throw notOurTurn();
      }
      this.#heldUntil = since + this.tools.leaseMs;
      if (isNew) {
        this.state = "running";
        this.onWritten();
      }
      entry.sent += 1;
    });
  }

  /** For how many milliseconds back others' ends matter: a little more than needed, since they become visible late. */
  get #outdatedWithinMs(): number {
    return Math.max(0, this.tools.clock.now() - this.readAt) + SLOWEST_COMMIT_MS;
  }

  /**
   * Must be called when its task is done: one that had nothing to send has not taken its turn. If another process is in
   * the lane, or was since the state was read, it is refused: it may have seen half of the other's work. It is refused
   * as well when the store does not answer; the queue says so.
   */
  async confirm(): Promise<void> {
    if (this.state !== "new") return;
    const { database, holder } = this.tools;
    const row = { ...this.entries[0]!.row, holder };
    const withinMs = this.#outdatedWithinMs;
    const isSecond = await database.read((db) => cameSecond(db, database, row, withinMs)).catch(() => true);
    if (isSecond) this.state = "refused";
  }

  async #begin(call: NewCall): Promise<boolean> {
    const { database, holder, leaseMs, clock } = this.tools;
    const at = clock.now();
    const withinMs = this.#outdatedWithinMs;
    const started = { holder, epoch: 1, state: "RUNNING", started_at: at } as const;
    const rows = this.entries.map(({ row }) => ({ ...row, ...started }));
    const isOurs = await this.#insert(async (tx) => {
      const seqs = await insertRows(tx, database, rows, leaseMs);
      if (await cameSecond(tx, database, rows[0]!, withinMs))
        throw new StoreError("conflict", "Another process was first.");
      await tx
        .insertInto("calls")
        .values({ ...call, epoch: 1 })
        .execute();
      return seqs;
    });
    if (!isOurs) return false;
    this.#epoch = 1;
    for (const entry of this.entries) Object.assign(entry.row, started);
    return true;
  }

  async #goOn(call: NewCall): Promise<boolean> {
    const { database, leaseMs } = this.tools;
    const isOurs = await this.#write(async (tx) => {
      if (!(await renew(tx, database, this.id, this.#epoch, leaseMs))) return false;
      await this.#flush(tx);
      for (const entry of this.entries) if (entry.sent === 0) await writeFound(tx, entry.row);
      await tx
        .insertInto("calls")
        .values({ ...call, epoch: this.#epoch })
        .execute();
      return true;
    });
    if (isOurs) this.#flushed();
    return isOurs;
  }

  /** Inserts rows. False: another process came first. */
  async #insert(write: (tx: Tx) => Promise<readonly number[]>): Promise<boolean> {
    try {
      const seqs = await this.#write(write);
      for (const [index, seq] of seqs.entries()) this.entries[index]!.seq = seq;
      return true;
    } catch (error) {
      if (error instanceof StoreError && error.kind === "conflict") return false;
      throw error;
    }
  }

  async #write<T>(write: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.tools.database.write(write);
    } catch (error) {
      if (error instanceof StoreError && error.kind === "conflict") throw error;
      throw storeUnavailable(error);
    }
  }

  /**
   * Records how its changes ended. A failed change that did nothing is not kept, unless someone follows it.
   * @throws StoreError when it cannot be recorded
   */
  finish(): Promise<void> {
    return this.#oneByOne(async () => {
      if (!OURS.includes(this.state)) return;
      const { database, clock, holder } = this.tools;
      const at = clock.now();
      for (const entry of this.entries) entry.close(at);
      if (this.state === "new") {
        await keepUnsent(database, this.entries, { holder, started_at: at });
        this.state = "ended";
        return;
      }
      const from = { epoch: this.#epoch, state: this.state === "queued" ? "QUEUED" : "RUNNING" } as const;
      const isOurs = await database.write(async (tx) => {
        await this.#flush(tx);
        const isOurs = await writeEnds(tx, database, this.entries, from);
        if (isOurs) await this.tools.announce(tx, this.announcement);
        return isOurs;
      });
      this.state = isOurs ? "ended" : "lost";
      this.tools.ended(this.accountId);
      if (!isOurs)
        await tellLate(
          database,
          this.entries.map(({ row }) => row),
        );
      for (const entry of this.entries) if (!isOurs || !entry.isKept) entry.seq = null;
    });
  }

  get announcement(): Announcement {
    return { lane: this.lane, accountId: this.accountId, ids: this.entries.map(({ id }) => id) };
  }

  #oneByOne<T>(step: () => Promise<T>): Promise<T> {
    const work = this.#work.then(step, step);
    this.#work = work.catch(() => undefined);
    return work;
  }
}
