import { isDeepStrictEqual } from "node:util";
import { normalisePortRanges, type Ports } from "../../../src/model/port-range.js";

type Fields = Readonly<Record<string, unknown>>;

/** Balancing that clouds read back by another name, which says so in their capabilities: a round robin that goes by weights. */
const SAME_ALGORITHM: readonly (readonly string[])[] = [["ROUND_ROBIN", "WEIGHTED_ROUND_ROBIN"]];

/** An empty text and none are the same to some clouds. */
const isNone = (value: unknown): boolean => value === undefined || value === null || value === "";

function sameAlgorithm(asked: unknown, is: unknown): boolean {
  return asked === is || SAME_ALGORITHM.some((names) => names.includes(String(asked)) && names.includes(String(is)));
}

const portsOf = (value: unknown): Ports[] =>
  normalisePortRanges(
    (value as { fromPort: number; toPort?: number | null }[]).map(({ fromPort, toPort }) => ({
      fromPort,
      toPort: toPort ?? fromPort,
    })),
  ) as Ports[];

/** Whether what was given is there. Fields that were left out or null are the cloud's to choose. */
function* differences(
  asked: Fields,
  is: Fields | null | undefined,
  where: string,
  fields: readonly string[],
): Iterable<string> {
  for (const field of fields) {
    const wanted = asked[field];
    if (wanted === undefined || wanted === null || (isNone(wanted) && isNone(is?.[field]))) continue;
    if (!is || !isDeepStrictEqual(JSON.parse(JSON.stringify(wanted)), JSON.parse(JSON.stringify(is[field] ?? null)))) {
      yield `${where}.${field} was asked as ${JSON.stringify(wanted)} and reads ${JSON.stringify(is?.[field])}`;
    }
  }
}

const MONITOR = [
  "enabled",
  "protocol",
  "port",
  "path",
  "intervalSeconds",
  "timeoutSeconds",
  "healthyThreshold",
  "unhealthyThreshold",
];

function* monitorDifferences(asked: Fields | null | undefined, is: Fields | null | undefined): Iterable<string> {
  if (!asked) return;
  // A check that is switched off is no check on most clouds.
  if (asked.enabled === false) {
    if (is && is.enabled !== false) yield `healthMonitor was switched off and reads ${JSON.stringify(is)}`;
    return;
  }
  yield* differences(asked, is, "healthMonitor", MONITOR);
}

const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

export function* listenerDifferences(input: Fields, listener: Fields, settingsKey: string): Iterable<string> {
  yield* differences(input, listener, "listener", ["name", "description", "protocol"]);
  // Null: the cloud has nothing of the sort for this listener.
  yield* differences(input, { clientAffinity: "NONE", ...withoutNulls(listener) }, "listener", ["clientAffinity"]);
  if (input.portRanges != null && !isDeepStrictEqual(portsOf(input.portRanges), portsOf(listener.portRanges)))
    yield `portRanges were asked as ${JSON.stringify(input.portRanges)} and read ${JSON.stringify(listener.portRanges)}`;
  const pool = ((listener.pools as { nodes?: Fields[] } | undefined)?.nodes ?? [])[0];
  if (input.algorithm != null && !sameAlgorithm(input.algorithm, listener.algorithm ?? pool?.algorithm))
    yield `algorithm was asked as ${input.algorithm} and reads ${listener.algorithm}`;
  if (input.tls)
    yield* differences(input.tls as Fields, listener.tls as Fields, "tls", [
      "certificateIds",
      "clientCaCertificateIds",
      "versions",
      "policy",
    ]);
  if (input.timeouts)
    yield* differences(input.timeouts as Fields, listener.timeouts as Fields, "timeouts", [
      "idleSeconds",
      "requestSeconds",
    ]);
  if (input.tags)
    yield* differences({ tags: sorted(input.tags) }, { tags: sorted(listener.tags) }, "listener", ["tags"]);
  yield* monitorDifferences(input.healthMonitor as Fields | null, pool?.healthMonitor as Fields | null);
  yield* settingsDifferences(input, listener, settingsKey);
}

export function* poolDifferences(input: Fields, pool: Fields, settingsKey: string): Iterable<string> {
  yield* differences(input, pool, "pool", ["name", "description", "region", "protocol", "trafficPercentage"]);
  if (input.algorithm != null && !sameAlgorithm(input.algorithm, pool.algorithm))
    yield `algorithm was asked as ${input.algorithm} and reads ${pool.algorithm}`;
  if (input.sessionPersistence) {
    yield* differences(input.sessionPersistence as Fields, pool.sessionPersistence as Fields, "sessionPersistence", [
      "type",
      "cookieName",
      "timeoutSeconds",
    ]);
  }
  yield* monitorDifferences(input.healthMonitor as Fields | null, pool.healthMonitor as Fields | null);
  if (input.members) yield* memberDifferences(input.members as Fields[], (pool.members as { nodes: Fields[] }).nodes);
  yield* settingsDifferences(input, pool, settingsKey);
}

function* memberDifferences(asked: readonly Fields[], are: readonly Fields[]): Iterable<string> {
  if (asked.length !== are.length) yield `${asked.length} members were asked for and ${are.length} are there`;
  for (const member of asked) {
    const found = are.filter(
      ({ address, port }) => address === member.address && (member.port == null || port === member.port),
    );
    if (found.length === 0) yield `the member ${JSON.stringify(member)} is not there`;
    else if (member.weight != null && !found.some(({ weight }) => weight === member.weight))
      yield `the weight of ${JSON.stringify(member)} reads ${found[0]!.weight}`;
  }
}

function* settingsDifferences(input: Fields, thing: Fields, settingsKey: string): Iterable<string> {
  const asked = (input.settings as Fields | null | undefined)?.[settingsKey] as Fields | null | undefined;
  const are = thing.settings as Fields | null | undefined;
  if (asked && are)
    yield* differences(
      asked,
      are,
      "settings",
      Object.keys(asked).filter((field) => field in are),
    );
}

const sorted = (tags: unknown) =>
  [...((tags as { key: string; value: string }[] | null) ?? [])]
    .map(({ key, value }) => ({ key, value }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
