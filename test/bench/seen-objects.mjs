import { addressRank } from "../../build/model/server-address.js";
import { memberPlaceAt } from "../../build/providers/kit/places.js";

/** What accounts could hold, made of numbers: the same in every run. */

const PARENTS_PER_ACCOUNT = 200;
const LEASE_MS = 600_000;

/** Numbers that look random, from a seed. Source: mulberry32, public domain. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS = ["web", "api", "mail", "cache", "queue", "login", "search", "billing", "metrics", "stream"];
const STATUSES = [...Array(194).fill("ACTIVE"), "UPDATING", "UPDATING", "UPDATING", "CREATING", "DELETING", "ERROR"];
const REGIONS = ["eu-1", "eu-2", "us-1", "us-2", "ap-1", "ap-2", "ap-3", "sa-1", "me-1", "af-1"];

export const accountIds = (count) => Array.from({ length: count }, (_, n) => `account-${String(n).padStart(3, "0")}`);

/** The listeners, pools, members and load balancers of one account. */
function* objectsOf(account, count) {
  const random = numbers(account + 1);
  const below = (most) => Math.floor(random() * most);
  const hex = () =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, "0");
  const region = REGIONS[account % REGIONS.length];
  const nothing = { hint: null, protocol: null, region, updatedAt: null, ports: [], poolKeys: [] };
  const unknown = { hasUnhealthyMembers: null, isServing: null };
  const parents = Array.from({ length: PARENTS_PER_ACCOUNT }, (_, n) => ({
    key: `lb-${hex()}${hex()}`,
    address: `203.0.${account}.${n}`,
  }));
  for (const { key, address } of parents)
    yield {
      ...{ ...nothing, ...unknown, kind: "parent", refKind: "load-balancer", key, place: key, parentKey: null },
      ...{ nativeId: key, name: `lb-${key.slice(-4)}`, status: "ACTIVE", createdAt: 1_700_000_000_000 },
      terms: [{ name: "address", value: address }],
      kept: JSON.stringify({ native: { id: key, address, padding: hex().repeat(50) } }),
    };
  for (let n = 0; n < count; n += 1) {
    const { key: parentKey, address } = parents[n % PARENTS_PER_ACCOUNT];
    const id = `lsn-${hex()}${hex()}`;
    const share = random();
    const from = share < 0.3 ? 443 : share < 0.5 ? 80 : 1_024 + below(60_000);
    const to = share > 0.98 ? from + 100 : from;
    const servers = [`10.${account}.${below(256)}.${below(256)}`, `10.${account}.${below(256)}.${below(256)}`];
    const word = WORDS[below(WORDS.length)];
    const createdAt = 1_600_000_000_000 + below(200_000_000_000);
    const isHealthy = random() > 0.02;
    const around = { name: "address", value: address };
    const members = servers.map((value) => ({ name: "member", value }));
    const poolKey = `pool-${id.slice(4)}`;
    yield {
      ...{ ...nothing, kind: "listener", refKind: "listener", key: id, place: id, parentKey, nativeId: id },
      ...{ name: `${word}-${n}`, status: STATUSES[below(STATUSES.length)], createdAt, updatedAt: createdAt + 1_000 },
      protocol: share < 0.3 ? "HTTPS" : share < 0.5 ? "HTTP" : share < 0.9 ? "TCP" : "UDP",
      ports: [{ from, to }],
      terms: [
        ...[around, ...members],
        { name: "tag", value: `["team","${below(50)}"]` },
        { name: "tag", value: `["stage","${random() < 0.6 ? "prod" : "test"}"]` },
        ...(share < 0.3 ? [{ name: "certificate", value: `cert-${below(500)}` }] : []),
      ],
      poolKeys: [poolKey],
      ...{ hasUnhealthyMembers: !isHealthy, isServing: random() < 0.95 },
      kept: JSON.stringify({
        parentRef: { kind: "load-balancer", key: parentKey },
        native: { id, padding: hex().repeat(100) },
      }),
    };
    if (n % 2 > 0) continue;
    yield {
      ...{ ...nothing, ...unknown, kind: "pool", refKind: "pool", key: poolKey, place: poolKey, parentKey },
      ...{ nativeId: poolKey, name: `${word}-pool-${n}`, status: "ACTIVE", createdAt, terms: [around, ...members] },
      ...{ protocol: "TCP", hasUnhealthyMembers: !isHealthy },
      kept: JSON.stringify({ native: { id: poolKey, padding: hex().repeat(60) }, monitor: null }),
    };
    for (const value of servers) {
      const key = `${poolKey}/${value}`;
      const place = memberPlaceAt({ manifest: {} }, { kind: "member", key });
      const port = share < 0.5 ? 8_080 : from;
      const health = isHealthy || value === servers[1] ? "HEALTHY" : "UNHEALTHY";
      yield {
        ...{ ...nothing, ...unknown, kind: "member", refKind: "member", key, place, parentKey: poolKey },
        ...{ nativeId: key, name: addressRank(value), status: health, createdAt: null },
        ...{ ports: [{ from: port, to: port }], terms: [{ name: "member", value }] },
        kept: JSON.stringify({ nativeId: key, address: value, port, weight: 1, health }),
      };
    }
  }
}

