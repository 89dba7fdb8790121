/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Listener fields that only Alibaba Cloud Global Accelerator has. What is left out keeps its value, or takes the cloud's default. */
export type AlibabaGaListenerSettingsInput = {
  /** The port of the servers, where the listener itself names one. HTTPS only. The vendor advises to use portOverrides of the pool instead. Only when a listener is changed. */
  backendPort?: number | null | undefined;
  /** The highest HTTP version that clients may speak: http1.1, http2 or http3. HTTPS only. Left out: http2. */
  httpVersion?: string | null | undefined;
  /** Whether servers learn the client's address by the proxy protocol. The vendor advises to set it on the pool instead. Left out: false. */
  proxyProtocol?: boolean | null | undefined;
  /** The cloud's named set of TLS versions and ciphers. The same as tls.policy. HTTPS only. One of tls_cipher_policy_1_0, tls_cipher_policy_1_1, tls_cipher_policy_1_2, tls_cipher_policy_1_2_strict, tls_cipher_policy_1_2_strict_with_1_3. */
  securityPolicyId?: string | null | undefined;
  /** Whether servers are told the entry region in the header GA-AP. HTTP and HTTPS only. */
  xForwardedForGaApEnabled?: boolean | null | undefined;
  /** Whether servers are told the accelerator's id in the header GA-ID. HTTP and HTTPS only. */
  xForwardedForGaIdEnabled?: boolean | null | undefined;
  /** Whether servers are told the port in the header GA-X-Forward-Port. HTTP and HTTPS only. */
  xForwardedForPortEnabled?: boolean | null | undefined;
  /** Whether servers are told the protocol in the header GA-X-Forward-Proto. HTTP and HTTPS only. */
  xForwardedForProtoEnabled?: boolean | null | undefined;
  /** Whether servers are told the client's address in the header X-Real-IP. HTTP and HTTPS only. */
  xRealIpEnabled?: boolean | null | undefined;
};

/** Pool fields that only Alibaba Cloud Global Accelerator has. What is left out keeps its value, or takes the cloud's default. */
export type AlibabaGaPoolSettingsInput = {
  /** Whether the servers see the client's address: in the packets of TCP and UDP listeners, in X-Forwarded-For for HTTP and HTTPS ones, where it is always on. Goes for all servers of the pool. */
  clientIpPreservation?: boolean | null | undefined;
  /** default for the group that takes a listener's traffic, virtual for one that only gets what forwarding rules send to it. Left out: default. Cannot change. */
  endpointGroupType?: string | null | undefined;
  /** The IP version towards the servers: IPv4, IPv6, or ProtocolAffinity for the client's. Left out: IPv4. */
  endpointIpVersion?: string | null | undefined;
  /** The HTTP version towards the servers: HTTP1.1 or HTTP2. Needs endpointRequestProtocol HTTPS. Left out: HTTP1.1. */
  endpointProtocolVersion?: string | null | undefined;
  /** The protocol towards the servers: HTTP or HTTPS. Pools of HTTP and HTTPS listeners only. When a pool is created the same as protocol. Left out: HTTP. */
  endpointRequestProtocol?: string | null | undefined;
  /** The host name that an HTTP or HTTPS health check asks for. */
  healthCheckHost?: string | null | undefined;
  /** Ports of the listener that reach the servers on another port. At most five. Replaces the whole list; the cloud has no way to take the last one away. */
  portOverrides?: Array<AlibabaGaPortOverrideInput> | null | undefined;
  /** Whether the servers learn the client's address by the proxy protocol. Pools of TCP listeners only, and not together with clientIpPreservation. Goes for all servers of the pool. */
  proxyProtocol?: boolean | null | undefined;
};

/** A port of the listener that is to reach the servers on another port. */
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
  /** One after the other. */
  | 'ROUND_ROBIN'
  /** Chosen by the client's address, so that a client stays with its server. Weights have no effect with it. */
  | 'SOURCE_IP'
  /** One after the other, those with a larger weight more often. */
  | 'WEIGHTED_ROUND_ROBIN';

/** Whether a change is made, or only told of. */
export type ChangeMode =
  /** Make the change. */
  | 'APPLY'
  /** Check everything that would be checked, tell what would be sent, and send nothing. */
  | 'PLAN';

/** Whether the same client is sent to the same server again. */
export type ClientAffinity =
  /** A cookie keeps a browser on the same server; layer 7 only. */
  | 'COOKIE'
  /** Every connection or request is balanced afresh. */
  | 'NONE'
  /** The same client address goes to the same server. */
  | 'SOURCE_IP';

/** One cloud API dialect. A vendor with several generations of its API has several. */
export type CloudProvider =
  /** Alibaba Cloud Global Accelerator (GA, API version 2019-11-20): listeners with several port ranges. */
  | 'ALIBABA_GA'
  /** Huawei Cloud Elastic Load Balance, shared (API v2.0): listeners forward to pools. */
  | 'HUAWEI_ELB'
  /** Huawei Cloud Elastic Load Balance, classic (API v1.0): servers hang directly on listeners. */
  | 'HUAWEI_ELB_CLASSIC'
  /** Huawei Cloud Global Accelerator, API v1: TCP and UDP with port ranges, one pool for each region of servers. */
  | 'HUAWEI_GA'
  /** Tencent Cloud Global Application Acceleration Platform: channels and channel groups that carry traffic to servers far away. One port per listener; pools of TCP and UDP listeners are implied, those of HTTP and HTTPS listeners are the forwarding rules of their domains. */
  | 'TENCENT_GAAP';

