import type { RunningCloud } from "../../../src/sandbox/running-sandbox.js";
import type { SandboxResponse } from "../../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import type { Entry, PagedList, PreparedList, Question, Told } from "./paged-list.js";

/** What an accident receives of each request. */
export interface Hearing {
  /** How many requests there were before. */
  readonly before: number;
  readonly question: Question;
  /** The list itself, to be changed at will. */
  readonly entries: Entry[];
  readonly idOf: (entry: Entry) => string;
  readonly mostPerPage: number;
  /** What an honest cloud would say. */
  honest(question?: Question): Told;
}

/** Null: the marker is not known. */
export type Serve = (hearing: Hearing) => Told | null;

export interface ListServer {
  /** The ids of what is on the list now. */
  readonly ids: readonly string[];
  /** Whether the id was ever on the list. */
  isOurs(id: string): boolean;
  readonly calls: number;
  /** Puts the list into its first state, served like this. */
  begin(serve: Serve): void;
}

/** An id like another one, that sorts by its number. */
const idLike = (id: string, number: number) => `${id.slice(0, -6)}${String(number).padStart(6, "0")}`;

/** Has a list of many like entries told in the place of what the emulator has; it still checks each request. */
export function serveList(cloud: RunningCloud, list: PagedList, prepared: PreparedList, length: number): ListServer {
  const { idField, dialect, mostPerPage } = list;
  const { emulator } = cloud;
  const handle = emulator.handle.bind(emulator);
  const idOf = (entry: Entry) => String(entry[idField]);
  let whole: readonly Entry[] | null = null;
  let entries: Entry[] = [];
  let calls = 0;
  /** All ids begin alike. */
  let prefix: string | null = null;
  let serve: Serve = ({ honest }) => honest();

  function honest(question: Question): Told {
    const total = entries.length;
    if (dialect.kind === "unpaged") return { items: entries, total };
    const { size, start = 0, marker } = question;
    const from = marker === undefined ? start : entries.findIndex((entry) => idOf(entry) === marker) + 1;
    const items = entries.slice(from, from + size);
    const last = items.at(-1);
    return { items, total, next: last && from + size < total ? idOf(last) : null };
  }

  function answer(request: ReceivedRequest, understood?: ReceivedRequest): SandboxResponse {
    const response = handle(request, understood);
    if (!prepared.asks(emulator.actionOf(request), request) || response.status !== 200) return response;
    if (whole === null) {
      const there = dialect.entriesIn(response.body);
      const sample = prepared.sample ?? there.find(prepared.isSample ?? (() => true)) ?? there[0];
      if (!sample) throw new Error(`The emulator has nothing on the list ${list.name} to make entries after.`);
      whole = Array.from({ length }, (_, index) => ({ ...sample, [idField]: idLike(idOf(sample), index + 1) }));
      entries = [...whole];
      prefix = idOf(sample).slice(0, -6);
    }
    const question = dialect.questionIn(request);
    const hearing = { before: calls, question, entries, idOf, mostPerPage };
    calls += 1;
    const told = serve({ ...hearing, honest: (other = question) => honest(other) });
    if (told === null) return { ...dialect.unknownMarker!, headers: response.headers };
    return { ...response, body: dialect.tell(response.body, told) };
  }

  Object.assign(emulator, { handle: answer });
  return {
    get ids() {
      return entries.map(idOf);
    },
    isOurs: (id) => prefix !== null && id.startsWith(prefix) && /^\d{6}$/.test(id.slice(prefix.length)),
    get calls() {
      return calls;
    },
    begin(other) {
      serve = other;
      calls = 0;
      if (whole) entries = [...whole];
    },
  };
}
