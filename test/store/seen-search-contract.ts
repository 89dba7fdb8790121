import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEALTHS, MemberHealth, ResourceStatus } from "../../src/model/enums.js";
import { compareValues, type OrderValue } from "../../src/model/orders.js";
import type { Database } from "../../src/store/database.js";
import { finding } from "../../src/store/seen/find.js";
import type {
  FoundKept,
  FoundRow,
  SeenColumn,
  SeenConditions,
  SeenObject,
  SeenQuery,
  SeenRow,
  SeenStore,
} from "../../src/store/seen.js";
import type { Store } from "../../src/store/store.js";
import { systemClock } from "../../src/transport/clock.js";
import { newAccount, seenObject, sweep } from "./seen-contract.js";
import type { OpenStore } from "./store-contract.js";

type Kept = SeenObject & { readonly accountId: string };

/** Texts whose letters or order may differ between databases and JavaScript. */
const NAME_PARTS = [
  "web",
  "WEB",
  "100",
  "axb",
  "Straße",
  "İstanbul",
  "É",
  "é",
  "100%",
  "a_b",
  "a\\b",
  "😀",
  "\uffee",
  "'",
  "Σ",
  "k",
  "K",
];
const KEY_PARTS = ["a", "Z", "é", "\ue000", "\uffff", "😀", "\u{10ffff}", "-", "/"];
const ADDRESSES = ["10.0.0.1", "10.0.0.2", "2001:db8::1", `["long","${"x".repeat(300)}"]`];
const STATUSES: readonly string[] = Object.keys(ResourceStatus);
const KINDS = ["listener", "pool", "member"] as const;
const PROTOCOLS = ["TCP", "UDP", "HTTPS"];
const REGIONS = ["eu-1", "us-1"];
const PARENTS = ["lb-1", "lb-2", "lb-😀"];
const TIMES = [0, 1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000];
const TERMS = ["address", "member", "certificate", "tag"] as const;

const orNull = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 4 });
const joined = (parts: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength }).map((some) => some.join(""));
const port = fc.oneof(fc.constantFrom(1, 80, 443, 444, 8_000, 65_535), fc.integer({ min: 1, max: 65_535 }));
const ports = fc.oneof(
  port.map((from) => ({ from, to: from })),
  fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  fc.tuple(port, fc.integer({ min: 1, max: 9 })).map(([from, more]) => ({ from, to: Math.min(65_535, from + more) })),
);
const term = fc.record({ name: fc.constantFrom(...TERMS), value: fc.constantFrom(...ADDRESSES) });

const object = fc.record({
  kind: fc.constantFrom("listener" as const, ...KINDS),
  key: joined(KEY_PARTS, 4),
  place: joined(KEY_PARTS, 3),
  parentKey: orNull(PARENTS),
  name: fc.oneof(
    fc.constant(null),
    joined(NAME_PARTS, 3),
    joined(NAME_PARTS, 2).map((text) => text.padStart(300, "x")),
  ),
  nativeId: orNull(["n-1", "n-2", "n-3"]),
  status: orNull(Object.values(ResourceStatus)),
  health: orNull(Object.values(MemberHealth)),
  protocol: orNull(PROTOCOLS),
  region: orNull(REGIONS),
  createdAt: orNull(TIMES),
  updatedAt: orNull(TIMES),
  ports: fc.array(ports, { maxLength: 3 }),
  terms: fc.array(term, { maxLength: 4 }),
  poolKeys: fc.subarray(["p-1", "p-2"]),
  hasUnhealthyMembers: orNull([true, false]),
  isServing: orNull([true, false]),
});

