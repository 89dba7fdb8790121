import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Classic, connectRecorded } from "./recorder.js";
import { listenerNamed, poolOf } from "./steps.js";

/** One object of an answer that is not as documented, among others that are. */

let provider: Classic;
beforeAll(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.cloud.faults.clear());
afterAll(() => provider.stop());

const all = { after: null, limit: 200 };
const ODD = [null, undefined, { odd: true }, 3.5, "QUIC", ["x"]];
const LISTENER_FIELDS =
  "id name description loadbalancer_id protocol port backend_protocol backend_port lb_algorithm session_sticky cookie_timeout tcp_timeout udp_timeout tcp_draining tcp_draining_timeout certificate_id ssl_protocols ssl_ciphers status admin_state_up member_number healthcheck_id create_time update_time".split(
    " ",
  );
const LOAD_BALANCER_FIELDS = "id name type status admin_state_up vip_address create_time".split(" ");
const MEMBER_FIELDS = "id server_id server_address address status health_status".split(" ");

/** Each field of the first object of a list, with each odd value. */
const accidents = (at: string, fields: readonly string[]) =>
  fields.flatMap((field) =>
    ODD.map((value) => {
      const path = `${at}/0/${field}`;
      const patch = value === undefined ? [{ op: "remove" as const, path }] : [{ op: "add" as const, path, value }];
      return { field, patch, what: `${field} ${JSON.stringify(value)}` };
    }),
  );

const detailsOf = (item: object) => ({
  ...item,
  settings: "settings" in item ? item.settings : null,
  tls: "tls" in item ? item.tls : null,
  createdAt: "createdAt" in item ? item.createdAt : null,
});

const members = async () => {
  const pool = await poolOf(provider, await listenerNamed(provider, "checkout-edge"));
  const found = (await provider.service.membersOfPools([pool], provider.call())).get(pool.ref.key);
  if (!found || found instanceof Error) throw found;
  return found;
};

describe.each([
  ["listListeners", "ListListeners", "/body", LISTENER_FIELDS, ["id", "loadbalancer_id"]],
  ["listPools", "ListListeners", "/body", LISTENER_FIELDS, ["id", "loadbalancer_id"]],
  ["listParents", "ListLoadbalancers", "/body/loadbalancers", LOAD_BALANCER_FIELDS, ["id"]],
  ["membersOfPools", "ListMembers", "/body", MEMBER_FIELDS, ["id", "server_id"]],
] as const)("%s", (list, action, at, fields, needed) => {
  const read = () => (list === "membersOfPools" ? members() : provider.service[list]({}, all, provider.call()));

  it("keeps the siblings, whatever a field of one object is, and names the one that cannot be read", async () => {
    const whole = (await read()).items.length;
    expect(whole).toBeGreaterThan(1);
    for (const { field, patch, what } of accidents(at, fields)) {
      provider.cloud.faults.add({ fault: { kind: "edit", patch }, actions: action });
      const { items, problems } = await read();
      provider.cloud.faults.clear();
      expect(items.length + problems.length, what).toBe(whole);
      for (const item of items) expect(() => JSON.stringify(detailsOf(item)), what).not.toThrow();
      if (problems.length > 0) {
        expect(needed as readonly string[], what).toContain(field);
        expect(problems[0], what).toMatchObject({ code: "UNREADABLE", retry: "never" });
      }
    }
  });

  it("keeps the siblings of an entry that is no object", async () => {
    const whole = (await read()).items.length;
    const patch = [{ op: "replace" as const, path: `${at}/0`, value: null }];
    provider.cloud.faults.add({ fault: { kind: "edit", patch }, actions: action });
    const { items, problems } = await read();
    expect([items.length, problems.length]).toEqual([whole - 1, 1]);
  });
});

it("a member with neither address is told of by its id", async () => {
  const patch = ["server_address", "address"].map((field) => ({ op: "remove" as const, path: `/body/0/${field}` }));
  provider.cloud.faults.add({ fault: { kind: "edit", patch }, actions: "ListMembers" });
  expect((await members()).problems).toMatchObject([
    { code: "UNREADABLE", nativeId: expect.any(String), message: expect.stringContaining("server_address") },
  ]);
});
