import { BlockList, isIP } from "node:net";
import { ENDPOINTS_PER_GROUP } from "./quotas.js";
import { Refused, refuse } from "./refusal.js";
import type { Protocol, SandboxEndpoint, State } from "./state.js";

/** What a call says of an endpoint. */
export interface GivenEndpoint {
  readonly Type: string;
  readonly Endpoint: string;
  readonly Weight: number;
  readonly SubAddress: string | undefined;
  readonly EnableClientIPPreservation: boolean | undefined;
  readonly EnableProxyProtocol: boolean | undefined;
  readonly VpcId: string | undefined;
  readonly VSwitchIds: readonly string[] | undefined;
}

const privateAddresses = new BlockList();
privateAddresses.addSubnet("10.0.0.0", 8);
privateAddresses.addSubnet("172.16.0.0", 12);
privateAddresses.addSubnet("192.168.0.0", 16);

/** What ids of resources look like. */
const RESOURCE_IDS: Readonly<Record<string, RegExp>> = {
  ECS: /^i-/,
  SLB: /^lb-/,
  ALB: /^alb-/,
  NLB: /^nlb-/,
  ENI: /^eni-/,
};

function invalid(place: string): never {
  throw new Refused(`Invalid${place}`, `The specified ${place} is invalid.`);
}

function addressMustFit({ Type, Endpoint, VpcId }: GivenEndpoint, place: string): void {
  const version = isIP(Endpoint);
  if (Type === "Domain" && (version !== 0 || !Endpoint.includes("."))) refuse("Domain.NotFit");
  if (Type === "Ip" || Type === "PublicIp") {
    if (version === 0) invalid(`${place}.Endpoint`);
    if (version === 4 && privateAddresses.check(Endpoint)) refuse("IllegalPublicIp.EndPoint");
  }
  if (Type === "IpTarget" && version === 0) invalid(`${place}.Endpoint`);
  if (Type === "IpTarget" && VpcId === undefined) {
    throw new Refused(`Missing${place}.VpcId`, `${place}.VpcId is mandatory for this action.`);
  }
  if (RESOURCE_IDS[Type]?.test(Endpoint) === false) invalid(`${place}.Endpoint`);
}

/** The endpoints that a group will have: those that were there before keep their ids. */
export function endpointsFor(
  state: State,
  protocol: Protocol,
  given: readonly GivenEndpoint[],
  current: readonly SandboxEndpoint[],
): SandboxEndpoint[] {
  if (given.length > ENDPOINTS_PER_GROUP) refuse("QuotaExceeded.EndPoint");
  for (const [index, endpoint] of given.entries()) {
    const place = `EndpointConfigurations.${index + 1}`;
    addressMustFit(endpoint, place);
    if (endpoint.EnableProxyProtocol && (protocol !== "TCP" || endpoint.EnableClientIPPreservation)) {
      invalid(`${place}.EnableProxyProtocol`);
    }
    const isRepeated = given.slice(0, index).some((other) => isSame(other, endpoint));
    if (isRepeated) invalid(`${place}.Endpoint`);
  }
  const isWeb = protocol === "HTTP" || protocol === "HTTPS";
  return given.map((endpoint) => ({
    ...endpoint,
    EndpointId: current.find((other) => isSame(other, endpoint))?.EndpointId ?? state.newId("ep"),
    // Always on for HTTP and HTTPS. Source: CreateEndpointGroup page.
    EnableClientIPPreservation: isWeb || (endpoint.EnableClientIPPreservation ?? false),
    EnableProxyProtocol: endpoint.EnableProxyProtocol ?? false,
    VSwitchIds: endpoint.VSwitchIds ?? [],
  }));
}

type Named = Pick<GivenEndpoint, "Type" | "Endpoint" | "SubAddress">;
const isSame = (a: Named, b: Named) => a.Type === b.Type && a.Endpoint === b.Endpoint && a.SubAddress === b.SubAddress;
