/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Listener fields that only Alibaba Cloud Global Accelerator has. Omitted fields keep their values, or get the cloud's default. */
export type AlibabaGaListenerSettingsInput = {
  /** The port of the servers, when the listener itself defines one. HTTPS only. The vendor recommends portOverrides of the pool instead. Only for changing a listener. */
  backendPort?: number | null | undefined;
  /** The highest HTTP version that clients may use: http1.1, http2 or http3. HTTPS only. Default: http2. */
  httpVersion?: string | null | undefined;
  /** Whether servers receive the client's address through the PROXY protocol. The vendor recommends setting this on the pool instead. Default: false. */
  proxyProtocol?: boolean | null | undefined;
  /** The cloud's named set of TLS versions and ciphers; equal to tls.policy. HTTPS only. One of tls_cipher_policy_1_0, tls_cipher_policy_1_1, tls_cipher_policy_1_2, tls_cipher_policy_1_2_strict, tls_cipher_policy_1_2_strict_with_1_3. */
  securityPolicyId?: string | null | undefined;
  /** Whether requests to servers carry the entry region in the header GA-AP. HTTP and HTTPS only. */
  xForwardedForGaApEnabled?: boolean | null | undefined;
  /** Whether requests to servers carry the accelerator's id in the header GA-ID. HTTP and HTTPS only. */
  xForwardedForGaIdEnabled?: boolean | null | undefined;
  /** Whether requests to servers carry the listener's port in the header GA-X-Forward-Port. HTTP and HTTPS only. */
  xForwardedForPortEnabled?: boolean | null | undefined;
  /** Whether requests to servers carry the listener's protocol in the header GA-X-Forward-Proto. HTTP and HTTPS only. */
  xForwardedForProtoEnabled?: boolean | null | undefined;
  /** Whether requests to servers carry the client's address in the header X-Real-IP. HTTP and HTTPS only. */
  xRealIpEnabled?: boolean | null | undefined;
};

/** Pool fields that only Alibaba Cloud Global Accelerator has. Omitted fields keep their values, or get the cloud's default. */
export type AlibabaGaPoolSettingsInput = {
  /** Whether the servers see the client's address: in the packets of TCP and UDP listeners, or in X-Forwarded-For for HTTP and HTTPS listeners, where it is always on. Applies to all servers of the pool. */
  clientIpPreservation?: boolean | null | undefined;
  /** default for a group that receives a listener's traffic, virtual for one that receives only what forwarding rules send to it. Default: default. Cannot change. */
  endpointGroupType?: string | null | undefined;
  /** The IP version between the accelerator and the servers: IPv4, IPv6, or ProtocolAffinity for the client's version. Default: IPv4. */
  endpointIpVersion?: string | null | undefined;
  /** The HTTP version between the accelerator and the servers: HTTP1.1 or HTTP2. Requires endpointRequestProtocol HTTPS. Default: HTTP1.1. */
  endpointProtocolVersion?: string | null | undefined;
  /** The protocol between the accelerator and the servers: HTTP or HTTPS. Pools of HTTP and HTTPS listeners only. For a new pool, must equal protocol if that is given. Default: HTTP. */
  endpointRequestProtocol?: string | null | undefined;
  /** The host name that an HTTP or HTTPS health check requests. */
  healthCheckHost?: string | null | undefined;
  /** Listener ports that reach the servers on a different port. At most five. Replaces the whole list; the cloud cannot remove the last entry. */
  portOverrides?: Array<AlibabaGaPortOverrideInput> | null | undefined;
  /** Whether servers receive the client's address through the PROXY protocol. Pools of TCP listeners only, and not together with clientIpPreservation. Applies to all servers of the pool. */
  proxyProtocol?: boolean | null | undefined;
};

/** A port of the listener that is to reach the servers on a different port. */
export type AlibabaGaPortOverrideInput = {
  /** The port on which the servers are reached. */
  endpointPort: number;
  /** The port that clients use; one of the listener's. */
  listenerPort: number;
};

/** How the next server is chosen. */
export type BalancingAlgorithm =
  /** The server with the fewest open connections. */
  | 'LEAST_CONNECTIONS'
  /** The server that answers fastest. */
  | 'LEAST_RESPONSE_TIME'
  /** Each server in turn. */
  | 'ROUND_ROBIN'
  /** By the client's address, so that a client stays with its server. Weights have no effect. */
  | 'SOURCE_IP'
  /** Each server in turn, those with a larger weight more often. */
  | 'WEIGHTED_ROUND_ROBIN';

/** The kind of a change. */
export type ChangeAction =
  /** Opens ports: creates a listener. */
  | 'CREATE_LISTENER'
  /** Creates a pool. */
  | 'CREATE_POOL'
  /** Closes ports: deletes a listener. */
  | 'DELETE_LISTENER'
  /** Deletes a pool. */
  | 'DELETE_POOL'
  /** Replaces the members of a pool. */
  | 'SET_POOL_MEMBERS'
  /** Changes a listener. */
  | 'UPDATE_LISTENER'
  /** Changes a pool. */
  | 'UPDATE_POOL';

/** Whether a change is made, or only planned. */
export type ChangeMode =
  /** Make the change. */
  | 'APPLY'
  /** Run every check and report what would be sent, but send nothing. */
  | 'PLAN';

/** Where a change came from. */
export type ChangeOrigin =
  /** A mutation of this graph. */
  | 'GRAPH'
  /** Made outside of this graph, for example in the cloud's console. This server saw it when it next read the account: `observedBetween` says between which instants it was made, `differences` says what it changed, and its state is always SUCCEEDED. A status that settles after a change, or a member's health, does not count as a change. Recorded when this server keeps an inventory of the clouds. */
  | 'OUTSIDE';

/** How far a change has come. */
export type ChangeState =
  /** Cancelled before anything was sent. */
  | 'CANCELLED'
  /** Not made, or only in part. `problems` says why, and `steps` says what the cloud had accepted before that. */
  | 'FAILED'
  /** Sent, but whether the cloud did it could not be found out. recheckCloudChange looks again; until it has an answer, check with the cloud before you try again. */
  | 'OUTCOME_UNKNOWN'
  /** Waiting for its turn: a load balancer or accelerator takes one change at a time. Nothing has been sent. */
  | 'QUEUED'
  /** Being made now. */
  | 'RUNNING'
  /** The cloud has accepted all of it. */
  | 'SUCCEEDED';

/** The state of one request of a change. */
export type ChangeStepState =
  /** The cloud accepted it. */
  | 'DONE'
  /** The cloud refused it, or it was never sent. */
  | 'REFUSED'
  /** Sent, or about to be sent; not answered yet. */
  | 'SENT'
  /** Sent, but its answer was lost. */
  | 'UNKNOWN';

/** Whether requests of the same client always go to the same server. */
export type ClientAffinity =
  /** A cookie keeps a browser on the same server; layer 7 only. */
  | 'COOKIE'
  /** Every connection or request is balanced anew. */
  | 'NONE'
  /** Requests from the same client address go to the same server. */
  | 'SOURCE_IP';

/** What a caller may be allowed to do with an account. */
export type CloudAccessAction =
  /** See who changed what. */
  | 'AUDIT'
  /** Create and change listeners, pools and their members. */
  | 'CHANGE'
  /** Delete listeners and pools. */
  | 'DELETE'
  /** Ask what a change would do, without making it. */
  | 'PLAN'
  /** See the account and everything in it. An account that a caller may not read does not exist for that caller. */
  | 'READ';

/** A cloud API. A vendor with several generations of its API has several. */
export type CloudProvider =
  /** Alibaba Cloud Global Accelerator (GA, API version 2019-11-20): listeners with several port ranges. */
  | 'ALIBABA_GA'
  /** Huawei Cloud Elastic Load Balance, shared (API v2.0): listeners forward to pools. */
  | 'HUAWEI_ELB'
  /** Huawei Cloud Elastic Load Balance, classic (API v1.0): servers belong to listeners directly. */
  | 'HUAWEI_ELB_CLASSIC'
  /** Huawei Cloud Global Accelerator, API v1: TCP and UDP with port ranges, one pool for each region of servers. */
  | 'HUAWEI_GA'
  /** Tencent Cloud Global Application Acceleration Platform: channels and channel groups that carry traffic to distant servers. One port per listener; pools of TCP and UDP listeners are implied, those of HTTP and HTTPS listeners are the forwarding rules of their domains. */
  | 'TENCENT_GAAP';

