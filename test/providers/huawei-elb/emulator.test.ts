import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CERTIFICATES } from "../../../src/providers/huawei-elb/emulator/certificates.js";
import type { RawAnswer } from "../huawei-shared/raw-client.js";
import { type Raw, startRaw } from "./raw-client.js";
import { appCookie, httpCookie, plain } from "./seed-document.js";

const lb = plain.request.pool.loadbalancer_id;
const nobody = "11111111-2222-4333-8444-555555555555";
const tcp = { protocol: "TCP", protocol_port: 1000, loadbalancer_id: lb };
const member = { address: "192.168.44.11", protocol_port: 8080, subnet_id: nobody };
const monitor = { type: "TCP", delay: 10, timeout: 5, max_retries: 3 };
const certificate = CERTIFICATES[0]!.id;
const https = { ...tcp, protocol: "TERMINATED_HTTPS", default_tls_container_ref: certificate };

let raw: Raw;
beforeEach(async () => {
  raw = await startRaw("empty");
});
afterEach(() => raw.stop());

const typeOf = ({ status, body }: RawAnswer) => [status, body.NeutronError.type];
const listener = (fields: object = {}) => raw.send("POST", "/listeners", { listener: { ...tcp, ...fields } });
const pool = (fields: object = {}) =>
  raw.send("POST", "/pools", {
    pool: { protocol: "TCP", lb_algorithm: "ROUND_ROBIN", loadbalancer_id: lb, ...fields },
  });
const idOf = ({ body }: RawAnswer) => Object.values(body as Record<string, { id: string }>)[0]!.id;

describe("the gate", () => {
  it("lets nobody in without token or signature, and knows no other paths", async () => {
    const refused = { status: 401, body: { error_code: "APIGW.0301" } };
    expect(await raw.exchange("GET", "/v2.0/lbaas/listeners", undefined, {})).toMatchObject(refused);
    for (const path of [
      "/v2.0/lbaas/flavors",
      "/v2.0/lbaas",
      "/v2.0/lbaas/listeners/a/b",
      "/v2.0/lbaas/loadbalancers/",
    ])
      expect(await raw.exchange("GET", path)).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
    expect(typeOf(await raw.send("GET", "/listeners/%zz"))).toEqual([404, "HTTPNotFound"]);
  });

  it("wants an object under the right name", async () => {
    for (const body of ["{", "[]", {}, { listener: [] }, { listener: tcp, pool: {} }, { pool: tcp }])
      expect(typeOf(await raw.send("POST", "/listeners", body))).toEqual([400, "HTTPBadRequest"]);
  });
});

