import type { Operation } from "rfc6902";
import type { RunningCloud } from "../../../src/sandbox/running-sandbox.js";
import type { SandboxResponse } from "../../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import type { Item, Lists } from "./reading.js";

/** The objects that a cloud's answers really have, wherever they stand. */

export type WireObject = Readonly<Record<string, unknown>>;

/** An object that is about something, with all that stands in it. */
interface Anchor {
  readonly object: WireObject;
  /** Where it stands in answers of its action: with filters, that may be in several places. */
  readonly paths: Set<string>;
}

export interface Site {
  /** The action and the path, without numbers: what has the same place is of one sort. */
  readonly place: string;
  readonly action: string;
  readonly object: WireObject;
  readonly anchor: Anchor;
  /** From the anchor to the object; empty where it is the anchor. */
  readonly inside: string;
  /** The keys of the items that the object is about, or what it stands in. */
  readonly owners: readonly string[];
  /** The ids of what these are on. */
  readonly above: readonly string[];
  /** The list that it stands in, and how many it has; outside of lists it is alone. */
  readonly list: string;
  readonly listLength: number;
}

interface Answer {
  readonly action: string;
  readonly body: unknown;
}

/** What the emulator answers while something is read. */
export async function answersDuring<T>(
  { emulator }: RunningCloud,
  read: () => Promise<T>,
): Promise<{ value: T; answers: readonly Answer[] }> {
  const { handle } = emulator;
  const answers: Answer[] = [];
  Object.assign(emulator, {
    handle(request: ReceivedRequest, understood?: ReceivedRequest): SandboxResponse {
      const response = handle.call(emulator, request, understood);
      if (response.status === 200) answers.push({ action: emulator.actionOf(request), body: response.body });
      return response;
    },
  });
  try {
    return { value: await read(), answers };
  } finally {
    Object.assign(emulator, { handle });
  }
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const isObject = (value: unknown): value is WireObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Items by their ids; of those with the same id all, as where a pool is part of its listener. */
function itemsById(lists: Lists): ReadonlyMap<string, readonly Item[]> {
  const byId = new Map<string, Item[]>();
  for (const { items } of lists.values())
    for (const item of items.values()) if (item.id !== "") byId.set(item.id, [...(byId.get(item.id) ?? []), item]);
  return byId;
}

const DEPTH = ["PoolMember", "Pool", "Listener", "LoadBalancer", "Accelerator"];

/**
 * What an object is about: the thing whose id is its `id`; where it has no such field, of all things that its texts
 * name, the one that is on the others.
 */
function ownersOf(object: WireObject, byId: ReadonlyMap<string, readonly Item[]>): string[] {
  const namedBy = (value: unknown) => (typeof value === "string" ? (byId.get(value) ?? []) : []);
  const named = Object.hasOwn(object, "id") ? namedBy(object.id) : Object.values(object).flatMap(namedBy);
  const deepest = Math.min(...named.map(({ typeName }) => DEPTH.indexOf(typeName)));
  const [first] = named.filter(({ typeName }) => DEPTH.indexOf(typeName) === deepest);
  return first ? [...new Set(named.filter(({ id }) => id === first.id).map(({ key }) => key))] : [];
}

interface Walk {
  readonly action: string;
  readonly place: string;
  readonly path: string;
  readonly anchor: Anchor | null;
  readonly inside: string;
  readonly owners: readonly string[];
  readonly list: string;
  readonly listLength: number;
}

/** Every object that is about something that was read, or stands in one that is. */
export function sitesIn(answers: readonly Answer[], lists: Lists): readonly Site[] {
  const byId = itemsById(lists);
  const above = new Map([...byId.values()].flat().map((item) => [item.key, item.above]));
  const anchors = new Map<string, Anchor>();
  const sites = new Map<string, Site>();

  function anchorAt({ action, place, path }: Walk, object: WireObject): Anchor {
    const key = `${action} ${place} ${JSON.stringify(withoutAnswer(object))}`;
    const anchor = anchors.get(key) ?? { object, paths: new Set() };
    anchors.set(key, anchor);
    anchor.paths.add(path);
    return anchor;
  }
  function walk(value: unknown, at: Walk): void {
    if (Array.isArray(value)) {
      const list = { list: `${at.list}${at.path}`, listLength: value.length, place: `${at.place}/*` };
      for (const [index, entry] of value.entries())
        walk(entry, { ...at, ...list, path: `${at.path}/${index}`, inside: `${at.inside}/${index}` });
      return;
    }
    if (!isObject(value)) return;
    const own = ownersOf(value, byId);
    const owners = own.length > 0 ? own : at.owners;
    const anchor = at.anchor ?? (own.length > 0 ? anchorAt(at, value) : null);
    const inside = at.anchor ? at.inside : "";
    if (anchor) {
      const { place, action, list, listLength } = at;
      const ofOwners = { owners, above: owners.flatMap((owner) => above.get(owner) ?? []) };
      const key = `${place} ${inside} ${JSON.stringify(anchor.object)}`;
      if (!sites.has(key))
        sites.set(key, { place, action, object: value, anchor, inside, ...ofOwners, list, listLength });
    }
    for (const [name, held] of Object.entries(value)) {
      const step = `/${escaped(name)}`;
      walk(held, {
        ...at,
        place: at.place + step,
        path: at.path + step,
        inside: inside + step,
        anchor,
        owners,
        listLength: 1,
      });
    }
  }
  for (const [index, { action, body }] of answers.entries()) {
    const root = { action, place: action, path: "/body", list: String(index), listLength: 1 };
    walk(body, { ...root, anchor: null, inside: "", owners: [] });
  }
  return [...sites.values()];
}

/** The name of an answer may stand among the fields of its object. */
const isOfAnswer = (name: string): boolean => /^request_?id$/i.test(name);
const withoutAnswer = (object: WireObject): WireObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !isOfAnswer(name)));
export const fieldsOf = (object: WireObject): string[] => Object.keys(withoutAnswer(object));

/**
 * Changes of one field wherever the object stands: each fits only where it is this very object.
 * @param field empty: the object itself
 */
export function patchesOf({ anchor, inside }: Site, field: string, value: unknown): Operation[][] {
  return [...anchor.paths].map((path) => {
    const tests = Object.entries(withoutAnswer(anchor.object)).map(
      ([name, held]): Operation => ({ op: "test", path: `${path}/${escaped(name)}`, value: held }),
    );
    const at = `${path}${inside}${field && `/${escaped(field)}`}`;
    if (value === undefined) return [...tests, { op: "remove", path: at }];
    return [...tests, { op: field ? "add" : "replace", path: at, value }];
  });
}