/** A listener to create: which ports to open, on what. */
export type CreateListenerInput = {
  /** How to choose servers, where the listener decides that. */
  algorithm?: BalancingAlgorithm | null | undefined;
  /** Answer at once, with the change QUEUED: what breaks a rule is told now, and all else by following `change.id` with cloudChange. It is made when its turn comes, beyond this request's deadline (15 minutes, unless this server is told otherwise), also when this server stops meanwhile and another one goes on. Null stands for false. */
  background?: boolean | null | undefined;
  /** Whether to keep a client with one server. Left out: the cloud's default, which is NONE. */
  clientAffinity?: ClientAffinity | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Health checks, where they belong to the listener; elsewhere give them to the pool. */
  healthMonitor?: HealthMonitorInput | null | undefined;
  /** A name of your own for this change, 1 to 255 printable ASCII characters, best a new UUID. Send the same input with the same key again when you have no answer: the change is made once, and `change.isReplay` says that you are told of the first time. Another input under the same key is refused with IDEMPOTENCY_KEY_REUSED. A key stands for its change for 7 days, unless this server is told otherwise, and is free again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** PLAN: the same rules, reads and conflicts as for APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null stands for APPLY. */
  mode?: ChangeMode | null | undefined;
  /** A name for people. Which characters and lengths are allowed depends on the cloud. */
  name?: string | null | undefined;
  /** The id of the load balancer or accelerator. */
  parentId: string | number;
  /** The ports to open. HTTP and HTTPS take one port; how many ranges the others take is in the cloud's capabilities. */
  portRanges: Array<PortRangeInput>;
  /** The protocol in which to accept traffic. */
  protocol: ListenerProtocol;
  /** Fields that only the parent's cloud has. */
  settings?: ListenerSettingsInput | null | undefined;
  /** Labels. */
  tags?: Array<ResourceTagInput> | null | undefined;
  /** Waiting times in seconds. */
  timeouts?: ListenerTimeoutsInput | null | undefined;
  /** Certificates and TLS versions; required for HTTPS and not allowed otherwise. */
  tls?: TlsSettingsInput | null | undefined;
  /** Answer only when the cloud reports the change as done, or the deadline has come; the status says which. False: answer as soon as the cloud has accepted it. */
  waitUntilActive?: boolean | null | undefined;
};

/** A pool to create: on a listener, on a load balancer, or both, as the cloud wants it. */
export type CreatePoolInput = {
  /** How to choose servers. */
  algorithm?: BalancingAlgorithm | null | undefined;
  /** Answer at once, with the change QUEUED: what breaks a rule is told now, and all else by following `change.id` with cloudChange. It is made when its turn comes, beyond this request's deadline (15 minutes, unless this server is told otherwise), also when this server stops meanwhile and another one goes on. Null stands for false. */
  background?: boolean | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Health checks. Left out: none. */
  healthMonitor?: HealthMonitorInput | null | undefined;
  /** A name of your own for this change, 1 to 255 printable ASCII characters, best a new UUID. Send the same input with the same key again when you have no answer: the change is made once, and `change.isReplay` says that you are told of the first time. Another input under the same key is refused with IDEMPOTENCY_KEY_REUSED. A key stands for its change for 7 days, unless this server is told otherwise, and is free again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** The listener that is to forward to the pool. One of listenerId and parentId, or both. */
  listenerId?: string | number | null | undefined;
  /** The servers to start with. */
  members?: Array<PoolMemberInput> | null | undefined;
  /** PLAN: the same rules, reads and conflicts as for APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null stands for APPLY. */
  mode?: ChangeMode | null | undefined;
  /** A name for people. */
  name?: string | null | undefined;
  /** The load balancer or accelerator that the pool is to belong to. */
  parentId?: string | number | null | undefined;
  /** The protocol towards the servers. */
  protocol?: ListenerProtocol | null | undefined;
  /** The region of the servers, for accelerators. */
  region?: string | null | undefined;
  /** How to keep a client with the same member. Left out: clients are not kept. */
  sessionPersistence?: SessionPersistenceInput | null | undefined;
  /** Fields that only the pool's cloud has. */
  settings?: PoolSettingsInput | null | undefined;
  /** Share of traffic for this pool's region in percent. Clouds that take whole percents only say so in capabilities { limits { trafficPercentage } }. */
  trafficPercentage?: number | null | undefined;
  /** Answer only when the cloud reports the pool as ready, or the deadline has come. */
  waitUntilActive?: boolean | null | undefined;
};

/** A listener to close. */
export type DeleteListenerInput = {
  /** Answer at once, with the change QUEUED: what breaks a rule is told now, and all else by following `change.id` with cloudChange. It is made when its turn comes, beyond this request's deadline (15 minutes, unless this server is told otherwise), also when this server stops meanwhile and another one goes on. Null stands for false. */
  background?: boolean | null | undefined;
  /** Also take away what hangs on the listener: its pools with their members and health monitors, and the cloud's own forwarding rules. First it is only looked whether all of it can go; what is in use elsewhere, frozen or unreadable is refused before anything is touched. Then pools are detached where the cloud can do that, the listener is deleted, and the pools after it; where the cloud wants them gone first, they go bottom-up. A pool that others use as well is only detached. When the cloud refuses on the way, what was taken away is put back as far as it can be, and the problem's message says what is back and what is gone. Null stands for false. */
  cascade?: boolean | null | undefined;
  /** The listener's id. */
  id: string | number;
  /** A name of your own for this change, 1 to 255 printable ASCII characters, best a new UUID. Send the same input with the same key again when you have no answer: the change is made once, and `change.isReplay` says that you are told of the first time. Another input under the same key is refused with IDEMPOTENCY_KEY_REUSED. A key stands for its change for 7 days, unless this server is told otherwise, and is free again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** Refuse to delete when the listener's etag differs. */
  ifMatch?: string | null | undefined;
  /** PLAN: the same rules, reads and conflicts as for APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null stands for APPLY. */
  mode?: ChangeMode | null | undefined;
  /** Answer only when the cloud does not have the listener any more, or the deadline has come. False: answer as soon as the cloud has accepted it. Null stands for false. */
  waitUntilGone?: boolean | null | undefined;
};

