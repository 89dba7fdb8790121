/** The emulators' time: real by default, or set by a test. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** A clock that can be advanced (negative: set back). */
export interface MovableClock extends SandboxClock {
  advance(ms: number): void;
}

/** A clock that runs with the real one and can be advanced (negative: set back). */
export class AdjustableClock implements MovableClock {
  #offsetMs = 0;

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}

/** A clock that does not run until it is advanced. */
export class ManualClock implements MovableClock {
  constructor(private time: number = Date.parse("2026-01-01T00:00:00Z")) {}

  now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
