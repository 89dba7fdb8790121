import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Raw, startRaw } from "./raw-client.js";

let raw: Raw;
beforeEach(async () => {
  raw = await startRaw();
});
afterEach(() => raw.stop());

const refused = (status: number, error_code: string) => ({
  status,
  body: { error_code, error_msg: expect.stringMatching(/\.$/), request_id: expect.any(String) },
});
const named = async (collection: string, name: string) =>
  (await raw.send("GET", `/${collection}?name=${name}`)).body[collection.replace("-", "_")][0] as { id: string };

async function listener(fields: object = {}) {
  const { id } = await named("accelerators", "spare-capacity");
  const wanted = { name: "n", protocol: "TCP", port_ranges: [{ from_port: 9000, to_port: 9009 }], accelerator_id: id };
  return raw.send("POST", "/listeners", { listener: { ...wanted, ...fields } });
}
/** A listener with a group, both settled. */
async function group(region_id = "eu-west-101") {
  const listenerId = (await listener()).body.listener.id as string;
  raw.settle();
  const wanted = { name: "g", region_id, listeners: [{ id: listenerId }] };
  const { body } = await raw.send("POST", "/endpoint-groups", { endpoint_group: wanted });
  raw.settle();
  return { listenerId, groupId: body.endpoint_group.id as string };
}
const endpoint = (groupId: string, fields: object = {}) => {
  const wanted = { resource_id: "e-1", resource_type: "EIP", ip_address: "203.0.113.9" };
  return raw.send("POST", `/endpoint-groups/${groupId}/endpoints`, { endpoint: { ...wanted, ...fields } });
};
const check = (endpoint_group_id: string, fields: object = {}) => {
  const wanted = { protocol: "TCP", port: 80, interval: 10, timeout: 5, max_retries: 3, enabled: true };
  return raw.send("POST", "/health-checks", { health_check: { endpoint_group_id, ...wanted, ...fields } });
};

describe("the way in", () => {
  it.each([
    ["without credentials", {}],
    ["with an invented token", { "x-auth-token": "t" }],
  ])("is closed %s", async (_what, headers: Record<string, string>) => {
    expect(await raw.exchange("GET", "/v1/listeners", undefined, headers)).toMatchObject({
      status: 401,
      body: { error_code: "APIGW.0301" },
    });
  });

  it("leads nowhere on a path that nobody serves", async () => {
    expect(await raw.send("GET", "/nothing")).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
    expect(await raw.send("PATCH", "/listeners")).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
  });
});

describe("a life", () => {
  it("goes from PENDING to ACTIVE, and by DELETING to 404", async () => {
    const { status, body } = await listener();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      listener: { status: "PENDING", client_affinity: "NONE", description: "", frozen_info: null, tags: [] },
    });
    expect(body.listener.created_at).toBe(body.listener.updated_at);
    const path = `/listeners/${body.listener.id}`;
    expect(await raw.send("PUT", path, { listener: { name: "m" } })).toMatchObject(refused(400, "GA.9004"));
    expect(await raw.send("DELETE", path)).toMatchObject(refused(400, "GA.9004"));
    raw.settle();
    const changed = (await raw.send("PUT", path, { listener: { name: "m" } })).body.listener;
    expect(changed).toMatchObject({ status: "PENDING", name: "m", port_ranges: [{ from_port: 9000, to_port: 9009 }] });
    expect(changed.updated_at > changed.created_at).toBe(true);
    raw.settle();
    expect(await raw.send("DELETE", path)).toMatchObject({ status: 204, body: undefined });
    expect((await raw.send("GET", path)).body.listener.status).toBe("DELETING");
    const under = { endpoint_group: { name: "g", region_id: "eu-west-101", listeners: [{ id: body.listener.id }] } };
    expect(await raw.send("POST", "/endpoint-groups", under)).toMatchObject(refused(400, "GA.9004"));
    raw.settle();
    expect(await raw.send("GET", path)).toMatchObject(refused(404, "GA.9002"));
  });

  it("ends in ERROR when a fault wants it, and can be ended from there", async () => {
    raw.cloud.faults.add({ fault: { kind: "error" } });
    const path = `/listeners/${(await listener()).body.listener.id}`;
    raw.settle();
    expect((await raw.send("GET", path)).body.listener.status).toBe("ERROR");
    expect(await raw.send("PUT", path, { listener: { name: "m" } })).toMatchObject(refused(400, "GA.9004"));
    raw.cloud.faults.clear();
    expect((await raw.send("DELETE", path)).status).toBe(204);
  });

  it("stands still while it is frozen", async () => {
    const { id } = await named("listeners", "legacy-erp");
    expect((await raw.send("GET", `/listeners/${id}`)).body.listener.frozen_info).toEqual({
      status: 1,
      effect: 1,
      scene: ["ARREAR"],
    });
    expect(await raw.send("PUT", `/listeners/${id}`, { listener: { name: "m" } })).toMatchObject(
      refused(400, "GA.9006"),
    );
    expect(await raw.send("DELETE", `/listeners/${id}`)).toMatchObject(refused(400, "GA.9006"));
  });

  it("ends from the bottom up only", async () => {
    const { listenerId, groupId } = await group();
    const endpointId = (await endpoint(groupId)).body.endpoint.id;
    const checkId = (await check(groupId)).body.health_check.id;
    raw.settle();
    const { id: accelerator } = await named("accelerators", "spare-capacity");
    const steps = [
      `/health-checks/${checkId}`,
      `/endpoint-groups/${groupId}/endpoints/${endpointId}`,
      `/endpoint-groups/${groupId}`,
      `/listeners/${listenerId}`,
      `/accelerators/${accelerator}`,
    ];
    for (const path of steps.slice(2)) expect(await raw.send("DELETE", path)).toMatchObject(refused(409, "GA.9005"));
    for (const path of steps) {
      expect((await raw.send("DELETE", path)).status).toBe(204);
      raw.settle();
      expect(await raw.send("GET", path)).toMatchObject(refused(404, "GA.9002"));
    }
  });
});

