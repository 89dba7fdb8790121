import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { composeRequest, pathSegment } from "../../src/transport/compose-request.js";
import { answer, cleanUp, connect, problemOf, put, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

const FOLDED = [
  "/listeners/..",
  "/listeners/.",
  "/listeners/../secrets",
  "/listeners/%2e%2E",
  "/listeners/.%2e/x",
  "/listeners\\..\\secrets",
  "/listeners/",
  "/listeners//members",
  "//elsewhere.example",
  "listeners",
  "@elsewhere.example/",
  "/listeners/a?b=c",
  "/listeners/a#b",
  "/listeners/a b",
  "/listeners/a\tb",
  "/listeners/a\nb",
  "/listeners/ü",
  "",
];

describe("the address of a request", () => {
  it.each(FOLDED)("is refused before anything is sent when URL parsing would change it: %j", async (path) => {
    const cloud = await startCloud((response) => answer(response, 200));
    const { client, call, attempts } = connect(new URL("/base", cloud.endpoint));
    for (const request of [read, put])
      expect(await problemOf(client.send({ ...request, path }, call()))).toMatchObject({
        code: "UNREADABLE",
        retry: "never",
        mayHaveHappened: false,
      });
    expect(cloud.received).toEqual([]);
    expect(attempts).toEqual([]);
  });

  it("may be the endpoint itself", async () => {
    const cloud = await startCloud((response) => answer(response, 200));
    const { client, call } = connect(cloud.endpoint);
    await client.send({ ...read, path: "/", query: { a: "../?#" } }, call());
    expect(cloud.received.map(({ url }) => url)).toEqual(["/?a=..%2F%3F%23"]);
  });

  it("holds any valid id in one segment, and refuses the rest", () => {
    const endpoint = new URL("https://cloud.example/base/");
    const sign = fc.oneof(
      fc.constantFrom(..."./\\%?#2eE&:@ "),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 12 }), (id) => {
        let segment: string;
        try {
          segment = pathSegment(id);
        } catch (error) {
          expect(error).toMatchObject({ code: "UNREADABLE" });
          return;
        }
        const { url } = composeRequest(endpoint, { ...read, path: `/things/${segment}/parts` });
        expect(url.pathname.split("/").map(decodeURIComponent)).toEqual(["", "base", "things", id, "parts"]);
        expect(url.origin).toBe("https://cloud.example");
      }),
    );
  });

  it("has no lone surrogate in its query", async () => {
    const { client, call } = connect(new URL("http://127.0.0.1:1"));
    const problem = await problemOf(client.send({ ...read, query: { Marker: "a\ud800" } }, call()));
    expect(problem).toMatchObject({ code: "UNREADABLE", message: expect.stringContaining("Marker") });
  });
});
