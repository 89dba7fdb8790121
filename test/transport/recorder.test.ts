import { afterEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import type { Recorder } from "../../src/transport/recorder.js";
import { answer, cleanUp, connect, create, problemOf, type Script, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

const REFUSED = new ProblemError({ code: "STORE_UNAVAILABLE", message: "Nothing can be written down." });

/** A client whose writes are recorded, with what happened in its order. */
async function recorded(script: Script, given: Partial<Recorder> = {}) {
  const events: string[] = [];
  const digests: string[] = [];
  const cloud = await startCloud((response, n, request) => {
    events.push(`sent with ${new URL(request.url, "http://x").searchParams.get("Token")}`);
    script(response, n, request);
  });
  const recorder: Recorder = {
    async sending({ action, digest }) {
      events.push(`recording ${action}`);
      digests.push(digest);
      return {
        token: `token-${digests.length}`,
        answered: ({ state, requestId }) => events.push(`${state} ${requestId}`),
      };
    },
    thereBefore: () => undefined,
    requireHold: () => undefined,
    ...given,
  };
  const { client, call } = connect(cloud.endpoint, { dialect: { requestIdIn: () => "r-1" } });
  const request = { ...create, tokenParameter: "Token" };
  return { events, digests, send: () => client.send(request, { ...call(1_000), open: [], recorder }) };
}

describe("a write", () => {
  it("is on record with its token before it is sent, and with its outcome afterwards", async () => {
    const { events, send } = await recorded((response) => answer(response, 200));
    await send();
    expect(events).toEqual(["recording Create", "sent with token-1", "DONE r-1"]);
  });

  it("has the same digest when it is sent again under another token", async () => {
    const { digests, send } = await recorded((response) => answer(response, 200));
    await send();
    await send();
    expect(digests[1]).toBe(digests[0]);
  });

  it("whose answer is lost has no sure end; what the cloud refuses was not done", async () => {
    const lost = await recorded((response) => response.destroy());
    expect((await problemOf(lost.send())).mayHaveHappened).toBe(true);
    expect(lost.events.at(-1)).toMatch(/^UNKNOWN/);
    const refused = await recorded((response) => answer(response, 400, { code: "Missing" }));
    await problemOf(refused.send());
    expect(refused.events.at(-1)).toMatch(/^REFUSED/);
  });

  it("is not sent when it cannot be written down, or somebody else may have the change", async () => {
    const unwritten = await recorded((response) => answer(response, 200), { sending: () => Promise.reject(REFUSED) });
    expect((await problemOf(unwritten.send())).code).toBe("STORE_UNAVAILABLE");
    expect(unwritten.events).toEqual([]);
    const lost = await recorded((response) => answer(response, 200), {
      requireHold: () => {
        throw REFUSED;
      },
    });
    await problemOf(lost.send());
    expect(lost.events).toEqual(["recording Create", "REFUSED undefined"]);
  });
});
