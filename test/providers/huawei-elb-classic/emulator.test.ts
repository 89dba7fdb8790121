import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Raw, startRaw } from "./raw-client.js";
import { seedRequest, seedResponse } from "./seed-document.js";

const lb = seedRequest.loadbalancer_id;
const tcp = {
  name: "t",
  loadbalancer_id: lb,
  protocol: "TCP",
  port: 1000,
  backend_protocol: "TCP",
  backend_port: 80,
  lb_algorithm: "roundrobin",
};
const serverA = { server_id: "dbecb618-2259-405f-ab17-9b68c4f541b0", address: "172.16.0.31" };
const serverB = { server_id: "0e8b3c64-77a5-4a2e-8a0f-4b6a3b1c9d10", address: "172.16.0.32" };

let raw: Raw;
beforeEach(async () => {
  raw = await startRaw("empty");
});
afterEach(() => raw.stop());

const post = (path: string, body: unknown) => raw.send("POST", path, body);
const createTcp = async (fields: object = {}) =>
  (await post("/elbaas/listeners", { ...tcp, ...fields })).body.id as string;
const codeOf = ({ status, body }: { status: number; body: { error: { code: string } } }) => [status, body.error.code];

describe("the gate", () => {
  it("lets nobody in without token or signature, nor into another project", async () => {
    expect(await raw.exchange("GET", `/v1.0/${raw.project}/elbaas/listeners`, undefined, {})).toMatchObject({
      status: 401,
      body: { error_code: "APIGW.0301" },
    });
    expect(codeOf(await raw.exchange("GET", `/v1.0/${"a".repeat(32)}/elbaas/listeners`))).toEqual([400, "ELB.0230"]);
  });

  it("knows no other paths", async () => {
    expect(await raw.send("GET", "/elbaas/pools")).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
    expect(await raw.send("PATCH", "/elbaas/listeners")).toMatchObject({ status: 404 });
    expect(await raw.send("GET", "/elbaas/listeners/%zz")).toMatchObject({ status: 404 });
    expect(await raw.exchange("GET", `/v1/${raw.project}/elbaas/listeners`)).toMatchObject({ status: 404 });
  });
});

