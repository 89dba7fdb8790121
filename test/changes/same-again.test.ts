import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  type IntrospectionQuery,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

type Tree = Record<string, unknown>;

const ABOUT_THE_CHANGE = ["id", "poolId", "ifMatch", "waitUntilActive"];
/** As many of a sort say what all do. */
const ENOUGH = 8;
const READS = /^(List|Describe|Show|Get|Query)/;

let graph: RunningGraph;
let schema: GraphQLSchema;
beforeAll(async () => {
  graph = await startGraph();
  schema = buildClientSchema((await graph.ask(getIntrospectionQuery())).data as IntrospectionQuery);
});
afterAll(() => graph.stop());

function fieldsOf(input: string): Tree {
  const type = schema.getType(input);
  return isInputObjectType(type) ? type.getFields() : {};
}

/** A selection of all that an input can say, of a type that shows it. */
function selection(input: string, output: string, { settingsKey }: AnyProviderManifest): string {
  const shown = schema.getType(output);
  const shows = isObjectType(shown) || isInterfaceType(shown) ? shown.getFields() : {};
  const names = Object.keys(fieldsOf(input)).filter((name) => name in shows && !ABOUT_THE_CHANGE.includes(name));
  return names
    .map((name) => {
      const inner = getNamedType((fieldsOf(input)[name] as { type: Parameters<typeof getNamedType>[0] }).type)!;
      const outer = getNamedType(shows[name]!.type);
      if (name === "members")
        return "members(first: 200) { nodes { address port weight targetType targetId subnetId } }";
      if (!isInputObjectType(inner)) return name;
      if (name !== "settings")
        return `${name} { ${selection(inner.name, outer.name, { settingsKey } as AnyProviderManifest)} }`;
      const own = inner.getFields()[settingsKey];
      if (!own) return "";
      const ownInput = getNamedType(own.type).name;
      const ownOutput = ownInput.replace(/Input$/, "");
      return `settings { ... on ${ownOutput} { ${selection(ownInput, ownOutput, { settingsKey } as AnyProviderManifest)} } }`;
    })
    .join(" ");
}

/** What was read, as an input: settings under their cloud's key. */
const sentBack = ({ settings, ...fields }: Tree, key: string): Tree =>
  settings === undefined ? fields : { ...fields, settings: settings && { [key]: settings } };

const isNone = (value: unknown): boolean =>
  value == null || value === "" || (Array.isArray(value) && value.length === 0);
const valueAt = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce((held, name) => (held as Tree | null | undefined)?.[name], tree);

/** Where something is in an input, and every part that holds something. */
function* pathsIn(tree: Tree, above: readonly string[] = []): Iterable<string[]> {
  for (const [name, value] of Object.entries(tree)) {
    if (isNone(value)) continue;
    yield [...above, name];
    const isPart = ["healthMonitor", "tls", "timeouts", "settings"].includes(name) || above[0] === "settings";
    if (isPart && typeof value === "object" && !Array.isArray(value)) yield* pathsIn(value as Tree, [...above, name]);
  }
}

const isWordOrNone = (value: unknown): boolean =>
  value === null || typeof value === "object" || typeof value === "boolean" || /^[A-Z_]+$/.test(String(value));