/** How the cloud is to find out whether members work. What is omitted stays as it is in a change, and has the cloud's default in a new health monitor. */
export type HealthMonitorInput = {
  /** Whether checks are made. Omitted: they are, for a new health monitor; for one that is there it stays as it is. */
  enabled?: boolean | null | undefined;
  /** Good checks in a row that make a member healthy. */
  healthyThreshold?: number | null | undefined;
  /** Seconds from one check to the next. */
  intervalSeconds?: number | null | undefined;
  /** The path that an HTTP check asks for; starts with a slash. */
  path?: string | null | undefined;
  /** The port to check, 1 to 65535. */
  port?: number | null | undefined;
  /** What a check speaks: TCP, UDP, HTTP, HTTPS or PING. Which exist depends on the cloud. */
  protocol?: string | null | undefined;
  /** Seconds that a check waits for its answer. */
  timeoutSeconds?: number | null | undefined;
  /** Bad checks in a row that make a member unhealthy. */
  unhealthyThreshold?: number | null | undefined;
};

/** What only listeners on Huawei Cloud's classic load balancers take. */
export type HuaweiElbClassicListenerSettingsInput = {
  /** The port of every server behind the listener. Left out: the listener's. */
  backendPort?: number | null | undefined;
  /** The protocol towards the servers: HTTP, TCP or UDP. Left out: HTTP for HTTP and HTTPS listeners, otherwise the listener's. Cannot change later. */
  backendProtocol?: string | null | undefined;
  /** Minutes that the cookie of clientAffinity COOKIE is valid, 1 to 1440; HTTP listeners only. Cannot change later. */
  cookieTimeoutMinutes?: number | null | undefined;
  /** Whether TCP connections of a server that is taken out may finish. Has an effect on TCP listeners only. */
  tcpDraining?: boolean | null | undefined;
  /** Minutes that such connections may last, 0 to 60. Needs tcpDraining. */
  tcpDrainingTimeoutMinutes?: number | null | undefined;
};

/** What only listeners on Huawei Cloud's shared load balancers take. */
export type HuaweiElbListenerSettingsInput = {
  /** The cloud's id (nativeId) of an existing pool of the same load balancer to forward to, in place of the present one. Left out: as it is; a new listener waits for createPool. */
  defaultPoolId?: string | number | null | undefined;
  /** Whether to tell servers the load balancer's address, in the header X-Forwarded-ELB-IP; HTTP and HTTPS listeners only. Left out: no. */
  forwardedElbIp?: boolean | null | undefined;
  /** Whether to tell servers the host that was asked for, in the header X-Forwarded-Host; HTTP and HTTPS listeners only. Left out: yes. */
  forwardedHost?: boolean | null | undefined;
  /** Whether browsers may use HTTP/2; HTTPS listeners only. Left out: no. */
  http2Enabled?: boolean | null | undefined;
};

/** What only pools on Huawei Cloud's shared load balancers take. */
export type HuaweiElbPoolSettingsInput = {
  /** Reserved by the cloud: it is kept, and has no effect so far. Left out: true. */
  adminStateUp?: boolean | null | undefined;
};

/** What only listeners on Huawei Cloud Global Accelerator take. Nothing here can be chosen. */
export type HuaweiGaListenerSettingsInput = {
  /** The owning account (domain). It follows from the credentials: leave it out, or send back what the listener has. */
  domainId?: string | number | null | undefined;
};

/** Which listeners to list. Conditions add up; what is left out does not restrict. */
export type ListenerFilter = {
  /** Only of these accounts. */
  accountIds?: Array<string | number> | null | undefined;
  /** Listeners of which some range holds this port. */
  coversPort?: number | null | undefined;
  /** Only those whose name contains this text; capitals do not matter. */
  nameContains?: string | null | undefined;
  /** Only of this load balancer or accelerator. */
  parentId?: string | number | null | undefined;
  /** Only of these protocols. */
  protocols?: Array<ListenerProtocol> | null | undefined;
  /** Only of these clouds. */
  providers?: Array<CloudProvider> | null | undefined;
  /** Only in these states. */
  statuses?: Array<ResourceStatus> | null | undefined;
};

/** The protocol in which a listener accepts traffic. TCP and UDP pass packets on (layer 4); HTTP and HTTPS understand requests (layer 7). */
export type ListenerProtocol =
  /** Web requests in clear text. */
  | 'HTTP'
  /** Web requests over TLS, decrypted at the listener with a certificate kept at the cloud. */
  | 'HTTPS'
  /** A protocol that this graph has no word for; nativeProtocol has the cloud's. Listeners cannot be created with it. */
  | 'OTHER'
  /** Connections are passed on byte by byte, whatever is spoken inside. */
  | 'TCP'
  /** Datagrams are passed on one by one. */
  | 'UDP';

/** Fields that only one cloud has. At most one member, and it must be the one of the parent's cloud. */
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

/** How long the listener is to wait, in seconds. What is omitted stays as it is in a change, and has the cloud's default in a new listener. */
export type ListenerTimeoutsInput = {
  /** Seconds after which a silent connection is closed. */
  idleSeconds?: number | null | undefined;
  /** Seconds that a server may take for one request; layer 7 only. */
  requestSeconds?: number | null | undefined;
};

