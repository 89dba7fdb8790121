import { isIP } from "node:net";
import { brokenRules as brokenRulesOf, type ChangeName } from "../../src/changes/broken-rules.js";
import type { CheckedInput, RuleContext } from "../../src/model/checked-input.js";
import type { PoolMemberInput } from "../../src/model/inputs-shared.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../src/model/listener-inputs.js";
import type { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../src/model/pool-inputs.js";
import { listedUnder } from "../support/listed.js";
import { allPools } from "./listing.js";
import type { Subject } from "./subject.js";

interface Inputs {
  createListener: CreateListenerInput;
  updateListener: UpdateListenerInput;
  createPool: CreatePoolInput;
  updatePool: UpdatePoolInput;
  setPoolMembers: SetPoolMembersInput;
}
type State = Partial<RuleContext>;
/** Values that are used where they are asked for, at any depth. */
type Spare<T> = { readonly [K in keyof T]?: T[K] | Spare<T[K]> };

/** What the cloud's rules have against an input. Without `state`: what they say before the cloud's state is read. */
export function brokenRules<N extends ChangeName>(subject: Subject, change: N, input: Inputs[N], state?: State) {
  const pollIntervalMs = subject.config.limits.pollIntervalMs;
  return brokenRulesOf<CheckedInput>({ ...subject, pollIntervalMs, isReadOnly: false }, change, input, [], state);
}

type Tree = Record<string, unknown>;

/** What stands at the path; undefined where the path leads nowhere. */
function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce((held, name) => (held as Tree | null | undefined)?.[name], tree);
}

/** Takes away what stands at the path, or else what holds it, but no item of a list. False when there is nothing to take. */
function takeOut(tree: unknown, path: readonly string[]): boolean {
  const name = path.at(-1);
  if (name === undefined) return false;
  const holder = valueAt(tree, path.slice(0, -1)) as Tree | null | undefined;
  if (holder?.[name] == null || /^\d+$/.test(name)) return takeOut(tree, path.slice(0, -1));
  delete holder[name];
  return true;
}

/** Puts what `spare` has at the path where `input` has nothing. False when there is nothing to put, or nowhere. */
function fillIn(input: Tree, spare: Tree, path: readonly string[]): boolean {
  const holder = valueAt(input, path.slice(0, -1)) as Tree | null | undefined;
  const value = valueAt(spare, path);
  const name = path.at(-1);
  if (name === undefined || !holder || holder[name] != null || value == null) return false;
  holder[name] = value;
  return takeOut(spare, path);
}

/**
 * An input that the cloud's rules are content with: `needed`, and of `spare` what the rules ask for. What they refuse is
 * left out, down to single fields of nested inputs, unless it stands at the top of `needed`.
 */
export function fitting<N extends ChangeName>(
  subject: Subject,
  change: N,
  needed: Inputs[N],
  spare: Spare<Inputs[N]>,
  state?: State,
): Inputs[N] {
  const input = structuredClone(needed) as Inputs[N] & Tree;
  const left = structuredClone(spare) as Tree;
  for (;;) {
    const broken = brokenRules(subject, change, input, state);
    if (broken.length === 0) return input;
    const [field = "", ...inside] = broken[0]!.path ?? [];
    if (fillIn(input, left, [field, ...inside])) continue;
    if (field in needed ? takeOut(input[field], inside) : takeOut(input, [field, ...inside])) continue;
    const complaints = broken.map(({ path, message }) => `${path}: ${message}`).join(" ");
    throw new Error(`No ${change} input suits ${subject.manifest.key}: ${complaints}`);
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

/** What a cloud may require of a new listener besides its ports. */
export function spareListenerFields({ account: { capabilities } }: Subject): Partial<CreateListenerInput> {
  return {
    algorithm: capabilities.algorithms[0],
    clientAffinity: capabilities.clientAffinities[0],
    description: "contract",
    healthMonitor: healthMonitorInput(),
  };
}

/** What a cloud may require of a new pool besides its place. */
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

/** What a cloud may require of members besides: the type of the address, in the inventory's word. */
export async function spareMemberFields(subject: Subject, count: number): Promise<Partial<PoolMemberInput>[]> {
  const pools = await allPools(subject);
  const members = await subject.service.membersOfPools(pools, subject.call());
  const sample = pools
    .flatMap((pool) => listedUnder(members, pool.ref.key))
    .find(({ address, targetType }) => isIP(address) && targetType !== null);
  return Array.from({ length: count }, () => ({ targetType: sample?.targetType }));
}
