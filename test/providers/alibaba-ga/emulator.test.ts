import { describe, expect, it } from "vitest";
import {
  create,
  emulateForEach,
  held,
  listener,
  named,
  ports,
  RegionId,
  refusal,
  type Shown,
  send,
  spare,
  theCloud,
  update,
} from "./emulated.js";

emulateForEach();

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
      "an invalid time",
      "AccessKeyId=a&Signature=b&SignatureNonce=c&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Timestamp=now",
      "InvalidTimeStamp.Format",
    ],
    [
      "no nonce",
      "AccessKeyId=a&Signature=b&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Timestamp=2020-01-01T00:00:00Z",
      "IncompleteSignature",
    ],
  ])("turns away what has %s", async (_, query, Code) => {
    const response = await fetch(`${theCloud().endpoint}/?Action=ListAccelerators&Version=2019-11-20&${query}`);
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
  it("are reported as missing before any is reported as invalid", async () => {
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
  theCloud().faults.add({ fault: { kind } });
  expect(await send("ListAccelerators", { RegionId })).toMatchObject(refusal(code, status));
});
