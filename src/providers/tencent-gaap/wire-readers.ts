import type { ListenerProtocol } from "../../model/enums.js";
import {
  asArray,
  asBoolean,
  asInteger,
  asObject,
  asObjects,
  asText,
  asTexts,
  optionalBoolean,
  optionalInteger,
  optionalLongInteger,
  optionalText,
  type WireObject,
} from "../../transport/wire.js";
import type {
  BoundRealServer,
  RealServerName,
  WireCheckParams,
  WireDomain,
  WireHttps,
  WireLayer4,
  WireListener,
  WireParent,
  WireRule,
} from "./wire-types.js";

/** Readers that check an answer while they take it over. Each throws a ProblemError that names the malformed field. */

function boundRealServer(item: WireObject): BoundRealServer {
  return {
    RealServerId: asText(item.RealServerId, "RealServerId"),
    RealServerIP: asText(item.RealServerIP, "RealServerIP"),
    RealServerPort: asInteger(item.RealServerPort, "RealServerPort"),
    RealServerWeight: asInteger(item.RealServerWeight ?? 1, "RealServerWeight"),
    RealServerStatus: optionalInteger(item.RealServerStatus, "RealServerStatus"),
    RealServerFailoverRole: optionalText(item.RealServerFailoverRole, "RealServerFailoverRole"),
  };
}

const boundRealServers = (item: WireObject) =>
  asObjects(item.RealServerSet ?? [], "RealServerSet").map(boundRealServer);

function asIntegers(value: unknown, where: string): number[] {
  return asArray(value ?? [], where).map((item) => asInteger(item, where));
}

/** Null when one of them is no number that can be shown: a part of the list would say something else. */
function optionalIntegers(value: unknown, where: string): number[] | null {
  const numbers = asArray(value ?? [], where).map((item) => optionalInteger(item, where));
  return numbers.every((number) => number !== null) ? numbers : null;
}

function layer4(item: WireObject): WireLayer4 {
  return {
    RealServerType: optionalText(item.RealServerType, "RealServerType"),
    Scheduler: optionalText(item.Scheduler, "Scheduler"),
    HealthCheck: optionalBoolean(item.HealthCheck, "HealthCheck") ?? false,
    DelayLoop: optionalInteger(item.DelayLoop, "DelayLoop"),
    ConnectTimeout: optionalInteger(item.ConnectTimeout, "ConnectTimeout"),
    HealthyThreshold: optionalInteger(item.HealthyThreshold, "HealthyThreshold"),
    UnhealthyThreshold: optionalInteger(item.UnhealthyThreshold, "UnhealthyThreshold"),
    FailoverSwitch: optionalBoolean(item.FailoverSwitch, "FailoverSwitch"),
    SessionPersist: optionalInteger(item.SessionPersist, "SessionPersist"),
    BindStatus: optionalInteger(item.BindStatus, "BindStatus"),
    RealServerPort: optionalInteger(item.RealServerPort, "RealServerPort"),
    RealServerSet: boundRealServers(item),
    ClientIPMethod: optionalInteger(item.ClientIPMethod, "ClientIPMethod"),
    CheckType: optionalText(item.CheckType, "CheckType"),
    CheckPort: optionalInteger(item.CheckPort, "CheckPort"),
    ContextType: optionalText(item.ContextType, "ContextType"),
    SendContext: optionalText(item.SendContext, "SendContext"),
    RecvContext: optionalText(item.RecvContext, "RecvContext"),
  };
}

function https(item: WireObject): WireHttps {
  const many = asObjects(item.PolyClientCertificateAliasInfo ?? [], "PolyClientCertificateAliasInfo");
  const single = optionalText(item.ClientCertificateId, "ClientCertificateId");
  // The one field is the older generation of the other; both are filled where there is one certificate.
  const ids = many.length > 0 ? many.map((one) => asText(one.CertificateId, "CertificateId")) : single ? [single] : [];
  return {
    CertificateId: optionalText(item.CertificateId, "CertificateId"),
    ClientCertificateIds: ids,
    ForwardProtocol: optionalText(item.ForwardProtocol, "ForwardProtocol"),
    AuthType: optionalInteger(item.AuthType, "AuthType"),
    Http3Supported: optionalBoolean(item.Http3Supported, "Http3Supported"),
    TLSSupportVersion: asTexts(item.TLSSupportVersion, "TLSSupportVersion"),
    TLSCiphers: optionalText(item.TLSCiphers, "TLSCiphers"),
  };
}

/** A listener as DescribeTCPListeners and its three siblings answer it. */
export function wireListener(item: WireObject, protocol: ListenerProtocol): WireListener {
  return {
    ListenerId: asText(item.ListenerId, "ListenerId"),
    ListenerName: optionalText(item.ListenerName, "ListenerName"),
    Port: asInteger(item.Port, "Port"),
    Protocol: protocol,
    ListenerStatus: asInteger(item.ListenerStatus, "ListenerStatus"),
    CreateTime: optionalLongInteger(item.CreateTime, "CreateTime"),
    // Null or an empty text on the listeners of the other sort of parent.
    ProxyId: optionalText(item.ProxyId, "ProxyId") || null,
    GroupId: optionalText(item.GroupId, "GroupId") || null,
    layer4: protocol === "TCP" || protocol === "UDP" ? layer4(item) : null,
    https: protocol === "HTTPS" ? https(item) : null,
  };
}