describe("listeners", () => {
  it("answer the seed document's example with its response, but for id, times and the protocol asked for", async () => {
    const { status, body } = await post("/elbaas/listeners", seedRequest);
    const expected = JSON.parse(seedResponse) as Record<string, unknown>;
    const { id, create_time, update_time } = body;
    expect(status).toBe(200);
    expect(body).toEqual({ ...expected, protocol: "HTTP", id, create_time, update_time });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(create_time).toBe("2026-01-01 00:00:00");
  });

  it.each<[string, object, number, string]>([
    ["no name", { name: undefined }, 400, "ELB.6001"],
    ["an unknown field", { pool: 1 }, 400, "ELB.6001"],
    ["a long name", { name: "n".repeat(65) }, 400, "ELB.6011"],
    ["a bad name", { name: "a b" }, 400, "ELB.6021"],
    ["a name that is a number", { name: 5 }, 400, "ELB.6021"],
    ["a bad description", { description: "<" }, 400, "ELB.6031"],
    ["port 0", { port: 0 }, 400, "ELB.6041"],
    ["a port in quotes", { port: "80" }, 400, "ELB.6041"],
    ["a bad algorithm", { lb_algorithm: "ROUND_ROBIN" }, 400, "ELB.6051"],
    ["a bad protocol", { protocol: "QUIC" }, 400, "ELB.6061"],
    ["a bad backend protocol", { backend_protocol: "HTTPS" }, 400, "ELB.6071"],
    ["TCP behind UDP", { protocol: "UDP" }, 400, "ELB.6071"],
    ["another cookie", { session_sticky: true, sticky_session_type: "app" }, 400, "ELB.6081"],
    ["sticky least connections", { session_sticky: true, lb_algorithm: "leastconn" }, 400, "ELB.6081"],
    ["HTTPS without certificate", { protocol: "HTTPS" }, 400, "ELB.6001"],
    [
      "old TLS with Default",
      { protocol: "HTTPS", certificate_id: "c", ssl_protocols: "TLSv1.2 TLSv1.1 TLSv1" },
      400,
      "ELB.6061",
    ],
    ["no such load balancer", { loadbalancer_id: "0" }, 400, "ELB.6040"],
    ["a taken port", { port: 999 }, 400, "ELB.6101"],
    ["a bad name and a taken port", { name: "a b", port: 999 }, 400, "ELB.6021"],
  ])("refuse %s", async (_what, fields, ...expected) => {
    await createTcp({ port: 999 });
    expect(codeOf(await post("/elbaas/listeners", { ...tcp, ...fields }))).toEqual(expected);
  });

  it("refuse an empty body", async () => {
    expect(codeOf(await raw.send("POST", "/elbaas/listeners"))).toEqual([400, "ELB.0002"]);
  });

  it("are as many as the quota says", async () => {
    const { body } = await raw.send("GET", "/elbaas/quotas");
    const [elb, listener] = body.quotas.resources;
    expect(elb).toMatchObject({ type: "elb", used: 1 });
    expect(listener).not.toHaveProperty("used");
    for (let number = 0; number < listener.quota; number += 1) await createTcp({ port: 2_000 + number });
    expect(codeOf(await post("/elbaas/listeners", tcp))).toEqual([403, "ELB.6091"]);
  });

  it("come as a bare array that any field but some narrows", async () => {
    const id = await createTcp({ tcp_timeout: 5 });
    await createTcp({ name: "other", port: 1001 });
    const all = await raw.send("GET", `/elbaas/listeners?loadbalancer_id=${lb}`);
    expect(all.body).toHaveLength(2);
    const { body } = await raw.send("GET", "/elbaas/listeners?name=t&port=1000");
    expect(body).toEqual([
      expect.objectContaining({ id, tcp_timeout: 5, member_number: 0, healthcheck_id: null, admin_state_up: true }),
    ]);
    expect(codeOf(await raw.send("GET", "/elbaas/listeners?member_number=0"))).toEqual([400, "ELB.6003"]);
    expect((await raw.send("GET", "/elbaas/listeners?loadbalancer_id=0")).body).toEqual([]);
  });

  it("change what may change", async () => {
    const id = await createTcp();
    raw.clock.advance(60_000);
    const { body } = await raw.send("PUT", `/elbaas/listeners/${id}`, { name: "u", port: 1002 });
    expect(body).toMatchObject({
      id,
      name: "u",
      port: 1002,
      create_time: "2026-01-01 00:00:00",
      update_time: "2026-01-01 00:01:00",
    });
    expect(codeOf(await raw.send("PUT", `/elbaas/listeners/${id}`, { protocol: "TCP" }))).toEqual([400, "ELB.6015"]);
    expect(codeOf(await raw.send("PUT", `/elbaas/listeners/${id}`, { name: "a b" }))).toEqual([400, "ELB.6035"]);
    expect(codeOf(await raw.send("PUT", `/elbaas/listeners/${id}`, { name: "n".repeat(65) }))).toEqual([
      400,
      "ELB.6025",
    ]);
    expect(codeOf(await raw.send("PUT", `/elbaas/listeners/${id}`, { description: ">" }))).toEqual([400, "ELB.6045"]);
    await createTcp({ port: 1003 });
    expect(codeOf(await raw.send("PUT", `/elbaas/listeners/${id}`, { port: 1003 }))).toEqual([400, "ELB.6101"]);
  });

  it("go with all their dependents, and are missed with a 503", async () => {
    const id = await createTcp();
    await post(`/elbaas/listeners/${id}/members`, [serverA]);
    await post("/elbaas/healthcheck", { listener_id: id });
    expect((await raw.send("DELETE", `/elbaas/listeners/${id}`)).status).toBe(204);
    expect(raw.cloud.emulator.snapshot()).toMatchObject({ listeners: [], members: [], healthchecks: [] });
    expect(codeOf(await raw.send("DELETE", `/elbaas/listeners/${id}`))).toEqual([503, "ELB.6002"]);
    expect((await raw.send("GET", `/elbaas/listeners/${id}`)).status).toBe(404);
  });
});

