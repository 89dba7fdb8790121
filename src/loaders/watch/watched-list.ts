import type { ClassType } from "type-graphql";
import type { Gate } from "../../access/gate.js";
import type {
  Batch,
  Difference,
  Watch,
  WatchedItem,
  WatchedSet,
  Watcher,
  Watching,
} from "../../inventory/watch/watching.js";
import { type Conditions, type Test, testOf } from "../../model/conditions.js";
import type { SourceFilter } from "../../model/filter-parts.js";
import { ProblemError } from "../../model/problem-error.js";
import { type ResourceRef, urnOf } from "../../model/resource-ref.js";
import type { Accounts } from "../../providers/accounts.js";
import { type Call, startCall, withinCall } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { Stage } from "../filter-stages.js";
import { accountsFor, checkedFilter, type Maybe, namedIn, parentIn } from "../list-arguments.js";
import { RequestLoaders } from "../request-loaders.js";
import { EventQueue, type Told } from "./event-queue.js";

export interface WatchContext {
  readonly gate: Gate;
  readonly watching: Watching;
  readonly clock: Clock;
  /** The call of the request that subscribes. */
  readonly call: Call;
}

interface NamingFilter extends SourceFilter {
  readonly ids?: string[] | null;
  readonly urns?: string[] | null;
  readonly parentId?: string | null;
}

/** How objects of one kind are watched. */
export interface WatchPlan<F, T> {
  /** The kind's name in messages. */
  readonly what: string;
  readonly filter: ClassType<F & object>;
  readonly conditions: Conditions<F, T>;
  stages(filter: F, loaders: RequestLoaders, parent: ResourceRef | undefined): readonly Stage<T>[];
  join(watching: Watching, set: WatchedSet, watcher: Watcher<T>): Watch;
  /** The object as it is reported after its deletion. */
  gone(last: T): T;
}

/** The part of a filter that the caller may read now. */
interface Asked<F> {
  readonly filter: F;
  readonly accounts: Accounts;
  readonly sets: ReadonlyMap<string, Pick<Watcher<never>, "refs"> & WatchedSet>;
  readonly parent: ResourceRef | undefined;
}

/** @throws ProblemError INVALID_INPUT, NOT_FOUND as lists do; NOT_FOUND where there is nothing to watch */
function ask<F extends NamingFilter, T>(
  { filter: type, what }: WatchPlan<F, T>,
  given: Maybe<F>,
  { accounts }: Gate,
): Asked<F> {
  const filter = checkedFilter(type as ClassType<F>, { filter: given, first: 1, after: null }, null, accounts);
  const [parent, named] = [parentIn(filter), namedIn(filter)];
  const within = [named, parent ? new Set([parent.accountId]) : null];
  const sets = accountsFor(filter, accounts, within).map(({ account: { id: accountId } }) => {
    const refs = named?.get(accountId) ?? null;
    return [accountId, { accountId, refs, parent: refs ? undefined : parent }] as const;
  });
  if (sets.length > 0) return { filter, accounts, parent, sets: new Map(sets) };
  throw new ProblemError({
    code: "NOT_FOUND",
    path: ["filter"],
    message: `There are no ${what} to watch: \`filter\` matches no account that you may read.`,
  });
}

/** What all calls of a stream share. */
type CallTerms = Pick<Call, "requestId" | "log"> & Pick<WatchContext, "clock">;

/** Timeout in milliseconds of the reads that decide whether an object matches. */
const SIFT_MS = 30_000;

/**
 * Reports each difference of objects that match a filter, or matched before, until the client leaves or no account is
 * left.
 * @throws as {@link ask}
 */
