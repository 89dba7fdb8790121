import type { ClassType } from "type-graphql";
import type { ChangeName } from "../../src/changes/change-runner.js";
import { checkInput } from "../../src/changes/check-input.js";
import type { PoolMemberInput } from "../../src/model/inputs-shared.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../src/model/listener-inputs.js";
import type { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../src/model/pool-inputs.js";
import type { CheckedInput, RuleContext } from "../../src/model/rule.js";
import type { Subject } from "./subject.js";

interface Inputs {
  createListener: CreateListenerInput;
  updateListener: UpdateListenerInput;
  createPool: CreatePoolInput;
  updatePool: UpdatePoolInput;
  setPoolMembers: SetPoolMembersInput;
}
type State = Partial<RuleContext>;

/** What the cloud's rules have against an input. */
export function brokenRules<N extends ChangeName>(
  { manifest, account }: Subject,
  change: N,
  input: Inputs[N],
  state: State = {},
) {
  const { capabilities } = account;
  const isPool = change === "createPool" || change === "updatePool";
  const isUpdate = change === "updateListener" || change === "updatePool";
  const unsupported = isPool ? capabilities.unsupportedPoolFields : capabilities.unsupportedListenerFields;
  const immutable = isPool ? capabilities.immutablePoolFields : capabilities.immutableListenerFields;
  const fields = change === "setPoolMembers" ? undefined : { unsupported, immutable: isUpdate ? immutable : [] };
  const context = { capabilities, settingsKey: manifest.settingsKey, ...state };
  return checkInput(manifest.rules[change] as unknown as ClassType<CheckedInput>, input, [], context, fields);
}

type Tree = Record<string, unknown>;

/** Takes the value at the path out of the tree. False when there is none. */
function takeOut(tree: Tree, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined || tree[first] == null) return false;
  if (rest.length > 0 && takeOut(tree[first] as Tree, rest)) return true;
  if (/^\d+$/.test(first)) return false;
  delete tree[first];
  return true;
}

/**
 * An input that the cloud's rules are content with: `needed`, and of `spare` what the rules ask for. What they refuse is
 * left out, down to single fields of nested inputs, unless it stands at the top of `needed`.
 */
export function fitting<N extends ChangeName>(
  subject: Subject,
  change: N,
  needed: Inputs[N],
  spare: Partial<Inputs[N]>,
  state: State = {},
): Inputs[N] {
  const input = structuredClone(needed) as Inputs[N] & Tree;
  const left = structuredClone(spare) as Tree;
  for (;;) {
    const broken = brokenRules(subject, change, input, state);
    if (broken.length === 0) return input;
    const path = broken[0]!.path ?? [];
    const field = path[0] ?? "";
    const isFixed = path.length === 1 && field in needed;
    if (input[field] == null && left[field] != null) {
      Object.assign(input, { [field]: left[field] });
      delete left[field];
    } else if (isFixed || !takeOut(input, path)) {
      throw new Error(
        `No ${change} input suits ${subject.manifest.key}: ${broken.map((problem) => `${problem.path}: ${problem.message}`).join(" ")}`,
      );
    }
  }
}

const MONITOR = {
  enabled: true,
  protocol: "TCP",
  intervalSeconds: 12,
  timeoutSeconds: 4,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
};

/** Every field of a health monitor that any cloud may know. */
export const healthMonitorInput = () => ({ ...MONITOR });

/** What a cloud may want to be told of a new listener besides its ports. */
export function spareListenerFields({ account: { capabilities } }: Subject): Partial<CreateListenerInput> {
  return {
    algorithm: capabilities.algorithms[0],
    clientAffinity: capabilities.clientAffinities[0],
    description: "contract",
    healthMonitor: healthMonitorInput(),
  };
}

/** What a cloud may want to be told of a new pool besides its place. */
export function sparePoolFields(subject: Subject, region: string | null): Partial<CreatePoolInput> {
  const { algorithms } = subject.account.capabilities;
  return {
    region,
    protocol: "TCP",
    algorithm: algorithms[0],
    healthMonitor: healthMonitorInput(),
    trafficPercentage: 100,
    members: memberInputs(subject, 1),
  };
}

/** Servers with every field that the cloud takes. `first`: the last number of the first one's address. */
export function memberInputs({ account: { capabilities } }: Subject, count: number, first = 1): PoolMemberInput[] {
  const { minMemberWeight, maxMemberWeight, unsupportedMemberFields } = capabilities;
  const weight = Math.min(Math.max(10, minMemberWeight ?? 0), maxMemberWeight ?? 100);
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  return numbers.map((number) => {
    const targetId = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
    const all: PoolMemberInput = { address: `203.0.113.${number}`, port: 8080, weight, targetId };
    return Object.fromEntries(
      Object.entries(all).filter(([field]) => !unsupportedMemberFields.includes(field)),
    ) as unknown as PoolMemberInput;
  });
}