describe("members", () => {
  it("join by a job, which is under two addresses", async () => {
    const id = await createTcp();
    const { body: job } = await post(`/elbaas/listeners/${id}/members`, [serverA, serverB]);
    expect(job).toEqual({ uri: `/v1/${raw.project}/jobs/${job.job_id}`, job_id: job.job_id });
    expect((await raw.exchange("GET", job.uri)).body).toMatchObject({ status: "INIT", end_time: "" });
    expect((await raw.send("GET", `/jobs/${job.job_id}`)).body).toMatchObject({ status: "RUNNING" });
    expect((await raw.send("GET", `/elbaas/listeners/${id}/members`)).body[0].status).toBe("PENDING");
    raw.clock.advance(2_000);
    expect((await raw.send("GET", `/jobs/${job.job_id}`)).body).toMatchObject({ status: "SUCCESS", error_code: null });

    const { body: members } = await raw.send("GET", `/elbaas/listeners/${id}/members`);
    expect(members).toHaveLength(2);
    expect(members[0]).toMatchObject({ status: "ACTIVE", health_status: "UNAVAILABLE", listeners: [{ id }] });
    expect(members[0].id).not.toBe(members[0].server_id);
    expect(members[0].address).toMatch(/^100\.64\./);
    expect(members.map((member: { server_address: string }) => member.server_address).sort()).toEqual([
      "172.16.0.31",
      "172.16.0.32",
    ]);
    const one = await raw.send("GET", `/elbaas/listeners/${id}/members?limit=1&marker=1`);
    expect(one.body).toEqual([members[1]]);
    expect((await raw.send("GET", `/elbaas/listeners/${id}/members?id=${members[0].id}`)).body).toEqual([members[0]]);
    expect((await raw.send("GET", `/elbaas/listeners/${id}`)).body.member_number).toBe(2);
  });

  it("leave by a job", async () => {
    const id = await createTcp();
    await post(`/elbaas/listeners/${id}/members`, [serverA]);
    raw.clock.advance(2_000);
    const [member] = (await raw.send("GET", `/elbaas/listeners/${id}/members`)).body;
    const removal = { removeMember: [{ id: member.id }] };
    expect((await post(`/elbaas/listeners/${id}/members/action`, removal)).status).toBe(200);
    expect((await raw.send("GET", `/elbaas/listeners/${id}/members`)).body).toHaveLength(1);
    raw.clock.advance(2_000);
    expect((await raw.send("GET", `/elbaas/listeners/${id}/members`)).body).toEqual([]);
    expect(codeOf(await post(`/elbaas/listeners/${id}/members/action`, removal))).toEqual([400, "ELB.2012"]);
  });

  it.each<[string, unknown, number, string]>([
    ["none", [], 400, "ELB.2002"],
    ["a weight", [{ ...serverA, weight: 1 }], 400, "ELB.2002"],
    ["a bad address", [{ ...serverA, address: "web-1" }], 400, "ELB.2021"],
    ["one twice", [serverA, serverA], 400, "ELB.2002"],
    ["no list", serverA, 400, "badRequest"],
  ])("refuse %s", async (_what, body, ...expected) => {
    expect(codeOf(await post(`/elbaas/listeners/${await createTcp()}/members`, body))).toEqual(expected);
  });

  it("need a listener", async () => {
    expect(codeOf(await post("/elbaas/listeners/0/members", [serverA]))).toEqual([400, "ELB.2011"]);
  });
});

describe("health checks", () => {
  it("live with their listener, one for each", async () => {
    const id = await createTcp();
    const { body: made } = await post("/elbaas/healthcheck", { listener_id: id, healthcheck_interval: 7 });
    expect(made).toMatchObject({
      listener_id: id,
      healthcheck_protocol: "TCP",
      healthcheck_interval: 7,
      healthcheck_connect_port: 80,
    });
    expect((await raw.send("GET", `/elbaas/listeners/${id}`)).body.healthcheck_id).toBe(made.id);
    expect(codeOf(await post("/elbaas/healthcheck", { listener_id: id }))).toEqual([400, "ELB.7001"]);
    expect(
      (await raw.send("PUT", `/elbaas/healthcheck/${made.id}`, { healthcheck_protocol: "http" })).body,
    ).toMatchObject({ healthcheck_protocol: "http" });
    expect(codeOf(await raw.send("PUT", `/elbaas/healthcheck/${made.id}`, { listener_id: id }))).toEqual([
      400,
      "ELB.7001",
    ]);
    expect((await raw.send("DELETE", `/elbaas/healthcheck/${made.id}`)).status).toBe(204);
    expect((await raw.send("GET", `/elbaas/listeners/${id}`)).body.healthcheck_id).toBeNull();
    expect(codeOf(await raw.send("GET", `/elbaas/healthcheck/${made.id}`))).toEqual([400, "ELB.7014"]);
    expect(codeOf(await raw.send("DELETE", `/elbaas/healthcheck/${made.id}`))).toEqual([400, "ELB.7020"]);
  });

  it("need a listener", async () => {
    expect(codeOf(await post("/elbaas/healthcheck", {}))).toEqual([400, "ELB.7000"]);
    expect(codeOf(await post("/elbaas/healthcheck", { listener_id: "0" }))).toEqual([400, "ELB.7010"]);
  });
});

it("counts load balancers and certificates in text", async () => {
  const { body } = await raw.send("GET", "/elbaas/loadbalancers");
  expect(body).toMatchObject({ instance_num: "1", loadbalancers: [{ id: lb, type: "External", admin_state_up: 1 }] });
  expect((await raw.send("GET", `/elbaas/loadbalancers/${lb}`)).body).toMatchObject({ vip_address: "203.0.113.40" });
  expect(codeOf(await raw.send("GET", "/elbaas/loadbalancers/0"))).toEqual([400, "ELB.1003"]);
  expect((await raw.send("GET", "/elbaas/certificate")).body.instance_num).toBe("2");
});

it("goes back to its inventory, with the same ids", async () => {
  const first = await createTcp();
  raw.cloud.emulator.reset();
  expect(raw.cloud.emulator.snapshot().listeners).toEqual([]);
  expect(await createTcp()).toBe(first);
});
