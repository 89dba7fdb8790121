import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { loadConfigFile } from "../../src/config/load-config.js";
import type { Mistake } from "../../src/config/mistake.js";
import { providers } from "../../src/providers/registry.js";

const folder = mkdtempSync(join(tmpdir(), "odd-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Milliseconds, on a busy machine; the slowest takes three seconds there. */
const BOUND_MS = 10_000;

function mistakesIn(file: string): readonly Mistake[] {
  const startedAt = performance.now();
  try {
    loadConfigFile(file, providers, {});
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  } finally {
    expect(performance.now() - startedAt).toBeLessThan(BOUND_MS);
  }
}

function mistakesOf(content: string | Buffer): readonly Mistake[] {
  const file = join(folder, `file-${Math.random()}`);
  writeFileSync(file, content);
  return mistakesIn(file);
}

const repeat = (text: string, times: number) => text.repeat(times);
const letters = [..."bcdefgh"];
const bomb = `a: &a [${repeat("x,", 9)}]\n${letters.map((one, index) => `${one}: &${one} [${repeat(`*${"abcdefgh"[index]},`, 9)}]`).join("\n")}`;

describe("a file that is no configuration is one mistake", () => {
  it.each<[what: string, content: string | Buffer, path: RegExp, message: RegExp]>([
    [
      "a text",
      "Dear reader,\nthis is: a letter: with colons.\n",
      /^line 1$/,
      /a name and its colon must be on one line/,
    ],
    ["a text with colons", "This is: a letter: with colons.\n", /^line 1$/, /second colon in the line/],
    ["a line of text", "Dear reader\n", /^\(file\)$/, /must be a map of settings .* got a string/],
    ["a list", "- 1\n- 2\n", /^\(file\)$/, /got a list/],
    ["nothing", "", /^accounts$/, /Name at least one account/],
    ["a comment", "# later\n", /^accounts$/, /Name at least one account/],
    ["random bytes", Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 256)), /file/, /zero bytes/],
    ["bytes beyond UTF-8", Buffer.from([0x61, 0x3a, 0x20, 0xc3, 0x28]), /file/, /not UTF-8/],
    ["control characters", "server: {}\nx: \u001b[31m\n", /file/, /line 2 has a control character/],
    ["UTF-16", Buffer.from("\ufeffserver: {}\n", "utf16le"), /file/, /UTF-16/],
    ["UTF-16 without a mark", Buffer.from("server: {}\n", "utf16le"), /file/, /UTF-16/],
    ["aliases that multiply", bomb, /file/, /more than 100 aliases/],
    ["thousands of aliases", `a: &a 1\nb: [${repeat("*a,", 20_000)}]`, /file/, /more than 100 aliases/],
    ["lists 10,000 deep", `server: ${repeat("[", 10_000)}${repeat("]", 10_000)}`, /^(\(file\)|line 1)$/, /too deeply/],
    [
      "maps 10,000 deep",
      `server: ${repeat("{a: ", 10_000)}${repeat("}", 10_000)}`,
      /^(\(file\)|line 1)$/,
      /too deeply/,
    ],
    ["blocks 10,000 deep", repeat("- ", 10_000), /^(\(file\)|line 1)$/, /too deeply/],
    ["a hundred thousand brackets", repeat("]", 100_000), /^line 1$/, /nothing more is expected/],
    ["two documents", "server: {}\n---\nserver: {}\n", /^line 2$/, /second document/],
    ["a tag of its own", "server: !ruby/object {}\n", /^line 1$/, /tag .* is unknown/],
    ["one of YAML's rarer tags", "server: !!set {a}\n", /^line 1$/, /tag .* is unknown/],
    ["a list for a name", "[1, 2]: 3\n", /^line 1$/, /a name must be/],
    ["a directive", "%SPEED 5\n---\nserver: {}\n", /^line 1$/, /directive/],
    ["more than is read", repeat("#", 300_000), /file/, /300000 bytes; at most 262144 are read/],
  ])("%s", (_what, content, path, message) => {
    const mistakes = mistakesOf(content);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]!.path).toMatch(path);
    expect(mistakes[0]!.message).toMatch(message);
  });

  it("a directory, a pipe, a device, 100 MB, and nothing at all", () => {
    const at = (name: string) => join(folder, name);
    mkdirSync(at("directory"));
    execFileSync("mkfifo", [at("pipe")]);
    writeFileSync(at("large"), "");
    truncateSync(at("large"), 100_000_000);
    const messages = [at("directory"), at("pipe"), "/dev/zero", at("large"), at("missing")].map((file) =>
      mistakesIn(file),
    );
    expect(messages.map((mistakes) => mistakes.map(({ path, message }) => `${path}: ${message}`))).toEqual([
      ["(file): It is a directory, not a file."],
      ["(file): It is a pipe or a device, not a file."],
      ["(file): It is a pipe or a device, not a file."],
      ["(file): It has 100000000 bytes; at most 262144 are read."],
      ["(file): It does not exist."],
    ]);
  });
});

