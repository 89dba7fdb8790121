import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, CertificateConfig, GatewayConfig, GrantConfig } from "../../src/config/access.js";
import { TlsConfig } from "../../src/config/tls.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const folder = mkdtempSync(join(tmpdir(), "mtls-"));
const at = (name: string) => join(folder, name);
const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" });
const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function authority(name: string): void {
  openssl(
    "req",
    "-x509",
    ...KEY,
    "-days",
    "2",
    "-subj",
    `/CN=${name}`,
    "-keyout",
    at(`${name}.key`),
    "-out",
    at(`${name}.pem`),
  );
}
function certificate(name: string, issuer: string, common: string, names?: string): void {
  openssl("req", ...KEY, "-subj", `/CN=${common}`, "-keyout", at(`${name}.key`), "-out", at(`${name}.csr`));
  writeFileSync(at(`${name}.ext`), names ? `subjectAltName=${names}\n` : "basicConstraints=CA:FALSE\n");
  openssl(
    ...["x509", "-req", "-in", at(`${name}.csr`), "-CA", at(`${issuer}.pem`), "-CAkey", at(`${issuer}.key`)],
    ...["-CAcreateserial", "-days", "2", "-extfile", at(`${name}.ext`), "-out", at(`${name}.pem`)],
  );
}

let graph: RunningGraph;
beforeAll(async () => {
  authority("ours");
  authority("foreign");
  certificate("server", "ours", "first", "IP:127.0.0.1");
  certificate("renewed", "ours", "second", "IP:127.0.0.1");
  certificate("robot", "ours", "robot.example.com", "URI:spiffe://example.com/robots/deploy");
  certificate("twice", "ours", "twice.example.com", "URI:spiffe://example.com/robots/deploy,URI:https://example.com");
  certificate("plain", "ours", "plain.example.com");
  certificate("edge", "ours", "edge", "URI:spiffe://example.com/gateways/edge");
  certificate("stranger", "foreign", "robot.example.com", "URI:spiffe://example.com/robots/deploy");
  const grant = (fields: Partial<GrantConfig>): GrantConfig => Object.assign(new GrantConfig(), fields);
  graph = await startGraph((config) => {
    config.server.tls = Object.assign(new TlsConfig(), {
      certificateFile: at("server.pem"),
      keyFile: at("server.key"),
      clientAuthoritiesFile: at("ours.pem"),
    });
    config.server.access = Object.assign(new AccessConfig(), {
      certificates: [
        Object.assign(new CertificateConfig(), { subject: "spiffe://example.com/robots/*", groups: ["robots"] }),
        Object.assign(new CertificateConfig(), { subject: "*.example.com" }),
      ],
      grants: [grant({ groups: ["robots", "users"], actions: ["read"] })],
    });
  });
}, 60_000);
afterAll(async () => {
  await graph.stop();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly body: any;
  /** The common name in the server's certificate. */
  readonly server: string;
}
const WHO = "{ cloudAccess { caller { id groups } } cloudAccounts { id } }";
function ask(endpoint: string, client: string | null, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const shows =
      client === null ? {} : { cert: readFileSync(at(`${client}.pem`)), key: readFileSync(at(`${client}.key`)) };
    const call = request(
      endpoint,
      {
        ...shows,
        method: "POST",
        ca: readFileSync(at("ours.pem")),
        agent: false,
        headers: { "content-type": "application/json", ...headers },
      },
      (response) => {
        const { socket } = response as unknown as { socket: { getPeerCertificate(): { subject: { CN: string } } } };
        const server = socket.getPeerCertificate().subject.CN;
        let text = "";
        response.on("data", (chunk) => {
          text += String(chunk);
        });
        response.on("end", () => resolve({ status: response.statusCode!, body: JSON.parse(text), server }));
      },
    );
    call.on("error", reject).end(JSON.stringify({ query: WHO }));
  });
}

describe("a client's certificate", () => {
  it("says who calls: by its SPIFFE id, or by its common name", async () => {
    expect((await ask(graph.endpoint, "robot")).body.data).toMatchObject({
      cloudAccess: { caller: { id: "spiffe://example.com/robots/deploy", groups: ["robots"] } },
      cloudAccounts: { length: 5 },
    });
    expect((await ask(graph.endpoint, "plain")).body.data).toEqual({
      cloudAccess: { caller: { id: "plain.example.com", groups: [] } },
      cloudAccounts: [],
    });
  });

  it("is none of SPIFFE when it has another address beside the id", async () => {
    expect((await ask(graph.endpoint, "twice")).body.data).toEqual({
      cloudAccess: { caller: { id: "twice.example.com", groups: [] } },
      cloudAccounts: [],
    });
  });

  it.each([
    ["none", null],
    ["one of another authority", "stranger"],
    ["one that names nobody", "edge"],
  ])("is asked for: %s is refused", async (_what, client) => {
    expect(await ask(graph.endpoint, client)).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
    });
  });

  it("does not let a client name a user", async () => {
    const headers = { "x-user-id": "ada", "x-user-groups": "users" };
    expect((await ask(graph.endpoint, "robot", headers)).body.data.cloudAccess.caller.id).toMatch(/^spiffe:/);
  });
});

describe("the server's certificate", () => {
  it("is exchanged without a restart, and kept when what comes cannot be used", async () => {
    expect((await ask(graph.endpoint, "robot")).server).toBe("first");
    expect(graph.app.server.renewCertificate()).toBe(false);
    writeFileSync(at("server.key"), "nonsense");
    expect(() => graph.app.server.renewCertificate()).toThrow("server.tls");
    expect((await ask(graph.endpoint, "robot")).server).toBe("first");
    copyFileSync(at("renewed.pem"), at("server.pem"));
    copyFileSync(at("renewed.key"), at("server.key"));
    expect(graph.app.server.renewCertificate()).toBe(true);
    const { server, body } = await ask(graph.endpoint, "robot");
    expect(server).toBe("second");
    expect(body.data.cloudAccounts).toHaveLength(5);
  });
});

describe("a gateway with a certificate", () => {
  let behind: RunningGraph;
  beforeAll(async () => {
    behind = await startGraph((config) => {
      config.server.tls = Object.assign(new TlsConfig(), {
        certificateFile: at("renewed.pem"),
        keyFile: at("renewed.key"),
        clientAuthoritiesFile: at("ours.pem"),
        clientCertificates: "required",
      });
      config.server.access = Object.assign(new AccessConfig(), {
        gateways: [
          Object.assign(new GatewayConfig(), {
            name: "edge",
            certificate: "spiffe://example.com/gateways/*",
            namesUsers: true,
          }),
        ],
        grants: [Object.assign(new GrantConfig(), { groups: ["users"], actions: ["read"] })],
      });
    });
  });
  afterAll(() => behind.stop());

  it("is believed who its user is", async () => {
    const headers = { "x-user-id": "ada", "x-user-groups": "users, sre" };
    expect((await ask(behind.endpoint, "edge", headers)).body.data).toMatchObject({
      cloudAccess: { caller: { id: "ada", groups: ["users", "sre"] } },
      cloudAccounts: { length: 5 },
    });
    expect(await ask(behind.endpoint, "edge")).toMatchObject({ status: 401 });
  });

  it("is the only one that is", async () => {
    expect(await ask(behind.endpoint, "robot", { "x-user-id": "ada" })).toMatchObject({ status: 401 });
    await expect(ask(behind.endpoint, null, { "x-user-id": "ada" })).rejects.toThrow();
    await expect(ask(behind.endpoint, "stranger", { "x-user-id": "ada" })).rejects.toThrow();
  });
});