/** A listener to create: which ports to open, and on which load balancer or accelerator. */
export type CreateListenerInput = {
  /** How to choose servers, when the listener decides that. */
  algorithm?: BalancingAlgorithm | null | undefined;
  /** Answer at once, with the change in state QUEUED. Broken rules are reported immediately; follow `change.id` with cloudChange for everything else. The change is made when its turn comes, even after this request's deadline (for up to 15 minutes unless this server is configured otherwise), and even if this server stops and another one takes over. Null means false. */
  background?: boolean | null | undefined;
  /** Whether to keep a client on one server. Default: the cloud's, which is NONE. */
  clientAffinity?: ClientAffinity | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Health checks, when they belong to the listener; on other clouds, set them on the pool. */
  healthMonitor?: HealthMonitorInput | null | undefined;
  /** An idempotency key: your own name for this change, 1 to 255 printable ASCII characters, ideally a new UUID. If you get no answer, send the same input with the same key again: the change is made only once, and `change.isReplay` is true when you get the answer to the first request. The same key with a different input is refused with IDEMPOTENCY_KEY_REUSED. A key is kept for 7 days unless this server is configured otherwise, and can be used again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** PLAN applies the same rules, reads and conflict checks as APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null means APPLY. */
  mode?: ChangeMode | null | undefined;
  /** A name for people. The allowed characters and lengths depend on the cloud. */
  name?: string | null | undefined;
  /** The id of the load balancer or accelerator. */
  parentId: string | number;
  /** The ports to open. HTTP and HTTPS listeners have one port; the cloud's capabilities say how many ranges the others can have. */
  portRanges: Array<PortRangeInput>;
  /** The protocol in which to accept traffic. */
  protocol: ListenerProtocol;
  /** Fields that only this cloud has. */
  settings?: ListenerSettingsInput | null | undefined;
  /** Labels. */
  tags?: Array<ResourceTagInput> | null | undefined;
  /** Timeouts in seconds. */
  timeouts?: ListenerTimeoutsInput | null | undefined;
  /** Certificates and TLS versions; required for HTTPS and not allowed otherwise. */
  tls?: TlsSettingsInput | null | undefined;
  /** Answer only when the cloud reports that the change is complete, or when the deadline is reached; the status says which. False: answer as soon as the cloud has accepted it. */
  waitUntilActive?: boolean | null | undefined;
};

/** A pool to create: on a listener, on a load balancer or accelerator, or both, depending on the cloud. */
export type CreatePoolInput = {
  /** How to choose servers. */
  algorithm?: BalancingAlgorithm | null | undefined;
  /** Answer at once, with the change in state QUEUED. Broken rules are reported immediately; follow `change.id` with cloudChange for everything else. The change is made when its turn comes, even after this request's deadline (for up to 15 minutes unless this server is configured otherwise), and even if this server stops and another one takes over. Null means false. */
  background?: boolean | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Health checks. Default: none. */
  healthMonitor?: HealthMonitorInput | null | undefined;
  /** An idempotency key: your own name for this change, 1 to 255 printable ASCII characters, ideally a new UUID. If you get no answer, send the same input with the same key again: the change is made only once, and `change.isReplay` is true when you get the answer to the first request. The same key with a different input is refused with IDEMPOTENCY_KEY_REUSED. A key is kept for 7 days unless this server is configured otherwise, and can be used again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** The listener that is to forward to the pool. Give listenerId, parentId or both. */
  listenerId?: string | number | null | undefined;
  /** The initial servers. */
  members?: Array<PoolMemberInput> | null | undefined;
  /** PLAN applies the same rules, reads and conflict checks as APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null means APPLY. */
  mode?: ChangeMode | null | undefined;
  /** A name for people. The allowed characters and lengths depend on the cloud. */
  name?: string | null | undefined;
  /** The load balancer or accelerator that the pool is to belong to. Give listenerId, parentId or both. */
  parentId?: string | number | null | undefined;
  /** The protocol between the load balancer or accelerator and the servers. */
  protocol?: ListenerProtocol | null | undefined;
  /** The region of the servers, for accelerators, in the cloud's own word. */
  region?: string | null | undefined;
  /** How to keep a client on the same member. Default: clients are not kept on a member. */
  sessionPersistence?: SessionPersistenceInput | null | undefined;
  /** Fields that only this cloud has. */
  settings?: PoolSettingsInput | null | undefined;
  /** The share of traffic for this pool's region, in percent. Some clouds allow only whole percentages: see capabilities { limits { trafficPercentage } }. */
  trafficPercentage?: number | null | undefined;
  /** Answer only when the cloud reports that the pool is ready, or when the deadline is reached. */
  waitUntilActive?: boolean | null | undefined;
};

/** A listener to delete. */
export type DeleteListenerInput = {
  /** Answer at once, with the change in state QUEUED. Broken rules are reported immediately; follow `change.id` with cloudChange for everything else. The change is made when its turn comes, even after this request's deadline (for up to 15 minutes unless this server is configured otherwise), and even if this server stops and another one takes over. Null means false. */
  background?: boolean | null | undefined;
  /** Also delete what depends on the listener: its pools with their members and health monitors, and the cloud's own forwarding rules. Before anything is deleted, everything is checked; a dependent that is used elsewhere, frozen or unreadable makes the whole change fail. Then pools are detached when the cloud can do that, the listener is deleted, and its pools after it; when the cloud wants dependents deleted first, deletion goes from the bottom up. A pool that other listeners also use is only detached. If the cloud refuses midway, what was removed is restored as far as possible, and the problem's message says what was restored and what is gone. Null means false. */
  cascade?: boolean | null | undefined;
  /** The listener's id. */
  id: string | number;
  /** An idempotency key: your own name for this change, 1 to 255 printable ASCII characters, ideally a new UUID. If you get no answer, send the same input with the same key again: the change is made only once, and `change.isReplay` is true when you get the answer to the first request. The same key with a different input is refused with IDEMPOTENCY_KEY_REUSED. A key is kept for 7 days unless this server is configured otherwise, and can be used again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** Refuse to delete unless the listener's etag equals this one. */
  ifMatch?: string | null | undefined;
  /** PLAN applies the same rules, reads and conflict checks as APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null means APPLY. */
  mode?: ChangeMode | null | undefined;
  /** Answer only when the cloud no longer has the listener, or when the deadline is reached. False: answer as soon as the cloud has accepted it. Null means false. */
  waitUntilGone?: boolean | null | undefined;
};

/** How the cloud checks whether members work. In a change, an omitted field keeps its value; a new health monitor gets the cloud's default. */
export type HealthMonitorInput = {
  /** Whether checks run. Default for a new health monitor: true. An existing one keeps its value when this is omitted. */
  enabled?: boolean | null | undefined;
  /** Successful checks in a row that make a member healthy. */
  healthyThreshold?: number | null | undefined;
  /** Seconds from one check to the next. */
  intervalSeconds?: number | null | undefined;
  /** The path that an HTTP check requests; starts with a slash. */
  path?: string | null | undefined;
  /** The port to check, 1 to 65535. */
  port?: number | null | undefined;
  /** The protocol of a check: TCP, UDP, HTTP, HTTPS or PING. The choice depends on the cloud. */
  protocol?: string | null | undefined;
  /** Seconds that a check waits for an answer. */
  timeoutSeconds?: number | null | undefined;
  /** Failed checks in a row that make a member unhealthy. */
  unhealthyThreshold?: number | null | undefined;
};

/** Listener fields that only Huawei Cloud's classic load balancers have. */
export type HuaweiElbClassicListenerSettingsInput = {
  /** The port of every server behind the listener. Default: the listener's port. */
  backendPort?: number | null | undefined;
  /** The protocol between the load balancer and the servers: HTTP, TCP or UDP. Default: HTTP for HTTP and HTTPS listeners, otherwise the listener's protocol. Cannot change later. */
  backendProtocol?: string | null | undefined;
  /** Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440; HTTP listeners only. Cannot change later. */
  cookieTimeoutMinutes?: number | null | undefined;
  /** Whether open TCP connections may finish when their server is removed. Only has an effect on TCP listeners. */
  tcpDraining?: boolean | null | undefined;
  /** Minutes that such connections may last, 0 to 60. Requires tcpDraining. */
  tcpDrainingTimeoutMinutes?: number | null | undefined;
};

