import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CloudAccountConfig } from "../../src/config/account.js";
import {
  listenerOf,
  memberOf,
  membersReadOf,
  membersUnreadOf,
  monitorOf,
  poolOf,
  poolsReadOf,
  seenListener,
  seenMember,
  seenPool,
} from "../../src/inventory/kept-objects.js";
import type { Listener } from "../../src/model/listener.js";
import type { Pool, PoolMember } from "../../src/model/pool.js";
import { ProblemError } from "../../src/model/problem-error.js";
import { listingOf } from "../../src/providers/kit/listing.js";
import { placeAt, sortKey } from "../../src/providers/kit/places.js";
import type { Kept } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import type { SeenObject, SeenRow } from "../../src/store/seen.js";
import { connectSandboxed, type SandboxedProvider } from "../support/sandboxed-provider.js";

const PROBLEM = new ProblemError({ code: "UNREADABLE", message: "No.", nativeId: "x", nativeCode: "Odd.1" });

describe.each(providers)("rows of $key", (manifest) => {
  let provider: SandboxedProvider<CloudAccountConfig>;
  let listeners: readonly Listener[];
  let pools: readonly Pool[];
  let members: readonly PoolMember[];

  beforeAll(async () => {
    provider = await connectSandboxed(manifest);
    const { service, call } = provider;
    const page = { after: null, limit: 201 };
    listeners = (await service.listListeners({}, page, call())).items;
    pools = (await service.listPools({}, page, call())).items;
    const found = await service.membersOfPools(pools, call());
    members = [...found.values()].flatMap((one) => (one instanceof ProblemError ? [] : one.items));
  }, 60_000);
  afterAll(() => provider?.stop());

  const rowOf = (object: SeenObject): SeenRow => ({ ...object, accountId: provider.account.id });
  const around = { parent: null, parentRef: null, members: [], hasUnhealthyMembers: null, isServing: null };

  it("return what a provider needs to rebuild its objects", () => {
    expect(listeners.length * pools.length).toBeGreaterThan(0);
    const asked: Kept[] = [];
    const note = (kept: Kept) => {
      asked.push(kept);
      return undefined as never;
    };
    for (const listener of listeners)
      listenerOf(rowOf(seenListener(listener, { ...around, pools: listingOf([]) }, { manifest })), {
        listenerAgain: note,
      });
    for (const pool of pools) {
      const row = rowOf(seenPool(pool, { ...around, monitor: null, listing: listingOf([]) }, { manifest }));
      poolOf(row, { poolAgain: note });
    }
    expect(asked).toEqual(
      [...listeners, ...pools].map(({ ref, parentRef, native }) =>
        JSON.parse(JSON.stringify({ ref, parentRef, native })),
      ),
    );
  });

  it("keep the parts of pools and listeners, including problems", () => {
    const [listener, pool] = [listeners[0]!, pools[0]!];
    const ofPool = rowOf(
      seenPool(pool, { ...around, monitor: PROBLEM, listing: listingOf(members, [PROBLEM]) }, { manifest }),
    );
    expect(monitorOf(ofPool)).toEqual(PROBLEM);
    expect(membersReadOf(ofPool, members.map((member) => seenMember(member, { manifest })).map(rowOf))).toMatchObject({
      items: members.map(({ id, address, health }) => ({ id, address, health })),
      problems: [{ code: "UNREADABLE", nativeId: "x", nativeCode: "Odd.1", message: "No." }],
    });
    expect(membersUnreadOf(ofPool)).toMatchObject([{ nativeId: "x" }]);
    expect(ofPool.terms).toContainEqual({ name: "lacks", value: "members" });
    const complete = seenPool(pool, { ...around, monitor: null, listing: listingOf(members) }, { manifest });
    expect(membersUnreadOf(rowOf(complete))).toEqual([]);
    expect(complete.terms).toEqual([]);
    const unread = rowOf(seenListener(listener, { ...around, pools: PROBLEM }, { manifest }));
    expect(poolsReadOf(unread)).toEqual(PROBLEM);
    expect(unread.terms).toContainEqual({ name: "lacks", value: "pools" });
    const read = rowOf(seenListener(listener, { ...around, pools: listingOf(pools) }, { manifest }));
    expect(poolsReadOf(read)).toEqual(listingOf(pools.map(({ ref }) => ref.key)));
    expect(read.terms).not.toContainEqual(expect.objectContaining({ name: "lacks" }));
  });

  it("rebuild members as they were", () => {
    expect(members).not.toHaveLength(0);
    for (const member of members) {
      const again = memberOf(rowOf(seenMember(member, { manifest })));
      expect({ ...again, id: again.id }).toEqual({ ...member, ref: { ...again.ref }, id: member.id });
    }
  });

  it("are searched by addresses in their normal form, servers, certificates and tags", () => {
    const [listener] = listeners;
    const terms = (object: SeenObject) => object.terms.map(({ name, value }) => `${name} ${value}`);
    const server = { address: "Web-1.Example.com.", targetId: "2001:DB8:0::1" };
    const parent = { addresses: ["EDGE.example.com"] };
    const row = seenListener(
      listener!,
      { ...around, parent, members: [server, server], pools: listingOf([]) },
      { manifest },
    );
    const { tls, tags } = listener!;
    expect(terms(row)).toEqual([
      "address edge.example.com",
      "member web-1.example.com",
      "member 2001:db8::1",
      ...new Set(
        [...(tls?.certificateIds ?? []), ...(tls?.clientCaCertificateIds ?? [])].map((id) => `certificate ${id}`),
      ),
      ...(tags ?? []).map(({ key, value }) => `tag ${JSON.stringify([key, value])}`),
    ]);
    expect(row.place).toBe(sortKey(placeAt({ manifest }, listener!)));
  });
});
