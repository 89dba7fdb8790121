import { capabilitiesOf } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import type { KnownProtocol } from "../../../src/model/enums.js";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import { toImplicitPool, toListener, toParent, toPool } from "../../../src/providers/tencent-gaap/mapping.js";
import { readChannel, readListener, readRule } from "../../../src/providers/tencent-gaap/wire.js";

/** An account without a connection. */
export const account = new CloudAccount({
  id: "gaap",
  provider: tencentGaap.name,
  region: null,
  capabilities: capabilitiesOf(tencentGaap),
});

export type Fields = Record<string, unknown>;

export const PARENT = "link-bjkpdum1";

const common = {
  ListenerId: "listener-o0f3at99",
  ListenerName: "test1",
  Port: 90,
  ListenerStatus: 0,
  CreateTime: 1_565_376_001,
  ProxyId: PARENT,
  GroupId: null,
};
const layer4 = {
  ...common,
  RealServerType: "IP",
  Scheduler: "rr",
  HealthCheck: 1,
  DelayLoop: 20,
  ConnectTimeout: 20,
  HealthyThreshold: 1,
  UnhealthyThreshold: 1,
  FailoverSwitch: 0,
  SessionPersist: 0,
  RealServerPort: null,
  RealServerSet: [
    {
      RealServerId: "rs-04v3s12t",
      RealServerIP: "203.0.113.20",
      RealServerPort: 8080,
      RealServerWeight: 1,
      RealServerStatus: 0,
      DownIPList: [],
      RealServerFailoverRole: "",
    },
  ],
};

/** Listeners as the cloud returns them. */
const WIRE: Readonly<Record<KnownProtocol, Fields>> = {
  TCP: { ...layer4, Protocol: "TCP", ClientIPMethod: 0, BindStatus: 1 },
  UDP: { ...layer4, Protocol: "UDP", BindStatus: 0, CheckType: "PING", CheckPort: 0 },
  HTTP: { ...common, Protocol: "HTTP" },
  HTTPS: {
    ...common,
    Protocol: "HTTPS",
    CertificateId: "cert-etww5bkh",
    ForwardProtocol: "HTTP",
    AuthType: 0,
    ClientCertificateId: "",
    PolyClientCertificateAliasInfo: [],
    Http3Supported: 0,
    TLSSupportVersion: ["TLSv1.2"],
    TLSCiphers: "GAAP_TLS_CIPHERS_WIDE",
  },
};

export function listener(protocol: KnownProtocol, fields: Fields = {}) {
  return toListener(readListener({ ...WIRE[protocol], ...fields }), account, { parentId: PARENT, protocol });
}

export function layer4Pool(protocol: "TCP" | "UDP", fields: Fields = {}) {
  return toImplicitPool(listener(protocol, fields))!;
}

export const ruleFields: Fields = {
  RuleId: "rule-f13hgptl",
  ListenerId: "listener-9vub5ymx",
  Domain: "www.example.com",
  Path: "/",
  RealServerType: "IP",
  Scheduler: "wrr",
  HealthCheck: 1,
  CheckParams: { DelayLoop: 10, ConnectTimeout: 3, Path: "/ok", Method: "HEAD", StatusCode: [200], FailedThreshold: 4 },
  RuleStatus: 0,
  BindStatus: 0,
  RealServerSet: [{ ...layer4.RealServerSet[0], RealServerStatus: 1, RealServerWeight: 7 }],
  ForwardProtocol: "HTTP",
  ForwardHost: "default",
  ServerNameIndicationSwitch: "OFF",
  ServerNameIndication: null,
  ForcedRedirect: null,
};

export function rulePool(fields: Fields = {}) {
  const place = { parentId: PARENT, listenerId: "listener-9vub5ymx", protocol: "HTTPS" } as const;
  return toPool(readRule({ ...ruleFields, ...fields }), account, place);
}

export function channel(fields: Fields = {}) {
  return toParent(readChannel({ ProxyId: PARENT, ProxyName: "checkout-edge", Status: "RUNNING", ...fields }), account);
}
