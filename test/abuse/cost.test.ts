import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { codesOf } from "./support/client.js";
import {
  aliasesBelow,
  everything,
  longAliasBelow,
  mistakesBelowLongAlias,
  nested,
  nestedEdges,
} from "./support/documents.js";
import { type Lab, startLab } from "./support/lab.js";
import { expectVerdict, type Verdict } from "./support/verdict.js";

/** In each cloud; fifty or so to a load balancer. */
const LISTENERS = 2_000;
/** Requests to clouds that one request of a client may bring about. */
const MOST_CALLS = 1_000;
/** Bytes of an answer. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Also when the document is compiled. */
const RUNS = 3;

interface Attack {
  readonly name: string;
  readonly verdict: Verdict;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const named = (text: string) => text.slice(text.indexOf("{"));
/** The same with the page size in a variable. */
const byVariable = (head: string, levels: number) => `${head} ${named(nested(levels, "(first: $first)"))}`;

const QUERIES: readonly Attack[] = [
  { name: "listeners, 200 of them", verdict: "answered", query: nested(1) },
  ...[2, 3].map((levels) => ({
    name: `listeners of parents of listeners, ${levels} levels of 200`,
    verdict: "either" as const,
    query: nested(levels),
  })),
  ...[4, 5, 6].map((levels) => ({
    name: `listeners of parents of listeners, ${levels} levels of 200`,
    verdict: "refused" as const,
    query: nested(levels),
  })),
  { name: "the same, 4 levels of the default size", verdict: "either", query: nested(4, "") },
  { name: "the same, 6 levels of the default size", verdict: "refused", query: nested(6, "") },
  {
    name: "the same, 5 levels by a variable",
    verdict: "refused",
    query: byVariable("query ($first: Int!)", 5),
    variables: { first: 200 },
  },
  {
    name: "the same, 5 levels by a variable's default",
    verdict: "refused",
    query: byVariable("query ($first: Int! = 200)", 5),
  },
  { name: "the same by edges, 5 levels", verdict: "refused", query: nestedEdges(5) },
  { name: "everything of all accounts", verdict: "either", query: everything(1) },
  { name: "everything of all accounts, under 6 names", verdict: "refused", query: everything(6) },
  { name: "300 aliases below the root", verdict: "either", query: aliasesBelow(300) },
  { name: "600 aliases below the root", verdict: "either", query: aliasesBelow(600) },
  { name: "an alias of 500 kB on 200 listeners", verdict: "refused", query: longAliasBelow(500_000) },
  { name: "20 aliases of 40 kB on 200 listeners", verdict: "refused", query: longAliasBelow(40_000, 20) },
  { name: "200 mistakes below an alias of 500 kB", verdict: "refused", query: mistakesBelowLongAlias(500_000) },
  {
    name: "200 mistakes below 1 MB of comments",
    verdict: "refused",
    query: `${"#\n".repeat(300_000)}${mistakesBelowLongAlias(1)}`,
  },
  {
    name: "200 mistakes below 60 kB of comments in 30,000 lines",
    verdict: "refused",
    query: `${"#\n".repeat(30_000)}${mistakesBelowLongAlias(1)}`,
  },
  {
    name: "200 mistakes below 60 kB of comments in 4,900 lines",
    verdict: "either",
    query: `${`#${"-".repeat(10)}\n`.repeat(4_900)}${mistakesBelowLongAlias(1)}`,
  },
  {
    name: "pools and members of everything",
    verdict: "either",
    query:
      "{ pools(first: 200) { nodes { members(first: 200) { nodes { address } } listeners { id pools(first: 200) { nodes { id } } } } } }",
  },
];

const REPRESENTATIONS = 5_000;
const ENTITIES =
  "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Listener { id name } ... on Pool { id } ... on LoadBalancer { id } ... on Accelerator { id } } }";

describe(`queries over ${LISTENERS} listeners a cloud`, () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ listeners: LISTENERS });
  });
  afterAll(() => lab.stop());

  const forgetCalls = () => {
    for (const cloud of lab.clouds) cloud.reset();
  };
  const calls = () => lab.clouds.reduce((sum, cloud) => sum + cloud.countCalls(), 0);

  it.each(QUERIES.map((attack) => [attack.name, attack] as const))(
    "%s",
    async (name, { query, variables, verdict }) => {
      await lab.during(name, async () => {
        for (let run = 0; run < RUNS; run += 1) {
          forgetCalls();
          const answer = await lab.ask(query, variables);
          expectVerdict(answer, verdict);
          expect(answer.text.length, "bytes of the answer").toBeLessThanOrEqual(MOST_BYTES);
          expect(calls(), "calls to clouds").toBeLessThanOrEqual(verdict === "refused" ? 0 : MOST_CALLS);
          // What is too deep is refused for that, and before it is weighed.
          if (verdict === "refused")
            expect(["COST_LIMIT", "GRAPHQL_VALIDATION_FAILED"]).toEqual(expect.arrayContaining(codesOf(answer)));
        }
      });
    },
  );

  it.each(providers.map(({ key }) => key))(`%s: ${REPRESENTATIONS} entities that nobody knows`, async (key) => {
    const { accountId } = lab.cloud(key);
    const r = Array.from({ length: REPRESENTATIONS }, (_, index) => ({
      __typename: index % 2 === 0 ? "Listener" : "Pool",
      urn: `${accountId}:${index % 2 === 0 ? "listener" : "pool"}:nobody-knows-${index}`,
    }));
    await lab.during(`${REPRESENTATIONS} unknown entities of ${key}`, async () => {
      forgetCalls();
      expectVerdict(await lab.ask(ENTITIES, { r }), "refused");
      expect(calls(), "calls to clouds").toBe(0);
    });
  });

  it("entities that nobody knows, as many as are taken at once", async () => {
    const r = Array.from({ length: 100 }, (_, index) => ({
      __typename: "Listener",
      urn: `${lab.clouds[index % lab.clouds.length]!.accountId}:listener:nobody-knows-${index}`,
    }));
    await lab.during("100 unknown entities", async () => {
      forgetCalls();
      const answer = await lab.ask(ENTITIES, { r });
      expect(answer.data?._entities).toHaveLength(r.length);
      expect(calls(), "calls to clouds").toBeLessThanOrEqual(MOST_CALLS);
    });
  });
});
