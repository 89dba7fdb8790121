import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import type { ResourceRef } from "../../../src/model/resource-ref.js";
import { comparePlaces } from "../../../src/providers/kit/list-by-parent.js";
import { listenersByIds } from "../../../src/providers/tencent-gaap/reads.js";
import { partsOf, placeAfter, tokenOf } from "../../../src/providers/tencent-gaap/ref-keys.js";

import { systemClock } from "../../../src/transport/clock.js";
import type { CloudClient } from "../../../src/transport/cloud-client.js";
import { allListeners, CHECKOUT, connectRecorded, type Gaap, listenerNamed, parentRef, poolsOf } from "./recorder.js";

let provider: Gaap;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

type Nouns = "listListeners" | "listPools" | "listParents";

/** All items, a few at a time. */
async function paged(list: Nouns, limit: number): Promise<ResourceRef[]> {
  const refs: ResourceRef[] = [];
  for (let after: string | null = null; ; ) {
    const page: { items: readonly { ref: ResourceRef }[]; next: string | null } = await provider.service[list](
      {},
      { after, limit },
      provider.call(),
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    refs.push(...page.items.map(({ ref }) => ref));
    if (page.next === null) return refs;
    after = page.next;
  }
}

describe("a list", () => {
  it.each(["listListeners", "listPools", "listParents"] as const)(
    "of %s has everything once, in one order",
    async (list) => {
      const whole = (await provider.service[list]({}, { after: null, limit: 201 }, provider.call())).items;
      expect(await paged(list, 3)).toEqual(whole.map(({ ref }) => ref));
      const keys = whole.map(({ ref }) => ref.key);
      expect(new Set(keys).size).toBe(keys.length);
      expect([...keys].sort((a, b) => comparePlaces(a.split("/"), b.split("/")))).toEqual(keys);
    },
  );

  it("goes on behind any of its items, with or without the protocol before the key, and when the item is gone", async () => {
    const { service, call } = provider;
    const whole = await allListeners(provider);
    const at = whole.findIndex(({ name }) => name === "mqtt-websocket");
    const rest = whole.slice(at + 1).map(({ ref }) => ref);
    await service.deleteListener(whole[at]!, { cascade: true }, call());
    for (const after of [tokenOf(whole[at]!), whole[at]!.ref.key]) {
      const page = await service.listListeners({}, { after, limit: 201 }, call());
      expect(page.items.map(({ ref }) => ref)).toEqual(rest);
    }
  });

  it("of pools goes on between two rules of one listener", async () => {
    const { service, call } = provider;
    const all = { after: null, limit: 201 };
    const pools = (await service.listPools({}, all, call())).items;
    for (const [index, pool] of pools.entries()) {
      const page = await service.listPools({}, { after: tokenOf(pool), limit: 2 }, call());
      expect(page.items.map(({ ref }) => ref)).toEqual(pools.slice(index + 1, index + 3).map(({ ref }) => ref));
    }
  });

  it("knows its size where one parent is read as a whole and nothing else restricts it", async () => {
    const { service, call } = provider;
    const parent = parentRef(provider, CHECKOUT);
    const page = { after: null, limit: 2 };
    expect(await service.listListeners({ parent }, page, call())).toMatchObject({
      totalCount: 8,
      next: expect.any(String),
    });
    expect((await service.listListeners({ parent, nameContains: "x" }, page, call())).totalCount).toBeNull();
    expect((await service.listListeners({}, page, call())).totalCount).toBeNull();
    expect((await service.listParents({ nameContains: "GAMES" }, page, call())).totalCount).toBe(3);
  });

  it("fails when one parent's listeners cannot be read", async () => {
    provider.cloud.faults.add({ fault: { kind: "unauthenticated" }, actions: "^DescribeHTTPListeners$" });
    const list = provider.service.listListeners({}, { after: null, limit: 5 }, provider.call());
    await expect(list).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("takes a refusal to speak of layer 7 for none", async () => {
    const refusal = { Code: "FailedOperation.NotSupportOldVersionProxy", Message: "old" };
    const body = JSON.stringify({ Response: { Error: refusal, RequestId: "r" } });
    const headers = { "content-type": "application/json" };
    provider.cloud.faults.add({ fault: { kind: "respond", status: 200, body, headers }, actions: "HTTPS?Listeners$" });
    expect((await allListeners(provider)).map(({ protocol }) => protocol)).not.toContain("HTTP");
  });
});

describe("reading by id", () => {
  const hintless = ({ accountId, kind, key }: ResourceRef): ResourceRef => ({ accountId, kind, key });

  it("finds a listener without its protocol, and under its own parent only", async () => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "coap");
    const { ref, nativeId } = listener;
    const elsewhere = { ...ref, key: `${CHECKOUT}/${nativeId}` };
    const found = await service.readListeners([hintless(ref), elsewhere, { ...ref, key: "nonsense" }], call());
    expect([...found.keys()]).toEqual([ref.key]);
    expect(found.get(ref.key)).toEqual(listener);
  });

  it("finds the same pool however it is asked for", async () => {
    const { service, call } = provider;
    const [rule] = await poolsOf(provider, await listenerNamed(provider, "checkout-tls"));
    const [implied] = await poolsOf(provider, await listenerNamed(provider, "payments"));
    for (const pool of [rule!, implied!]) {
      for (const ref of [pool.ref, hintless(pool.ref)]) {
        expect((await service.readPools([ref], call())).get(ref.key)).toEqual(pool);
      }
    }
    const layer7 = await listenerNamed(provider, "checkout-tls");
    expect((await service.readPools([{ ...layer7.ref, kind: "pool" }], call())).size).toBe(0);
  });

  it("puts the default domain's pools first", async () => {
    const pools = await poolsOf(provider, await listenerNamed(provider, "checkout-tls"));
    expect(pools.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^www\./),
      expect.stringMatching(/^www\./),
      "static.example.com/",
    ]);
  });

  it("lets a part that cannot be read fail alone", async () => {
    const { service, cloud, call } = provider;
    const tcp = await listenerNamed(provider, "mqtt-tls");
    const udp = await listenerNamed(provider, "coap");
    cloud.faults.add({ fault: { kind: "unauthenticated" }, actions: "^DescribeUDPListeners$" });
    const found = await service.readListeners([tcp.ref, udp.ref], call());
    expect(found.get(tcp.ref.key)).toEqual(tcp);
    expect(found.get(udp.ref.key)).toMatchObject({ name: "ProblemError", code: "UNAUTHENTICATED" });
    expect((await service.readListeners([udp.ref], call())).get(udp.ref.key)).toBeInstanceOf(ProblemError);
  });

  it("finds channels and groups side by side", async () => {
    const { service, call } = provider;
    const refs = [CHECKOUT, "lg-6zk1pw3n", "link-none", "lg-none"].map((key) => parentRef(provider, key));
    const found = await service.readParents(refs, call());
    expect([...found.values()]).toMatchObject([{ name: "checkout-edge" }, { name: "games-global" }]);
  });
});

