import type { ClassType } from "type-graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { checkInput } from "../../../src/changes/check-input.js";
import { ProviderCapabilities } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import type { ListenerProtocol } from "../../../src/model/enums.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import type { CheckedInput, RuleContext } from "../../../src/model/rule.js";
import { ListenerSettingsInput, PoolSettingsInput } from "../../../src/model/settings.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { toAccelerator, toListener, toPool } from "../../../src/providers/alibaba-ga/mapping.js";
import {
  AlibabaGaPoolSettingsInput,
  AlibabaGaPortOverrideInput,
} from "../../../src/providers/alibaba-ga/pool-settings.js";
import { AlibabaGaListenerSettingsInput } from "../../../src/providers/alibaba-ga/settings.js";
import { wireAccelerator, wireEndpointGroup, wireListener } from "../../../src/providers/alibaba-ga/wire-readers.js";
import { registeredProviders } from "../../../src/providers/registry.js";

const { rules } = alibabaGa;
const capabilities = Object.assign(new ProviderCapabilities(), alibabaGa.capabilities, { provider: "ALIBABA_GA" });
const account = new CloudAccount({ id: "acme", provider: "ALIBABA_GA", region: null, capabilities });
const parentId = globalIdOf({ accountId: "acme", kind: "accelerator", key: "ga-1" });
const listenerId = globalIdOf({ accountId: "acme", kind: "listener", key: "lsr-1", hint: "ga-1" });
const poolId = globalIdOf({ accountId: "acme", kind: "pool", key: "epg-1", hint: "ga-1" });

const parentIn = (State: string) => toAccelerator(wireAccelerator({ AcceleratorId: "ga-1", State }), account);
const listenerOf = (Protocol: ListenerProtocol, port = 443) =>
  toListener(
    wireListener({
      ListenerId: "lsr-1",
      AcceleratorId: "ga-1",
      Protocol,
      State: "active",
      PortRanges: [{ FromPort: port, ToPort: port }],
    }),
    account,
  );
const poolWith = (more: object) =>
  toPool(
    wireEndpointGroup({
      EndpointGroupId: "epg-1",
      AcceleratorId: "ga-1",
      ListenerId: "lsr-1",
      State: "active",
      EndpointGroupRegion: "eu-central-1",
      HealthCheckEnabled: false,
      ...more,
    }),
    account,
  );

type Broken = readonly [path: string, code: string];
function broken(type: ClassType<CheckedInput>, input: object, state: Partial<RuleContext> = {}): Broken[] {
  const context = { capabilities, settingsKey: "alibabaGa", ...state };
  return checkInput(type, input as CheckedInput, [], context).map(({ path, code }) => [path?.join(".") ?? "", code]);
}
const invalid = (path: string): Broken[] => [[path, "INVALID_INPUT"]];
const unsupported = (path: string): Broken[] => [[path, "UNSUPPORTED"]];
const own = (field: string) => `settings.alibabaGa.${field}`;

// Registering the clouds gives the settings inputs their members; GraphQL would make the instances.
registeredProviders();
const listenerSettings = (fields: object) => ({
  settings: Object.assign(new ListenerSettingsInput(), {
    alibabaGa: Object.assign(new AlibabaGaListenerSettingsInput(), fields),
  }),
});
const poolSettings = ({
  portOverrides,
  ...fields
}: { portOverrides?: readonly object[] } & Record<string, unknown>) => {
  const overrides = portOverrides?.map((one) => Object.assign(new AlibabaGaPortOverrideInput(), one));
  const own = Object.assign(new AlibabaGaPoolSettingsInput(), fields, overrides && { portOverrides: overrides });
  return { settings: Object.assign(new PoolSettingsInput(), { alibabaGa: own }) };
};

