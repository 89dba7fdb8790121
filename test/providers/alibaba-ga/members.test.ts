import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { Pool } from "../../../src/model/pool.js";
import { connectGa, type Ga } from "./recorder.js";
import { create, createPool, listenerNamed, membersOf, must, poolSettings, poolsOf } from "./steps.js";

let ga: Ga;
beforeEach(async () => {
  ga = await connectGa();
});
afterEach(() => ga.stop());

const poolOf = async (name: string): Promise<Pool> => must((await poolsOf(ga, await listenerNamed(ga, name)))[0]);
const monitorOf = async (pool: Pool) =>
  must((await ga.service.healthMonitorsOfPools([pool], ga.call())).get(pool.ref.key));
const own = (fields: object) => ({ settings: { alibabaGa: fields } });

describe("a pool's members", () => {
  const flags = (pool: Pool) =>
    must(
      (
        ga.cloud.emulator.snapshot().endpointGroups as {
          EndpointGroupId: string;
          EndpointConfigurations: Record<string, unknown>[];
        }[]
      ).find(({ EndpointGroupId }) => EndpointGroupId === pool.nativeId),
    ).EndpointConfigurations;
  let listener: Listener;
  let pool: Pool;
  beforeEach(async () => {
    listener = await create(ga, { name: "tcp", protocol: "TCP", port: 80 });
    const members = [
      { address: "192.0.2.1", weight: 5 },
      { address: "192.0.2.2", weight: 0 },
      { address: "10.0.0.6", targetId: "vpc-1", subnetId: "vsw-1" },
    ];
    pool = await createPool(ga, listener, { members, ...own({ clientIpPreservation: true }) });
  });
  const set = (...members: { address: string; weight?: number; targetType?: string }[]) =>
    ga.service.setPoolMembers(pool, members, ga.call());

  it("are replaced as a whole; those that stay keep their ids and what is not named", async () => {
    const before = await membersOf(ga, pool);
    const after = await membersOf(
      ga,
      await set({ address: "192.0.2.2" }, { address: "10.0.0.6", weight: 9 }, { address: "192.0.2.9" }),
    );
    expect(after).toMatchObject([
      { address: "192.0.2.2", weight: 0, nativeId: before[1]?.nativeId, health: "DRAINING" },
      {
        address: "10.0.0.6",
        weight: 9,
        nativeId: before[2]?.nativeId,
        targetType: "IpTarget",
        targetId: "vpc-1",
        subnetId: "vsw-1",
      },
      { address: "192.0.2.9", weight: 100, targetType: "Ip" },
    ]);
    expect(new Set([...before, ...after].map(({ nativeId }) => nativeId)).size).toBe(4);
  });

  it("that stay are sent back with what nobody here knows of them", async () => {
    const groups = ga.cloud.emulator.collections!.endpointGroups!;
    const { value } = groups.get(pool.nativeId)!;
    const { EndpointConfigurations: [first, ...others] = [] } = value as { EndpointConfigurations?: object[] };
    groups.replace(pool.nativeId, {
      ...(value as object),
      EndpointConfigurations: [{ ...first, Zone: "a", Empty: null }, ...others],
    });
    const now = (await ga.service.readPools([pool.ref], ga.call())).get(pool.ref.key) as Pool;
    // The emulator knows no such field, and says so.
    await ga.service.setPoolMembers(now, [{ address: "192.0.2.1", weight: 6 }], ga.call()).catch(() => undefined);
    const sent = ga.sent("UpdateEndpointGroup");
    const about = Object.entries(sent).filter(([name]) => name.startsWith("EndpointConfigurations.1."));
    expect(Object.fromEntries(about)).toMatchObject({
      "EndpointConfigurations.1.Endpoint": "192.0.2.1",
      "EndpointConfigurations.1.Weight": "6",
      "EndpointConfigurations.1.Zone": "a",
    });
    expect(about.map(([name]) => name)).not.toContain("EndpointConfigurations.1.Empty");
    expect(about.map(([name]) => name)).not.toContain("EndpointConfigurations.1.EndpointId");
  });

  it("that are new are treated like the others", async () => {
    await set({ address: "192.0.2.1" }, { address: "192.0.2.9" });
    expect(flags(pool)).toMatchObject([{ EnableClientIPPreservation: true }, { EnableClientIPPreservation: true }]);
  });

  it("may change their type under the same address", async () => {
    const after = await membersOf(ga, await set({ address: "192.0.2.1", targetType: "PublicIp" }));
    expect(after).toMatchObject([{ address: "192.0.2.1", targetType: "PublicIp", weight: 100 }]);
  });

  it("leave the pool's overrides and checks alone", async () => {
    const mapped = await poolOf("image-upload");
    const after = await ga.service.setPoolMembers(
      mapped,
      [{ address: "192.0.2.61" }, { address: "192.0.2.62" }],
      ga.call(),
    );
    expect(poolSettings(after).portOverrides).toEqual(poolSettings(mapped).portOverrides);
    expect(await monitorOf(after)).toEqual(await monitorOf(mapped));
  });

  it("may be thirty, and the thirty-first is refused by the cloud", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ address: `203.0.113.${index + 1}` }));
    expect(await membersOf(ga, await set(...many(30)))).toHaveLength(30);
    await expect(set(...many(31))).rejects.toMatchObject({
      code: "QUOTA_EXCEEDED",
      nativeCode: "QuotaExceeded.EndPoint",
    });
  });
});
