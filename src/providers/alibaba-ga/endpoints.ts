import { isIP } from "node:net";
import type { MemberHealth } from "../../model/enums.js";
import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { type Pool, PoolMember } from "../../model/pool.js";
import { groupBehind, sharedFlag } from "./mapping.js";
import type { Parameters } from "./request-parameters.js";
import type { WireEndpoint, WireEndpointGroup, WireEndpointHealth } from "./wire-types.js";

/** Members of a pool are the EndpointConfigurations of an endpoint group. */

/** Values of Type. Source: CreateEndpointGroup page. */
export const ENDPOINT_TYPES = [
  "Domain",
  "Ip",
  "IpTarget",
  "PublicIp",
  "ECS",
  "SLB",
  "ALB",
  "NLB",
  "ENI",
  "OSS",
] as const;

/** Resource ids say by their first letters what they name. */
const TYPES_BY_ID: readonly (readonly [RegExp, string])[] = [
  [/^i-[a-z0-9]+$/, "ECS"],
  [/^lb-[a-z0-9]+$/, "SLB"],
  [/^alb-[a-z0-9]+$/, "ALB"],
  [/^nlb-[a-z0-9]+$/, "NLB"],
  [/^eni-[a-z0-9]+$/, "ENI"],
];

/** The weight of a new member when the input names none: the cloud wants one and has no default. */
const DEFAULT_WEIGHT = 100;

/** What an address is, when the input does not say. An address with a VPC's id beside it is a private one in that VPC. */
export function typeOfAddress(address: string, targetId: string | null | undefined): string {
  if (isIP(address) !== 0) {
    if (targetId?.startsWith("vpc-")) return "IpTarget";
    return targetId?.startsWith("eni-") ? "ENI" : "Ip";
  }
  return TYPES_BY_ID.find(([pattern]) => pattern.test(address))?.[1] ?? "Domain";
}

/** An endpoint in the words of a member: a network interface that is reached by one of its addresses shows that one. */
function namesOf({ Type, Endpoint, SubAddress, VpcId, VSwitchIds }: WireEndpoint) {
  const address = Type === "ENI" && SubAddress ? SubAddress : Endpoint;
  const targetId = Type === "IpTarget" ? VpcId : address === Endpoint ? null : Endpoint;
  return { address, targetId, subnetId: VSwitchIds[0] ?? null };
}

/** What checks last saw of a group's endpoint: bad news on one port outweighs good news on another. */
function seenOf(endpoint: WireEndpoint, groupId: string, health: readonly WireEndpointHealth[]): MemberHealth {
  const addresses = [endpoint.Endpoint, endpoint.SubAddress];
  const seen = health
    .filter(({ EndpointGroupId }) => EndpointGroupId === groupId)
    .filter(({ EndpointId, Address }) =>
      endpoint.EndpointId !== null && EndpointId !== null
        ? EndpointId === endpoint.EndpointId
        : addresses.includes(Address),
    )
    .map(({ HealthStatus }) => HealthStatus);
  if (seen.includes("abnormal")) return "UNHEALTHY";
  return seen.length > 0 && seen.every((status) => status === "normal") ? "HEALTHY" : "UNKNOWN";
}

/** @param health what GetHealthStatus said of the pool's listener; empty when it was not asked */
export function membersOf(pool: Pool, health: readonly WireEndpointHealth[]): PoolMember[] {
  const group = groupBehind(pool);
  return group.EndpointConfigurations.map((endpoint) => {
    const names = namesOf(endpoint);
    const seen = group.HealthCheckEnabled ? seenOf(endpoint, group.EndpointGroupId, health) : "UNMONITORED";
    return new PoolMember({
      address: names.address,
      targetId: names.targetId,
      subnetId: names.subnetId,
      // Not EndpointId: only one of two reads has it.
      ref: {
        accountId: pool.ref.accountId,
        kind: "member",
        key: `${pool.ref.key}/${names.targetId ?? endpoint.Type}/${names.address}`,
      },
      nativeId: endpoint.EndpointId,
      // The listener's port, or what the pool's portOverrides make of it.
      port: null,
      weight: endpoint.Weight,
      health: endpoint.Weight === 0 ? "DRAINING" : seen,
      targetType: endpoint.Type,
    });
  });
}

function isSame(endpoint: WireEndpoint, member: PoolMemberInput): boolean {
  const names = namesOf(endpoint);
  return (
    names.address === member.address &&
    (member.targetType == null || member.targetType === endpoint.Type) &&
    (member.targetId == null || names.targetId === null || names.targetId === member.targetId)
  );
}

/** What a pool's settings say of all its endpoints; undefined leaves each as it is. */
export interface EndpointFlags {
  readonly clientIpPreservation?: boolean | null;
  readonly proxyProtocol?: boolean | null;
}

/** The endpoints of a group as they are sent back when something else about the group changes. */
export function endpointParameters(endpoint: WireEndpoint, flags: EndpointFlags = {}): Parameters {
  return {
    Type: endpoint.Type,
    Endpoint: endpoint.Endpoint,
    SubAddress: endpoint.SubAddress ?? undefined,
    Weight: endpoint.Weight,
    EnableClientIPPreservation: flags.clientIpPreservation ?? endpoint.EnableClientIPPreservation,
    EnableProxyProtocol: flags.proxyProtocol ?? endpoint.EnableProxyProtocol,
    VpcId: endpoint.VpcId ?? undefined,
    VSwitchIds: endpoint.VSwitchIds,
  };
}

/**
 * The whole list of a group's endpoints. One that stays keeps what the input does not name, its weight too; a new one
 * is treated like the others in how it learns of clients' addresses, where those are treated alike.
 *
 * @param group the group as it is; null for a new one
 */
export function memberParameters(
  members: readonly PoolMemberInput[],
  group: WireEndpointGroup | null,
  flags: EndpointFlags = {},
): Parameters[] {
  const current = group?.EndpointConfigurations ?? [];
  return members.map((member) => {
    const stays = current.find((endpoint) => isSame(endpoint, member));
    if (stays) {
      const VSwitchIds =
        member.subnetId && !stays.VSwitchIds.includes(member.subnetId) ? [member.subnetId] : stays.VSwitchIds;
      return endpointParameters({ ...stays, Weight: member.weight ?? stays.Weight, VSwitchIds }, flags);
    }
    return {
      ...addressParameters(member),
      Weight: member.weight ?? DEFAULT_WEIGHT,
      EnableClientIPPreservation:
        flags.clientIpPreservation ?? sharedFlag(current, "EnableClientIPPreservation") ?? undefined,
      EnableProxyProtocol: flags.proxyProtocol ?? sharedFlag(current, "EnableProxyProtocol") ?? undefined,
    };
  });
}

function addressParameters({ address, targetType, targetId, subnetId }: PoolMemberInput): Parameters {
  const Type = targetType ?? typeOfAddress(address, targetId);
  if (Type === "ENI" && targetId) return { Type, Endpoint: targetId, SubAddress: address };
  if (Type !== "IpTarget") return { Type, Endpoint: address };
  return { Type, Endpoint: address, VpcId: targetId ?? undefined, VSwitchIds: subnetId ? [subnetId] : [] };
}
