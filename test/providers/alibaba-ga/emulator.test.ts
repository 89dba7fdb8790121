import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { ask, type RawOptions } from "./raw-client.js";
import { seedErrors, seedTable } from "./seed-document.js";

let sandbox: Sandbox;
beforeEach(async () => {
  const clouds = [{ key: "ga", cloud: await alibabaGa.sandbox() }];
  sandbox = await startSandbox({ clouds, ports: "any", controlPort: null });
});
afterEach(() => sandbox.stop());

type Given = Record<string, string | number>;
const RegionId = "cn-hangzhou";
const send = (action: string, parameters?: Given, options?: RawOptions) =>
  ask(sandbox.cloud("ga"), action, parameters, options);
const settle = () => sandbox.clock.advance(2_000);
const refusal = (code: string, status = 400) => ({ status, json: { Code: code } });
const ports = (...ranges: [number, number][]): Given =>
  Object.fromEntries(
    ranges.flatMap(([from, to], index) => [
      [`PortRanges.${index + 1}.FromPort`, from],
      [`PortRanges.${index + 1}.ToPort`, to],
    ]),
  );

type Shown = Record<string, unknown> & {
  Name: string;
  AcceleratorId: string;
  ListenerId: string;
  EndpointGroupId: string;
};
const held = (collection: string) => sandbox.cloud("ga").emulator.snapshot()[collection] as readonly Shown[];
const named = (collection: string, name: string): Shown => {
  const found = held(collection).find(({ Name }) => Name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};
const spare = () => named("accelerators", "spare-capacity").AcceleratorId;
const listener = (name: string) => named("listeners", name);
const create = (more: Given = {}) =>
  send("CreateListener", { RegionId, AcceleratorId: spare(), Protocol: "tcp", ...ports([80, 80]), ...more });
const update = (ListenerId: string, more: Given = {}) =>
  send("UpdateListener", { ListenerId, ...ports([80, 80]), ...more });
const onSpare = async (more: Given = {}) => {
  const ListenerId = String((await create(more)).json.ListenerId);
  settle();
  return ListenerId;
};

describe("the gate", () => {
  it("knows the API's actions and version only", async () => {
    expect(await send("MakeCoffee")).toMatchObject(refusal("InvalidApi.NotFound", 404));
    expect(await send("constructor")).toMatchObject(refusal("InvalidApi.NotFound", 404));
    expect(await send("ListAccelerators", { RegionId }, { version: "2020-01-01" })).toMatchObject(
      refusal("InvalidApi.NotFound", 404),
    );
    expect(await send("ListAccelerators", { RegionId }, { path: "/v1" })).toMatchObject(
      refusal("InvalidApi.NotFound", 404),
    );
    expect(await send("ListAccelerators", { RegionId }, { method: "PUT" })).toMatchObject(
      refusal("UnsupportedHTTPMethod"),
    );
    expect(await send("ListAccelerators", { RegionId }, { method: "GET" })).toMatchObject({ status: 200 });
  });

  it("lets clocks be fifteen minutes off", async () => {
    const minutes = (count: number) => ({ at: new Date(Date.now() + count * 60_000) });
    expect(await send("ListAccelerators", { RegionId }, minutes(14))).toMatchObject({ status: 200 });
    expect(await send("ListAccelerators", { RegionId }, minutes(16))).toMatchObject(
      refusal("InvalidTimeStamp.Expired"),
    );
    expect(await send("ListAccelerators", { RegionId }, minutes(-16))).toMatchObject(
      refusal("InvalidTimeStamp.Expired"),
    );
  });

  it.each([
    ["no signature", "", "MissingAccessKeyId"],
    [
      "another method",
      "AccessKeyId=a&Signature=b&SignatureNonce=c&SignatureMethod=MD5&SignatureVersion=1.0&Timestamp=2020-01-01T00:00:00Z",
      "InvalidSignatureMethod",
    ],
    [
      "a time that is none",
      "AccessKeyId=a&Signature=b&SignatureNonce=c&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Timestamp=now",
      "InvalidTimeStamp.Format",
    ],
    [
      "no nonce",
      "AccessKeyId=a&Signature=b&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Timestamp=2020-01-01T00:00:00Z",
      "IncompleteSignature",
    ],
  ])("turns away what has %s", async (_, query, Code) => {
    const response = await fetch(
      `${sandbox.cloud("ga").endpoint}/?Action=ListAccelerators&Version=2019-11-20&${query}`,
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      Code,
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      HostId: expect.any(String),
      Recommend: expect.stringContaining(Code),
    });
  });
});

