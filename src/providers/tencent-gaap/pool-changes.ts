import type { PoolMemberInput } from "../../model/inputs-shared.js";
import type { Pool } from "../../model/pool.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import { isSameAddress } from "../../model/server-address.js";
import type { Call } from "../../transport/call.js";
import { NEW_ID, readBack, settled, step, whenRehearsed } from "../kit/change-steps.js";
import { createOnce } from "../kit/create-once.js";
import { whole } from "../kit/listing.js";
import { isEmpty } from "../kit/wire-body.js";
import type { CreatePoolCommand, ListenerChanges, PoolChanges } from "../provider.js";
import * as api from "./api.js";
import { deleteListener, deleteRule } from "./cascades.js";
import type { Context } from "./client.js";
import { domainNamed, domainsOf, isRunning, ruleById, rulesIn, settledDomain } from "./forwarding-rules.js";
import { unlessClosed } from "./lasting-states.js";
import { modifyListener, placeOf } from "./listener-changes.js";
import { nativePool, type RulePlace, toImplicitPool, toListener, toPool } from "./mapping.js";
import { areBound, bindingsOf, refuseTooManyMembers } from "./members.js";
import { listenerById } from "./reads.js";
import { isLayer4, parentIdOf, partsOf, partsOfRefs, protocolIn } from "./ref-keys.js";
import { createPoolRequest, isRuleAsSent, ruleAsSent, updatePoolRequest } from "./requests.js";
import { poolSettings } from "./settings.js";
import type { WireDomain, WireRule } from "./wire.js";

/** With deleteById: everything needed to delete a listener is where its rules are, not the other way round. */
export function poolChangesOf(context: Context): PoolChanges & Pick<ListenerChanges, "deleteById"> {
  const onParentOf = ({ ref }: Pool) => unlessClosed(context, parentIdOf(ref));
  return {
    createPool: (command, call) => createPool(unlessClosed(context, command.parent.key), command, call),
    updatePool: (pool, input, call) => updatePool(onParentOf(pool), pool, input, call),
    async deletePool(pool, { cascade }, call) {
      const native = nativePool(pool);
      if (native.kind === "rule") return deleteRule(onParentOf(pool), placeOfRule(pool), native.rule, cascade, call);
      throw isPartOfListener();
    },
    async deleteById(ref, call) {
      const [parts] = partsOfRefs([ref]);
      // Without a known protocol, rules are looked for first.
      if (ref.kind === "listener" && parts)
        return deleteListener(context, { ...parts, protocol: parts.protocol ?? "HTTPS" }, false, call);
      if (!parts?.ruleId) throw isPartOfListener();
      return deleteRule(context, parts, { id: parts.ruleId, domain: null }, false, call);
    },
    setPoolMembers: (pool, members, call) => setPoolMembers(onParentOf(pool), pool, members, call),
  };
}

const isPartOfListener = () =>
  new ProblemError({
    code: "UNSUPPORTED",
    message: "This pool is part of its listener. Empty it with setPoolMembers, or delete the listener.",
  });

function placeOfRule({ ref, nativeId }: Pool): RulePlace {
  const listenerId = partsOf(ref.key)?.listenerId ?? nativeId;
  return { parentId: parentIdOf(ref), listenerId, protocol: protocolIn(ref.hint) };
}

/** Adds a rule to an HTTP or HTTPS listener, and its domain if that is new. */
async function createPool(context: Context, { input, listener }: CreatePoolCommand, call: Call): Promise<Pool> {
  if (!listener || isLayer4(listener.protocol)) {
    throw new ProblemError({
      code: "UNSUPPORTED",
      path: ["listenerId"],
      message: "Only HTTP and HTTPS listeners can have more pools.",
    });
  }
  refuseTooManyMembers(context, input.members ?? [], call);
  const place = { ...placeOf(listener.ref), listenerId: listener.nativeId };
  const shown = (rule: WireRule) => toPool(rule, context.account, place);
  const there = await ensureDomain(context, place.listenerId, poolSettings.in(input).domain!, call);
  const id = await createRule(context, place.listenerId, input, there, call);
  const sent = ruleAsSent(createPoolRequest(input), id);
  call.exists?.(shown(sent));
  const read = () => ruleById(context, id, call);
  const rule = await readBack(whenRehearsed(call, sent), id, read, call);
  call.exists?.(shown(rule));
  if (!input.members?.length) return shown(rule);
  const unfinished = "the new rule is still being created";
  await settled(context, unfinished, () => readBack(null, id, read, call), isRunning, call, rule);
  await bindRule(context, id, await bindingsOf(context, input.members, null, call), call);
  return shown(await readBack(whenRehearsed(call, rule), id, read, call));
}

/** @returns the earlier state of the domain, or null when it is new */
async function ensureDomain(
  context: Context,
  listenerId: string,
  domain: string,
  call: Call,
): Promise<WireDomain | null> {
  const there = domainNamed(await domainsOf(context, listenerId, call), domain);
  if (there) return there;
  await createOnce<WireDomain | null>(
    {
      async attempt() {
        const description = `Add the domain ${domain} to the listener ${listenerId}.`;
        const run = () => api.createDomain(context, listenerId, domain, call);
        await step(call, { action: "CreateDomain", description }, run, undefined);
        return null;
      },
      async find() {
        const found = domainNamed(await domainsOf(context, listenerId, call), domain);
        return found ? [found] : [];
      },
      idOf: () => domain,
      // The name is all that was sent, and it did not exist just before.
      isAsSent: () => true,
      before: new Set(),
      refusesSecond: true,
      what: `the domain ${domain} of ${listenerId}`,
    },
    call,
  );
  await settledDomain(context, listenerId, domain, call);
  return null;
}

