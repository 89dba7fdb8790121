import { afterAll, beforeAll, expect, it } from "vitest";
import { type Classic, connectRecorded } from "./recorder.js";
import { listenerNamed, poolOf } from "./steps.js";

let provider: Classic;
beforeAll(async () => {
  provider = await connectRecorded();
});
afterAll(() => provider.stop());

const members = async () => {
  const pool = await poolOf(provider, await listenerNamed(provider, "checkout-edge"));
  const found = (await provider.service.membersOfPools([pool], provider.call())).get(pool.ref.key);
  if (!found || found instanceof Error) throw found;
  return found;
};

it("a member with neither address is reported by its id", async () => {
  const patch = ["server_address", "address"].map((field) => ({ op: "remove" as const, path: `/body/0/${field}` }));
  provider.cloud.faults.add({ fault: { kind: "edit", patch }, actions: "ListMembers" });
  expect((await members()).problems).toMatchObject([
    { code: "UNREADABLE", nativeId: expect.any(String), message: expect.stringContaining("server_address") },
  ]);
});
