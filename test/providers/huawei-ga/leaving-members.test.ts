import { afterAll, beforeAll, expect, it } from "vitest";
import { poolEtag } from "../../../src/model/pool.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import { listedUnder } from "../../support/listed.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";

let ga: Awaited<ReturnType<typeof connectSandboxed>>;
beforeAll(async () => {
  ga = await connectSandboxed(huaweiGa, { pace: 0.4 });
});
afterAll(() => ga.stop());

it("removed members disappear at once, and the etag does not change when the cloud finishes removing them", async () => {
  const { service } = ga;
  const { items } = await service.listPools({}, { after: null, limit: 100 }, ga.call());
  const members = await service.membersOfPools(items, ga.call());
  const pool = items.find(({ ref, status }) => {
    const found = members.get(ref.key);
    return status === "ACTIVE" && found && !(found instanceof ProblemError) && found.items.length > 2;
  })!;
  const [kept] = listedUnder(members, pool.ref.key);
  const { address, targetType, targetId, weight } = kept!;
  const changed = await service.setPoolMembers(pool, [{ address, targetType, targetId, weight }], ga.call());
  const etag = async () => {
    const found = listedUnder(await service.membersOfPools([changed], ga.call()), pool.ref.key);
    expect(found.map((member) => member.address)).toEqual([address]);
    return poolEtag(changed, found, null);
  };
  const atOnce = await etag();
  ga.sandbox.clock.advance(60_000);
  expect(await etag()).toBe(atOnce);
});