describe("creating a listener", () => {
  const tcp = { parentId, name: "edge.v1", protocol: "TCP", portRanges: [{ fromPort: 80 }] };
  const https = { ...tcp, protocol: "HTTPS", tls: { certificateIds: ["1-cn-hangzhou"] } };
  const check = (input: object, state?: Partial<RuleContext>) => broken(rules.createListener, input, state);

  it("breaks no rule as it should be", () => {
    expect(check(tcp, { parent: parentIn("active") })).toEqual([]);
    expect(check({ ...tcp, name: "入口" })).toEqual([]);
    expect(
      check({
        ...https,
        tls: { certificateIds: ["1"], policy: "tls_cipher_policy_1_2" },
        ...listenerSettings({ httpVersion: "http3", xRealIpEnabled: true }),
      }),
    ).toEqual([]);
    expect(check({ ...tcp, portRanges: [{ fromPort: 1000, toPort: 2000 }], timeouts: { idleSeconds: 10 } })).toEqual(
      [],
    );
  });

  it("needs an accelerator whose bill is paid", () => {
    expect(check(tcp, { parent: parentIn("finacialLocked") })).toEqual([["parentId", "RESOURCE_FROZEN"]]);
  });

  it.each(["1st", "-x", "a b", "a/b", "", "a".repeat(129)])("takes no name %j", (name) => {
    expect(check({ ...tcp, name })).toEqual(invalid("name"));
  });

  it.each(["http://example.com", "HTTPS://example.com", "a".repeat(201)])("takes no description %j", (description) => {
    expect(check({ ...tcp, description })).toEqual(invalid("description"));
  });

  it("takes huge ranges alone only", () => {
    expect(check({ ...tcp, portRanges: [{ fromPort: 1 }, { fromPort: 1000, toPort: 1300 }] })).toEqual(
      invalid("portRanges.1"),
    );
    expect(check({ ...tcp, portRanges: [{ fromPort: 1 }, { fromPort: 1000, toPort: 1299 }] })).toEqual([]);
  });

  it.each([
    ["TCP", 9],
    ["TCP", 901],
    ["UDP", 9],
    ["UDP", 21],
    ["HTTP", 0],
    ["HTTP", 601],
  ] as const)("on %s takes no idle timeout of %i seconds", (protocol, idleSeconds) => {
    expect(check({ ...tcp, protocol, timeouts: { idleSeconds } })).toEqual(invalid("timeouts.idleSeconds"));
  });

  it("has request timeouts on layer 7, from 1 to 600 seconds", () => {
    expect(check({ ...tcp, timeouts: { requestSeconds: 60 } })).toEqual(unsupported("timeouts.requestSeconds"));
    expect(check({ ...tcp, protocol: "HTTP", timeouts: { requestSeconds: 601 } })).toEqual(
      invalid("timeouts.requestSeconds"),
    );
    expect(check({ ...tcp, protocol: "HTTP", timeouts: { requestSeconds: 180 } })).toEqual([]);
  });

  it("asks no client for a certificate", () => {
    expect(check({ ...https, tls: { certificateIds: ["1"], clientCaCertificateIds: ["2"] } })).toEqual(
      unsupported("tls.clientCaCertificateIds"),
    );
  });

  it("takes one of the cloud's policies, in one place", () => {
    const tls = (more: object) => ({ ...https, tls: { certificateIds: ["1"], ...more } });
    expect(check(tls({ policy: "modern" }))).toEqual(invalid("tls.policy"));
    expect(check({ ...https, ...listenerSettings({ securityPolicyId: "modern" }) })).toEqual(
      invalid(own("securityPolicyId")),
    );
    expect(
      check({
        ...tls({ policy: "tls_cipher_policy_1_2" }),
        ...listenerSettings({ securityPolicyId: "tls_cipher_policy_1_1" }),
      }),
    ).toEqual(invalid("tls.policy"));
    expect(
      check({
        ...tls({ policy: "tls_cipher_policy_1_2" }),
        ...listenerSettings({ securityPolicyId: "tls_cipher_policy_1_2" }),
      }),
    ).toEqual([]);
  });

  it("takes versions that a policy has", () => {
    const tls = (more: object) => ({ ...https, tls: { certificateIds: ["1"], ...more } });
    expect(check(tls({ versions: ["TLSv1.3", "TLSv1.2"] }))).toEqual([]);
    expect(check(tls({ versions: ["TLSv1.3"] }))).toEqual(invalid("tls.versions"));
    expect(check(tls({ versions: ["TLSv1.2"], policy: "tls_cipher_policy_1_2_strict" }))).toEqual([]);
    expect(check(tls({ versions: ["TLSv1.2"], policy: "tls_cipher_policy_1_1" }))).toEqual(invalid("tls.versions"));
    expect(
      check({ ...tls({ versions: ["TLSv1.2"] }), ...listenerSettings({ securityPolicyId: "tls_cipher_policy_1_1" }) }),
    ).toEqual(invalid("tls.versions"));
  });

  it.each([
    ["securityPolicyId", "tls_cipher_policy_1_2"],
    ["httpVersion", "http2"],
    ["xRealIpEnabled", true],
    ["xForwardedForGaIdEnabled", true],
    ["xForwardedForGaApEnabled", true],
    ["xForwardedForProtoEnabled", true],
    ["xForwardedForPortEnabled", true],
  ])("on TCP has no %s", (field, value) => {
    expect(check({ ...tcp, ...listenerSettings({ [field]: value }) })).toEqual(invalid(own(field)));
  });

  it("has an HTTP version that there is", () => {
    expect(check({ ...https, ...listenerSettings({ httpVersion: "http9" }) })).toEqual(invalid(own("httpVersion")));
  });

  it("takes no port of the servers", () => {
    expect(check({ ...https, ...listenerSettings({ backendPort: 80 }) })).toEqual(unsupported(own("backendPort")));
  });
});

