import type { PoolMemberInput } from "../../model/inputs-shared.js";
import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import type { CreatePoolCommand, DeleteOptions } from "../provider.js";
import * as api from "./api.js";
import { type Gaap, laterStep, readBack, settleStep, unlessGone } from "./context.js";
import { protocolIn } from "./keys.js";
import { modifyAttributes, readAgain } from "./listener-changes.js";
import {
  isLayer4,
  listenerOf,
  parentIdOf,
  poolOfListener,
  poolOfRule,
  poolSourceOf,
  realServersOf,
} from "./mapping.js";
import { bindingsOf } from "./real-servers.js";
import {
  hasFields,
  layer4PoolModifyFields,
  listenerIdOf,
  poolSettingsIn,
  ruleCreateFields,
  ruleModifyFields,
} from "./request-bodies.js";
import { RUNNING } from "./vocabulary.js";
import type { WireDomain, WireRule } from "./wire-types.js";

const isRunning = (rule: WireRule) => rule.RuleStatus === RUNNING;

const readRule = async (gaap: Gaap, ruleId: string, call: Call) =>
  (await api.describeRulesByIds(gaap.client, [ruleId], call)).find((rule) => rule.RuleId === ruleId);

const domainNamed = (domains: readonly WireDomain[], name: string) =>
  domains.find(({ Domain }) => Domain.toLowerCase() === name.toLowerCase());

const domainOf = async (gaap: Gaap, listenerId: string, name: string, call: Call) =>
  domainNamed(await api.describeRules(gaap.client, listenerId, call), name);

/** Waits until the domain has settled, so that its rules can be changed. */
const settleDomain = (gaap: Gaap, listenerId: string, name: string, call: Call) =>
  settleStep(
    gaap,
    () => domainOf(gaap, listenerId, name, call),
    (domain) => domain !== undefined && (domain.DomainStatus ?? RUNNING) === RUNNING,
    call,
  );

const asPool = (gaap: Gaap, rule: WireRule, pool: { readonly ref: Pool["ref"] }) =>
  poolOfRule(rule, parentIdOf(pool.ref), protocolIn(pool.ref.hint), gaap.account);

/** Adds a rule to an HTTP or HTTPS listener, and its domain where that is new. */
export async function createPool(gaap: Gaap, { input, listener }: CreatePoolCommand, call: Call): Promise<Pool> {
  if (!listener || isLayer4(listener.protocol)) {
    throw new ProblemError({
      code: "UNSUPPORTED",
      path: ["listenerId"],
      message: "Only HTTP and HTTPS listeners take pools.",
    });
  }
  const domain = poolSettingsIn(input).domain!;
  await ensureDomain(gaap, listener.nativeId, domain, call);
  const ruleId = await createRule(gaap, listener, input, call);
  const done = `The pool ${ruleId} was created`;
  let rule = await readBack(done, () => readRule(gaap, ruleId, call));
  if (input.members?.length) {
    const members = input.members;
    rule = await laterStep(done, async () => {
      await settleStep(gaap, () => readBack(done, () => readRule(gaap, ruleId, call)), isRunning, call);
      const bindings = await bindingsOf(gaap, members, [], call);
      await api.bindRuleRealServers(gaap.client, ruleId, bindings, call);
      return readBack(done, () => readRule(gaap, ruleId, call));
    });
  }
  return asPool(gaap, rule, listener);
}

async function ensureDomain(gaap: Gaap, listenerId: string, domain: string, call: Call): Promise<void> {
  if (await domainOf(gaap, listenerId, domain, call)) return;
  await createOnce(
    {
      attempt: async () => {
        await api.createDomain(gaap.client, listenerId, domain, call);
        return true;
      },
      find: async () => ((await domainOf(gaap, listenerId, domain, call)) ? true : null),
      what: `the domain ${domain} of ${listenerId}`,
    },
    call,
  );
  await laterStep(`The domain ${domain} was created`, () => settleDomain(gaap, listenerId, domain, call));
}

function createRule(gaap: Gaap, { nativeId }: Listener, input: CreatePoolInput, call: Call): Promise<string> {
  const fields = ruleCreateFields(input);
  const { Domain, Path } = fields as { readonly Domain: string; readonly Path: string };
  return createOnce(
    {
      attempt: () => api.createRule(gaap.client, { ListenerId: nativeId, ...fields }, call),
      // A domain has a path once, so that a rule on it is the one that was wanted.
      find: async () =>
        (await domainOf(gaap, nativeId, Domain, call))?.RuleSet.find((rule) => rule.Path === Path)?.RuleId ?? null,
      what: `a rule for ${Domain}${Path} of ${nativeId}`,
    },
    call,
  );
}