const some = <T>(values: readonly T[], more?: T) => fc.subarray(more === undefined ? [...values] : [...values, more]);
const conditionsIn = (accountIds: readonly string[]): fc.Arbitrary<SeenConditions> =>
  fc.record(
    {
      keys: fc.array(joined(KEY_PARTS, 2), { maxLength: 60 }),
      named: fc.array(fc.record({ accountId: fc.constantFrom(...accountIds), key: joined(KEY_PARTS, 2) }), {
        maxLength: 60,
      }),
      parentKeys: some(PARENTS, "no such"),
      parentKeysOfPools: some(PARENTS, "no such"),
      nativeIds: some(["n-1", "n-2", "N-3"]),
      names: fc.array(joined(NAME_PARTS, 1), { maxLength: 8 }),
      nameContains: fc.oneof(fc.constant(""), joined(NAME_PARTS, 1), joined(NAME_PARTS, 2)),
      statuses: some(STATUSES, "UNHEALTHY"),
      firstPorts: fc.subarray([1, 80, 443, 444, 8_000, 65_535, 2]),
      protocols: some(PROTOCOLS, "ICMP"),
      regions: some(REGIONS),
      createdAfter: fc.constantFrom(...TIMES, -1),
      coversPort: fc.integer({ min: 1, max: 65_535 }),
      overlapsPorts: fc.array(ports, { maxLength: 3 }),
      terms: fc.dictionary(fc.constantFrom(...TERMS), some(ADDRESSES, "no such"), { maxKeys: 2 }),
      hasUnhealthyMembers: orNull([true, false]),
      isServing: orNull([true, false]),
    },
    { requiredKeys: [] },
  );

const firstPortOf = ({ ports }: Kept): number | null =>
  ports.length === 0 ? null : Math.min(...ports.map(({ from }) => from));

/** What each condition means. */
const MEANS: {
  readonly [K in keyof SeenConditions]-?: (
    item: Kept,
    asked: Exclude<SeenConditions[K], undefined>,
    all: readonly Kept[],
  ) => boolean;
} = {
  keys: ({ key }, keys) => keys.includes(key),
  named: ({ accountId, key }, named) => named.some((one) => one.accountId === accountId && one.key === key),
  parentKeysOfPools: ({ accountId, parentKey }, keys, all) =>
    all
      .filter((one) => one.kind === "pool" && one.accountId === accountId && one.key === parentKey)
      .some((pool) => pool.parentKey !== null && keys.includes(pool.parentKey)),
  parentKeys: ({ parentKey }, keys) => parentKey !== null && keys.includes(parentKey),
  nativeIds: ({ nativeId }, ids) => nativeId !== null && ids.includes(nativeId),
  names: ({ name }, names) => name !== null && names.includes(name),
  nameContains: ({ name }, text) => text === "" || (name?.toLowerCase().includes(text.toLowerCase()) ?? false),
  statuses: ({ status }, statuses) => status !== null && statuses.includes(status),
  protocols: ({ protocol }, protocols) => protocol !== null && protocols.includes(protocol),
  regions: ({ region }, regions) => region !== null && regions.includes(region),
  createdAfter: ({ createdAt }, time) => createdAt !== null && createdAt > time,
  firstPorts: (item, ports) => ports.includes(firstPortOf(item) ?? 0),
  coversPort: (item, port) => item.kind !== "member" && item.ports.some(({ from, to }) => from <= port && port <= to),
  overlapsPorts: (item, wanted) =>
    item.kind !== "member" && item.ports.some((own) => wanted.some(({ from, to }) => own.from <= to && own.to >= from)),
  terms: (item, wanted) =>
    Object.entries(wanted).every(([name, values]) =>
      item.terms.some((own) => own.name === name && values.includes(own.value)),
    ),
  hasUnhealthyMembers: (item, wanted) => item.hasUnhealthyMembers === wanted,
  isServing: (item, wanted) => item.isServing === wanted,
};

const fits = (item: Kept, asked: SeenConditions, all: readonly Kept[]): boolean =>
  (Object.keys(asked) as (keyof SeenConditions)[]).every((name) => MEANS[name](item, asked[name] as never, all));

