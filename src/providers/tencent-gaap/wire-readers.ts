import type { ListenerProtocol } from "../../model/enums.js";
import {
  asArray,
  asObject,
  asObjects,
  booleanOf,
  integerOf,
  optionalBoolean,
  optionalInteger,
  optionalText,
  textOf,
  textsOf,
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
    RealServerId: textOf(item, "RealServerId"),
    RealServerIP: textOf(item, "RealServerIP"),
    RealServerPort: integerOf(item, "RealServerPort"),
    RealServerWeight: optionalInteger(item, "RealServerWeight") ?? 1,
    RealServerStatus: optionalInteger(item, "RealServerStatus"),
    RealServerFailoverRole: optionalText(item, "RealServerFailoverRole"),
  };
}

const boundRealServers = (item: WireObject) =>
  asObjects(item.RealServerSet ?? [], "RealServerSet").map(boundRealServer);

function integersOf(item: WireObject, field: string): number[] {
  return asArray(item[field] ?? [], field).map((value) => integerOf({ [field]: value }, field));
}

function layer4(item: WireObject): WireLayer4 {
  return {
    RealServerType: optionalText(item, "RealServerType"),
    Scheduler: optionalText(item, "Scheduler"),
    HealthCheck: optionalBoolean(item, "HealthCheck") ?? false,
    DelayLoop: optionalInteger(item, "DelayLoop"),
    ConnectTimeout: optionalInteger(item, "ConnectTimeout"),
    HealthyThreshold: optionalInteger(item, "HealthyThreshold"),
    UnhealthyThreshold: optionalInteger(item, "UnhealthyThreshold"),
    FailoverSwitch: optionalBoolean(item, "FailoverSwitch"),
    SessionPersist: optionalInteger(item, "SessionPersist"),
    BindStatus: optionalInteger(item, "BindStatus"),
    RealServerPort: optionalInteger(item, "RealServerPort"),
    RealServerSet: boundRealServers(item),
    ClientIPMethod: optionalInteger(item, "ClientIPMethod"),
    CheckType: optionalText(item, "CheckType"),
    CheckPort: optionalInteger(item, "CheckPort"),
    ContextType: optionalText(item, "ContextType"),
    SendContext: optionalText(item, "SendContext"),
    RecvContext: optionalText(item, "RecvContext"),
  };
}

function https(item: WireObject): WireHttps {
  const many = asObjects(item.PolyClientCertificateAliasInfo ?? [], "PolyClientCertificateAliasInfo");
  const single = optionalText(item, "ClientCertificateId");
  // The one field is the older generation of the other; both are filled where there is one certificate.
  const ids = many.length > 0 ? many.map((one) => textOf(one, "CertificateId")) : single ? [single] : [];
  return {
    CertificateId: optionalText(item, "CertificateId"),
    ClientCertificateIds: ids,
    ForwardProtocol: optionalText(item, "ForwardProtocol"),
    AuthType: optionalInteger(item, "AuthType"),
    Http3Supported: optionalBoolean(item, "Http3Supported"),
    TLSSupportVersion: textsOf(item, "TLSSupportVersion"),
    TLSCiphers: optionalText(item, "TLSCiphers"),
  };
}

/** A listener as DescribeTCPListeners and its three siblings answer it. */
export function wireListener(item: WireObject, protocol: ListenerProtocol): WireListener {
  return {
    ListenerId: textOf(item, "ListenerId"),
    ListenerName: optionalText(item, "ListenerName"),
    Port: integerOf(item, "Port"),
    Protocol: protocol,
    ListenerStatus: integerOf(item, "ListenerStatus"),
    CreateTime: optionalInteger(item, "CreateTime"),
    // Null or an empty text on the listeners of the other sort of parent.
    ProxyId: optionalText(item, "ProxyId") || null,
    GroupId: optionalText(item, "GroupId") || null,
    layer4: protocol === "TCP" || protocol === "UDP" ? layer4(item) : null,
    https: protocol === "HTTPS" ? https(item) : null,
  };
}

