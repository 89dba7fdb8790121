import type { Transaction } from "kysely";
import type { CallLog } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import type { Database } from "./database.js";
import type { Tables } from "./tables.js";
import type { WakeUps } from "./wake-ups.js";

/** What all changes of one process share. */
export interface JournalTools {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: CallLog;
  /** Identifies this process among those that share the store. */
  readonly holder: string;
  /** Milliseconds for which a change is held without renewal. */
  readonly leaseMs: number;
  /** Wakes those in this process who wait for something to happen to a lane or a change. */
  readonly wakeUps: WakeUps;
  /** Called when a change of this process has ended. */
  ended(accountId: string): void;
  /** Tells everyone in this process, and after the commit also in others, that something happened to a lane. */
  announce(tx: Transaction<Tables>, what: Announcement): Promise<void>;
}
export interface Announcement {
  readonly lane: string;
  readonly accountId: string;
  readonly ids: readonly string[];
  /** Whether a stopping process has left the first change of the lane to others. */
  readonly isLeft?: boolean;
}

/**
 * - `new`: nothing is recorded.
 * - `queued`: recorded, not our turn.
 * - `running`: ours.
 * - `refused`: another process came first when it was about to be recorded; nothing was sent.
 * - `lost`: another process has taken it over.
 * - `left`: this process stops, and another one is to resume it.
 * - `ended`
 */
export type GroupState = "new" | "queued" | "running" | "refused" | "lost" | "left" | "ended";

/** The states in which this process may continue it and record its end. */
export const OURS: readonly GroupState[] = ["new", "queued", "running"];