describe("listeners", () => {
  it("are returned with the vendor's defaults", async () => {
    const { status, body } = await listener();
    expect(status).toBe(201);
    expect(body.listener).toEqual({
      id: body.listener.id,
      tenant_id: raw.project,
      project_id: raw.project,
      name: "",
      description: "",
      protocol: "TCP",
      protocol_port: 1000,
      loadbalancers: [{ id: lb }],
      connection_limit: -1,
      admin_state_up: true,
      http2_enable: false,
      default_pool_id: null,
      default_tls_container_ref: null,
      client_ca_tls_container_ref: null,
      sni_container_refs: [],
      tls_ciphers_policy: null,
      insert_headers: null,
      tags: [],
      created_at: "2026-01-01T00:00:00",
      updated_at: "2026-01-01T00:00:00",
    });
  });

  it.each<[string, object, number, string]>([
    ["no protocol", { protocol: undefined }, 400, "HTTPBadRequest"],
    ["no port", { protocol_port: undefined }, 400, "HTTPBadRequest"],
    ["an unknown field", { idle_timeout: 60 }, 400, "HTTPBadRequest"],
    ["a port that is no number", { protocol_port: "8o" }, 400, "HTTPBadRequest"],
    ["a port and a half", { protocol_port: 80.5 }, 400, "HTTPBadRequest"],
    ["a switch that is neither", { admin_state_up: "yes" }, 400, "HTTPBadRequest"],
    ["port 0", { protocol_port: 0 }, 400, "HTTPBadRequest"],
    ["HTTPS by that name", { protocol: "HTTPS" }, 400, "HTTPBadRequest"],
    ["UDP 4789", { protocol: "UDP", protocol_port: 4789 }, 400, "HTTPBadRequest"],
    ["a long name", { name: "n".repeat(256) }, 400, "HTTPBadRequest"],
    ["another project", { tenant_id: "a".repeat(32) }, 400, "HTTPBadRequest"],
    ["HTTP/2 on TCP", { http2_enable: true }, 400, "HTTPBadRequest"],
    ["headers on TCP", { insert_headers: {} }, 400, "HTTPBadRequest"],
    ["an unknown header", { protocol: "HTTP", insert_headers: { "X-Real-IP": true } }, 400, "HTTPBadRequest"],
    ["a header in quotes", { protocol: "HTTP", insert_headers: { "X-Forwarded-Host": "true" } }, 400, "HTTPBadRequest"],
    ["a policy on HTTP", { protocol: "HTTP", tls_ciphers_policy: "tls-1-2" }, 400, "HTTPBadRequest"],
    ["a certificate on TCP", { default_tls_container_ref: certificate }, 400, "HTTPBadRequest"],
    ["no certificate", { protocol: "TERMINATED_HTTPS" }, 400, "TLSDefaultContainerNotSpecified"],
    ["an unknown certificate", { ...https, sni_container_refs: ["x"] }, 404, "TLSContainerNotFound"],
    [
      "a server's for an authority",
      { ...https, client_ca_tls_container_ref: certificate },
      404,
      "TLSContainerNotFound",
    ],
    ["no such load balancer", { loadbalancer_id: nobody }, 404, "EntityNotFound"],
    ["no such pool", { default_pool_id: nobody }, 404, "EntityNotFound"],
    ["a taken port", { protocol: "HTTP", protocol_port: 999 }, 409, "LoadBalancerListenerProtocolPortExists"],
  ])("refuse %s", async (_what, fields, ...expected) => {
    await listener({ protocol_port: 999 });
    expect(typeOf(await listener(fields))).toEqual(expected);
  });

  it("may be reported in Python's words, and name what is wrong", async () => {
    const { status, body } = await listener({ protocol_port: "18080", admin_state_up: "True", http2_enable: 0 });
    expect(status).toBe(201);
    expect(body.listener).toMatchObject({ protocol_port: 18_080, admin_state_up: true, http2_enable: false });
    const messages = [{ name: null }, { admin_state_up: "yes" }, { protocol_port: [true] }, { protocol: "SCTP" }].map(
      async (fields) => (await listener(fields)).body.NeutronError.message as string,
    );
    expect(await Promise.all(messages)).toEqual([
      "Invalid input for name. Reason: 'None' is not a valid string.",
      "Invalid input for admin_state_up. Reason: 'yes' cannot be converted to boolean.",
      "Invalid input for protocol_port. Reason: '[true]' is not an integer.",
      "Invalid input for protocol. Reason: 'SCTP' is not in ['TCP', 'HTTP', 'UDP', 'TERMINATED_HTTPS'].",
    ]);
  });

  it("lose their further certificates to null, which shows as none", async () => {
    const id = idOf(await listener({ ...https, sni_container_refs: [certificate] }));
    const { body } = await raw.send("PUT", `/listeners/${id}`, { listener: { sni_container_refs: null } });
    expect(body.listener.sni_container_refs).toEqual([]);
  });

  it("may share a number with UDP", async () => {
    await listener();
    expect((await listener({ protocol: "UDP" })).status).toBe(201);
    expect(typeOf(await listener({ protocol: "UDP" }))).toEqual([409, "LoadBalancerListenerProtocolPortExists"]);
  });

  it("are 50 on a load balancer at most", async () => {
    for (let port = 1; port <= 50; port += 1) await listener({ protocol_port: port });
    expect(typeOf(await listener({ protocol_port: 51 }))).toEqual([409, "OverQuota"]);
  });

  it("replace their headers as a whole, a missing one by its default", async () => {
    const id = idOf(await listener({ protocol: "HTTP", insert_headers: { "X-Forwarded-ELB-IP": true } }));
    const put = (fields: object) => raw.send("PUT", `/listeners/${id}`, { listener: fields });
    const { body } = await put({ insert_headers: { "X-Forwarded-Host": false } });
    expect(body.listener.insert_headers).toEqual({ "X-Forwarded-ELB-IP": false, "X-Forwarded-Host": false });
    expect((await put({ name: "x" })).body.listener.insert_headers).toEqual(body.listener.insert_headers);
  });

  it.each(["protocol", "protocol_port", "loadbalancer_id", "tenant_id"])("cannot change %s", async (field) => {
    const id = idOf(await listener());
    const value = { ...tcp, tenant_id: raw.project }[field];
    expect(typeOf(await raw.send("PUT", `/listeners/${id}`, { listener: { [field]: value } }))).toEqual([
      400,
      "HTTPBadRequest",
    ]);
  });

  it("change what may change, and tell when", async () => {
    const id = idOf(await listener());
    raw.clock.advance(61_000);
    const { status, body } = await raw.send("PUT", `/listeners/${id}`, { listener: { name: "new", description: "d" } });
    expect(status).toBe(200);
    expect(body.listener).toMatchObject({ name: "new", description: "d", updated_at: "2026-01-01T00:01:01" });
    expect((await raw.send("GET", `/listeners/${id}`)).body).toEqual(body);
    expect(typeOf(await raw.send("PUT", `/listeners/${nobody}`, { listener: {} }))).toEqual([404, "HTTPNotFound"]);
  });

  it("cannot lose their certificate", async () => {
    const id = idOf(await listener(https));
    const answer = await raw.send("PUT", `/listeners/${id}`, { listener: { default_tls_container_ref: null } });
    expect(typeOf(answer)).toEqual([400, "TLSDefaultContainerNotSpecified"]);
  });

  it("show their idle times in lists only", async () => {
    const id = idOf(await listener({ protocol: "HTTP" }));
    expect((await raw.send("GET", `/listeners/${id}`)).body.listener).not.toHaveProperty("client_timeout");
    const { body } = await raw.send("GET", `/listeners?id=${id}`);
    expect(body.listeners).toMatchObject([{ keepalive_timeout: 60, client_timeout: 60, member_timeout: 60 }]);
  });

  it("are deleted after their pool", async () => {
    const id = idOf(await listener());
    await pool({ listener_id: id });
    expect(typeOf(await raw.send("DELETE", `/listeners/${id}`))).toEqual([409, "EntityInUse"]);
    await raw.send("PUT", `/listeners/${id}`, { listener: { default_pool_id: null } });
    expect(await raw.send("DELETE", `/listeners/${id}`)).toMatchObject({ status: 204, body: undefined });
    expect(typeOf(await raw.send("DELETE", `/listeners/${id}`))).toEqual([404, "HTTPNotFound"]);
  });
});

