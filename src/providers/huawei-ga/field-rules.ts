import { isIP } from "node:net";
import type { HealthMonitorInput, PoolMemberInput, ResourceTagInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";
import { UNHEALTHY_THRESHOLD } from "./mapping.js";
import { CHECK_DEFAULTS, resourceIdOf, TYPES, TYPES_WITH_ID, typeOf } from "./request-bodies.js";

/** The vendor's rules for single fields, which several inputs share. */

const MAX_TAGS = 20;

/** The English page has letters, digits and hyphens; the Chinese one names Chinese letters as well. */
export function* nameFits(name: string): Iterable<Violation> {
  if (!/^[\p{Script=Han}A-Za-z0-9-]{1,64}$/u.test(name)) {
    yield { message: "A name is 1 to 64 letters, digits and hyphens." };
  }
}

export function* descriptionFits(description: string | null | undefined): Iterable<Violation> {
  if (description && /[<>]/.test(description)) yield { message: "A description has no < or >." };
}

/** Source: update listener page, table 10. */
export function* tagsFit(tags: readonly ResourceTagInput[] | null | undefined): Iterable<Violation> {
  if ((tags?.length ?? 0) > MAX_TAGS) yield { message: `A listener has at most ${MAX_TAGS} tags.` };
  for (const [index, { key, value }] of (tags ?? []).entries()) {
    if (key.startsWith("_sys_")) {
      yield { at: [index, "key"], message: "Tags whose key starts with _sys_ are the cloud's own." };
    } else if (!/^[\p{L}\p{N} _.:=+@-]*$/u.test(key)) {
      yield { at: [index, "key"], message: "A tag's key has letters, digits, blanks and _ . : = + - @ only." };
    }
    if (!/^[\p{L}\p{N} _.:/=+@-]*$/u.test(value)) {
      yield { at: [index, "value"], message: "A tag's value has letters, digits, blanks and _ . : / = + - @ only." };
    }
  }
}

/** Source: create health check page; the fixed threshold, GA user guide. */
export function* checkFits(check: HealthMonitorInput | null | undefined, kind: "new" | "change"): Iterable<Violation> {
  if (!check) return;
  const { protocol, path, intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold } = check;
  if (protocol != null && protocol !== "TCP") {
    yield { at: ["protocol"], code: "UNSUPPORTED", message: `Checks speak TCP on this cloud, not ${protocol}.` };
  }
  if (path != null) {
    yield { at: ["path"], code: "UNSUPPORTED", message: "Checks open a connection and ask for no path. Leave it out." };
  }
  if (unhealthyThreshold != null && unhealthyThreshold !== UNHEALTHY_THRESHOLD) {
    yield {
      at: ["unhealthyThreshold"],
      code: "UNSUPPORTED",
      message: `A server is unhealthy after ${UNHEALTHY_THRESHOLD} bad checks on this cloud. Leave it out.`,
    };
  }
  if ((intervalSeconds ?? 0) > 60) yield { at: ["intervalSeconds"], message: "The interval is 1 to 60 seconds." };
  if ((timeoutSeconds ?? 0) > 60) yield { at: ["timeoutSeconds"], message: "The timeout is 1 to 60 seconds." };
  if ((healthyThreshold ?? 0) > 10) yield { at: ["healthyThreshold"], message: "The threshold is 1 to 10." };
  // What a change leaves out is not known here; the cloud compares it with what is there.
  const interval = intervalSeconds ?? (kind === "new" ? CHECK_DEFAULTS.interval : undefined);
  const timeout = timeoutSeconds ?? (kind === "new" ? CHECK_DEFAULTS.timeout : undefined);
  if (interval !== undefined && timeout !== undefined && timeout >= interval) {
    yield {
      at: [timeoutSeconds == null ? "intervalSeconds" : "timeoutSeconds"],
      message: `The timeout is below the interval; ${timeout} is not below ${interval}.`,
    };
  }
}

/** Source: create endpoint page. */
export function* membersFit(members: readonly PoolMemberInput[]): Iterable<Violation> {
  const seen = new Map<string, number>();
  for (const [index, member] of members.entries()) {
    yield* memberFits(member, index);
    const id = resourceIdOf(member);
    const earlier = seen.get(id);
    // The same address twice has been told of already.
    if (earlier !== undefined && members[earlier]?.address !== member.address) {
      yield { at: [index, "targetId"], message: `The same server as member ${earlier}; name every server once.` };
    }
    if (earlier === undefined) seen.set(id, index);
  }
}

function* memberFits(member: PoolMemberInput, index: number): Iterable<Violation> {
  const { address, targetType, targetId } = member;
  if (targetType != null && !TYPES.includes(targetType)) {
    yield { at: [index, "targetType"], message: `The type is one of ${TYPES.join(", ")}.` };
    return;
  }
  if (targetId != null && targetType == null) {
    yield { at: [index, "targetType"], message: `Say what the id is of: ${TYPES_WITH_ID.join(", ")}.` };
    return;
  }
  const type = typeOf(member);
  if (TYPES_WITH_ID.includes(type) && targetId == null) {
    yield { at: [index, "targetId"], message: `Give the id of the ${type} besides its address.` };
  }
  const isAddress = isIP(address) !== 0;
  if (type === "CUSTOM_DOMAIN_NAME" ? isAddress : !isAddress) {
    const expected = type === "CUSTOM_DOMAIN_NAME" ? "a host name" : "an IP address";
    yield { at: [index, "address"], message: `The address of a ${type} is ${expected}.` };
  }
}
