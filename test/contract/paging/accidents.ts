import type { Hearing, Serve } from "./list-server.js";
import type { PagingKind, Told } from "./paged-list.js";

/** Ways in which a cloud may return a list wrongly, or a list may change while it is read. */
export interface Accident {
  readonly name: string;
  readonly kinds: readonly PagingKind[];
  /**
   * - `whole`: everything is read, and nothing is wrong.
   * - `partial`: what was read stands, and a problem says that there may be more.
   * - `honest`: either, as long as nothing is missing from what is said to be whole.
   */
  readonly outcome: "whole" | "partial" | "honest";
  /** Whether the first page was returned correctly. */
  readonly keepsFirstPage?: boolean;
  /** How many pages the list has, when the cloud gives the largest it may. */
  readonly pages?: number;
  /** Made anew for each way of reading. */
  serve(): Serve;
}

const TOTALS: readonly unknown[] = [0, undefined, null, "", "many", -1, 1.5, true, [], 1_000_000, 2 ** 53 - 1, 1e300];
const BY_PLACE: readonly PagingKind[] = ["totals", "places"];
const PAGED: readonly PagingKind[] = ["totals", "places", "markers"];

const withTotal =
  (totalOf: (told: Told, hearing: Hearing) => unknown, serve: Serve = ({ honest }) => honest()) =>
  (): Serve =>
  (hearing) => {
    const told = serve(hearing);
    return told && { ...told, total: totalOf(told, hearing) };
  };

/** Removes an entry of the first page before the second page is read, and does `also` then. */
const shortening =
  (also: (hearing: Hearing) => void = () => undefined): Serve =>
  (hearing) => {
    if (hearing.before === 1) {
      hearing.entries.splice(3, 1);
      also(hearing);
    }
    return hearing.honest();
  };

const firstPage = ({ entries, question: { size } }: Hearing) => entries.slice(0, size);

/** The cloud takes fewer entries for a page than it is asked for; numbered pages are then of that size, too. */
const capped: Serve = ({ question, mostPerPage, honest }) => {
  const size = Math.min(question.size, Math.ceil(mostPerPage * 0.4));
  const { number, start } = question;
  return honest({ ...question, size, start: number === undefined ? start : (number - 1) * size });
};

/** Pages behind the first are half as long. */
const halved: Serve = ({ question, mostPerPage, honest }) => {
  const { number, start = 0 } = question;
  if (number === 1 || (number === undefined && start === 0)) return honest();
  const size = mostPerPage / 2;
  return honest({ ...question, size, start: number === undefined ? start : mostPerPage + (number - 2) * size });
};

const byTotal: readonly Accident[] = [
  ...TOTALS.map(
    (total): Accident => ({
      name: `the total is ${JSON.stringify(total) ?? "left out"}`,
      kinds: ["totals"],
      outcome: "whole",
      serve: withTotal(() => total),
    }),
  ),
  {
    name: "the total is that of the page",
    kinds: ["totals"],
    outcome: "whole",
    serve: withTotal(({ items }) => items.length),
  },
  {
    name: "the total is that of the page, and all pages are full",
    kinds: ["totals"],
    outcome: "whole",
    pages: 2,
    serve: withTotal(({ items }) => items.length),
  },
  {
    name: "the total is a little too small",
    kinds: ["totals"],
    outcome: "whole",
    serve: withTotal((_told, { entries }) => entries.length - 1),
  },
  {
    name: "the total is a little too large, as a text",
    kinds: ["totals"],
    outcome: "whole",
    serve: withTotal((_told, { entries }) => String(entries.length + 1)),
  },
  {
    name: "the total changes with each page",
    kinds: ["totals"],
    outcome: "whole",
    serve: withTotal((_told, { before, entries }) => entries.length + 7 * before),
  },
];

const byPlace: readonly Accident[] = [
  {
    name: "pages are smaller than was asked for",
    kinds: ["totals"],
    outcome: "whole",
    serve: () => capped,
  },
  {
    name: "pages behind the first are smaller",
    kinds: ["totals"],
    outcome: "honest",
    serve: () => halved,
  },
  {
    name: "the place is not heeded",
    kinds: BY_PLACE,
    outcome: "partial",
    keepsFirstPage: true,
    serve: () => (hearing) => ({ ...hearing.honest(), items: firstPage(hearing) }),
  },
  {
    name: "the place is not heeded, and the total is that of the page",
    kinds: ["totals"],
    outcome: "partial",
    serve: withTotal(
      ({ items }) => items.length,
      (hearing) => ({ items: firstPage(hearing) }),
    ),
  },
  {
    name: "the last page comes again behind the end",
    kinds: BY_PLACE,
    outcome: "honest",
    pages: 2,
    serve: () => (hearing) => {
      const told = hearing.honest();
      return told.items.length > 0 ? told : { ...told, items: hearing.entries.slice(-hearing.question.size) };
    },
  },
  {
    name: "the list gets shorter",
    kinds: BY_PLACE,
    outcome: "whole",
    serve: () => shortening(),
  },
  {
    name: "the list gets shorter, and no total says so",
    kinds: ["totals"],
    outcome: "whole",
    serve: withTotal(() => undefined, shortening()),
  },
  {
    name: "the list gets shorter, and the total stays",
    kinds: ["totals"],
    outcome: "whole",
    serve: withTotal((_told, { entries, before }) => entries.length + (before < 1 ? 0 : 1), shortening()),
  },
  {
    name: "something goes and something comes",
    kinds: BY_PLACE,
    outcome: "whole",
    serve: () =>
      shortening(({ entries, idOf }) => {
        const [id] = Object.entries(entries[0]!).find(([, value]) => value === idOf(entries[0]!))!;
        entries.push({ ...entries[0], [id]: `${idOf(entries[0]!).slice(0, -6)}999999` });
      }),
  },
  {
    name: "the list gets shorter with each page",
    kinds: BY_PLACE,
    outcome: "honest",
    serve: () => (hearing) => {
      if (hearing.before > 0) hearing.entries.splice(0, 2);
      return hearing.honest();
    },
  },
];