export async function updatePool(gaap: Gaap, pool: Pool, input: UpdatePoolInput, call: Call): Promise<Pool> {
  const source = poolSourceOf(pool);
  const done = `The pool ${pool.nativeId} was changed`;
  if (source.kind === "listener") {
    const { Protocol } = source.listener;
    const listener = listenerOf(source.listener, parentIdOf(pool.ref), gaap.account);
    const fields = isLayer4(Protocol) ? layer4PoolModifyFields(input, Protocol) : {};
    if (!(await modifyAttributes(gaap, listener, fields, call))) return pool;
    return readListenerPool(gaap, listener, done, call);
  }
  const { rule } = source;
  const isRenamed = await renameDomain(gaap, rule, poolSettingsIn(input).domain, call);
  const fields = ruleModifyFields(input, rule);
  const modify = () =>
    api.modifyRule(gaap.client, { ListenerId: rule.ListenerId, RuleId: rule.RuleId, ...fields }, call);
  if (hasFields(fields)) await (isRenamed ? laterStep("The domain was renamed", modify) : modify());
  else if (!isRenamed) return pool;
  return asPool(gaap, await readBack(done, () => readRule(gaap, rule.RuleId, call)), pool);
}

async function readListenerPool(gaap: Gaap, listener: Listener, done: string, call: Call): Promise<Pool> {
  const wire = await readBack(done, () => readAgain(gaap, listener, call));
  return poolOfListener(listenerOf(wire, parentIdOf(listener.ref), gaap.account))!;
}

/** A rule cannot change its domain, but the domain can change its name; harmless where no other rule is on it. */
async function renameDomain(gaap: Gaap, rule: WireRule, to: string | null | undefined, call: Call): Promise<boolean> {
  const { ListenerId, Domain } = rule;
  if (!to || to === Domain) return false;
  const others = (await domainOf(gaap, ListenerId, Domain, call))?.RuleSet.filter(
    ({ RuleId }) => RuleId !== rule.RuleId,
  );
  if (others?.length) {
    throw new ProblemError({
      code: "RESOURCE_IN_USE",
      path: ["settings", "tencentGaap", "domain"],
      message: `Other pools are on ${Domain} as well: ${others.map(({ Path }) => Path).join(", ")}. Create a pool on ${to} and delete this one instead.`,
    });
  }
  await createOnce(
    {
      attempt: async () => {
        await api.modifyDomain(gaap.client, ListenerId, Domain, to, call);
        return true;
      },
      find: async () => ((await domainOf(gaap, ListenerId, to, call)) ? true : null),
      what: `the domain ${to} of ${ListenerId}`,
    },
    call,
  );
  await laterStep("The domain was renamed", () => settleDomain(gaap, ListenerId, to, call));
  return true;
}

/** Deletes a rule, and its domain when it was the last one there. */
export async function deletePool(gaap: Gaap, pool: Pool, { cascade }: DeleteOptions, call: Call): Promise<void> {
  const source = poolSourceOf(pool);
  if (source.kind === "listener") {
    throw new ProblemError({
      code: "UNSUPPORTED",
      message: "This pool is a part of its listener. Empty it with setPoolMembers, or delete the listener.",
    });
  }
  const { ListenerId, RuleId, Domain } = source.rule;
  await unlessGone(api.deleteRule(gaap.client, ListenerId, RuleId, cascade, call), undefined);
  await laterStep(`The pool ${RuleId} was deleted`, async () => {
    const isWithoutRule = (domain: WireDomain | undefined) => !domain?.RuleSet.some((rule) => rule.RuleId === RuleId);
    const readDomain = () => unlessGone(domainOf(gaap, ListenerId, Domain, call), undefined);
    const domain = await settleStep(gaap, readDomain, isWithoutRule, call);
    if (domain?.RuleSet.length === 0)
      await unlessGone(api.deleteDomain(gaap.client, ListenerId, Domain, call), undefined);
  });
}

/** Replaces the whole set, which is what the cloud's operation does. */
export async function setPoolMembers(
  gaap: Gaap,
  pool: Pool,
  members: readonly PoolMemberInput[],
  call: Call,
): Promise<Pool> {
  const source = poolSourceOf(pool);
  const done = `The members of ${pool.nativeId} were changed`;
  const bindings = await bindingsOf(gaap, members, realServersOf(source).bound, call);
  if (source.kind === "rule") {
    const { RuleId } = source.rule;
    await api.bindRuleRealServers(gaap.client, RuleId, bindings, call);
    return asPool(gaap, await readBack(done, () => readRule(gaap, RuleId, call)), pool);
  }
  await api.bindListenerRealServers(gaap.client, listenerIdOf(pool), bindings, call);
  return readListenerPool(gaap, listenerOf(source.listener, parentIdOf(pool.ref), gaap.account), done, call);
}