/** What the cloud's health checks last saw of a pool member. */
export type MemberHealth =
  /** Takes no new work and finishes what it has, for example because its weight is 0. */
  | 'DRAINING'
  /** Answers; it receives traffic. */
  | 'HEALTHY'
  /** The cloud could not be asked this time, or its answer not be understood; the sourceProblems beside the members say why. Ask again. */
  | 'NOT_READ'
  /** Failed its checks; traffic goes elsewhere. */
  | 'UNHEALTHY'
  /** The cloud has not said yet, or does not say. */
  | 'UNKNOWN'
  /** No health check is set up, so traffic is sent to it unseen. */
  | 'UNMONITORED';

/** One server to put behind a pool. Null stands for what is omitted. */
export type PoolMemberInput = {
  /** IP address, host name or the cloud's resource id. */
  address: string;
  /** The server's port. Left out, and on some clouds always, the listener's. */
  port?: number | null | undefined;
  /** The subnet of the address, where the cloud asks for it. Left out: the load balancer's. */
  subnetId?: string | number | null | undefined;
  /** The cloud's id of the server or address, where the cloud asks for one. */
  targetId?: string | number | null | undefined;
  /** What the address is, in the cloud's own word (for example EIP, ECS, Domain). Left out: told from the address. */
  targetType?: string | null | undefined;
  /** Share of the traffic compared with the other members. Omitted: a server that stays keeps its weight, a new one gets the cloud's default. Refused where the pool's algorithm pays no heed to weights. */
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

/** Ports to open: one, or all from the first to the last. */
export type PortRangeInput = {
  /** First port, 1 to 65535. */
  fromPort: number;
  /** Last port, itself included. Left out: equal to fromPort. */
  toPort?: number | null | undefined;
};

/** Why something could not be done, in words that are the same for every cloud. */
export type ProblemCode =
  /** You may see this, but not change it in this way: whoever runs this server has not granted it to you. Nothing was sent to the cloud. */
  | 'ACCESS_DENIED'
  /** Something with the same identity is there already. */
  | 'ALREADY_EXISTS'
  /** The account's credentials are valid but not allowed to do this. */
  | 'FORBIDDEN'
  /** The same idempotency key came with another input before. Take a new key for a new change. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** This field cannot change after creation on this cloud. Create anew instead. */
  | 'IMMUTABLE_FIELD'
  /** A fault of this server, not of your input and not of the cloud. The message has a reference under which whoever runs the server finds the rest in its log. Of a change this code also means that nothing was sent to the cloud. */
  | 'INTERNAL_SERVER_ERROR'
  /** A value breaks a rule; the problem's path says which. */
  | 'INVALID_INPUT'
  /** There is no such thing, or not any more. */
  | 'NOT_FOUND'
  /** The change was sent and its answer lost, and looking did not settle it. Check with the cloud before you try again. */
  | 'OUTCOME_UNKNOWN'
  /** The load balancer or accelerator is still working on an earlier change. Try again shortly. */
  | 'PARENT_BUSY'
  /** Another listener of the same parent holds the port. */
  | 'PORT_CONFLICT'
  /** It has changed since you read it: ifMatch is not its etag any more. Read again, then decide. */
  | 'PRECONDITION_FAILED'
  /** The cloud refused for a reason that fits no other code; nativeCode and message have its words. */
  | 'PROVIDER_REJECTED'
  /** The cloud could not be reached or said that it is out of order. */
  | 'PROVIDER_UNAVAILABLE'
  /** The account may not have more of these. Ask the cloud for a higher quota, or delete some. */
  | 'QUOTA_EXCEEDED'
  /** Too many calls. Try again after retryAfterSeconds. */
  | 'RATE_LIMITED'
  /** It takes no changes until somebody does something about it: the cloud has frozen it, for example because of an unpaid bill, or it is switched off. */
  | 'RESOURCE_FROZEN'
  /** Something else still hangs on it. Take that away first, or ask for cascade. */
  | 'RESOURCE_IN_USE'
  /** Changes are written down before they are sent, and just now they cannot be: nothing more was sent. Reads go on. Try again later. */
  | 'STORE_UNAVAILABLE'
  /** No answer within the deadline. For a change this code also means that nothing was done. */
  | 'TIMED_OUT'
  /** The cloud does not accept the account's credentials. */
  | 'UNAUTHENTICATED'
  /** The cloud's answer about this could not be understood, or leads nowhere; the message says what was wrong. What could be read of a list is shown, and isComplete is false. Trying again does not help by itself. */
  | 'UNREADABLE'
  /** This cloud cannot do that; the message says what would work. */
  | 'UNSUPPORTED';

/** Where a resource is in its life, in words that are the same for every cloud. The cloud's own word is beside it as nativeStatus. */
export type ResourceStatus =
  /** Ready, and open for changes. */
  | 'ACTIVE'
  /** Being set up; it does not carry traffic yet. */
  | 'CREATING'
  /** On its way out; it will read as not found soon. */
  | 'DELETING'
  /** The cloud gave up on it: delete it, or ask the cloud's support. */
  | 'ERROR'
  /** The cloud reported a state that this graph does not know; nativeStatus has the word. */
  | 'UNKNOWN'
  /** A change is being rolled out; most clouds refuse another one until it is done. */
  | 'UPDATING';

/** A label to put on a cloud resource. */
export type ResourceTagInput = {
  /** The label's name. */
  key: string;
  /** The label's value; may be empty. */
  value: string;
};

/** How the pool is to keep a client with the same member. In a change, what is omitted stays as it is while the type does. */
export type SessionPersistenceInput = {
  /** The application's cookie; required for APP_COOKIE and not allowed otherwise. */
  cookieName?: string | null | undefined;
  /** Seconds after which a client may be sent elsewhere. */
  timeoutSeconds?: number | null | undefined;
  /** By address or by cookie. */
  type: SessionPersistenceType;
};

/** How a pool keeps a client with the same member. */
export type SessionPersistenceType =
  /** By a cookie that your application sets; its name is in cookieName. */
  | 'APP_COOKIE'
  /** By a cookie that the load balancer makes up and inserts. */
  | 'HTTP_COOKIE'
  /** By the client's address. */
  | 'SOURCE_IP';

/** The servers that a pool is to have, all of them. */
export type SetPoolMembersInput = {
  /** Answer at once, with the change QUEUED: what breaks a rule is told now, and all else by following `change.id` with cloudChange. It is made when its turn comes, beyond this request's deadline (15 minutes, unless this server is told otherwise), also when this server stops meanwhile and another one goes on. Null stands for false. */
  background?: boolean | null | undefined;
  /** A name of your own for this change, 1 to 255 printable ASCII characters, best a new UUID. Send the same input with the same key again when you have no answer: the change is made once, and `change.isReplay` says that you are told of the first time. Another input under the same key is refused with IDEMPOTENCY_KEY_REUSED. A key stands for its change for 7 days, unless this server is told otherwise, and is free again when nothing was done. */
  idempotencyKey?: string | null | undefined;
  /** Refuse the change when the pool's etag differs. */
  ifMatch?: string | null | undefined;
  /** The whole set: servers that are not named here are taken out. */
  members: Array<PoolMemberInput>;
  /** PLAN: the same rules, reads and conflicts as for APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null stands for APPLY. */
  mode?: ChangeMode | null | undefined;
  /** The pool's id. */
  poolId: string | number;
  /** Answer only when the cloud reports the change as done, or the deadline has come. */
  waitUntilActive?: boolean | null | undefined;
};

/** Listener fields that only Tencent GAAP has. What is left out keeps its value, or takes the cloud's default. */
export type TencentGaapListenerSettingsInput = {
  /** Who shows a certificate: 0 the listener, 1 the client as well. HTTPS only. Left out: 1 when tls names client certificates, else 0. Cannot change. */
  authType?: number | null | undefined;
  /** How real servers learn the client's address: 0 by a TCP option (TOA), 1 by the proxy protocol. TCP only. Left out: 0. Cannot change. */
  clientIpMethod?: number | null | undefined;
  /** Seconds that a probe waits for its answer, 2 to 60. The same as healthMonitor.timeoutSeconds. */
  connectTimeoutSeconds?: number | null | undefined;
  /** The format of sendContext and recvContext; TEXT is the only one. UDP only. */
  contextType?: string | null | undefined;
  /** Seconds from one probe to the next, 5 to 300. The same as healthMonitor.intervalSeconds. */
  delayLoopSeconds?: number | null | undefined;
  /** Whether real servers are primaries and backups instead of equals. TCP and UDP with IP real servers only. */
  failoverSwitch?: boolean | null | undefined;
  /** The protocol towards the real servers, HTTP or HTTPS. HTTPS listeners only. Left out: HTTP. */
  forwardProtocol?: string | null | undefined;
  /** Whether the real servers are probed. The same as healthMonitor.enabled. TCP and UDP only. Left out: not probed. */
  healthCheck?: boolean | null | undefined;
  /** Whether the listener speaks HTTP/3, which also takes its UDP port. HTTPS only. Cannot change. */
  http3Supported?: boolean | null | undefined;
  /** The port of the real servers, where the listener names one: on channels of version 1 and on channel groups. Cannot change. */
  realServerPort?: number | null | undefined;
  /** What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names. Left out: IP. Cannot change. */
  realServerType?: string | null | undefined;
  /** What a healthy real server answers a probe with. UDP with probes of a port only. */
  recvContext?: string | null | undefined;
  /** What a probe sends. UDP with probes of a port only. */
  sendContext?: string | null | undefined;
};

/** Pool fields that only Tencent GAAP has, for pools of HTTP and HTTPS listeners. What is left out keeps its value, or takes the cloud's default. */
export type TencentGaapPoolSettingsInput = {
  /** Seconds for which a real server with too many failed requests gets none. */
  blockIntervalSeconds?: number | null | undefined;
  /** The host name that a probe asks for. Cannot change. */
  checkDomain?: string | null | undefined;
  /** The method of a probe, GET or HEAD. Left out: HEAD. */
  checkMethod?: string | null | undefined;
  /** Answers that count as healthy, by class: 100, 200, 300, 400, 500. Left out: 200. Replaces the whole list. */
  checkStatusCodes?: Array<number> | null | undefined;
  /** The host name that requests must ask for. Required for a new pool. Changing it renames the domain, which works while no other pool is on it. */
  domain?: string | null | undefined;
  /** Seconds over which failed requests are counted. */
  failedCountIntervalSeconds?: number | null | undefined;
  /** Failed requests after which a real server gets no more for a while. */
  failedThreshold?: number | null | undefined;
  /** Where clear-text requests are redirected to; https: sends them to the same address over TLS. */
  forcedRedirect?: string | null | undefined;
  /** The host name that real servers are asked for; default passes on the client's. Left out: default. */
  forwardHost?: string | null | undefined;
  /** The protocol towards the real servers: HTTP, HTTPS, or default for the listener's. Left out: the listener's. */
  forwardProtocol?: string | null | undefined;
  /** The start of the path that requests must ask for, at most 80 characters, with a slash first. Left out: a single slash. */
  path?: string | null | undefined;
  /** What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names. Left out: IP. Cannot change. */
  realServerType?: string | null | undefined;
  /** The server name for that handshake. Required when it is switched on. */
  serverNameIndication?: string | null | undefined;
  /** Whether a server name is sent in the TLS handshake with the real servers. */
  serverNameIndicationSwitch?: boolean | null | undefined;
};

/** How the listener is to speak TLS with its clients. Only for HTTPS. */
export type TlsSettingsInput = {
  /** Server certificates by the cloud's own ids, the default one first. Replaces the whole list. */
  certificateIds?: Array<string | number> | null | undefined;
  /** Authorities whose client certificates are asked for; an empty list asks for none. Replaces the whole list. */
  clientCaCertificateIds?: Array<string | number> | null | undefined;
  /** The cloud's named policy or cipher set. */
  policy?: string | null | undefined;
  /** Accepted versions: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3. Which combinations exist depends on the cloud. */
  versions?: Array<string> | null | undefined;
};

export type ListenerPageQueryVariables = Exact<{
  filter?: ListenerFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ListenerPageQuery = { listeners: { isComplete: boolean, totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sourceProblems: Array<{ code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } }>, nodes: Array<{ id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string }, parent:
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
       | null, portRanges: Array<{ fromPort: number, toPort: number }> }> } | null };

