import { createServer as createTlsServer } from "node:https";
import { afterEach, describe, expect, it } from "vitest";
import { Secret } from "../../src/config/secret.js";
import type { CallLog } from "../../src/transport/call.js";
import { type ConnectProxyOptions, startConnectProxy } from "../support/connect-proxy.js";
import { afterwards, answer, cleanUp, connect, create, problemOf, read, startCloud } from "./cloud-under-test.js";
import { selfSigned } from "./self-signed.js";

afterEach(cleanUp);

async function proxied(options: ConnectProxyOptions = {}) {
  const proxy = await startConnectProxy(options);
  afterwards(() => proxy.stop());
  const cloud = await startCloud((response) => answer(response, 200));
  const through = (exceptions = "") => ({ http: new Secret(proxy.url), exceptions });
  /** Nobody but the proxy knows where this is. */
  const endpoint = new URL(`http://cloud.example:${cloud.endpoint.port}`);
  return { proxy, cloud, endpoint, through };
}

describe("a cloud behind a proxy", () => {
  it("is reached through it, also over HTTPS, where the account's own authority vouches for it", async () => {
    const { key, cert } = selfSigned("cloud.example");
    const { proxy, cloud, endpoint, through } = await proxied();
    const plain = connect(endpoint, { proxies: through() });
    await plain.client.send(read, plain.call());
    const safe = await startCloud(
      (response) => answer(response, 200),
      (listener) => createTlsServer({ key, cert }, listener),
    );
    const safeEndpoint = new URL(`https://cloud.example:${safe.endpoint.port}`);
    const proxies = { https: new Secret(proxy.url), exceptions: "" };
    const trusting = connect(safeEndpoint, { proxies, certificateAuthority: cert });
    await trusting.client.send(read, trusting.call());
    expect(proxy.asked).toEqual([endpoint.host, safeEndpoint.host]);
    expect([cloud, safe].map(({ received }) => received.length)).toEqual([1, 1]);

    const strict = connect(safeEndpoint, { proxies });
    const problem = await problemOf(strict.client.send(create, strict.call()));
    expect(problem).toMatchObject({ retry: "never", mayHaveHappened: false });
    expect(problem.message).toContain("certificate");
  });

  it("is reached directly where NO_PROXY names it", async () => {
    const { proxy, cloud, through } = await proxied();
    for (const exceptions of ["127.0.0.1", `other.example, 127.0.0.1:${cloud.endpoint.port}`, "*"]) {
      const { client, call } = connect(cloud.endpoint, { proxies: through(exceptions) });
      await client.send(read, call());
    }
    expect([proxy.asked, cloud.received.length]).toEqual([[], 3]);
  });

  it("is reached with the proxy's credentials, which stand nowhere else", async () => {
    const right = await proxied({ user: "egress", password: "hush" });
    const admitted = connect(right.endpoint, { proxies: right.through() });
    await admitted.client.send(read, admitted.call());
    expect(JSON.stringify(right.cloud.received)).not.toMatch(/egress|hush|proxy-authorization/i);

    const { cloud, endpoint, through, proxy } = await proxied({ user: "egress", password: "hush", refusesWith: 407 });
    const lines: string[] = [];
    const note = (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message }));
    const log: CallLog = { debug: note, info: note, warn: note, error: note };
    const { client, call } = connect(endpoint, { proxies: through(), log });
    const problem = await problemOf(client.send(create, { ...call(), log }));
    expect(problem.message).toBe("The proxy on the way to the cloud would not connect (status 407).");
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "never", mayHaveHappened: false });
    expect([proxy.asked.length, cloud.received.length, lines.length]).toEqual([1, 0, 1]);
    const told = `${lines.join()}${JSON.stringify(problem)}${problem.cause}`;
    for (const secret of ["egress", "hush", Buffer.from("egress:hush").toString("base64")])
      expect(told).not.toContain(secret);
  });

  it("is a problem that names the proxy when that refuses, or is not there", async () => {
    const { endpoint, through, proxy } = await proxied({ refusesWith: 503 });
    const refused = connect(endpoint, { proxies: through() });
    const problem = await problemOf(refused.client.send(create, refused.call(1_000)));
    expect(problem).toMatchObject({ retry: "transient", mayHaveHappened: false });
    expect(problem.message).toBe("The proxy on the way to the cloud would not connect (status 503).");
    await proxy.stop();
    const gone = connect(endpoint, { proxies: through() });
    expect((await problemOf(gone.client.send(create, gone.call(1_000)))).message).toBe(
      "The proxy on the way to the cloud could not be reached (ECONNREFUSED).",
    );
  });
});
