import { type Call, whyOver, withinCall } from "./call.js";
import { type Clock, ownTurn } from "./clock.js";
import { Interruption } from "./signal.js";

/** Lets callers who want the same thing at the same time share the work. */
export interface SingleFlight<T> {
  /**
   * Joins the work in flight for this key, or starts it. The work gets its own call, which lasts as long as the most
   * patient waiter's; each waiter leaves by its own deadline or signal without disturbing the others. The waiters
   * continue one after the other, each in a separate turn: a hundred that process the same long list at once would
   * block everyone else.
   */
  run(key: string, call: Call, start: (shared: Call) => Promise<T>): Promise<T>;
  /** Work in flight can no longer be joined: its result may be older than newcomers must see. */
  seal(): void;
}

/** A waiter. An object of its own, since one call may wait twice for the same thing. */
interface Seat {
  readonly deadlineAt: number;
  readonly isPatient: boolean;
}

interface Flight<T> {
  readonly work: Promise<T>;
  readonly waiting: Set<Seat>;
  abandon(last: Call): void;
}

/**
 * The call of shared work. A class: a getter in an object literal gives each object a separate hidden class, which
 * lives in old space and retains everything that the getter can see until the next full collection.
 */
class SharedCall implements Call {
  readonly requestId: string;
  readonly log: Call["log"];
  /** Of the first caller. */
  readonly ages: Call["ages"];
  /** The same. */
  readonly span: Call["span"];
  readonly signal = new Interruption();
  readonly waiting: Set<Seat>;

  constructor({ requestId, log, ages, span }: Call, first: Seat) {
    this.requestId = requestId;
    this.log = log;
    this.ages = ages;
    this.span = span;
    this.waiting = new Set([first]);
  }

  /** As soon as somebody waits, the work is somebody's. */
  get isPatient(): boolean {
    for (const { isPatient } of this.waiting) if (!isPatient) return false;
    return true;
  }

  get deadlineAt(): number {
    let latest = Number.NEGATIVE_INFINITY;
    for (const { deadlineAt } of this.waiting) latest = Math.max(latest, deadlineAt);
    return latest;
  }
}

export function createSingleFlight<T>(clock: Clock): SingleFlight<T> {
  /**
   * By key. Not a Map: one whose entries come and go leaves its outgrown tables behind, each with its content and with
   * a link to the next. The first one that reaches old space retains all later ones, and every answer of their flights,
   * until the next full collection.
   */
  let flights: Record<string, Flight<T>> = Object.create(null);

  function launch(key: string, first: Call, seat: Seat, start: (shared: Call) => Promise<T>): Flight<T> {
    const shared = new SharedCall(first, seat);
    let isDone = false;
    const land = () => {
      isDone = true;
      if (flights[key] === flight) delete flights[key];
    };
    const flight: Flight<T> = {
      work: start(shared),
      waiting: shared.waiting,
      abandon(last) {
        if (isDone) return;
        land();
        shared.signal.abort(whyOver(last));
      },
    };
    flights[key] = flight;
    flight.work.then(land, land);
    return flight;
  }

  return {
    async run(key, call, start) {
      const seat: Seat = { deadlineAt: call.deadlineAt, isPatient: call.isPatient ?? false };
      const joined = flights[key];
      const flight = joined ?? launch(key, call, seat, start);
      flight.waiting.add(seat);
      try {
        const found = await withinCall(call, clock, flight.work);
        if (joined) await ownTurn();
        return found;
      } finally {
        flight.waiting.delete(seat);
        if (flight.waiting.size === 0) flight.abandon(call);
      }
    },
    seal() {
      flights = Object.create(null);
    },
  };
}
