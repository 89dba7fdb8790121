import type { ChangeProblem } from "../model/change-problem.js";
import { mustBe } from "../model/limit-checks.js";
import { CreateListenerInput } from "../model/listener-inputs.js";
import type { CreateListenerPayload } from "../model/payloads.js";
import { urnOf } from "../model/resource-ref.js";
import { KeyTaken } from "../store/journal.js";
import type { Call } from "../transport/call.js";
import { newListener, refuseOutOfBounds } from "./allowed.js";
import { brokenRules } from "./broken-rules.js";
import { accountOf, type ChangeRunner } from "./change-runner.js";
import { checkInput } from "./check-input.js";
import { createOnParent, orRefused, type Ready, refused } from "./create-on-parent.js";
import { earlierChange, keyOf } from "./earlier-change.js";
import { isPlanned } from "./plan.js";
import { inputProblem, problemsOf } from "./problems.js";
import { againBy, listenerReader, parentTarget } from "./readers.js";
import { replayOf } from "./replay.js";

/** The most listeners in one createListeners. */
export const MAX_CREATES = 200;

/**
 * Creates listeners independently: one result per input, in the order of the inputs. Inputs for the same parent reach
 * its cloud together, so that a cloud with a batch call can use it; different parents run in parallel. A list that is
 * too long is refused in the result of each of its inputs, and an empty one in a single result: an error would hide the
 * results of other changes in the same document.
 *
 * @param rootOf an input's path among the arguments, for problem paths
 */
export async function createListeners(
  runner: ChangeRunner,
  call: Call,
  inputs: readonly CreateListenerInput[],
  rootOf: (index: number) => readonly string[] = (index) => ["inputs", String(index)],
): Promise<CreateListenerPayload[]> {
  if (inputs.length < 1 || inputs.length > MAX_CREATES) {
    const message = mustBe("inputs", `hold 1 to ${MAX_CREATES} listeners`, inputs.length);
    return Array.from({ length: Math.max(1, inputs.length) }, () => refused([inputProblem(["inputs"], message)]));
  }
  const results: CreateListenerPayload[] = new Array(inputs.length);
  const groups = new Map<string, Ready[]>();
  const told = await Promise.all(inputs.map((input, index) => toldBefore(runner, call, input, rootOf(index))));
  for (const [index, input] of inputs.entries()) {
    const root = rootOf(index);
    const ready = orRefused(() => prepare(runner, input, index, root), root, call, input);
    const earlier = told[index] ?? sameKeyAbove(inputs, index, rootOf);
    if (earlier || Array.isArray(ready)) {
      results[index] = earlier ?? refused(ready as ChangeProblem[]);
      continue;
    }
    // Planned changes run separately, and a change in the background is recorded separately.
    const way = isPlanned(input) ? "planned" : input.background ? index : "now";
    const group = `${urnOf(ready.parent)} ${way}`;
    groups.set(group, [...(groups.get(group) ?? []), ready]);
  }
  await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [index, result] of await createGroup(runner, call, group)) results[index] = result;
    }),
  );
  return results;
}

/**
 * Creates listeners of one parent; for those that were requested before with the same key, returns the earlier outcome.
 */
async function createGroup(
  runner: ChangeRunner,
  call: Call,
  group: readonly Ready[],
): Promise<(readonly [index: number, payload: CreateListenerPayload])[]> {
  if (group.length === 0) return [];
  try {
    return await createOnParent(runner, call, group);
  } catch (error) {
    if (!(error instanceof KeyTaken)) throw error;
    const taken = group.filter((ready) => keyOf(runner, ready) === error.by.idempotencyKey);
    const others = group.filter((ready) => !taken.includes(ready));
    const both = await Promise.all([
      createGroup(runner, call, others),
      ...taken.map(async (ready) => {
        const earlier = await toldBefore(runner, call, ready.input, ready.root);
        return earlier ? [[ready.index, earlier] as const] : createGroup(runner, call, [ready]);
      }),
    ]);
    return both.flat();
  }
}

/** The outcome of an input that was requested before with the same key; null: it was not. */
async function toldBefore(
  runner: ChangeRunner,
  call: Call,
  input: CreateListenerInput,
  root: readonly string[],
): Promise<CreateListenerPayload | null> {
  const asked = { action: "CREATE_LISTENER", input, root } as const;
  try {
    const earlier = await earlierChange(runner, call, asked);
    if (!earlier) return null;
    const { value, ...told } = await replayOf(runner, call, asked, earlier, againBy(listenerReader));
    return { listener: value, ...told, plan: null };
  } catch (error) {
    return refused(problemsOf(error, root, call, input));
  }
}

/** One key cannot stand for two changes. */
function sameKeyAbove(
  inputs: readonly CreateListenerInput[],
  index: number,
  rootOf: (index: number) => readonly string[],
): CreateListenerPayload | null {
  const { idempotencyKey: key } = inputs[index]!;
  const above = key == null ? index : inputs.findIndex(({ idempotencyKey }) => idempotencyKey === key);
  if (above === index) return null;
  const path = [...rootOf(index), "idempotencyKey"];
  const message = mustBe("idempotencyKey", `differ from that of ${rootOf(above).join(".")}`, key);
  return refused([inputProblem(path, message, "INVALID_INPUT", "distinctKeys")]);
}

function prepare(
  runner: ChangeRunner,
  input: CreateListenerInput,
  index: number,
  root: readonly string[],
): Ready | ChangeProblem[] {
  const action = isPlanned(input) ? "plan" : "change";
  const wished = { kind: "CREATE_LISTENER", input } as const;
  const found = accountOf(runner, input.parentId, parentTarget, root, action, wished);
  if (!("connected" in found)) {
    const own = checkInput(CreateListenerInput, input, root).filter(({ path }) => path?.at(-1) !== "parentId");
    return [found, ...own];
  }
  const path = [...root, parentTarget.member];
  const place = { ...wished, parentUrn: urnOf(found.ref), targetUrn: null };
  refuseOutOfBounds(runner, found.connected, action, path, [newListener(input, found.ref)], place);
  const broken = brokenRules(found.connected, "createListener", input, root);
  return broken.length > 0 ? broken : { index, root, input, connected: found.connected, parent: found.ref };
}
