import { once } from "node:events";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ProblemError } from "../../src/model/problem-error.js";
import {
  afterwards,
  answer,
  cleanUp,
  connect,
  create,
  fastClock,
  problemOf,
  put,
  read,
  startCloud,
} from "./cloud-under-test.js";
import { selfSigned } from "./self-signed.js";

afterEach(cleanUp);

/** A port on loopback that nobody listens on. */
async function deadPort(): Promise<number> {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("a cloud that cannot be reached", () => {
  it("is PROVIDER_UNAVAILABLE, and a change of effect once is tried again since it was surely not done", async () => {
    const { client, call, retries } = connect(new URL(`http://127.0.0.1:${await deadPort()}`), {
      clock: fastClock(10),
    });
    const problem = await problemOf(client.send(create, call(60_000)));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: false, provider: "TEST_CLOUD" });
    expect(problem.message).toContain("ECONNREFUSED");
    expect(retries).toHaveLength(3);
  });

  it("fails every request that waits for the same connection", async () => {
    const endpoint = new URL(`http://127.0.0.1:${await deadPort()}`);
    const { client, call } = connect(endpoint, { clock: fastClock(10), maxConnections: 1 });
    const requests = Array.from({ length: 5 }, () => problemOf(client.send(create, call(20_000))));
    for (const problem of await Promise.all(requests)) expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it("may be a name that does not resolve", async () => {
    const { client, call } = connect(new URL("http://no-such-host.invalid"), { clock: fastClock(10) });
    const problem = await problemOf(client.send(put, call(60_000)));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: false });
    expect(problem.message).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it("is not looked for behind a proxy from the environment", async () => {
    const cloud = await startCloud((response) => answer(response, 200));
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = `http://127.0.0.1:${await deadPort()}`;
    afterwards(() => {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
    });
    const { client, call } = connect(cloud.endpoint);
    expect((await client.send(read, call())).status).toBe(200);
  });
});

describe("an answer that is not whole", () => {
  it.each([
    [
      "cut off in the middle",
      (response: import("node:http").ServerResponse) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"ok":');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ["never begun", (response: import("node:http").ServerResponse) => response.destroy()],
  ])("is asked for again by reads, and lost for changes: %s", async (_what, breakOff) => {
    const cloud = await startCloud((response, n) => (n <= 2 ? breakOff(response) : answer(response, 200)));
    const { client, call } = connect(cloud.endpoint);
    const problem = await problemOf(client.send(create, call()));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: true });
    expect(cloud.received).toHaveLength(1);
    expect((await client.send(read, call())).json).toEqual({ ok: true });
    expect(cloud.received).toHaveLength(3);
  });

  it.each([
    ["never comes", () => undefined],
    [
      "comes a byte at a time",
      (response: import("node:http").ServerResponse) => {
        response.writeHead(200, { "content-type": "application/json" });
        const timer = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(timer));
      },
    ],
  ])("is TIMED_OUT after the time for one answer when it %s", async (_what, script) => {
    const cloud = await startCloud((response) => script(response));
    const { client, call } = connect(cloud.endpoint, { responseTimeoutMs: 150 });
    const startedAt = Date.now();
    const problem = await problemOf(client.send(create, call()));
    expect(problem).toMatchObject({ code: "TIMED_OUT", mayHaveHappened: true, provider: "TEST_CLOUD" });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(145);
    expect(Date.now() - startedAt).toBeLessThan(600);
    expect(cloud.received).toHaveLength(1);
  });

  it("is given up when it is too large, without reading the rest, and not asked for again", async () => {
    let written = 0;
    const cloud = await startCloud((response) => {
      const pour = () => {
        while (!response.destroyed && response.write("x".repeat(16_384))) written += 16_384;
      };
      response.on("drain", pour);
      pour();
    });
    const { client, call } = connect(cloud.endpoint, { maxResponseBytes: 65_536 });
    const problem = await problemOf(client.send(read, call()));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "never" });
    expect(problem.message).toContain("maxResponseBytes");
    expect(cloud.received).toHaveLength(1);
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  it("is one of so many that a call may read: then no more is asked for", async () => {
    const cloud = await startCloud((response) => response.end(JSON.stringify("x".repeat(60_000))));
    const { client, call } = connect(cloud.endpoint, { maxResponseBytes: 65_536 });
    const long = call();
    const page = (number: number) => client.send({ ...read, query: { page: number } }, long);
    let problem: ProblemError | null = null;
    for (let number = 0; problem === null && number < 100; number += 1)
      problem = await page(number).then(
        () => null,
        (error: ProblemError) => error,
      );
    expect(problem).toMatchObject({ code: "UNREADABLE" });
    expect(problem?.message).toContain("1,048,576 bytes, 16 times the account's maxResponseBytes");
    expect(cloud.received).toHaveLength(18);
    expect((await client.send(read, call())).status).toBe(200);
  });

  it("is fine when it is empty", async () => {
    const cloud = await startCloud((response) => {
      response.writeHead(204);
      response.end();
    });
    const { client, call } = connect(cloud.endpoint);
    expect(await client.send(put, call())).toMatchObject({ status: 204, text: "", json: undefined });
  });
});

