import { describe, expect, it } from "vitest";
import type { PoolMemberInput } from "../../src/model/inputs-shared.js";
import type { Pool, PoolMember } from "../../src/model/pool.js";
import type { UpdatePoolInput } from "../../src/model/pool-inputs.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { listedUnder } from "../support/listed.js";
import { brokenRules, fitting, healthMonitorInput, memberInputs, spareMemberFields } from "./inputs.js";
import { allPools, foundIn, keysOf } from "./listing.js";
import { createListener, placeFor, poolFor, rereadPool } from "./places.js";
import { rehearsed } from "./rehearsed.js";
import { subjectFor } from "./subject.js";

/** Pools get the members and settings that were asked for. */
export function describePoolChanges(manifest: AnyProviderManifest): void {
  const { hasExplicitPools, unsupportedMemberFields, unsupportedPoolFields, immutablePoolFields, algorithms } =
    manifest.capabilities;
  const canChange = (field: string) => !unsupportedPoolFields.includes(field) && !immutablePoolFields.includes(field);

  describe("changes of pools", () => {
    const subject = rehearsed(subjectFor(manifest, "for one test"));

    async function newPool() {
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const listener = await createListener(subject(), parent, port!);
      return { listener, pool: await poolFor(subject(), listener, parent) };
    }
    const membersOf = async (pool: Pool): Promise<readonly PoolMember[]> =>
      listedUnder(
        await subject().service.membersOfPools([await rereadPool(subject(), pool)], subject().call()),
        pool.ref.key,
      );
    async function setMembers(pool: Pool, wanted: PoolMemberInput[]) {
      const current = await rereadPool(subject(), pool);
      const spare = { members: await spareMemberFields(subject(), wanted.length) };
      const needed = { poolId: pool.id, members: wanted };
      const { members } = fitting(subject(), "setPoolMembers", needed, spare, { pool: current });
      await subject().service.setPoolMembers(current, members, subject().call());
      const now = await membersOf(pool);
      const asked = members.map(({ address, weight }) => ({ address, ...(weight == null ? {} : { weight }) }));
      expect(now).toHaveLength(asked.length);
      expect(now).toEqual(expect.arrayContaining(asked.map((member) => expect.objectContaining(member))));
      return now;
    }

    it("replace the whole set of members, and keep those that stay", async () => {
      const { pool } = await newPool();
      const first = await setMembers(pool, memberInputs(subject(), 3));
      const second = await setMembers(pool, memberInputs(subject(), 3, 2));
      const idsByAddress = (members: readonly PoolMember[]) => new Map(members.map(({ address, id }) => [address, id]));
      const [before, after] = [idsByAddress(first), idsByAddress(second)];
      const stayed = [...after.keys()].filter((address) => before.has(address));
      expect(stayed).toHaveLength(2);
      for (const address of stayed) expect(after.get(address)).toBe(before.get(address));
      await setMembers(pool, memberInputs(subject(), 1, 9));
    });

    it("set the same members again without a problem", async () => {
      const { pool } = await newPool();
      const first = await setMembers(pool, memberInputs(subject(), 2));
      expect(keysOf(await setMembers(pool, memberInputs(subject(), 2))).sort()).toEqual(keysOf(first).sort());
    });

    it.runIf(!unsupportedMemberFields.includes("weight"))("change weights", async () => {
      const { pool } = await newPool();
      const members = memberInputs(subject(), 2);
      await setMembers(pool, members);
      await setMembers(
        pool,
        members.map((member, index) => ({ ...member, weight: member.weight! + index + 1 })),
      );
    });

    it("touch no other pool", async () => {
      const { pool } = await newPool();
      const others = (await allPools(subject())).filter(({ ref }) => ref.key !== pool.ref.key);
      const look = () => subject().service.membersOfPools(others, subject().call());
      const before = await look();
      await setMembers(pool, memberInputs(subject(), 2));
      expect(await look()).toEqual(before);
    });

    const updates: { field: keyof UpdatePoolInput & keyof Pool; value: (pool: Pool) => unknown }[] = [
      { field: "name", value: () => "contract-pool-renamed" },
      { field: "description", value: () => "by contract" },
      { field: "algorithm", value: (pool) => algorithms.find((algorithm) => algorithm !== pool.algorithm) },
      { field: "trafficPercentage", value: () => 40 },
    ];
    it.each(updates.filter(({ field }) => canChange(field)))(
      "update the $field and leave the rest",
      async ({ field, value }) => {
        const { service, call } = subject();
        const { pool } = await newPool();
        const members = await membersOf(pool);
        const input: UpdatePoolInput = { id: pool.id, [field]: value(pool) };
        expect(brokenRules(subject(), "updatePool", input, { pool })).toEqual([]);
        const answer = await service.updatePool(pool, input, call());
        const after = await rereadPool(subject(), pool);
        const { name, description, algorithm, trafficPercentage, sessionPersistence } = pool;
        expect(after).toMatchObject({
          name,
          description,
          algorithm,
          trafficPercentage,
          sessionPersistence,
          [field]: value(pool),
        });
        expect(answer).toMatchObject({ ref: pool.ref, [field]: value(pool) });
        expect(await membersOf(pool)).toEqual(members);
      },
    );

    it.runIf(canChange("healthMonitor"))("set up a health monitor, and change one of its fields alone", async () => {
      const { service, call } = subject();
      const { pool } = await newPool();
      const update = async (healthMonitor: UpdatePoolInput["healthMonitor"]) => {
        const current = await rereadPool(subject(), pool);
        const input = fitting(subject(), "updatePool", { id: pool.id, healthMonitor }, {}, { pool: current });
        await service.updatePool(current, input, call());
        const monitor = foundIn(
          await service.healthMonitorsOfPools([await rereadPool(subject(), pool)], call()),
          pool.ref.key,
        );
        expect(monitor).toMatchObject(input.healthMonitor!);
        return monitor!;
      };
      const first = await update(healthMonitorInput());
      expect(await update({ intervalSeconds: 20 })).toEqual({ ...first, intervalSeconds: 20 });
    });

    it.runIf(canChange("healthMonitor"))("leave checks off that are off, unless they are switched on", async () => {
      const { service, call } = subject();
      const { pool } = await newPool();
      const update = async (healthMonitor: UpdatePoolInput["healthMonitor"]) => {
        const current = await rereadPool(subject(), pool);
        const input = fitting(subject(), "updatePool", { id: pool.id, healthMonitor }, {}, { pool: current });
        await service.updatePool(current, input, call());
        const now = await rereadPool(subject(), pool);
        return foundIn(await service.healthMonitorsOfPools([now], call()), pool.ref.key);
      };
      const first = await update(healthMonitorInput());
      const off = await update({ enabled: false });
      // Some clouds delete what is switched off.
      expect(off).toEqual(manifest.capabilities.hasExplicitPools || off ? { ...first, enabled: false } : null);
      if (off) {
        expect(await update({ intervalSeconds: 20 })).toEqual({ ...off, intervalSeconds: 20 });
        expect(await update({ enabled: true })).toEqual({ ...first, intervalSeconds: 20 });
      } else expect(await update(healthMonitorInput())).toMatchObject({ enabled: true });
    });

    it.runIf(hasExplicitPools)("create a pool that its listener shows, and delete it", async () => {
      const { service, call } = subject();
      const { listener, pool } = await newPool();
      const ofListener = listedUnder(await service.poolsOfListeners([listener], call()), listener.ref.key);
      expect(keysOf(ofListener)).toEqual([pool.ref.key]);
      expect(pool.status).toBe("ACTIVE");
      await service.deletePool(await rereadPool(subject(), pool), { cascade: true }, call());
      expect(await service.readPools([pool.ref], call())).toEqual(new Map());
      expect(keysOf(await allPools(subject()))).not.toContain(pool.ref.key);
      await service.deletePool(pool, { cascade: true }, call());
    });

    it("delete by the id alone what the cloud lets go of", async () => {
      const { service, call } = subject();
      const { pool } = await newPool();
      const outcome = await service.deleteById!(pool.ref, call()).then(
        () => "gone",
        ({ code }) => code,
      );
      expect(pool.isImplicit ? ["UNSUPPORTED"] : ["gone", "RESOURCE_IN_USE"]).toContain(outcome);
      expect((await service.readPools([pool.ref], call())).has(pool.ref.key)).toBe(outcome !== "gone");
    });

    it.runIf(hasExplicitPools)("do not update a pool that is gone", async () => {
      const { service, call } = subject();
      const { pool } = await newPool();
      await service.deletePool(await rereadPool(subject(), pool), { cascade: true }, call());
      const members = memberInputs(subject(), 1, 9);
      await expect(service.setPoolMembers(pool, members, call())).rejects.toMatchObject({
        name: "ProblemError",
        code: "NOT_FOUND",
      });
    });
  });
}
