import type { Journal } from "./journal.js";

/** What is kept beyond a request, and by whom it is shared. */
export interface Store {
  readonly journal: Journal;
  /** For people, without anything secret. */
  readonly place: string;
  /** Whether what is in it ends with this process. */
  readonly isInMemory: boolean;
  /** Why nothing can be written down just now, in words; null when it can. */
  trouble(): string | null;
  close(): Promise<void>;
}