describe("parameters", () => {
  it("are told of as missing before any is told of as invalid", async () => {
    expect(await send("CreateListener", { RegionId: "mars" })).toMatchObject(refusal("MissingPortRanges"));
    expect(await send("CreateListener", { ...ports([80, 80]), Protocol: "quic" })).toMatchObject(
      refusal("MissingRegionId"),
    );
    expect(await create({ RegionId: "mars" })).toMatchObject(refusal("InvalidRegionId"));
  });

  it.each([
    ["PortRanges.1.FromPort", "eighty", "InvalidPortRanges.1.FromPort"],
    ["PortRanges.1.ToPort", "", "MissingPortRanges.1.ToPort"],
    ["PortRanges.x.FromPort", "80", "InvalidPortRanges.x"],
    ["Protocol", "quic", "InvalidProtocol"],
    ["ClientAffinity", "COOKIE", "InvalidClientAffinity"],
    ["ProxyProtocol", "yes", "InvalidProxyProtocol"],
    ["Name", "1st", "InvalidName"],
    ["Description", "http://example.com", "InvalidDescription"],
    ["SecurityPolicyId", "modern", "InvalidSecurityPolicyId"],
    ["IdleTimeout", "5", "InvalidIdleTimeout"],
    ["ClientToken", "a".repeat(65), "InvalidClientToken"],
    ["ClientToken", "größe", "InvalidClientToken"],
    ["Type", "CustomRouting", "InvalidType"],
    ["AcceleratorId", "ga-none", "NotExist.Accelerator"],
  ])("are refused for %s=%s with %s", async (name, value, code) => {
    expect(await create({ [name]: value })).toMatchObject(refusal(code));
  });

  it("may be lists in JSON, as older clients write them, and names that nobody knows are passed over", async () => {
    const PortRanges = JSON.stringify([{ FromPort: 81, ToPort: 82 }]);
    const answer = await send("CreateListener", { RegionId, AcceleratorId: spare(), PortRanges, Whatever: "x" });
    expect(answer.status).toBe(200);
    expect(held("listeners")).toContainEqual(
      expect.objectContaining({ ListenerId: answer.json.ListenerId, PortRanges: [{ FromPort: 81, ToPort: 82 }] }),
    );
  });

  it("keep pages to fifty", async () => {
    expect(await send("ListAccelerators", { RegionId, PageSize: 51 })).toMatchObject(refusal("InvalidPageSize"));
    const first = await send("ListAccelerators", { RegionId, PageSize: 2 });
    expect(first.json).toMatchObject({ TotalCount: 5, PageNumber: 1, PageSize: 2 });
    expect(first.json.Accelerators).toHaveLength(2);
    expect((await send("ListAccelerators", { RegionId, PageSize: 2, PageNumber: 3 })).json.Accelerators).toHaveLength(
      1,
    );
    expect((await send("ListListeners", { RegionId, AcceleratorId: spare() })).json).toMatchObject({
      PageSize: 10,
      TotalCount: 0,
    });
  });
});