describe("a listener", () => {
  it.each<[string, object]>([
    ["without a name", { name: undefined }],
    ["with a bad name", { name: "a_b" }],
    ["with a bad description", { description: "<" }],
    ["with another protocol", { protocol: "HTTP" }],
    ["without ranges", { port_ranges: [] }],
    [
      "with eleven ranges",
      { port_ranges: Array.from({ length: 11 }, (_, index) => ({ from_port: index + 1, to_port: index + 1 })) },
    ],
    ["with a range the wrong way round", { port_ranges: [{ from_port: 2, to_port: 1 }] }],
    ["with a text for a port", { port_ranges: [{ from_port: "1", to_port: 2 }] }],
    ["with a field that does not exist", { scheduler: "rr" }],
    ["with the affinity of the page's table", { client_affinity: "Source IP address" }],
    ["with a tag of the system's", { tags: [{ key: "_sys_a" }] }],
  ])("%s is an invalid parameter", async (_what, fields) => {
    expect(await listener(fields)).toMatchObject(refused(400, "GA.9001"));
  });

  it.each([
    ["clashes with others of its protocol", { port_ranges: [{ from_port: 9009, to_port: 9010 }] }, 400],
    [
      "clashes with itself",
      {
        port_ranges: [
          { from_port: 1, to_port: 3 },
          { from_port: 3, to_port: 4 },
        ],
      },
      400,
    ],
    ["clashes with the system's ports", { port_ranges: [{ from_port: 20, to_port: 25 }] }, 400],
    ["does not clash over protocols", { protocol: "UDP" }, 201],
  ])("%s", async (_what, fields, status) => {
    expect((await listener()).status).toBe(201);
    const answer = await listener(fields);
    if (status === 400) expect(answer).toMatchObject(refused(400, "GA.9101"));
    else expect(answer.status).toBe(status);
  });

  it("may keep its own ports in a change, but not its protocol or parent", async () => {
    const { id } = (await listener()).body.listener;
    raw.settle();
    const changed = await raw.send("PUT", `/listeners/${id}`, {
      listener: { port_ranges: [{ from_port: 9005, to_port: 9020 }] },
    });
    expect(changed.body.listener.port_ranges).toEqual([{ from_port: 9005, to_port: 9020 }]);
    for (const field of ["protocol", "accelerator_id", "tags"]) {
      expect(await raw.send("PUT", `/listeners/${id}`, { listener: { [field]: "UDP" } })).toMatchObject(
        refused(400, "GA.9001"),
      );
    }
    expect(await raw.send("PUT", `/listeners/${id}`, { name: "m" })).toMatchObject(refused(400, "GA.9001"));
  });

  it("is the tenth of its accelerator at most, on one that is there", async () => {
    for (let number = 0; number < 10; number += 1) {
      const port = 100 + number;
      expect((await listener({ port_ranges: [{ from_port: port, to_port: port }] })).status).toBe(201);
    }
    expect(await listener()).toMatchObject(refused(400, "GA.9103"));
    expect(await listener({ accelerator_id: "none" })).toMatchObject(refused(404, "GA.9002"));
  });

  it("has tags that are written by calls of their own", async () => {
    const { id } = (await listener({ tags: [{ key: "a", value: "1" }] })).body.listener;
    raw.settle();
    const tags = `/ga-listeners/${id}/tags`;
    expect(await raw.send("POST", `${tags}/create`, { tags: [{ key: "b", value: null }] })).toMatchObject({
      status: 204,
    });
    expect(await raw.send("POST", `${tags}/create`, { tags: [{ key: "a", value: "2" }] })).toMatchObject(
      refused(400, "GA.9107"),
    );
    expect(await raw.send("POST", `${tags}/create`, { tags: [{ key: "", value: "2" }] })).toMatchObject(
      refused(400, "GA.9109"),
    );
    expect(await raw.send("DELETE", `${tags}/delete`, { tags: [{ key: "a" }] })).toMatchObject({ status: 204 });
    expect((await raw.send("GET", tags)).body.tags).toEqual([{ key: "b", value: "" }]);
    const all = (await raw.send("GET", "/ga-listeners/tags")).body.tags as { key: string; values: string[] }[];
    expect(all).toContainEqual({ key: "env", values: ["prod"] });
    expect(await raw.send("GET", "/ga-others/tags")).toMatchObject(refused(400, "GA.9001"));
  });
});

