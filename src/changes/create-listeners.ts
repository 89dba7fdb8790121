import type { ChangeProblem } from "../model/change-problem.js";
import { mustBe } from "../model/limit-checks.js";
import { CreateListenerInput } from "../model/listener-inputs.js";
import type { CreateListenerPayload } from "../model/payloads.js";
import { urnOf } from "../model/resource-ref.js";
import type { Call } from "../transport/call.js";
import { newListener, refuseOutOfBounds } from "./allowed.js";
import { brokenRules } from "./broken-rules.js";
import { accountOf, type ChangeRunner } from "./change-runner.js";
import { checkInput } from "./check-input.js";
import { createOnParent, orRefused, type Ready, refused } from "./create-on-parent.js";
import { inputProblem } from "./problems.js";
import { parentTarget } from "./readers.js";

/** The most listeners that one createListeners may ask for. */
export const MAX_CREATES = 200;

/**
 * Creates listeners, each on its own: one result per input, in the order of the inputs. Inputs for the same parent
 * reach its cloud together, so that a cloud with a batch call can use it; different parents go side by side. A list that
 * is too long is refused for each of its inputs, and an empty one in one result: an error would hide what other changes
 * of the same document have done.
 *
 * @param rootOf where an input stands among the arguments, for problem paths
 */
export async function createListeners(
  runner: ChangeRunner,
  call: Call,
  inputs: readonly CreateListenerInput[],
  rootOf: (index: number) => readonly string[] = (index) => ["inputs", String(index)],
): Promise<CreateListenerPayload[]> {
  if (inputs.length < 1 || inputs.length > MAX_CREATES) {
    const message = mustBe("inputs", `hold between 1 and ${MAX_CREATES} listeners`, inputs.length);
    return Array.from({ length: Math.max(1, inputs.length) }, () => refused([inputProblem(["inputs"], message)]));
  }
  const results: CreateListenerPayload[] = new Array(inputs.length);
  const groups = new Map<string, Ready[]>();
  for (const [index, input] of inputs.entries()) {
    const root = rootOf(index);
    const ready = orRefused(() => prepare(runner, input, index, root), root, call, input);
    if (Array.isArray(ready)) {
      results[index] = refused(ready);
      continue;
    }
    const lane = urnOf(ready.parent);
    groups.set(lane, [...(groups.get(lane) ?? []), ready]);
  }
  await Promise.all(
    [...groups].map(async ([lane, group]) => {
      for (const [index, result] of await createOnParent(runner, call, lane, group)) results[index] = result;
    }),
  );
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
  const path = [...root, parentTarget.member];
  refuseOutOfBounds(runner, found.connected, "change", path, [newListener(input, found.ref)]);
  const broken = brokenRules(found.connected, "createListener", input, root);
  return broken.length > 0 ? broken : { index, root, input, connected: found.connected, parent: found.ref };
}
