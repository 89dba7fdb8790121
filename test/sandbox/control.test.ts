import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "../../src/sandbox/sandbox-clock.js";
import { type RunningCloud, type Sandbox, startSandbox } from "../../src/sandbox/start-sandbox.js";
import { toyCloud } from "./toy-cloud.js";

let sandbox: Sandbox;
let toy: RunningCloud;
beforeEach(async () => {
  const clock = new ManualClock(Date.parse("2026-01-01T00:00:00Z"));
  sandbox = await startSandbox({ clouds: [{ key: "toy", cloud: toyCloud }], ports: "any", controlPort: 0, clock });
  toy = sandbox.cloud("toy");
});
afterEach(() => sandbox.stop());

async function ask(method: string, path: string, body?: unknown) {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${sandbox.controlEndpoint}${path}`, { method, body: text });
  const answer = await response.text();
  return {
    status: response.status,
    text: answer,
    body: answer === "" ? null : JSON.parse(answer),
    headers: response.headers,
  };
}

describe("the control endpoint", () => {
  it("explains itself: clouds, credentials, every route, every fault", async () => {
    const { status, text, body, headers } = await ask("GET", "/");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("application/json");
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(500);
    expect(body.clouds).toEqual([
      { key: "toy", endpoint: toy.endpoint, credentials: { "access key id": "SANDBOXTOYKEY" } },
    ]);
    expect(Object.keys(body.routes)).toEqual([
      "GET /",
      "GET /clouds",
      "POST /reset",
      "POST /clock/advance",
      "GET /clouds/:key/calls",
      "DELETE /clouds/:key/calls",
      "GET /clouds/:key/faults",
      "POST /clouds/:key/faults",
      "DELETE /clouds/:key/faults",
      "GET /clouds/:key/state",
      "GET /clouds/:key/stored",
    ]);
    expect(body.faultKinds.respond).toMatchObject({ status: "an HTTP status from 200 to 599" });
    expect((await ask("GET", "/clouds")).body).toEqual(body.clouds);
  });

  it("has only examples that it takes", async () => {
    const { faultExamples } = (await ask("GET", "/")).body;
    for (const { rule } of faultExamples) expect((await ask("POST", "/clouds/toy/faults", rule)).status).toBe(201);
    expect(toy.faults.list()).toHaveLength(faultExamples.length);
  });

  it("shows and forgets calls", async () => {
    await fetch(`${toy.endpoint}/list-toys`);
    expect((await ask("GET", "/clouds/toy/calls")).body).toEqual({
      count: 1,
      calls: [{ action: "list-toys", status: 200, at: Date.parse("2026-01-01T00:00:00Z") }],
    });
    expect((await ask("DELETE", "/clouds/toy/calls")).status).toBe(204);
    expect((await ask("GET", "/clouds/toy/calls")).body).toEqual({ count: 0, calls: [] });
  });

  it("switches faults on and off, ports included", async () => {
    const rule = { fault: { kind: "refuse" } };
    expect(await ask("POST", "/clouds/toy/faults", rule)).toMatchObject({ status: 201, body: [rule] });
    await expect(fetch(`${toy.endpoint}/time`)).rejects.toThrow();
    expect((await ask("GET", "/clouds/toy/faults")).body).toEqual([rule]);
    expect((await ask("DELETE", "/clouds/toy/faults")).status).toBe(204);
    expect((await fetch(`${toy.endpoint}/time`)).status).toBe(200);
  });

  it.each([
    ["a text", ["A rule is a JSON object with the member fault."]],
    [{}, ['fault has to be an object with a kind, such as { "kind": "drop" }.']],
    [
      { fault: { kind: "explode" } },
      [expect.stringMatching(/^fault\.kind has to be one of latency, refuse, .*expired, edit\.$/)],
    ],
    [{ fault: { kind: "latency" } }, ["fault.ms has to be a whole number of milliseconds, 0 to 3600000."]],
    [{ fault: { kind: "drop", ms: 1 } }, ["fault.ms is not known. Known here: kind."]],
    [
      { fault: { kind: "edit", of: "past", patch: {} } },
      [
        expect.stringMatching(/^fault\.of has to be one of request, answer, created, state/),
        expect.stringMatching(/^fault\.patch has to be a JSON Patch/),
      ],
    ],
    [{ fault: { kind: "edit", patch: [] } }, [expect.stringMatching(/^fault\.patch has to be a JSON Patch .* 1000/)]],
    [
      {
        fault: {
          kind: "edit",
          patch: [
            { op: "swap", path: "/body" },
            { op: "add", path: "/body/a" },
            { op: "remove", path: "body" },
            { op: "remove", path: "" },
            { op: "remove", path: "/body/~2" },
            { op: "remove", path: "/title" },
            { op: "copy", path: "/body/a", from: "/elsewhere" },
            { op: "add", path: "/body/__proto__/x", value: 1 },
          ],
        },
      },
      [
        "fault.patch.0.op has to be one of add, remove, replace, move, copy, test.",
        "fault.patch.1.value is missing.",
        expect.stringMatching(/^fault\.patch\.2\.path has to be a JSON Pointer/),
        expect.stringMatching(/^fault\.patch\.3\.path has to be a JSON Pointer/),
        expect.stringMatching(/^fault\.patch\.4\.path has to be a JSON Pointer/),
        "fault.patch.5.path has to begin with one of /status, /headers, /body, /request.",
        "fault.patch.6.from has to begin with one of /status, /headers, /body, /request.",
        "fault.patch.7.path leads to /body/__proto__/x, which is not data.",
      ],
    ],
    [
      { fault: { kind: "edit", of: "state", patch: [{ op: "remove", path: "/dolls/1" }] } },
      ["fault.patch.0.path has to begin with one of /toys, /request."],
    ],
    [
      {
        fault: {
          kind: "edit",
          patch: Array.from({ length: 5 }, () => ({ op: "copy", from: "/body", path: "/body/a" })),
        },
      },
      [expect.stringMatching(/^fault\.patch has to be .* it copies 5 times\.$/)],
    ],
    [
      { fault: { kind: "edit", patch: [{ op: "add", path: "/body/a", value: "x".repeat(262_144) }] } },
      [expect.stringMatching(/^fault\.patch has to be .* it has more characters\.$/)],
    ],
    [{ fault: { kind: "refuse" }, times: 1 }, [expect.stringContaining("leave out actions, after and times")]],
    [
      {
        fault: { kind: "respond", status: 99, body: 1, headers: { "a b": "c" } },
        actions: "(",
        after: -1,
        times: 0,
        often: true,
      },
      [
        expect.stringMatching(/^actions has to be a regular expression/),
        expect.stringMatching(/^after has to be how many/),
        expect.stringMatching(/^times has to be how many/),
        "often is not known. Known here: fault, actions, after, times.",
        "fault.status has to be an HTTP status from 200 to 599.",
        "fault.body has to be a text.",
        "fault.headers has to be an object of texts.",
      ],
    ],
  ])("says what is wrong with the rule %j", async (rule, problems) => {
    const { status, body } = await ask("POST", "/clouds/toy/faults", JSON.stringify(rule));
    expect([status, body.problems]).toEqual([400, problems]);
    expect(toy.faults.list()).toEqual([]);
  });

  it("shows the state, moves the clock, and resets", async () => {
    await fetch(`${toy.endpoint}/make-toy`, { method: "POST", body: '{"name":"ball"}' });
    await ask("POST", "/clouds/toy/faults", { fault: { kind: "stuck" } });
    expect((await ask("GET", "/clouds/toy/state")).body.toys).toHaveLength(3);
    expect((await ask("GET", "/clouds/toy/stored")).body.toys["toy-3"]).toEqual({ id: "toy-3", name: "ball" });
    expect((await ask("POST", "/clock/advance", { ms: 90_000 })).body).toEqual({ now: "2026-01-01T00:01:30.000Z" });
    expect((await ask("POST", "/reset")).status).toBe(204);
    expect((await ask("GET", "/clouds/toy/state")).body.toys).toHaveLength(2);
    expect([toy.faults.list(), toy.countCalls()]).toEqual([[], 0]);
  });

  it("turns down what it does not know", async () => {
    expect(await ask("GET", "/nowhere")).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining("GET / lists") },
    });
    expect(await ask("GET", "/clouds/toy/nothing")).toMatchObject({ status: 404 });
    expect(await ask("GET", "/clouds/mars/state")).toMatchObject({
      status: 404,
      body: { error: "There is no cloud mars. There are toy." },
    });
    const wrong = await ask("PUT", "/clouds/toy/faults", {});
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST, DELETE"]);
    expect(await ask("POST", "/clock/advance", "{")).toMatchObject({
      status: 400,
      body: { error: "The body is no JSON." },
    });
    for (const ms of ["soon", 0.5, 1e15]) expect((await ask("POST", "/clock/advance", { ms })).status).toBe(400);
    expect(sandbox.clock.now()).toBe(Date.parse("2026-01-01T00:00:00Z"));
  });
});
