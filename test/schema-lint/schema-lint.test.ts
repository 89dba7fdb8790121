import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const schema = readFileSync(join(root, "schema.graphql"), "utf8");

const eslint = new ESLint({ cwd: root });

/** The rules that a schema breaks. */
async function brokenRules(text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: "schema.graphql" });
  return [...new Set(result!.messages.map(({ ruleId, message }) => ruleId ?? message))];
}

const without = (what: RegExp) => schema.replace(what, "$1");
const withField = (type: string, field: string) =>
  schema.replace(new RegExp(`^type ${type} [^{]*{\n`, "m"), `$&${field}\n`);

const IN_ITSELF = "no-restricted-syntax";
const breaches: readonly [what: string, text: string, rule: string][] = [
  ["a type", without(/"""[^"]+"""\n(type PortRange )/), "@graphql-eslint/require-description"],
  ["a field", without(/"""[^"]+"""\n( *etag: String!)/), "@graphql-eslint/require-description"],
  ["an argument", without(/"""[^"]+"""\n( *first: Int = 50)/), "@graphql-eslint/require-description"],
  ["an input field", without(/"""[^"]+"""\n( *ifMatch: String)/), "@graphql-eslint/require-description"],
  ["an enum value", without(/"""[^"]+"""\n( *ROUND_ROBIN)/), "@graphql-eslint/require-description"],
];

const others: readonly [what: string, text: string, rule: string][] = [
  ["an unfinished sentence", schema.replace('"""The port, 1 to 65535."""', '"""The port"""'), IN_ITSELF],
  ["a list with holes", withField("PortRange", '"""Some."""\nothers: [Int]'), IN_ITSELF],
  [
    "a mutation's argument of another name",
    schema.replace("input: CreatePoolInput!", "pool: CreatePoolInput!"),
    IN_ITSELF,
  ],
  [
    "a mutation without payload",
    withField("Mutation", '"""Does it."""\ndoIt(\n"""All."""\ninput: ID!): Listener!'),
    IN_ITSELF,
  ],
  ["a payload without problems", schema.replace(/(type CreatePoolPayload [^}]*)problems:/, "$1troubles:"), IN_ITSELF],
  [
    "a connection that hides outages",
    schema.replace(/(type PoolConnection {[^}]*)isComplete:/, "$1isWhole:"),
    IN_ITSELF,
  ],
  [
    "a connection that does not say why",
    schema.replace(/(type PoolConnection {[^}]*)sourceProblems:/, "$1sources:"),
    IN_ITSELF,
  ],
  [
    "a mutation that answers a scalar",
    withField("Mutation", '"""Does it."""\ndoIt: Boolean!'),
    "@graphql-eslint/no-scalar-result-type-on-mutation",
  ],
  [
    "a connection that cannot be paged",
    schema.replace(/pools\([^)]*\): PoolConnection/, "pools: PoolConnection"),
    "@graphql-eslint/relay-arguments",
  ],
  [
    "a connection without edges",
    schema.replace(/(type PoolConnection {[^}]*)edges:/, "$1borders:"),
    "@graphql-eslint/relay-connection-types",
  ],
  [
    "an edge without cursor",
    schema.replace(/(type PoolEdge {[^}]*)cursor:/, "$1place:"),
    "@graphql-eslint/relay-edge-types",
  ],
  [
    "a page that does not say whether more comes",
    schema.replace("hasNextPage: Boolean!", "hasNextPage: Boolean"),
    "@graphql-eslint/relay-page-info",
  ],
  [
    "a type in small letters",
    schema.replace("enum MemberHealth", "enum memberHealth"),
    "@graphql-eslint/naming-convention",
  ],
  [
    "a query that starts with get",
    withField("Query", '"""It."""\ngetListener: Listener'),
    "@graphql-eslint/naming-convention",
  ],
  [
    "a field that repeats its type",
    withField("Pool", '"""It."""\npoolName: String'),
    "@graphql-eslint/no-typename-prefix",
  ],
  [
    "a deprecation without reason",
    schema.replace("etag: String!", "etag: String! @deprecated"),
    "@graphql-eslint/require-deprecation-reason",
  ],
  [
    "a directive that the graph does not import",
    schema.replace("etag: String!", "etag: String! @authenticated"),
    "@graphql-eslint/known-directives",
  ],
  ["a type that is not there", schema.replace("etag: String!", "etag: Etag!"), "@graphql-eslint/known-type-names"],
  [
    "a type that nothing leads to",
    `${schema}\n"""Alone."""\ntype Island {\n"""It."""\nname: String\n}\n`,
    "@graphql-eslint/no-unreachable-types",
  ],
];

describe("the schema's linter", () => {
  it("finds nothing in schema.graphql", async () => expect(await brokenRules(schema)).toEqual([]));

  it.each(breaches)("misses the description of %s", async (_, text, rule) => {
    expect(text).not.toBe(schema);
    expect(await brokenRules(text)).toEqual([rule]);
  });

  it.each(others)("finds %s", async (_, text, rule) => {
    expect(text).not.toBe(schema);
    expect(await brokenRules(text)).toContain(rule);
  });
});