describe("pools", () => {
  it.each([
    ["plain", plain],
    ["httpCookie", httpCookie],
  ])("answer the seed document's request %s with its response", async (_name, { request, response }) => {
    const { status, body } = await raw.send("POST", "/pools", request);
    expect(status).toBe(201);
    expect(body).toEqual({ pool: { ...response.pool, id: body.pool.id } });
  });

  it("answer the request with a listener, too, in the inventory that has it", async () => {
    const production = await startRaw();
    const { body } = await production.send("POST", "/pools", appCookie.request);
    const owner = { tenant_id: production.project, project_id: production.project };
    expect(body).toEqual({ pool: { ...appCookie.response.pool, ...owner, id: body.pool.id } });
    const { listener_id: id } = appCookie.request.pool;
    expect((await production.send("GET", `/listeners/${id}`)).body.listener.default_pool_id).toBe(body.pool.id);
    await production.stop();
  });

  it.each<[string, object, number, string]>([
    ["no algorithm", { lb_algorithm: undefined }, 400, "HTTPBadRequest"],
    ["no place", { loadbalancer_id: undefined }, 400, "HTTPBadRequest"],
    ["HTTPS", { protocol: "HTTPS" }, 400, "HTTPBadRequest"],
    ["no such listener", { listener_id: nobody }, 404, "EntityNotFound"],
    ["no such load balancer", { loadbalancer_id: nobody }, 404, "EntityNotFound"],
    [
      "a cookie without a name",
      { session_persistence: { type: "APP_COOKIE" } },
      400,
      "SessionPersistenceConfigurationInvalid",
    ],
    [
      "a name without its cookie",
      { session_persistence: { type: "SOURCE_IP", cookie_name: "c" } },
      400,
      "SessionPersistenceConfigurationInvalid",
    ],
    [
      "61 minutes on TCP",
      { session_persistence: { type: "SOURCE_IP", persistence_timeout: 61 } },
      400,
      "HTTPBadRequest",
    ],
    ["an unknown sort", { session_persistence: { type: "MAGIC" } }, 400, "HTTPBadRequest"],
    ["an unknown key", { session_persistence: { type: "SOURCE_IP", minutes: 1 } }, 400, "HTTPBadRequest"],
  ])("refuse %s", async (_what, fields, ...expected) => {
    expect(typeOf(await pool(fields))).toEqual(expected);
  });

  it("fit their listener, which has one only", async () => {
    const id = idOf(await listener());
    expect(typeOf(await pool({ listener_id: id, protocol: "HTTP" }))).toEqual([409, "ListenerPoolProtocolMismatch"]);
    const own = idOf(await pool({ listener_id: id }));
    expect(typeOf(await pool({ listener_id: id }))).toEqual([409, "OnePoolPerListener"]);
    const other = idOf(await listener({ protocol_port: 1001 }));
    const put = await raw.send("PUT", `/listeners/${other}`, { listener: { default_pool_id: own } });
    expect(typeOf(put)).toEqual([409, "EntityInUse"]);
  });

  it("are deleted after members and monitor, and let go of their listener", async () => {
    const listenerId = idOf(await listener());
    const id = idOf(await pool({ listener_id: listenerId }));
    const memberId = idOf(await raw.send("POST", `/pools/${id}/members`, { member }));
    const monitorId = idOf(await raw.send("POST", "/healthmonitors", { healthmonitor: { pool_id: id, ...monitor } }));
    expect(typeOf(await raw.send("DELETE", `/pools/${id}`))).toEqual([409, "EntityInUse"]);
    await raw.send("DELETE", `/pools/${id}/members/${memberId}`);
    expect(typeOf(await raw.send("DELETE", `/pools/${id}`))).toEqual([409, "EntityInUse"]);
    await raw.send("DELETE", `/healthmonitors/${monitorId}`);
    expect((await raw.send("DELETE", `/pools/${id}`)).status).toBe(204);
    expect((await raw.send("GET", `/listeners/${listenerId}`)).body.listener.default_pool_id).toBeNull();
  });
});

