import { MAX_PORT, MIN_PORT } from "../../model/port-range.js";
import {
  asWritten,
  type Field,
  filled,
  flag,
  identity,
  integer,
  integers,
  moment,
  needed,
  objects,
  or,
  port,
  positive,
  type Read,
  readableList,
  reference,
  shape,
  text,
  texts,
} from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";

/**
 * The cloud's name for each field, and how it is read.
 * Source: data structures of API version 2018-05-29 (tencentcloud-sdk-nodejs 4.1.313, gaap_models).
 */

/** A port. A listener without a port is returned without one; one with an invalid port is unreadable. */
const ownPort = (from: string): Field<number | null> => ({
  from,
  read(value) {
    if (value == null) return null;
    const number = integer(from).read(value) ?? 0;
    return number >= MIN_PORT && number <= MAX_PORT ? number : undefined;
  },
});

const readCertificate = shape("client certificate", "CertificateId", { id: needed(text("CertificateId")) });

/** A listener in the answers of DescribeTCPListeners and its three siblings. */
export const readListener = shape("listener", "ListenerId", {
  id: identity("ListenerId"),
  name: text("ListenerName"),
  port: ownPort("Port"),
  status: text("ListenerStatus"),
  /** Seconds since 1970. */
  createdAt: moment("CreateTime"),
  // Null or an empty string on the listeners of the other kind of parent.
  proxyId: reference("ProxyId"),
  groupId: reference("GroupId"),

  // TCP and UDP
  realServerType: text("RealServerType"),
  scheduler: text("Scheduler"),
  healthCheck: flag("HealthCheck"),
  delayLoop: positive("DelayLoop"),
  connectTimeout: positive("ConnectTimeout"),
  healthyThreshold: positive("HealthyThreshold"),
  unhealthyThreshold: positive("UnhealthyThreshold"),
  failoverSwitch: flag("FailoverSwitch"),
  /** Seconds; 0 is off. No operation sets it. */
  sessionPersist: integer("SessionPersist"),
  bindStatus: text("BindStatus"),
  realServerPort: port("RealServerPort"),
  realServers: objects("RealServerSet"),
  /** TCP only: 0 TOA, 1 Proxy Protocol. */
  clientIpMethod: integer("ClientIPMethod"),
  /** UDP only: PORT or PING. */
  checkType: text("CheckType"),
  checkPort: port("CheckPort"),
  contextType: filled("ContextType"),
  sendContext: filled("SendContext"),
  recvContext: filled("RecvContext"),

  // HTTPS
  certificateId: filled("CertificateId"),
  /** The older generation of the one below; both are set when there is one certificate. */
  clientCertificateId: filled("ClientCertificateId"),
  clientCertificates: readableList("PolyClientCertificateAliasInfo", readCertificate),
  forwardProtocol: text("ForwardProtocol"),
  authType: integer("AuthType"),
  http3Supported: flag("Http3Supported"),
  tlsVersions: texts("TLSSupportVersion"),
  tlsCiphers: filled("TLSCiphers"),
});
export type WireListener = Read<typeof readListener>;

export const clientCertificateIdsOf = ({ clientCertificates, clientCertificateId }: WireListener): string[] =>
  clientCertificates.length > 0 || clientCertificateId === null
    ? clientCertificates.map(({ id }) => id)
    : [clientCertificateId];

/**
 * A rule in the answers of DescribeRules and DescribeRulesByRuleIds. Host name and path define a rule: without them
 * nobody can tell which requests it is for.
 */
export const readRule = shape("rule", "RuleId", {
  id: identity("RuleId"),
  listenerId: reference("ListenerId"),
  domain: needed(text("Domain")),
  path: needed(text("Path")),
  status: text("RuleStatus"),
  realServerType: text("RealServerType"),
  scheduler: text("Scheduler"),
  healthCheck: flag("HealthCheck"),
  /** Sent back as a whole when any part changes, so it is kept as a whole. */
  checkParams: asWritten("CheckParams"),
  bindStatus: text("BindStatus"),
  realServers: objects("RealServerSet"),
  forwardProtocol: filled("ForwardProtocol"),
  forwardHost: filled("ForwardHost"),
  serverNameIndicationSwitch: flag("ServerNameIndicationSwitch"),
  serverNameIndication: filled("ServerNameIndication"),
  forcedRedirect: filled("ForcedRedirect"),
});
export type WireRule = Read<typeof readRule>;