export type AccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsQuery = { cloudAccounts: Array<{ id: string, provider: CloudProvider, region: string | null }> | null };

export type ListenerDetailQueryVariables = Exact<{
  id: string | number;
}>;


export type ListenerDetailQuery = { listener: { description: string | null, nativeId: string, clientAffinity: ClientAffinity | null, algorithm: BalancingAlgorithm | null, createdAt: string | null, updatedAt: string | null, id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string, capabilities: { requiredPoolFields: Array<string>, unsupportedPoolFields: Array<string>, requiredMemberFields: Array<string>, unsupportedMemberFields: Array<string>, limits: { region: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null } } }, tls: { certificateIds: Array<string>, clientCaCertificateIds: Array<string>, versions: Array<string> | null, policy: string | null } | null, timeouts: { idleSeconds: number | null, requestSeconds: number | null } | null, frozen: { isFrozen: boolean, effect: string | null, reasons: Array<string> } | null, tags: Array<{ key: string, value: string }> | null, parent:
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


export type ListenerNowQuery = { listener: { id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string }, parent:
      | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
      | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
     | null, portRanges: Array<{ fromPort: number, toPort: number }> } | null };

export type ParentChoicesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ParentChoicesQuery = { listenerParents: { isComplete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sourceProblems: Array<{ code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } }>, nodes: Array<
      | { __typename: 'Accelerator', id: string, name: string | null, nativeId: string, status: ResourceStatus, addresses: Array<string>, account: { id: string, provider: CloudProvider, region: string | null, capabilities: { provider: CloudProvider, protocols: Array<ListenerProtocol>, algorithms: Array<BalancingAlgorithm>, clientAffinities: Array<ClientAffinity>, maxPortRanges: number, allowsPortSpans: boolean, minPort: number, maxPort: number, requiredListenerFields: Array<string>, unsupportedListenerFields: Array<string>, reservedPorts: Array<{ protocol: ListenerProtocol | null, port: number }>, limits: { name: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, description: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, tls: { maxCertificates: number | null } | null } } } }
      | { __typename: 'LoadBalancer', id: string, name: string | null, nativeId: string, status: ResourceStatus, addresses: Array<string>, account: { id: string, provider: CloudProvider, region: string | null, capabilities: { provider: CloudProvider, protocols: Array<ListenerProtocol>, algorithms: Array<BalancingAlgorithm>, clientAffinities: Array<ClientAffinity>, maxPortRanges: number, allowsPortSpans: boolean, minPort: number, maxPort: number, requiredListenerFields: Array<string>, unsupportedListenerFields: Array<string>, reservedPorts: Array<{ protocol: ListenerProtocol | null, port: number }>, limits: { name: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, description: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null, tls: { maxCertificates: number | null } | null } } } }
    > } | null };

