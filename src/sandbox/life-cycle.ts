import type { Faults } from "./faults.js";
import type { SandboxClock } from "./sandbox-clock.js";

/**
 * One transition of a life cycle, as data: the status shown during it, how long it takes, and the status afterwards.
 * `gone`: the resource no longer exists.
 */
export interface Passage {
  readonly during: string;
  readonly lastsMs: number;
  readonly then: string | typeof GONE;
}
export const GONE = Symbol("gone");

export function passage(during: string, lastsMs: number, then: Passage["then"]): Passage {
  return { during, lastsMs, then };
}

/** The transitions that one kind of resource has. */
export interface LifeCycle {
  readonly create: Passage;
  readonly update: Passage;
  readonly delete: Passage;
  /**
   * The status of a resource whose passage fails because of a fault. Undefined where the vendor has none: the passage
   * then succeeds.
   */
  readonly failed?: string;
}

interface Running {
  readonly passage: Passage;
  readonly since: number;
}

/**
 * A status that advances with the clock. There is no timer: the status is computed when it is read, so that tests can
 * set the time freely.
 */
export class Life {
  #status: string | typeof GONE;
  #running: Running | null = null;

  constructor(
    private readonly cycle: LifeCycle,
    private readonly context: LifeContext,
    /** The initial status; omitted, it starts with the create passage. */
    status?: string,
  ) {
    this.#status = status ?? cycle.create.during;
    if (status === undefined) this.begin("create");
  }

  /** Starts a passage; one in progress is abandoned. */
  begin(passage: "create" | "update" | "delete"): void {
    this.#running = { passage: this.cycle[passage], since: this.context.clock.now() };
    this.#status = this.cycle[passage].during;
  }

  get status(): string | typeof GONE {
    this.#moveOn();
    return this.#status;
  }

  /** Whether a passage is in progress. */
  get isMoving(): boolean {
    this.#moveOn();
    return this.#running !== null;
  }

  get isGone(): boolean {
    return this.status === GONE;
  }

  #moveOn(): void {
    if (!this.#running) return;
    const { passage, since } = this.#running;
    const { clock, faults, pace } = this.context;
    if (faults.isOn("stuck") || clock.now() - since < passage.lastsMs * pace) return;
    this.#running = null;
    this.#status = faults.isOn("error") && this.cycle.failed !== undefined ? this.cycle.failed : passage.then;
  }
}

/** Creates lives that share a clock, faults and a pace (1: durations as written; 0: every passage ends at once). */
export interface LifeCycles {
  start(cycle: LifeCycle, status?: string): Life;
}

export interface LifeContext {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly pace: number;
}

/** The lives of one emulator. */
export function createLifeCycles(context: LifeContext): LifeCycles {
  return { start: (cycle, status) => new Life(cycle, context, status) };
}

/**
 * The vendor's status of an entry. `settled`: the status of entries without a life cycle; `gone`: of those that have
 * just ended.
 */
export function statusOf({ life }: { readonly life: Life | null }, settled: string, gone: string): string {
  const status = life ? life.status : settled;
  return typeof status === "string" ? status : gone;
}