describe("changing a listener", () => {
  const check = (input: object, protocol?: ListenerProtocol) =>
    broken(rules.updateListener, { id: listenerId, ...input }, protocol ? { listener: listenerOf(protocol) } : {});

  it("breaks no rule as it should be", () => {
    expect(
      check(
        {
          name: "Listener",
          description: "x",
          portRanges: [{ fromPort: 443 }],
          ...listenerSettings({ backendPort: 80 }),
        },
        "HTTPS",
      ),
    ).toEqual([]);
    expect(check({ name: null, description: null })).toEqual([]);
  });

  it.each(["a", "edge.v1", "1st", "a".repeat(129)])("takes no name %j, as its page says", (name) => {
    expect(check({ name })).toEqual(invalid("name"));
  });

  it("cannot empty a description", () => {
    expect(check({ description: "" })).toEqual(unsupported("description"));
    expect(check({ description: "https://x" })).toEqual(invalid("description"));
  });

  it("goes by the listener's protocol once that is known", () => {
    expect(check({ timeouts: { idleSeconds: 600 } }, "UDP")).toEqual(invalid("timeouts.idleSeconds"));
    expect(check({ timeouts: { idleSeconds: 600 } })).toEqual([]);
    expect(check(listenerSettings({ backendPort: 80 }), "HTTP")).toEqual(invalid(own("backendPort")));
    expect(check(listenerSettings({ backendPort: 0 }), "HTTPS")).toEqual(invalid(own("backendPort")));
    expect(check({ portRanges: [{ fromPort: 1 }, { fromPort: 1000, toPort: 1300 }] }, "TCP")).toEqual(
      invalid("portRanges.1"),
    );
    expect(check({ tls: { versions: ["TLSv1"] } }, "HTTPS")).toEqual(invalid("tls.versions"));
  });
});

