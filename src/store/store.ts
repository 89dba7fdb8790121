import type { Journal } from "./journal.js";

/** What is kept beyond a request, and which processes share it. */
export interface Store {
  readonly journal: Journal;
  /** For people; contains no secret. */
  readonly place: string;
  /** Whether its content ends with this process. */
  readonly isInMemory: boolean;
  /** Why nothing can be written at the moment, in words; null when it can. */
  trouble(): string | null;
  close(): Promise<void>;
}
