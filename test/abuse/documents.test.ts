import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, it } from "vitest";
import { post } from "./support/client.js";
import * as documents from "./support/documents.js";
import { type Lab, startLab } from "./support/lab.js";
import { expectVerdict, type Verdict } from "./support/verdict.js";

/** Enough runs for a document to be compiled, and one more. */
const RUNS = 4;
const MEGABYTE = 1024 * 1024;
/** Room for the JSON around it, below the limit of a body. */
const ALMOST = MEGABYTE - 1_000;

interface Attack {
  readonly name: string;
  readonly verdict: Verdict;
  /** The body, or a document. */
  readonly send: string | { readonly query: string; readonly variables?: unknown; readonly operationName?: string };
}

const document = (name: string, verdict: Verdict, query: string): Attack => ({ name, verdict, send: { query } });

const COMPILE: readonly Attack[] = [
  document("bomb(2, 6)", "either", documents.bomb(2, 6)),
  document("bomb(3, 4)", "either", documents.bomb(3, 4)),
  document("bomb(3, 6)", "refused", documents.bomb(3, 6)),
  document("bomb(3, 12)", "refused", documents.bomb(3, 12)),
  document("bomb(2, 40): wide", "either", documents.bomb(2, 40)),
  document("bomb(4, 4): deep", "refused", documents.bomb(4, 4)),
  document(
    "bomb(3, 12) that nobody uses",
    "refused",
    documents.bomb(3, 12).replace(/^\{.*?\} fragment/, "{ __typename } fragment"),
  ),
  document(
    "bomb(3, 12) below a field that is not there",
    "refused",
    documents.bomb(3, 12).replace("listeners(", "nope("),
  ),
  document(
    "bomb(3, 12) on a type that is not there",
    "refused",
    documents.bomb(3, 12).replaceAll("ListenerParent", "Nope"),
  ),
  document("fragments of introspection, 4 levels of 4", "either", documents.introspectionBomb(4, 4)),
  document("fragments of introspection, 6 levels of 6", "refused", documents.introspectionBomb(6, 6)),
  document("fragments of introspection, 12 levels of 12", "refused", documents.introspectionBomb(12, 12)),
  document("interfaces in one another, 4 levels of 1", "either", documents.parentsInOneAnother(4, 1)),
  document("interfaces in one another, 4 levels of 3", "either", documents.parentsInOneAnother(4, 3)),
  document("interfaces in one another, 4 levels of 8", "refused", documents.parentsInOneAnother(4, 8)),
  document("fragments doubled 12 times", "either", documents.doublingFragments(12)),
  document("fragments doubled 30 times", "refused", documents.doublingFragments(30)),
  document("fragments doubled 300 times", "refused", documents.doublingFragments(300)),
  document("aliases of fragments, 4 levels of 6", "either", documents.aliasBomb(4, 6)),
  document("aliases of fragments, 5 levels of 12", "refused", documents.aliasBomb(5, 12)),
];

const READING: readonly Attack[] = [
  document("2,400 times the same field", "either", documents.sameField(2_400)),
  document("9,000 times the same field", "refused", documents.sameField(9_000)),
  document("1,000 fragments in one selection", "either", documents.fragmentsInOne(1_000)),
  document("1,600 inline fragments in one selection", "either", documents.inlineFragmentsInOne(1_600)),
  document("3,300 aliases of __typename", "refused", documents.typenames(3_300)),
  document("3,300 aliases of __typename, one level down", "either", documents.typenamesBelow(3_300)),
  document("a field name of 1 MB", "refused", documents.longFieldName(ALMOST)),
  document("an alias of 1 MB", "either", documents.longAlias(ALMOST)),
  document("a text of 1 MB", "either", documents.longString(ALMOST)),
  document("4,900 levels of fields", "refused", documents.nestedFields(4_900)),
  document("4,900 levels of inline fragments", "refused", documents.nestedInlineFragments(1_600)),
  document("4,900 levels of lists", "refused", documents.nestedListLiteral(4_900)),
  document("40 fragments in a circle", "refused", documents.cyclicFragments(40)),
  document("1,000 fragments in a circle", "refused", documents.cyclicFragments(1_000)),
  document("1,000 operations, none chosen", "refused", documents.manyOperations(1_000)),
  {
    name: "1,000 operations, the last chosen",
    verdict: "either",
    send: { query: documents.manyOperations(1_000), operationName: "Q999" },
  },
  document("1,000 times a directive", "refused", documents.repeatedDirectives(1_000)),
  document("1,000 directives that nobody knows", "refused", documents.unknownDirectives(1_000)),
  document("arguments of 200 ids, 20 times", "either", documents.largeArguments(10)),
  document(
    "introspection as explorers ask for it",
    "answered",
    getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
  ),
  document("introspection, 2 levels", "either", documents.nestedIntrospection(2)),
  document("introspection, 7 levels", "refused", documents.nestedIntrospection(7)),
  document("introspection, 200 levels of ofType", "either", documents.nestedOfType(200)),
  document("introspection, 950 levels of ofType", "either", documents.nestedOfType(950)),
  document("1 MB of blanks", "refused", `{ cloudAccounts { id } }${" ".repeat(ALMOST)}`),
  document("1 MB of commas", "either", `{ cloudAccounts { id } }${",".repeat(ALMOST)}`),
  document("1 MB of comments", "either", `${"#\n".repeat(ALMOST / 3)}{ cloudAccounts { id } }`),
  document("1 MB of opening braces", "refused", "{".repeat(ALMOST)),
  document("1 MB of quotes", "refused", '"""'.repeat(ALMOST / 6)),
];

