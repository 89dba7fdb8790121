import { isIP } from "node:net";
import type { SeenHealth } from "../../model/enums.js";
import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { type Pool, PoolMember } from "../../model/pool.js";
import type { ProblemError } from "../../model/problem-error.js";
import { memberRef, type ResourceRef } from "../../model/resource-ref.js";
import { isSameAddress } from "../../model/server-address.js";
import { flag, type Read, shape, unreadable } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { listingOf, mapListing } from "../kit/listing.js";
import { unknownMembers } from "../kit/wire-body.js";
import type { HealthOfMembers, Listing } from "../provider.js";
import type { Parameters } from "./client.js";
import { readMember, type WireMember, type WirePool, type WirePoolHealth } from "./wire.js";

/** Members of a pool are the EndpointConfigurations of an endpoint group. */

/** The first letters of a resource id tell its type. */
const TYPES_BY_ID: readonly (readonly [RegExp, string])[] = [
  [/^i-[a-z0-9]+$/, "ECS"],
  [/^lb-[a-z0-9]+$/, "SLB"],
  [/^alb-[a-z0-9]+$/, "ALB"],
  [/^nlb-[a-z0-9]+$/, "NLB"],
  [/^eni-[a-z0-9]+$/, "ENI"],
];

/** The default weight of a new member: the cloud requires one and has no default. */
const DEFAULT_WEIGHT = 100;

/** The type of an address, if the input does not give it. An address with a VPC's id is a private one in that VPC. */
export function typeOfAddress(address: string, targetId: string | null | undefined): string {
  if (isIP(address) !== 0) {
    if (targetId?.startsWith("vpc-")) return "IpTarget";
    return targetId?.startsWith("eni-") ? "ENI" : "Ip";
  }
  return TYPES_BY_ID.find(([pattern]) => pattern.test(address))?.[1] ?? "Domain";
}

type Names = Pick<PoolMember, "address" | "targetId" | "subnetId">;

/** A member in the model's terms: a network interface that is reached by one of its addresses shows that address. */
function namesOf({ type, address: endpoint, subAddress, vpcId, vSwitchIds }: WireMember): Names {
  const address = isOfType(type, "ENI") && subAddress ? subAddress : endpoint;
  const targetId = isOfType(type, "IpTarget") ? vpcId : address === endpoint ? null : endpoint;
  return { address, targetId, subnetId: vSwitchIds[0] ?? null };
}

const isOfType = (type: string | null, wanted: string): boolean =>
  type === wanted || type?.toLowerCase() === wanted.toLowerCase();

/** The health of a pool's member: unhealthy on one port outweighs healthy on another. */
function seenOf(member: WireMember, poolId: string, health: readonly WirePoolHealth[]): SeenHealth {
  const addresses = [member.address, member.subAddress];
  const seen = health
    .filter((one) => one.poolId === poolId)
    .flatMap(({ members }) => members)
    .filter(({ id, address }) =>
      member.id !== null && id !== null ? id === member.id : address !== null && addresses.includes(address),
    )
    .map(({ status }) => status?.toLowerCase());
  if (seen.includes("abnormal")) return "UNHEALTHY";
  return seen.length > 0 && seen.every((status) => status === "normal") ? "HEALTHY" : "UNKNOWN";
}

/** The member's name does not contain EndpointId: only one of two reads has it. */
function refOf(wire: WireMember, { address, targetId }: Names, pool: Pool): ResourceRef {
  return memberRef(pool.ref, `${targetId ?? wire.type ?? ""}:${address}`);
}

/** Whether checks run. Older answers do not say: they name a protocol only if there are checks. */
export const isChecked = ({ healthCheckEnabled, healthCheckProtocol }: WirePool): boolean =>
  healthCheckEnabled ?? healthCheckProtocol !== null;

/** A weight of 0 takes a member out of service, whatever the checks say. */
const isDraining = ({ weight }: WireMember): boolean => weight === 0;

/** A member's health if it is known without a request; null if checks have a result. */
function ownHealth(wire: WireMember, pool: WirePool): SeenHealth | null {
  if (isDraining(wire)) return "DRAINING";
  return isChecked(pool) ? null : "UNMONITORED";
}

/**
 * The health of a pool's members; the problem if it may be among what could not be read.
 *
 * @param health the answer of GetHealthStatus for the pool's listener
 */
export function healthOf(
  pool: Pool,
  group: WirePool,
  { items: health, problems }: Listing<WirePoolHealth>,
): HealthOfMembers | ProblemError {
  const [problem] = problems;
  if (problem && health.every(({ poolId }) => poolId !== group.id)) return problem;
  const { items } = mapListing(listingOf(group.members ?? []), readMember);
  return new Map(items.map((wire) => [refOf(wire, namesOf(wire), pool).key, seenOf(wire, group.id, health)]));
}

