import type { Listener } from "../model/listener.js";
import type { Pool } from "../model/pool.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { CallRecord, ChangeRecord, Json } from "../store/change-record.js";
import type { Entry, Journal } from "../store/journal.js";
import type { Call } from "../transport/call.js";

/** A change that was sent at least in part and has an unknown outcome. */
export interface OpenQuestion {
  readonly change: ChangeRecord;
  /** What was sent for it. */
  readonly calls: readonly CallRecord[];
  /** Resumes it if that is harmless. */
  readonly entry: Entry;
  readonly connected: ConnectedAccount;
  readonly journal: Journal;
  readonly call: Call;
}

/**
 * The outcome of a change, judged by the cloud's state.
 *
 * - `done`: everything requested exists (or is deleted, for a delete).
 * - `not done`: none of it exists.
 * - `half done`: a part of it exists; the rest is untouched and can be made now.
 * - `unclear`: none of these, or other changes make it impossible to decide.
 */
export type Resolution =
  | { readonly is: "done"; readonly object: Listener | Pool | null }
  | { readonly is: "not done" }
  | { readonly is: "half done"; goOn(call: Call): Promise<Listener | Pool | null> }
  | { readonly is: "unclear"; readonly why: string; readonly object?: Listener | Pool };

export const NOT_DONE: Resolution = { is: "not done" };

export const unclear = (why: string, object?: Listener | Pool): Resolution => ({ is: "unclear", why, object });

type Fields = Readonly<Record<string, Json>>;
export const fieldsOfInput = ({ input }: ChangeRecord): Fields => input as Fields;
