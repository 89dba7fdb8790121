import { getMetadataStorage } from "type-graphql";
import { describe, expect, it } from "vitest";
import type { ChangeName } from "../../src/changes/broken-rules.js";
import { ABOUT_THE_WAY } from "../../src/model/change-input.js";
import { HealthMonitorInput, ListenerTimeoutsInput, TlsSettingsInput } from "../../src/model/inputs-shared.js";
import type { Listener } from "../../src/model/listener.js";
import { UpdateListenerInput } from "../../src/model/listener-inputs.js";
import type { Pool } from "../../src/model/pool.js";
import { UpdatePoolInput } from "../../src/model/pool-inputs.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { brokenRules } from "./inputs.js";
import { allListeners, allPools } from "./listing.js";
import { reread, rereadPool } from "./places.js";
import { type Subject, subjectFor } from "./subject.js";

type Path = readonly string[];
type Tree = Record<string, unknown>;

/** An input that has the value at the path, and nothing else. */
const inputWith = (path: Path, value: unknown): Tree =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Tree;
const nullAt = (path: Path): Tree => inputWith(path, null);
/** Values for fields that no inventory has set. */
const SAMPLES: Tree = { description: "to be taken away", "healthMonitor.port": 9_000 };
const valueAt = (tree: unknown, path: Path): unknown =>
  path.reduce((held, name) => (held as Tree | null | undefined)?.[name], tree);
const isNone = (value: unknown): boolean =>
  value == null || value === "" || (Array.isArray(value) && value.length === 0);

const NOT_FIELDS = ["id", "ifMatch", ...ABOUT_THE_WAY];
const PARTS = { healthMonitor: HealthMonitorInput, tls: TlsSettingsInput, timeouts: ListenerTimeoutsInput };

/** The fields of an input class that can be null. */
function nullable(type: object): string[] {
  const { fields } = getMetadataStorage();
  return fields.flatMap(({ target, schemaName, typeOptions }) => {
    const isOfType = target === type || Object.prototype.isPrototypeOf.call(target, type);
    return isOfType && typeOptions.nullable && !NOT_FIELDS.includes(schemaName) ? [schemaName] : [];
  });
}

function pathsOf(input: object, settings: object | undefined, settingsKey: string): Path[] {
  return nullable(input).flatMap((name): Path[] => {
    const part = PARTS[name as keyof typeof PARTS];
    if (part) return [[name], ...nullable(part).map((inner) => [name, inner])];
    if (name !== "settings" || !settings) return [[name]];
    return [[name], [name, settingsKey], ...nullable(settings).map((inner) => [name, settingsKey, inner])];
  });
}

/** How one noun is looked at and changed. */
interface Changed<T> {
  readonly change: ChangeName;
  readonly clearable: readonly string[];
  readonly unsupported: readonly string[];
  readonly immutable: readonly string[];
  readonly paths: readonly Path[];
  all(subject: Subject): Promise<readonly T[]>;
  /** The object as it reads now, with its health monitor. */
  look(subject: Subject, thing: T): Promise<unknown>;
  update(subject: Subject, thing: T, input: Tree): Promise<unknown>;
}