/** Listener fields that only Huawei Cloud's shared load balancers have. */
export type HuaweiElbListenerSettingsInput = {
  /** The cloud's id (nativeId) of an existing pool of the same load balancer to forward to, in place of the current one. If omitted, the pool stays; a new listener has none until createPool. */
  defaultPoolId?: string | number | null | undefined;
  /** Whether requests to servers carry the load balancer's address in the header X-Forwarded-ELB-IP; HTTP and HTTPS listeners only. Default: false. */
  forwardedElbIp?: boolean | null | undefined;
  /** Whether requests to servers carry the requested host in the header X-Forwarded-Host; HTTP and HTTPS listeners only. Default: true. */
  forwardedHost?: boolean | null | undefined;
  /** Whether clients may use HTTP/2; HTTPS listeners only. Default: false. */
  http2Enabled?: boolean | null | undefined;
};

/** Pool fields that only Huawei Cloud's shared load balancers have. */
export type HuaweiElbPoolSettingsInput = {
  /** Reserved by the cloud: it is stored, and has no effect yet. Default: true. */
  adminStateUp?: boolean | null | undefined;
};

/** Listener fields that only Huawei Cloud Global Accelerator has. All are read-only: omit them, or send back what was read. */
export type HuaweiGaListenerSettingsInput = {
  /** The owning account (domain). It follows from the credentials: omit it, or send back what was read. */
  domainId?: string | number | null | undefined;
};

/** Which listeners to list. Conditions are combined with AND; an omitted condition does not restrict. */
export type ListenerFilter = {
  /** Only of these accounts. */
  accountIds?: Array<string | number> | null | undefined;
  /** Only those of load balancers and accelerators with one of these addresses or host names, in any spelling. */
  addresses?: Array<string> | null | undefined;
  /** Only those that use this certificate, by the cloud's own id: as a server certificate or as a CA for client certificates, as shown in `tls`. Certificates of single host names (SNI) that a cloud keeps apart from the listener are not found. */
  certificateId?: string | number | null | undefined;
  /** Only listeners with a port range that includes this port. */
  coversPort?: number | null | undefined;
  /** Only those created after this time. Never those whose creation time the cloud does not report. */
  createdAfter?: string | null | undefined;
  /** True: only those with an UNHEALTHY member. False: only those without one. Reads the members of each pool and their health; an entry whose health cannot be read is left out and reported in sourceProblems. */
  hasUnhealthyMembers?: boolean | null | undefined;
  /** Only those with one of these ids, at most 200. They are read directly, and only their accounts are called. What does not exist, or what the caller may not read, is left out. */
  ids?: Array<string | number> | null | undefined;
  /** Only those whose isServing has this value; never those for which it is null. Reads the load balancer or accelerator, the pools, the members and their health; an entry for which something cannot be read is left out and reported in sourceProblems. */
  isServing?: boolean | null | undefined;
  /** Only those with this server among their members: its address or host name in any spelling, or the cloud's id of the server (PoolMember.address, PoolMember.targetId). Reads the members of each pool. */
  memberAddress?: string | null | undefined;
  /** Only those whose name contains this text, in upper or lower case. */
  nameContains?: string | null | undefined;
  /** Only those with exactly one of these names. */
  names?: Array<string> | null | undefined;
  /** Only those with one of these ids, as the cloud's console shows them. They name no account, so all accounts are read. */
  nativeIds?: Array<string | number> | null | undefined;
  /** Only listeners with at least one port in one of these ranges. */
  overlapsPorts?: Array<PortRangeInput> | null | undefined;
  /** Only those of this load balancer or accelerator. */
  parentId?: string | number | null | undefined;
  /** Only of these protocols. */
  protocols?: Array<ListenerProtocol> | null | undefined;
  /** Only of these clouds. */
  providers?: Array<CloudProvider> | null | undefined;
  /** Only in these cloud regions. Never those of a worldwide service. */
  regions?: Array<string> | null | undefined;
  /** Only in these states. */
  statuses?: Array<ResourceStatus> | null | undefined;
  /** Only those with one of these tags: exactly this key with this value. Never on clouds without tags on listeners. */
  tags?: Array<ResourceTagInput> | null | undefined;
  /** Only those with one of these urns, at most 200. They are read directly, and only their accounts are called. What does not exist, or what the caller may not read, is left out. */
  urns?: Array<string | number> | null | undefined;
};

/** The order of a list of listeners. Entries without a value come last in both directions. */
export type ListenerOrder = {
  /** The direction. Null means the default. */
  direction?: ListenerOrderDirection | null | undefined;
  /** What to order by. */
  field: ListenerOrderField;
};

/** The direction of an order. */
export type ListenerOrderDirection =
  /** Lowest, earliest or alphabetically first first. */
  | 'ASC'
  /** Highest, latest or alphabetically last first. */
  | 'DESC';

/** What listeners can be ordered by. */
export type ListenerOrderField =
  /** By creation time. */
  | 'CREATED_AT'
  /** By the lowest port. */
  | 'FIRST_PORT'
  /** By name, ignoring case. */
  | 'NAME'
  /** By status: CREATING, ACTIVE, UPDATING, DELETING, ERROR, UNKNOWN. */
  | 'STATUS'
  /** By the time of the last change. */
  | 'UPDATED_AT';

/** Which load balancers and accelerators to list. Conditions are combined with AND; an omitted condition does not restrict. */
export type ListenerParentFilter = {
  /** Only of these accounts. */
  accountIds?: Array<string | number> | null | undefined;
  /** Only those with one of these addresses or host names, in any spelling. */
  addresses?: Array<string> | null | undefined;
  /** Only those created after this time. Never those whose creation time the cloud does not report. */
  createdAfter?: string | null | undefined;
  /** Only those with one of these ids, at most 200. They are read directly, and only their accounts are called. What does not exist, or what the caller may not read, is left out. */
  ids?: Array<string | number> | null | undefined;
  /** Only those whose name contains this text, in upper or lower case. */
  nameContains?: string | null | undefined;
  /** Only those with exactly one of these names. */
  names?: Array<string> | null | undefined;
  /** Only those with one of these ids, as the cloud's console shows them. They name no account, so all accounts are read. */
  nativeIds?: Array<string | number> | null | undefined;
  /** Only of these clouds. */
  providers?: Array<CloudProvider> | null | undefined;
  /** Only in these states. */
  statuses?: Array<ResourceStatus> | null | undefined;
  /** Only those with one of these tags: exactly this key with this value. Never on clouds without tags. */
  tags?: Array<ResourceTagInput> | null | undefined;
  /** Only those with one of these urns, at most 200. They are read directly, and only their accounts are called. What does not exist, or what the caller may not read, is left out. */
  urns?: Array<string | number> | null | undefined;
};

/** The protocol in which a listener accepts traffic. With TCP and UDP it forwards packets (layer 4); with HTTP and HTTPS it reads requests (layer 7). */
export type ListenerProtocol =
  /** Web requests in clear text. */
  | 'HTTP'
  /** Web requests over TLS, decrypted at the listener with a certificate stored in the cloud. */
  | 'HTTPS'
  /** A protocol that this graph does not know; nativeProtocol has the cloud's name for it. Listeners cannot be created with it. */
  | 'OTHER'
  /** Forwards connections byte by byte, whatever protocol runs inside them. */
  | 'TCP'
  /** Forwards datagrams one by one. */
  | 'UDP';

/** Listener fields that only one cloud has. At most one member, and it must be the one of the listener's cloud. */
export type ListenerSettingsInput = {
  /** For listeners on Alibaba Cloud Global Accelerator. */
  alibabaGa?: AlibabaGaListenerSettingsInput | null | undefined;
  /** For listeners on Huawei Cloud shared load balancers. */
  huaweiElb?: HuaweiElbListenerSettingsInput | null | undefined;
  /** For listeners on Huawei Cloud classic load balancers. */
  huaweiElbClassic?: HuaweiElbClassicListenerSettingsInput | null | undefined;
  /** For listeners on Huawei Cloud Global Accelerator. */
  huaweiGa?: HuaweiGaListenerSettingsInput | null | undefined;
  /** For listeners on Tencent Cloud GAAP. */
  tencentGaap?: TencentGaapListenerSettingsInput | null | undefined;
};

/** How long the listener waits, in seconds. In a change, an omitted field keeps its value; a new listener gets the cloud's default. */
export type ListenerTimeoutsInput = {
  /** Seconds after which an idle connection is closed. */
  idleSeconds?: number | null | undefined;
  /** Seconds that a server may take to answer one request; layer 7 only. */
  requestSeconds?: number | null | undefined;
};

/** The last result of the cloud's health checks of a pool member. */
export type MemberHealth =
  /** Takes no new connections and finishes those it has, for example because its weight is 0. */
  | 'DRAINING'
  /** Passes its checks and receives traffic. */
  | 'HEALTHY'
  /** The cloud could not be asked, or its answer could not be understood; sourceProblems beside the members says why. Ask again. */
  | 'NOT_READ'
  /** Fails its checks; traffic goes to other members. */
  | 'UNHEALTHY'
  /** The cloud has not reported a result yet, or reports none. */
  | 'UNKNOWN'
  /** Not checked: no health monitor is set up, and traffic is sent to it regardless. */
  | 'UNMONITORED';

