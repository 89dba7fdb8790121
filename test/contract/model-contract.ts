import { describe, expect, it } from "vitest";
import { BalancingAlgorithm, ClientAffinity, MemberHealth, ResourceStatus } from "../../src/model/enums.js";
import { MAX_PORT, MIN_PORT } from "../../src/model/port-range.js";
import { poolOfMember } from "../../src/model/resource-ref.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { listedUnder } from "../support/listed.js";
import { allListeners, allParents, allPools } from "./listing.js";
import { subjectFor } from "./subject.js";

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const isInstant = (text: string | null) => text === null || (RFC_3339.test(text) && !Number.isNaN(Date.parse(text)));
const isUnique = (texts: readonly string[]) => new Set(texts).size === texts.length;

/** Whatever a cloud says, it arrives in the model's words. */
export function describeModel(manifest: AnyProviderManifest): void {
  describe("the model", () => {
    const subject = subjectFor(manifest, "for all tests");

    it("gives every listener what all listeners have", async () => {
      const listeners = await allListeners(subject());
      const { account } = subject();
      expect(isUnique(listeners.map(({ id }) => id)) && isUnique(listeners.map(({ urn }) => urn))).toBe(true);
      for (const listener of listeners) {
        expect(listener.ref).toMatchObject({ accountId: account.id, kind: "listener" });
        expect(listener.parentRef).toMatchObject({ accountId: account.id, kind: manifest.parentKind });
        expect(listener.account).toBe(account);
        expect(account.capabilities.protocols).toContain(listener.protocol);
        expect(listener.portRanges.length).toBeGreaterThan(0);
        expect(listener.portRanges.length).toBeLessThanOrEqual(account.capabilities.maxPortRanges);
        for (const { fromPort, toPort } of listener.portRanges) {
          expect(MIN_PORT <= fromPort && fromPort <= toPort && toPort <= MAX_PORT).toBe(true);
          expect(account.capabilities.allowsPortSpans || fromPort === toPort).toBe(true);
        }
        expect(Object.keys(ResourceStatus)).toContain(listener.status);
        expect([null, ...Object.keys(ClientAffinity)]).toContain(listener.clientAffinity);
        expect([null, ...Object.keys(BalancingAlgorithm)]).toContain(listener.algorithm);
        expect([listener.createdAt, listener.updatedAt].every(isInstant)).toBe(true);
        expect(listener.tls === null || listener.protocol === "HTTPS").toBe(true);
        expect(listener.settings).toBeInstanceOf(manifest.listenerSettings.output);
        expect(listener.etag).toMatch(/^[\w-]{22}$/);
      }
    });

    it("has things that are ready, and the cloud's own word where it does not know a status", async () => {
      const things = [
        ...(await allListeners(subject())),
        ...(await allParents(subject())),
        ...(await allPools(subject())),
      ];
      expect(things.filter(({ status, nativeStatus }) => status === "UNKNOWN" && !nativeStatus)).toEqual([]);
      expect(things.filter(({ status }) => status === "ACTIVE").length).toBeGreaterThan(things.length / 2);
    });

    it("keeps etags while nothing changes", async () => {
      const etags = async () => (await allListeners(subject())).map(({ etag }) => etag);
      expect(await etags()).toEqual(await etags());
    });

    it("gives every parent what all parents have", async () => {
      for (const parent of await allParents(subject())) {
        expect(parent.ref).toMatchObject({ accountId: subject().account.id, kind: manifest.parentKind });
        expect(Object.keys(ResourceStatus)).toContain(parent.status);
        expect(isInstant(parent.createdAt)).toBe(true);
        expect(parent.addresses.every((address) => address.length > 0)).toBe(true);
      }
    });

    it("gives every pool and member what all of them have", async () => {
      const pools = await allPools(subject());
      const { service, account, call } = subject();
      const members = await service.membersOfPools(pools, call());
      const health = await service.healthOfPools?.(pools, call());
      const { minMemberWeight, maxMemberWeight, hasExplicitPools } = account.capabilities;
      const ids: string[] = [];
      for (const pool of pools) {
        expect(pool.ref).toMatchObject({ accountId: account.id, kind: "pool" });
        if (hasExplicitPools) expect(pool.isImplicit).toBe(false);
        expect([null, ...Object.keys(BalancingAlgorithm)]).toContain(pool.algorithm);
        expect([pool.createdAt, pool.updatedAt].every(isInstant)).toBe(true);
        if (pool.settings !== null) expect(pool.settings).toBeInstanceOf(manifest.poolSettings?.output);
        for (const member of listedUnder(members, pool.ref.key)) {
          ids.push(member.id);
          expect(member.ref.kind).toBe("member");
          expect(poolOfMember(member.ref)).toEqual(pool.ref);
          expect(member.address).not.toBe("");
          const seen = health?.get(pool.ref.key);
          const known = member.health ?? (seen instanceof Map ? seen.get(member.ref.key) : undefined);
          expect(Object.keys(MemberHealth)).toContain(known);
          expect(known).not.toBe("NOT_READ");
          expect(member.port === null || (MIN_PORT <= member.port && member.port <= MAX_PORT)).toBe(true);
          if (minMemberWeight === null) expect(member.weight).toBeNull();
          else
            expect(
              member.weight === null || (minMemberWeight <= member.weight && member.weight <= maxMemberWeight!),
            ).toBe(true);
        }
      }
      expect(isUnique(ids)).toBe(true);
      if (!hasExplicitPools) expect(pools.some(({ isImplicit }) => isImplicit)).toBe(true);
    });
  });
}
