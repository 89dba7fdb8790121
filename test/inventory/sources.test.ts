import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CloudAccountConfig } from "../../src/config/account.js";
import { faceOf, sourceOfListener, sourceOfParent, sourceOfPool } from "../../src/inventory/sources.js";
import type { Listener } from "../../src/model/listener.js";
import type { ListenerParent } from "../../src/model/listener-parent.js";
import { type HealthMonitor, type Pool, PoolMember } from "../../src/model/pool.js";
import { ProblemError } from "../../src/model/problem-error.js";
import { memberRef, type ResourceRef } from "../../src/model/resource-ref.js";
import { listingOf } from "../../src/providers/kit/listing.js";
import { providers } from "../../src/providers/registry.js";
import { connectSandboxed, type SandboxedProvider } from "../support/sandboxed-provider.js";

const odd = new ProblemError({ code: "UNREADABLE", message: "No." });

describe.each(providers)("what rows of $key are made of", (manifest) => {
  let provider: SandboxedProvider<CloudAccountConfig>;
  let parent: ListenerParent;
  let listener: Listener;
  let pool: Pool;

  beforeAll(async () => {
    provider = await connectSandboxed(manifest);
    const { service, call } = provider;
    const page = { after: null, limit: 201 };
    [parent] = (await service.listParents({}, page, call())).items as [ListenerParent];
    [listener] = (await service.listListeners({}, page, call())).items as [Listener];
    [pool] = (await service.listPools({}, page, call())).items as [Pool];
  }, 60_000);
  afterAll(() => provider?.stop());

  /** The same with other fields. A copy would lose what the object only makes when it is asked for. */
  const but = <T extends object>(object: T, fields: Partial<T>): T =>
    new Proxy(object, {
      get: (target, name) => (name in fields ? fields[name as keyof T] : Reflect.get(target, name, target)),
    });
  const ref: ResourceRef = { accountId: "a", kind: "load-balancer", key: "other" };
  const allDiffer = (sources: readonly (string | null)[]) => {
    expect(sources).not.toContain(null);
    expect(new Set(sources).size).toBe(sources.length);
  };

  it("a listener's is the same for the same, and another for any difference", () => {
    const parts = { face: "face", pools: listingOf([pool]), sources: ["source"] };
    const own = () => sourceOfListener(listener, parts, "1");
    expect(own()).toBe(own());
    allDiffer([
      own(),
      sourceOfListener(listener, parts, "2"),
      sourceOfListener(listener, { ...parts, face: null }, "1"),
      sourceOfListener(listener, { ...parts, sources: ["other"] }, "1"),
      sourceOfListener(listener, { ...parts, pools: listingOf([but(pool, { ref })]) }, "1"),
      ...[
        { ref },
        { parentRef: ref },
        { native: { ...(listener.native as object), more: 1 } },
        { status: "DELETING" as const },
        { region: "elsewhere" },
        { frozen: { isFrozen: true, reasons: [] } as never },
      ].map((fields) => sourceOfListener(but(listener, fields), parts, "1")),
    ]);
    expect(sourceOfListener(listener, { ...parts, pools: odd }, "1")).toBeNull();
    expect(sourceOfListener(listener, { ...parts, pools: listingOf([pool], [odd]) }, "1")).toBeNull();
    expect(sourceOfListener(listener, { ...parts, sources: [null] }, "1")).toBeNull();
  });

  it("a pool's covers its members and its monitor", () => {
    const member = (fields: Partial<PoolMember>) =>
      new PoolMember({
        ...{
          ref: memberRef(pool.ref, "m"),
          nativeId: "m",
          address: "10.0.0.1",
          port: 80,
          weight: 1,
          health: "HEALTHY",
        },
        ...{ targetType: null, targetId: null, subnetId: null },
        ...fields,
      } as ConstructorParameters<typeof PoolMember>[0]);
    const digest = { hasHealthyMember: true, hasUnhealthyMembers: false };
    const parts = { digest, parentRef: ref, face: "face", monitor: null, listing: listingOf([member({})]) };
    const own = () => sourceOfPool(pool, parts, "1");
    expect(own()).toBe(own());
    allDiffer([
      own(),
      sourceOfPool(pool, parts, "2"),
      sourceOfPool(pool, { ...parts, face: null }, "1"),
      sourceOfPool(pool, { ...parts, digest: { ...digest, hasHealthyMember: null } }, "1"),
      sourceOfPool(pool, { ...parts, digest: { ...digest, hasUnhealthyMembers: true } }, "1"),
      sourceOfPool(pool, { ...parts, parentRef: null }, "1"),
      sourceOfPool(pool, { ...parts, monitor: { enabled: true } as HealthMonitor }, "1"),
      sourceOfPool(pool, { ...parts, listing: listingOf<PoolMember>([]) }, "1"),
      ...[
        { ref },
        { parentRef: { ...ref, key: "another" } },
        { native: { ...(pool.native as object), more: 1 } },
        { status: "DELETING" as const },
        { region: "elsewhere" },
      ].map((fields) => sourceOfPool(but(pool, fields), parts, "1")),
      ...[
        { ref: memberRef(pool.ref, "n") },
        { nativeId: "n" },
        { address: "10.0.0.2" },
        { port: 81 },
        { weight: 2 },
        { health: "UNHEALTHY" as const },
        { targetType: "ECS" as never },
        { targetId: "t" },
        { subnetId: "s" },
      ].map((fields) => sourceOfPool(pool, { ...parts, listing: listingOf([member(fields)]) }, "1")),
    ]);
    expect(sourceOfPool(pool, { ...parts, monitor: odd }, "1")).toBeNull();
    expect(sourceOfPool(pool, { ...parts, listing: odd }, "1")).toBeNull();
    expect(sourceOfPool(pool, { ...parts, listing: listingOf([member({})], [odd]) }, "1")).toBeNull();
  });

  it("a load balancer's or accelerator's is another for any difference, and so is what its listeners take from it", () => {
    const fields: Partial<ListenerParent>[] = [
      { ref },
      { native: { ...(parent.native as object), more: 1 } },
      { status: "DELETING" },
      { addresses: ["192.0.2.1"] },
    ];
    expect(sourceOfParent(parent, "1")).toBe(sourceOfParent(parent, "1"));
    allDiffer([
      sourceOfParent(parent, "1"),
      sourceOfParent(parent, "2"),
      ...fields.map((some) => sourceOfParent(but(parent, some), "1")),
    ]);
    const face = { addresses: ["192.0.2.1"], freeze: null, status: "ACTIVE" as const };
    allDiffer([
      faceOf(face),
      faceOf({ ...face, addresses: [] }),
      faceOf({ ...face, status: "ERROR" }),
      faceOf({ ...face, freeze: { isFrozen: true, reasons: [] } as never }),
    ]);
  });
});