describe("an endpoint group", () => {
  it("is alone in its region", async () => {
    const { listenerId } = await group();
    const second = { name: "g", region_id: "eu-west-101", listeners: [{ id: listenerId }] };
    expect(await raw.send("POST", "/endpoint-groups", { endpoint_group: second })).toMatchObject(
      refused(400, "GA.9104"),
    );
    const nowhere = { ...second, region_id: "mars-1" };
    expect(await raw.send("POST", "/endpoint-groups", { endpoint_group: nowhere })).toMatchObject(
      refused(400, "GA.9105"),
    );
    const two = { ...second, listeners: [{ id: listenerId }, { id: listenerId }] };
    expect(await raw.send("POST", "/endpoint-groups", { endpoint_group: two })).toMatchObject(refused(400, "GA.9001"));
  });

  it("holds ten endpoints of sorts that its region has, each thing once", async () => {
    const { groupId } = await group("la-south-2");
    expect(await endpoint(groupId, { resource_type: "ECS" })).toMatchObject(refused(400, "GA.9106"));
    expect(await endpoint(groupId, { weight: 101 })).toMatchObject(refused(400, "GA.9001"));
    expect((await endpoint(groupId)).body.endpoint).toMatchObject({
      weight: 1,
      status: "PENDING",
      health_state: "NO_MONITOR",
    });
    expect(await endpoint(groupId)).toMatchObject(refused(400, "GA.9110"));
    for (let number = 2; number <= 10; number += 1)
      expect((await endpoint(groupId, { resource_id: `e-${number}` })).status).toBe(201);
    expect(await endpoint(groupId, { resource_id: "e-11" })).toMatchObject(refused(400, "GA.9103"));
  });

  it("has endpoints whose weight alone can change, found under their own group only", async () => {
    const { groupId } = await group();
    const { id } = (await endpoint(groupId)).body.endpoint;
    raw.settle();
    const path = `/endpoint-groups/${groupId}/endpoints/${id}`;
    expect((await raw.send("PUT", path, { endpoint: { weight: 0 } })).body.endpoint.weight).toBe(0);
    expect(await raw.send("PUT", path, { endpoint: { ip_address: "203.0.113.1" } })).toMatchObject(
      refused(400, "GA.9001"),
    );
    const other = await named("endpoint-groups", "mqtt-fleet-eu-west-101");
    expect(await raw.send("GET", `/endpoint-groups/${other.id}/endpoints/${id}`)).toMatchObject(
      refused(404, "GA.9002"),
    );
  });

  it("has one health check, with all its fields, which moves the endpoints' health", async () => {
    const { groupId } = await group();
    const { id } = (await endpoint(groupId)).body.endpoint;
    raw.settle();
    const health = async () =>
      (await raw.send("GET", `/endpoint-groups/${groupId}/endpoints/${id}`)).body.endpoint.health_state;
    expect(await health()).toBe("NO_MONITOR");
    expect(await check(groupId, { max_retries: undefined })).toMatchObject(refused(400, "GA.9001"));
    expect(await check(groupId, { timeout: 10 })).toMatchObject(refused(400, "GA.9001"));
    const checkId = (await check(groupId)).body.health_check.id;
    expect(await health()).toBe("INITIAL");
    raw.settle();
    expect(await health()).toBe("HEALTHY");
    expect(await check(groupId)).toMatchObject(refused(400, "GA.9104"));
    expect((await raw.send("PUT", `/health-checks/${checkId}`, { health_check: { enabled: false } })).status).toBe(200);
    expect(await health()).toBe("NO_MONITOR");
  });
});

