import { describe, expect, it } from "vitest";
import type { Listener } from "../../src/model/listener.js";
import { positionOf } from "../../src/providers/kit/places.js";
import type { AnyProviderManifest, ListenerQuery } from "../../src/providers/provider.js";
import { allListeners, keysOf, LISTENERS, NOUNS, readToEnd, WHOLE_PAGE } from "./listing.js";
import { createListener, createListeners, placeFor } from "./places.js";
import { type Subject, subjectFor } from "./subject.js";

/** Lists end, resume anywhere, and neither repeat nor hide anything. */
export function describeLists(manifest: AnyProviderManifest): void {
  describe("lists", () => {
    const subject = subjectFor(manifest, "for all tests");

    describe.each(NOUNS)("of $plural", ({ list }) => {
      const read = (limit: number, after: string | null = null) =>
        readToEnd((page) => list(subject(), page), limit, after);

      it.each([1, 3, 50])("are the same in pages of %i as in one", async (limit) => {
        const whole = keysOf(await read(WHOLE_PAGE));
        expect(whole.length).toBeGreaterThan(0);
        expect(new Set(whole).size).toBe(whole.length);
        expect(keysOf(await read(limit))).toEqual(whole);
      });

      it("go on after any item's place", async () => {
        const items = await read(WHOLE_PAGE);
        const whole = keysOf(items);
        const places = new Set(
          [0, 1, whole.length >> 1, whole.length - 2, whole.length - 1].filter((place) => whole[place] !== undefined),
        );
        for (const place of places)
          expect(keysOf(await read(WHOLE_PAGE, positionOf(items[place]!.ref)))).toEqual(whole.slice(place + 1));
      });

      it("have the count that they tell, if any", async () => {
        const whole = await read(WHOLE_PAGE);
        const { totalCount } = await list(subject(), { after: null, limit: 2 });
        expect([null, whole.length]).toContain(totalCount);
      });
    });

    it("leave out nothing that meets a condition", async () => {
      const all = await allListeners(subject());
      const sample = all[all.length >> 1]!;
      const { parentRef, protocol, status, name, portRanges } = sample;
      const port = portRanges[0]!.toPort;
      const conditions: [ListenerQuery, (listener: Listener) => boolean][] = [
        [{ parent: parentRef! }, (listener) => listener.parentRef?.key === parentRef?.key],
        [{ protocols: [protocol] }, (listener) => listener.protocol === protocol],
        [{ statuses: [status] }, (listener) => listener.status === status],
        [
          { nameContains: name!.slice(1, 4).toUpperCase() },
          (listener) => listener.name?.includes(name!.slice(1, 4)) ?? false,
        ],
        [
          { coversPort: port },
          (listener) => listener.portRanges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort),
        ],
        [
          { parent: parentRef!, protocols: [protocol], coversPort: port },
          (listener) => listener.ref.key === sample.ref.key,
        ],
      ];
      for (const [query, matches] of conditions) {
        const listed = await readToEnd((page) => subject().service.listListeners(query, page, subject().call()), 5);
        expect(keysOf(listed)).toEqual(expect.arrayContaining(keysOf(all.filter(matches))));
        expect(keysOf(listed)).toEqual(keysOf(all).filter((key) => keysOf(listed).includes(key)));
      }
    });
  });

  describe("lists while things change", () => {
    const subject = subjectFor(manifest, "for one test");
    const read = (one: Subject, after: string | null, limit = WHOLE_PAGE) =>
      readToEnd((page) => LISTENERS.list(one, page), limit, after);

    it("go on after an item that was deleted meanwhile", async () => {
      const { parent, freePorts } = await placeFor(subject());
      const created = await createListeners(subject(), parent, ...freePorts.slice(0, 2));
      const before = keysOf(await allListeners(subject()));
      for (const listener of created) {
        const { service, call } = subject();
        await service.deleteListener(listener, { cascade: true }, call());
        const rest = before.slice(before.indexOf(listener.ref.key) + 1).filter((key) => !keysOf(created).includes(key));
        const left = keysOf(await read(subject(), positionOf(listener.ref), 4)).filter(
          (key) => !keysOf(created).includes(key),
        );
        expect(left).toEqual(rest);
      }
    });

    it("show what was there before once, whatever is created between two pages", async () => {
      const { parent, freePorts } = await placeFor(subject());
      const before = keysOf(await allListeners(subject()));
      const half = Math.ceil(before.length / 2);
      const first = await LISTENERS.list(subject(), { after: null, limit: half });
      for (const port of freePorts.slice(0, 3)) await createListener(subject(), parent, port);
      const rest = first.next === null ? [] : await read(subject(), first.next, 3);
      const seen = [...keysOf(first.items), ...keysOf(rest)];
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((key) => before.includes(key))).toEqual(before);
    });
  });
}
