import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { ConnectedAccount } from "../../providers/accounts.js";
import { oneOf } from "../../providers/kit/keyed-reads.js";
import type { Found } from "../../providers/provider.js";
import type { Call } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import { ReadAges } from "../../transport/read-ages.js";
import { createSingleFlight, type SingleFlight } from "../../transport/single-flight.js";
import type { WatchedKind } from "./watched-kinds.js";
import type { WatchedItem } from "./watching.js";

/** Milliseconds in which reads gather that are made together. */
const GATHER_MS = 10;
/** Maximum objects of one read. */
const MOST = 500;

const isProblem = (one: unknown): one is ProblemError => one instanceof ProblemError;

/** Reads of one account that gather. */
interface Round {
  readonly key: string;
  readonly refs: Map<string, ResourceRef>;
}

/** What a joint read has found, and when it was asked for. */
interface Answer<T> {
  readonly found: Found<T>;
  readonly askedAt: number;
}

/**
 * Reads objects for those who wait for them: reads of an account that begin together are made together. Each caller leaves
 * by its own deadline or signal without disturbing the others.
 */
export class JointReads<T extends WatchedItem> {
  readonly #flights: SingleFlight<Answer<T>>;
  /** By the account's service, which is replaced with the account. */
  readonly #gathering = new WeakMap<object, Round>();
  #rounds = 0;

  constructor(
    private readonly kind: Pick<WatchedKind<T>, "read">,
    private readonly clock: Clock,
    /** Receives what was read, for those who watch the account. */
    private readonly saw: (accountId: string, items: readonly T[]) => void,
  ) {
    this.#flights = createSingleFlight(clock);
  }

  /**
   * The object as it is now; null: it does not exist.
   * @throws ProblemError when it could not be read
   */
  async read(connected: ConnectedAccount, ref: ResourceRef, call: Call): Promise<T | null> {
    const { account, service } = connected;
    const round = this.#roundOf(service);
    round.refs.set(ref.key, ref);
    const { found, askedAt } = await this.#flights.run(round.key, call, (shared) =>
      this.#make(connected, round, shared),
    );
    call.ages.note(account.id, askedAt);
    return oneOf(found, ref.key);
  }

  #roundOf(service: object): Round {
    const open = this.#gathering.get(service);
    if (open && open.refs.size < MOST) return open;
    this.#rounds += 1;
    const round: Round = { key: String(this.#rounds), refs: new Map() };
    this.#gathering.set(service, round);
    return round;
  }

  async #make({ account, service }: ConnectedAccount, round: Round, shared: Call): Promise<Answer<T>> {
    // Ends early only when all have left.
    await this.clock.sleep(GATHER_MS, shared.signal).catch(() => undefined);
    if (this.#gathering.get(service) === round) this.#gathering.delete(service);
    const { requestId, log, signal, deadlineAt, span } = shared;
    const ages = new ReadAges(this.clock.now());
    const call: Call = { requestId, log, signal, deadlineAt, span, ages };
    const found = await this.kind.read(service, [...round.refs.values()], call);
    const items = [...found.values()].filter((one): one is Exclude<typeof one, ProblemError> => !isProblem(one));
    this.saw(account.id, items);
    return { found, askedAt: ages.of(account.id) };
  }
}