describe("creating a pool", () => {
  const good = { listenerId, region: "eu-central-1", members: [{ address: "192.0.2.1" }] };
  const check = (input: object, listener?: ListenerProtocol) =>
    broken(rules.createPool, input, listener ? { listener: listenerOf(listener) } : {});

  it("breaks no rule as it should be", () => {
    for (const protocol of ["TCP", "UDP", "HTTP", "HTTPS"] as const)
      expect(check({ ...good, name: "eu.1" }, protocol)).toEqual([]);
    expect(
      check(
        {
          ...good,
          protocol: "HTTPS",
          ...poolSettings({ endpointRequestProtocol: "HTTPS", endpointProtocolVersion: "HTTP2" }),
        },
        "HTTPS",
      ),
    ).toEqual([]);
    expect(
      check(
        {
          ...good,
          healthMonitor: {
            protocol: "HTTP",
            path: "/",
            intervalSeconds: 50,
            healthyThreshold: 2,
            unhealthyThreshold: 2,
          },
        },
        "TCP",
      ),
    ).toEqual([]);
  });

  it("needs a listener, a region and a member", () => {
    const { listenerId: _l, ...noListener } = good;
    const { region: _r, ...noRegion } = good;
    const { members: _m, ...noMembers } = good;
    expect(check({ ...noListener, parentId })).toEqual(invalid("listenerId"));
    expect(check(noListener)).toEqual(invalid("listenerId"));
    expect(check(noRegion)).toEqual(invalid("region"));
    expect(check({ ...good, region: "Frankfurt" })).toEqual(invalid("region"));
    expect(check(noMembers)).toEqual(invalid("members"));
    expect(check({ ...good, members: [] })).toEqual(invalid("members"));
  });

  it("takes names and descriptions like a listener", () => {
    expect(check({ ...good, name: "1st" })).toEqual(invalid("name"));
    expect(check({ ...good, description: "http://x" })).toEqual(invalid("description"));
  });

  it("speaks a protocol of its own behind layer 7 only", () => {
    expect(check({ ...good, protocol: "UDP" })).toEqual(invalid("protocol"));
    expect(check({ ...good, protocol: "HTTP" }, "TCP")).toEqual(invalid("protocol"));
    expect(check({ ...good, protocol: "HTTPS" }, "HTTP")).toEqual(invalid("protocol"));
    expect(
      check({ ...good, protocol: "HTTP", ...poolSettings({ endpointRequestProtocol: "HTTPS" }) }, "HTTPS"),
    ).toEqual(invalid("protocol"));
    expect(check({ ...good, ...poolSettings({ endpointRequestProtocol: "HTTPS" }) }, "TCP")).toEqual(
      invalid(own("endpointRequestProtocol")),
    );
    expect(check({ ...good, ...poolSettings({ endpointProtocolVersion: "HTTP2" }) }, "HTTPS")).toEqual(
      invalid(own("endpointProtocolVersion")),
    );
  });

  it("takes at least one percent", () => {
    expect(check({ ...good, trafficPercentage: 0 })).toEqual(invalid("trafficPercentage"));
  });

  it.each([
    ["protocol", { protocol: "UDP" }, "UNSUPPORTED"],
    ["timeoutSeconds", { timeoutSeconds: 5 }, "UNSUPPORTED"],
    ["intervalSeconds", { intervalSeconds: 51 }, "INVALID_INPUT"],
    ["healthyThreshold", { healthyThreshold: 1 }, "INVALID_INPUT"],
    ["unhealthyThreshold", { unhealthyThreshold: 11 }, "INVALID_INPUT"],
    ["unhealthyThreshold", { healthyThreshold: 2, unhealthyThreshold: 3 }, "INVALID_INPUT"],
    ["path", { path: "/" }, "INVALID_INPUT"],
    ["path", { protocol: "TCP", path: "/" }, "INVALID_INPUT"],
  ])("refuses the health monitor's %s in %j", (field, healthMonitor, code) => {
    expect(check({ ...good, healthMonitor })).toEqual([[`healthMonitor.${field}`, code]]);
  });

  it("keeps the settings in agreement with each other and the listener", () => {
    const of = (fields: Record<string, unknown>, listener: ListenerProtocol) =>
      check({ ...good, ...poolSettings(fields) }, listener);
    expect(of({ endpointGroupType: "other" }, "TCP")).toEqual(invalid(own("endpointGroupType")));
    expect(of({ endpointGroupType: "virtual" }, "UDP")).toEqual(unsupported(own("endpointGroupType")));
    expect(of({ proxyProtocol: true }, "UDP")).toEqual(invalid(own("proxyProtocol")));
    expect(of({ proxyProtocol: true, clientIpPreservation: true }, "TCP")).toEqual(invalid(own("proxyProtocol")));
    expect(of({ clientIpPreservation: false }, "HTTP")).toEqual(invalid(own("clientIpPreservation")));
    expect(of({ endpointIpVersion: "IPv5" }, "TCP")).toEqual(invalid(own("endpointIpVersion")));
    expect(of({ healthCheckHost: "" }, "TCP")).toEqual(invalid(own("healthCheckHost")));
  });

  it("maps ports that the listener has, once each, and five at most", () => {
    const of = (...ports: number[]) =>
      check(
        {
          ...good,
          ...poolSettings({ portOverrides: ports.map((listenerPort) => ({ listenerPort, endpointPort: 8443 })) }),
        },
        "TCP",
      );
    expect(of(443)).toEqual([]);
    expect(of(444)).toEqual(invalid(own("portOverrides.0.listenerPort")));
    expect(of(443, 443)).toEqual(invalid(own("portOverrides.1.listenerPort")));
    expect(
      check({ ...good, ...poolSettings({ portOverrides: [{ listenerPort: 443, endpointPort: 65_500 }] }) }, "TCP"),
    ).toEqual(invalid(own("portOverrides.0.endpointPort")));
    const six = [1, 2, 3, 4, 5, 6].map((listenerPort) => ({ listenerPort, endpointPort: 1 }));
    expect(check({ ...good, ...poolSettings({ portOverrides: six }) })).toEqual(invalid(own("portOverrides")));
  });
});

