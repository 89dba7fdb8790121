import { afterEach, describe, expect, it } from "vitest";
import { afterwards, answer, cleanUp, connect, create, problemOf, put, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

const soon = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));

describe("identical reads at the same time", () => {
  it("share one request, and different ones do not", async () => {
    const cloud = await startCloud((response, n) => setTimeout(() => answer(response, 200, { n }), 50));
    const { client, call } = connect(cloud.endpoint);
    const same = await Promise.all([1, 2, 3].map(() => client.send({ ...read, query: { page: 1 } }, call())));
    expect(same.map(({ json }) => json)).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
    await Promise.all([
      client.send({ ...read, query: { page: 1 } }, call()),
      client.send({ ...read, query: { page: 2 } }, call()),
      client.send({ ...read, method: "POST", body: { page: 1 } }, call()),
      client.send({ ...read, method: "POST", body: { page: 2 } }, call()),
      client.send({ ...read, query: { page: 1 }, headers: { "x-region": "a" } }, call()),
    ]);
    expect(cloud.received).toHaveLength(6);
  });

  it("go on one after the other, and everything else has its turn in between", async () => {
    const cloud = await startCloud((response) => setTimeout(() => answer(response, 200), 50));
    const { client, call } = connect(cloud.endpoint);
    const order: string[] = [];
    const readAndWork = async () => {
      await client.send(read, call());
      order.push("reader");
      setImmediate(() => order.push("other"));
    };
    await Promise.all([1, 2, 3, 4, 5].map(readAndWork));
    expect(cloud.received).toHaveLength(1);
    expect(order.filter((who) => who === "other").length).toBeGreaterThanOrEqual(3);
  });

  it("are asked anew when the earlier ones are done", async () => {
    const cloud = await startCloud((response, n) => answer(response, 200, { n }));
    const { client, call } = connect(cloud.endpoint);
    await client.send(read, call());
    expect((await client.send(read, call())).json).toEqual({ n: 2 });
  });

  it("each end by their own deadline and client; who stays gets the answer", async () => {
    const cloud = await startCloud((response) => setTimeout(() => answer(response, 200), 400));
    const { client, call } = connect(cloud.endpoint);
    const leaving = new AbortController();
    const first = problemOf(client.send(read, call(150)));
    const second = problemOf(client.send(read, call(5_000, leaving.signal)));
    const third = client.send(read, call(5_000));
    await soon();
    leaving.abort();
    expect(await second).toMatchObject({ code: "TIMED_OUT", provider: "TEST_CLOUD" });
    expect(await first).toMatchObject({ code: "TIMED_OUT", provider: "TEST_CLOUD" });
    expect((await third).json).toEqual({ ok: true });
    expect(cloud.received).toHaveLength(1);
  });

  it("each end by their own deadline also when their signals never fire", async () => {
    const cloud = await startCloud((response) => setTimeout(() => answer(response, 200), 400));
    const { client, call } = connect(cloud.endpoint);
    const patient = client.send(read, call(5_000));
    const startedAt = Date.now();
    const hasty = client.send(read, { ...call(100), signal: new AbortController().signal });
    expect(await problemOf(hasty)).toMatchObject({ code: "TIMED_OUT", provider: "TEST_CLOUD" });
    expect(Date.now() - startedAt).toBeLessThan(350);
    expect((await patient).json).toEqual({ ok: true });
  });

  it("may be joined by a more patient one when the request is out already", async () => {
    const cloud = await startCloud((response) => setTimeout(() => answer(response, 200), 400));
    const { client, call } = connect(cloud.endpoint);
    const hasty = problemOf(client.send(read, call(200)));
    await soon(100);
    expect(cloud.received).toHaveLength(1);
    const patient = client.send(read, call(5_000));
    expect(await hasty).toMatchObject({ code: "TIMED_OUT" });
    expect((await patient).json).toEqual({ ok: true });
    expect(cloud.received).toHaveLength(1);
  });

  it("use the most patient one's deadline for repeats", async () => {
    const cloud = await startCloud((response, n) =>
      n === 1 ? setTimeout(() => answer(response, 503, ""), 60) : answer(response, 200),
    );
    const { client, call } = connect(cloud.endpoint);
    const hasty = problemOf(client.send(read, call(100)));
    const patient = client.send(read, call(5_000));
    expect(await hasty).toMatchObject({ code: "TIMED_OUT" });
    expect((await patient).json).toEqual({ ok: true });
  });

  it("are stopped when nobody waits any more, and are not joined then", async () => {
    let aborted = 0;
    const cloud = await startCloud((response, n) => {
      response.on("close", () => {
        if (!response.writableFinished) aborted += 1;
      });
      if (n > 1) answer(response, 200, { n });
    });
    const { client, call } = connect(cloud.endpoint);
    const leaving = new AbortController();
    const gone = problemOf(client.send(read, call(5_000, leaving.signal)));
    await soon();
    const leftAt = Date.now();
    leaving.abort();
    await gone;
    expect((await client.send(read, call())).json).toEqual({ n: 2 });
    await soon();
    expect(aborted).toBe(1);
    expect(Date.now() - leftAt).toBeLessThan(1_000);
    expect(cloud.received).toHaveLength(2);
  });

  it("fail together", async () => {
    const cloud = await startCloud((response) => setTimeout(() => answer(response, 404, { code: "NoSuchThing" }), 30));
    const { client, call } = connect(cloud.endpoint);
    const problems = await Promise.all([1, 2].map(() => problemOf(client.send(read, call()))));
    expect(problems.map(({ code }) => code)).toEqual(["NOT_FOUND", "NOT_FOUND"]);
    expect(cloud.received).toHaveLength(1);
  });

  it("never give a reader what was read before a change that it knows to be done", async () => {
    let value = "old";
    const cloud = await startCloud((response, n, { method }) => {
      if (method === "PUT") {
        value = "new";
        return answer(response, 200);
      }
      const seen = value;
      const timer = setTimeout(() => answer(response, 200, { value: seen }), n === 1 ? 300 : 0);
      afterwards(() => clearTimeout(timer));
    });
    const { client, call } = connect(cloud.endpoint);
    const early = client.send(read, call());
    await soon();
    await client.send(put, call());
    expect((await client.send(read, call())).json).toEqual({ value: "new" });
    expect((await early).json).toEqual({ value: "old" });
  });
});

it("never share changes", async () => {
  const cloud = await startCloud((response) => setTimeout(() => answer(response, 200), 30));
  const { client, call } = connect(cloud.endpoint);
  await Promise.all([1, 2].flatMap(() => [client.send(create, call()), client.send(put, call())]));
  expect(cloud.received).toHaveLength(4);
});