describe("members", () => {
  let id: string;
  const members = () => `/pools/${id}/members`;
  beforeEach(async () => {
    id = idOf(await pool());
  });

  it("are NO_MONITOR until somebody looks", async () => {
    const { status, body } = await raw.send("POST", members(), { member: { ...member, name: "api-1", weight: 10 } });
    expect(status).toBe(201);
    expect(body.member).toEqual({
      ...member,
      id: body.member.id,
      tenant_id: raw.project,
      project_id: raw.project,
      name: "api-1",
      weight: 10,
      admin_state_up: true,
      operating_status: "NO_MONITOR",
    });
    await raw.send("POST", "/healthmonitors", { healthmonitor: { pool_id: id, ...monitor } });
    const shown = await raw.send("GET", `${members()}/${body.member.id}`);
    expect(shown.body.member.operating_status).toBe("ONLINE");
  });

  it.each<[string, object, number, string]>([
    ["no subnet", { subnet_id: undefined }, 400, "HTTPBadRequest"],
    ["a host name", { address: "db" }, 400, "HTTPBadRequest"],
    ["a weight of 101", { weight: 101 }, 400, "HTTPBadRequest"],
    ["the same again", { protocol_port: 9 }, 409, "MemberExists"],
  ])("refuse %s", async (_what, fields, ...expected) => {
    await raw.send("POST", members(), { member: { ...member, protocol_port: 9 } });
    expect(typeOf(await raw.send("POST", members(), { member: { ...member, ...fields } }))).toEqual(expected);
  });

  it("belong to one pool", async () => {
    const memberId = idOf(await raw.send("POST", members(), { member }));
    const other = idOf(await pool());
    expect(typeOf(await raw.send("GET", `/pools/${other}/members/${memberId}`))).toEqual([404, "HTTPNotFound"]);
    expect(typeOf(await raw.send("GET", `/pools/${nobody}/members`))).toEqual([404, "HTTPNotFound"]);
    expect((await raw.send("PUT", `${members()}/${memberId}`, { member: { weight: 0 } })).body.member.weight).toBe(0);
    const put = await raw.send("PUT", `${members()}/${memberId}`, { member: { address: "10.0.0.1" } });
    expect(typeOf(put)).toEqual([400, "HTTPBadRequest"]);
  });

  it("are created 200 times a minute at most", async () => {
    const create = (number: number) =>
      raw.send("POST", members(), { member: { ...member, address: `10.1.0.${number}`, weight: 1 } });
    for (let number = 1; number <= 200; number += 1) expect((await create(number)).status).toBe(201);
    expect(await create(201)).toMatchObject({ status: 429, body: { error_code: "APIGW.0308" } });
    raw.clock.advance(60_000);
    expect((await create(201)).status).toBe(201);
  });
});

describe("health monitors", () => {
  it("suit their pool, which has one only", async () => {
    const post = (fields: object) => raw.send("POST", "/healthmonitors", { healthmonitor: { ...monitor, ...fields } });
    const [tcpPool, udpPool] = [idOf(await pool()), idOf(await pool({ protocol: "UDP" }))];
    expect(typeOf(await post({ pool_id: tcpPool, type: "UDP_CONNECT" }))).toEqual([400, "HTTPBadRequest"]);
    expect(typeOf(await post({ pool_id: udpPool }))).toEqual([400, "HTTPBadRequest"]);
    expect(typeOf(await post({ pool_id: tcpPool, delay: 51 }))).toEqual([400, "HTTPBadRequest"]);
    expect(typeOf(await post({ pool_id: tcpPool, delay: undefined }))).toEqual([400, "HTTPBadRequest"]);
    expect(typeOf(await post({ pool_id: nobody }))).toEqual([404, "EntityNotFound"]);
    const { body } = await post({ pool_id: tcpPool, type: "HTTP" });
    expect(body.healthmonitor).toMatchObject({
      url_path: "/",
      expected_codes: "200",
      http_method: "GET",
      max_retries_down: 3,
    });
    expect(body.healthmonitor).toMatchObject({ pools: [{ id: tcpPool }], monitor_port: null });
    expect(body.healthmonitor).not.toHaveProperty("pool_id");
    expect(typeOf(await post({ pool_id: tcpPool }))).toEqual([409, "OneHealthMonitorPerPool"]);
    const path = `/healthmonitors/${body.healthmonitor.id}`;
    const put = await raw.send("PUT", path, {
      healthmonitor: { type: "TCP", monitor_port: 81, expected_codes: "404" },
    });
    expect(put.body.healthmonitor).toMatchObject({ type: "TCP", monitor_port: 81, expected_codes: null });
  });
});

