import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { RecordedProblem } from "../../src/store/change-record.js";
import { SLOWEST_COMMIT_MS } from "../../src/store/change-rows.js";
import type { SeenObject, SeenStore, SweepClaim, SweepEnd } from "../../src/store/seen.js";
import type { Store } from "../../src/store/store.js";
import { StoreError } from "../../src/store/store-error.js";
import { call, newChange, type OpenStore, send, storesOf, succeed } from "./store-contract.js";

const HOUR_MS = 3_600_000;
const FORMAT = "1";

export function seenObject(given: Partial<SeenObject> & { readonly key: string }): SeenObject {
  return {
    ...{ kind: "listener", refKind: "listener", hint: null, place: given.key, parentKey: null, kept: "{}" },
    ...{ nativeId: given.key, name: null, status: "ACTIVE", protocol: "TCP", region: null },
    ...{ createdAt: null, updatedAt: null, ports: [], terms: [], poolKeys: [] },
    ...{ hasUnhealthyMembers: null, isServing: null },
    ...given,
  };
}

const problem = (message: string): RecordedProblem => ({
  ...{ sort: "provider", code: "UNREADABLE", path: null, isRetryable: false },
  message,
});
export const whole: SweepEnd = { isWhole: true, problems: [], failure: null, intervalMs: 0 };
export const newAccount = (): string => `seen-${randomUUID()}`;
const kindOf = (error: unknown) => (error instanceof StoreError ? error.kind : error);

/** Claims an account that must be due. */
export async function claimed(seen: SeenStore, accountId: string, leaseMs = HOUR_MS): Promise<SweepClaim> {
  const claim = await seen.claim([accountId], FORMAT, leaseMs);
  expect(claim).not.toBeNull();
  return claim!;
}

/** One sweep that sees these objects. */
export async function sweep(seen: SeenStore, accountId: string, objects: readonly SeenObject[], end = whole) {
  const claim = await claimed(seen, accountId);
  const put = await seen.put(claim, objects, HOUR_MS);
  return { claim, differences: [...put, ...(await seen.end(claim, end))] };
}

/** Everything that is kept of an account, by kind and place. */
export async function allOf(seen: SeenStore, accountId: string): Promise<SeenObject[]> {
  const found: SeenObject[] = [];
  for (const kind of ["parent", "listener", "pool", "member"] as const)
    for (const { accountId: own, seenAt: _, ...object } of await seen.find({
      ...{ accountIds: [accountId], kind, conditions: {}, limit: 10_000 },
    })) {
      expect(own).toBe(accountId);
      found.push(object);
    }
  return found;
}

export const stateOf = async (seen: SeenStore, accountId: string) =>
  (await seen.accountsOf([accountId])).get(accountId)!;

/**
 * What is kept of accounts, in either database. @param isShared whether several stores can be opened on one database
 */