/** Which pools to list. Conditions are combined with AND; an omitted condition does not restrict. */
export type PoolFilter = {
  /** Only of these accounts. */
  accountIds?: Array<string | number> | null | undefined;
  /** Only those of load balancers and accelerators with one of these addresses or host names, in any spelling. */
  addresses?: Array<string> | null | undefined;
  /** Only those created after this time. Never those whose creation time the cloud does not report. */
  createdAfter?: string | null | undefined;
  /** True: only those with an UNHEALTHY member. False: only those without one. Reads the members of each pool and their health; an entry whose health cannot be read is left out and reported in sourceProblems. */
  hasUnhealthyMembers?: boolean | null | undefined;
  /** Only those with one of these ids, at most 200. They are read directly, and only their accounts are called. What does not exist, or what the caller may not read, is left out. */
  ids?: Array<string | number> | null | undefined;
  /** Only those with this server among their members: its address or host name in any spelling, or the cloud's id of the server (PoolMember.address, PoolMember.targetId). Reads the members of each pool. */
  memberAddress?: string | null | undefined;
  /** Only those whose name contains this text, in upper or lower case. */
  nameContains?: string | null | undefined;
  /** Only those with exactly one of these names. */
  names?: Array<string> | null | undefined;
  /** Only those with one of these ids, as the cloud's console shows them. They name no account, so all accounts are read. */
  nativeIds?: Array<string | number> | null | undefined;
  /** Only those of this load balancer or accelerator. */
  parentId?: string | number | null | undefined;
  /** Only of these clouds. */
  providers?: Array<CloudProvider> | null | undefined;
  /** Only in these cloud regions. Never those of a worldwide service. */
  regions?: Array<string> | null | undefined;
  /** Only in these states. */
  statuses?: Array<ResourceStatus> | null | undefined;
  /** Only those with one of these urns, at most 200. They are read directly, and only their accounts are called. What does not exist, or what the caller may not read, is left out. */
  urns?: Array<string | number> | null | undefined;
};

/** One server to put into a pool. Null means the same as omitted. */
export type PoolMemberInput = {
  /** The server's IP address, host name or cloud resource id. */
  address: string;
  /** The server's port, 1 to 65535. Default, and on some clouds the only choice: the listener's port. */
  port?: number | null | undefined;
  /** The cloud's id of the subnet of the address, when the cloud requires it. Default: the load balancer's subnet. */
  subnetId?: string | number | null | undefined;
  /** The cloud's id of the server or address, when the cloud requires it. */
  targetId?: string | number | null | undefined;
  /** The type of the address, in the cloud's own word (for example EIP, ECS, Domain). Default: derived from the address. */
  targetType?: string | null | undefined;
  /** The server's share of the traffic relative to the other members. If omitted, an existing member keeps its weight and a new one gets the cloud's default. Refused when the pool's algorithm ignores weights. */
  weight?: number | null | undefined;
};

/** Pool fields that only one cloud has. At most one member, and it must be the one of the pool's cloud. */
export type PoolSettingsInput = {
  /** For pools on Alibaba Cloud Global Accelerator. */
  alibabaGa?: AlibabaGaPoolSettingsInput | null | undefined;
  /** For pools on Huawei Cloud shared load balancers. */
  huaweiElb?: HuaweiElbPoolSettingsInput | null | undefined;
  /** For pools on Tencent Cloud GAAP. */
  tencentGaap?: TencentGaapPoolSettingsInput | null | undefined;
};

/** Ports to open: one port, or all from the first to the last. */
export type PortRangeInput = {
  /** First port, 1 to 65535. */
  fromPort: number;
  /** Last port, inclusive, 1 to 65535. Default: fromPort. */
  toPort?: number | null | undefined;
};

/** Why something failed, in the same words for every cloud. */
export type ProblemCode =
  /** You may see this, but you may not make this change: whoever runs this server has not granted it to you. Nothing was sent to the cloud. */
  | 'ACCESS_DENIED'
  /** An object with the same identity already exists. */
  | 'ALREADY_EXISTS'
  /** The change was cancelled with cancelCloudChange while it was QUEUED. Nothing was sent. */
  | 'CANCELLED'
  /** The account's credentials are valid but do not permit this. */
  | 'FORBIDDEN'
  /** The same idempotency key came with a different input before. Use a new key for a new change. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** This field cannot change after creation on this cloud. Delete the object and create a new one instead. */
  | 'IMMUTABLE_FIELD'
  /** An error of this server, caused neither by your input nor by the cloud. The message has a reference; the server's log has the details under it. For a change, this code also means that nothing was sent to the cloud. */
  | 'INTERNAL_SERVER_ERROR'
  /** A value breaks a rule; the problem's path says which value. */
  | 'INVALID_INPUT'
  /** The object does not exist, or no longer exists. */
  | 'NOT_FOUND'
  /** The change was sent, its answer was lost, and looking it up did not settle whether it was done. Check with the cloud before you try again. */
  | 'OUTCOME_UNKNOWN'
  /** The load balancer or accelerator is still working on an earlier change. Try again shortly. */
  | 'PARENT_BUSY'
  /** Another listener of the same load balancer or accelerator uses the port. */
  | 'PORT_CONFLICT'
  /** Someone has changed it since you read it: ifMatch is no longer its etag. Read it again, then decide. */
  | 'PRECONDITION_FAILED'
  /** The cloud refused for a reason that no other code describes; nativeCode and message have its own words. */
  | 'PROVIDER_REJECTED'
  /** The cloud could not be reached, or reported an outage. */
  | 'PROVIDER_UNAVAILABLE'
  /** The account has reached its quota. Ask the cloud for a higher one, or delete something. */
  | 'QUOTA_EXCEEDED'
  /** Too many requests. Try again after retryAfterSeconds. */
  | 'RATE_LIMITED'
  /** It accepts no changes until someone acts: the cloud has frozen it, for example because of an unpaid bill, or it is switched off. */
  | 'RESOURCE_FROZEN'
  /** Other resources depend on it. Delete them first, or ask for cascade. */
  | 'RESOURCE_IN_USE'
  /** Changes are recorded before they are sent, and the record cannot be written at the moment. Nothing more was sent. Reads still work. Try again later. */
  | 'STORE_UNAVAILABLE'
  /** No answer before the deadline. For a change, this code also means that nothing was done. */
  | 'TIMED_OUT'
  /** The cloud does not accept the account's credentials. */
  | 'UNAUTHENTICATED'
  /** The cloud's answer could not be understood; the message says what was wrong. A list still returns what could be read, with isComplete false. Trying again alone does not help. */
  | 'UNREADABLE'
  /** This cloud cannot do that; the message says what would work. */
  | 'UNSUPPORTED';

/** A change whose outcome is to be looked up again. */
export type RecheckCloudChangeInput = {
  /** The change's id. */
  id: string | number;
};

/** The state of a resource, in the same words for every cloud. nativeStatus has the cloud's own word. */
export type ResourceStatus =
  /** Ready, and open to changes. */
  | 'ACTIVE'
  /** Being set up; it does not carry traffic yet. */
  | 'CREATING'
  /** Being deleted; soon it will no longer be found. */
  | 'DELETING'
  /** Failed for good: delete it, or ask the cloud's support. */
  | 'ERROR'
  /** A state that this graph does not know; nativeStatus has the cloud's word. */
  | 'UNKNOWN'
  /** A change is taking effect; most clouds refuse another one until it is done. */
  | 'UPDATING';

/** A label to put on a cloud resource. */
export type ResourceTagInput = {
  /** The label's name. */
  key: string;
  /** The label's value; may be empty. */
  value: string;
};

/** How the pool keeps a client on the same member. In a change, omitted fields keep their values as long as the type stays the same. */
export type SessionPersistenceInput = {
  /** The name of the application's cookie; required for APP_COOKIE, not allowed otherwise. */
  cookieName?: string | null | undefined;
  /** Seconds after which a client may be sent to another member. */
  timeoutSeconds?: number | null | undefined;
  /** Whether to go by the client's address or by a cookie. */
  type: SessionPersistenceType;
};

/** How a pool keeps a client on the same member. */
export type SessionPersistenceType =
  /** By a cookie that your application sets; cookieName is its name. */
  | 'APP_COOKIE'
  /** By a cookie that the load balancer creates and inserts. */
  | 'HTTP_COOKIE'
  /** By the client's address. */
  | 'SOURCE_IP';

