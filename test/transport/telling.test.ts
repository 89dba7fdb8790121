import { afterEach, expect, it } from "vitest";
import { type CallLog, noting, startCall } from "../../src/transport/call.js";
import type { CloudResponse } from "../../src/transport/cloud-client.js";
import { afterwards, answer, cleanUp, connect, create, problemOf, put, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

interface Line {
  readonly level: string;
  readonly fields: Record<string, unknown>;
}

function recordingCall() {
  const lines: Line[] = [];
  const at = (level: string) => (fields: object) => {
    lines.push({ level, fields: { ...fields } });
  };
  const log: CallLog = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  const call = startCall({ requestId: "request-1", log, timeoutMs: 5_000 });
  afterwards(() => call.end());
  return { lines, call };
}

it("tells of each attempt and each repeat, with the names that support asks for", async () => {
  const cloud = await startCloud((response, n) =>
    answer(response, n === 1 ? 500 : 200, n === 1 ? { code: "transient" } : { ok: true }, {
      "x-cloud-request-id": `up-${n}`,
    }),
  );
  const { client, attempts, retries } = connect(cloud.endpoint);
  const { lines, call } = recordingCall();
  await client.send(put, call);
  const common = { requestId: "request-1", account: "main", action: "Put" };
  expect(lines).toMatchObject([
    {
      level: "debug",
      fields: {
        ...common,
        status: 500,
        upstreamRequestId: "up-1",
        nativeCode: "Internal",
        outcome: "PROVIDER_UNAVAILABLE",
      },
    },
    { level: "warn", fields: { ...common, reason: "transient", upstreamRequestId: "up-1" } },
    { level: "debug", fields: { ...common, status: 200, upstreamRequestId: "up-2", outcome: "ok" } },
  ]);
  expect(typeof lines[0]?.fields.ms).toBe("number");
  const labels = { provider: "TEST_CLOUD", accountId: "main", action: "Put" };
  expect(attempts).toMatchObject([
    { ...labels, outcome: "PROVIDER_UNAVAILABLE" },
    { ...labels, outcome: "ok" },
  ]);
  expect(retries).toEqual([{ ...labels, reason: "transient" }]);
});

it("never tells bodies, headers or credentials, whatever happens", async () => {
  const cloud = await startCloud((response, n) => {
    if (n === 1) answer(response, 503, '{"answer":"HIDDEN"}', { "x-secret": "HIDDEN" });
    else if (n === 2) answer(response, 200, "<html>HIDDEN</html>");
    else response.destroy();
  });
  const { client } = connect(cloud.endpoint, {
    dialect: { sign: (request) => ({ ...request.headers, authorization: "HIDDEN" }) },
  });
  const { lines, call } = recordingCall();
  const problem = await problemOf(
    client.send(
      { ...put, body: { password: "HIDDEN" }, query: { token: "HIDDEN" }, headers: { cookie: "HIDDEN" } },
      call,
    ),
  );
  await problemOf(client.send({ ...create, body: "HIDDEN" }, call));
  expect(lines.length).toBeGreaterThanOrEqual(6);
  expect(JSON.stringify(lines)).not.toContain("HIDDEN");
  expect(`${problem.message}${JSON.stringify(problem)}${problem.stack}`).not.toContain("HIDDEN");
});

it("calls a request what the answer's body calls it, where the dialect finds it there, and notes it for changes", async () => {
  const cloud = await startCloud((response, n) =>
    answer(response, 200, { id: n === 3 ? "x".repeat(1000) : `body-${n}` }, { "x-request-id": "header" }),
  );
  const requestIdIn = ({ json }: CloudResponse) => (json as { id: string }).id;
  const { client } = connect(cloud.endpoint, { dialect: { requestIdIn } });
  const { lines, call } = recordingCall();
  const noted = noting(call);
  await client.send(put, noted);
  await client.send({ ...put, effect: "read" }, noted);
  await client.send(put, noted);
  expect(lines.map(({ fields }) => fields.upstreamRequestId)).toEqual(["body-1", "body-2", undefined]);
  expect(noted.upstreamRequestIds).toEqual(["body-1"]);
});
