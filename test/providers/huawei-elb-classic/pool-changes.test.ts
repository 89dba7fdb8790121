import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { listenerNamed, membersOf, monitorOf, poolOf, server } from "./steps.js";

let provider: Recorded;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const bodiesOf = (action: string) => provider.requests.filter((one) => one.action === action).map(({ body }) => body);
const actions = () => provider.requests.map(({ action }) => action);

describe("the pool of a listener", () => {
  it("is changed through the listener", async () => {
    const { service, call } = provider;
    const pool = await poolOf(provider, await listenerNamed(provider, "search"));
    const changed = await service.updatePool(
      pool,
      { id: pool.id, algorithm: "SOURCE_IP", healthMonitor: { enabled: true, intervalSeconds: 9 } },
      call(),
    );
    expect(changed.algorithm).toBe("SOURCE_IP");
    expect(await monitorOf(provider, changed)).toMatchObject({ intervalSeconds: 9, path: "/healthz" });
    expect(bodiesOf("UpdateListener")).toEqual([{ lb_algorithm: "source" }]);
  });

  it("is not created or deleted by itself", async () => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "search");
    const pool = await poolOf(provider, listener);
    const parent = listener.parentRef!;
    await expect(
      service.createPool({ input: { listenerId: listener.id }, listener, parent }, call()),
    ).rejects.toMatchObject({ code: "UNSUPPORTED" });
    await expect(service.deletePool(pool, { cascade: true }, call())).rejects.toBeInstanceOf(ProblemError);
  });
});

describe("members", () => {
  const freshPool = async () => poolOf(provider, await listenerNamed(provider, "staging-web"));

  it("become those of the input, and those that stay are left alone", async () => {
    const { service, call } = provider;
    const pool = await poolOf(provider, await listenerNamed(provider, "staging-web"));
    await service.setPoolMembers(pool, [server(1), server(2), server(3)], call());
    const before = new Map(
      (await membersOf(provider, await freshPool())).map((member) => [member.targetId, member.nativeId]),
    );
    provider.requests.length = 0;

    await service.setPoolMembers(pool, [server(2), server(3, "10.20.9.3"), server(4)], call());
    expect(actions()).toEqual([
      "ListMembers",
      ...["AddMembers", "ShowJob"],
      ...["RemoveMembers", "ShowJob"],
      ...["AddMembers", "ShowJob"],
      "ShowListener",
    ]);
    expect(bodiesOf("AddMembers")).toEqual([
      [{ server_id: server(4).targetId, address: "10.20.0.4" }],
      [{ server_id: server(3).targetId, address: "10.20.9.3" }],
    ]);
    const after = await membersOf(provider, await freshPool());
    expect(after.map(({ address }) => address).sort()).toEqual(["10.20.0.2", "10.20.0.4", "10.20.9.3"]);
    expect(after.find(({ address }) => address === "10.20.0.2")?.nativeId).toBe(before.get(server(2).targetId));

    await service.setPoolMembers(pool, [], call());
    expect(await membersOf(provider, await freshPool())).toEqual([]);
  });

  it("come to nothing when the job fails", async () => {
    const pool = await freshPool();
    provider.cloud.faults.add({ fault: { kind: "error" } });
    const change = provider.service.setPoolMembers(pool, [server(1)], provider.call());
    await expect(change).rejects.toMatchObject({
      code: "PROVIDER_REJECTED",
      message: expect.stringContaining("could not be reached"),
    });
  });

  it("fail with what the job's code stands for", async () => {
    const pool = await freshPool();
    const body = JSON.stringify({ status: "FAIL", job_id: "j", error_code: "ELB.2001", fail_reason: "too many" });
    provider.cloud.faults.add({ fault: { kind: "respond", status: 200, body }, actions: "ShowJob" });
    const change = provider.service.setPoolMembers(pool, [server(1)], provider.call());
    await expect(change).rejects.toMatchObject({
      code: "QUOTA_EXCEEDED",
      nativeCode: "ELB.2001",
      message: expect.stringContaining("too many"),
    });
  });

  it("are not done in time when the deadline comes before the job's end", async () => {
    const pool = await freshPool();
    provider.cloud.faults.add({ fault: { kind: "stuck" } });
    const change = provider.service.setPoolMembers(pool, [server(1)], provider.call({ deadlineAt: Date.now() + 500 }));
    await expect(change).rejects.toMatchObject({ code: "TIMED_OUT", message: expect.stringContaining("job ") });
  });

  it("are added once when the answer is lost", async () => {
    const pool = await freshPool();
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "AddMembers", times: 1 });
    await provider.service.setPoolMembers(pool, [server(1)], provider.call());
    expect(bodiesOf("AddMembers")).toHaveLength(1);
    expect(await membersOf(provider, await freshPool())).toHaveLength(1);
  });

  it("are of unknown outcome when the answer is lost and they are not there", async () => {
    const pool = await freshPool();
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "AddMembers", times: 1 });
    provider.cloud.faults.add({ fault: { kind: "respond", status: 200, body: "[]" }, actions: "ListMembers" });
    const change = provider.service.setPoolMembers(pool, [server(1)], provider.call());
    await expect(change).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN" });
  });

  it("are taken out once when the answer is lost", async () => {
    const pool = await poolOf(provider, await listenerNamed(provider, "search"));
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "RemoveMembers", times: 1 });
    await provider.service.setPoolMembers(pool, [], provider.call());
    expect(await membersOf(provider, await poolOf(provider, await listenerNamed(provider, "search")))).toEqual([]);
  });
});