it("a byte order mark in front of a configuration is no mistake", () =>
  expect(mistakesOf("\ufeffsandbox: { enabled: true }\n")).toEqual([]));

describe("names that mean something elsewhere", () => {
  const paths = (content: string) => mistakesOf(content).map(({ path }) => path);

  it("are reported when they occur twice, each with its path and lines", () => {
    const twice = "server:\n  port: 0\n  limits: { maxDepth: 1, maxDepth: 2 }\n  port: 1\nserver: {}\n";
    expect(mistakesOf(twice)).toEqual([
      { path: "server.limits.maxDepth", message: "`maxDepth` must occur once; it occurs in line 3 and in line 3." },
      { path: "server.port", message: "`port` must occur once; it occurs in line 2 and in line 4." },
      { path: "server", message: "`server` must occur once; it occurs in line 1 and in line 5." },
    ]);
    expect(mistakesOf(Array.from({ length: 30_000 }, (_, i) => `a${i % 29_999}:`).join("\n"))).toHaveLength(1);
  });

  it("are settings like others, which there are none of", () => {
    expect(paths("__proto__: { port: 1 }\nconstructor: 1\ntoString: 1\n")).toEqual([
      "__proto__",
      "constructor",
      "toString",
    ]);
    expect(paths("sandbox: { enabled: true, __proto__: { pace: 5 } }")).toEqual(["sandbox.__proto__"]);
    expect(paths("%YAML 1.1\n---\nsandbox: &a { enabled: true }\nserver: { <<: *a }\n")).toEqual(['server."<<"']);
  });

  it("may be repeated by alias a few times", () =>
    expect(paths("sandbox: { enabled: true }\nserver: { port: &n 100, limits: { maxDepth: *n } }")).toEqual([]));

  it("are not shown in a way that rewrites a terminal's lines", () => {
    const [mistake] = mistakesOf('"\\e[2J\\r\\u202e": 1\nsandbox: { enabled: true }\n');
    expect(`${mistake!.path} ${mistake!.message}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe("a file with more mistakes than anybody reads", () => {
  it("reports the first hundred", () => {
    const error = (() => {
      try {
        loadConfigFile(file, providers, {});
      } catch (caught) {
        return caught as ConfigError;
      }
    })();
    expect(error?.mistakes).toHaveLength(500);
    expect(error?.message.split("\n")).toHaveLength(102);
    expect(error?.message).toMatch(/has 500 mistakes:[\s\S]*and 400 more$/);
  });
  const file = join(folder, "many");
  writeFileSync(file, `accounts:\n${repeat("- 5\n", 500)}`);

  it("has a thousand accounts at most", () => {
    const mistakes = mistakesOf(`accounts: [${repeat("1,", 100_000)}]`);
    expect(mistakes).toEqual([
      { path: "accounts", message: "`accounts` must be a list of at most 1000 accounts; got 100000 of them." },
    ]);
  });
});
