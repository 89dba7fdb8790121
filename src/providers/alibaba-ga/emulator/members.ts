import { BlockList, isIP } from "node:net";
import type { Fields, Values } from "../../../sandbox/fields.js";
import { invalid, missing, refuse } from "./errors.js";
import { between, flag, id, oneOf, text } from "./fields.js";
import { ENDPOINTS_PER_GROUP } from "./quotas.js";
import type { Protocol, SandboxEndpoint, State } from "./state.js";

const TYPES = ["Domain", "Ip", "IpTarget", "PublicIp", "ECS", "SLB", "ALB", "NLB", "ENI", "OSS"] as const;

/** Fields of an endpoint in a request. Source: CreateEndpointGroup and UpdateEndpointGroup pages. */
export const endpoint = {
  Type: { ...oneOf(...TYPES), required: true },
  Endpoint: id,
  Weight: { ...between(0, 255), required: true },
  SubAddress: text,
  EnableClientIPPreservation: flag,
  EnableProxyProtocol: flag,
  VpcId: text,
  VSwitchIds: { type: "list", of: text, most: 2, otherwise: [] },
} as const satisfies Fields;
export type GivenEndpoint = Values<typeof endpoint>;

const privateAddresses = new BlockList();
privateAddresses.addSubnet("10.0.0.0", 8);
privateAddresses.addSubnet("172.16.0.0", 12);
privateAddresses.addSubnet("192.168.0.0", 16);

/** Patterns of resource ids. */
const RESOURCE_IDS: Readonly<Record<string, RegExp>> = {
  ECS: /^i-/,
  SLB: /^lb-/,
  ALB: /^alb-/,
  NLB: /^nlb-/,
  ENI: /^eni-/,
};

function addressMustFit({ Type, Endpoint, VpcId }: GivenEndpoint, place: string): void {
  const version = isIP(Endpoint);
  if (Type === "Domain" && (version !== 0 || !Endpoint.includes("."))) refuse("Domain.NotFit");
  if (Type === "Ip" || Type === "PublicIp") {
    if (version === 0) throw invalid(`${place}.Endpoint`);
    if (version === 4 && privateAddresses.check(Endpoint)) refuse("IllegalPublicIp.EndPoint");
  }
  if (Type === "IpTarget" && version === 0) throw invalid(`${place}.Endpoint`);
  if (Type === "IpTarget" && VpcId === undefined) throw missing(`${place}.VpcId`);
  if (RESOURCE_IDS[Type]?.test(Endpoint) === false) throw invalid(`${place}.Endpoint`);
}

/** The new endpoints of a group; existing ones keep their ids. */
export function endpointsFor(
  state: State,
  protocol: Protocol,
  given: readonly GivenEndpoint[],
  current: readonly SandboxEndpoint[],
): SandboxEndpoint[] {
  if (given.length > ENDPOINTS_PER_GROUP) refuse("QuotaExceeded.EndPoint");
  for (const [index, one] of given.entries()) {
    const place = `EndpointConfigurations.${index + 1}`;
    addressMustFit(one, place);
    if (one.EnableProxyProtocol && (protocol !== "TCP" || one.EnableClientIPPreservation)) {
      throw invalid(`${place}.EnableProxyProtocol`);
    }
    const isRepeated = given.slice(0, index).some((other) => isSame(other, one));
    if (isRepeated) throw invalid(`${place}.Endpoint`);
  }
  const isWeb = protocol === "HTTP" || protocol === "HTTPS";
  return given.map((one) => ({
    ...one,
    EndpointId: current.find((other) => isSame(other, one))?.EndpointId ?? state.newId("ep"),
    // Always on for HTTP and HTTPS. Source: CreateEndpointGroup page.
    EnableClientIPPreservation: isWeb || one.EnableClientIPPreservation,
  }));
}

type Named = Pick<SandboxEndpoint, "Type" | "Endpoint" | "SubAddress">;
const isSame = (a: Named, b: Named) => a.Type === b.Type && a.Endpoint === b.Endpoint && a.SubAddress === b.SubAddress;
