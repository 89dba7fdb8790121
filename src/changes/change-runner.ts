import type { ClassType } from "type-graphql";
import type { AccessAction, Gate } from "../access/gate.js";
import type { Touched } from "../access/grants.js";
import type { Awaiting } from "../inventory/watch/watching.js";
import type { ChangeAction } from "../model/change-enums.js";
import type { ChangeInput } from "../model/change-input.js";
import type { FieldDifference } from "../model/change-plan.js";
import type { ChangeProblem } from "../model/change-problem.js";
import type { RuleContext } from "../model/checked-input.js";
import type { ProblemCode } from "../model/enums.js";
import type { PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { canExist, parseGlobalId, type ResourceKind, type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { ProviderService } from "../providers/provider.js";
import type { Entry, Journal, NewChange } from "../store/journal.js";
import type { Call } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import { hasBounds, refuseOutOfBounds } from "./allowed.js";
import { brokenRules, type ChangeName } from "./broken-rules.js";
import { checkInput } from "./check-input.js";
import { type DeniedAttempt, denied, type Wished } from "./denied.js";
import { differencesBetween } from "./differences.js";
import { accessDenied, ChangeRefused, inputProblem } from "./problems.js";
import type { Comparison } from "./readers.js";
import { type ChangeCall, recorded } from "./recorded.js";
import type { TellDifferences } from "./settle.js";
import { recordOf } from "./snapshot.js";
import { nothingSentYet, underway } from "./underway.js";
import { StoppedHalfway } from "./verdict.js";
import { changesNothing, type Present, whatDiffers } from "./what-differs.js";

/** What all changes of the process share. */
export interface ChangeTools {
  /** Records changes, and serialises those of one parent. */
  readonly journal: Journal;
  readonly clock: Clock;
  /** Counts finished changes, so that a reader can tell whether what it read may be stale. */
  readonly ended: { count: number };
  /** Reads what changes wait for. */
  readonly awaiting: Awaiting;
}

/** What the changes of one operation need. */
export interface ChangeRunner extends ChangeTools {
  /** The caller, and its rights. */
  readonly gate: Gate;
  /** The request's idempotency key combined with the path of the field in the answer; null: the request has none. */
  readonly requestKey?: string | null;
  /** Called for changes that are refused because the caller has no right to them. */
  tellDenied(attempt: DeniedAttempt): void;
  /** Records a refused change with its problem. Omitted: refused changes are not recorded. */
  keepDenied?(change: NewChange, problem: ChangeProblem): void;
}

/** Where an input names its object, and the object's kind. */
export interface Target {
  readonly member: "id" | "parentId" | "listenerId" | "poolId";
  readonly what: string;
  readonly kinds: readonly ResourceKind[];
}

/**
 * The account of an id. Throws NOT_FOUND when the account is not (or no longer) configured, when it does not exist for
 * the caller, or when the id is invalid; ACCESS_DENIED when the caller may only read it.
 */
export function accountOf(
  runner: ChangeRunner,
  id: string,
  target: Target,
  root: readonly string[],
  action: AccessAction,
  wished: Pick<Wished, "kind" | "input">,
): { connected: ConnectedAccount; ref: ResourceRef } | ChangeProblem {
  const path = [...root, target.member];
  const ref = parseGlobalId(id);
  if (!ref || !target.kinds.includes(ref.kind))
    return inputProblem(
      path,
      `This is not the id of a ${target.what}. Use an id that this graph returned.`,
      "INVALID_INPUT",
      target.member,
    );
  const connected = runner.gate.accounts.get(ref.accountId);
  if (connected && !runner.gate.rightsTo(ref.accountId).may(action)) {
    const urn = urnOf(ref);
    const place = { parentUrn: urn, targetUrn: wished.kind.startsWith("CREATE_") ? null : urn };
    const problem = accessDenied(path, connected, action);
    denied(runner, { action, accountId: ref.accountId, target: urn }, { ...wished, ...place }, problem);
    return problem;
  }
  if (connected && canExist(ref)) return { connected, ref };
  const why = connected ? "" : ": its account is not configured here";
  return inputProblem(path, `There is no ${target.what} with this id${why}.`, "NOT_FOUND", target.member);
}

export function refuseIf(problems: readonly ChangeProblem[]): void {
  if (problems.length > 0) throw new ChangeRefused(problems);
}

export interface Existing {
  readonly ref: ResourceRef;
  readonly parentRef: ResourceRef | null;
}

/** How to read a kind of resource before a change. */
export interface Reader<R extends Existing> {
  readonly target: Target;
  read(service: ProviderService, ref: ResourceRef, call: Call): Promise<R | null>;
  /** The same for someone who waits until it has settled; shared with others who wait. */
  readAwaited(awaiting: Awaiting, connected: ConnectedAccount, ref: ResourceRef, call: Call): Promise<R | null>;
  etag(service: ProviderService, resource: R, call: Call): Promise<string>;
  /** The parts that are read separately, for the record of the change; empty when they cannot be read. */
  apart?(service: ProviderService, resource: R, call: Call): Promise<ReadApart>;
  /** The attributes that rights can depend on. */
  touched(service: ProviderService, resource: R, call: Call): Promise<Touched[]>;
}

/** Parts of a resource that are read separately. */
export interface ReadApart {
  readonly members?: readonly PoolMember[];
}

export interface ChangeOfExisting<I extends ChangeInput, R extends Existing, T> {
  /** Its name in the journal. */
  readonly kind: ChangeAction;
  readonly id: string;
  readonly ifMatch: string | null | undefined;
  readonly input: I;
  /** Omitted for deletes, which have no rules per cloud. */
  readonly change?: ChangeName;
  /** The right that the caller needs; defaults to the right to change. */
  readonly action?: AccessAction;
  readonly reader: Reader<R>;
  /** How to tell what is requested from what already exists; omitted: the whole input is requested. */
  readonly comparison?: Comparison<I, R>;
  /** The differences that the change makes; omitted: what its input names, compared with the current values. */
  differences?(resource: NoInfer<R>, apart: ReadApart): FieldDifference[];
  /** Receives the differences that the change makes. */
  readonly tell: TellDifferences;
  /**
   * The object after the change, when rights may depend on it; omitted: rights depend on nothing that this change
   * alters.
   */
  wanted?(resource: R): Touched;
  stateOf?(resource: R): Partial<RuleContext>;
  /** What to do with an object that exists but cannot be read; omitted: it is refused with UNREADABLE. */
  runUnread?(connected: ConnectedAccount, ref: ResourceRef, call: Call): Promise<T>;
  /**
   * @param asked the input without what is already set
   * @param call must be used for the change itself, so that the completed steps are known when it fails
   */
  run(connected: ConnectedAccount, resource: R, asked: I, call: Call): Promise<T>;
}

/** Whether an input field can be read from the resource. */
function isShown<I, R extends Existing>(
  field: string | undefined,
  { meanings, unsupported }: Comparison<I, R>,
  { account }: ConnectedAccount,
): boolean {
  if (field === "healthMonitor") return !unsupported(account.capabilities).includes(field);
  return field !== undefined && field in meanings;
}

/** Codes that are ignored for a value that is already set. */
const EXCUSABLE: readonly ProblemCode[] = ["UNSUPPORTED", "IMMUTABLE_FIELD"];

/**
 * The path of every change to an existing object: check the input alone; read the resource; take the parent's lane;
 * check what the input asks for beyond the current values, and the resource against ifMatch; change it.
 * @returns null: the change will be made later
 */
export async function changeExisting<I extends ChangeInput, R extends Existing, T>(
  runner: ChangeRunner,
  call: ChangeCall,
  wish: ChangeOfExisting<I, R, T>,
): Promise<T | null> {
  const { kind, id, ifMatch, input, change, reader, comparison, tell } = wish;
  const { wanted, stateOf, run, runUnread } = wish;
  const action = call.rehearsal ? "plan" : (wish.action ?? "change");
  const root = ["input"];
  const found = accountOf(runner, id, reader.target, root, action, wish);
  const brokenAlone = () => checkInput(Object.getPrototypeOf(input).constructor as ClassType<I>, input, root);
  if (!("connected" in found))
    throw new ChangeRefused([found, ...brokenAlone().filter(({ path }) => path?.[1] !== reader.target.member)]);
  const { connected, ref } = found;
  const idPath = [...root, reader.target.member];
  const broken = change ? brokenRules(connected, change, input, root) : brokenAlone();
  const mayBeThere = ({ code, path }: ChangeProblem) =>
    comparison !== undefined && EXCUSABLE.includes(code) && isShown(path?.[root.length], comparison, connected);
  if (!broken.every(mayBeThere)) refuseIf(broken);

  const read = async (): Promise<R> => {
    const resource = await nothingSentYet(reader.read(connected.service, ref, call));
    if (resource) return resource;
    throw new ProblemError({
      code: "NOT_FOUND",
      path: [reader.target.member],
      provider: connected.account.provider,
      message: `This ${reader.target.what} does not exist; it may have been deleted.`,
    });
  };
  const before = runner.ended.count;
  const described = { action: kind, connected, targetUrn: urnOf(ref), input, readAt: runner.clock.now(), root };
  let first: R;
  try {
    first = await read();
  } catch (error) {
    const isUnreadable = error instanceof ProblemError && error.code === "UNREADABLE" && error.nativeId !== undefined;
    if (!isUnreadable || !runUnread) throw error;
    const place = { kind, input, targetUrn: urnOf(ref), parentUrn: urnOf(ref) };
    if (hasBounds(runner, connected, action))
      refuseOutOfBounds(runner, connected, action, idPath, [{ parent: "" }], place);
    return recorded(
      runner,
      call,
      { ...described, parentUrn: urnOf(ref) },
      {
        check: async () => undefined,
        make: (entry) => underway(runner, call, root, entry, (change) => runUnread(connected, ref, change)),
      },
    );
  }
  const check = async (isFresh: boolean): Promise<Checked<I, R>> => {
    const resource = isFresh && runner.ended.count === before ? first : await read();
    if (hasBounds(runner, connected, action)) {
      const touched = await nothingSentYet(reader.touched(connected.service, resource, call));
      const place = { kind, input, targetUrn: urnOf(ref), parentUrn: laneOf(first) };
      refuseOutOfBounds(runner, connected, action, idPath, [...touched, ...(wanted ? [wanted(resource)] : [])], place);
    }
    const present = comparison ? await comparison.present(connected.service, resource, input, call) : null;
    const asked = comparison && present ? whatDiffers(input, present, comparison.meanings) : input;
    const asksForNothing = comparison !== undefined && changesNothing(asked);
    if (change && stateOf && !asksForNothing) refuseIf(brokenRules(connected, change, asked, root, stateOf(resource)));
    if (ifMatch != null && ifMatch !== (await nothingSentYet(reader.etag(connected.service, resource, call)))) {
      throw new ChangeRefused([
        inputProblem(
          [...root, "ifMatch"],
          `The ${reader.target.what} has changed since you read it. Read it again, then decide.`,
          "PRECONDITION_FAILED",
          "ifMatch",
        ),
      ]);
    }
    return { resource, asked, present };
  };
  const make = async (entry: Entry, { resource, asked, present }: Checked<I, R>): Promise<T> => {
    const apart = (await reader.apart?.(connected.service, resource, call)) ?? {};
    const differences = wish.differences?.(resource, apart) ?? differencesBetween(present, asked);
    entry.found(recordOf(resource, { ...apart, healthMonitor: present?.healthMonitor }), differences);
    tell(differences);
    try {
      return await underway(runner, call, root, entry, (change) => run(connected, resource, asked, change));
    } catch (verdict) {
      throw verdict instanceof StoppedHalfway
        ? await verdict.showing(() => reader.read(connected.service, ref, call))
        : verdict;
    }
  };
  return recorded(runner, call, { ...described, parentUrn: laneOf(first) }, { check, make });
}

/** The state in which a change was found to be possible. */
interface Checked<I, R> {
  readonly resource: R;
  /** The input without what is already set. */
  readonly asked: I;
  /** Its current fields, with the health monitor if the change concerns it; null when nothing is compared. */
  readonly present: Present | null;
}

/** Changes of the same parent are queued. */
export function laneOf({ ref, parentRef }: Existing): string {
  return urnOf(parentRef ?? ref);
}