describe("the vendor's oddities", () => {
  it("are there", async () => {
    const { ListenerId, AcceleratorId } = listener("checkout-edge");
    await update(ListenerId, { ...ports([443, 443]), "BackendPorts.1.FromPort": 8080, "BackendPorts.1.ToPort": 8080 });
    const described = (await send("DescribeListener", { RegionId, ListenerId })).json;
    expect(described).toMatchObject({
      CreateTime: expect.any(String),
      BackendPorts: [{ FromPort: "8080", ToPort: "8080" }],
      RelatedAcls: [],
    });
    const { Listeners } = (await send("ListListeners", { RegionId, AcceleratorId })).json as { Listeners: Shown[] };
    const listed = Listeners.find((one) => one.ListenerId === ListenerId);
    expect(listed).toMatchObject({ CreateTime: expect.any(Number) });
    expect(listed).not.toHaveProperty("RelatedAcls");
    expect((await send("ListAccelerators", { RegionId })).json.Accelerators).toContainEqual(
      expect.objectContaining({ State: "finacialLocked" }),
    );
  });

  it("tell endpoints' ids in lists only", async () => {
    const { AcceleratorId, EndpointGroupId } = named("endpointGroups", "lobby-us-east-1");
    const { EndpointConfigurations } = (await send("DescribeEndpointGroup", { RegionId, EndpointGroupId })).json as {
      EndpointConfigurations: object[];
    };
    expect(EndpointConfigurations[0]).not.toHaveProperty("EndpointId");
    const { EndpointGroups } = (await send("ListEndpointGroups", { RegionId, AcceleratorId, EndpointGroupId }))
      .json as { EndpointGroups: Shown[] };
    expect(EndpointGroups).toMatchObject([
      { EndpointConfigurations: [{ EndpointId: expect.stringMatching(/^ep-/) }, {}] },
    ]);
  });

  it("put tags one level deeper than other lists", async () => {
    const answer = await send("ListTagResources", {
      RegionId,
      ResourceType: "accelerator",
      "ResourceId.1": named("accelerators", "iot-ingest").AcceleratorId,
    });
    expect(answer.json).toMatchObject({
      TagResources: { TagResource: [{ TagKey: "team", TagValue: "devices", ResourceType: "accelerator" }] },
    });
  });
});

describe("UpdateListener, as its page has it", () => {
  it("takes every parameter of the page's table", async () => {
    const ListenerId = await onSpare({ Protocol: "HTTPS", "Certificates.1.Id": "1-cn-hangzhou" });
    const answer = await send("UpdateListener", { ...seedTable, ListenerId });
    expect(answer.json).toEqual({ RequestId: expect.any(String) });
    expect(listener("Listener")).toMatchObject({
      Protocol: "TCP",
      PortRanges: [{ FromPort: 20, ToPort: 21 }],
      Description: "Listener",
      ClientAffinity: "SOURCE_IP",
      ProxyProtocol: false,
      Certificates: [],
    });
  });

  it("wants ports, two characters in a name, and affinity again to keep it", async () => {
    const ListenerId = await onSpare({ ClientAffinity: "SOURCE_IP", ProxyProtocol: "true" });
    expect(await send("UpdateListener", { ListenerId, Name: "Listener" })).toMatchObject(refusal("MissingPortRanges"));
    expect(await update(ListenerId, { Name: "L" })).toMatchObject(refusal("InvalidName"));
    expect(await update(ListenerId, { Name: "a.b" })).toMatchObject(refusal("InvalidName"));
    await update(ListenerId, { Name: "Listener" });
    expect(listener("Listener")).toMatchObject({ ClientAffinity: "NONE", ProxyProtocol: false });
  });

  it("refuses with the seven codes and texts of the page", async () => {
    const ListenerId = await onSpare();
    await onSpare({ ...ports([90, 95]) });
    const gone = listener("archive-read");
    const told: Record<string, string> = {};
    const note = async (answer: ReturnType<typeof send>) => {
      const { status, json } = await answer;
      expect(status).toBe(400);
      told[String(json.Code)] = String(json.Message);
    };
    await note(update("lsr-none"));
    await note(update(ListenerId, ports([81, 80])));
    await note(update(ListenerId, ports([94, 99])));
    await note(update(ListenerId, ports([1000, 1199], [2000, 2199])));
    await note(update(gone.ListenerId));
    await update(ListenerId, ports([82, 82]));
    await note(update(ListenerId));
    // A listener is never without its accelerator here.
    await note(send("ListListeners", { RegionId, AcceleratorId: "ga-none" }));
    expect(told).toEqual(seedErrors);
  });

  it("holds on to ports and protocols that port overrides need", async () => {
    const { ListenerId } = listener("image-upload");
    expect(await update(ListenerId, ports([21001, 21010]))).toMatchObject(refusal("NotExist.ListenerPort"));
    expect(await update(ListenerId, { ...ports([21000, 21000]), Protocol: "udp" })).toMatchObject(
      refusal("ProtocalIllegal.Listener"),
    );
    expect(await update(ListenerId, ports([21000, 21000]))).toMatchObject({ status: 200 });
  });
});