/** The complete set of servers for a pool. */
export type SetPoolMembersInput = {
  /** Answer at once, with the change in state QUEUED. Broken rules are reported immediately; follow `change.id` with cloudChange for everything else. The change is made when its turn comes, even after this request's deadline (for up to 15 minutes unless this server is configured otherwise), and even if this server stops and another one takes over. Null means false. */
  background?: boolean | null | undefined;
  /** An idempotency key: your own name for this change, 1 to 255 printable ASCII characters, ideally a new UUID. If you get no answer, send the same input with the same key again: the change is made only once, and `change.isReplay` is true when you get the answer to the first request. The same key with a different input is refused with IDEMPOTENCY_KEY_REUSED. A key is kept for 7 days unless this server is configured otherwise, and can be used again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** Refuse the change unless the pool's etag equals this one. */
  ifMatch?: string | null | undefined;
  /** The whole set: servers that are not listed are removed. */
  members: Array<PoolMemberInput>;
  /** PLAN applies the same rules, reads and conflict checks as APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null means APPLY. */
  mode?: ChangeMode | null | undefined;
  /** The pool's id. */
  poolId: string | number;
  /** Answer only when the cloud reports that the change is complete, or when the deadline is reached. */
  waitUntilActive?: boolean | null | undefined;
};

/** Listener fields that only Tencent GAAP has. Omitted fields keep their values, or get the cloud's default. */
export type TencentGaapListenerSettingsInput = {
  /** Who presents a certificate: 0 only the listener, 1 the client as well. HTTPS only. Default: 1 when tls names client certificates, otherwise 0. Cannot change. */
  authType?: number | null | undefined;
  /** How real servers receive the client's address: 0 through a TCP option (TOA), 1 through the PROXY protocol. TCP only. Default: 0. Cannot change. */
  clientIpMethod?: number | null | undefined;
  /** Seconds that a check waits for an answer, 2 to 60; equal to healthMonitor.timeoutSeconds. */
  connectTimeoutSeconds?: number | null | undefined;
  /** The format of sendContext and recvContext; TEXT is the only one. UDP only. */
  contextType?: string | null | undefined;
  /** Seconds from one check to the next, 5 to 300; equal to healthMonitor.intervalSeconds. */
  delayLoopSeconds?: number | null | undefined;
  /** Whether real servers are primaries and backups rather than equals. TCP and UDP with IP real servers only. */
  failoverSwitch?: boolean | null | undefined;
  /** The protocol between the channel and the real servers: HTTP or HTTPS. HTTPS listeners only. Default: HTTP. */
  forwardProtocol?: string | null | undefined;
  /** Whether health checks of the real servers run; equal to healthMonitor.enabled. TCP and UDP only. Default: false. */
  healthCheck?: boolean | null | undefined;
  /** Whether the listener supports HTTP/3, which also uses its UDP port. HTTPS only. Cannot change. */
  http3Supported?: boolean | null | undefined;
  /** The port of the real servers, when the listener defines one: on channels of version 1 and on channel groups. Cannot change. */
  realServerPort?: number | null | undefined;
  /** What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names. Default: IP. Cannot change. */
  realServerType?: string | null | undefined;
  /** What a healthy real server answers to a check. UDP with checks of a port only. */
  recvContext?: string | null | undefined;
  /** What a check sends. UDP with checks of a port only. */
  sendContext?: string | null | undefined;
};

/** Pool fields that only Tencent GAAP has, for pools of HTTP and HTTPS listeners. Omitted fields keep their values, or get the cloud's default. */
export type TencentGaapPoolSettingsInput = {
  /** Seconds for which a real server with too many failed requests receives none. */
  blockIntervalSeconds?: number | null | undefined;
  /** The host name that a check requests. Cannot change. */
  checkDomain?: string | null | undefined;
  /** The method of a check: GET or HEAD. Default: HEAD. */
  checkMethod?: string | null | undefined;
  /** The answers that count as healthy, by class: 100, 200, 300, 400, 500. Default: 200. Replaces the whole list. */
  checkStatusCodes?: Array<number> | null | undefined;
  /** The host name of the requests that the pool receives. Required for a new pool. Changing it renames the domain, which works only while no other pool uses the domain. */
  domain?: string | null | undefined;
  /** Seconds over which failed requests are counted. */
  failedCountIntervalSeconds?: number | null | undefined;
  /** Failed requests after which a real server receives no more for a while. */
  failedThreshold?: number | null | undefined;
  /** Where clear-text requests are redirected to; https: redirects to the same address over TLS. */
  forcedRedirect?: string | null | undefined;
  /** The host name in requests to real servers; default forwards the client's. Default: default. */
  forwardHost?: string | null | undefined;
  /** The protocol between the channel and the real servers: HTTP, HTTPS, or default for the listener's protocol. Default: default, the listener's protocol. */
  forwardProtocol?: string | null | undefined;
  /** The path prefix of the requests that the pool receives: at most 80 characters, starting with a slash. Default: a single slash. */
  path?: string | null | undefined;
  /** What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names. Default: IP. Cannot change. */
  realServerType?: string | null | undefined;
  /** The server name (SNI) of that handshake. Required when it is switched on. */
  serverNameIndication?: string | null | undefined;
  /** Whether a server name (SNI) is sent in the TLS handshake with the real servers. */
  serverNameIndicationSwitch?: boolean | null | undefined;
};

/** How the listener is to use TLS with its clients. HTTPS only. */
export type TlsSettingsInput = {
  /** Server certificates by the cloud's own ids, the default one first. Replaces the whole list. */
  certificateIds?: Array<string | number> | null | undefined;
  /** Certificate authorities for client certificates (mutual TLS), by the cloud's own ids; an empty list requires no client certificates. Replaces the whole list. */
  clientCaCertificateIds?: Array<string | number> | null | undefined;
  /** The cloud's named TLS policy or cipher set. */
  policy?: string | null | undefined;
  /** Accepted versions: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3. The combinations that exist depend on the cloud. */
  versions?: Array<string> | null | undefined;
};

export type ListenerPageQueryVariables = Exact<{
  filter?: ListenerFilter | null | undefined;
  orderBy?: ListenerOrder | null | undefined;
  maxAgeSeconds?: number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ListenerPageQuery = { listeners: { isComplete: boolean, totalCount: number | null, sources: Array<{ readAt: string | null, isComplete: boolean, account: { id: string, provider: CloudProvider }, problem: { message: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sourceProblems: Array<{ code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } }>, nodes: Array<{ id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string, viewerCan: Array<CloudAccessAction> }, parent:
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
       | null, portRanges: Array<{ fromPort: number, toPort: number }> }> } | null };

export type PlacesQueryVariables = Exact<{
  parents?: ListenerParentFilter | null | undefined;
  pools?: PoolFilter | null | undefined;
  maxAgeSeconds?: number | null | undefined;
}>;


export type PlacesQuery = { listenerParents: { pageInfo: { hasNextPage: boolean }, sourceProblems: Array<{ code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } }>, nodes: Array<
      | { id: string, name: string | null, nativeId: string, provider: CloudProvider }
      | { id: string, name: string | null, nativeId: string, provider: CloudProvider }
    > } | null, pools: { pageInfo: { hasNextPage: boolean }, sourceProblems: Array<{ code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } }>, nodes: Array<{ id: string, name: string | null, nativeId: string, listeners: Array<{ id: string }> | null }> } | null };

export type WhatIsQueryVariables = Exact<{
  id: string | number;
  maxAgeSeconds?: number | null | undefined;
}>;


export type WhatIsQuery = { nodes: Array<
    | { __typename: 'Accelerator', id: string, name: string | null, nativeId: string, provider: CloudProvider }
    | { __typename: 'CloudAccount' }
    | { __typename: 'CloudChange' }
    | { __typename: 'Listener' }
    | { __typename: 'LoadBalancer', id: string, name: string | null, nativeId: string, provider: CloudProvider }
    | { __typename: 'Pool', id: string, name: string | null, nativeId: string, listeners: Array<{ id: string }> | null }
    | { __typename: 'PoolMember', address: string, pool: { id: string, name: string | null, nativeId: string, listeners: Array<{ id: string }> | null } | null }
   | null> };

export type AccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsQuery = { cloudAccounts: Array<{ id: string, provider: CloudProvider, region: string | null, viewerCan: Array<CloudAccessAction> }> | null, cloudAccess: { caller: { id: string, name: string | null } } | null };

export type ServingQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
  maxAgeSeconds?: number | null | undefined;
}>;


