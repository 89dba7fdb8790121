/** The outcome of a write, as far as the exchange itself can tell. */
export type SentState = "DONE" | "REFUSED" | "UNKNOWN";

/** A write that is about to be sent to a cloud. */
export interface Sending {
  /** The cloud's own action: CreateListener, or "POST /v1/listeners". */
  readonly action: string;
  /**
   * Identifies the request among others of the same action: a digest of everything that is sent, except signature and
   * token.
   */
  readonly digest: string;
}

export interface SentOutcome {
  /** REFUSED: it was certainly not done. UNKNOWN: its answer was lost. */
  readonly state: SentState;
  /** The cloud's id of the exchange. */
  readonly requestId?: string;
}

/** A recorded write. */
export interface SentCall {
  /**
   * The client token for the cloud: it is recorded before it is sent, and stays the same when another process resumes
   * the change. At most 64 ASCII characters.
   */
  readonly token: string;
  /** Reports the outcome. It is recorded with the next entry, at the latest with the change's end. */
  answered(outcome: SentOutcome): void;
}

/** Identifies a change in the journal. */
export interface RecordedName {
  readonly id: string;
  /** Milliseconds that it has waited for its turn. */
  readonly waitedMs: number;
}

/**
 * Records a change's requests before they are sent. Belongs to the change's call; see send.ts, which all writes pass
 * through.
 */
export interface Recorder {
  /** The recorded change, for traces. */
  change?(): RecordedName;
  /**
   * Records a write. Nothing may be sent before that.
   * @throws ProblemError STORE_UNAVAILABLE when it could not be recorded; PARENT_BUSY when the change has to wait for
   *   its turn, or was taken over by another process
   */
  sending(write: Sending): Promise<SentCall>;
  /**
   * Reports the cloud's ids of the objects of the same kind that exist before a create, so that none of them is taken
   * for the new one. Recorded with the change's first write.
   */
  thereBefore(nativeIds: readonly string[]): void;
  /**
   * Must be called immediately before a write.
   * @throws ProblemError when another process may have taken over the change meanwhile
   */
  requireHold(): void;
}