describe("a member", () => {
  const check = (member: object) => broken(rules.setPoolMembers, { poolId, members: [member] });

  it.each([
    { address: "192.0.2.1" },
    { address: "www.example.com", weight: 0 },
    { address: "i-bp1abc", weight: 255 },
    { address: "10.0.0.1", targetId: "vpc-1", subnetId: "vsw-1" },
    { address: "10.0.0.1", targetType: "ENI", targetId: "eni-1" },
    { address: "bucket.oss-cn-hangzhou.aliyuncs.com", targetType: "OSS" },
    { address: "47.0.0.1", targetType: "PublicIp" },
  ])("may be %j", (member) => {
    expect(check(member)).toEqual([]);
  });

  it.each([
    ["targetType", { address: "192.0.2.1", targetType: "EIP" }, "INVALID_INPUT"],
    ["address", { address: "www.example.com", targetType: "Ip" }, "INVALID_INPUT"],
    ["address", { address: "192.0.2.1", targetType: "Domain" }, "INVALID_INPUT"],
    ["targetId", { address: "10.0.0.1", targetType: "IpTarget" }, "INVALID_INPUT"],
    ["targetId", { address: "10.0.0.1", targetType: "ENI" }, "INVALID_INPUT"],
    ["targetId", { address: "192.0.2.1", targetId: "x" }, "UNSUPPORTED"],
    ["subnetId", { address: "192.0.2.1", subnetId: "vsw-1" }, "UNSUPPORTED"],
    ["port", { address: "192.0.2.1", port: 80 }, "UNSUPPORTED"],
    ["weight", { address: "192.0.2.1", weight: 256 }, "INVALID_INPUT"],
  ])("is refused for its %s in %j", (field, member, code) => {
    expect(check(member)).toEqual([[`members.0.${field}`, code]]);
  });

  it("is needed", () => {
    expect(broken(rules.setPoolMembers, { poolId, members: [] })).toEqual(invalid("members"));
  });
});

describe("changing a pool", () => {
  let web: ReturnType<typeof poolWith>;
  let plain: ReturnType<typeof poolWith>;
  beforeAll(() => {
    web = poolWith({ EndpointRequestProtocol: "HTTP", PortOverrides: [{ ListenerPort: 443, EndpointPort: 8443 }] });
    plain = poolWith({ HealthCheckProtocol: "http" });
  });
  const check = (input: object, pool?: typeof web) =>
    broken(rules.updatePool, { id: poolId, ...input }, pool ? { pool } : {});

  it("breaks no rule as it should be", () => {
    expect(
      check(
        {
          name: "eu",
          trafficPercentage: 1,
          ...poolSettings({ endpointRequestProtocol: "HTTPS", endpointProtocolVersion: "HTTP2" }),
        },
        web,
      ),
    ).toEqual([]);
    expect(check({ healthMonitor: { path: "/ready" } }, plain)).toEqual([]);
  });

  it("refuses what the cloud cannot do", () => {
    expect(check({ name: "1st" })).toEqual(invalid("name"));
    expect(check({ description: "" })).toEqual(unsupported("description"));
    expect(check({ trafficPercentage: 0 })).toEqual(invalid("trafficPercentage"));
    expect(check({ healthMonitor: { path: "/ready" } }, web)).toEqual(invalid("healthMonitor.path"));
    expect(check(poolSettings({ endpointGroupType: "virtual" }))).toEqual([
      [own("endpointGroupType"), "IMMUTABLE_FIELD"],
    ]);
    expect(check(poolSettings({ endpointRequestProtocol: "HTTP" }), plain)).toEqual(
      invalid(own("endpointRequestProtocol")),
    );
    expect(check(poolSettings({ endpointProtocolVersion: "HTTP2" }), web)).toEqual(
      invalid(own("endpointProtocolVersion")),
    );
    expect(check(poolSettings({ portOverrides: [] }), web)).toEqual(unsupported(own("portOverrides")));
    expect(check(poolSettings({ portOverrides: [] }), plain)).toEqual([]);
    expect(check(poolSettings({ clientIpPreservation: true, proxyProtocol: true }))).toEqual(
      invalid(own("proxyProtocol")),
    );
  });
});
