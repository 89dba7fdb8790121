import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fill, type Mistake, validationMistakes } from "../../../src/config/fill.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import { AlibabaGaAccountConfig } from "../../../src/providers/alibaba-ga/account.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { connectGa, type Ga } from "./recorder.js";
import { listenerNamed, membersOf, must, parentNamed, poolsOf } from "./steps.js";

let ga: Ga;
beforeAll(async () => {
  ga = await connectGa();
});
afterEach(() => ga.cloud.faults.clear());
afterAll(() => ga.stop());

const all = { after: null, limit: 201 };
const refusing = (actions: string, Code: string, times?: number) =>
  ga.cloud.faults.add({
    fault: { kind: "respond", status: 400, body: JSON.stringify({ Code, Message: "No.", RequestId: "R-1" }) },
    actions,
    times,
  });

describe("the inventory", () => {
  it("has accelerators of every sort", async () => {
    const { items, totalCount } = await ga.service.listParents({}, all, ga.call());
    expect(items.map(({ name }) => name).sort()).toEqual([
      "iot-ingest",
      "media-archive",
      "realtime-games",
      "spare-capacity",
      "storefront-global",
    ]);
    expect(totalCount).toBe(5);
    expect(await parentNamed(ga, "media-archive")).toMatchObject({ status: "ERROR", nativeStatus: "finacialLocked" });
    expect(await parentNamed(ga, "storefront-global")).toMatchObject({
      tags: [
        { key: "team", value: "commerce" },
        { key: "stage", value: "production" },
      ],
    });
  });

  it("has listeners with several ranges, and members that are healthy, unhealthy and draining", async () => {
    expect((await listenerNamed(ga, "lobby")).portRanges).toEqual([
      { fromPort: 4000, toPort: 4000 },
      { fromPort: 4010, toPort: 4019 },
    ]);
    const healthOf = async (name: string) => {
      const [pool] = await poolsOf(ga, await listenerNamed(ga, name));
      const seen = must((await ga.service.healthOfPools!([pool!], ga.call())).get(pool!.ref.key));
      return (await membersOf(ga, pool!)).map(({ health, ref }) => health ?? seen.get(ref.key));
    };
    expect(await healthOf("mqtt-fleet")).toEqual(["HEALTHY", "HEALTHY", "UNHEALTHY"]);
    expect(await healthOf("match-servers")).toEqual(["HEALTHY", "HEALTHY", "HEALTHY", "DRAINING"]);
    expect(await healthOf("search-suggest")).toEqual(["UNMONITORED", "UNMONITORED"]);
  });

  it("has pools with the default one first", async () => {
    const pools = await poolsOf(ga, await listenerNamed(ga, "checkout-edge"));
    expect(pools.map(({ settings }) => (settings as { endpointGroupType: string }).endpointGroupType)).toEqual([
      "default",
      "virtual",
    ]);
    expect(await poolsOf(ga, await listenerNamed(ga, "tracker-sat"))).toEqual([]);
  });
});

