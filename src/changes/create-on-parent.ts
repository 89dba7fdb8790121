import type { ChangeProblem } from "../model/change-problem.js";
import { portsOf } from "../model/generic-rules.js";
import type { Listener } from "../model/listener.js";
import type { CreateListenerInput } from "../model/listener-inputs.js";
import { oddRefIn, unnameable } from "../model/odd-refs.js";
import type { CreateListenerPayload } from "../model/payloads.js";
import { asProblem, ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import type { Call } from "../transport/call.js";
import { awaitActive } from "./await-active.js";
import { brokenRules, type ChangeRunner, counted, nothingSentYet } from "./change-runner.js";
import { explainConflicts } from "./port-conflict.js";
import { problemsOf } from "./problems.js";
import { listenerReader } from "./readers.js";
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
});

/** What a step brings, or the problems that stood in its way: what goes wrong with one input is none of the others'. */
export function orRefused<T>(step: () => T, root: readonly string[], call: Call, input: object): T | ChangeProblem[] {
  try {
    return step();
  } catch (error) {
    return problemsOf(error, root, call, input);
  }
}

/** Never rejects: whatever goes wrong is told of the inputs that it concerns. */
export async function createOnParent(
  runner: ChangeRunner,
  call: Call,
  lane: string,
  group: readonly Ready[],
): Promise<Result[]> {
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

  const changes = sound.map(() => new Underway(call));
  const together = new Underway(call);
  const commands = sound.map(({ parent, input }, position) => ({ parent, input, call: changes[position] }));
  const outcomes = await runner.lanes
    .run(lane, call, () => counted(runner, () => connected.service.createListeners(commands, together)))
    .catch((error: unknown) => new Failure(error));
  const settled = sound.map((ready, position): Promise<Result> | Result => {
    const own = changes[position]!;
    const change = own.made.length + own.open.length > 0 ? own : together;
    if (outcomes instanceof Failure) return stopped(ready, change.verdict(outcomes.error, ready.root), call);
    const outcome = outcomes[position] ?? asProblem(new Error(`There is no outcome of command ${position}.`));
    if (!(outcome instanceof ProblemError)) {
      const odd = oddRefIn(outcome);
      return odd
        ? stopped(ready, change.verdict(unnameable(odd), ready.root), call)
        : made(runner, ready, outcome, call);
    }
    // What a cloud refused of one command it may have accepted of others; what stumbled may have done any of them.
    const verdict = (outcome.code === "INTERNAL_SERVER_ERROR" ? change : own).verdict(outcome, ready.root);
    return verdict instanceof StoppedHalfway ? stopped(ready, verdict, call) : refusedByCloud(ready, verdict, call);
  });
  const told = await Promise.all(settled);
  const named = told.map(([index, payload], position): Result => {
    return [index, { ...payload, requestIds: changes[position]!.upstreamRequestIds }];
  });
  return [...results, ...named];
}

type Result = [index: number, payload: CreateListenerPayload];

class Failure {
  constructor(readonly error: unknown) {}
}

const refusal = ({ index, root, input }: Ready, error: unknown, call: Call): Result => [
  index,
  refused(problemsOf(error, root, call, input)),
];

/** A create that failed, with the listener as far as it exists. */
function stopped(ready: Ready, verdict: ProblemError | StoppedHalfway, call: Call): Result {
  const [index, payload] = refusal(ready, verdict, call);
  return [
    index,
    { ...payload, listener: verdict instanceof StoppedHalfway ? (verdict.object as Listener | null) : null },
  ];
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
  return [index, { listener: settled, problems: [], requestIds: [] }];
}

async function readParent({ service, account }: ConnectedAccount, ref: ResourceRef, call: Call) {
  const parent = oneOf(await nothingSentYet(service.readParents([ref], call)), ref.key);
  if (parent) return parent;
  throw new ProblemError({
    code: "NOT_FOUND",
    path: ["parentId"],
    provider: account.provider,
    message: "There is no such load balancer or accelerator, or not any more.",
  });
}
