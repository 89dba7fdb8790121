import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, codesOf, post } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";
import { malformedBodies } from "./support/malformed-requests.js";
import { comparable } from "./support/switches.js";

const REQUESTS = Number(process.env.ABUSE_REQUESTS ?? 500);
/** New requests every day; ABUSE_SEED repeats those of a failure. */
const seed = Number(process.env.ABUSE_SEED ?? Math.floor(Date.now() / 86_400_000));
/** Milliseconds after which no more requests are generated. */
const ENOUGH_MS = 20_000;

const ACCEPTED = ["application/json", "application/graphql-response+json"];

describe("compiled and interpreted documents", () => {
  const labs: Lab[] = [];
  beforeAll(async () => {
    labs.push(await startLab({ server: { compilesDocuments: false } }));
    labs.push(await startLab({ server: { compilesDocumentsAfter: 0 } }));
  });
  afterAll(() => Promise.all(labs.map((lab) => lab.stop())));

  it(`give the same answers to malformed requests (seed ${seed})`, async () => {
    let made = 0;
    const property = fc.asyncProperty(malformedBodies, fc.constantFrom(...ACCEPTED), async (body, accept) => {
      made += 1;
      // Twice: the second time it may be compiled.
      for (let run = 0; run < 2; run += 1) {
        const [plain, compiled] = await Promise.all(labs.map(({ program }) => post(program.origin, body, { accept })));
        expect(comparable(compiled as Answer)).toEqual(comparable(plain as Answer));
        expect((plain as Answer).status).toBeLessThan(500);
      }
    });
    await labs[0]!.during("malformed requests, plain", () =>
      fc.assert(property, { seed, numRuns: REQUESTS, interruptAfterTimeLimit: ENOUGH_MS, verbose: 1 }),
    );
    console.log(`${made} malformed requests (seed ${seed}) were answered alike.`);
  });

  it("give the same answer for an unknown operation name once the document is compiled", async () => {
    const query = "{ cloudAccounts { id } }";
    for (const { program } of labs) {
      for (let run = 0; run < 4; run += 1) await post(program.origin, JSON.stringify({ query }));
      for (const operationName of ["Nope", "", "__proto__"]) {
        const answer = await post(program.origin, JSON.stringify({ query, operationName }));
        expect({ status: answer.status, codes: codesOf(answer) }).toEqual({
          status: 400,
          codes: ["OPERATION_RESOLUTION_FAILURE"],
        });
      }
    }
  });
});