describe("lists", () => {
  const ids = ({ body }: RawAnswer): string[] => body.listeners.map((one: { id: string }) => one.id);
  const rels = ({ body }: RawAnswer): string[] => body.listeners_links.map((one: { rel: string }) => one.rel);
  beforeEach(async () => {
    for (let port = 1; port <= 5; port += 1) await listener({ protocol_port: port, name: port % 2 ? "odd" : "even" });
  });

  it("are whole and without links, unless a limit is given", async () => {
    const whole = await raw.send("GET", "/listeners");
    expect(whole.body).not.toHaveProperty("listeners_links");
    expect(ids(whole)).toEqual([...ids(whole)].sort());
    const first = await raw.send("GET", "/listeners?limit=2&protocol=TCP");
    expect(ids(first)).toEqual(ids(whole).slice(0, 2));
    expect(rels(first)).toEqual(["next", "previous"]);
    const { href } = first.body.listeners_links[0];
    expect(href).toContain(`${raw.cloud.endpoint}/v2.0/lbaas/listeners?limit=2&protocol=TCP&marker=`);
    expect(first.body.listeners_links[1].href).toContain("page_reverse=True");
    const second = await raw.exchange("GET", href.slice(raw.cloud.endpoint.length));
    expect(ids(second)).toEqual(ids(whole).slice(2, 4));
    const last = await raw.send("GET", `/listeners?limit=2&marker=${ids(second)[1]}`);
    expect([ids(last), rels(last)]).toEqual([ids(whole).slice(4), ["previous"]]);
    const back = await raw.send("GET", `/listeners?limit=3&marker=${ids(whole)[4]}&page_reverse=True`);
    expect([ids(back), rels(back)]).toEqual([ids(whole).slice(1, 4), ["next", "previous"]]);
  });

  it("are narrowed by exact values, of which several may be named", async () => {
    const whole = ids(await raw.send("GET", "/listeners"));
    expect(ids(await raw.send("GET", "/listeners?name=odd"))).toHaveLength(3);
    expect(ids(await raw.send("GET", "/listeners?name=od"))).toEqual([]);
    expect(ids(await raw.send("GET", "/listeners?name=odd&protocol_port=1&protocol_port=2"))).toHaveLength(1);
    expect(ids(await raw.send("GET", `/listeners?id=${whole[3]}&id=${whole[1]}&limit=1`))).toEqual([whole[1]]);
    expect(ids(await raw.send("GET", `/listeners?loadbalancer_id=${nobody}`))).toEqual([]);
    expect(ids(await raw.send("GET", `/listeners?tenant_id=${raw.project}`))).toEqual(whole);
    expect(typeOf(await raw.send("GET", "/listeners?colour=red"))).toEqual([400, "HTTPBadRequest"]);
    expect(typeOf(await raw.send("GET", "/listeners?limit=all"))).toEqual([400, "HTTPBadRequest"]);
  });

  it("are sorted when asked to", async () => {
    const { body } = await raw.send("GET", "/listeners?sort_key=name&sort_dir=desc&sort_key=id&sort_dir=asc");
    expect(body.listeners.map(({ name }: { name: string }) => name)).toEqual(["odd", "odd", "odd", "even", "even"]);
    expect(typeOf(await raw.send("GET", "/listeners?sort_key=name"))).toEqual([400, "HTTPBadRequest"]);
  });

  it("are sorted in pages, too, numbers by size", async () => {
    for (const port of [53, 443, 1_883]) await listener({ protocol_port: port });
    const ports = ({ body }: RawAnswer): number[] =>
      body.listeners.map(({ protocol_port }: { protocol_port: number }) => protocol_port);
    const descending = "limit=3&sort_key=protocol_port&sort_dir=desc";
    const first = await raw.send("GET", `/listeners?${descending}`);
    expect(ports(first)).toEqual([1_883, 443, 53]);
    const { href } = first.body.listeners_links[0];
    const second = await raw.exchange("GET", href.slice(raw.cloud.endpoint.length));
    expect([ports(second), rels(second)]).toEqual([
      [5, 4, 3],
      ["next", "previous"],
    ]);
    const marker = ids(second)[0];
    expect(ports(await raw.send("GET", `/listeners?${descending}&marker=${marker}&page_reverse=True`))).toEqual([
      1_883, 443, 53,
    ]);
  });

  it.each([
    ["/listeners", "sort_key=bogus&sort_dir=asc", "['bogus'] is invalid attribute for sort_keys"],
    ["/listeners", "limit=2&sort_key=tls_container_id&sort_dir=asc", "['tls_container_id'] is invalid attribute"],
    ["/pools", "sort_key=created_at&sort_dir=asc", "['created_at'] is invalid attribute for sort_keys"],
    [
      "/listeners",
      "sort_key=name&sort_dir=up",
      "['up'] is invalid value for sort_dirs, valid value is 'asc' and 'desc'",
    ],
  ])("of %s refuse %s", async (path, query, message) => {
    const { status, body } = await raw.send("GET", `${path}?${query}`);
    expect(status).toBe(400);
    expect(body.NeutronError.message).toContain(message);
  });

  it("take booleans as Python writes them", async () => {
    for (const spelling of ["true", "True", "1"])
      expect(ids(await raw.send("GET", `/listeners?admin_state_up=${spelling}`))).toHaveLength(5);
    for (const spelling of ["False", "no"])
      expect(ids(await raw.send("GET", `/listeners?admin_state_up=${spelling}`))).toEqual([]);
  });

  it("have all filters of the vendor's pages", async () => {
    const poolId = idOf(await pool());
    await raw.send("POST", `/pools/${poolId}/members`, { member });
    await raw.send("POST", "/healthmonitors", { healthmonitor: { ...monitor, type: "HTTP", pool_id: poolId } });
    const found = async (path: string) => Object.values((await raw.send("GET", path)).body as object)[0].length;
    expect(await found(`/pools?member_address=${member.address}`)).toBe(1);
    expect(await found(`/pools?member_device_id=${nobody}`)).toBe(0);
    expect(await found(`/loadbalancers?member_address=${member.address}`)).toBe(1);
    expect(await found(`/loadbalancers?member_device_id=${nobody}`)).toBe(0);
    expect(await found(`/loadbalancers?vpc_id=${nobody}`)).toBe(0);
    expect(await found("/healthmonitors?expected_codes=200&http_method=GET")).toBe(1);
    expect(await found("/healthmonitors?http_method=POST")).toBe(0);
  });
});

