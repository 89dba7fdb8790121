import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codesOf } from "./support/client.js";
import { friendlyDocuments } from "./support/friendly-documents.js";
import { type Lab, startLab } from "./support/lab.js";

const LISTENERS = 400;
/** The third is compiled. */
const RUNS = 3;
/** Values for whatever variables the documents have. */
const values = (listener: string, parent: string, ids: readonly string[]) => ({
  id: listener,
  ids,
  parentId: parent,
  etag: "not-this-one",
  first: 200,
  after: null,
  filter: null,
  input: undefined,
});

describe.each([
  ["a handful of listeners", undefined],
  [`${LISTENERS} listeners a cloud`, LISTENERS],
])("documents that people are shown, over %s", (over, listeners) => {
  let lab: Lab;
  let variables: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    lab = await startLab({ listeners });
    const { data } = await lab.ask("{ listeners(first: 50) { nodes { id parent { id } } } }");
    const [{ id, parent }] = data.listeners.nodes;
    variables = values(
      id,
      parent.id,
      data.listeners.nodes.map((node: { id: string }) => node.id),
    );
  });
  afterAll(() => lab.stop());

  const documents = friendlyDocuments();
  it("are found", () => {
    const sources = new Set(documents.map(({ source }) => source.replace(/ ".*/, "")));
    expect([...sources].sort()).toEqual(["README", "console", "tab"]);
    expect(documents.length).toBeGreaterThan(12);
  });

  it("are answered with pages of 200, and keep nobody waiting", async () => {
    await lab.during(`documents that people are shown, over ${over}`, async () => {
      for (const { source, name, query, operation, variables: shown } of documents) {
        const what = `${source}: ${name}`;
        for (let run = 0; run < RUNS; run += 1) {
          const { data, ...answer } = await lab.ask(query, { ...shown, ...variables });
          // What is answered as a stream costs what its events do, and is refused as an ordinary request.
          if (operation === "subscription") {
            expect(codesOf(answer), what).toEqual(["BAD_REQUEST"]);
            continue;
          }
          // It says so itself: of many listeners, an inventory answers it.
          if (name === "SendsTrafficTo" && listeners && data.listeners === null) {
            expect(codesOf(answer), what).toEqual(["COST_LIMIT"]);
            continue;
          }
          // A change is sent without an input, so that nothing is done: what refuses it is that and no limit.
          if (operation === "mutation" && data === null) expect(codesOf(answer), what).toEqual(["BAD_USER_INPUT"]);
          else {
            expect(answer.errors, what).toEqual([]);
            expect(data, what).not.toBeNull();
          }
        }
      }
    });
  });
});
