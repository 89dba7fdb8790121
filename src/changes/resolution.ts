import type { Listener } from "../model/listener.js";
import type { Pool } from "../model/pool.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { CallRecord, ChangeRecord, Json } from "../store/change-record.js";
import type { Entry, Journal } from "../store/journal.js";
import type { Call } from "../transport/call.js";

/** A change that was sent, at least in part, and of which nobody knows how it ended. */
export interface OpenQuestion {
  readonly change: ChangeRecord;
  /** What was sent for it. */
  readonly calls: readonly CallRecord[];
  /** Goes on with it where that can do no harm. */
  readonly entry: Entry;
  readonly connected: ConnectedAccount;
  readonly journal: Journal;
  readonly call: Call;
}

/**
 * What became of a change, by what the cloud shows.
 *
 * - `done`: all that was asked for is there (or gone, for a delete).
 * - `not done`: nothing of it is there.
 * - `unclear`: neither, or it cannot be told from what others have made.
 */
export type Resolution =
  | { readonly is: "done"; readonly object: Listener | Pool | null }
  | { readonly is: "not done" }
  | { readonly is: "unclear"; readonly why: string; readonly object?: Listener | Pool };

export const NOT_DONE: Resolution = { is: "not done" };

export const unclear = (why: string, object?: Listener | Pool): Resolution => ({ is: "unclear", why, object });

type Fields = Readonly<Record<string, Json>>;
export const fieldsOfInput = ({ input }: ChangeRecord): Fields => input as Fields;