export type ServingQuery = { nodes: Array<
    | { __typename: 'Accelerator' }
    | { __typename: 'CloudAccount' }
    | { __typename: 'CloudChange' }
    | { __typename: 'Listener', id: string, isServing: boolean | null, pools: { isComplete: boolean, pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, memberHealth: { healthy: number, unmonitored: number, total: number } | null }> } }
    | { __typename: 'LoadBalancer' }
    | { __typename: 'Pool' }
    | { __typename: 'PoolMember' }
   | null> };

export type ListenerHistoryQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ListenerHistoryQuery = { listener: { id: string, changes: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ action: ChangeAction, finishedAt: string | null, targetUrn: string | null, id: string, state: ChangeState, isReplay: boolean, origin: ChangeOrigin, requestedAt: string, account: { id: string, provider: CloudProvider }, differences: Array<{ path: Array<string>, before: unknown, after: unknown }>, steps: Array<{ action: string, state: ChangeStepState, requestId: string | null }>, problems: Array<
          | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
          | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
          | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
        >, observedBetween: { after: string, before: string } | null, caller: { id: string, name: string | null } | null }> } | null } | null };

export type RecentChangesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RecentChangesQuery = { cloudChanges: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ action: ChangeAction, finishedAt: string | null, targetUrn: string | null, id: string, state: ChangeState, isReplay: boolean, origin: ChangeOrigin, requestedAt: string, parent:
        | { id: string, name: string | null, nativeId: string }
        | { id: string, name: string | null, nativeId: string }
       | null, target:
        | { __typename: 'Listener', id: string, name: string | null }
        | { __typename: 'Pool', id: string, name: string | null }
       | null, account: { id: string, provider: CloudProvider }, differences: Array<{ path: Array<string>, before: unknown, after: unknown }>, steps: Array<{ action: string, state: ChangeStepState, requestId: string | null }>, problems: Array<
        | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
        | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
        | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      >, observedBetween: { after: string, before: string } | null, caller: { id: string, name: string | null } | null }> } | null };

export type ListenerDetailQueryVariables = Exact<{
  id: string | number;
}>;


export type ListenerDetailQuery = { listener: { readAt: string, description: string | null, nativeId: string, clientAffinity: ClientAffinity | null, algorithm: BalancingAlgorithm | null, createdAt: string | null, updatedAt: string | null, id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string, viewerCan: Array<CloudAccessAction>, capabilities: { requiredPoolFields: Array<string>, unsupportedPoolFields: Array<string>, requiredMemberFields: Array<string>, unsupportedMemberFields: Array<string>, limits: { region: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null } } }, lastChange: { id: string, action: ChangeAction, origin: ChangeOrigin, requestedAt: string, observedBetween: { after: string, before: string } | null, caller: { id: string, name: string | null } | null } | null, tls: { certificateIds: Array<string>, clientCaCertificateIds: Array<string>, versions: Array<string> | null, policy: string | null } | null, timeouts: { idleSeconds: number | null, requestSeconds: number | null } | null, frozen: { isFrozen: boolean, effect: string | null, reasons: Array<string> } | null, tags: Array<{ key: string, value: string }> | null, parent:
      | { __typename: 'Accelerator', id: string, name: string | null, nativeId: string, status: ResourceStatus, nativeStatus: string | null, addresses: Array<string> }
      | { __typename: 'LoadBalancer', id: string, name: string | null, nativeId: string, status: ResourceStatus, nativeStatus: string | null, addresses: Array<string> }
     | null, settings:
      | { __typename: 'AlibabaGaListenerSettings', backendPort: number | null, httpVersion: string | null, proxyProtocol: boolean | null, securityPolicyId: string | null, serviceId: string | null, serviceManaged: boolean | null, type: string | null, xForwardedForGaApEnabled: boolean | null, xForwardedForGaIdEnabled: boolean | null, xForwardedForPortEnabled: boolean | null, xForwardedForProtoEnabled: boolean | null, xRealIpEnabled: boolean | null }
      | { __typename: 'HuaweiElbClassicListenerSettings', adminStateUp: boolean | null, backendPort: number | null, backendProtocol: string | null, cookieTimeoutMinutes: number | null, healthcheckId: string | null, memberNumber: number | null, tcpDraining: boolean | null, tcpDrainingTimeoutMinutes: number | null }
      | { __typename: 'HuaweiElbListenerSettings', adminStateUp: boolean | null, clientTimeoutSeconds: number | null, connectionLimit: number | null, defaultPoolId: string | null, defaultTlsContainerId: string | null, forwardedElbIp: boolean | null, forwardedHost: boolean | null, http2Enabled: boolean | null }
      | { __typename: 'HuaweiGaListenerSettings', domainId: string | null, frozenStatus: number | null }
      | { __typename: 'TencentGaapListenerSettings', authType: number | null, bindStatus: string | null, clientIpMethod: number | null, connectTimeoutSeconds: number | null, contextType: string | null, delayLoopSeconds: number | null, failoverSwitch: boolean | null, forwardProtocol: string | null, healthCheck: boolean | null, http3Supported: boolean | null, realServerPort: number | null, realServerType: string | null, recvContext: string | null, sendContext: string | null, sessionPersistSeconds: number | null }
     | null, pools: { isComplete: boolean, sourceProblems: Array<{ code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } }>, pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, etag: string, name: string | null, nativeId: string, isImplicit: boolean, region: string | null, protocol: ListenerProtocol | null, algorithm: BalancingAlgorithm | null, status: ResourceStatus, nativeStatus: string | null, trafficPercentage: number | null, sessionPersistence: { type: SessionPersistenceType, cookieName: string | null, timeoutSeconds: number | null } | null, healthMonitor: { enabled: boolean, protocol: string | null, port: number | null, path: string | null, intervalSeconds: number | null, timeoutSeconds: number | null } | null, members: { totalCount: number | null, pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, address: string, port: number | null, weight: number | null, health: MemberHealth, targetId: string | null, targetType: string | null, subnetId: string | null }> } }> }, portRanges: Array<{ fromPort: number, toPort: number }> } | null };

export type HangsOnListenerQueryVariables = Exact<{
  id: string | number;
}>;


export type HangsOnListenerQuery = { listener: { pools: { isComplete: boolean, pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, name: string | null, nativeId: string, isImplicit: boolean, members: { pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string }> } }> } } | null };

export type ListenerNowQueryVariables = Exact<{
  id: string | number;
}>;


export type ListenerNowQuery = { listener: { id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string, viewerCan: Array<CloudAccessAction> }, parent:
      | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
      | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
     | null, portRanges: Array<{ fromPort: number, toPort: number }> } | null };

export type ListenersChangedSubscriptionVariables = Exact<{
  ids?: Array<string | number> | string | number | null | undefined;
}>;


export type ListenersChangedSubscription = { changed: { id: string } | null };

export type PoolsChangedSubscriptionVariables = Exact<{
  ids?: Array<string | number> | string | number | null | undefined;
}>;


export type PoolsChangedSubscription = { changed: { id: string } | null };

export type ParentChoicesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ParentChoicesQuery = { listenerParents: { isComplete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sourceProblems: Array<{ code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } }>, nodes: Array<
      | { __typename: 'Accelerator', id: string, name: string | null, nativeId: string, status: ResourceStatus, addresses: Array<string>, account: { id: string, provider: CloudProvider, region: string | null, viewerCan: Array<CloudAccessAction>, capabilities: { provider: CloudProvider, protocols: Array<ListenerProtocol>, algorithms: Array<BalancingAlgorithm>, clientAffinities: Array<ClientAffinity>, maxPortRanges: number, allowsPortSpans: boolean, minPort: number, maxPort: number, requiredListenerFields: Array<string>, unsupportedListenerFields: Array<string>, reservedPorts: Array<{ protocol: ListenerProtocol | null, port: number }>, limits: { name: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, description: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, tls: { maxCertificates: number | null } | null } } } }
      | { __typename: 'LoadBalancer', id: string, name: string | null, nativeId: string, status: ResourceStatus, addresses: Array<string>, account: { id: string, provider: CloudProvider, region: string | null, viewerCan: Array<CloudAccessAction>, capabilities: { provider: CloudProvider, protocols: Array<ListenerProtocol>, algorithms: Array<BalancingAlgorithm>, clientAffinities: Array<ClientAffinity>, maxPortRanges: number, allowsPortSpans: boolean, minPort: number, maxPort: number, requiredListenerFields: Array<string>, unsupportedListenerFields: Array<string>, reservedPorts: Array<{ protocol: ListenerProtocol | null, port: number }>, limits: { name: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, description: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, tls: { maxCertificates: number | null } | null } } } }
    > } | null };

