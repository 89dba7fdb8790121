import { type Call, whyOver, withinCall } from "./call.js";
import { type Clock, ownTurn } from "./clock.js";
import { Interruption } from "./signal.js";

/** Lets callers who want the same thing at the same time share the work. */
export interface SingleFlight<T> {
  /**
   * Joins the work under way for this key, or starts it. The work gets a call of its own, which lasts as long as the most
   * patient of those who wait; each of them leaves by its own deadline or signal without disturbing the others. Those who
   * have joined go on one after the other, each in a turn of its own: a hundred who make something of the same long list
   * at once would keep everybody else waiting.
   */
  run(key: string, call: Call, start: (shared: Call) => Promise<T>): Promise<T>;
  /** Work that is under way now is not joined any more: what it finds may be older than what newcomers must see. */
  seal(): void;
}

/** One who waits. An object of its own, since one call may wait twice for the same thing. */
interface Seat {
  readonly deadlineAt: number;
}

interface Flight<T> {
  readonly work: Promise<T>;
  readonly waiting: Set<Seat>;
  abandon(last: Call): void;
}

/**
 * The call that shared work is done for. A class: a getter written into an object literal gives each object a hidden
 * class of its own, which lives in old space and keeps everything that the getter can see until the next full collection.
 */
class SharedCall implements Call {
  readonly requestId: string;
  readonly log: Call["log"];
  /** Of whoever asked first. */
  readonly span: Call["span"];
  readonly signal = new Interruption();
  readonly waiting: Set<Seat>;

  constructor({ requestId, log, span }: Call, first: Seat) {
    this.requestId = requestId;
    this.log = log;
    this.span = span;
    this.waiting = new Set([first]);
  }

  get deadlineAt(): number {
    return Math.max(...[...this.waiting].map(({ deadlineAt }) => deadlineAt));
  }
}

export function createSingleFlight<T>(clock: Clock): SingleFlight<T> {
  /**
   * By key. No Map: one whose entries come and go leaves its outgrown tables behind, each with what it held and with a
   * link to the next. The first one that reaches old space keeps all later ones, and every answer that their flights
   * have brought, until the next full collection.
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
      const seat: Seat = { deadlineAt: call.deadlineAt };
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