describe.each(providers)("$name, sent back what was read", (manifest) => {
  const { key, name: provider, settingsKey } = manifest;
  const writes = () =>
    graph.app
      .sandbox!.cloud(key)
      .calls.map(({ action }) => action)
      .filter((action) => !READS.test(action ?? ""));
  const all = async (list: string, fields: string): Promise<Tree[]> => {
    const query = `query ($provider: CloudProvider!) { ${list}(first: 200, filter: { providers: [$provider] }) { isComplete nodes { id etag ${fields} } } }`;
    const { data, errors } = await graph.ask(query, { provider });
    expect(errors).toBeUndefined();
    expect(data[list].isComplete).toBe(true);
    return data[list].nodes;
  };
  /** One of each sort: with the same fields filled in, in the same words. */
  const oneOfEach = (things: readonly Tree[]): Tree[] => [
    ...new Map(
      things.map((thing) => [JSON.stringify(thing, (_, held) => (isWordOrNone(held) ? held : 0)), thing]),
    ).values(),
  ];
  /** Makes the change for each input, and says what stood in its way. */
  async function problemsOf(change: string, shows: string, inputs: readonly Tree[]): Promise<unknown[]> {
    const type = `${change[0]!.toUpperCase()}${change.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${change}(input: $input) { ${shows} { id etag } problems { ... on ChangeProblem { code message path } } } }`;
    const answers: Tree[] = [];
    const ask = async (input: Tree) => {
      const { data, errors } = await graph.ask(query, { input });
      expect(errors).toBeUndefined();
      const { problems, [shows]: shown } = data[change];
      answers.push(...problems.map((problem: Tree) => ({ ...problem, input })));
      if (problems.length === 0) expect(shown).toEqual({ id: input.id ?? input.poolId, etag: input.ifMatch });
    };
    await Promise.all(oneOfEach(inputs).slice(0, ENOUGH).map(ask));
    return answers;
  }

  it("a listener stays as it is, and nothing is sent", async () => {
    const fields = selection("UpdateListenerInput", "Listener", manifest);
    const monitor = selection("HealthMonitorInput", "HealthMonitor", manifest);
    const listeners = await all(
      "listeners",
      `${fields} pools(first: 5) { nodes { isImplicit healthMonitor { ${monitor} } } }`,
    );
    expect(listeners.length).toBeGreaterThan(5);
    graph.forgetCalls();
    const inputs = listeners.map(({ pools, etag, ...listener }) => {
      const [pool] = (pools as { nodes: Tree[] }).nodes.filter(({ isImplicit }) => isImplicit);
      return { ...sentBack(listener, settingsKey), healthMonitor: pool?.healthMonitor, ifMatch: etag };
    });
    expect(await problemsOf("updateListener", "listener", inputs)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it("a pool stays as it is, and nothing is sent", async () => {
    const pools = await all("pools", selection("UpdatePoolInput", "Pool", manifest));
    expect(pools.length).toBeGreaterThan(5);
    graph.forgetCalls();
    const inputs = pools.map(({ etag, ...pool }) => ({ ...sentBack(pool, settingsKey), ifMatch: etag }));
    expect(await problemsOf("updatePool", "pool", inputs)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it("members stay as they are, and nothing is sent", async () => {
    const pools = await all("pools", selection("SetPoolMembersInput", "Pool", manifest));
    graph.forgetCalls();
    const inputs = pools.map(({ id, etag, members }) => ({
      poolId: id,
      members: [...(members as { nodes: Tree[] }).nodes].reverse(),
      ifMatch: etag,
    }));
    expect(await problemsOf("setPoolMembers", "pool", inputs)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it("members are the same in any spelling, and keep their weights where none is named", async () => {
    const pools = await all("pools", selection("SetPoolMembersInput", "Pool", manifest));
    graph.forgetCalls();
    const inputs = pools.map(({ id, etag, members }) => ({
      poolId: id,
      members: (members as { nodes: Tree[] }).nodes.map(({ weight: _, address, ...member }) => ({
        ...member,
        address: /[a-z]$/.test(String(address)) ? `${String(address).toUpperCase()}.` : address,
      })),
      ifMatch: etag,
    }));
    expect(await problemsOf("setPoolMembers", "pool", inputs)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it.each([
    ["HOST_NAME", "origin.example.com", "Origin.Example.COM."],
    ["IPV6", "2001:db8::1", "2001:DB8:0:0::1"],
  ])("a server is named once, a %s in another spelling as well", async (kind, one, other) => {
    const { addressKinds = [] } = manifest.limits.members ?? {};
    const [pool] = await all("pools", "members(first: 5) { nodes { address port targetId } }");
    const [{ port, targetId } = {}] = (pool!.members as { nodes: Tree[] }).nodes;
    const { unsupportedMemberFields, requiredMemberFields = [] } = manifest.capabilities;
    const more = {
      ...(unsupportedMemberFields.includes("port") ? {} : { port: port ?? 80 }),
      ...(requiredMemberFields.includes("targetId") ? { targetId } : {}),
    };
    const members = [
      { address: one, ...more },
      { address: other, ...more },
    ];
    const problems = (await problemsOf("setPoolMembers", "pool", [{ poolId: pool!.id, members }])) as Tree[];
    if (!addressKinds.some((known) => known === kind)) expect(problems.length).toBeGreaterThan(0);
    else
      expect(problems).toContainEqual(
        expect.objectContaining({
          code: "INVALID_INPUT",
          path: ["input", "members", "1"],
          message: "This is the same server as member 0; name every server once.",
        }),
      );
  });

  it("a change beside it is sent alone", async () => {
    const listeners = await all(
      "listeners",
      `frozen { isFrozen } parent { status } ${selection("UpdateListenerInput", "Listener", manifest)}`,
    );
    const [listener] = listeners.filter(
      ({ frozen, parent }) => !(frozen as Tree | null)?.isFrozen && (parent as Tree).status === "ACTIVE",
    );
    const { etag, frozen: _, parent: __, ...fields } = listener!;
    graph.forgetCalls();
    const input = { ...sentBack(fields, settingsKey), ifMatch: etag, name: "edited-by-a-form", waitUntilActive: true };
    const { data } = await graph.ask(
      "mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { name } problems { ... on ChangeProblem { code message path } } } }",
      { input },
    );
    expect(data.updateListener).toEqual({ listener: { name: "edited-by-a-form" }, problems: [] });
    expect(writes()).toHaveLength(1);
  });

  it.each([
    ["updateListener", "listeners", "UpdateListenerInput", "Listener"],
    ["updatePool", "pools", "UpdatePoolInput", "Pool"],
  ])("null in %s clears the value, or is refused, in every field", async (change, list, input, type) => {
    const things = (
      await all(
        list,
        `parent { status } ${type === "Listener" ? "frozen { isFrozen }" : ""} ${selection(input, type, manifest)}`,
      )
    ).filter(({ frozen, parent }) => !(frozen as Tree | null)?.isFrozen && (parent as Tree).status === "ACTIVE");
    const ABOUT = ["id", "etag", "frozen", "parent"];
    const paths = new Map<string, { path: string[]; id: unknown }>();
    for (const thing of things) {
      for (const path of pathsIn(sentBack(thing, settingsKey))) {
        if (!ABOUT.includes(path[0]!)) paths.set(path.join("."), { path, id: thing.id });
      }
    }
    expect(paths.size).toBeGreaterThan(3);
    const read = `query ($id: ID!) { node(id: $id) { ... on ${type} { ${selection(input, type, manifest)} } } }`;
    const oneOf = async (id: unknown): Promise<Tree> => (await graph.ask(read, { id })).data.node;
    const outcomes: Tree = {};
    for (const [name, { path, id }] of paths) {
      const asked = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), null) as Tree;
      const { data } = await graph.ask(
        `mutation ($input: ${input}!) { ${change}(input: $input) { problems { ... on ChangeProblem { code path message } } } }`,
        { input: { id, ...asked } },
      );
      const [problem] = data[change].problems;
      const now = problem ? null : sentBack(await oneOf(id), settingsKey);
      outcomes[name] = problem
        ? [problem.code, problem.path.slice(1).join(".")]
        : isNone(valueAt(now, path))
          ? "gone"
          : "still there";
    }
    for (const [name, outcome] of Object.entries(outcomes)) {
      const [first] = name.split(".");
      expect([name, outcome]).toSatisfy(
        () =>
          outcome === "gone" ||
          ["UNSUPPORTED", "IMMUTABLE_FIELD"].some((code) =>
            [`${code},${name}`, `${code},${first}`].includes(String(outcome)),
          ),
      );
    }
    graph.app.sandbox!.reset();
  });
});