describe("forwarding policies", () => {
  const web = { protocol: "HTTP", protocol_port: 80 };
  const policy = (fields: object) =>
    raw.send("POST", "/l7policies", { l7policy: { action: "REDIRECT_TO_POOL", ...fields } });
  let listenerId: string;
  let poolId: string;
  beforeEach(async () => {
    listenerId = idOf(await listener(web));
    poolId = idOf(await pool({ protocol: "HTTP" }));
  });

  it("keep the listener and the pool that they lead to", async () => {
    const made = await policy({ listener_id: listenerId, redirect_pool_id: poolId, name: "api" });
    expect(made).toMatchObject({
      status: 201,
      body: { l7policy: { name: "api", listener_id: listenerId, redirect_pool_id: poolId, rules: [] } },
    });
    const id = idOf(made);
    for (const path of [`/listeners/${listenerId}`, `/pools/${poolId}`]) {
      const refused = await raw.send("DELETE", path);
      expect(typeOf(refused)).toEqual([409, "EntityInUse"]);
      expect(refused.body.NeutronError.message).toContain(`l7policy ${id} is using this`);
    }
    const { body } = await raw.send("GET", `/l7policies?listener_id=${listenerId}&limit=1`);
    expect(body.l7policies.map((one: { id: string }) => one.id)).toEqual([id]);
    const { statuses } = (await raw.send("GET", `/loadbalancers/${lb}/statuses`)).body;
    expect(statuses.loadbalancer.listeners[0].l7policies).toMatchObject([{ id, action: "REDIRECT_TO_POOL" }]);
    expect((await raw.send("DELETE", `/l7policies/${id}`)).status).toBe(204);
    expect((await raw.send("DELETE", `/listeners/${listenerId}`)).status).toBe(204);
    expect((await raw.send("DELETE", `/pools/${poolId}`)).status).toBe(204);
  });

  it("keep the listener that they redirect to", async () => {
    const target = idOf(await listener({ ...https, protocol_port: 443 }));
    const redirect = { listener_id: listenerId, action: "REDIRECT_TO_LISTENER", redirect_listener_id: target };
    expect((await policy(redirect)).status).toBe(201);
    expect(typeOf(await raw.send("DELETE", `/listeners/${target}`))).toEqual([409, "EntityInUse"]);
    expect(typeOf(await policy({ ...redirect, listener_id: target }))).toEqual([400, "HTTPBadRequest"]);
  });

  it("share no pool with anything else", async () => {
    const other = idOf(await listener({ ...web, protocol_port: 81 }));
    const own = idOf(await pool({ protocol: "HTTP", listener_id: other }));
    expect(typeOf(await policy({ listener_id: listenerId, redirect_pool_id: own }))).toEqual([409, "EntityInUse"]);
    await policy({ listener_id: listenerId, redirect_pool_id: poolId });
    const put = await raw.send("PUT", `/listeners/${other}`, { listener: { default_pool_id: poolId } });
    expect(typeOf(put)).toEqual([409, "EntityInUse"]);
    const tcpListener = idOf(await listener({ protocol_port: 82 }));
    expect(typeOf(await policy({ listener_id: tcpListener, redirect_pool_id: poolId }))).toEqual([
      400,
      "HTTPBadRequest",
    ]);
  });
});

