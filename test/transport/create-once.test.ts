import { afterEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import { createOnce } from "../../src/transport/create-once.js";
import { answer, cleanUp, connect, create, problemOf, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

/** A cloud that makes things; `lose` says of which creates the answer is lost, `works` which are done. */
async function maker({ lose, works }: { lose(n: number): boolean; works(n: number): boolean }, lookUp?: () => never) {
  const things: string[] = [];
  let creates = 0;
  const cloud = await startCloud((response, _n, { method }) => {
    if (method === "GET") return answer(response, 200, { things });
    creates += 1;
    if (works(creates)) things.push(`thing-${creates}`);
    if (lose(creates)) response.destroy();
    else answer(response, 200, { id: `thing-${creates}` });
  });
  const { client, call } = connect(cloud.endpoint);
  const errand = call();
  const making = () =>
    createOnce<string>(
      {
        attempt: async () => ((await client.send(create, errand)).json as { id: string }).id,
        find: async () => {
          lookUp?.();
          const found = ((await client.send(read, errand)).json as { things: string[] }).things;
          return found.length > 1 ? "unclear" : (found[0] ?? null);
        },
        what: "a thing named a",
      },
      errand,
    );
  return { making, things, creates: () => creates };
}

describe("createOnce", () => {
  it("finds what was made although its answer was lost", async () => {
    const { making, creates } = await maker({ lose: () => true, works: () => true });
    expect(await making()).toBe("thing-1");
    expect(creates()).toBe(1);
  });

  it("tries once more when surely nothing was made", async () => {
    const { making, things } = await maker({ lose: (n) => n === 1, works: (n) => n > 1 });
    expect(await making()).toBe("thing-2");
    expect(things).toEqual(["thing-2"]);
  });

  it("is OUTCOME_UNKNOWN when the second answer is lost as well and nothing is found", async () => {
    const { making, creates } = await maker({ lose: () => true, works: () => false });
    const problem = await problemOf(making());
    expect(problem).toMatchObject({ code: "OUTCOME_UNKNOWN", mayHaveHappened: true, provider: "TEST_CLOUD" });
    expect(problem.message).toContain("a thing named a");
    expect(creates()).toBe(2);
  });

  it("is OUTCOME_UNKNOWN when it cannot be looked up, and does not try again", async () => {
    const { making, creates } = await maker({ lose: () => true, works: () => true }, () => {
      throw new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "down" });
    });
    expect(await problemOf(making())).toMatchObject({ code: "OUTCOME_UNKNOWN", retry: "never" });
    expect(creates()).toBe(1);
  });

  it("passes a refusal on as it is", async () => {
    const refusal = new ProblemError({ code: "QUOTA_EXCEEDED", message: "no more" });
    const { call } = connect(new URL("http://127.0.0.1:9"));
    const making = createOnce(
      { attempt: () => Promise.reject(refusal), find: async () => null, what: "a thing" },
      call(),
    );
    expect(await problemOf(making)).toBe(refusal);
  });
});
