import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { codesOf, post } from "./support/client.js";
import { forged } from "./support/forged-ids.js";
import { type Lab, startLab } from "./support/lab.js";
import { busiestParent } from "./support/parents.js";

/** Texts with half of a surrogate pair: not a character, and not representable in UTF-8. */
const HALVES = ["a\ud800b", "\udc00", "\udc00\ud800"];

const CREATE = `mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { code path } } }`;
const CREATE_POOL = `mutation ($input: CreatePoolInput!) { createPool(input: $input) { pool { id } problems { code path } } }`;
const CREATE_MANY = `mutation ($inputs: [CreateListenerInput!]!) { createListeners(inputs: $inputs) { results { listener { id } problems { code path } } } }`;
const BOTH = `mutation ($fine: CreateListenerInput!, $odd: CreateListenerInput!) {
  a: createListener(input: $fine) { listener { id name } problems { code } }
  b: createListener(input: $odd) { listener { id } problems { code path } }
}`;
const READ = `query ($text: String, $id: ID!, $after: String, $entities: [_Any!]!) {
  a: listeners(filter: { nameContains: $text }) { nodes { id } }
  b: listener(id: $id) { id }
  c: pools(after: $after) { nodes { id } }
  d: listeners(filter: { accountIds: [$id] }) { nodes { id } }
  e: listenerParent(id: $id) { id }
  _entities(representations: $entities) { __typename }
}`;

describe("lone surrogates", () => {
  let lab: Lab;
  const parents = new Map<string, string>();
  let port = 20_000;
  const input = (key: string, more: object) => {
    port += 1;
    return {
      parentId: parents.get(key),
      protocol: "TCP",
      name: `half-${port}`,
      portRanges: [{ fromPort: port, toPort: port }],
      ...more,
    };
  };
  beforeAll(async () => {
    lab = await startLab();
    for (const { key } of lab.clouds) parents.set(key, await busiestParent(lab, key));
  });
  afterAll(() => lab.stop());

  const keys = providers.map(({ key }) => key);
  it.each(keys)("are INVALID_INPUT in any text of a change, before any call: %s", async (key) => {
    const cloud = lab.cloud(key);
    cloud.reset();
    await lab.during(`halves of characters at ${key}`, async () => {
      for (const half of HALVES) {
        for (const odd of [
          { name: half },
          { description: half },
          { protocol: "HTTPS", tls: { certificateIds: [half] } },
          { tags: [{ key: half, value: "x" }] },
          { tags: [{ key: "x", value: half }] },
          { healthMonitor: { protocol: "HTTP", path: `/${half}` } },
        ]) {
          const { data, ...answer } = await lab.ask(CREATE, { input: input(key, odd) });
          expect(codesOf(answer), JSON.stringify(odd)).toEqual([]);
          const { listener, problems } = data.createListener;
          expect(listener).toBeNull();
          expect(problems.map(({ code }: { code: string }) => code)).toContain("INVALID_INPUT");
        }
        const pool = await lab.ask(CREATE_POOL, {
          input: { parentId: parents.get(key), name: half, members: [{ address: half }], region: half },
        });
        expect(codesOf(pool)).toEqual([]);
        expect(pool.data.createPool.pool).toBeNull();
      }
      expect(cloud.countCalls(/^(Create|Add|Update|Modify)/), "changes").toBe(0);
    });
  });

  it.each(keys)("in one of two changes do not stop the other: %s", async (key) => {
    const fine = input("huawei-elb", { name: `beside-${key}` });
    const odd = input(key, { description: HALVES[0], name: HALVES[0] });
    await lab.during(`half a character beside a change, at ${key}`, async () => {
      const both = await lab.ask(BOTH, { fine, odd });
      expect(codesOf(both)).toEqual([]);
      expect(both.data.a).toMatchObject({ listener: { name: `beside-${key}` }, problems: [] });
      expect(both.data.b.listener).toBeNull();
      const many = await lab.ask(CREATE_MANY, {
        inputs: [input("huawei-elb", {}), input(key, { name: HALVES[0] }), input("huawei-elb", {})],
      });
      expect(codesOf(many)).toEqual([]);
      expect(many.data.createListeners.results.map(({ listener }: { listener: unknown }) => listener !== null)).toEqual(
        [true, false, true],
      );
    });
  });

  it("in arguments of queries cause no internal error", async () => {
    await lab.during("halves of characters in queries", async () => {
      for (const half of HALVES) {
        for (const { accountId } of lab.clouds) {
          for (const id of [half, forged(accountId, "listener", half)]) {
            const entities = [
              { __typename: "Listener", urn: `${accountId}:listener:${half}` },
              { __typename: "Pool", id },
            ];
            const answer = await lab.ask(READ, { text: half, id, after: half, entities });
            expect(codesOf(answer)).not.toContain("INTERNAL_SERVER_ERROR");
          }
        }
      }
    });
  });

  it("in the document, the operation name and the variables cause no internal error", async () => {
    await lab.during("halves of characters around the document", async () => {
      for (const half of HALVES) {
        for (const body of [
          { query: `{ listener(id: "${half}") { id } }` },
          { query: "query A { cloudAccounts { id } }", operationName: half },
          { query: "{ cloudAccounts { id } }", variables: { [half]: half } },
          { query: "{ cloudAccounts { id } }", extensions: { persistedQuery: { version: 1, sha256Hash: half } } },
        ]) {
          const answer = await post(lab.program.origin, JSON.stringify(body));
          expect(codesOf(answer), JSON.stringify(body)).not.toContain("INTERNAL_SERVER_ERROR");
        }
      }
    });
  });
});