describe("load balancers", () => {
  it("are created, changed, and deleted when they have no dependents", async () => {
    const create = await raw.send("POST", "/loadbalancers", { loadbalancer: { name: "b", vip_subnet_id: nobody } });
    expect(create).toMatchObject({
      status: 201,
      body: { loadbalancer: { provider: "vlb", listeners: [], pools: [] } },
    });
    const id = idOf(create);
    const put = await raw.send("PUT", `/loadbalancers/${id}`, { loadbalancer: { description: "d" } });
    expect(put.body.loadbalancer).toMatchObject({ name: "b", description: "d" });
    const listenerId = idOf(await listener({ loadbalancer_id: id }));
    expect(typeOf(await raw.send("DELETE", `/loadbalancers/${id}`))).toEqual([409, "EntityInUse"]);
    await raw.send("DELETE", `/listeners/${listenerId}`);
    expect((await raw.send("DELETE", `/loadbalancers/${id}`)).status).toBe(204);
    expect(typeOf(await raw.send("GET", `/loadbalancers/${id}`))).toEqual([404, "HTTPNotFound"]);
  });

  it("get addresses of their own, and none that is taken", async () => {
    const create = (fields: object = {}) =>
      raw.send("POST", "/loadbalancers", { loadbalancer: { vip_subnet_id: nobody, ...fields } });
    const addresses = [await create(), await create(), await create({ vip_address: "10.20.7.7" })].map(
      ({ body }) => body.loadbalancer.vip_address as string,
    );
    expect(new Set(addresses).size).toBe(3);
    for (const vip_address of addresses) expect(typeOf(await create({ vip_address }))).toEqual([409, "IpAddressInUse"]);
  });

  it("return the states of all their dependents", async () => {
    const listenerId = idOf(await listener());
    const id = idOf(await pool({ listener_id: listenerId }));
    await raw.send("POST", `/pools/${id}/members`, { member });
    const { statuses } = (await raw.send("GET", `/loadbalancers/${lb}/statuses`)).body;
    const node = {
      id,
      operating_status: "ONLINE",
      members: [{ address: member.address, operating_status: "NO_MONITOR" }],
    };
    expect(statuses.loadbalancer).toMatchObject({
      id: lb,
      provisioning_status: "ACTIVE",
      listeners: [{ id: listenerId, l7policies: [], pools: [node] }],
      pools: [node],
    });
  });

  it("refuse changes while they are at work, or frozen", async () => {
    const id = idOf(await listener());
    raw.cloud.faults.add({ fault: { kind: "stuck" } });
    await raw.send("PUT", `/listeners/${id}`, { listener: { name: "a" } });
    const busy = await raw.send("PUT", `/listeners/${id}`, { listener: { name: "b" } });
    expect(typeOf(busy)).toEqual([409, "StateInvalid"]);
    expect(busy.body.NeutronError.message).toContain("PENDING_UPDATE");
    raw.cloud.faults.clear();
    expect((await raw.send("DELETE", `/listeners/${id}`)).status).toBe(204);

    const production = await startRaw();
    const { body } = await production.send("GET", "/loadbalancers?operating_status=FROZEN");
    const on = { ...tcp, loadbalancer_id: body.loadbalancers[0].id };
    const frozen = await production.send("POST", "/listeners", { listener: on });
    expect(frozen.body.NeutronError).toMatchObject({
      type: "StateInvalid",
      message: expect.stringContaining("FROZEN"),
    });
    await production.stop();
  });

  it("break when they are made to", async () => {
    raw.cloud.faults.add({ fault: { kind: "error" } });
    await listener();
    expect((await raw.send("GET", `/loadbalancers/${lb}`)).body.loadbalancer.provisioning_status).toBe("ERROR");
  });
});

