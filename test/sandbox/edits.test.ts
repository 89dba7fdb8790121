import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault, FaultRule } from "../../src/sandbox/faults.js";
import type { RunningCloud, Sandbox } from "../../src/sandbox/running-sandbox.js";
import { startSandbox } from "../../src/sandbox/start-sandbox.js";
import { toyCloud } from "./toy-cloud.js";

type Edit = Extract<Fault, { kind: "edit" }>;

let sandbox: Sandbox;
let cloud: RunningCloud;
beforeEach(async () => {
  sandbox = await startSandbox({ clouds: [{ key: "toy", cloud: toyCloud }], ports: "any", controlPort: null, pace: 0 });
  cloud = sandbox.cloud("toy");
});
afterEach(() => sandbox.stop());

const edit = (of: Edit["of"], patch: Edit["patch"], rule: Omit<FaultRule, "fault"> = {}) =>
  cloud.faults.add({ fault: { kind: "edit", of, patch }, ...rule });

async function ask(path: string, init?: RequestInit) {
  const response = await fetch(`${cloud.endpoint}/${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}
const json = async (path: string, init?: RequestInit) => JSON.parse((await ask(path, init)).text);
const make = (name: string) => json("make-toy", { method: "POST", body: JSON.stringify({ name }) });
const names = async (): Promise<unknown[]> => (await json("list-toys")).toys.map((toy: { name: unknown }) => toy.name);

describe("an edit of the answer", () => {
  it("changes what is sent, of the actions and as often as it says", async () => {
    edit("answer", [{ op: "replace", path: "/body/toys/1/name", value: null }], { actions: "^list-toys$", times: 1 });
    expect((await json("time")).now).toEqual(expect.any(Number));
    expect(await names()).toEqual(["stock", null]);
    expect(await names()).toEqual(["stock", "stock"]);
    expect(cloud.calls.map(({ edits }) => edits)).toEqual([undefined, 1, undefined]);
  });

  it("may be another answer altogether, after the work was done", async () => {
    const page = "<html>bad gateway</html>";
    edit(
      undefined,
      [
        { op: "replace", path: "/status", value: 502 },
        { op: "add", path: "/headers/content-type", value: "text/html" },
        { op: "replace", path: "/body", value: page },
      ],
      { times: 1 },
    );
    const { status, headers, text } = await ask("make-toy", { method: "POST", body: '{"name":"lost"}' });
    expect([status, headers.get("content-type"), text]).toEqual([502, "text/html", page]);
    expect(await names()).toEqual(["stock", "stock", "lost"]);
  });

  it("reaches texts and answers without a body", async () => {
    edit(
      "answer",
      [
        { op: "add", path: "/body", value: { late: true } },
        { op: "replace", path: "/status", value: 200 },
      ],
      {
        actions: "nothing",
      },
    );
    edit("answer", [{ op: "replace", path: "/body", value: "<dolls/>" }], { actions: "text" });
    expect(await json("nothing")).toEqual({ late: true });
    expect((await ask("text")).text).toBe("<dolls/>");
  });

  it.each<[string, Edit["patch"]]>([
    ["a place that is not there", [{ op: "replace", path: "/body/toys/7/name", value: 1 }]],
    ["a member of a text", [{ op: "add", path: "/body/toys/0/name/x", value: 1 }]],
    ["a test that fails", [{ op: "test", path: "/body/toys/0/name", value: "ball" }]],
    [
      "something after a part that fits",
      [
        { op: "remove", path: "/body/toys/0" },
        { op: "remove", path: "/body/x" },
      ],
    ],
    ["a status that cannot be sent", [{ op: "replace", path: "/status", value: "fine" }]],
    ["a header that cannot be sent", [{ op: "add", path: "/headers/x", value: "a\r\nb: c" }]],
  ])("that is about %s changes nothing, and waits for one that it fits", async (_what, patch) => {
    edit("answer", patch, { times: 1 });
    expect(await names()).toEqual(["stock", "stock"]);
    expect(cloud.faults.list()).toMatchObject([{ times: 1 }]);
    expect(cloud.calls[0]).not.toHaveProperty("edits");
  });

  it("picks one request by a test of what was asked", async () => {
    const page = (value: string) => ({ op: "test" as const, path: "/request/query/page", value });
    edit("answer", [page("2"), { op: "replace", path: "/body/toys", value: [] }], { times: 1 });
    expect((await json("list-toys?page=1")).toys).toHaveLength(2);
    expect((await json("list-toys?page=2")).toys).toEqual([]);
    expect((await json("list-toys?page=2")).toys).toHaveLength(2);
  });
});

describe("an edit of the request", () => {
  it("is what the cloud understands, and not what it was sent", async () => {
    edit("request", [
      { op: "remove", path: "/query/marker" },
      { op: "replace", path: "/query/limit", value: "1" },
      { op: "add", path: "/body/name", value: "doll" },
    ]);
    const echo = await json("echo?marker=a&limit=9&tag=x&tag=y", { method: "POST", body: '{"age":3}' });
    expect(echo.query).toBe("limit=1&tag=x&tag=y");
    expect(JSON.parse(Buffer.from(echo.body, "base64").toString())).toEqual({ age: 3, name: "doll" });
    expect((await json("echo?limit=9")).query).toBe("limit=9");
  });

  it("keeps forms forms", async () => {
    edit("request", [{ op: "replace", path: "/body/PageNumber", value: "1" }]);
    const body = new URLSearchParams({ PageNumber: "2", Name: "a b" });
    const echo = await json("echo", { method: "POST", body });
    expect(Buffer.from(echo.body, "base64").toString()).toBe("Name=a%20b&PageNumber=1");
  });
});

describe("an edit of what was created", () => {
  it("is stored, and shows from then on", async () => {
    edit("created", [{ op: "replace", path: "/name", value: 7 }], { times: 1 });
    expect(await names()).toEqual(["stock", "stock"]);
    expect(await make("ball")).toMatchObject({ name: "ball" });
    await make("kite");
    expect(await names()).toEqual(["stock", "stock", 7, "kite"]);
  });
});

describe("an edit of the state", () => {
  it("changes, removes and adds objects after the work", async () => {
    edit(
      "state",
      [
        { op: "replace", path: "/toys/toy-1/name", value: "first" },
        { op: "remove", path: "/toys/toy-2" },
        { op: "add", path: "/toys/toy-9", value: { id: "toy-9", name: "ninth" } },
      ],
      { times: 1 },
    );
    expect(await names()).toEqual(["stock", "stock"]);
    expect(await names()).toEqual(["first", "ninth"]);
  });

  it("continues the lives of what it changes", async () => {
    cloud.faults.add({ fault: { kind: "stuck" } });
    await make("ball");
    edit("state", [{ op: "replace", path: "/toys/toy-3/name", value: "kite" }], { times: 1 });
    await names();
    const { toys } = await json("list-toys");
    expect(toys[2]).toMatchObject({ name: "kite", state: "making" });
  });

  it("can be about all objects, and waits for those that are not there", async () => {
    edit("state", [{ op: "remove", path: "/toys/toy-3" }], { times: 1 });
    await names();
    await make("ball");
    expect(await names()).toEqual(["stock", "stock"]);
    edit("state", [{ op: "replace", path: "/toys", value: {} }], { times: 1 });
    await names();
    expect(await names()).toEqual([]);
  });
});

it("waits when something else is answered instead of the work", async () => {
  cloud.faults.add({ fault: { kind: "respond", status: 503, body: "later" }, times: 1 });
  edit("created", [{ op: "replace", path: "/name", value: 7 }], { times: 1 });
  edit("answer", [{ op: "replace", path: "/status", value: 504 }], { times: 1 });
  expect((await ask("make-toy", { method: "POST", body: '{"name":"ball"}' })).status).toBe(504);
  await make("ball");
  expect(await names()).toEqual(["stock", "stock", 7]);
});

it("is refused when it is set and makes no sense", () => {
  expect(() => edit("answer", [{ op: "remove", path: "body" }])).toThrow(
    /^fault\.patch\.0\.path has to be a JSON Pointer/,
  );
  expect(cloud.faults.list()).toEqual([]);
});
