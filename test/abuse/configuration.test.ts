import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "./support/lab.js";
import { MAIN } from "./support/program.js";

/** Milliseconds for checking a file, including the start of Node. */
const PATIENCE_MS = 8_000;
const SECRET = "very-secret-text";
const folder = mkdtempSync(join(tmpdir(), "cloud-listeners-abuse-"));

interface Said {
  readonly code: number | null;
  readonly text: string;
}

/** The program's exit code and output for a configuration. */
function check(content: string | Buffer): Promise<Said> {
  const file = join(folder, `config-${Math.random().toString(16).slice(2)}.yaml`);
  writeFileSync(file, content);
  const env = { PATH: process.env.PATH, SECRET };
  const args = ["--max-old-space-size=512", MAIN, "--config", file, "--check-config"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, timeout: PATIENCE_MS, killSignal: "SIGKILL" }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      resolve({ code, text: `${stdout}${stderr}` });
    });
  });
}

const secretFile = (name: string, content: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const account = (lines: Readonly<Record<string, string>> = {}): string => {
  const fields = {
    id: "alibaba",
    provider: "alibaba-ga",
    accessKeyId: "KEY",
    accessKeySecret: "{ env: SECRET }",
    ...lines,
  };
  const [first, ...rest] = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `accounts:\n  - ${first}\n${rest.map((line) => `    ${line}\n`).join("")}`;
};
const server = (lines: string): string => `server:\n  ${lines}\n${account()}`;
const pem = (text: string): string => `{ file: ${secretFile(`ca-${text.length}.pem`, text)} }`;

const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]`).join("\n")}\nserver: *a12\n`;

/** One mistake each, and what the message must name. */
const WRONG: readonly (readonly [name: string, content: string | Buffer, named: RegExp])[] = [
  ["an origin that is no list", server("corsOrigins: https://console.example.com"), /server\.corsOrigins/],
  ["all origins", server("corsOrigins: ['*']"), /server\.corsOrigins/],
  ["an origin with a path", server("corsOrigins: [https://console.example.com/app]"), /server\.corsOrigins/],
  ["an origin without a scheme", server("corsOrigins: [console.example.com]"), /server\.corsOrigins/],
  ["origins in an object", server("corsOrigins: { a: https://console.example.com }"), /server\.corsOrigins/],
  ["a port that is a word", server("port: x"), /server\.port/],
  ["a depth that is no number", server("limits: { maxDepth: .nan }"), /server\.limits\.maxDepth/],
  ["a depth without an end", server("limits: { maxDepth: .inf }"), /server\.limits\.maxDepth/],
  ["a limit of 1e308", server("limits: { maxBodyBytes: 1e308 }"), /server\.limits\.maxBodyBytes/],
  ["a limit that is a list", server("limits: [1]"), /server\.limits/],
  ["an authority that is no PEM", account({ certificateAuthority: pem("not a certificate") }), /certificateAuthority/],
  [
    "an authority that is broken",
    account({
      certificateAuthority: pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
    }),
    /certificateAuthority/,
  ],
  ["an endpoint with a password", account({ endpoint: `https://user:${SECRET}@ga.example.com` }), /endpoint/],
  ["an endpoint with a query", account({ endpoint: "https://ga.example.com/?a=b" }), /endpoint/],
  ["an endpoint with a fragment", account({ endpoint: "'https://ga.example.com/#a'" }), /endpoint/],
  ["an endpoint with another scheme", account({ endpoint: "file:///etc/passwd" }), /endpoint/],
  ["rates in a list", account({ limits: "{ requestsPerSecond: [1] }" }), /requestsPerSecond/],
  ["rates that are words", account({ limits: "{ requestsPerSecond: { ListListeners: often } }" }), /requestsPerSecond/],
  ["rates without an end", account({ limits: "{ requestsPerSecond: { ListListeners: .inf } }" }), /requestsPerSecond/],
  ["a secret written out", account({ accessKeySecret: SECRET }), /accessKeySecret/],
  ["a text", "This is a letter to somebody.\nIt is no configuration.\n", /./],
  [
    "a text in UTF-16",
    Buffer.from("\ufeffThis is a letter to somebody, and rather a long one at that.\n", "utf16le"),
    /./,
  ],
  ["bytes", Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 7) % 256)), /./],
  ["nothing but zeros", Buffer.alloc(100_000), /./],
  ["aliases that grow", bomb, /./],
  ["an alias of itself", "a: &a [*a]\nserver: *a\n", /./],
  ["100,000 lists in one another", `server: ${"[".repeat(100_000)}`, /./],
  ["a key twice", `${account()}server: { port: 1 }\nserver: { port: 2 }\n`, /server/],
  ["a prototype", `${account()}__proto__: { port: 1 }\n`, /__proto__/],
];

describe("a configuration with a mistake", () => {
  it.concurrent.each(WRONG)("is refused with a short message that names the field: %s", async (_, content, named) => {
    const { code, text } = await check(content);
    expect(code, text).toBe(1);
    expect(text).toMatch(named);
    expect(text, "a stack trace").not.toMatch(/^\s+at .*\.js:\d+/m);
    expect(text).not.toContain(SECRET);
    expect(text.split("\n").length, "lines for one mistake").toBeLessThan(12);
    expect(text.length).toBeLessThan(4_000);
  });
});

describe("a secret file", () => {
  const ENCODED: readonly (readonly [name: string, content: string | Buffer])[] = [
    ["with a byte order mark", `\ufeff${SECRET}`],
    ["with a line's end", `${SECRET}\r\n`],
    ["with blanks around", `  ${SECRET} \n`],
  ];
  it.concurrent.each(ENCODED)("%s is accepted or refused, and never printed", async (name, content) => {
    const file = secretFile(name.replaceAll(" ", "-"), content);
    const { code, text } = await check(account({ accessKeySecret: `{ file: ${file} }` }));
    expect([0, 1]).toContain(code);
    if (code === 1) expect(text).toMatch(/accessKeySecret/);
    expect(text).not.toContain(SECRET);
  });
});

describe("allowed origins", () => {
  const OWN = "https://console.example.com";
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ server: { corsOrigins: [OWN] } });
  });
  afterAll(() => lab.stop());

  const allowedFor = async (origin: string) => {
    const response = await fetch(`${lab.program.origin}/graphql`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    return response.headers.get("access-control-allow-origin");
  };

  it("match only in full", async () => {
    expect(await allowedFor(OWN)).toBe(OWN);
    for (const stranger of [
      "https://console.example.co",
      "https://c",
      "https://console.example.com.evil.example",
      "https://console.example.com:8443",
      "http://console.example.com",
      "https://xconsole.example.com",
      "null",
      "",
    ])
      expect(await allowedFor(stranger), stranger).toBeNull();
  });
});
