import { describe, expect, it } from "vitest";
import {
  create,
  emulateForEach,
  held,
  listener,
  named,
  onSpare,
  ports,
  RegionId,
  refusal,
  send,
  settle,
  spare,
  theSandbox,
  update,
} from "./emulated.js";
import { seedErrors, seedTable } from "./seed-document.js";

emulateForEach();

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
    theSandbox().reset();
    expect((await create({ ClientToken: "t-1" })).json.ListenerId).toBe(first.json.ListenerId);
    expect(held("listeners")).toHaveLength(26);
  });
});

describe("deleting", () => {
  it("begins with the dependents of a listener", async () => {
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
