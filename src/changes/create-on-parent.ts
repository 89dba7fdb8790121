import type { ChangeProblem } from "../model/change-problem.js";
import { portsOf } from "../model/generic-rules.js";
import type { Listener } from "../model/listener.js";
import type { CreateListenerInput } from "../model/listener-inputs.js";
import { oddRefIn, unnameable } from "../model/odd-refs.js";
import type { CreateListenerPayload } from "../model/payloads.js";
import { ProblemError } from "../model/problem-error.js";
import { type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { toCloudChange } from "../store/cloud-change.js";
import { type Entry, KeyTaken } from "../store/journal.js";
import { TakenBack } from "../store/take-back.js";
import type { Call, Rehearsal } from "../transport/call.js";
import { awaitActive } from "./await-active.js";
import { brokenRules } from "./broken-rules.js";
import type { ChangeRunner } from "./change-runner.js";
import { differencesBetween } from "./differences.js";
import { isPlanned, planOf, rehearsing, UNRECORDED } from "./plan.js";
import { explainConflicts, plannedConflicts } from "./port-conflict.js";
import { problemsOf } from "./problems.js";
import { readParent } from "./read-parent.js";
import { listenerReader } from "./readers.js";
import { failed, keptChange, newChange, succeeded } from "./recorded.js";
import { shownChange } from "./recorded-change.js";
import { counted } from "./underway.js";
import { StoppedHalfway, Underway } from "./verdict.js";

/** An input that has passed the rules that need no cloud. */
export interface Ready {
  readonly index: number;
  readonly root: readonly string[];
  readonly input: CreateListenerInput;
  readonly connected: ConnectedAccount;
  readonly parent: ResourceRef;
}

export const refused = (problems: ChangeProblem[]): CreateListenerPayload => ({
  listener: null,
  problems,
  requestIds: [],
  change: null,
  plan: null,
});

/** The result of a step, or the problems that prevented it: a failure of one input does not affect the others. */
export function orRefused<T>(step: () => T, root: readonly string[], call: Call, input: object): T | ChangeProblem[] {
  try {
    return step();
  } catch (error) {
    return problemsOf(error, root, call, input);
  }
}

/**
 * Reports a failure for the inputs that it concerns.
 * @throws KeyTaken when one of the keys belongs to another change; nothing was sent
 */
export async function createOnParent(runner: ChangeRunner, call: Call, group: readonly Ready[]): Promise<Result[]> {
  const { connected, parent } = group[0]!;
  const state = connected.manifest.checks.createListenerNeedsParent
    ? await readParent(connected, parent, call).then(
        (read) => ({ parent: read }),
        (error: unknown) => new Failure(error),
      )
    : null;
  if (state instanceof Failure) return group.map((ready) => refusal(ready, state.error, call));
  const results: Result[] = [];
  const sound: Ready[] = [];
  for (const ready of group) {
    const { index, root, input } = ready;
    const check = () => (state ? brokenRules(connected, "createListener", input, root, state) : []);
    const broken = orRefused(check, root, call, input);
    if (broken.length > 0) results.push([index, refused(broken)]);
    else sound.push(ready);
  }
  if (sound.length === 0) return results;

  if (sound.every(({ input }) => input.background && !isPlanned(input))) {
    const queued = await Promise.all(sound.map((ready) => createLater(runner, call, ready)));
    return [...results, ...queued];
  }
  const created = await createTogether(runner, call, sound).catch((error: unknown) => new Failure(error));
  if (created instanceof Failure && created.error instanceof KeyTaken) throw created.error;
  if (created instanceof Failure && created.error instanceof TakenBack)
    return [...results, ...(await withoutThose(runner, call, sound, created.error))];
  // Nothing was sent when none of them got its turn.
  if (created instanceof Failure) return [...results, ...sound.map((ready) => refusal(ready, created.error, call))];
  const told = await Promise.all(
    created.map(async ({ outcome, requestIds, entry, rehearsal }, position): Promise<Result> => {
      const ready = sound[position]!;
      if (rehearsal && !(outcome instanceof Error)) return planned(ready, rehearsal, call);
      const [index, payload] = await payloadOf(runner, ready, outcome, call);
      return [index, { ...payload, requestIds, change: keptChange(entry, connected) }];
    }),
  );
  return [...results, ...told];
}

/** Creates the listeners whose creates were not cancelled while they waited. */
async function withoutThose(
  runner: ChangeRunner,
  call: Call,
  group: readonly Ready[],
  { changes }: TakenBack,
): Promise<Result[]> {
  const taken = group.flatMap(({ index }, position): Result[] => {
    const record = changes[position];
    if (!record) return [];
    const change = shownChange(runner, record);
    return [[index, { ...refused(change.problems), change }]];
  });
  const others = group.filter((_, position) => changes[position] === null);
  return others.length === 0 ? taken : [...taken, ...(await createOnParent(runner, call, others))];
}

/** Records a create, to be made when its turn comes. */
async function createLater(
  runner: ChangeRunner,
  call: Call,
  { index, root, input, connected, parent }: Ready,
): Promise<Result> {
  const described = { action: "CREATE_LISTENER", connected, targetUrn: null, input, root } as const;
  try {
    const begun = { ...described, parentUrn: urnOf(parent), readAt: runner.clock.now() };
    const record = await runner.journal.enqueue(newChange(runner, begun), call.requestId);
    return [index, { ...refused([]), change: toCloudChange(record, connected.account) }];
  } catch (error) {
    if (error instanceof KeyTaken) throw error;
    return [index, refused(problemsOf(error, root, call, input))];
  }
}

/** The outcome of one create, and the cloud's ids of the requests that it accepted for it. */
interface Created {
  readonly outcome: Listener | ProblemError | StoppedHalfway;
  readonly requestIds: string[];
  readonly entry: Entry;
  /** Set for planned creates only. */
  readonly rehearsal: Rehearsal | undefined;
}

/** Creates listeners in their parent's lane, each with its own record. */
function createTogether(runner: ChangeRunner, call: Call, group: readonly Ready[]): Promise<readonly Created[]> {
  const { connected, parent, input: first } = group[0]!;
  if (isPlanned(first)) return planTogether(call, group);
  const readAt = runner.clock.now();
  const described = {
    action: "CREATE_LISTENER",
    connected,
    parentUrn: urnOf(parent),
    targetUrn: null,
    readAt,
  } as const;
  const begun = group.map(({ input, root }) => newChange(runner, { ...described, input, root }));
  return runner.journal.run(begun, call, async ({ entries }) => {
    for (const [position, { input }] of group.entries())
      entries[position]!.found(null, differencesBetween(null, input));
    const changes = entries.map(({ recorder }) => new Underway(call, recorder));
    const together = new Underway(call, entries[0]!.recorder);
    const outcomes = await counted(runner, () => outcomesOf(group, changes, together));
    return outcomes.map((outcome, position) => {
      const { root, input } = group[position]!;
      const isMade = !(outcome instanceof Error);
      entries[position]!.end(isMade ? succeeded(outcome) : failed(problemsOf(outcome, root, call, input)));
      const { upstreamRequestIds: requestIds } = changes[position]!;
      return { outcome, requestIds, entry: entries[position]!, rehearsal: undefined };
    });
  });
}

/** The same for planned creates: does not wait for a lane and records nothing. */
async function planTogether(call: Call, group: readonly Ready[]): Promise<readonly Created[]> {
  const rehearsed = () => new Underway(rehearsing(call), UNRECORDED.recorder);
  const changes = group.map(rehearsed);
  const outcomes = await outcomesOf(group, changes, rehearsed());
  return outcomes.map((outcome, position) => ({
    outcome,
    requestIds: [],
    entry: UNRECORDED,
    rehearsal: changes[position]!.rehearsal,
  }));
}

/** @param changes one for each create, and one for shared requests */
async function outcomesOf(
  group: readonly Ready[],
  changes: readonly Underway[],
  together: Underway,
): Promise<readonly Created["outcome"][]> {
  const { connected } = group[0]!;
  const commands = group.map(({ parent, input }, position) => ({ parent, input, call: changes[position] }));
  const outcomes = await connected.service
    .createListeners(commands, together)
    .catch((error: unknown) => new Failure(error));
  return group.map(({ root }, position) =>
    judged(outcomes instanceof Failure ? outcomes : outcomes[position], changes[position]!, together, root),
  );
}

async function planned(
  { index, root, input, connected, parent }: Ready,
  rehearsal: Rehearsal,
  call: Call,
): Promise<Result> {
  const wanted = { protocol: input.protocol, ports: input.portRanges.map(portsOf) };
  const taken = await plannedConflicts(connected, parent, wanted, root, { ...call, rehearsal });
  if (taken.length > 0) return [index, refused(taken)];
  const plan = planOf(rehearsal, differencesBetween(null, input));
  return [index, { listener: null, problems: [], requestIds: [], change: null, plan }];
}

function judged(
  outcome: Listener | ProblemError | Failure | undefined,
  own: Underway,
  together: Underway,
  root: readonly string[],
): Created["outcome"] {
  const change = own.made.length + own.open.length > 0 ? own : together;
  if (outcome instanceof Failure) return change.verdict(outcome.error, root);
  if (outcome === undefined) return change.verdict(new Error("This command has no outcome."), root);
  // A cloud may refuse one command and accept another; an internal error leaves it open for all of them.
  if (outcome instanceof ProblemError)
    return (outcome.code === "INTERNAL_SERVER_ERROR" ? change : own).verdict(outcome, root);
  const odd = oddRefIn(outcome);
  return odd ? change.verdict(unnameable(odd), root) : outcome;
}

function payloadOf(
  runner: ChangeRunner,
  ready: Ready,
  outcome: Created["outcome"],
  call: Call,
): Promise<Result> | Result {
  if (outcome instanceof StoppedHalfway) return stopped(ready, outcome, call);
  return outcome instanceof ProblemError ? refusedByCloud(ready, outcome, call) : made(runner, ready, outcome, call);
}

type Result = [index: number, payload: CreateListenerPayload];

class Failure {
  constructor(readonly error: unknown) {}
}

const refusal = ({ index, root, input }: Ready, error: unknown, call: Call): Result => [
  index,
  refused(problemsOf(error, root, call, input)),
];

/** A failed create, with the listener if it exists. */
function stopped(ready: Ready, verdict: StoppedHalfway, call: Call): Result {
  const [index, payload] = refusal(ready, verdict, call);
  return [index, { ...payload, listener: verdict.object as Listener | null }];
}

async function refusedByCloud(
  { index, root, input, connected, parent }: Ready,
  problem: ProblemError,
  call: Call,
): Promise<Result> {
  const wanted = { protocol: input.protocol, ports: input.portRanges.map(portsOf) };
  return [
    index,
    refused(await explainConflicts(problemsOf(problem, root, call, input), connected, parent, wanted, call)),
  ];
}

async function made(
  runner: ChangeRunner,
  { index, input, connected }: Ready,
  listener: Listener,
  call: Call,
): Promise<Result> {
  const settled = await awaitActive(runner, call, connected, listener, listenerReader, input.waitUntilActive);
  return [index, { listener: settled, problems: [], requestIds: [], change: null, plan: null }];
}