/** Sweeps accounts that hold so many listeners in all. @returns what it took of each page, in milliseconds */
export async function sweepAll(seen, ids, listeners) {
  const pages = [];
  for (const [nth, id] of ids.entries()) {
    const claim = await seen.claim([id], "bench", LEASE_MS);
    let page = [];
    const put = async () => {
      const since = performance.now();
      await seen.put(claim, page, LEASE_MS);
      pages.push(performance.now() - since);
      page = [];
    };
    for (const object of objectsOf(nth, listeners / ids.length)) if (page.push(object) === 100) await put();
    await put();
    await seen.end(claim, { isWhole: true, problems: [], failure: null, intervalMs: 0 });
  }
  return pages;
}

/** The questions: conditions, and an order where there is one; of listeners, if they do not say of what. */
export const QUESTIONS = {
  "no condition": {},
  "port 443 (popular)": { conditions: { overlapsPorts: [{ from: 443, to: 443 }] } },
  "port 31337 (rare)": { conditions: { overlapsPorts: [{ from: 31_337, to: 31_337 }] } },
  "ports 20000 to 30000": { conditions: { overlapsPorts: [{ from: 20_000, to: 30_000 }] } },
  "address of the load balancer": { conditions: { terms: { address: ["203.0.7.40"] } } },
  server: { conditions: { terms: { member: ["10.7.40.113"] } } },
  certificate: { conditions: { terms: { certificate: ["cert-40"] } } },
  "tag, one in 50": { conditions: { terms: { tag: ['["team","7"]'] } } },
  "tag, most": { conditions: { terms: { tag: ['["stage","prod"]'] } } },
  "status ACTIVE": { conditions: { statuses: ["ACTIVE"] } },
  "status ERROR": { conditions: { statuses: ["ERROR"] } },
  "protocol UDP": { conditions: { protocols: ["UDP"] } },
  region: { conditions: { regions: ["ap-3"] } },
  "no such region": { conditions: { regions: ["xx-1"] } },
  "created lately": { conditions: { createdAfter: 1_799_900_000_000 } },
  "unhealthy members": { conditions: { hasUnhealthyMembers: true } },
  "not serving": { conditions: { isServing: false } },
  name: { conditions: { names: ["web-77"] } },
  "part of a name (rare)": { conditions: { nameContains: "ETRICS-399" } },
  "part of a name (none)": { conditions: { nameContains: "no such" } },
  parents: { conditions: { parentKeys: ["lb-1", "lb-2"] } },
  "native id": { conditions: { nativeIds: ["lsn-1"] } },
  "port 443, unhealthy, prod": {
    conditions: {
      overlapsPorts: [{ from: 443, to: 443 }],
      hasUnhealthyMembers: true,
      terms: { tag: ['["stage","prod"]'] },
    },
  },
  "one account, behind a place": { oneAccount: true, after: "lsn-8" },
  "by name": { order: { column: "name", direction: "ASC" } },
  "by name, descending": { order: { column: "name", direction: "DESC" } },
  "by creation time, descending": { order: { column: "createdAt", direction: "DESC" } },
  "by first port": { order: { column: "firstPort", direction: "ASC" } },
  "by status": { order: { column: "status", direction: "DESC" } },
  "unhealthy, by name": { conditions: { hasUnhealthyMembers: true }, order: { column: "name", direction: "ASC" } },
  ...ofMembers({
    all: {},
    "port 8080 (popular)": { conditions: { firstPorts: [8_080] } },
    "port 31337 (rare)": { conditions: { firstPorts: [31_337] } },
    unhealthy: { conditions: { statuses: ["UNHEALTHY"] } },
    healthy: { conditions: { statuses: ["HEALTHY"] } },
    address: { conditions: { terms: { member: ["10.7.40.113"] } } },
    "of one load balancer": { conditions: { parentKeysOfPools: ["lb-1"] } },
    "of 200 names": {
      conditions: {
        named: Array.from({ length: 200 }, (_, n) => ({ accountId: "account-007", key: `pool-${n}/10.7.0.${n}` })),
      },
    },
    "one account, behind a place": { oneAccount: true, after: "pool-8" },
    "by address": { order: { column: "name", direction: "ASC" } },
    "by port, descending": { order: { column: "firstPort", direction: "DESC" } },
    "by health": { order: { column: "status", direction: "DESC" } },
    "unhealthy, by address": {
      conditions: { statuses: ["UNHEALTHY"] },
      order: { column: "name", direction: "ASC" },
    },
    "port 8080, by address": {
      conditions: { firstPorts: [8_080] },
      order: { column: "name", direction: "ASC" },
    },
    "no pool lacks any": { kind: "pool", conditions: { terms: { lacks: ["members"] } } },
  }),
};

function ofMembers(questions) {
  return Object.fromEntries(
    Object.entries(questions).map(([title, one]) => [`members: ${title}`, { kind: "member", ...one }]),
  );
}