describe("ports", () => {
  it.each([
    ["tcp", [[0, 1]], "PortRangeIllegal.Listener"],
    ["tcp", [[1, 65_536]], "PortRangeIllegal.Listener"],
    ["tcp", [[65_499, 65_500]], "SystemPort.Listener"],
    ["udp", [[4_789, 4_789]], "PortRangeIllegal.UDP"],
    ["http", [[80, 81]], "PortRanges.MustOne"],
    [
      "tcp",
      [
        [1, 301],
        [400, 400],
      ],
      "PortRangeIllegal.Count",
    ],
    [
      "tcp",
      [
        [1, 10],
        [10, 20],
      ],
      "PortConflict.Listener",
    ],
    [
      "tcp",
      [
        [1, 200],
        [301, 401],
      ],
      "QuotaExceeded.ListenerPort",
    ],
  ] as [string, [number, number][], string][])("of a %s listener cannot be %j", async (Protocol, ranges, code) => {
    expect(await create({ Protocol, ...ports(...ranges) })).toMatchObject(refusal(code));
  });

  it("are shared by UDP with the others, and by nobody else", async () => {
    await onSpare();
    expect(await create({ Protocol: "http" })).toMatchObject(refusal("PortConflict.Listener"));
    expect(await create({ Protocol: "udp" })).toMatchObject({ status: 200 });
  });

  it("are huge once per protocol", async () => {
    await onSpare(ports([1_000, 2_000]));
    expect(await create(ports([3_000, 4_000]))).toMatchObject(refusal("PortRangeIllegal.ExceedGaAbility"));
    expect(await create({ Protocol: "udp", ...ports([3_000, 4_000]) })).toMatchObject({ status: 200 });
  });

  it("are on fifty listeners at most", async () => {
    for (let port = 1; port <= 50; port += 1) {
      expect(await create(ports([port, port]))).toMatchObject({ status: 200 });
      settle();
    }
    expect(await create(ports([51, 51]))).toMatchObject(refusal("QuotaExceeded.Listener"));
  });
});

describe("states", () => {
  it("pass on, and keep the accelerator busy meanwhile", async () => {
    const AcceleratorId = spare();
    const { ListenerId } = (await create({ Name: "edge" })).json;
    expect(listener("edge").State).toBe("init");
    expect(named("accelerators", "spare-capacity").State).toBe("configuring");
    expect(await create(ports([81, 81]))).toMatchObject(refusal("StateError.Accelerator"));
    expect(await update(String(ListenerId))).toMatchObject(refusal("NotActive.Listener"));
    expect(await send("ListListeners", { RegionId, AcceleratorId })).toMatchObject({ status: 200 });
    settle();
    expect(listener("edge").State).toBe("active");
    await update(String(ListenerId));
    expect(listener("edge").State).toBe("updating");
    settle();
    await send("DeleteListener", { ListenerId: String(ListenerId) });
    expect(listener("edge").State).toBe("deleting");
    settle();
    expect(await send("DescribeListener", { RegionId, ListenerId: String(ListenerId) })).toMatchObject(
      refusal("NotExist.Listener"),
    );
  });

  it("of an accelerator whose bill is unpaid let nothing be changed", async () => {
    const { AcceleratorId } = named("accelerators", "media-archive");
    expect(await create({ AcceleratorId })).toMatchObject(refusal("StateError.Accelerator"));
  });

  it("of endpoint groups keep writes apart, too", async () => {
    const group = named("endpointGroups", "lobby-us-east-1");
    const change = {
      RegionId,
      EndpointGroupId: group.EndpointGroupId,
      EndpointGroupRegion: "us-east-1",
      TrafficPercentage: 50,
    };
    expect(await send("UpdateEndpointGroup", change)).toMatchObject({ status: 200 });
    expect(await send("UpdateEndpointGroup", change)).toMatchObject(refusal("StateError.EndPointGroup"));
    const other = named("endpointGroups", "lobby-ap-southeast-1");
    expect(await send("DeleteEndpointGroup", { EndpointGroupId: other.EndpointGroupId })).toMatchObject(
      refusal("StateError.Accelerator"),
    );
    const attribute = { RegionId, EndpointGroupId: other.EndpointGroupId, Name: "at-once" };
    expect(await send("UpdateEndpointGroupAttribute", attribute)).toMatchObject({ status: 200 });
    expect(await send("UpdateEndpointGroup", { ...change, EndpointGroupId: "epg-none" })).toMatchObject(
      refusal("NotExist.EndPointGroup"),
    );
    settle();
    expect(await send("UpdateEndpointGroup", { ...change, EndpointGroupRegion: "us-west-1" })).toMatchObject(
      refusal("InvalidEndpointGroupRegion"),
    );
  });
});