describe("what is sent", () => {
  it("has exactly the signed headers, the host among them, and the path under the endpoint's", async () => {
    const cloud = await startCloud((response) => answer(response, 200));
    let signed: { url: string; body: string } | undefined;
    const { client, call } = connect(new URL("prefix/", cloud.endpoint), {
      dialect: {
        sign({ url, headers, body }) {
          signed = { url: url.pathname + url.search, body };
          return { ...headers, host: "api.example.com", authorization: "signature" };
        },
      },
    });
    const query = { name: "a b+c", tag: ["x", "y"], none: undefined, flag: false };
    await client.send({ ...create, path: "/v1/a%2Fb", query, headers: { "X-Version": "3" } }, call());
    const { url, headers, body } = cloud.received[0]!;
    expect(url).toBe("/prefix/v1/a%2Fb?name=a%20b%2Bc&tag=x&tag=y&flag=false");
    expect({ url, body }).toEqual(signed);
    expect(headers).toEqual({
      host: "api.example.com",
      connection: "keep-alive",
      accept: "application/json",
      "content-type": "application/json",
      "content-length": "12",
      "x-version": "3",
      authorization: "signature",
    });
    expect(body).toBe('{"name":"a"}');
  });

  it("goes over kept connections, no more than allowed", async () => {
    let open = 0;
    let most = 0;
    const cloud = await startCloud((response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        answer(response, 200);
      }, 20);
    });
    const { client, call } = connect(cloud.endpoint, { maxConnections: 2 });
    await Promise.all(Array.from({ length: 8 }, (_, index) => client.send({ ...read, path: `/${index}` }, call())));
    expect(most).toBe(2);
  });
});

describe("certificates", () => {
  it("are trusted by the account's own authority, and by nothing else", async () => {
    const { key, cert } = selfSigned("localhost");
    const cloud = await startCloud(
      (response) => answer(response, 200),
      (listener) => createTlsServer({ key, cert }, listener),
    );
    const endpoint = new URL(cloud.endpoint.href.replace("http:", "https:"));
    const trusting = connect(endpoint, { certificateAuthority: cert });
    expect((await trusting.client.send(create, trusting.call())).status).toBe(200);

    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    afterwards(() => {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    });
    const strict = connect(endpoint);
    const problem = await problemOf(strict.client.send(create, strict.call()));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "never", mayHaveHappened: false });
    expect(problem.message).toContain("certificate");
    expect(cloud.received).toHaveLength(1);
  });

  it("that never come end in a connection that was surely not used", async () => {
    const silent = createTcpServer((socket) => socket.on("error", () => undefined)).listen(0, "127.0.0.1");
    await once(silent, "listening");
    afterwards(() => silent.close());
    const endpoint = new URL(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const { client, call, attempts } = connect(endpoint, { connectTimeoutMs: 100 });
    // The HTTP client's timers for connections are up to a second late.
    const problem = await problemOf(client.send(create, call(1_800)));
    expect(problem).toMatchObject({ mayHaveHappened: false, provider: "TEST_CLOUD" });
    expect(attempts[0]).toMatchObject({ outcome: "PROVIDER_UNAVAILABLE" });
    expect(attempts[0]?.seconds).toBeLessThan(1.7);
  });
});
