import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import { mapOutcomes, readEach } from "../../src/providers/kit/keyed-reads.js";
import { listByParent } from "../../src/providers/kit/list-by-parent.js";
import { listingOf, mapListing } from "../../src/providers/kit/listing.js";
import { type Garden, PLANTED, startGarden, stumble } from "./planting.js";

let garden: Garden;
beforeAll(async () => {
  garden = await startGarden();
}, 60_000);
afterEach(() => garden.weed());
afterAll(() => garden.stop());

const CLOUD = "huawei-elb";
const PROBLEM = "sourceProblems { account { id } code message }";
const isMasked = (reference: string) =>
  `Something went wrong on our side. Quote this reference when you report it: ${reference}`;

/** The one line that the log has of a fault. */
function logged() {
  expect(garden.errors).toHaveLength(1);
  const [{ reference, err, account }] = garden.errors as [Required<(typeof garden.errors)[number]>];
  expect(err).toMatchObject({ type: "TypeError", message: PLANTED });
  return { reference, account };
}

describe("an internal error", () => {
  it.each(["listListeners", "listPools", "listParents"] as const)(
    "in %s is its account's problem alone",
    async (method) => {
      const field = { listListeners: "listeners", listPools: "pools", listParents: "listenerParents" }[method];
      const document = `{ ${field}(first: 200) { isComplete totalCount nodes { id account { id } } ${PROBLEM} } }`;
      const before = (await garden.ask(document)).data[field];
      Object.assign(garden.service(CLOUD), { [method]: stumble });
      const { data, errors } = await garden.ask(document);
      expect(errors).toBeUndefined();
      const { reference, account } = logged();
      expect(account).toBe(garden.account(CLOUD));
      const others = before.nodes.filter(({ account: { id } }: { account: { id: string } }) => id !== account);
      expect(others.length).toBeGreaterThan(0);
      expect(data[field]).toEqual({
        isComplete: false,
        totalCount: null,
        nodes: others,
        sourceProblems: [{ account: { id: account }, code: "INTERNAL_SERVER_ERROR", message: isMasked(reference) }],
      });
    },
  );

  it("in the children of a list's entries leaves the entries", async () => {
    Object.assign(garden.service(CLOUD), { poolsOfListeners: async () => stumble() });
    const { data, errors } = await garden.ask(
      `{ listeners(first: 200) { isComplete nodes { account { id } pools { isComplete nodes { id } ${PROBLEM} } } } }`,
    );
    expect(errors).toBeUndefined();
    const { reference, account } = logged();
    expect(data.listeners.isComplete).toBe(true);
    for (const { account: own, pools } of data.listeners.nodes) {
      expect(pools.isComplete).toBe(own.id !== account);
      if (own.id === account)
        expect(pools.sourceProblems).toEqual([
          { account: { id: account }, code: "INTERNAL_SERVER_ERROR", message: isMasked(reference) },
        ]);
    }
  });

  it("in members leaves pools, with an etag that fits nothing", async () => {
    Object.assign(garden.service(CLOUD), { membersOfPools: stumble });
    const document = `query ($ids: [ID!]) { pools(first: 3, filter: { accountIds: $ids }) { nodes { etag members { isComplete } } } }`;
    const variables = { ids: [garden.account(CLOUD)] };
    const [one, two] = [await garden.ask(document, variables), await garden.ask(document, variables)];
    expect([one.errors, two.errors]).toEqual([undefined, undefined]);
    expect(one.data.pools.nodes).toHaveLength(3);
    for (const [index, { etag, members }] of one.data.pools.nodes.entries()) {
      expect(members.isComplete).toBe(false);
      expect(etag).not.toBe(two.data.pools.nodes[index].etag);
    }
  });

  it("about one object is an error at its place, with the reference that the log has", async () => {
    const { data: all } = await garden.ask(
      `query ($ids: [ID!]) { listeners(first: 1, filter: { accountIds: $ids }) { nodes { id } } }`,
      { ids: [garden.account(CLOUD)] },
    );
    Object.assign(garden.service(CLOUD), { readListeners: stumble });
    const { data, errors } = await garden.ask(`query ($id: ID!) { listener(id: $id) { name } cloudAccounts { id } }`, {
      id: all.listeners.nodes[0].id,
    });
    const { reference } = logged();
    expect(data).toMatchObject({ listener: null, cloudAccounts: expect.anything() });
    expect(errors).toMatchObject([
      {
        message: isMasked(reference),
        path: ["listener"],
        extensions: { code: "INTERNAL_SERVER_ERROR", reference },
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain("planted");
  });

  it("with one key takes only that key", async () => {
    const even = (value: number) => (value % 2 === 0 ? value : stumble());
    const fault = { code: "INTERNAL_SERVER_ERROR", cause: new TypeError(PLANTED) };
    const outcomes = new Map([
      ["a", 1],
      ["b", 2],
    ]);
    expect([...mapOutcomes(outcomes, even)]).toMatchObject([
      ["a", fault],
      ["b", 2],
    ]);
    const listing = mapListing(listingOf([1, 2, 4]), even);
    expect(listing).toMatchObject({ items: [2, 4], problems: [fault] });
    const read = await readEach(["1", "2"], async (key) => even(Number(key)));
    expect(read.get("1")).toBeInstanceOf(ProblemError);
    expect(read.get("2")).toBe(2);
  });

  it("with one parent fails only its children, and an outage fails all", async () => {
    const parents = ["1", "2", "3"];
    const readBut = (odd: () => never) => async (parent: string) =>
      parent === "2" ? odd() : { items: [parent], problems: [], hasMore: false };
    const part = await listByParent({ parents, perCall: 10, read: readBut(stumble) }, 10);
    expect(part).toMatchObject({ items: ["1", "3"], problems: [{ code: "INTERNAL_SERVER_ERROR" }], hasMore: false });
    const outage = new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "Out of order." });
    const out = () => {
      throw outage;
    };
    await expect(listByParent({ parents, perCall: 10, read: readBut(out) }, 10)).rejects.toBe(outage);
  });
});