describe("a token", () => {
  it("makes a repeat answer what the first call answered, whatever has happened since", async () => {
    const first = await create({ ClientToken: "t-1" });
    expect(await create({ ClientToken: "t-1" })).toMatchObject({
      status: 200,
      json: { ListenerId: first.json.ListenerId },
    });
    expect(await create({ ClientToken: "t-2" })).toMatchObject(refusal("StateError.Accelerator"));
    settle();
    // A refusal leaves the token free.
    expect(await create({ ClientToken: "t-2", ...ports([81, 81]) })).toMatchObject({ status: 200 });
  });

  it("is forgotten with everything else", async () => {
    const first = await create({ ClientToken: "t-1" });
    sandbox.reset();
    expect((await create({ ClientToken: "t-1" })).json.ListenerId).toBe(first.json.ListenerId);
    expect(held("listeners")).toHaveLength(26);
  });
});

describe("deleting", () => {
  it("begins with what hangs on a listener", async () => {
    const { ListenerId, AcceleratorId } = listener("checkout-edge");
    expect(await send("DeleteListener", { ListenerId })).toMatchObject(refusal("Exist.ForwardingRule"));
    const { ForwardingRules } = (await send("ListForwardingRules", { RegionId, AcceleratorId, ListenerId })).json as {
      ForwardingRules: { ForwardingRuleId: string }[];
    };
    expect(ForwardingRules).toHaveLength(1);
    const rule = { RegionId, AcceleratorId, ListenerId, "ForwardingRuleIds.1": ForwardingRules[0]!.ForwardingRuleId };
    expect(await send("DeleteForwardingRules", rule)).toMatchObject({ status: 200 });
    settle();
    expect(await send("DeleteForwardingRules", rule)).toMatchObject(refusal("NotExist.ForwardingRule"));
    expect(await send("DeleteListener", { ListenerId })).toMatchObject(refusal("Exist.EndpointGroup"));
    const many = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [`EndpointGroupIds.${index + 1}`, "epg-x"]),
    );
    expect(await send("DeleteEndpointGroups", { RegionId, ...many })).toMatchObject(refusal("InvalidEndpointGroupIds"));
  });

  it("does not take the word of who names another accelerator", async () => {
    const { ListenerId } = listener("tracker-sat");
    expect(await send("DeleteListener", { ListenerId, AcceleratorId: spare() })).toMatchObject(
      refusal("NotExist.Listener"),
    );
  });
});

it("tells what checks saw of endpoints", async () => {
  const { AcceleratorId, ListenerId } = listener("mqtt-fleet");
  expect((await send("GetHealthStatus", { RegionId, AcceleratorId, ListenerId })).json).toMatchObject({
    ListenerId,
    HealthStatus: "abnormal",
    EndpointGroups: [
      {
        HealthStatus: "partiallyAbnormal",
        Endpoints: [
          { HealthStatus: "normal" },
          { HealthStatus: "normal" },
          { HealthStatus: "abnormal", Address: "203.0.113.13" },
        ],
      },
    ],
  });
});

it.each([
  ["throttled", "Throttling.User", 400],
  ["busy", "StateError.Accelerator", 400],
  ["unauthenticated", "InvalidAccessKeyId.Inactive", 400],
] as const)("refuses in the vendor's words when it is to be %s", async (kind, code, status) => {
  sandbox.cloud("ga").faults.add({ fault: { kind } });
  expect(await send("ListAccelerators", { RegionId })).toMatchObject(refusal(code, status));
});