const byMarker: readonly Accident[] = [
  {
    name: "the marker is not heeded",
    kinds: ["markers"],
    outcome: "partial",
    keepsFirstPage: true,
    serve: () => (hearing) => {
      const items = firstPage(hearing);
      return { items, next: hearing.idOf(items.at(-1)!) };
    },
  },
  {
    name: "the marker is not heeded, and nothing is said of other pages",
    kinds: ["markers"],
    outcome: "partial",
    keepsFirstPage: true,
    serve: () => (hearing) => ({ items: firstPage(hearing) }),
  },
  {
    name: "the marker leads back to its own page",
    kinds: ["markers"],
    outcome: "partial",
    serve:
      () =>
      ({ question, honest }) => {
        const told = honest();
        return { ...told, next: question.marker ?? told.next };
      },
  },
  {
    name: "the same marker comes behind empty pages, without an end",
    kinds: ["markers"],
    outcome: "partial",
    serve: () => () => ({ items: [], next: "m" }),
  },
  {
    name: "other markers come behind empty pages, without an end",
    kinds: ["markers"],
    outcome: "partial",
    serve:
      () =>
      ({ before }) => ({ items: [], next: `m${before}` }),
  },
  {
    name: "markers go to and fro behind empty pages",
    kinds: ["markers"],
    outcome: "partial",
    serve:
      () =>
      ({ before }) => ({ items: [], next: before % 2 ? "a" : "b" }),
  },
  {
    name: "there always is a next page: the last one again",
    kinds: ["markers"],
    outcome: "partial",
    keepsFirstPage: true,
    serve: () => (hearing) => {
      const { items } = hearing.honest();
      const told = items.length > 0 ? items : hearing.entries.slice(-hearing.question.size);
      return { items: told, next: hearing.idOf(told.at(-1)!) };
    },
  },
  {
    name: "an empty page stands in the middle",
    kinds: ["markers"],
    outcome: "whole",
    serve: () => {
      let gap: string | undefined;
      return ({ question, honest }) => {
        if (question.marker === "gap") return honest({ ...question, marker: gap });
        if (question.marker === undefined || gap !== undefined) return honest();
        gap = question.marker;
        return { items: [], next: "gap" };
      };
    },
  },
  {
    name: "nothing is said of other pages",
    kinds: ["markers"],
    outcome: "whole",
    serve:
      () =>
      ({ honest }) => ({ items: honest().items }),
  },
  {
    name: "full pages say that they are the last",
    kinds: ["markers"],
    outcome: "whole",
    serve:
      () =>
      ({ honest }) => ({ items: honest().items, next: null }),
  },
  {
    name: "pages are smaller than was asked for",
    kinds: ["markers"],
    outcome: "whole",
    serve: () => capped,
  },
  {
    name: "pages are smaller than was asked for, and nothing is said of others",
    kinds: ["markers"],
    outcome: "whole",
    serve: () => (hearing) => ({ items: capped(hearing)!.items }),
  },
  {
    name: "the list gets shorter",
    kinds: ["markers"],
    outcome: "whole",
    serve: () => shortening(),
  },
  {
    name: "the entry that the marker names goes, and its marker is refused",
    kinds: ["markers"],
    outcome: "whole",
    serve: () => {
      let isGone = false;
      return ({ question: { marker }, entries, idOf, honest }) => {
        const at = entries.findIndex((entry) => idOf(entry) === marker);
        if (marker !== undefined && at >= 0 && !isGone) {
          isGone = true;
          entries.splice(at, 1);
          return null;
        }
        return marker !== undefined && at < 0 ? null : honest();
      };
    },
  },
];

const repeats: Accident = {
  name: "entries come twice",
  kinds: [...PAGED, "unpaged"],
  outcome: "whole",
  serve:
    () =>
    ({ honest }) => {
      const told = honest();
      const [first, second] = told.items;
      return { ...told, items: [...told.items, ...[second ?? [], first ?? []].flat()] };
    },
};

/** Nothing goes wrong: what the others are measured by. */
export const HONEST: Accident = {
  name: "nothing",
  kinds: [...PAGED, "unpaged"],
  outcome: "whole",
  serve:
    () =>
    ({ honest }) =>
      honest(),
};

export const ACCIDENTS: readonly Accident[] = [HONEST, ...byTotal, ...byPlace, ...byMarker, repeats];