const QUERY = "query ($ids: [ID!]) { listeners(first: 1, filter: { accountIds: $ids }) { nodes { id } } }";
const ENTITIES = "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }";
const nestedObject = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
const withVariables = (query: string, variables: string): string =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`;
const list = (count: number, item: string) => `[${Array.from({ length: count }, () => item).join()}]`;

const VARIABLES: readonly Attack[] = [
  { name: "10,000 variables", verdict: "refused", send: { query: documents.manyVariables(10_000) } },
  { name: "1,500 variables, a value for each", verdict: "either", send: manyValues(1_500) },
  { name: "100,000 values that nobody asked for", verdict: "either", send: unasked(50_000) },
  { name: "a list of 250,000 ids", verdict: "refused", send: withVariables(QUERY, `{"ids":${list(250_000, '"a"')}}`) },
  {
    name: "a list of 250,000 wrong ids",
    verdict: "refused",
    send: withVariables(QUERY, `{"ids":${list(250_000, "{}")}}`),
  },
  {
    name: "a list of 250,000 nulls",
    verdict: "refused",
    send: withVariables(QUERY, `{"ids":${list(200_000, "null")}}`),
  },
  {
    name: "100,000 lists in one another",
    verdict: "refused",
    send: withVariables(QUERY, `{"ids":${nestedObject(100_000, "[", "]")}}`),
  },
  {
    name: "100,000 objects in one another, where anything goes",
    verdict: "either",
    send: withVariables(ENTITIES, `{"r":[${nestedObject(100_000, '{"a":', "}").replace(":}", ":1}")}]}`),
  },
  { name: "a name of 1 MB", verdict: "either", send: withVariables(QUERY, `{"ids":["${"a".repeat(ALMOST - 200)}"]}`) },
  {
    name: "a number of 1 MB",
    verdict: "refused",
    send: withVariables(QUERY, `{"ids":[1${"0".repeat(ALMOST - 200)}]}`),
  },
];

function manyValues(count: number): Attack["send"] {
  const variables = Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, "a"]));
  return { query: documents.manyVariables(count), variables };
}

function unasked(count: number): Attack["send"] {
  const variables = Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, 1]));
  return { query: "{ cloudAccounts { id } }", variables };
}

describe("documents just small enough to be compiled", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  it("do not delay other clients, however many there are", async () => {
    await lab.during("30 documents that are compiled", async () => {
      for (let run = 0; run < 3; run += 1)
        for (let number = 0; number < 30; number += 1)
          expectVerdict(await lab.ask(documents.almostTooLarge(number, 29)), "answered");
    });
  });
});

describe.each([
  ["fragments that grow when they are expanded", COMPILE],
  ["documents that are dear to read", READING],
  ["variables", VARIABLES],
])("%s", (_, attacks) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  it.each(attacks.map((attack) => [attack.name, attack] as const))("%s", async (name, { send, verdict }) => {
    const body = typeof send === "string" ? send : JSON.stringify(send);
    await lab.during(name, async () => {
      for (let run = 0; run < RUNS; run += 1) expectVerdict(await post(lab.program.origin, body), verdict);
    });
  });
});
