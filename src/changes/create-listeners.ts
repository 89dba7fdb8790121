import type { ChangeProblem } from "../model/change-problem.js";
import { portsOf } from "../model/generic-rules.js";
import type { Listener } from "../model/listener.js";
import { CreateListenerInput } from "../model/listener-inputs.js";
import type { CreateListenerPayload } from "../model/payloads.js";
import { ProblemError } from "../model/problem-error.js";
import { type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import type { Call } from "../transport/call.js";
import { accountOf, awaitActive, brokenRules, type ChangeRunner, counted, nothingSentYet } from "./change-runner.js";
import { checkInput } from "./check-input.js";
import { explainConflicts } from "./port-conflict.js";
import { problemsOf } from "./problems.js";
import { listenerReader, parentTarget } from "./readers.js";
import { StoppedHalfway, Underway } from "./verdict.js";

/** An input that has passed the rules that need no cloud. */
interface Ready {
  readonly index: number;
  readonly root: readonly string[];
  readonly input: CreateListenerInput;
  readonly connected: ConnectedAccount;
  readonly parent: ResourceRef;
}

const created = (listener: Listener): CreateListenerPayload => ({ listener, problems: [] });
const refused = (problems: ChangeProblem[]): CreateListenerPayload => ({ listener: null, problems });

/**
 * Creates listeners, each on its own: one result per input, in the order of the inputs. Inputs for the same parent
 * reach its cloud together, so that a cloud with a batch call can use it; different parents go side by side.
 *
 * @param rootOf where an input stands among the arguments, for problem paths
 */
export async function createListeners(
  runner: ChangeRunner,
  call: Call,
  inputs: readonly CreateListenerInput[],
  rootOf: (index: number) => readonly string[] = (index) => ["inputs", String(index)],
): Promise<CreateListenerPayload[]> {
  const results: CreateListenerPayload[] = new Array(inputs.length);
  const groups = new Map<string, Ready[]>();
  for (const [index, input] of inputs.entries()) {
    const ready = prepare(runner, input, index, rootOf(index));
    if (Array.isArray(ready)) {
      results[index] = refused(ready);
      continue;
    }
    const lane = urnOf(ready.parent);
    groups.set(lane, [...(groups.get(lane) ?? []), ready]);
  }
  const settled = await Promise.allSettled(
    [...groups].map(async ([lane, group]) => {
      for (const [index, result] of await createOnParent(runner, call, lane, group)) results[index] = result;
    }),
  );
  // A fault of ours is told when every parent's listeners are made or refused, not while some are on their way.
  for (const group of settled) if (group.status === "rejected") throw group.reason;
  return results;
}

function prepare(
  runner: ChangeRunner,
  input: CreateListenerInput,
  index: number,
  root: readonly string[],
): Ready | ChangeProblem[] {
  const found = accountOf(runner, input.parentId, parentTarget, root);
  if (!("connected" in found)) {
    const own = checkInput(CreateListenerInput, input, root).filter(({ path }) => path?.at(-1) !== "parentId");
    return [found, ...own];
  }
  const broken = brokenRules(found.connected, "createListener", input, root);
  return broken.length > 0 ? broken : { index, root, input, connected: found.connected, parent: found.ref };
}

async function createOnParent(
  runner: ChangeRunner,
  call: Call,
  lane: string,
  group: readonly Ready[],
): Promise<[number, CreateListenerPayload][]> {
  const { connected, parent } = group[0]!;
  const results: [number, CreateListenerPayload][] = [];
  let sound: Ready[] = [...group];
  try {
    const { checks, rules } = connected.manifest;
    const state = (checks ?? rules)?.createListenerNeedsParent
      ? { parent: await readParent(connected, parent, call) }
      : null;
    sound = group.filter((ready) => {
      const broken = state ? brokenRules(connected, "createListener", ready.input, ready.root, state) : [];
      if (broken.length > 0) results.push([ready.index, refused(broken)]);
      return broken.length === 0;
    });
    if (sound.length === 0) return results;
    const underway = sound.map(() => new Underway(call));
    const commands = sound.map(({ parent, input }, position) => ({ parent, input, call: underway[position] }));
    const outcomes = await runner.lanes.run(lane, call, () =>
      counted(runner, () => connected.service.createListeners(commands, call)),
    );
    const settled = await Promise.all(
      sound.map(async (ready, position): Promise<[number, CreateListenerPayload]> => {
        const outcome = outcomes[position]!;
        if (outcome instanceof ProblemError) {
          const verdict = underway[position]!.verdict(outcome);
          if (verdict instanceof StoppedHalfway)
            return [
              ready.index,
              { listener: verdict.object as Listener | null, problems: problemsOf(verdict, ready.root) },
            ];
          const wanted = { protocol: ready.input.protocol, ports: ready.input.portRanges.map(portsOf) };
          return [
            ready.index,
            refused(await explainConflicts(problemsOf(outcome, ready.root), connected, parent, wanted, call)),
          ];
        }
        const listener = await awaitActive(
          runner,
          call,
          connected,
          outcome,
          listenerReader,
          ready.input.waitUntilActive,
        );
        return [ready.index, created(listener)];
      }),
    );
    return [...results, ...settled];
  } catch (error) {
    // What was refused before the cloud was asked keeps its own problems.
    return [
      ...results,
      ...sound.map((ready): [number, CreateListenerPayload] => [ready.index, refused(problemsOf(error, ready.root))]),
    ];
  }
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