/** Null clears what the cloud can clear, and is refused everywhere else: it is never ignored. */
export function describeNulls(manifest: AnyProviderManifest): void {
  const { capabilities, settingsKey, listenerSettings, poolSettings } = manifest;
  const ownPath = ([first, , field]: Path): Path => (first === "settings" ? [first, field ?? ""] : []);
  const shownAt = (path: Path): Path => (path[0] === "settings" ? ownPath(path) : path);

  const monitorOf = async (subject: Subject, pools: readonly Pool[]) =>
    pools[0] ? (await subject.service.healthMonitorsOfPools([pools[0]], subject.call())).get(pools[0].ref.key) : null;

  const listeners: Changed<Listener> = {
    change: "updateListener",
    clearable: capabilities.clearableListenerFields ?? [],
    unsupported: capabilities.unsupportedListenerFields,
    immutable: capabilities.immutableListenerFields,
    paths: pathsOf(UpdateListenerInput, listenerSettings.input, settingsKey),
    all: allListeners,
    async look(subject, listener) {
      const now = await reread(subject, listener);
      const found = (await subject.service.poolsOfListeners([now], subject.call())).get(now.ref.key);
      const pools = found && "items" in found ? found.items : [];
      const { name, description, tags, tls, settings } = now;
      return { name, description, tags, tls, settings, healthMonitor: await monitorOf(subject, pools) };
    },
    update: (subject, listener, input) =>
      subject.service.updateListener(listener, { id: listener.id, ...input }, subject.call()),
  };
  const pools: Changed<Pool> = {
    change: "updatePool",
    clearable: capabilities.clearablePoolFields ?? [],
    unsupported: capabilities.unsupportedPoolFields,
    immutable: capabilities.immutablePoolFields,
    paths: pathsOf(UpdatePoolInput, poolSettings?.input, settingsKey),
    all: allPools,
    async look(subject, pool) {
      const now = await rereadPool(subject, pool);
      const { name, description, sessionPersistence, settings } = now;
      return { name, description, sessionPersistence, settings, healthMonitor: await monitorOf(subject, [now]) };
    },
    update: (subject, pool, input) => subject.service.updatePool(pool, { id: pool.id, ...input }, subject.call()),
  };

  describe("null in changes", () => {
    describeNoun("of listeners", listeners);
    describeNoun("of pools", pools);
  });

  function describeNoun<T extends { readonly id: string }>(what: string, noun: Changed<T>): void {
    const { change, clearable, unsupported, immutable, paths } = noun;
    const subject = subjectFor(manifest, "for one test");
    const complaints = (path: Path) =>
      brokenRules(subject(), change, { id: "", ...nullAt(path) } as never).filter(({ path: at }) => at?.[0] !== "id");

    it(`${what} is of fields that there are`, () => {
      expect(paths.map((path) => path.join("."))).toEqual(expect.arrayContaining([...clearable]));
    });

    it(`${what} is refused where the cloud cannot clear anything`, () => {
      const accepted = paths.filter((path) => complaints(path).length === 0).map((path) => path.join("."));
      const isNothing = (path: Path) => path.length === 1 && unsupported.includes(path[0]!);
      const expected = paths.filter((path) => clearable.includes(path.join(".")) || isNothing(path));
      expect(accepted.sort()).toEqual(expected.map((path) => path.join(".")).sort());
      for (const path of paths.filter(([first]) => !unsupported.includes(first!))) {
        const [problem] = complaints(path);
        const cannot = immutable.includes(path[0]!) ? "IMMUTABLE_FIELD" : "UNSUPPORTED";
        if (problem)
          expect(problem).toMatchObject({ code: cannot, path: immutable.includes(path[0]!) ? [path[0]] : path });
      }
    });

    for (const clear of clearable) {
      it(`${what} clears ${clear}`, async () => {
        const path = clear.split(".");
        const shownOf = async (thing: T, at: Path) => valueAt(await noun.look(subject(), thing), shownAt(at));
        const things = await noun.all(subject());
        const firstWith = async (at: Path) => {
          for (const thing of things) if (!isNone(await shownOf(thing, at))) return thing;
          return undefined;
        };
        let subjectOfChange = await firstWith(path);
        if (!subjectOfChange) {
          const holder = path.slice(0, -1);
          subjectOfChange = holder.length === 0 ? things[0] : await firstWith(holder);
          await noun.update(subject(), subjectOfChange!, inputWith(path, SAMPLES[clear]));
          expect(await shownOf(subjectOfChange!, path)).toBe(SAMPLES[clear]);
        }
        // Once more: what is gone stays gone.
        for (const _ of ["first", "again"]) {
          await noun.update(subject(), subjectOfChange!, nullAt(path));
          expect(isNone(await shownOf(subjectOfChange!, path))).toBe(true);
        }
      });
    }
  }
}
