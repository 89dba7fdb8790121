/**
 * The parameters of each operation. "!" marks the required ones, "[]" lists; a name in capitals at its start is one of
 * {@link STRUCTURES}. Sources: CreateTCPListeners page; gaap_models of tencentcloud-sdk-nodejs 4.1.313.
 */
export type FieldTypes = Readonly<Record<string, string>>;

const parent = { ProxyId: "text", GroupId: "text" };
const page = { Offset: "int", Limit: "int" };
const checks = { DelayLoop: "int", ConnectTimeout: "int", HealthyThreshold: "int", UnhealthyThreshold: "int" };
const udpChecks = {
  CheckType: "text",
  CheckPort: "int",
  ContextType: "text",
  SendContext: "text",
  RecvContext: "text",
};
const layer4 = { FailoverSwitch: "int", ...checks };
const createLayer4 = {
  ListenerName: "text!",
  Ports: "int[]!",
  Scheduler: "text!",
  RealServerType: "text!",
  RealServerPorts: "int[]",
  ...parent,
  ...layer4,
};
const describeListeners = {
  ...parent,
  ...page,
  ListenerId: "text",
  ListenerName: "text",
  Port: "int",
  SearchValue: "text",
};
const modifyLayer4 = {
  ListenerId: "text!",
  ListenerName: "text",
  Scheduler: "text",
  HealthCheck: "int",
  ...parent,
  ...layer4,
};
const ruleParts = {
  ForwardProtocol: "text",
  ForwardHost: "text",
  ServerNameIndicationSwitch: "text",
  ServerNameIndication: "text",
  ForcedRedirect: "text",
  CheckParams: "RuleCheckParams",
};
const clientCertificates = { ClientCertificateId: "text", PolyClientCertificateIds: "text[]" };

export const OPERATION_FIELDS = {
  CreateTCPListeners: { ...createLayer4, HealthCheck: "int!", ClientIPMethod: "int" },
  CreateUDPListeners: { ...createLayer4, HealthCheck: "int", ...udpChecks },
  CreateHTTPListener: { ListenerName: "text!", Port: "int!", ...parent },
  CreateHTTPSListener: {
    ListenerName: "text!",
    Port: "int!",
    CertificateId: "text!",
    ForwardProtocol: "text!",
    AuthType: "int",
    Http3Supported: "int",
    ...clientCertificates,
    ...parent,
  },
  DescribeTCPListeners: describeListeners,
  DescribeUDPListeners: describeListeners,
  DescribeHTTPListeners: describeListeners,
  DescribeHTTPSListeners: { ...describeListeners, Http3Supported: "int" },
  ModifyTCPListenerAttribute: modifyLayer4,
  ModifyUDPListenerAttribute: { ...modifyLayer4, ...udpChecks },
  ModifyHTTPListenerAttribute: { ListenerId: "text!", ListenerName: "text!", ProxyId: "text" },
  ModifyHTTPSListenerAttribute: {
    ListenerId: "text!",
    ProxyId: "text",
    ListenerName: "text",
    ForwardProtocol: "text",
    CertificateId: "text",
    ...clientCertificates,
  },
  SetTlsVersion: { ListenerId: "text!", TLSSupportVersion: "text[]!", TLSCiphers: "text!" },
  DeleteListeners: { ListenerIds: "text[]!", Force: "int!", ...parent },

  CreateDomain: {
    ListenerId: "text!",
    Domain: "text!",
    CertificateId: "text",
    Http3Supported: "int",
    IsDefaultServer: "bool",
    ...clientCertificates,
  },
  ModifyDomain: {
    ListenerId: "text!",
    OldDomain: "text!",
    NewDomain: "text!",
    CertificateId: "text",
    IsDefaultServer: "bool",
    ...clientCertificates,
  },
  DeleteDomain: { ListenerId: "text!", Domain: "text!", Force: "int!" },
  CreateRule: {
    ListenerId: "text!",
    Domain: "text!",
    Path: "text!",
    RealServerType: "text!",
    Scheduler: "text!",
    HealthCheck: "int!",
    ...ruleParts,
  },
  ModifyRuleAttribute: {
    ListenerId: "text!",
    RuleId: "text!",
    Scheduler: "text",
    HealthCheck: "int",
    Path: "text",
    ...ruleParts,
  },
  DeleteRule: { ListenerId: "text!", RuleId: "text!", Force: "int!" },
  DescribeRules: { ListenerId: "text!" },
  DescribeRulesByRuleIds: { RuleIds: "text[]!" },

  BindListenerRealServers: { ListenerId: "text!", RealServerBindSet: "RealServerBindSetReq[]" },
  BindRuleRealServers: { RuleId: "text!", RealServerBindSet: "RealServerBindSetReq[]" },
  DescribeListenerRealServers: { ListenerId: "text!" },
  DescribeRuleRealServers: { RuleId: "text!", ...page },
  AddRealServers: { ProjectId: "int!", RealServerIP: "text[]!", RealServerName: "text!", TagSet: "TagPair[]" },
  DescribeRealServers: { ProjectId: "int!", SearchValue: "text", TagSet: "TagPair[]", Filters: "Filter[]", ...page },
  DescribeRealServersStatus: { RealServerIds: "text[]!" },
  ModifyRealServerName: { RealServerName: "text!", RealServerId: "text!" },
  RemoveRealServers: { RealServerIds: "text[]!" },

  DescribeProxies: {
    InstanceIds: "text[]",
    ProxyIds: "text[]",
    Filters: "Filter[]",
    TagSet: "TagPair[]",
    Independent: "int",
    Order: "text",
    OrderField: "text",
    ...page,
  },
  DescribeProxiesStatus: { InstanceIds: "text[]", ProxyIds: "text[]" },
  DescribeProxyDetail: { ProxyId: "text!" },
  DescribeProxyGroupList: {
    Offset: "int!",
    Limit: "int!",
    ProjectId: "int!",
    Filters: "Filter[]",
    TagSet: "TagPair[]",
  },
  DescribeProxyGroupDetails: { GroupId: "text!" },
  DescribeCertificates: { CertificateType: "int", ...page },
} as const satisfies Readonly<Record<string, FieldTypes>>;

export type Operation = keyof typeof OPERATION_FIELDS;

export const STRUCTURES: Readonly<Record<string, FieldTypes>> = {
  RealServerBindSetReq: {
    RealServerId: "text!",
    RealServerPort: "int!",
    RealServerIP: "text!",
    RealServerWeight: "int",
    RealServerFailoverRole: "text",
  },
  RuleCheckParams: {
    DelayLoop: "int!",
    ConnectTimeout: "int!",
    Path: "text!",
    Method: "text!",
    StatusCode: "int[]!",
    Domain: "text",
    FailedCountInter: "int",
    FailedThreshold: "int",
    BlockInter: "int",
  },
  TagPair: { TagKey: "text!", TagValue: "text!" },
  Filter: { Name: "text!", Values: "text[]!" },
};