export type OpenListenerMutationVariables = Exact<{
  input: CreateListenerInput;
}>;


export type OpenListenerMutation = { createListener: { listener: { id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string, viewerCan: Array<CloudAccessAction> }, parent:
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
       | null, portRanges: Array<{ fromPort: number, toPort: number }> } | null, plan: { isNoOp: boolean, warnings: Array<string>, steps: Array<{ action: string, description: string }>, differences: Array<{ path: Array<string>, before: unknown, after: unknown }> } | null, change: { id: string, state: ChangeState, isReplay: boolean } | null, problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type AddPoolMutationVariables = Exact<{
  input: CreatePoolInput;
}>;


export type AddPoolMutation = { createPool: { plan: { isNoOp: boolean, warnings: Array<string>, steps: Array<{ action: string, description: string }>, differences: Array<{ path: Array<string>, before: unknown, after: unknown }> } | null, change: { id: string, state: ChangeState, isReplay: boolean } | null, problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type SetServersMutationVariables = Exact<{
  input: SetPoolMembersInput;
}>;


export type SetServersMutation = { setPoolMembers: { plan: { isNoOp: boolean, warnings: Array<string>, steps: Array<{ action: string, description: string }>, differences: Array<{ path: Array<string>, before: unknown, after: unknown }> } | null, change: { id: string, state: ChangeState, isReplay: boolean } | null, problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type CloseListenerMutationVariables = Exact<{
  input: DeleteListenerInput;
}>;


export type CloseListenerMutation = { deleteListener: { deletedListenerId: string | null, plan: { isNoOp: boolean, warnings: Array<string>, steps: Array<{ action: string, description: string }>, differences: Array<{ path: Array<string>, before: unknown, after: unknown }> } | null, change: { id: string, state: ChangeState, isReplay: boolean } | null, problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type LookAgainMutationVariables = Exact<{
  input: RecheckCloudChangeInput;
}>;


export type LookAgainMutation = { recheckCloudChange: { change: { action: ChangeAction, finishedAt: string | null, targetUrn: string | null, id: string, state: ChangeState, isReplay: boolean, origin: ChangeOrigin, requestedAt: string, target:
        | { __typename: 'Listener', id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string, viewerCan: Array<CloudAccessAction> }, parent:
            | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
            | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
           | null, portRanges: Array<{ fromPort: number, toPort: number }> }
        | { __typename: 'Pool' }
       | null, account: { id: string, provider: CloudProvider }, differences: Array<{ path: Array<string>, before: unknown, after: unknown }>, steps: Array<{ action: string, state: ChangeStepState, requestId: string | null }>, problems: Array<
        | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
        | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
        | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      >, observedBetween: { after: string, before: string } | null, caller: { id: string, name: string | null } | null } | null, problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type ListenerRowFragment = { id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string, viewerCan: Array<CloudAccessAction> }, parent:
    | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
    | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
   | null, portRanges: Array<{ fromPort: number, toPort: number }> };

export type FoundPoolFragment = { id: string, name: string | null, nativeId: string, listeners: Array<{ id: string }> | null };

export type ServerRulesFragment = { requiredPoolFields: Array<string>, unsupportedPoolFields: Array<string>, requiredMemberFields: Array<string>, unsupportedMemberFields: Array<string>, limits: { region: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null } };

export type PoolInDetailFragment = { id: string, etag: string, name: string | null, nativeId: string, isImplicit: boolean, region: string | null, protocol: ListenerProtocol | null, algorithm: BalancingAlgorithm | null, status: ResourceStatus, nativeStatus: string | null, trafficPercentage: number | null, sessionPersistence: { type: SessionPersistenceType, cookieName: string | null, timeoutSeconds: number | null } | null, healthMonitor: { enabled: boolean, protocol: string | null, port: number | null, path: string | null, intervalSeconds: number | null, timeoutSeconds: number | null } | null, members: { totalCount: number | null, pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, address: string, port: number | null, weight: number | null, health: MemberHealth, targetId: string | null, targetType: string | null, subnetId: string | null }> } };

export type HangingPoolFragment = { id: string, name: string | null, nativeId: string, isImplicit: boolean, members: { pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string }> } };

export type TextLimitFragment = { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null };

export type SourceFragment = { readAt: string | null, isComplete: boolean, account: { id: string, provider: CloudProvider }, problem: { message: string } | null };

export type SourceFailureFragment = { code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } };

type Problem_InvalidInputProblem_Fragment = { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean };

type Problem_PortConflictProblem_Fragment = { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null };

type Problem_ProviderProblem_Fragment = { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean };

export type ProblemFragment =
  | Problem_InvalidInputProblem_Fragment
  | Problem_PortConflictProblem_Fragment
  | Problem_ProviderProblem_Fragment
;

export type PlanFragment = { isNoOp: boolean, warnings: Array<string>, steps: Array<{ action: string, description: string }>, differences: Array<{ path: Array<string>, before: unknown, after: unknown }> };

export type DifferenceFragment = { path: Array<string>, before: unknown, after: unknown };

export type ChangeOutcomeFragment = { id: string, state: ChangeState, isReplay: boolean };

export type ChangeMakerFragment = { origin: ChangeOrigin, requestedAt: string, observedBetween: { after: string, before: string } | null, caller: { id: string, name: string | null } | null };

export type ChangeEntryFragment = { action: ChangeAction, finishedAt: string | null, targetUrn: string | null, id: string, state: ChangeState, isReplay: boolean, origin: ChangeOrigin, requestedAt: string, account: { id: string, provider: CloudProvider }, differences: Array<{ path: Array<string>, before: unknown, after: unknown }>, steps: Array<{ action: string, state: ChangeStepState, requestId: string | null }>, problems: Array<
    | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
    | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
  >, observedBetween: { after: string, before: string } | null, caller: { id: string, name: string | null } | null };

export type ClassicSettingsFragment = { adminStateUp: boolean | null, backendPort: number | null, backendProtocol: string | null, cookieTimeoutMinutes: number | null, healthcheckId: string | null, memberNumber: number | null, tcpDraining: boolean | null, tcpDrainingTimeoutMinutes: number | null };

export type ElbSettingsFragment = { adminStateUp: boolean | null, clientTimeoutSeconds: number | null, connectionLimit: number | null, defaultPoolId: string | null, defaultTlsContainerId: string | null, forwardedElbIp: boolean | null, forwardedHost: boolean | null, http2Enabled: boolean | null };

export type HuaweiGaSettingsFragment = { domainId: string | null, frozenStatus: number | null };

export type AlibabaGaSettingsFragment = { backendPort: number | null, httpVersion: string | null, proxyProtocol: boolean | null, securityPolicyId: string | null, serviceId: string | null, serviceManaged: boolean | null, type: string | null, xForwardedForGaApEnabled: boolean | null, xForwardedForGaIdEnabled: boolean | null, xForwardedForPortEnabled: boolean | null, xForwardedForProtoEnabled: boolean | null, xRealIpEnabled: boolean | null };

export type GaapSettingsFragment = { authType: number | null, bindStatus: string | null, clientIpMethod: number | null, connectTimeoutSeconds: number | null, contextType: string | null, delayLoopSeconds: number | null, failoverSwitch: boolean | null, forwardProtocol: string | null, healthCheck: boolean | null, http3Supported: boolean | null, realServerPort: number | null, realServerType: string | null, recvContext: string | null, sendContext: string | null, sessionPersistSeconds: number | null };

export const ListenerRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]} as unknown as DocumentNode<ListenerRowFragment, unknown>;
export const FoundPoolFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FoundPool"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"listeners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<FoundPoolFragment, unknown>;
export const TextLimitFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}}]} as unknown as DocumentNode<TextLimitFragment, unknown>;
export const ServerRulesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ServerRules"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderCapabilities"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requiredPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"requiredMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}}]} as unknown as DocumentNode<ServerRulesFragment, unknown>;
export const PoolInDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PoolInDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"cookieName"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"healthMonitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"intervalSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"targetType"}},{"kind":"Field","name":{"kind":"Name","value":"subnetId"}}]}}]}}]}}]} as unknown as DocumentNode<PoolInDetailFragment, unknown>;
export const HangingPoolFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HangingPool"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<HangingPoolFragment, unknown>;
export const SourceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Source"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceState"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SourceFragment, unknown>;
export const SourceFailureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<SourceFailureFragment, unknown>;
export const DifferenceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]} as unknown as DocumentNode<DifferenceFragment, unknown>;
export const PlanFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Plan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isNoOp"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]} as unknown as DocumentNode<PlanFragment, unknown>;
export const ChangeOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}}]} as unknown as DocumentNode<ChangeOutcomeFragment, unknown>;
export const ChangeMakerFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeMaker"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedBetween"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"before"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ChangeMakerFragment, unknown>;
export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const ChangeEntryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeMaker"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"targetUrn"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeMaker"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedBetween"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"before"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<ChangeEntryFragment, unknown>;
export const ClassicSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClassicSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbClassicListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"backendProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"cookieTimeoutMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"healthcheckId"}},{"kind":"Field","name":{"kind":"Name","value":"memberNumber"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDraining"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDrainingTimeoutMinutes"}}]}}]} as unknown as DocumentNode<ClassicSettingsFragment, unknown>;
export const ElbSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ElbSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"clientTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"connectionLimit"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPoolId"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTlsContainerId"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedElbIp"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedHost"}},{"kind":"Field","name":{"kind":"Name","value":"http2Enabled"}}]}}]} as unknown as DocumentNode<ElbSettingsFragment, unknown>;
export const HuaweiGaSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HuaweiGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domainId"}},{"kind":"Field","name":{"kind":"Name","value":"frozenStatus"}}]}}]} as unknown as DocumentNode<HuaweiGaSettingsFragment, unknown>;
export const AlibabaGaSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlibabaGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlibabaGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"httpVersion"}},{"kind":"Field","name":{"kind":"Name","value":"proxyProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"securityPolicyId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceManaged"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaApEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaIdEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForPortEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForProtoEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xRealIpEnabled"}}]}}]} as unknown as DocumentNode<AlibabaGaSettingsFragment, unknown>;
export const GaapSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GaapSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TencentGaapListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authType"}},{"kind":"Field","name":{"kind":"Name","value":"bindStatus"}},{"kind":"Field","name":{"kind":"Name","value":"clientIpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"connectTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"contextType"}},{"kind":"Field","name":{"kind":"Name","value":"delayLoopSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failoverSwitch"}},{"kind":"Field","name":{"kind":"Name","value":"forwardProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"healthCheck"}},{"kind":"Field","name":{"kind":"Name","value":"http3Supported"}},{"kind":"Field","name":{"kind":"Name","value":"realServerPort"}},{"kind":"Field","name":{"kind":"Name","value":"realServerType"}},{"kind":"Field","name":{"kind":"Name","value":"recvContext"}},{"kind":"Field","name":{"kind":"Name","value":"sendContext"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistSeconds"}}]}}]} as unknown as DocumentNode<GaapSettingsFragment, unknown>;
export const ListenerPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListenerPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListenerFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListenerOrder"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listeners"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Source"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceState"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]} as unknown as DocumentNode<ListenerPageQuery, ListenerPageQueryVariables>;
export const PlacesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Places"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"parents"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListenerParentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"pools"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PoolFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listenerParents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"parents"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pools"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FoundPool"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FoundPool"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"listeners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<PlacesQuery, PlacesQueryVariables>;
export const WhatIsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatIs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"id"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ListenerParent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FoundPool"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PoolMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"pool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FoundPool"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FoundPool"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"listeners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<WhatIsQuery, WhatIsQueryVariables>;
export const AccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cloudAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<AccountsQuery, AccountsQueryVariables>;
export const ServingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Serving"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"isServing"}},{"kind":"Field","name":{"kind":"Name","value":"pools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"memberHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"healthy"}},{"kind":"Field","name":{"kind":"Name","value":"unmonitored"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ServingQuery, ServingQueryVariables>;
export const ListenerHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListenerHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEntry"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeMaker"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedBetween"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"before"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeMaker"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"targetUrn"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]} as unknown as DocumentNode<ListenerHistoryQuery, ListenerHistoryQueryVariables>;
export const RecentChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecentChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEntry"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeMaker"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedBetween"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"before"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeMaker"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"targetUrn"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]} as unknown as DocumentNode<RecentChangesQuery, RecentChangesQueryVariables>;
export const ListenerDetailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListenerDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ServerRules"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"clientAffinity"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeMaker"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateIds"}},{"kind":"Field","name":{"kind":"Name","value":"clientCaCertificateIds"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"policy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeouts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"idleSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"frozen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isFrozen"}},{"kind":"Field","name":{"kind":"Name","value":"effect"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClassicSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ElbSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"HuaweiGaSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlibabaGaSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GaapSettings"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PoolInDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ServerRules"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderCapabilities"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requiredPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"requiredMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeMaker"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedBetween"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"before"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClassicSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbClassicListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"backendProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"cookieTimeoutMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"healthcheckId"}},{"kind":"Field","name":{"kind":"Name","value":"memberNumber"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDraining"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDrainingTimeoutMinutes"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ElbSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"clientTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"connectionLimit"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPoolId"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTlsContainerId"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedElbIp"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedHost"}},{"kind":"Field","name":{"kind":"Name","value":"http2Enabled"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HuaweiGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domainId"}},{"kind":"Field","name":{"kind":"Name","value":"frozenStatus"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlibabaGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlibabaGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"httpVersion"}},{"kind":"Field","name":{"kind":"Name","value":"proxyProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"securityPolicyId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceManaged"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaApEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaIdEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForPortEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForProtoEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xRealIpEnabled"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GaapSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TencentGaapListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authType"}},{"kind":"Field","name":{"kind":"Name","value":"bindStatus"}},{"kind":"Field","name":{"kind":"Name","value":"clientIpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"connectTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"contextType"}},{"kind":"Field","name":{"kind":"Name","value":"delayLoopSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failoverSwitch"}},{"kind":"Field","name":{"kind":"Name","value":"forwardProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"healthCheck"}},{"kind":"Field","name":{"kind":"Name","value":"http3Supported"}},{"kind":"Field","name":{"kind":"Name","value":"realServerPort"}},{"kind":"Field","name":{"kind":"Name","value":"realServerType"}},{"kind":"Field","name":{"kind":"Name","value":"recvContext"}},{"kind":"Field","name":{"kind":"Name","value":"sendContext"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PoolInDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"cookieName"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"healthMonitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"intervalSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"targetType"}},{"kind":"Field","name":{"kind":"Name","value":"subnetId"}}]}}]}}]}}]} as unknown as DocumentNode<ListenerDetailQuery, ListenerDetailQueryVariables>;
export const HangsOnListenerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HangsOnListener"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HangingPool"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HangingPool"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<HangsOnListenerQuery, HangsOnListenerQueryVariables>;
export const ListenerNowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListenerNow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]} as unknown as DocumentNode<ListenerNowQuery, ListenerNowQueryVariables>;
export const ListenersChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ListenersChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"changed"},"name":{"kind":"Name","value":"listenerChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ListenersChangedSubscription, ListenersChangedSubscriptionVariables>;
export const PoolsChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PoolsChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"changed"},"name":{"kind":"Name","value":"poolChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<PoolsChangedSubscription, PoolsChangedSubscriptionVariables>;
export const ParentChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ParentChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listenerParents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"clientAffinities"}},{"kind":"Field","name":{"kind":"Name","value":"maxPortRanges"}},{"kind":"Field","name":{"kind":"Name","value":"allowsPortSpans"}},{"kind":"Field","name":{"kind":"Name","value":"minPort"}},{"kind":"Field","name":{"kind":"Name","value":"maxPort"}},{"kind":"Field","name":{"kind":"Name","value":"reservedPorts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requiredListenerFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedListenerFields"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxCertificates"}}]}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}}]} as unknown as DocumentNode<ParentChoicesQuery, ParentChoicesQueryVariables>;
export const OpenListenerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenListener"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateListenerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createListener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Plan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Plan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isNoOp"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<OpenListenerMutation, OpenListenerMutationVariables>;
export const AddPoolDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddPool"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePoolInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPool"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Plan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Plan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isNoOp"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<AddPoolMutation, AddPoolMutationVariables>;
export const SetServersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetServers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetPoolMembersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setPoolMembers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Plan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Plan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isNoOp"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<SetServersMutation, SetServersMutationVariables>;
export const CloseListenerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseListener"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteListenerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteListener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedListenerId"}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Plan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Plan"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isNoOp"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<CloseListenerMutation, CloseListenerMutationVariables>;
export const LookAgainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LookAgain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecheckCloudChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recheckCloudChange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEntry"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"isReplay"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeMaker"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"observedBetween"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"before"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Difference"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeOutcome"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeMaker"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"targetUrn"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Difference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]} as unknown as DocumentNode<LookAgainMutation, LookAgainMutationVariables>;