describe("listeners of one channel and protocol by their ids", () => {
  /** A cloud with this many listeners, and the calls that it was asked. */
  function cloudWith(count: number) {
    const asked: Record<string, unknown>[] = [];
    const items = Array.from({ length: count }, (_, index) => ({
      ListenerId: `listener-${index}`,
      Port: index + 1,
      ListenerStatus: 0,
    }));
    const client: CloudClient = {
      async send({ body }) {
        const fields = body as { ListenerId?: string; Offset: number; Limit: number };
        asked.push(fields);
        const found = fields.ListenerId
          ? items.filter(({ ListenerId }) => ListenerId === fields.ListenerId)
          : items.slice(fields.Offset, fields.Offset + fields.Limit);
        const json = { Response: { TotalCount: fields.ListenerId ? found.length : count, ListenerSet: found } };
        return { status: 200, headers: {}, text: "", json };
      },
      leastTimeFor: () => 0,
      close: async () => undefined,
    };
    const { account } = provider;
    const context = { client, account, clock: systemClock, pollIntervalMs: 10, close: () => client.close() };
    const read = async (...numbers: number[]) => {
      const ids = numbers.map((number) => `listener-${number}`);
      const wires = await listenersByIds(context, { parentId: "link-1", protocol: "TCP" }, ids, provider.call());
      return [...wires.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    };
    return { asked, read };
  }
  const byId = (number: number) => ({ ListenerId: `listener-${number}` });
  const page = (Offset: number) => expect.objectContaining({ ProxyId: "link-1", Offset, Limit: 50 });

  it("are asked for alone when there is one", async () => {
    const { asked, read } = cloudWith(300);
    expect(await read(299)).toEqual(["listener-299"]);
    expect(asked).toEqual([byId(299)]);
  });

  it("are asked for alone when they are fewer than the pages that are left", async () => {
    const { asked, read } = cloudWith(300);
    expect(await read(1, 200, 299)).toEqual(["listener-1", "listener-200", "listener-299"]);
    expect(asked).toEqual([page(0), byId(200), byId(299)]);
  });

  it("are read page by page when that is less", async () => {
    const { asked, read } = cloudWith(120);
    expect(await read(1, 60, 61, 100, 500)).toHaveLength(4);
    expect(asked).toEqual([page(0), page(49), page(98)]);
  });
});

it("takes keys apart", () => {
  expect(partsOf("link-1/listener-2")).toEqual({ parentId: "link-1", listenerId: "listener-2", ruleId: null });
  expect(partsOf("link-1/listener-2/rule-3")).toMatchObject({ ruleId: "rule-3" });
  for (const key of ["", "link-1", "link-1/", "/listener-2", "a/b/", "a/b/c/d"]) expect(partsOf(key)).toBeNull();
  expect(placeAfter("TCP/link-1/listener-2")).toEqual(["link-1", "listener-2"]);
  expect(placeAfter("link-1/listener-2")).toEqual(["link-1", "listener-2"]);
  expect(placeAfter(null)).toBeNull();
  expect(comparePlaces(["link-1"], ["link-1", "listener-2"])).toBeLessThan(0);
});