describe("a list", () => {
  it("goes on after a place whose listener and accelerator are both gone", async () => {
    const whole = (await ga.service.listListeners({}, all, ga.call())).items;
    const place = whole[12]!.ref;
    const after = `${place.hint}/${place.key}0`;
    const { items } = await ga.service.listListeners({}, { ...all, after }, ga.call());
    expect(items.map(({ nativeId }) => nativeId)).toEqual(whole.slice(13).map(({ nativeId }) => nativeId));
    const late = await ga.service.listListeners({}, { ...all, after: "ga-zzz/lsr-1" }, ga.call());
    expect(late).toMatchObject({ items: [], next: null });
  });

  it("refuses a place that none of its items has", async () => {
    const asking = ga.service.listListeners({}, { ...all, after: "lsr-1" }, ga.call());
    await expect(asking).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: ["after"] });
  });

  it("passes one protocol on to the cloud", async () => {
    const { parentRef } = await listenerNamed(ga, "lobby");
    ga.requests.length = 0;
    const { items } = await ga.service.listListeners({ parent: parentRef!, protocols: ["UDP"] }, all, ga.call());
    expect(items.map(({ name }) => name).sort()).toEqual(["match-servers", "telemetry", "voice-chat"]);
    expect(ga.sent("ListListeners")).toMatchObject({ Protocol: "UDP" });
  });

  it("is empty for an accelerator that is not there", async () => {
    const parent = { accountId: ga.account.id, kind: "accelerator" as const, key: "ga-none" };
    expect(await ga.service.listListeners({ parent }, all, ga.call())).toMatchObject({ items: [], next: null });
    expect(await ga.service.listPools({ parent }, all, ga.call())).toMatchObject({ items: [], next: null });
  });

  it("fails as a whole when one accelerator cannot be read: an outage is not an empty accelerator", async () => {
    refusing("ListListeners", "Forbidden", 1);
    await expect(ga.service.listListeners({}, all, ga.call())).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("reads by key", () => {
  it("fail for the keys of one accelerator only", async () => {
    const games = [await listenerNamed(ga, "lobby"), await listenerNamed(ga, "voice-chat")];
    const single = await listenerNamed(ga, "mqtt-fleet");
    refusing("ListListeners", "Forbidden");
    const found = await ga.service.readListeners(
      [...games, single].map(({ ref }) => ref),
      ga.call(),
    );
    for (const { ref } of games) expect(found.get(ref.key)).toMatchObject({ code: "FORBIDDEN" });
    expect(found.get(single.ref.key)).toMatchObject({ name: "mqtt-fleet" });
  });

  it("fail for one listener's pools only", async () => {
    const [lobby, fleet] = [await listenerNamed(ga, "lobby"), await listenerNamed(ga, "mqtt-fleet")];
    refusing("ListEndpointGroups", "Forbidden", 1);
    const found = await ga.service.poolsOfListeners([lobby, fleet], ga.call());
    expect([...found.values()].filter((value) => value instanceof Error)).toHaveLength(1);
    expect([...found.values()].filter((value) => !(value instanceof Error))).toHaveLength(1);
  });

  it("treat a group without a state as gone", async () => {
    const [pool] = await poolsOf(ga, await listenerNamed(ga, "lobby"));
    const { hint: _, ...ref } = pool!.ref;
    ga.cloud.faults.add({
      fault: { kind: "respond", status: 200, body: '{"RequestId":"R-1"}' },
      actions: "DescribeEndpointGroup",
    });
    expect((await ga.service.readPools([ref], ga.call())).size).toBe(0);
  });

  it("find a pool by its urn, without the accelerator in it", async () => {
    const [pool] = await poolsOf(ga, await listenerNamed(ga, "lobby"));
    const { hint: _, ...ref } = pool!.ref;
    expect(must((await ga.service.readPools([ref], ga.call())).get(ref.key))).toMatchObject({
      ref: pool!.ref,
      name: pool!.name,
    });
  });
});

it("tells why health could not be read, listener by listener", async () => {
  const [fleet] = await poolsOf(ga, await listenerNamed(ga, "mqtt-fleet"));
  const [servers] = await poolsOf(ga, await listenerNamed(ga, "match-servers"));
  refusing("GetHealthStatus", "Forbidden", 1);
  const found = await ga.service.healthOfPools!([fleet!, servers!], ga.call());
  const outcomes = [fleet!, servers!].map(({ ref }) => found.get(ref.key));
  expect(outcomes.filter((one) => one instanceof ProblemError)).toMatchObject([
    { code: "FORBIDDEN", requestId: "R-1" },
  ]);
});

describe("an account", () => {
  const mistakesIn = (plain: object): string[] => {
    const mistakes: Mistake[] = [];
    const config = fill(AlibabaGaAccountConfig, plain, "", mistakes, { env: { SECRET: "s" } });
    return [...mistakes, ...validationMistakes(config, "")].map(({ path }) => path);
  };
  const good = { id: "ga", provider: "alibaba-ga", accessKeyId: "LTAI", accessKeySecret: { env: "SECRET" } };

  it("needs an AccessKey pair and knows the endpoint", () => {
    expect(mistakesIn(good)).toEqual([]);
    expect(mistakesIn({ ...good, securityToken: { env: "SECRET" } })).toEqual([]);
    expect(mistakesIn({ ...good, accessKeyId: "", accessKeySecret: "written out" })).toEqual([
      "accessKeyId",
      "accessKeySecret",
    ]);
    expect(new AlibabaGaAccountConfig().endpoint).toBe("https://ga.cn-hangzhou.aliyuncs.com");
  });

  it("signs with a temporary key's token", async () => {
    const cloud = await alibabaGa.sandbox();
    const plain = { ...cloud.account(ga.cloud.endpoint), securityToken: { value: "sts-token" } };
    const config = fill(AlibabaGaAccountConfig, plain, "", [], { env: {}, allowsPlainSecrets: true });
    expect(config.securityToken?.reveal()).toBe("sts-token");
    const { createTransport } = await import("../../../src/transport/create-transport.js");
    const { silentLog } = await import("../../support/silent-log.js");
    const transport = createTransport({ log: silentLog });
    const service = alibabaGa.connect({ account: ga.account, config, transport });
    ga.requests.length = 0;
    await service.listParents({}, all, ga.call());
    expect(ga.requests[0]?.headers).toMatchObject({
      "x-acs-security-token": "sts-token",
      "x-acs-accesskey-id": "SANDBOXALIBABAGAKEY",
    });
    await service.close();
    await transport.close();
  });
});
