import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_AT_ONCE, MOST_EMPTY_PAGES } from "../../../src/providers/kit/page-limits.js";
import type { AnyProviderManifest } from "../../../src/providers/provider.js";
import { subjectFor } from "../subject.js";
import { ACCIDENTS, type Accident, HONEST } from "./accidents.js";
import { type ListServer, serveList } from "./list-server.js";
import type { PagedList, PreparedList, Read } from "./paged-list.js";

/** More calls than this behind an honest reading are too many, whatever the cloud says. */
const MORE_CALLS = 2 * MOST_AT_ONCE + MOST_EMPTY_PAGES;

const missingIn = (held: ReadonlySet<string>, wanted: ReadonlySet<string>) => [...wanted].filter((id) => !held.has(id));

/** How many readings went wrong on purpose, by cloud. */
export interface Tally {
  count(provider: string): void;
}

/** Every list of a cloud, on every way on which it is read, in every accident: complete means complete. */
export function describePaging(manifest: AnyProviderManifest, lists: readonly PagedList[], tally: Tally): void {
  describe.each(lists)(`pages of ${manifest.title}: $name`, (list) => {
    const groups = new Map<number, Accident[]>();
    for (const accident of ACCIDENTS) {
      if (!accident.kinds.includes(list.dialect.kind)) continue;
      const length = (accident.pages ?? (list.mostPerPage < 1_000 ? 2.4 : 1.4)) * list.mostPerPage;
      groups.set(length, [...(groups.get(length) ?? []), accident]);
    }

    describe.each([...groups])("of %i entries", (length, accidents) => {
      const subject = subjectFor(manifest, "for all tests");
      let prepared: PreparedList;
      let server: ListServer;
      const usual = new Map<string, number>();

      async function read(way: string, accident: Accident): Promise<Read> {
        server.begin(accident.serve());
        return prepared.ways[way]!();
      }

      beforeAll(async () => {
        prepared = await list.prepare(subject());
        server = serveList(subject().cloud, list, prepared, length);
        for (const way of Object.keys(prepared.ways)) {
          await read(way, HONEST);
          usual.set(way, server.calls);
        }
      }, 60_000);
      afterAll(() => usual.clear());

      it.each(accidents)("$name", async (accident) => {
        for (const way of Object.keys(prepared.ways)) {
          const { ids, problems } = await read(way, accident);
          if (accident !== HONEST) tally.count(manifest.key);
          const { outcome } = accident;
          const context = `${way}: ${problems.map(({ message }) => message).join(" ")}`;
          for (const problem of problems)
            expect(problem, context).toMatchObject({ code: "UNREADABLE", retry: "never" });
          if (outcome !== "honest") expect(problems.length === 0, context).toBe(outcome === "whole");
          expect(server.calls, context).toBeLessThanOrEqual(2 * usual.get(way)! + MORE_CALLS);
          if (!ids) continue;
          const shown = ids.filter(server.isOurs);
          const [once, there] = [new Set(shown), new Set(server.ids)];
          if (problems.length === 0) expect(missingIn(once, there), context).toEqual([]);
          if (outcome === "whole") expect(shown.length, context).toBe(once.size);
          // What went while it was read may have been seen before; where pages have places, it is read again.
          if (outcome === "whole" && list.dialect.kind !== "markers")
            expect(missingIn(there, once), context).toEqual([]);
          if (accident.keepsFirstPage) expect(shown[0], context).toBe(server.ids[0]);
        }
      });

      it("decides nothing by a list that cannot be read to its end", async () => {
        if (!prepared.decides) return;
        const ignored = accidents.find(
          ({ name }) => name === "the place is not heeded" || name === "the marker is not heeded",
        );
        if (!ignored) return;
        server.begin(ignored.serve());
        subject().cloud.clearCalls();
        await expect(prepared.decides.run()).rejects.toMatchObject({ code: "UNREADABLE" });
        const { writes } = prepared.decides;
        expect(subject().cloud.calls.filter(({ action }) => writes.test(action))).toEqual([]);
      });
    });
  });
}