function checkParams(item: WireObject): WireCheckParams {
  return {
    DelayLoop: optionalInteger(item.DelayLoop, "DelayLoop"),
    ConnectTimeout: optionalInteger(item.ConnectTimeout, "ConnectTimeout"),
    Path: optionalText(item.Path, "Path"),
    Method: optionalText(item.Method, "Method"),
    StatusCode: optionalIntegers(item.StatusCode, "StatusCode"),
    Domain: optionalText(item.Domain, "Domain"),
    FailedCountInter: optionalInteger(item.FailedCountInter, "FailedCountInter"),
    FailedThreshold: optionalInteger(item.FailedThreshold, "FailedThreshold"),
    BlockInter: optionalInteger(item.BlockInter, "BlockInter"),
  };
}

/** A rule as DescribeRules and DescribeRulesByRuleIds answer it. */
export function wireRule(item: WireObject): WireRule {
  return {
    RuleId: asText(item.RuleId, "RuleId"),
    ListenerId: asText(item.ListenerId, "ListenerId"),
    Domain: asText(item.Domain, "Domain"),
    Path: asText(item.Path, "Path"),
    RealServerType: optionalText(item.RealServerType, "RealServerType"),
    Scheduler: optionalText(item.Scheduler, "Scheduler"),
    HealthCheck: asBoolean(item.HealthCheck, "HealthCheck"),
    CheckParams: item.CheckParams == null ? null : checkParams(asObject(item.CheckParams, "CheckParams")),
    RuleStatus: asInteger(item.RuleStatus, "RuleStatus"),
    BindStatus: optionalInteger(item.BindStatus, "BindStatus"),
    RealServerSet: boundRealServers(item),
    ForwardProtocol: optionalText(item.ForwardProtocol, "ForwardProtocol"),
    ForwardHost: optionalText(item.ForwardHost, "ForwardHost"),
    ServerNameIndicationSwitch: optionalText(item.ServerNameIndicationSwitch, "ServerNameIndicationSwitch"),
    ServerNameIndication: optionalText(item.ServerNameIndication, "ServerNameIndication"),
    ForcedRedirect: optionalText(item.ForcedRedirect, "ForcedRedirect"),
  };
}

export function wireDomain(item: WireObject): WireDomain {
  return {
    Domain: asText(item.Domain, "Domain"),
    DomainStatus: optionalInteger(item.DomainStatus, "DomainStatus"),
    IsDefaultServer: optionalBoolean(item.IsDefaultServer, "IsDefaultServer") ?? false,
    RuleSet: asObjects(item.RuleSet ?? [], "RuleSet").map(wireRule),
  };
}

const tags = (item: WireObject) =>
  asObjects(item.TagSet ?? [], "TagSet").map((tag) => ({
    key: asText(tag.TagKey, "TagKey"),
    value: asText(tag.TagValue, "TagValue"),
  }));

const present = (texts: readonly (string | null)[]) => [...new Set(texts.filter((text): text is string => !!text))];

/** A channel as DescribeProxies answers it. */
export function wireProxy(item: WireObject): WireParent {
  const ips = asObjects(item.IPList ?? [], "IPList").map((ip) => optionalText(ip.IP, "IP"));
  return {
    id: optionalText(item.ProxyId, "ProxyId") ?? asText(item.InstanceId, "InstanceId"),
    name: optionalText(item.ProxyName, "ProxyName"),
    status: asText(item.Status, "Status"),
    addresses: present([optionalText(item.Domain, "Domain"), optionalText(item.IP, "IP"), ...ips]),
    tags: tags(item),
    createdAt: optionalLongInteger(item.CreateTime, "CreateTime"),
    supportProtocols: item.SupportProtocols == null ? null : asTexts(item.SupportProtocols, "SupportProtocols"),
    clientIpMethods: item.ClientIPMethod == null ? null : asIntegers(item.ClientIPMethod, "ClientIPMethod"),
    ipVersion: optionalText(item.IPAddressVersion, "IPAddressVersion"),
    version: optionalText(item.Version, "Version"),
    http3Supported: optionalBoolean(item.Http3Supported, "Http3Supported"),
    tlsChoiceSupported: optionalBoolean(item.IsSupportTLSChoice, "IsSupportTLSChoice"),
  };
}

/** A channel group as DescribeProxyGroupList answers it. */
export function wireGroup(item: WireObject): WireParent {
  return {
    id: asText(item.GroupId, "GroupId"),
    name: optionalText(item.GroupName, "GroupName"),
    status: asText(item.Status, "Status"),
    addresses: present([optionalText(item.Domain, "Domain")]),
    tags: tags(item),
    createdAt: optionalLongInteger(item.CreateTime, "CreateTime"),
    supportProtocols: null,
    clientIpMethods: null,
    ipVersion: null,
    version: optionalText(item.Version, "Version"),
    http3Supported: optionalBoolean(item.Http3Supported, "Http3Supported"),
    tlsChoiceSupported: null,
  };
}

export function realServerName(item: WireObject): RealServerName {
  return {
    RealServerId: asText(item.RealServerId, "RealServerId"),
    RealServerIP: asText(item.RealServerIP, "RealServerIP"),
  };
}