export function toMember(wire: WireMember, pool: Pool, group: WirePool): PoolMember {
  const names = namesOf(wire);
  const { address, targetId, subnetId } = names;
  return new PoolMember({
    address,
    targetId,
    subnetId,
    ref: refOf(wire, names, pool),
    nativeId: wire.id,
    // The listener's port, or the one that the pool's portOverrides map it to.
    port: null,
    weight: wire.weight,
    health: ownHealth(wire, group),
    targetType: wire.type,
  });
}

/** How the servers receive clients' addresses. */
const readFlags = shape("endpoint", "EndpointId", {
  clientIpPreservation: flag("EnableClientIPPreservation"),
  proxyProtocol: flag("EnableProxyProtocol"),
});

/** The value that all endpoints of a group share; null when they differ, or there are none. */
export function sharedFlag(members: readonly WireObject[], name: keyof Read<typeof readFlags>): boolean | null {
  const values = new Set(members.map((member) => readFlags(member)[name] ?? false));
  const [value] = values;
  return values.size === 1 ? (value ?? null) : null;
}

function isSame(wire: WireMember, member: PoolMemberInput): boolean {
  const names = namesOf(wire);
  return (
    isSameAddress(names.address, member.address) &&
    (member.targetType == null || isOfType(wire.type, member.targetType)) &&
    (member.targetId == null || names.targetId === null || names.targetId === member.targetId)
  );
}

/** The value that a pool's settings give all its endpoints; undefined keeps each as it is. */
export interface MemberFlags {
  readonly clientIpPreservation?: boolean | null;
  readonly proxyProtocol?: boolean | null;
}

/**
 * Fields of an endpoint that are written here, and those that only answers have. Source: DescribeEndpointGroup page.
 */
const KNOWN = [
  ...["Type", "Endpoint", "SubAddress", "Weight", "EnableClientIPPreservation", "EnableProxyProtocol", "VpcId"],
  ...["VSwitchIds", "EndpointId", "ProbeProtocol", "ProbePort"],
];

function memberAsItIs(shown: WireObject, wire: WireMember, flags: MemberFlags): Parameters {
  return {
    ...unknownMembers(shown, KNOWN),
    Type: wire.type ?? undefined,
    Endpoint: wire.address,
    SubAddress: wire.subAddress ?? undefined,
    Weight: wire.weight ?? undefined,
    EnableClientIPPreservation: flags.clientIpPreservation ?? wire.clientIpPreservation,
    EnableProxyProtocol: flags.proxyProtocol ?? wire.proxyProtocol,
    VpcId: wire.vpcId ?? undefined,
    VSwitchIds: wire.vSwitchIds,
  };
}

/**
 * The endpoints of a group as they are sent back when something else about the group changes.
 * @throws ProblemError UNREADABLE for an unreadable one, which would be lost
 */
export function membersAsTheyAre(pool: WirePool, flags: MemberFlags = {}): Parameters[] {
  return membersIn(pool).map((member) => memberAsItIs(member, readMember(member), flags));
}

/**
 * The endpoints of a group, which are never mistaken for none.
 * @throws ProblemError UNREADABLE
 */
export function membersIn({ id, members }: WirePool): readonly WireObject[] {
  if (members === null) throw unreadable("endpoint group", id, "EndpointConfigurations");
  return members;
}

/**
 * The whole list of a group's endpoints. An existing one keeps what the input does not name, including its weight; a
 * new one passes on clients' addresses like the others, if those agree.
 *
 * @param pool the current group; null for a new one
 * @throws ProblemError UNREADABLE when it cannot be told which of its endpoints stay
 */
export function membersRequest(
  members: readonly PoolMemberInput[],
  pool: WirePool | null,
  flags: MemberFlags = {},
): Parameters[] {
  const raw = pool ? membersIn(pool) : [];
  const current = raw.map((shown) => ({ shown, wire: readMember(shown) }));
  return members.map((member) => {
    const found = current.find(({ wire }) => isSame(wire, member));
    if (found) {
      const { shown, wire: stays } = found;
      const { weight, subnetId } = member;
      const vSwitchIds = subnetId && !stays.vSwitchIds.includes(subnetId) ? [subnetId] : stays.vSwitchIds;
      return memberAsItIs(shown, { ...stays, weight: weight ?? stays.weight, vSwitchIds }, flags);
    }
    return {
      ...newMember(member),
      Weight: member.weight ?? DEFAULT_WEIGHT,
      EnableClientIPPreservation: flags.clientIpPreservation ?? sharedFlag(raw, "clientIpPreservation") ?? undefined,
      EnableProxyProtocol: flags.proxyProtocol ?? sharedFlag(raw, "proxyProtocol") ?? undefined,
    };
  });
}

function newMember({ address, targetType, targetId, subnetId }: PoolMemberInput): Parameters {
  const Type = targetType ?? typeOfAddress(address, targetId);
  if (Type === "ENI" && targetId) return { Type, Endpoint: targetId, SubAddress: address };
  if (Type !== "IpTarget") return { Type, Endpoint: address };
  return { Type, Endpoint: address, VpcId: targetId ?? undefined, VSwitchIds: subnetId ? [subnetId] : [] };
}
