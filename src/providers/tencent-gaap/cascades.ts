import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { removal, settled, step } from "../kit/change-steps.js";
import { afterwards } from "../kit/put-back.js";
import { unlessMissing } from "../outcomes.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { domainNamed, domainsOf } from "./forwarding-rules.js";
import type { ListenerPlace, RulePlace } from "./mapping.js";
import { isLayer4 } from "./ref-keys.js";
import type { WireDomain, WireRule } from "./wire.js";

/**
 * Deletes objects with their dependents. With Force the cloud itself deletes domains, rules and bindings in the same
 * request, or refuses all of it, so nothing has to be deleted before. Sources: DeleteListeners and DeleteRule pages,
 * Force.
 */

const inUse = (message: string) => new ProblemError({ code: "RESOURCE_IN_USE", message });
const nameOf = ({ name }: WireDomain) => name ?? "a domain without a name";

/** Deletes a listener, with `cascade` together with its domains, rules and bindings. */
export async function deleteListener(
  context: Context,
  { parentId, protocol, listenerId }: ListenerPlace & { readonly listenerId: string },
  cascade: boolean,
  call: Call,
): Promise<void> {
  const domains = isLayer4(protocol) ? [] : await domainsOf(context, listenerId, call);
  const names = domains.map(nameOf).join(", ");
  // Force 0 only refuses for bound real servers; domains and rules without any would be deleted silently.
  if (!cascade && domains.length > 0)
    throw inUse(`The listener still has rules for ${names}. Delete its pools first, or ask for cascade.`);
  const along = cascade ? ` with ${names === "" ? "" : `the rules for ${names} and `}the bindings of real servers` : "";
  const description = `Delete the listener ${listenerId}${along}.`;
  // Already gone, in every form in which the cloud says so: the error, or the set of unknown ids.
  const isGone = await step(
    call,
    { action: "DeleteListeners", description },
    () => unlessMissing(api.deleteListener(context, parentId, listenerId, cascade, call)),
    true,
  );
  if (isGone !== false) return;
  if (!cascade) throw inUse("The listener still has real servers. Empty its pool first, or ask for cascade.");
  throw new ProblemError({
    code: "PROVIDER_REJECTED",
    message: `The cloud did not delete the listener ${listenerId} and gave no reason.`,
  });
}

/**
 * Deletes a rule, and its domain when no other rule uses it. If the cloud refuses to delete the domain, an empty one is
 * left, which serves nobody and which a new pool on it reuses.
 * @param rule its domain is null when the rule cannot be read; then no domain is deleted
 */
export async function deleteRule(
  context: Context,
  { listenerId }: Pick<RulePlace, "listenerId">,
  { id, domain: name }: Pick<WireRule, "id"> & { readonly domain: string | null },
  cascade: boolean,
  call: Call,
): Promise<void> {
  const readDomain = async () =>
    name === null ? undefined : domainNamed(await domainsOf(context, listenerId, call), name);
  const before = await readDomain();
  const isLast = hasOnly(before, id);
  const along = cascade ? " with the bindings of its real servers" : "";
  await removal(call, { action: "DeleteRule", description: `Delete the rule ${id}${along}.` }, () =>
    api.deleteRule(context, listenerId, id, cascade, call),
  );
  if (name === null || !isLast) return;
  const left = before && { ...before, rules: [] };
  const removeDomain = async () => {
    const isWithoutRule = (domain: WireDomain | undefined) => domain === undefined || hasNone(domain, id);
    const domain = await settled(
      context,
      `the rule ${id} is still being deleted`,
      readDomain,
      isWithoutRule,
      call,
      left,
    );
    if (domain?.rules?.length !== 0) return;
    await removal(
      call,
      { action: "DeleteDomain", description: `Delete the domain ${name}, which has no more rules.` },
      () => api.deleteDomain(context, listenerId, name, call),
    );
  };
  const isGone = async () => (await readDomain()) === undefined;
  await afterwards(`the rule ${id}`, `its domain ${name}`, removeDomain(), isGone);
}

/** Whether a domain certainly has no other rule than this one. */
const hasOnly = (domain: WireDomain | undefined, ruleId: string): boolean =>
  domain?.rules?.every(({ RuleId }) => RuleId === ruleId) ?? false;

const hasNone = (domain: WireDomain, ruleId: string): boolean =>
  domain.hasRuleSet && !domain.rules?.some(({ RuleId }) => RuleId === ruleId);