const COMPARED: Readonly<Record<SeenColumn, (item: Kept) => OrderValue>> = {
  name: ({ name }) => (name === null ? null : name.toLowerCase().slice(0, 255)),
  status: ({ kind, status }) => status && (kind === "member" ? HEALTHS : STATUSES).indexOf(status as never),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  firstPort: firstPortOf,
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inOrder(items: readonly Kept[], order: SeenQuery["order"]): Kept[] {
  const compared = order && COMPARED[order.column];
  return [...items].sort((a, b) =>
    compared
      ? compareValues(compared(a), compared(b), order.direction) ||
        byText(a.accountId, b.accountId) ||
        byText(a.key, b.key)
      : byText(a.accountId, b.accountId) || byText(a.place, b.place) || byText(a.key, b.key),
  );
}

/** What is found of an object that is only rebuilt. */
const rebuiltFrom = (row: FoundRow): FoundKept => {
  const { accountId, seenAt, refKind, key, hint, place, parentKey, nativeId, kept, poolKeys } = row;
  return { accountId, seenAt, refKind, key, hint, place, parentKey, nativeId, kept, poolKeys };
};

/** Page size: small, so that pages begin and end everywhere. */
const PAGE = 7;
const COLUMNS = Object.keys(COMPARED) as SeenColumn[];

/**
 * Whether lists are found as a loop over all objects would find them, in either database: as they are, and with so few
 * rows counting as few that all are gone through.
 */
export function seenSearchContract(openOne: OpenStore, openDatabase: () => Promise<Database>): void {
  describe("whose conditions find few", () => searchContract(openOne, openDatabase, undefined));
  describe("whose conditions find many", () => searchContract(openOne, openDatabase, 0));
}

function searchContract(openOne: OpenStore, openDatabase: () => Promise<Database>, few: number | undefined): void {
  const accountIds = [newAccount(), newAccount(), newAccount()].sort();
  const conditions = conditionsIn(accountIds);
  const kept: Kept[] = [];
  let store: Store;
  let database: Database;
  /** Without the ages, which no search depends on. */
  let seen: Pick<SeenStore, "count"> & { find(query: SeenQuery): Promise<readonly SeenRow[]> };

  beforeAll(async () => {
    store = await openOne({ clock: systemClock, takeOverAfterMs: 15_000, maxQueued: 100 });
    database = await openDatabase();
    const { find, findKept, count } = finding(database, few);
    seen = {
      count,
      async find(query) {
        const found = await find(query);
        expect(await findKept(query)).toEqual(found.map(rebuiltFrom));
        return found.map(({ seenAt: _, ...row }) => row);
      },
    };
    const made = fc.sample(object, { numRuns: 400, seed: 19 });
    for (const [nth, accountId] of accountIds.entries()) {
      const own = made
        .filter((_, index) => index % 3 === nth)
        .map(({ health, ...one }, index) => {
          const place = `${one.place}${index}`;
          return seenObject({
            ...one,
            status: one.kind === "member" ? health : one.status,
            refKind: one.kind,
            place,
            key: index % 4 === 0 ? one.key : `${one.key}${index}`,
          });
        });
      const pools = own.filter(({ kind }) => kind === "pool");
      const placed = own.map((one, index) =>
        one.kind === "member" && one.parentKey !== null ? { ...one, parentKey: pools[index % pools.length]!.key } : one,
      );
      const once = [...new Map(placed.map((one) => [`${one.kind} ${one.key}`, one])).values()];
      await sweep(store.seen, accountId, once);
      kept.push(...once.map((one) => ({ ...one, accountId })));
    }
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await store?.close();
  });

  const where = {
    accountIds: some(accountIds, "no such"),
    kind: fc.constantFrom(...KINDS),
  };
  const found = (query: Pick<SeenQuery, "accountIds" | "kind" | "conditions">) =>
    kept.filter(
      (item) =>
        query.accountIds.includes(item.accountId) && item.kind === query.kind && fits(item, query.conditions, kept),
    );

  describe.each(Object.keys(MEANS) as (keyof SeenConditions)[])("the condition %s", (name) => {
    it("finds exactly the objects for which it holds", async () => {
      const one = conditions.filter((asked) => asked[name] !== undefined).map((asked) => ({ [name]: asked[name] }));
      const sizes = new Set<boolean>();
      await fc.assert(
        fc.asyncProperty(one, fc.constantFrom(...KINDS), async (asked, kind) => {
          const query = { accountIds, kind, conditions: asked };
          const expected = found(query);
          sizes.add(expected.length > 0);
          const rows = await seen.find({ ...query, limit: 1_000 });
          expect(rows).toEqual(inOrder(expected, undefined));
          expect(await seen.count(query)).toBe(expected.length);
        }),
        { numRuns: 40, seed: 7 },
      );
      expect(sizes.has(true)).toBe(true);
    });
  });

  it("all conditions together, in any order and part, are what a loop over all objects finds", async () => {
    const order = fc.record({
      column: fc.constantFrom(...COLUMNS),
      direction: fc.constantFrom("ASC" as const, "DESC" as const),
      /** The object to continue after, as a fraction of all objects. */
      behind: fc.option(fc.nat(kept.length - 1)),
    });
    const few = conditions.map((asked) => Object.fromEntries(Object.entries(asked).slice(0, 3)));
    const query = fc.record({
      ...where,
      conditions: few,
      order: fc.option(order, { nil: undefined }),
      limit: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ order: by, ...asked }) => {
        const from = by && by.behind !== null ? kept[by.behind]! : null;
        const behind = from && { value: COMPARED[by!.column](from), accountId: from.accountId, key: from.key };
        const order = by && { ...by, behind };
        // The object to continue after need not be in the list.
        const all = inOrder(from ? [...found(asked).filter((one) => one !== from), from] : found(asked), order);
        const expected = all.slice(from ? all.indexOf(from) + 1 : 0).slice(0, asked.limit);
        expect(await seen.find({ ...asked, order })).toEqual(expected);
        expect(await seen.count(asked)).toBe(found(asked).length);
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it.each(COLUMNS.flatMap((column) => (["ASC", "DESC"] as const).map((direction) => ({ column, direction }))))(
    "the order by $column $direction is that of lists, page after page",
    async (order) => {
      const query = { accountIds, kind: "listener", conditions: {} } as const;
      const all = inOrder(found(query), order);
      expect(await seen.find({ ...query, order, limit: 1_000 })).toEqual(all);
      for (let at = 0; at < all.length; at += PAGE) {
        const last = at === 0 ? null : all[at - 1]!;
        const { accountId, key } = last ?? { accountId: "", key: "" };
        const behind = last && { value: COMPARED[order.column](last), accountId, key };
        const page = await seen.find({ ...query, order: { ...order, behind }, limit: PAGE });
        expect(page).toEqual(all.slice(at, at + PAGE));
      }
    },
  );

  it("continues after any place of an account, whether it still exists or not", async () => {
    const [accountId] = accountIds;
    const own = kept.filter((one) => one.accountId === accountId).map(({ place }) => place);
    const somewhere = fc.oneof(joined(KEY_PARTS, 3), fc.constantFrom(...own));
    await fc.assert(
      fc.asyncProperty(somewhere, fc.integer({ min: 1, max: 30 }), async (after, limit) => {
        const query = { accountIds: [accountId!], kind: "listener", conditions: {} } as const;
        const expected = inOrder(found(query), undefined).filter(({ place }) => place > after);
        expect(await seen.find({ ...query, after, limit })).toEqual(expected.slice(0, limit));
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it("takes many keys, and none", async () => {
    const query = { accountIds, kind: "listener" } as const;
    const keys = [...Array.from({ length: 70_000 }, (_, n) => `no such ${n}`), kept[0]!.key];
    const own = kept.filter(({ key, kind }) => kind === "listener" && key === kept[0]!.key);
    expect(await seen.count({ ...query, conditions: { keys } })).toBe(own.length);
    expect(await seen.find({ ...query, conditions: { keys: [] }, limit: 10 })).toEqual([]);
    expect(await seen.find({ ...query, accountIds: [], conditions: {}, limit: 10 })).toEqual([]);
  });
}