function checkParams(item: WireObject): WireCheckParams {
  return {
    DelayLoop: optionalInteger(item, "DelayLoop"),
    ConnectTimeout: optionalInteger(item, "ConnectTimeout"),
    Path: optionalText(item, "Path"),
    Method: optionalText(item, "Method"),
    StatusCode: integersOf(item, "StatusCode"),
    Domain: optionalText(item, "Domain"),
    FailedCountInter: optionalInteger(item, "FailedCountInter"),
    FailedThreshold: optionalInteger(item, "FailedThreshold"),
    BlockInter: optionalInteger(item, "BlockInter"),
  };
}

/** A rule as DescribeRules and DescribeRulesByRuleIds answer it. */
export function wireRule(item: WireObject): WireRule {
  return {
    RuleId: textOf(item, "RuleId"),
    ListenerId: textOf(item, "ListenerId"),
    Domain: textOf(item, "Domain"),
    Path: textOf(item, "Path"),
    RealServerType: optionalText(item, "RealServerType"),
    Scheduler: optionalText(item, "Scheduler"),
    HealthCheck: booleanOf(item, "HealthCheck"),
    CheckParams: item.CheckParams == null ? null : checkParams(asObject(item.CheckParams, "CheckParams")),
    RuleStatus: integerOf(item, "RuleStatus"),
    BindStatus: optionalInteger(item, "BindStatus"),
    RealServerSet: boundRealServers(item),
    ForwardProtocol: optionalText(item, "ForwardProtocol"),
    ForwardHost: optionalText(item, "ForwardHost"),
    ServerNameIndicationSwitch: optionalText(item, "ServerNameIndicationSwitch"),
    ServerNameIndication: optionalText(item, "ServerNameIndication"),
    ForcedRedirect: optionalText(item, "ForcedRedirect"),
  };
}

export function wireDomain(item: WireObject): WireDomain {
  return {
    Domain: textOf(item, "Domain"),
    DomainStatus: optionalInteger(item, "DomainStatus"),
    IsDefaultServer: optionalBoolean(item, "IsDefaultServer") ?? false,
    RuleSet: asObjects(item.RuleSet ?? [], "RuleSet").map(wireRule),
  };
}

const tags = (item: WireObject) =>
  asObjects(item.TagSet ?? [], "TagSet").map((tag) => ({ key: textOf(tag, "TagKey"), value: textOf(tag, "TagValue") }));

const present = (texts: readonly (string | null)[]) => [...new Set(texts.filter((text): text is string => !!text))];

/** A channel as DescribeProxies answers it. */
export function wireProxy(item: WireObject): WireParent {
  const ips = asObjects(item.IPList ?? [], "IPList").map((ip) => optionalText(ip, "IP"));
  return {
    id: optionalText(item, "ProxyId") ?? textOf(item, "InstanceId"),
    name: optionalText(item, "ProxyName"),
    status: textOf(item, "Status"),
    addresses: present([optionalText(item, "Domain"), optionalText(item, "IP"), ...ips]),
    tags: tags(item),
    createdAt: optionalInteger(item, "CreateTime"),
    supportProtocols: item.SupportProtocols == null ? null : textsOf(item, "SupportProtocols"),
    clientIpMethods: item.ClientIPMethod == null ? null : integersOf(item, "ClientIPMethod"),
    ipVersion: optionalText(item, "IPAddressVersion"),
    version: optionalText(item, "Version"),
    http3Supported: optionalBoolean(item, "Http3Supported"),
    tlsChoiceSupported: optionalBoolean(item, "IsSupportTLSChoice"),
  };
}

/** A channel group as DescribeProxyGroupList answers it. */
export function wireGroup(item: WireObject): WireParent {
  return {
    id: textOf(item, "GroupId"),
    name: optionalText(item, "GroupName"),
    status: textOf(item, "Status"),
    addresses: present([optionalText(item, "Domain")]),
    tags: tags(item),
    createdAt: optionalInteger(item, "CreateTime"),
    supportProtocols: null,
    clientIpMethods: null,
    ipVersion: null,
    version: optionalText(item, "Version"),
    http3Supported: optionalBoolean(item, "Http3Supported"),
    tlsChoiceSupported: null,
  };
}

export function realServerName(item: WireObject): RealServerName {
  return { RealServerId: textOf(item, "RealServerId"), RealServerIP: textOf(item, "RealServerIP") };
}