export function seenContract(openOne: OpenStore, isShared: boolean): void {
  const open = storesOf(openOne);

  describe("an account", () => {
    it("that was never swept is due, and nothing is known about it", async () => {
      const { seen } = await open();
      const [id, other] = [newAccount(), newAccount()];
      const accounts = await seen.accountsOf([id, other]);
      expect([...accounts.keys()].sort()).toEqual([id, other].sort());
      const { now, ...state } = accounts.get(id)!;
      expect(state).toEqual({
        ...{ accountId: id, readAt: null, format: null, problems: [], failure: null, changedAt: null },
      });
      expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
      const claim = await claimed(seen, id);
      expect(claim).toMatchObject({ accountId: id, intervalMs: null, lastReadAt: null });
      expect(claim.begunAt).toBeGreaterThanOrEqual(now);
      expect(await seen.accountsOf([])).toEqual(new Map());
    });

    it("has the start of its last completed sweep as its time, and is due again when that sweep says so", async () => {
      const { seen } = await open();
      const id = newAccount();
      const { claim } = await sweep(seen, id, [seenObject({ key: "a" })]);
      expect(await stateOf(seen, id)).toMatchObject({ readAt: claim.begunAt, format: FORMAT, failure: null });
      const second = await claimed(seen, id);
      expect(second).toMatchObject({ intervalMs: 0, lastReadAt: claim.begunAt, epoch: claim.epoch + 1 });
      await seen.end(second, { ...whole, intervalMs: HOUR_MS });
      expect(await seen.claim([id], FORMAT, HOUR_MS)).toBeNull();
      expect((await stateOf(seen, id)).readAt).toBe(second.begunAt);
    });

    it("is due at once when it is hastened, even while it is being swept", async () => {
      const { seen } = await open();
      const id = newAccount();
      await seen.end(await claimed(seen, id), { ...whole, intervalMs: HOUR_MS });
      await seen.hasten(id);
      const during = await claimed(seen, id);
      expect(await seen.claim([id], FORMAT, HOUR_MS)).toBeNull();
      await seen.hasten(id);
      expect(await seen.claim([id], FORMAT, HOUR_MS)).toBeNull();
      await seen.end(during, { ...whole, intervalMs: HOUR_MS });
      const again = await claimed(seen, id);
      await seen.end(again, { ...whole, intervalMs: HOUR_MS });
      expect(await seen.claim([id], FORMAT, HOUR_MS)).toBeNull();
    });

    it("is due as soon as the lease of a process that died has expired, also when it was swept on request", async () => {
      const { seen } = await open();
      const id = newAccount();
      await seen.end(await claimed(seen, id), { ...whole, intervalMs: HOUR_MS });
      await seen.hasten(id);
      const first = await claimed(seen, id, 0);
      const second = await claimed(seen, id);
      expect(second.epoch).toBe(first.epoch + 1);
      await seen.end(second, { ...whole, intervalMs: HOUR_MS });
      expect(await seen.claim([id], FORMAT, HOUR_MS)).toBeNull();
    });

    it("keeps what was seen when a sweep fails, and reports why", async () => {
      const { seen } = await open();
      const id = newAccount();
      const [a, b] = [seenObject({ key: "a" }), seenObject({ key: "b", kind: "pool", refKind: "pool" })];
      const { claim } = await sweep(seen, id, [a, b]);
      const renamed = { ...a, name: "newer" };
      const failure = problem("The cloud does not answer.");
      const { differences } = await sweep(seen, id, [renamed], { ...whole, isWhole: false, failure });
      expect(differences).toEqual([{ before: a, after: renamed }]);
      expect(await allOf(seen, id)).toEqual([renamed, b]);
      const state = await stateOf(seen, id);
      expect(state).toMatchObject({ readAt: claim.begunAt, problems: [], failure });
      expect(state.failure!.at).toBeGreaterThanOrEqual(claim.begunAt);
      expect(state.failure!.at).toBeLessThanOrEqual(state.now);
      await sweep(seen, id, [renamed, b]);
      expect((await stateOf(seen, id)).failure).toBeNull();
    });

    it("is due again, and otherwise unchanged, when a sweep is aborted", async () => {
      const { seen } = await open();
      const id = newAccount();
      await seen.end(await claimed(seen, id), { ...whole, intervalMs: 7 });
      const failure = problem("No.");
      await seen.hasten(id);
      await seen.end(await claimed(seen, id), { ...whole, isWhole: false, failure, intervalMs: 9 });
      const { now: _, ...before } = await stateOf(seen, id);
      expect(before.failure).toMatchObject(failure);
      await seen.hasten(id);
      await seen.end(await claimed(seen, id), { ...whole, isWhole: false });
      expect(await stateOf(seen, id)).toMatchObject(before);
      expect(await claimed(seen, id)).toMatchObject({ intervalMs: 9, lastReadAt: before.readAt });
    });

    it("counts as never read when what is kept is in another format", async () => {
      const { seen } = await open();
      const id = newAccount();
      const unreadable = { ...problem("odd"), kind: "pool", nativeId: "odd" } as const;
      await sweep(seen, id, [seenObject({ key: "a" })], { ...whole, problems: [unreadable] });
      expect((await stateOf(seen, id)).problems).toEqual([unreadable]);
      const claim = await seen.claim([id], "2", HOUR_MS);
      expect(claim).toMatchObject({ lastReadAt: null });
      expect(await stateOf(seen, id)).toMatchObject({ readAt: null, problems: [] });
      await seen.end(claim!, { ...whole, isWhole: false, failure: problem("No.") });
      expect((await stateOf(seen, id)).readAt).toBeNull();
      const again = await seen.claim([id], "2", HOUR_MS);
      await seen.end(again!, whole);
      expect((await stateOf(seen, id)).readAt).toBe(again!.begunAt);
      expect(await seen.claim([id], "2", HOUR_MS)).toMatchObject({ lastReadAt: again!.begunAt });
    });

    it("is deleted when it is no longer configured, however much is kept of it", async () => {
      const { seen } = await open();
      const [kept, dropped] = [newAccount(), newAccount()];
      const many = Array.from({ length: 250 }, (_, n) => seenObject({ key: `${n}`, ports: [{ from: 443, to: 443 }] }));
      await sweep(seen, kept, [seenObject({ key: "a" })]);
      const claim = await claimed(seen, dropped);
      await seen.put(claim, many, HOUR_MS);
      await seen.keepOnly([kept, "never swept"]);
      expect(await seen.put(claim, many, HOUR_MS).catch(kindOf)).toBe("conflict");
      expect(await seen.end(claim, whole).catch(kindOf)).toBe("conflict");
      expect(await allOf(seen, dropped)).toEqual([]);
      expect(await allOf(seen, kept)).toHaveLength(1);
      expect((await stateOf(seen, dropped)).readAt).toBeNull();
      const found = {
        accountIds: [dropped],
        kind: "listener",
        conditions: { overlapsPorts: [{ from: 1, to: 65_535 }] },
      };
      expect(await seen.count(found as never)).toBe(0);
      expect((await claimed(seen, dropped)).lastReadAt).toBeNull();
    });
  });

  describe("a sweep", () => {
    const full = seenObject({
      ...{ key: "lb-1/l-1", hint: "TCP", place: "TCP/lb-1/l-1", parentKey: "lb-1", kept: '{"native":{"id":"l-1"}}' },
      ...{ nativeId: "l-1", name: "Öffentlich", status: "UPDATING", protocol: "HTTPS", region: "eu-1" },
      ...{ createdAt: 1_700_000_000_123, updatedAt: 1_800_000_000_456, poolKeys: ["p-2", "p-1"] },
      ports: [
        { from: 8_000, to: 8_100 },
        { from: 443, to: 443 },
      ],
      terms: [
        { name: "tag", value: '["team","net"]' },
        { name: "member", value: "10.0.0.1" },
      ],
      ...{ hasUnhealthyMembers: true, isServing: false },
    });

    it("keeps all of an object, and reports what is new", async () => {
      const { seen } = await open();
      const id = newAccount();
      const plain = seenObject({ key: "plain", kind: "parent", refKind: "accelerator", name: null, nativeId: null });
      const { differences } = await sweep(seen, id, [full, plain]);
      expect(differences).toEqual([
        { before: null, after: full },
        { before: null, after: plain },
      ]);
      expect(await allOf(seen, id)).toEqual([plain, full]);
      expect((await sweep(seen, id, [plain, full])).differences).toEqual([]);
    });

    const others: Partial<SeenObject>[] = [
      ...[{ hint: null }, { place: "TCP/x" }, { parentKey: null }, { kept: "{}" }, { nativeId: null }, { name: "o" }],
      ...[{ status: "ACTIVE" as const }, { protocol: "TCP" }, { region: null }, { createdAt: 1 }, { updatedAt: null }],
      ...[{ ports: full.ports.slice(1) }, { terms: full.terms.slice(1) }, { poolKeys: ["p-1", "p-2"] }],
      ...[{ hasUnhealthyMembers: false }, { isServing: null }, { refKind: "pool" as const }],
    ];
    it.each(others.map((other) => [JSON.stringify(other), other] as const))(
      "reports that %s differs",
      async (_, other) => {
        const { seen } = await open();
        const id = newAccount();
        const twin = seenObject({ key: "twin" });
        await sweep(seen, id, [full, twin]);
        const after = { ...full, ...other };
        const { differences } = await sweep(seen, id, [twin, after]);
        expect(differences).toEqual([{ before: full, after }]);
        expect(await allOf(seen, id)).toEqual([after, twin].sort((a, b) => (a.place < b.place ? -1 : 1)));
      },
    );

    it("no longer finds an object by its earlier values", async () => {
      const { seen } = await open();
      const id = newAccount();
      const count = (conditions: object) => seen.count({ accountIds: [id], kind: "listener", conditions });
      const before = [{ overlapsPorts: [{ from: 443, to: 443 }] }, { terms: { member: ["10.0.0.1"] } }];
      await sweep(seen, id, [full]);
      expect(await Promise.all(before.map(count))).toEqual([1, 1]);
      const after = {
        ...full,
        ports: [{ from: 444, to: 444 }],
        terms: [{ name: "member", value: "10.0.0.2" } as const],
      };
      await sweep(seen, id, [after]);
      expect(await Promise.all(before.map(count))).toEqual([0, 0]);
      const now = [{ overlapsPorts: [{ from: 444, to: 500 }] }, { terms: { member: ["10.0.0.2"] } }];
      expect(await Promise.all(now.map(count))).toEqual([1, 1]);
      await sweep(seen, id, []);
      expect(await Promise.all(now.map(count))).toEqual([0, 0]);
    });

    it("keeps the later state of an object that comes twice, in one page or in two", async () => {
      const { seen } = await open();
      const id = newAccount();
      const claim = await claimed(seen, id);
      const [one, two, three] = ["one", "two", "three"].map((name) => seenObject({ key: "a", name }));
      expect(await seen.put(claim, [one!, two!], HOUR_MS)).toEqual([{ before: null, after: two }]);
      expect(await seen.put(claim, [three!], HOUR_MS)).toEqual([{ before: two, after: three }]);
      expect(await seen.end(claim, whole)).toEqual([]);
      expect(await allOf(seen, id)).toEqual([three]);
    });

    it("deletes what it has not seen only at the end of a complete sweep, and only in its account", async () => {
      const { seen } = await open();
      const [id, other] = [newAccount(), newAccount()];
      const many = Array.from({ length: 2_300 }, (_, n) => seenObject({ key: `k-${String(n).padStart(5, "0")}` }));
      const pool = seenObject({ key: "k-00001", kind: "pool", refKind: "pool" });
      await sweep(seen, id, [...many, pool]);
      await sweep(seen, other, many.slice(0, 10));
      const claim = await claimed(seen, id);
      const staying = many.filter((_, n) => n % 3 > 0);
      expect(await seen.put(claim, staying, HOUR_MS)).toEqual([]);
      expect(await seen.count({ accountIds: [id], kind: "listener", conditions: {} })).toBe(2_300);
      const gone = await seen.end(claim, whole);
      const leaving = [...many.filter((_, n) => n % 3 === 0), pool];
      expect(gone.map(({ before, after }) => [before!.kind, before!.key, after])).toEqual(
        leaving.map(({ kind, key }) => [kind, key, null]),
      );
      expect(gone[0]!.before).toEqual(many[0]);
      expect(await allOf(seen, id)).toEqual(staying);
      expect(await allOf(seen, other)).toEqual(many.slice(0, 10));
    }, 60_000);

    it("stops when the same process has taken its account over, and does not disturb that one", async () => {
      const { seen } = await open();
      const id = newAccount();
      const [a, b] = [seenObject({ key: "a" }), seenObject({ key: "b" })];
      const hung = await claimed(seen, id, 0);
      const next = await claimed(seen, id);
      await seen.put(next, [a, b], HOUR_MS);
      expect(await seen.put(hung, [], HOUR_MS).catch(kindOf)).toBe("conflict");
      expect(await seen.put(hung, [{ ...a, name: "late" }], HOUR_MS).catch(kindOf)).toBe("conflict");
      expect(await seen.end(hung, whole).catch(kindOf)).toBe("conflict");
      expect(await seen.end(next, whole)).toEqual([]);
      expect(await allOf(seen, id)).toEqual([a, b]);
      // The seen objects are stored by the claim object: a copy of it would delete everything.
      const third = await claimed(seen, id);
      expect(await seen.end({ ...third }, whole).catch(kindOf)).toBe("broken");
      expect(await allOf(seen, id)).toEqual([a, b]);
    });

    it("keeps objects that it could not interpret, with everything that belongs to them", async () => {
      const { seen } = await open();
      const id = newAccount();
      const parents = ["lb-1", "lb-2"].map((key) => seenObject({ key, kind: "parent", refKind: "load-balancer" }));
      const pools = ["p-1", "p-2", "p-3"].map((key, n) =>
        seenObject({
          key,
          kind: "pool",
          refKind: "pool",
          nativeId: `native ${key}`,
          parentKey: n === 2 ? "lb-2" : "lb-1",
        }),
      );
      const members = pools.map(({ key }) =>
        seenObject({ key: `${key}/m`, kind: "member", refKind: "member", parentKey: key }),
      );
      await sweep(seen, id, [...parents, ...pools, ...members]);
      const odd = { ...problem("odd"), kind: "pool", nativeId: "native p-1" } as const;
      const { differences } = await sweep(seen, id, [parents[0]!], { ...whole, problems: [odd] });
      expect(differences.map(({ before }) => before!.key)).toEqual(["lb-2", "p-2", "p-3", "p-2/m", "p-3/m"]);
      expect((await allOf(seen, id)).map(({ key }) => key)).toEqual(["lb-1", "p-1", "p-1/m"]);
      expect((await stateOf(seen, id)).problems).toEqual([odd]);
      const nameless = { ...problem("odd"), kind: "parent", nativeId: null } as const;
      expect((await sweep(seen, id, [], { ...whole, problems: [nameless] })).differences).toEqual([]);
      expect((await sweep(seen, id, [])).differences).toHaveLength(3);
    });

    it("does not keep what is too large, reports it, and keeps the older state", async () => {
      const { seen } = await open();
      const id = newAccount();
      const [small, next] = [seenObject({ key: "a", name: "small" }), seenObject({ key: "b" })];
      await sweep(seen, id, [small, next]);
      const large = { ...small, kept: JSON.stringify("x".repeat(1_100_000)) };
      const strange = seenObject({ key: "c".repeat(2_000) });
      expect((await sweep(seen, id, [large, strange, next])).differences).toEqual([]);
      expect(await allOf(seen, id)).toEqual([small, next]);
      const { problems } = await stateOf(seen, id);
      expect(problems).toMatchObject([
        { code: "UNREADABLE", kind: "listener", nativeId: "a" },
        { code: "UNREADABLE", kind: "listener", nativeId: strange.key },
      ]);
      expect(problems[0]!.message).toContain("1100002 bytes; the limit is 1048576");
      await sweep(seen, id, [small, next]);
      expect((await stateOf(seen, id)).problems).toEqual([]);
    });

    it("keeps texts of any kind", async () => {
      const { seen } = await open();
      const id = newAccount();
      const odd = seenObject({
        key: "\u{10ffff}\ue000\uffff😀!",
        place: "\u{10ffff}!\ufffd",
        name: "'; drop table seen_objects; -- \\ % _ 😀",
        kept: JSON.stringify({ odd: "\u0000\ud800 \u2028" }),
        // Too large for any index, and incompressible.
        terms: [{ name: "tag", value: `["long","${randomBytes(4_000).toString("base64")}"]` }],
      });
      await sweep(seen, id, [odd]);
      expect(await allOf(seen, id)).toEqual([odd]);
      const asked = { accountIds: [id], kind: "listener" } as const;
      expect(
        await seen.count({ ...asked, conditions: { keys: [odd.key], terms: { tag: [odd.terms[0]!.value] } } }),
      ).toBe(1);
      // PostgreSQL does not support NUL in texts.
      await sweep(seen, id, [{ ...odd, name: "nul\0 and half \ud800" }]);
      expect(await seen.count({ ...asked, conditions: { names: ["nul\0 and half \ud800"] } })).toBe(1);
    });
  });

  describe("changes of ours", () => {
    it("count as in flight from before the first request to the recorded end, and then with their end", async () => {
      const { seen, journal } = await open();
      const [accountId, other] = [newAccount(), newAccount()];
      const changedAt = async () => (await stateOf(seen, accountId)).changedAt;
      const before = (await stateOf(seen, accountId)).now;
      await journal.run([newChange({ accountId, targetUrn: null })], call(), async ({ entries: [entry] }) => {
        expect(await changedAt()).toBeNull();
        await send(entry!);
        expect(await changedAt()).toBe(Number.POSITIVE_INFINITY);
        succeed(entry!);
      });
      const after = await stateOf(seen, accountId);
      expect(after.changedAt).toBeGreaterThanOrEqual(before + SLOWEST_COMMIT_MS);
      expect(after.changedAt).toBeLessThanOrEqual(after.now + SLOWEST_COMMIT_MS);
      await journal.run([newChange({ accountId })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        const half = await seen.accountsOf([other, accountId]);
        expect([half.get(other)!.changedAt, half.get(accountId)!.changedAt]).toEqual([null, Number.POSITIVE_INFINITY]);
        entry!.end({ state: "OUTCOME_UNKNOWN", after: null, problems: [] });
      });
      const unknown = await changedAt();
      expect(Number.isFinite(unknown)).toBe(true);
      expect(unknown).toBeGreaterThanOrEqual(after.changedAt!);
    });

    it("do not count when nothing was sent: refused or waiting ones", async () => {
      const { seen, journal } = await open();
      const accountId = newAccount();
      await journal.keepRefused(newChange({ accountId }), [problem("No.")], "request-1");
      const parentUrn = `sandbox:accelerator:${accountId}`;
      // What runs in the same lane belongs to another account here.
      await journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        const { id } = await journal.enqueue(newChange({ accountId, parentUrn }));
        expect((await stateOf(seen, accountId)).changedAt).toBeNull();
        await journal.cancel(id);
        succeed(entry!);
      });
      expect((await stateOf(seen, accountId)).changedAt).toBeNull();
    });

    it("are in flight again when their outcome is looked up", async () => {
      const { seen, journal } = await open();
      const accountId = newAccount();
      const id = await journal.run([newChange({ accountId })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        entry!.end({ state: "OUTCOME_UNKNOWN", after: null, problems: [] });
        return entry!.id;
      });
      const during: unknown[] = [];
      journal.resumeBy(async ({ change, entries: [entry] }) => {
        // Others may have been left in the same database.
        if (change.id !== id) return;
        during.push((await stateOf(seen, accountId)).changedAt);
        await send(entry!);
        during.push((await stateOf(seen, accountId)).changedAt);
        succeed(entry!);
      });
      const { parentUrn } = (await journal.find(id))!;
      await journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        // It waits for its turn: what was sent before may or may not have been done meanwhile.
        expect(await journal.recheck(id, call(50))).toMatchObject({ state: "QUEUED" });
        during.push((await stateOf(seen, accountId)).changedAt);
        succeed(entry!);
      });
      expect(await journal.ended(id, call())).toMatchObject({ state: "SUCCEEDED" });
      expect(during).toEqual(Array(3).fill(Number.POSITIVE_INFINITY));
      expect(Number.isFinite((await stateOf(seen, accountId)).changedAt)).toBe(true);
    });

    it("hasten the sweep to a moment after their end, when a read counts again", async () => {
      const { seen, journal } = await open();
      const accountId = newAccount();
      await seen.end(await claimed(seen, accountId), whole);
      const end = { ...whole, intervalMs: HOUR_MS };
      await seen.end(await claimed(seen, accountId), end);
      await journal.run([newChange({ accountId })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
      });
      await seen.hasten(accountId);
      const { changedAt } = await stateOf(seen, accountId);
      // A sweep that starts within the margin would not count.
      let claim: SweepClaim | null = null;
      await expect
        .poll(
          async () => {
            claim = await seen.claim([accountId], FORMAT, HOUR_MS);
            return claim;
          },
          { timeout: 12_000, interval: 200 },
        )
        .not.toBeNull();
      expect(claim!.begunAt).toBeGreaterThan(changedAt!);
    }, 30_000);
  });

  if (isShared) sharedSeenContract(open);
}

