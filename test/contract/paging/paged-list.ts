import type { ProblemError } from "../../../src/model/problem-error.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import type { Subject } from "../subject.js";

/**
 * What the suite about pages must know of a cloud: which lists it has, how they are requested and how they are
 * returned.
 */

/** An object as the cloud tells it. */
export type Entry = Readonly<Record<string, unknown>>;

/** What a request wants of a list. */
export interface Question {
  /** How many entries at most. */
  readonly size: number;
  /** The number of entries before, where pages are asked for by place. */
  readonly start?: number;
  /** The page's number from 1 on, where they are counted. */
  readonly number?: number;
  /** Where pages are asked for by marker; undefined for the first. */
  readonly marker?: string;
}

/** What an answer says besides its entries. */
export interface Told {
  readonly items: readonly Entry[];
  /** How many there are; undefined: nothing is said of it. */
  readonly total?: unknown;
  /** The marker of the next page; null: there is none; undefined: nothing is said of it. */
  readonly next?: string | null;
}

export type PagingKind =
  /** By place, with a total. */
  | "totals"
  /** By place, without a total. */
  | "places"
  | "markers"
  /** Everything in one answer. */
  | "unpaged";

export interface Dialect {
  readonly kind: PagingKind;
  questionIn(request: ReceivedRequest): Question;
  entriesIn(body: unknown): readonly Entry[];
  /** The answer with other entries and words. */
  tell(body: unknown, told: Told): unknown;
  /** How the cloud says that it does not know a marker; for kind "markers". */
  readonly unknownMarker?: { readonly status: number; readonly body: unknown };
}

/** What one way of reading brought. */
export interface Read {
  /** The native ids, as often as they were shown; null where the way shows no list. */
  readonly ids: readonly string[] | null;
  readonly problems: readonly ProblemError[];
}

export interface PreparedList {
  /** Whether the request asks for a page of this very list. */
  asks(action: string, request: ReceivedRequest): boolean;
  /** The object that the entries are made after, among those of an answer; left out: the first. */
  isSample?(entry: Entry): boolean;
  /** The same where no answer has it. */
  readonly sample?: Entry;
  /** The ways on which the list is read. */
  readonly ways: Readonly<Record<string, () => Promise<Read>>>;
  /** A change that depends on what is on the list and what is not, and the actions that would carry it out. */
  readonly decides?: { readonly run: () => Promise<unknown>; readonly writes: RegExp };
}

export interface PagedList {
  /** In the cloud's words. */
  readonly name: string;
  readonly idField: string;
  readonly mostPerPage: number;
  readonly dialect: Dialect;
  prepare(subject: Subject): Promise<PreparedList>;
}
