import { beforeAll, describe, expect, it } from "vitest";
import type { ListenerProtocol } from "../../../src/model/enums.js";
import {
  broken,
  invalid,
  listenerId,
  listenerOf,
  own,
  parentId,
  poolId,
  poolSettings,
  poolWith,
  unsupported,
} from "./checks-support.js";

describe("creating a pool", () => {
  const good = { listenerId, region: "eu-central-1", members: [{ address: "192.0.2.1" }] };
  const check = (input: object, listener?: ListenerProtocol) =>
    broken("createPool", input, listener ? { listener: listenerOf(listener) } : {});

  it("breaks no rule with valid input", () => {
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

  it("checks names and descriptions as for a listener", () => {
    expect(check({ ...good, name: "1st" })).toEqual(invalid("name"));
    expect(check({ ...good, description: "http://x" })).toEqual(invalid("description"));
  });

  it("allows a different protocol on layer 7 listeners only", () => {
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

  it("requires at least one percent", () => {
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

  it("requires settings that fit each other and the listener", () => {
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

  it("maps only ports of the listener, each once, and five at most", () => {
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
  const check = (member: object) => broken("setPoolMembers", { poolId, members: [member] });

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

  it("is required", () => {
    expect(broken("setPoolMembers", { poolId, members: [] })).toEqual(invalid("members"));
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
    broken("updatePool", { id: poolId, ...input }, pool ? { pool } : {});

  it("breaks no rule with valid input", () => {
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

  it("refuses what the cloud does not support", () => {
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