function sharedSeenContract(open: () => Promise<Store>): void {
  describe("two processes", () => {
    it("sweep an account one at a time, and see the same data", async () => {
      const [one, other] = (await Promise.all([open(), open()])).map(({ seen }) => seen) as [SeenStore, SeenStore];
      const ids = [newAccount(), newAccount(), newAccount()];
      const taken = await Promise.all([one, other, one, other].map((seen) => seen.claim(ids, FORMAT, HOUR_MS)));
      const accounts = taken.flatMap((claim) => claim?.accountId ?? []);
      expect(accounts.length).toBeGreaterThan(0);
      expect(new Set(accounts).size).toBe(accounts.length);
      for (let rest = 3 - accounts.length; rest > 0; rest -= 1)
        expect(await other.claim(ids, FORMAT, HOUR_MS)).not.toBeNull();
      expect(await Promise.all([one, other].map((seen) => seen.claim(ids, FORMAT, HOUR_MS)))).toEqual([null, null]);
    });

    it("take over when the lease has expired, and the first one keeps nothing more", async () => {
      const [one, other] = (await Promise.all([open(), open()])).map(({ seen }) => seen) as [SeenStore, SeenStore];
      const id = newAccount();
      const stopped = await claimed(one, id, HOUR_MS);
      await one.put(stopped, [seenObject({ key: "a", name: "old" })], HOUR_MS);
      expect(await other.claim([id], FORMAT, HOUR_MS)).toBeNull();
      // Its lease expires at once.
      await one.put(stopped, [], 0);
      const next = await claimed(other, id);
      expect(next.epoch).toBe(stopped.epoch + 1);
      expect(next.lastReadAt).toBeNull();
      expect(await one.put(stopped, [], HOUR_MS).catch(kindOf)).toBe("conflict");
      expect(await one.put(stopped, [seenObject({ key: "b" })], HOUR_MS).catch(kindOf)).toBe("conflict");
      expect(await one.end(stopped, whole).catch(kindOf)).toBe("conflict");
      expect((await stateOf(one, id)).readAt).toBeNull();
      const newer = seenObject({ key: "a", name: "new" });
      expect(await other.put(next, [newer], HOUR_MS)).toHaveLength(1);
      expect(await other.end(next, whole)).toEqual([]);
      expect(await allOf(one, id)).toEqual([newer]);
      expect((await stateOf(one, id)).readAt).toBe(next.begunAt);
    });
  });
}
