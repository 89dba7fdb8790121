import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { ListenerParent } from "../../../src/model/listener-parent.js";
import type { Pool } from "../../../src/model/pool.js";
import type { ListenerQuery } from "../../../src/providers/provider.js";
import { listedUnder } from "../../support/listed.js";
import { connectRecorded, type Recorded } from "./recorder.js";

const all = { after: null, limit: 201 };

describe("reading the usual inventory", () => {
  let provider: Recorded;
  beforeAll(async () => {
    provider = await connectRecorded();
  });
  afterAll(() => provider.stop());

  async function listed(query: ListenerQuery): Promise<string[]> {
    const { items, totalCount } = await provider.service.listListeners(query, all, provider.call());
    expect(totalCount).toBe(items.length);
    return items.map(({ name }) => name ?? "").sort();
  }

  async function parentNamed(name: string): Promise<ListenerParent> {
    const { items } = await provider.service.listParents({ nameContains: name }, all, provider.call());
    return items[0]!;
  }

  async function poolNamed(name: string): Promise<Pool> {
    const { items } = await provider.service.listPools({ nameContains: name }, all, provider.call());
    return items[0]!;
  }

  it("goes through pages by load balancer and key, also behind a listener that is gone", async () => {
    const { service, call } = provider;
    const whole = await service.listListeners({}, all, call());
    expect(whole).toMatchObject({ next: null, totalCount: 24 });
    const keys = whole.items.map(({ parentRef, ref }) => `${parentRef!.key}/${ref.key}`);
    expect(keys).toEqual([...keys].sort());

    const first = await service.listListeners({}, { after: null, limit: 10 }, call());
    const second = await service.listListeners({}, { after: first.next, limit: 14 }, call());
    expect([...first.items, ...second.items].map(({ ref }) => ref)).toEqual(whole.items.map(({ ref }) => ref));
    expect(second.next).toBeNull();

    const behindGone = await service.listListeners({}, { after: `${keys[4]}0`, limit: 1 }, call());
    expect(behindGone.items[0]?.ref).toEqual(whole.items[5]!.ref);
  });

  it.each(["listListeners", "listPools"] as const)("%s refuses an invalid position", async (list) => {
    const { service, call } = provider;
    const reading = service[list]({}, { after: "5c1e7d0a94b84f3ea0d2c6b1f7e8a901", limit: 1 }, call());
    await expect(reading).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("narrows by every condition", async () => {
    const edge = await parentNamed("lb-edge");
    expect(await listed({ parent: edge.ref })).toHaveLength(8);
    expect(await listed({ protocols: ["UDP"] })).toEqual(["coap-sensors", "ntp-relay", "syslog-intake"]);
    expect(await listed({ coversPort: 1883 })).toEqual(["mqtt-fleet"]);
    expect(await listed({ nameContains: "MQTT" })).toEqual(["mqtt-fleet", "mqtt-fleet-tls"]);
    expect(await listed({ statuses: ["ERROR"] })).toEqual([]);
    expect(await listed({ parent: edge.ref, protocols: ["HTTP"], coversPort: 80 })).toEqual(["checkout-redirect"]);
  });

  it("lets the cloud check what it can", async () => {
    provider.requests.length = 0;
    const edge = await parentNamed("lb-edge");
    await listed({ parent: edge.ref, coversPort: 443, nameContains: "checkout" });
    expect(provider.requests.at(-1)?.query).toBe(`loadbalancer_id=${edge.nativeId}&port=443`);
  });

  it("leaves out what is not there, whether one or many are asked for", async () => {
    const { service, account, call } = provider;
    const ref = (key: string) => ({ accountId: account.id, kind: "listener", key }) as const;
    const { items } = await service.listListeners({}, { after: null, limit: 1 }, call());
    const missing = ref("0".repeat(32));
    expect((await service.readListeners([missing], call())).size).toBe(0);
    expect((await service.readListeners([ref("not/an id")], call())).size).toBe(0);
    expect([...(await service.readListeners([missing, items[0]!.ref], call())).keys()]).toEqual([items[0]!.ref.key]);
    expect((await service.readPools([{ ...missing, kind: "pool" }], call())).size).toBe(0);
    expect((await service.readParents([{ ...missing, kind: "load-balancer" }], call())).size).toBe(0);
    expect((await service.readListeners([], call())).size).toBe(0);
  });

  it("tells frozen from running load balancers on their listeners", async () => {
    const { service, call } = provider;
    const { items } = await service.listListeners({}, all, call());
    const frozen = items.filter((listener) => listener.frozen?.isFrozen).map(({ name }) => name);
    expect(frozen.sort()).toEqual(["shop-2015", "shop-2015-tls"]);
    expect(items.every((listener) => listener.frozen !== null)).toBe(true);
  });

  it("shows members with their health, in order, and the health monitor", async () => {
    const { service, call } = provider;
    const pool = await poolNamed("checkout-edge");
    const members = listedUnder(await service.membersOfPools([pool], call()), pool.ref.key);
    expect(members.map(({ health }) => health).sort()).toEqual(["HEALTHY", "HEALTHY", "HEALTHY", "UNHEALTHY"]);
    expect(members.map(({ ref }) => ref.key)).toEqual(members.map(({ ref }) => ref.key).sort());
    expect((await service.healthMonitorsOfPools([pool], call())).get(pool.ref.key)).toMatchObject({
      protocol: "HTTP",
      path: "/healthz",
      port: 8080,
    });
  });

  it("reads members to the end", async () => {
    const { service, call } = provider;
    const parent = await parentNamed("lb-devices");
    const input = { parentId: parent.id, name: "many", protocol: "TCP" as const, portRanges: [{ fromPort: 7_100 }] };
    const [made] = await service.createListeners([{ parent: parent.ref, input }], call());
    const listener = made as Listener;
    const servers = Array.from({ length: 502 }, (_, number) => ({
      address: `10.30.${number >> 8}.${number & 255}`,
      targetId: `dbecb618-2259-405f-ab17-${String(number).padStart(12, "0")}`,
    }));
    const found = listedUnder(await service.poolsOfListeners([listener], call()), listener.ref.key);
    const pool = await service.setPoolMembers(found[0]!, servers, call());
    provider.requests.length = 0;
    const members = listedUnder(await service.membersOfPools([pool], call()), pool.ref.key);
    expect(members).toHaveLength(502);
    expect(provider.requests.map(({ query }) => query)).toEqual(["limit=500&marker=0", "limit=500&marker=499"]);
  });

  it("lets one pool's failure be its own", async () => {
    const { service, call, cloud } = provider;
    const pools = await Promise.all(["checkout-edge", "mqtt-fleet-tls"].map(poolNamed));
    const body = JSON.stringify({ error: { message: "no", code: "ELB.2002" } });
    cloud.faults.add({ fault: { kind: "respond", status: 400, body }, actions: "ListMembers", times: 1 });
    const outcomes = [...(await service.membersOfPools(pools, call())).values()];
    expect(outcomes.filter((outcome) => outcome instanceof Error)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !(outcome instanceof Error))).toHaveLength(1);
  });

  it("does not take a failed list for an empty one", async () => {
    const { service, call, cloud } = provider;
    const body = JSON.stringify({ error: { message: "gone", code: "ELB.6030" } });
    cloud.faults.add({ fault: { kind: "respond", status: 404, body }, actions: "ListListeners", times: 1 });
    await expect(service.listListeners({}, all, call())).rejects.toMatchObject({ nativeCode: "ELB.6030" });
  });
});