describe("tags", () => {
  const tags = (id: string, end = "") => `/v2.0/${raw.project}/listeners/${id}/tags${end}`;

  it("are put on and taken off", async () => {
    const id = idOf(await listener());
    const env = { key: "env", value: "test" };
    expect(await raw.exchange("POST", tags(id), { tag: env })).toMatchObject({ status: 204, body: undefined });
    const change = {
      action: "create",
      tags: [
        { key: "env", value: "prod" },
        { key: "b", value: "" },
      ],
    };
    expect((await raw.exchange("POST", tags(id, "/action"), change)).status).toBe(204);
    expect((await raw.exchange("GET", tags(id))).body).toEqual({ tags: change.tags });
    expect((await raw.send("GET", `/listeners/${id}`)).body.listener.tags).toEqual(["env=prod", "b="]);
    const missing = { action: "delete", tags: [{ key: "b" }, { key: "never" }] };
    expect((await raw.exchange("POST", tags(id, "/action"), missing)).status).toBe(204);
    expect((await raw.exchange("DELETE", tags(id, "/env"))).status).toBe(204);
    expect((await raw.exchange("GET", tags(id))).body).toEqual({ tags: [] });
  });

  it("are refused with VPC codes", async () => {
    const id = idOf(await listener());
    const action = (body: object) => raw.exchange("POST", tags(id, "/action"), body);
    const many = Array.from({ length: 11 }, (_, index) => ({ key: `k${index}`, value: "" }));
    const refused = [
      await action({ action: "merge", tags: [{ key: "a", value: "" }] }),
      await action({ action: "create", tags: [] }),
      await action({ action: "create", tags: many }),
      await action({
        action: "create",
        tags: [
          { key: "a", value: "1" },
          { key: "a", value: "2" },
        ],
      }),
      await action({ action: "create", tags: [{ key: "a.b", value: "" }] }),
      await raw.exchange("GET", tags(nobody)),
    ];
    for (const { body } of refused) expect(body).toMatchObject({ code: "VPC.1801" });
    await action({ action: "create", tags: many.slice(0, 10) });
    expect((await action({ action: "create", tags: many.slice(10) })).body).toMatchObject({ code: "VPC.1814" });
    const elsewhere = await raw.exchange("GET", `/v2.0/${"a".repeat(32)}/listeners/${id}/tags`);
    expect(elsewhere).toMatchObject({ status: 403, body: { code: "VPC.0007" } });
  });
});

it("tells quotas and certificates", async () => {
  const { body } = await raw.send("GET", `/quotas/${raw.project}`);
  expect(body.quota).toMatchObject({ loadbalancer: 50, listener: 100, pool: 500 });
  expect((await raw.send("GET", "/quotas/defaults")).body.quota).toMatchObject({ listener: 100 });
  expect((await raw.send("GET", "/certificates")).body.certificates).toHaveLength(CERTIFICATES.length);
});

it("bears tenant_id alone in some installations", async () => {
  const other = await startRaw("empty", { omitsProjectId: true });
  const { body } = await other.send("POST", "/pools", plain.request);
  expect(body.pool).toMatchObject({ tenant_id: other.project });
  expect(body.pool).not.toHaveProperty("project_id");
  await other.stop();
});

describe("Open Telekom Cloud", () => {
  let otc: Raw;
  let poolId: string;
  beforeEach(async () => {
    otc = await startRaw("empty", { isOpenTelekom: true });
    poolId = (await otc.send("POST", "/pools", plain.request)).body.pool.id;
  });
  afterEach(() => otc.stop());

  const at = (last: number, fields = {}) => ({ ...member, address: `10.1.0.${last}`, ...fields });
  const put = (members: object[], action?: string) => otc.send("PUT", `/pools/${poolId}/members`, { members, action });
  const held = async () =>
    (await otc.send("GET", `/pools/${poolId}/members`)).body.members
      .map(({ address, weight }: { address: string; weight: number }) => [address, weight])
      .sort();

  it("puts in, takes out and replaces many members in one call", async () => {
    expect((await put([at(1), at(2, { weight: 7 })], "add")).status).toBe(202);
    expect((await put([at(2), at(3)])).status).toBe(202);
    // A member that stays has what its entry says, and the default of what it leaves out.
    expect(await held()).toEqual([
      ["10.1.0.2", 1],
      ["10.1.0.3", 1],
    ]);
    expect((await put([at(3)], "delete")).status).toBe(202);
    expect(await held()).toEqual([["10.1.0.2", 1]]);
    expect(typeOf(await put([at(2)], "add"))).toEqual([409, "MemberExists"]);
    expect(typeOf(await put(Array(201).fill(at(1))))).toEqual([400, "HTTPBadRequest"]);
    expect(typeOf(await put([at(4, { subnet_id: undefined })]))).toEqual([400, "HTTPBadRequest"]);
  });

  it("lists the members of all pools, with what they belong to", async () => {
    await put([at(1)]);
    const { members } = (await otc.send("GET", "/members")).body;
    expect(members).toEqual([
      expect.objectContaining({ address: "10.1.0.1", pool_id: poolId, device_owner: "compute:eu-de-01" }),
    ]);
  });

  it("opens all ports of TCP as port 0", async () => {
    const { loadbalancer_id } = plain.request.pool;
    const open = (protocol: string) =>
      otc.send("POST", "/listeners", { listener: { protocol, protocol_port: 0, loadbalancer_id } });
    expect(await open("TCP")).toMatchObject({ status: 201, body: { listener: { protocol_port: 0 } } });
    expect(typeOf(await open("UDP"))).toEqual([400, "HTTPBadRequest"]);
  });
});

it("has nothing of that elsewhere", async () => {
  const poolId = idOf(await pool());
  expect(await raw.send("PUT", `/pools/${poolId}/members`, { members: [] })).toMatchObject({ status: 404 });
  expect(await raw.send("GET", "/members")).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
});
