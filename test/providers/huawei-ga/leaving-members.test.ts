import { afterAll, beforeAll, expect, it } from "vitest";
import { type PoolMember, poolEtag } from "../../../src/model/pool.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";

let ga: Awaited<ReturnType<typeof connectSandboxed>>;
beforeAll(async () => {
  ga = await connectSandboxed(huaweiGa, { pace: 0.4 });
});
afterAll(() => ga.stop());

it("members that were taken out are gone at once, and the etag does not change when the cloud is done with them", async () => {
  const { service } = ga;
  const { items } = await service.listPools({}, { after: null, limit: 100 }, ga.call());
  const members = await service.membersOfPools(items, ga.call());
  const pool = items.find(({ ref, status }) => {
    const found = members.get(ref.key);
    return status === "ACTIVE" && found && !(found instanceof ProblemError) && found.length > 2;
  })!;
  const [kept] = members.get(pool.ref.key) as readonly PoolMember[];
  const { address, targetType, targetId, weight } = kept!;
  const changed = await service.setPoolMembers(pool, [{ address, targetType, targetId, weight }], ga.call());
  const etag = async () => {
    const found = (await service.membersOfPools([changed], ga.call())).get(pool.ref.key);
    if (!found || found instanceof ProblemError) throw new Error("The members cannot be read.");
    expect(found.map((member) => member.address)).toEqual([address]);
    return poolEtag(changed, found, null);
  };
  const atOnce = await etag();
  ga.sandbox.clock.advance(60_000);
  expect(await etag()).toBe(atOnce);
});