describe("an accelerator", () => {
  it("is made, changed and counted like the rest", async () => {
    const wanted = { name: "new", ip_sets: [{ ip_type: "IPV4", area: "OUTOFCM" }], enterprise_project_id: "0" };
    const { status, body } = await raw.send("POST", "/accelerators", { accelerator: wanted });
    expect([status, body.accelerator.ip_sets[0].ip_address]).toEqual([201, expect.stringMatching(/^198\.51\.100\./)]);
    raw.settle();
    const path = `/accelerators/${body.accelerator.id}`;
    expect((await raw.send("PUT", path, { accelerator: { name: "newer" } })).body.accelerator.name).toBe("newer");
    const six = { ...wanted, ip_sets: [{ ip_type: "IPV6", area: "OUTOFCM" }] };
    expect(await raw.send("POST", "/accelerators", { accelerator: six })).toMatchObject(refused(400, "GA.9001"));
    for (let number = 5; number < 20; number += 1) await raw.send("POST", "/accelerators", { accelerator: wanted });
    expect(await raw.send("POST", "/accelerators", { accelerator: wanted })).toMatchObject(refused(400, "GA.9103"));
  });

  it("stands beside the account's regions and quotas", async () => {
    expect((await raw.send("GET", "/regions")).body.regions).toContainEqual(
      expect.objectContaining({ region_id: "ap-southeast-1" }),
    );
    expect((await raw.send("GET", `/${raw.domainId}/ga/quotas`)).body.quotas.resources).toContainEqual({
      type: "listener",
      min: 0,
      max: 10,
      quota: 10,
    });
    expect(await raw.send("GET", "/other/ga/quotas")).toMatchObject(refused(404, "GA.9002"));
  });
});

describe("a list", () => {
  const ids = (body: { listeners: { id: string }[] }) => body.listeners.map(({ id }) => id);

  it("comes in pages, forwards and back, also after a marker that is gone", async () => {
    const all = ids((await raw.send("GET", "/listeners")).body);
    const first = (await raw.send("GET", "/listeners?limit=10")).body;
    expect([ids(first), first.page_info]).toEqual([all.slice(0, 10), { next_marker: all[9], current_count: 10 }]);
    const last = (await raw.send("GET", `/listeners?limit=10&marker=${all[19]}`)).body;
    expect([ids(last), last.page_info]).toEqual([all.slice(20), { current_count: 5 }]);
    const back = (await raw.send("GET", `/listeners?limit=5&page_reverse=true&marker=${all[9]}`)).body;
    expect([ids(back), back.page_info.next_marker]).toEqual([all.slice(4, 9), all[4]]);
    const gone = (await raw.send("GET", `/listeners?limit=2&marker=${all[3]?.slice(0, -1)}~`)).body;
    expect(ids(gone)).toEqual(all.slice(4, 6));
  });

  it("is narrowed by exact values", async () => {
    expect((await raw.send("GET", "/listeners?name=ntp")).body.listeners).toHaveLength(1);
    expect((await raw.send("GET", "/listeners?name=nt")).body.listeners).toHaveLength(0);
    expect((await raw.send("GET", "/endpoint-groups?status=ERROR")).body.endpoint_groups).toHaveLength(1);
    const { id } = await named("accelerators", "games-apac");
    expect((await raw.send("GET", `/listeners?accelerator_id=${id}&status=ACTIVE`)).body.listeners).toHaveLength(8);
  });

  it.each([0, 2001, "x"])("is not given with a limit of %s", async (limit) => {
    expect(await raw.send("GET", `/listeners?limit=${limit}`)).toMatchObject(refused(400, "GA.9001"));
  });
});

describe("the state", () => {
  it("goes back to what it was at start", async () => {
    const before = raw.cloud.emulator.snapshot();
    await group();
    expect(raw.cloud.emulator.snapshot()).not.toEqual(before);
    raw.cloud.emulator.reset();
    expect(raw.cloud.emulator.snapshot()).toEqual(before);
  });

  it.each([
    ["empty", undefined, 1, 0],
    ["demo", 25, 3, 25],
    ["demo", 0, 1, 0],
  ] as const)("can be %s, with %s listeners", async (inventory, listeners, accelerators, number) => {
    await raw.stop();
    raw = await startRaw(inventory, listeners);
    const state = raw.cloud.emulator.snapshot();
    expect([state.accelerators!.length, state.listeners!.length]).toEqual([accelerators, number]);
  });

  it.each(["throttled", "busy", "unauthenticated"] as const)(
    "refuses as the cloud does when it is to be %s",
    async (kind) => {
      raw.cloud.faults.add({ fault: { kind } });
      const { status, body } = await raw.send("GET", "/listeners");
      expect([status, body.error_code]).toEqual(
        { throttled: [429, "APIGW.0308"], busy: [400, "GA.9004"], unauthenticated: [401, "APIGW.0301"] }[kind],
      );
    },
  );
});