/** @param domain the earlier state of its domain; null: a new one */
async function createRule(
  context: Context,
  listenerId: string,
  input: CreatePoolInput,
  domain: WireDomain | null,
  call: Call,
): Promise<string> {
  const fields = createPoolRequest(input);
  const sent = ruleAsSent(fields);
  const before = new Set((domain?.rules ?? []).map(({ RuleId }) => String(RuleId)));
  const create = {
    async attempt() {
      const description = `Create the rule for ${fields.Domain}${fields.Path} on the listener ${listenerId}.`;
      const run = () => api.createRule(context, { ListenerId: listenerId, ...fields }, call);
      return ruleAsSent(fields, await step(call, { action: "CreateRule", description }, run, NEW_ID));
    },
    async find() {
      const found = domainNamed(await domainsOf(context, listenerId, call), fields.Domain);
      const rules = whole(rulesIn(found ? [found] : []));
      // A path occurs once per domain.
      return rules.filter(({ path }) => path === fields.Path);
    },
    idOf: ({ id }: WireRule) => id,
    isAsSent: (found: WireRule) => isRuleAsSent(sent, found),
    before,
    refusesSecond: true,
    what: `a rule for ${fields.Domain}${fields.Path} of ${listenerId}`,
  };
  return (await createOnce<WireRule>(create, call)).id;
}

async function updatePool(context: Context, pool: Pool, input: UpdatePoolInput, call: Call): Promise<Pool> {
  const native = nativePool(pool);
  const fields = updatePoolRequest(pool, input);
  if (native.kind === "listener") {
    if (!(await modifyListener(context, pool, fields, call))) return pool;
    return readImplicitPool(context, pool, call);
  }
  const place = placeOfRule(pool);
  const { listenerId } = place;
  const isRenamed = await renameDomain(context, listenerId, native.rule, poolSettings.in(input).domain, call);
  if (!isRenamed && isEmpty(fields)) return pool;
  if (!isEmpty(fields)) {
    const run = () => api.modifyRule(context, { ListenerId: listenerId, RuleId: pool.nativeId, ...fields }, call);
    const description = `Change the rule ${pool.nativeId}.`;
    await step(call, { action: "ModifyRuleAttribute", description }, run, undefined);
  }
  return readRulePool(context, pool, call);
}

async function readImplicitPool(context: Context, { ref, nativeId }: Pool, call: Call): Promise<Pool> {
  const place = placeOf(ref);
  const wire = await readBack(null, nativeId, () => listenerById(context, place, nativeId, call), call);
  return toImplicitPool(toListener(wire, context.account, place))!;
}

async function readRulePool(context: Context, pool: Pool, call: Call): Promise<Pool> {
  const rule = await readBack(null, pool.nativeId, () => ruleById(context, pool.nativeId, call), call);
  return toPool(rule, context.account, placeOfRule(pool));
}

/** A rule cannot change its domain, but the domain can be renamed; harmless if no other rule uses it. */
async function renameDomain(
  context: Context,
  listenerId: string,
  { id, domain }: WireRule,
  to: string | null | undefined,
  call: Call,
): Promise<boolean> {
  if (!to || isSameAddress(to, domain)) return false;
  const domains = await domainsOf(context, listenerId, call);
  const current = domainNamed(domains, domain);
  const others = whole(rulesIn(current ? [current] : [])).filter((rule) => rule.id !== id);
  if (others.length > 0) {
    throw new ProblemError({
      code: "RESOURCE_IN_USE",
      path: ["settings", "tencentGaap", "domain"],
      message: `Other pools use ${domain} as well: ${others.map(({ path }) => path).join(", ")}. Create a pool on ${to} and delete this one instead.`,
    });
  }
  await createOnce<WireDomain | null>(
    {
      async attempt() {
        const description = `Rename the domain ${domain} of the listener ${listenerId} to ${to}.`;
        const run = () => api.modifyDomain(context, listenerId, domain, to, call);
        await step(call, { action: "ModifyDomain", description }, run, undefined);
        return null;
      },
      async find() {
        const found = (await domainsOf(context, listenerId, call)).find(({ name }) => name === to);
        return found ? [found] : [];
      },
      idOf: () => to,
      isAsSent: () => true,
      before: new Set(domains.flatMap(({ name }) => name ?? [])),
      // Sent again after it was done, it would be refused because the old name is gone.
      refusesSecond: false,
      what: `the domain ${to} of ${listenerId}`,
    },
    call,
  );
  await settledDomain(context, listenerId, to, call);
  return true;
}

/** Replaces the whole set, which is what the cloud's operation does. */
async function setPoolMembers(
  context: Context,
  pool: Pool,
  members: readonly PoolMemberInput[],
  call: Call,
): Promise<Pool> {
  const bindings = await bindingsOf(context, members, pool, call);
  if (areBound(bindings, pool)) return pool;
  if (nativePool(pool).kind === "rule") {
    await bindRule(context, pool.nativeId, bindings, call);
    return readRulePool(context, pool, call);
  }
  const description = `Bind ${bindings.length} real servers to the listener ${pool.nativeId}, in place of the current ones.`;
  const run = () => api.bindListenerRealServers(context, pool.nativeId, bindings, call);
  await step(call, { action: "BindListenerRealServers", description }, run, undefined);
  return readImplicitPool(context, pool, call);
}

function bindRule(
  context: Context,
  ruleId: string,
  bindings: readonly api.RealServerBinding[],
  call: Call,
): Promise<void> {
  const description = `Bind ${bindings.length} real servers to the rule ${ruleId}, in place of the current ones.`;
  const run = () => api.bindRuleRealServers(context, ruleId, bindings, call);
  return step(call, { action: "BindRuleRealServers", description }, run, undefined);
}
