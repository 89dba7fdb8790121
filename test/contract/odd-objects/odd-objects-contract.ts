import { type GraphQLSchema, getNamedType, isLeafType, isNonNullType, isObjectType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import type { ProblemError } from "../../../src/model/problem-error.js";
import type { AnyProviderManifest } from "../../../src/providers/provider.js";
import { buildSubgraph } from "../../../src/resolvers/build-schema.js";
import { allListeners, allParents, allPools } from "../listing.js";
import { subjectFor } from "../subject.js";
import { batchesOf, type Case, nameOf, ODD } from "./cases.js";
import { type Item, type List, type Lists, readEverything, readSingles } from "./reading.js";
import { answersDuring, patchesOf, type Site, sitesIn } from "./sites.js";

/** How many cases were tried, by cloud. */
export interface Tally {
  count(provider: string, cases: number): void;
}

/** More often than any object is shown in one reading. */
const MANY = 10_000;
/** What an object cannot be without are its ids, and one or two things more. */
const MOST_NEEDED = 4;

/** One object of an answer is not as documented, among others that are: these stay, and it is shown or named. */
export function describeOddObjects(
  manifest: AnyProviderManifest,
  clouds: readonly AnyProviderManifest[],
  tally: Tally,
): void {
  describe(`odd objects of ${manifest.title}`, () => {
    const subject = subjectFor(manifest, "for all tests");
    let schema: GraphQLSchema;
    beforeAll(() => {
      schema = buildSubgraph(clouds).schema;
    });

    async function tryAll(read: () => Promise<Lists>): Promise<void> {
      const { value: before, answers } = await answersDuring(subject().cloud, read);
      for (const { problems } of before.values()) expect(problems).toEqual([]);
      const sites = sitesIn(answers, before);
      const ids = new Set(
        [...before.values()].flatMap(({ items }) => [...items.values()]).flatMap(({ id, above }) => [id, ...above]),
      );
      const isIdle = ({ site, field, odd }: Case) => {
        const value = site.object[field];
        // Another id is another object.
        return odd === "an unknown word" ? /id$/i.test(field) || ids.has(String(value)) : value === ODD[odd];
      };
      const needed = new Map<string, Set<string>>();
      const faults: string[] = [];
      for (const batch of batchesOf(sites, isIdle)) {
        const { faults: switches } = subject().cloud;
        for (const { site, field, odd } of batch) {
          for (const patch of patchesOf(site, field, ODD[odd]))
            switches.add({ fault: { kind: "edit", patch }, actions: `^${site.action}$`, times: MANY });
        }
        const after = await read();
        const untried = switches.list().filter(({ times }) => times === MANY).length;
        if (untried > 0) faults.push(`${untried} changes met nothing: ${batch.map(nameOf).join("; ")}`);
        switches.clear();
        faults.push(...faultsIn(batch, before, after, schema, needed));
        tally.count(manifest.key, batch.length);
      }
      expect(faults).toEqual([]);
      const tooMany = [...needed]
        .filter(([, fields]) => fields.size > MOST_NEEDED)
        .map(([place, fields]) => `${place} needs ${[...fields].join(", ")}`);
      expect(tooMany).toEqual([]);
    }

    it(
      "of any list leave their siblings alone, and are shown or named",
      () => tryAll(() => readEverything(subject())),
      120_000,
    );

    it("that are read by themselves are shown or named", async () => {
      const [listeners, pools, parents] = [
        await allListeners(subject()),
        await allPools(subject()),
        await allParents(subject()),
      ];
      await tryAll(() =>
        readSingles(subject(), { listener: listeners[0]!.ref, pool: pools[0]!.ref, parent: parents[0]!.ref }),
      );
    }, 120_000);
  });
}

function faultsIn(
  batch: readonly Case[],
  before: Lists,
  after: Lists,
  schema: GraphQLSchema,
  needed: Map<string, Set<string>>,
): string[] {
  const faults: string[] = [];
  const told = [...after.values()].flatMap(({ problems }) => problems);
  for (const problem of told)
    if (problem.code !== "UNREADABLE" || problem.retry !== "never")
      faults.push(`${problem.code} (${problem.message}) in ${batch.map(nameOf).join("; ")}`);
  for (const [name, { items }] of before) {
    const list: List | undefined = after.get(name);
    // What is called by its fields has another key with another field.
    let unknown = [...(list?.items.keys() ?? [])].filter((key) => !items.has(key)).length;
    for (const item of items.values()) {
      const now = list?.items.get(item.key);
      const cause = batch.find(({ site }) => concerns(site, item));
      const all = batch.map((one) => `${nameOf(one)} (${one.site.owners})`).join("; ");
      if (!cause && !now) faults.push(`${item.key} is missing from ${name} for another's sake: ${all}`);
      if (!cause && now && JSON.stringify(now.shown) !== JSON.stringify(item.shown))
        faults.push(`${item.key} in ${name} is another for another's sake: ${all}`);
      if (!cause || now) continue;
      if (unknown > 0) unknown -= 1;
      else if (!(list?.problems ?? told).some((problem) => names(problem, cause, item)) && !isNone(cause, item))
        faults.push(`${nameOf(cause)}: ${item.key} is missing from ${name} in silence`);
      else if (cause.site.owners.includes(item.key)) {
        const fields = needed.get(cause.site.place) ?? new Set();
        needed.set(cause.site.place, fields.add(cause.field));
      }
    }
  }
  for (const [name, { items }] of after)
    for (const item of items.values())
      for (const mistake of mistakesIn(schema, item.typeName, item.shown))
        faults.push(`${name}: ${mistake} in ${batch.map(nameOf).join("; ")}`);
  return faults;
}

/** Whether the object is what the item is made of, or is on. */
function concerns({ owners }: Site, { key, above }: Item): boolean {
  return owners.some((owner) => owner === key || above.includes(owner.split("/").at(-1)!));
}

/**
 * Whether a problem is about what a case has changed. If that is the id itself, nobody can tell; and problems of a
 * pool's members are reported at the pool.
 */
function names({ nativeId, message }: ProblemError, { site, field }: Case, { typeName }: Item): boolean {
  if (typeName === "PoolMember") return true;
  const { object, anchor, owners } = site;
  const value = object[field];
  if (field === "" || owners.some((owner) => owner.split("/").at(-1) === value)) return true;
  const texts = [...Object.values(object), ...Object.values(anchor.object)].filter((one) => typeof one === "string");
  return texts.some((text) => text !== "" && (nativeId === text || message.includes(text)));
}

/** Whether the cloud may well mean that there is nothing: a list that is null or left out is empty, and so is the place of a monitor. */
function isNone({ site, field, odd }: Case, { typeName }: Item): boolean {
  if (odd !== "null" && odd !== "absent") return false;
  return Array.isArray(site.object[field]) || (typeName === "HealthMonitor" && /id$/i.test(field));
}

/** What of a thing the graph could not show. */
function* mistakesIn(
  schema: GraphQLSchema,
  typeName: string,
  shown: Readonly<Record<string, unknown>>,
): Iterable<string> {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return;
  for (const [name, { type: wanted }] of Object.entries(type.getFields())) {
    if (!(name in shown)) continue;
    const value = shown[name];
    if (value == null) {
      if (isNonNullType(wanted)) yield `${typeName}.${name} is ${value}`;
      continue;
    }
    const named = getNamedType(wanted);
    for (const one of [value].flat()) {
      if (!isLeafType(named)) {
        if (typeof one === "object" && one !== null)
          yield* mistakesIn(schema, named.name, one as Record<string, unknown>);
        continue;
      }
      try {
        named.serialize(one);
      } catch (error) {
        yield `${typeName}.${name}: ${(error as Error).message}`;
      }
    }
  }
}