export type OpenListenerMutationVariables = Exact<{
  input: CreateListenerInput;
}>;


export type OpenListenerMutation = { createListener: { listener: { id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string }, parent:
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
        | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
       | null, portRanges: Array<{ fromPort: number, toPort: number }> } | null, problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type AddPoolMutationVariables = Exact<{
  input: CreatePoolInput;
}>;


export type AddPoolMutation = { createPool: { problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type SetServersMutationVariables = Exact<{
  input: SetPoolMembersInput;
}>;


export type SetServersMutation = { setPoolMembers: { problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type CloseListenerMutationVariables = Exact<{
  input: DeleteListenerInput;
}>;


export type CloseListenerMutation = { deleteListener: { deletedListenerId: string | null, problems: Array<
      | { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
      | { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null }
      | { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean }
    > } };

export type ListenerRowFragment = { id: string, name: string | null, nativeStatus: string | null, protocol: ListenerProtocol, provider: CloudProvider, region: string | null, status: ResourceStatus, etag: string, account: { id: string }, parent:
    | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
    | { id: string, name: string | null, nativeId: string, addresses: Array<string> }
   | null, portRanges: Array<{ fromPort: number, toPort: number }> };

export type ServerRulesFragment = { requiredPoolFields: Array<string>, unsupportedPoolFields: Array<string>, requiredMemberFields: Array<string>, unsupportedMemberFields: Array<string>, limits: { region: { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null } | null } };

export type PoolInDetailFragment = { id: string, etag: string, name: string | null, nativeId: string, isImplicit: boolean, region: string | null, protocol: ListenerProtocol | null, algorithm: BalancingAlgorithm | null, status: ResourceStatus, nativeStatus: string | null, trafficPercentage: number | null, sessionPersistence: { type: SessionPersistenceType, cookieName: string | null, timeoutSeconds: number | null } | null, healthMonitor: { enabled: boolean, protocol: string | null, port: number | null, path: string | null, intervalSeconds: number | null, timeoutSeconds: number | null } | null, members: { totalCount: number | null, pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string, address: string, port: number | null, weight: number | null, health: MemberHealth, targetId: string | null, targetType: string | null, subnetId: string | null }> } };

export type HangingPoolFragment = { id: string, name: string | null, nativeId: string, isImplicit: boolean, members: { pageInfo: { hasNextPage: boolean }, nodes: Array<{ id: string }> } };

export type TextLimitFragment = { minLength: number, maxLength: number, pattern: string | null, patternHint: string | null };

export type SourceFailureFragment = { code: ProblemCode, message: string, nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, account: { id: string, provider: CloudProvider } };

type Problem_InvalidInputProblem_Fragment = { __typename: 'InvalidInputProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean };

type Problem_PortConflictProblem_Fragment = { __typename: 'PortConflictProblem', code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean, conflictsWith: Array<{ id: string, name: string | null, portRanges: Array<{ fromPort: number, toPort: number }> }> | null };

type Problem_ProviderProblem_Fragment = { __typename: 'ProviderProblem', nativeCode: string | null, requestId: string | null, retryAfterSeconds: number | null, code: ProblemCode, message: string, path: Array<string> | null, isRetryable: boolean };

export type ProblemFragment =
  | Problem_InvalidInputProblem_Fragment
  | Problem_PortConflictProblem_Fragment
  | Problem_ProviderProblem_Fragment
;

export type ClassicSettingsFragment = { adminStateUp: boolean | null, backendPort: number | null, backendProtocol: string | null, cookieTimeoutMinutes: number | null, healthcheckId: string | null, memberNumber: number | null, tcpDraining: boolean | null, tcpDrainingTimeoutMinutes: number | null };

export type ElbSettingsFragment = { adminStateUp: boolean | null, clientTimeoutSeconds: number | null, connectionLimit: number | null, defaultPoolId: string | null, defaultTlsContainerId: string | null, forwardedElbIp: boolean | null, forwardedHost: boolean | null, http2Enabled: boolean | null };

export type HuaweiGaSettingsFragment = { domainId: string | null, frozenStatus: number | null };

export type AlibabaGaSettingsFragment = { backendPort: number | null, httpVersion: string | null, proxyProtocol: boolean | null, securityPolicyId: string | null, serviceId: string | null, serviceManaged: boolean | null, type: string | null, xForwardedForGaApEnabled: boolean | null, xForwardedForGaIdEnabled: boolean | null, xForwardedForPortEnabled: boolean | null, xForwardedForProtoEnabled: boolean | null, xRealIpEnabled: boolean | null };

export type GaapSettingsFragment = { authType: number | null, bindStatus: string | null, clientIpMethod: number | null, connectTimeoutSeconds: number | null, contextType: string | null, delayLoopSeconds: number | null, failoverSwitch: boolean | null, forwardProtocol: string | null, healthCheck: boolean | null, http3Supported: boolean | null, realServerPort: number | null, realServerType: string | null, recvContext: string | null, sendContext: string | null, sessionPersistSeconds: number | null };

export const ListenerRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]} as unknown as DocumentNode<ListenerRowFragment, unknown>;
export const TextLimitFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}}]} as unknown as DocumentNode<TextLimitFragment, unknown>;
export const ServerRulesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ServerRules"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderCapabilities"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requiredPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"requiredMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}}]} as unknown as DocumentNode<ServerRulesFragment, unknown>;
export const PoolInDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PoolInDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"cookieName"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"healthMonitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"intervalSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"targetType"}},{"kind":"Field","name":{"kind":"Name","value":"subnetId"}}]}}]}}]}}]} as unknown as DocumentNode<PoolInDetailFragment, unknown>;
export const HangingPoolFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HangingPool"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<HangingPoolFragment, unknown>;
export const SourceFailureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<SourceFailureFragment, unknown>;
export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const ClassicSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClassicSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbClassicListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"backendProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"cookieTimeoutMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"healthcheckId"}},{"kind":"Field","name":{"kind":"Name","value":"memberNumber"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDraining"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDrainingTimeoutMinutes"}}]}}]} as unknown as DocumentNode<ClassicSettingsFragment, unknown>;
export const ElbSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ElbSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"clientTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"connectionLimit"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPoolId"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTlsContainerId"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedElbIp"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedHost"}},{"kind":"Field","name":{"kind":"Name","value":"http2Enabled"}}]}}]} as unknown as DocumentNode<ElbSettingsFragment, unknown>;
export const HuaweiGaSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HuaweiGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domainId"}},{"kind":"Field","name":{"kind":"Name","value":"frozenStatus"}}]}}]} as unknown as DocumentNode<HuaweiGaSettingsFragment, unknown>;
export const AlibabaGaSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlibabaGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlibabaGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"httpVersion"}},{"kind":"Field","name":{"kind":"Name","value":"proxyProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"securityPolicyId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceManaged"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaApEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaIdEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForPortEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForProtoEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xRealIpEnabled"}}]}}]} as unknown as DocumentNode<AlibabaGaSettingsFragment, unknown>;
export const GaapSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GaapSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TencentGaapListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authType"}},{"kind":"Field","name":{"kind":"Name","value":"bindStatus"}},{"kind":"Field","name":{"kind":"Name","value":"clientIpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"connectTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"contextType"}},{"kind":"Field","name":{"kind":"Name","value":"delayLoopSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failoverSwitch"}},{"kind":"Field","name":{"kind":"Name","value":"forwardProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"healthCheck"}},{"kind":"Field","name":{"kind":"Name","value":"http3Supported"}},{"kind":"Field","name":{"kind":"Name","value":"realServerPort"}},{"kind":"Field","name":{"kind":"Name","value":"realServerType"}},{"kind":"Field","name":{"kind":"Name","value":"recvContext"}},{"kind":"Field","name":{"kind":"Name","value":"sendContext"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistSeconds"}}]}}]} as unknown as DocumentNode<GaapSettingsFragment, unknown>;
export const ListenerPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListenerPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ListenerFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listeners"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]} as unknown as DocumentNode<ListenerPageQuery, ListenerPageQueryVariables>;
export const AccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}}]}}]}}]} as unknown as DocumentNode<AccountsQuery, AccountsQueryVariables>;
export const ListenerDetailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListenerDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ServerRules"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"clientAffinity"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"tls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateIds"}},{"kind":"Field","name":{"kind":"Name","value":"clientCaCertificateIds"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"policy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeouts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"idleSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"frozen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isFrozen"}},{"kind":"Field","name":{"kind":"Name","value":"effect"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClassicSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ElbSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"HuaweiGaSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlibabaGaSettings"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GaapSettings"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PoolInDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ServerRules"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderCapabilities"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requiredPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedPoolFields"}},{"kind":"Field","name":{"kind":"Name","value":"requiredMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedMemberFields"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClassicSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbClassicListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"backendProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"cookieTimeoutMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"healthcheckId"}},{"kind":"Field","name":{"kind":"Name","value":"memberNumber"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDraining"}},{"kind":"Field","name":{"kind":"Name","value":"tcpDrainingTimeoutMinutes"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ElbSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiElbListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adminStateUp"}},{"kind":"Field","name":{"kind":"Name","value":"clientTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"connectionLimit"}},{"kind":"Field","name":{"kind":"Name","value":"defaultPoolId"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTlsContainerId"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedElbIp"}},{"kind":"Field","name":{"kind":"Name","value":"forwardedHost"}},{"kind":"Field","name":{"kind":"Name","value":"http2Enabled"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HuaweiGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HuaweiGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domainId"}},{"kind":"Field","name":{"kind":"Name","value":"frozenStatus"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlibabaGaSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlibabaGaListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backendPort"}},{"kind":"Field","name":{"kind":"Name","value":"httpVersion"}},{"kind":"Field","name":{"kind":"Name","value":"proxyProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"securityPolicyId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceManaged"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaApEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForGaIdEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForPortEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xForwardedForProtoEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"xRealIpEnabled"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GaapSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TencentGaapListenerSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authType"}},{"kind":"Field","name":{"kind":"Name","value":"bindStatus"}},{"kind":"Field","name":{"kind":"Name","value":"clientIpMethod"}},{"kind":"Field","name":{"kind":"Name","value":"connectTimeoutSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"contextType"}},{"kind":"Field","name":{"kind":"Name","value":"delayLoopSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"failoverSwitch"}},{"kind":"Field","name":{"kind":"Name","value":"forwardProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"healthCheck"}},{"kind":"Field","name":{"kind":"Name","value":"http3Supported"}},{"kind":"Field","name":{"kind":"Name","value":"realServerPort"}},{"kind":"Field","name":{"kind":"Name","value":"realServerType"}},{"kind":"Field","name":{"kind":"Name","value":"recvContext"}},{"kind":"Field","name":{"kind":"Name","value":"sendContext"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PoolInDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"sessionPersistence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"cookieName"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"healthMonitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"intervalSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"targetType"}},{"kind":"Field","name":{"kind":"Name","value":"subnetId"}}]}}]}}]}}]} as unknown as DocumentNode<ListenerDetailQuery, ListenerDetailQueryVariables>;
export const HangsOnListenerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HangsOnListener"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HangingPool"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HangingPool"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Pool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"isImplicit"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<HangsOnListenerQuery, HangsOnListenerQueryVariables>;
export const ListenerNowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListenerNow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]} as unknown as DocumentNode<ListenerNowQuery, ListenerNowQueryVariables>;
export const ParentChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ParentChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listenerParents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sourceProblems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceFailure"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"}},{"kind":"Field","name":{"kind":"Name","value":"clientAffinities"}},{"kind":"Field","name":{"kind":"Name","value":"maxPortRanges"}},{"kind":"Field","name":{"kind":"Name","value":"allowsPortSpans"}},{"kind":"Field","name":{"kind":"Name","value":"minPort"}},{"kind":"Field","name":{"kind":"Name","value":"maxPort"}},{"kind":"Field","name":{"kind":"Name","value":"reservedPorts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requiredListenerFields"}},{"kind":"Field","name":{"kind":"Name","value":"unsupportedListenerFields"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TextLimit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxCertificates"}}]}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceFailure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TextLimit"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}},{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"patternHint"}}]}}]} as unknown as DocumentNode<ParentChoicesQuery, ParentChoicesQueryVariables>;
export const OpenListenerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenListener"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateListenerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createListener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listener"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ListenerRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ListenerRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Listener"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeStatus"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"etag"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<OpenListenerMutation, OpenListenerMutationVariables>;
export const AddPoolDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddPool"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePoolInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPool"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<AddPoolMutation, AddPoolMutationVariables>;
export const SetServersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetServers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetPoolMembersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setPoolMembers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<SetServersMutation, SetServersMutationVariables>;
export const CloseListenerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseListener"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteListenerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteListener"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedListenerId"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"isRetryable"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PortConflictProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictsWith"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"portRanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromPort"}},{"kind":"Field","name":{"kind":"Name","value":"toPort"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeCode"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<CloseListenerMutation, CloseListenerMutationVariables>;