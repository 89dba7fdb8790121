import type { Entry } from "../../../sandbox/store.js";
import { invalid, refuse } from "./errors.js";
import { isWeb } from "./listener-checks.js";
import { groupsOf } from "./lookups.js";
import { DEFAULT_GROUPS_PER_LISTENER, OVERRIDES_PER_GROUP, VIRTUAL_GROUPS_PER_LISTENER } from "./quotas.js";
import type { PortOverride, SandboxListener, State } from "./state.js";

/** Some of the regions that groups can be in. Source: ListBusiRegions. */
const REGIONS = [
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-3",
  "ap-southeast-5",
  "cn-beijing",
  "cn-hangzhou",
  "cn-hongkong",
  "cn-shanghai",
  "cn-shenzhen",
  "eu-central-1",
  "eu-west-1",
  "me-east-1",
  "us-east-1",
  "us-west-1",
];

export function regionMustExist(region: string): void {
  if (!REGIONS.includes(region)) refuse("NotExist.BusinessRegion");
}

/** Which types of groups a listener can have together. Source: CreateEndpointGroup page, EndpointGroupType. */
export function typeMustFit(state: State, listener: Entry<SandboxListener>, type: string, region: string): void {
  const { Protocol } = listener.value;
  const isLayer4 = Protocol === "TCP" || Protocol === "UDP";
  const groups = groupsOf(state, listener);
  const defaults = groups.filter(({ value }) => value.EndpointGroupType === "default");
  if (type === "virtual") {
    if (Protocol === "UDP") refuse("ListenerProtocolIllegal.EndpointGroup");
    const suits = defaults.some(({ value }) => Protocol !== "TCP" || value.EndpointGroupRegion === region);
    if (!suits) refuse("ParamExclusive.EndpointGroupType");
    if (groups.length - defaults.length >= VIRTUAL_GROUPS_PER_LISTENER) refuse("QuotaExceeded.EndpointGroup");
    return;
  }
  if (!isLayer4 && defaults.length > 0) refuse("EndpointGroupExclusive.Listener");
  if (defaults.some(({ value }) => value.EndpointGroupRegion === region)) refuse("RegionConflict.EndpointGroup");
  if (defaults.length >= DEFAULT_GROUPS_PER_LISTENER) refuse("QuotaExceeded.EndpointGroup");
}

interface Settings {
  readonly EndpointRequestProtocol?: string;
  readonly EndpointProtocolVersion?: string;
  readonly PortOverrides?: readonly PortOverride[];
  readonly HealthCheckPath?: string;
}

/** Checks settings against the listener and against each other. */
export function settingsMustFit({ Protocol, PortRanges }: SandboxListener, settings: Settings): void {
  const { EndpointRequestProtocol: wanted, EndpointProtocolVersion, PortOverrides = [], HealthCheckPath } = settings;
  if (wanted !== undefined && (!isWeb(Protocol) || (Protocol === "HTTP" && wanted === "HTTPS")))
    refuse("EndPointRequestProtocolIllegal.EndpointGroup");
  if (EndpointProtocolVersion !== undefined && wanted !== "HTTPS") throw invalid("EndpointProtocolVersion");
  if (PortOverrides.length > OVERRIDES_PER_GROUP) refuse("QuotaExceeded.PortOverride");
  const has = (port: number) => PortRanges.some(({ FromPort, ToPort }) => FromPort <= port && port <= ToPort);
  if (!PortOverrides.every(({ ListenerPort }) => has(ListenerPort))) refuse("NotExist.ListenerPort");
  if (HealthCheckPath?.startsWith("/") === false) refuse("HealthCheckPath.Illegal");
}
