/** One request that an emulator received. */
export interface SandboxCall {
  readonly action: string;
  /** The answered status, or the one that a fault kept back; 0 when the work was never done. */
  readonly status: number;
  /** Milliseconds since 1970, on the sandbox's clock. */
  readonly at: number;
  /** How many `edit` faults changed something; absent when none did. */
  readonly edits?: number;
}

/** How many calls are kept individually; the counts continue. */
const MOST_CALLS = 10_000;

/** The requests that an emulator received, oldest first. */
export class CallLog {
  #calls: SandboxCall[] = [];
  #countByAction = new Map<string, number>();

  /** The latest {@link MOST_CALLS}. */
  get calls(): readonly SandboxCall[] {
    return this.#calls;
  }

  add(call: SandboxCall): void {
    if (this.#calls.length === MOST_CALLS) this.#calls.shift();
    this.#calls.push(call);
    this.#countByAction.set(call.action, this.count(call.action) + 1);
  }

  /** How many there were since the last clearing, of one action or in all. */
  count(action?: string): number {
    if (action !== undefined) return this.#countByAction.get(action) ?? 0;
    return [...this.#countByAction.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The counts of all actions. */
  countByAction(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#countByAction);
  }

  clear(): void {
    this.#calls = [];
    this.#countByAction = new Map();
  }
}
