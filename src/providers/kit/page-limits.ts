import { ProblemError } from "../../model/problem-error.js";

/**
 * How far a list is followed, whatever length the cloud reports. 100,000 entries, the most in one account, take some
 * 2,300 pages with the smallest pages (50 entries, a few of them repeated).
 */

/** The most pages of one list. */
export const MOST_PAGES = 5_000;
/** The most entries of one list: a page of another cloud has up to 2,000. Usual ones take some 120 MB. */
export const MOST_ENTRIES = 120_000;
/** The most empty pages in a row. A cloud that filters after paging has some. */
export const MOST_EMPTY_PAGES = 20;
/** Pages of one list that are read in parallel. */
export const MOST_AT_ONCE = 4;

/** A list's name in problems, from the vendor's plural and its owner: "the endpoint groups of 07ab". */
export function listName(nouns: string, parentId?: string): string {
  const words = nouns.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
  return parentId === undefined ? `the ${words}` : `the ${words} of ${parentId}`;
}

/** How a message shows a cloud's marker: its beginning, without anything that a log or terminal would interpret. */
const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What can be wrong with a list; `what` names it: "the listeners of accelerator ga-1". */
const unreadable = (what: string, why: string): ProblemError =>
  new ProblemError({ code: "UNREADABLE", message: `Not all of ${what} could be read: ${why}` });

export const ignoresThePlace = (what: string): ProblemError =>
  unreadable(what, "the cloud repeated entries of an earlier page, so it ignores where a page is to begin.");

export const hasNoList = (what: string): ProblemError =>
  unreadable(what, "the cloud's answer has no list in it, although it reports entries or reported some before.");

export const repeatsAMarker = (what: string, marker: string): ProblemError =>
  unreadable(what, `the cloud returned the marker ${shown(marker)} a second time, so its pages never end.`);

export const namesNoMarker = (what: string): ProblemError =>
  unreadable(what, "the cloud says that there is another page, but not where it begins.");

export const staysEmpty = (what: string): ProblemError =>
  unreadable(what, `${MOST_EMPTY_PAGES} pages in a row were empty, and the cloud announces more.`);

export const hasNoEnd = (what: string): ProblemError =>
  unreadable(
    what,
    `the list must have at most ${MOST_PAGES.toLocaleString("en")} pages and ${MOST_ENTRIES.toLocaleString("en")} entries, and it is longer.`,
  );

export const keepsMoving = (what: string): ProblemError =>
  unreadable(
    what,
    "its pages do not connect: the list kept shrinking while it was read, or the cloud splits pages in its own way, so entries may be missing. Read it again.",
  );

export const hasLostThePlace = (what: string): ProblemError =>
  unreadable(
    what,
    "the entry before the page is gone, and the list has no order that would tell where it was. Start again without `after`.",
  );

/** The integer that a cloud reports as a list's length, also as a string of digits; null for anything else. */
export function totalIn(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