/** The parameters of a rule's checks. */
export const readCheckParams = shape("check", "Path", {
  delayLoop: positive("DelayLoop"),
  connectTimeout: positive("ConnectTimeout"),
  path: text("Path"),
  method: text("Method"),
  /** Classes: 200 stands for 200 to 299. */
  statusCodes: integers("StatusCode"),
  domain: filled("Domain"),
  failedCountInterval: integer("FailedCountInter"),
  failedThreshold: positive("FailedThreshold"),
  blockInterval: integer("BlockInter"),
});

/** A host name of an HTTP or HTTPS listener, with its rules. */
export const readDomain = shape("domain", "Domain", {
  name: text("Domain"),
  /** 0 running, 1 changing, 2 deleting. */
  status: text("DomainStatus"),
  isDefault: or(flag("IsDefaultServer"), false),
  rules: objects("RuleSet"),
  /** Whether `rules` is the cloud's list, and not the substitute for an omitted one. */
  hasRuleSet: { from: "RuleSet", read: (value: unknown) => Array.isArray(value) },
});
export type WireDomain = Read<typeof readDomain>;

/** A real server, as bound to a listener or rule or as registered in the account. */
export const readRealServer = shape("real server", "RealServerId", {
  id: identity("RealServerId"),
  address: needed(text("RealServerIP")),
  port: port("RealServerPort"),
  weight: integer("RealServerWeight"),
  /** 0 normal, 1 abnormal; always 0 without a health check. */
  status: text("RealServerStatus"),
  /** master or slave; empty unless the listener has FailoverSwitch 1. */
  failoverRole: filled("RealServerFailoverRole"),
});
export type WireRealServer = Read<typeof readRealServer>;

const readTag = shape("tag", "TagKey", { key: needed(text("TagKey")), value: or(text("TagValue"), "") });
const readAddress = shape("address", "IP", { ip: needed(text("IP")) });

/** A channel or a channel group: the group's fields are some of the channel's. */
const parent = (noun: string, id: string, name: string) =>
  shape(noun, id, {
    id: identity(id),
    name: text(name),
    status: text("Status"),
    domain: filled("Domain"),
    ip: filled("IP"),
    ips: readableList("IPList", readAddress),
    tags: readableList("TagSet", readTag),
    /** Seconds since 1970. */
    createdAt: moment("CreateTime"),
    /** Empty when the cloud does not say; groups never do. */
    supportProtocols: texts("SupportProtocols"),
    clientIpMethods: integers("ClientIPMethod"),
    ipVersion: text("IPAddressVersion"),
    version: text("Version"),
    http3Supported: flag("Http3Supported"),
    tlsChoiceSupported: flag("IsSupportTLSChoice"),
  });
/** A channel whose id is under its present name. */
export const readProxy = parent("channel", "ProxyId", "ProxyName");
/** A channel whose id is under the older name. */
const readInstance = parent("channel", "InstanceId", "ProxyName");

/** A channel in the answer of DescribeProxies. */
export const readChannel = (item: WireObject): WireParent => (item.ProxyId ? readProxy(item) : readInstance(item));
/** A channel group in the answers of DescribeProxyGroupList and DescribeProxyGroupDetails. */
export const readGroup = parent("channel group", "GroupId", "GroupName");
export type WireParent = Read<typeof readProxy>;

/** Answers to creates and deletes. */
export const readNewListener = shape("new listener", "ListenerId", { id: identity("ListenerId") });
export const readNewListeners = shape("new listeners", "ListenerIds", { ids: texts("ListenerIds") });
export const readNewRule = shape("new rule", "RuleId", { id: identity("RuleId") });
export const readDeletion = shape("deletion", "RequestId", { failed: texts("OperationFailedListenerSet") });
