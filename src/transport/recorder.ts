/** What became of a write that was sent, as far as the exchange itself can tell. */
export type SentState = "DONE" | "REFUSED" | "UNKNOWN";

/** A write that is about to be sent to a cloud. */
export interface Sending {
  /** The cloud's own action: CreateListener, or "POST /v1/listeners". */
  readonly action: string;
  /** What tells the request from others of the same action: a digest of all that is sent, but for signature and token. */
  readonly digest: string;
}

export interface SentOutcome {
  /** REFUSED: it was surely not done. UNKNOWN: its answer was lost. */
  readonly state: SentState;
  /** The cloud's name for the exchange. */
  readonly requestId?: string;
}

/** A write that is on record. */
export interface SentCall {
  /**
   * What the cloud may be given as its client token: it is on record before it is sent, and the same when the change is
   * gone on with by another process. At most 64 ASCII characters.
   */
  readonly token: string;
  /** Tells what became of it. It is written down with whatever is written next, at the latest with the change's end. */
  answered(outcome: SentOutcome): void;
}

/** What a change is called on record. */
export interface RecordedName {
  readonly id: string;
  /** Milliseconds that it has waited for its turn. */
  readonly waitedMs: number;
}

/** Writes down what a change sends, before it is sent. Hangs on the change's call; see send.ts, which every write passes. */
export interface Recorder {
  /** The change that is on record, for traces. */
  change?(): RecordedName;
  /**
   * Puts a write on record. Nothing may be sent before that.
   * @throws ProblemError STORE_UNAVAILABLE when it could not be written down; PARENT_BUSY when the change has to wait for
   * its turn, or was taken over by another process
   */
  sending(write: Sending): Promise<SentCall>;
  /**
   * Tells which things of the same sort were there before one is created, by the cloud's ids: none of them is the new
   * one. It goes on record with the change's first write.
   */
  thereBefore(nativeIds: readonly string[]): void;
  /**
   * To be called when nothing more stands between a write and its socket.
   * @throws ProblemError when another process may have taken the change over meanwhile
   */
  requireHold(): void;
}