export async function watched<F extends NamingFilter, T extends WatchedItem>(
  plan: WatchPlan<F, T>,
  given: Maybe<F>,
  context: WatchContext,
): Promise<AsyncIterableIterator<Told<T>>> {
  const { watching, gate, clock, call } = context;
  // The stream keeps nothing else of the request in memory.
  const { caller } = gate;
  const terms: CallTerms = { requestId: call.requestId, log: call.log, clock };
  const watches = new Map<string, Watch>();
  let asked = ask(plan, given, gate);
  let test = testOf(plan.conditions, asked.filter);
  let work: Promise<void> = Promise.resolve();
  const events = new EventQueue<T>(() => {
    stopLooking();
    for (const watch of watches.values()) watch.leave();
  });
  const stopLooking = watching.onExchange(() => {
    try {
      asked = ask(plan, given, watching.gateOf(caller));
      test = testOf(plan.conditions, asked.filter);
      adjust();
    } catch (error) {
      events.end(error);
    }
  });

  /** Watches exactly the accounts that the caller may read now. */
  function adjust(): void {
    for (const [accountId, watch] of watches) {
      if (asked.sets.has(accountId)) continue;
      watch.leave();
      watches.delete(accountId);
    }
    for (const [accountId, { refs, ...set }] of asked.sets) {
      if (watches.has(accountId)) continue;
      const urns = refs && new Set(refs.map(urnOf));
      const tell = (batch: Batch<T>) => {
        work = work.then(() => deliver(batch, urns)).catch((error: unknown) => events.end(error));
      };
      const cannotRead = (error: ProblemError) => events.put(accountId, { error: unreadable(accountId, error) });
      watches.set(accountId, plan.join(watching, set, { refs, tell, cannotRead }));
    }
  }

  async function deliver(batch: Batch<T>, urns: ReadonlySet<string> | null): Promise<void> {
    const told = batch.differences.filter((difference) => isAsked(difference, urns, test));
    if (told.length === 0) return;
    const loaders = sharedLoaders(batch, asked.accounts, terms);
    const stages = plan.stages(asked.filter, loaders, asked.parent);
    const verdicts = await Promise.all(told.map(({ after }) => after === null || fits(after, stages)));
    for (const [index, { before, after }] of told.entries()) {
      const value = after ?? plan.gone(before!);
      if (verdicts[index]) events.put(urnOf(value.ref), { value });
    }
  }

  adjust();
  const stands = Promise.all([...watches.values()].map((watch) => watch.stands));
  // A slow account does not delay the start of the stream.
  await withinCall(call, clock, stands).catch(() => undefined);
  return events;
}

/** Whether to report a difference: of named objects, with all parts; otherwise of objects that match or matched. */
function isAsked<T extends WatchedItem>(
  { before, after, isOwn }: Difference<T>,
  urns: ReadonlySet<string> | null,
  test: Test<T> | null,
): boolean {
  if (urns ? !urns.has(urnOf((after ?? before!).ref)) : !isOwn) return false;
  return test === null || [before, after].some((item) => item !== null && test(item) !== false);
}

/** Undecided objects match: an unneeded event is better than a missing one. */
async function fits<T>(item: T, stages: readonly Stage<T>[]): Promise<boolean> {
  for (const stage of stages) {
    const verdict = await stage.fits(item).catch((error: unknown) => {
      if (error instanceof ProblemError) return true;
      throw error;
    });
    if (!verdict) return false;
  }
  return true;
}

/** Subscribers to the same differences share the reads that decide whether an object matches. */
const loadersOf = new WeakMap<Batch<unknown>, WeakMap<Accounts, RequestLoaders>>();

function sharedLoaders(batch: Batch<unknown>, accounts: Accounts, terms: CallTerms): RequestLoaders {
  const shared = loadersOf.get(batch) ?? new WeakMap<Accounts, RequestLoaders>();
  loadersOf.set(batch, shared);
  const known = shared.get(accounts);
  if (known) return known;
  const made = new RequestLoaders(accounts, startCall({ ...terms, timeoutMs: SIFT_MS, isPatient: true }));
  shared.set(accounts, made);
  return made;
}

const unreadable = (accountId: string, problem: ProblemError): ProblemError =>
  problem.with({
    message: `Account ${accountId} cannot be read at the moment: ${problem.message} The stream continues, and reports what has changed when the account can be read again.`,
  });
