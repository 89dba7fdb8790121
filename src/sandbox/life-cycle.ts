import type { Faults } from "./faults.js";
import type { SandboxClock } from "./sandbox-clock.js";

/** One way through a life, as data: the word shown on the way, for how long, and the word at its end. `gone`: the resource is no more. */
export interface Passage {
  readonly during: string;
  readonly lastsMs: number;
  readonly then: string | typeof GONE;
}
export const GONE = Symbol("gone");

export function passage(during: string, lastsMs: number, then: Passage["then"]): Passage {
  return { during, lastsMs, then };
}

/** The lives that one sort of resource can lead. */
export interface LifeCycle {
  readonly create: Passage;
  readonly update: Passage;
  readonly delete: Passage;
  /** The word for a resource whose passage was made to fail by a fault. Undefined where the vendor has none: it then gets through. */
  readonly failed?: string;
}

interface Running {
  readonly passage: Passage;
  readonly since: number;
}

/**
 * A status that moves on with the clock. Nothing ticks: the status is worked out when somebody looks, so that time can
 * be chosen freely.
 */
export class Life {
  #status: string | typeof GONE;
  #running: Running | null = null;

  constructor(
    private readonly cycle: LifeCycle,
    private readonly context: LifeContext,
    /** Where it stands at first; left out, it begins with the create passage. */
    status?: string,
  ) {
    this.#status = status ?? cycle.create.during;
    if (status === undefined) this.begin("create");
  }

  /** Starts a passage; one that is under way is dropped. */
  begin(passage: "create" | "update" | "delete"): void {
    this.#running = { passage: this.cycle[passage], since: this.context.clock.now() };
    this.#status = this.cycle[passage].during;
  }

  get status(): string | typeof GONE {
    this.#moveOn();
    return this.#status;
  }

  /** Whether a passage is under way. */
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

/** Makes lives that share a clock, the faults and a pace (1: as written; 0: everything is done at once). */
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

/** The vendor's word for where an entry is in its life. `settled`: of those without a life; `gone`: of those that have just ended. */
export function statusOf({ life }: { readonly life: Life | null }, settled: string, gone: string): string {
  const status = life ? life.status : settled;
  return typeof status === "string" ? status : gone;
}
