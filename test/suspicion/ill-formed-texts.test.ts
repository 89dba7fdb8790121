import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { type Interrogation, type Suspect, startInterrogation } from "./asking.js";

const { schema } = buildSubgraph(providers);
const HALF = "half \udc00 of a pair";
const PROBLEMS = "problems { code path }";

let all: Interrogation;
beforeAll(async () => {
  all = await startInterrogation();
}, 60_000);
afterAll(() => all.stop());

interface Place {
  readonly value: unknown;
  readonly path: readonly string[];
}

/** The least that an input of the type can be. */
function least(type: GraphQLInputType, ids: Readonly<Record<string, string>>, name = ""): unknown {
  if (isNonNullType(type)) return least(type.ofType, ids, name);
  if (isListType(type)) return [least(type.ofType, ids, name)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return type.name === "Int" ? 80 : type.name === "Boolean" ? false : (ids[name] ?? "x");
  const required = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(required.map((field) => [field.name, least(field.type, ids, field.name)]));
}

/** Inputs of the type with one ill-formed text, one for each place where a text can be. */
function* odd(type: GraphQLInputType, ids: Readonly<Record<string, string>>): Iterable<Place> {
  if (isNonNullType(type)) yield* odd(type.ofType, ids);
  else if (isListType(type))
    for (const { value, path } of odd(type.ofType, ids)) yield { value: [value], path: ["0", ...path] };
  else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      for (const { value, path } of odd(field.type, ids))
        yield { value: { ...(least(type, ids) as object), [field.name]: value }, path: [field.name, ...path] };
  } else if (!isEnumType(type) && (type.name === "String" || type.name === "ID")) yield { value: HALF, path: [] };
}

async function idsOf({ account }: Suspect) {
  const { data } = await all.ask(
    `query ($account: ID!) {
      listeners(first: 1, filter: { accountIds: [$account] }) { nodes { id } }
      pools(first: 1, filter: { accountIds: [$account] }) { nodes { id } }
      listenerParents(first: 1, filter: { accountIds: [$account] }) { nodes { id } }
    }`,
    { account },
  );
  const [listener, pool, parent] = [data.listeners, data.pools, data.listenerParents].map(({ nodes }) => nodes[0].id);
  return { listener, pool, parent } as Record<"listener" | "pool" | "parent", string>;
}

const keys = providers.map(({ key }) => key);
describe.each(keys)("changes of %s", (key) => {
  it("take no text with half of a surrogate pair, wherever it stands, and ask no cloud", async () => {
    const suspect = all.suspects.find((one) => one.key === key)!;
    const { listener, pool, parent } = await idsOf(suspect);
    suspect.cloud.forget();
    let places = 0;
    for (const { name, args } of Object.values(schema.getMutationType()!.getFields())) {
      const { type } = args[0]!;
      const isMany = name === "createListeners";
      const shows = isMany ? `results { ${PROBLEMS} }` : PROBLEMS;
      const document = `mutation ($input: ${type}) { ${name}(${args[0]!.name}: $input) { ${shows} } }`;
      const own = { id: name.endsWith("Pool") ? pool : listener, poolId: pool, parentId: parent };
      const ids = name === "createPool" ? { ...own, listenerId: listener } : own;
      const withTarget = (value: unknown) =>
        name === "createPool" ? { parentId: parent, ...(value as object) } : value;
      for (const { value, path } of odd(type, ids)) {
        // Each place on one of the clouds: they have the rule in common.
        places += 1;
        if (places % keys.length !== keys.indexOf(key)) continue;
        const { data, errors } = await all.ask(document, { input: isMany ? value : withTarget(value) });
        expect(errors, `${name} ${path}`).toBeUndefined();
        const { problems } = isMany ? data[name].results[0] : data[name];
        const where = [args[0]!.name, ...path];
        expect(problems, `${name} ${path}`).toContainEqual({ code: "INVALID_INPUT", path: where });
      }
    }
    expect(places).toBeGreaterThan(100);
    expect(suspect.cloud.received).toEqual([]);
  }, 60_000);
});

describe("questions", () => {
  it.each([
    ["listeners", "nameContains"],
    ["pools", "nameContains"],
    ["listenerParents", "nameContains"],
    ["listeners", "accountIds"],
    ["listeners", "parentId"],
  ])("of %s take no %s with half of a surrogate pair", async (list, member) => {
    const type = list.replace(/^./, (letter) => letter.toUpperCase()).replace(/s$/, "Filter");
    const document = `query ($filter: ${type}) { ${list}(filter: $filter) { nodes { id } } }`;
    const filter = { [member]: member === "accountIds" ? ["ok", HALF] : HALF };
    const { status, errors } = await all.ask(document, { filter });
    const where = member === "accountIds" ? ["filter", member, "1"] : ["filter", member];
    expect(errors).toMatchObject([{ extensions: { code: "INVALID_INPUT", argument: where } }]);
    expect(status).toBe(200);
  });

  it.each(["listener(id: $text)", "pool(id: $text)", "listenerParent(id: $text)", "listeners(after: $text)"])(
    "%s takes no half of a surrogate pair",
    async (field) => {
      const type = field.includes("after") ? "String!" : "ID!";
      const shows = field.includes("after") ? "{ isComplete }" : "{ id }";
      const { errors } = await all.ask(`query ($text: ${type}) { ${field} ${shows} }`, { text: HALF });
      expect(errors).toMatchObject([{ extensions: { code: "INVALID_INPUT" } }]);
    },
  );

  it("for entities with it are null", async () => {
    const { account } = all.suspects[0]!;
    const keys = [
      { __typename: "Listener", urn: `${account}:listener:${HALF}` },
      { __typename: "Pool", id: HALF },
    ];
    const document = "query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename } }";
    expect((await all.ask(document, { keys })).data).toEqual({ _entities: [null, null] });
  });
});
