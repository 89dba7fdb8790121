import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CloudAccountConfig } from "../../src/config/account.js";
import { ConfigError } from "../../src/config/config-error.js";
import { SecretText, Text } from "../../src/config/fields.js";
import { parseConfig } from "../../src/config/load-config.js";
import type { Secret } from "../../src/config/secret.js";
import { token } from "../../src/config/text-shapes.js";

class ToyAccount extends CloudAccountConfig {
  override endpoint = "https://toy.example.com";
  @SecretText()
  key!: Secret;
  @Text(token("the id of a key"))
  keyId = "AK";
}

const folder = mkdtempSync(join(tmpdir(), "secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

function inFile(content: string | Buffer): { file: string } {
  const file = join(folder, `secret-${Math.random()}`);
  writeFileSync(file, content);
  return { file };
}

function load(settings: object, env: Record<string, string> = {}): ToyAccount | string {
  const text = JSON.stringify({ accounts: [{ id: "toy", provider: "toy", ...settings }] });
  try {
    const { accounts } = parseConfig(text, "test.yaml", [{ key: "toy", accountConfig: ToyAccount, actions: [] }], {
      env,
    });
    return accounts[0] as ToyAccount;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.mistakes).toHaveLength(1);
    expect(error.message).not.toMatch(/hush/);
    return error.message;
  }
}
const secretOf = (loaded: ToyAccount | string) => (typeof loaded === "string" ? loaded : loaded.key.reveal());

describe("a secret from a file or a variable", () => {
  it.each([
    ["as it is", "hush-hush"],
    ["with the line's end", "hush-hush\n"],
    ["with the line ends of Windows", "hush-hush\r\n\r\n"],
    ["with a byte order mark", "\ufeffhush-hush\n"],
  ])("is taken %s", (_how, text) => {
    expect(secretOf(load({ key: inFile(text) }))).toBe("hush-hush");
    expect(secretOf(load({ key: { env: "KEY" } }, { KEY: text }))).toBe("hush-hush");
  });

  it("keeps blanks and letters of any script inside of it", () =>
    expect(secretOf(load({ key: inFile("hush pässwörd 密\n") }))).toBe("hush pässwörd 密"));

  it.each([
    ["blanks in front", "  hush-hush", "a blank in front"],
    ["a tab behind", "hush-hush\t\n", "a blank after"],
    ["a line's end in front", "\nhush-hush", "a blank in front"],
    ["two lines", "hush-hush\nhush", "more than one line"],
    ["a byte order mark in the middle", "hush\ufeff-hush", "a byte order mark"],
    ["two byte order marks", "\ufeff\ufeffhush", "a byte order mark"],
    ["a control character", "hush\u001b[31m", "a control character"],
    ["nothing", "", "is empty"],
    ["a line's end alone", "\r\n", "is empty"],
    ["a byte order mark alone", "\ufeff\n", "is empty"],
    ["blanks alone", "   ", "a blank in front"],
  ])("is refused with %s, without being shown", (_what, text, flaw) => {
    expect(secretOf(load({ key: inFile(text) }))).toContain(flaw);
    expect(secretOf(load({ key: { env: "KEY" } }, { KEY: text }))).toMatch(new RegExp(`KEY .*${flaw}`));
  });

  it("is refused when the file is no small file of UTF-8 text, and nothing waits for a pipe", () => {
    const [pipe, directory] = [join(folder, "pipe"), join(folder, "directory")];
    execFileSync("mkfifo", [pipe]);
    mkdirSync(directory);
    const refusals = [
      [{ file: pipe }, "is a pipe or a device"],
      [{ file: "/dev/zero" }, "is a pipe or a device"],
      [{ file: directory }, "is a directory"],
      [{ file: join(folder, "missing") }, "does not exist"],
      [inFile("hush".repeat(20_000)), "has 80000 bytes; at most 65536 are read"],
      [inFile(Buffer.from("\ufeffhush", "utf16le")), "is UTF-16 text"],
      [inFile(Buffer.from("hush", "utf16le")), "holds zero bytes"],
      [inFile(Buffer.from([0x68, 0x75, 0x73, 0x68, 0xff])), "is not UTF-8 text"],
    ] as const;
    for (const [key, flaw] of refusals) expect(secretOf(load({ key }))).toContain(flaw);
  });

  it("does not show in the mistakes of settings that are no secrets, and were given it", () => {
    const env = { KEY: "hush hush" };
    expect(load({ key: { env: "KEY" }, keyId: { env: "KEY" } }, env)).toMatch(
      /keyId: .*\{ env: KEY \} gives something else/,
    );
    expect(load({ key: { env: "KEY" }, endpoint: { env: "KEY" } }, env)).toMatch(/endpoint: .*\{ env: KEY \} gives/);
    expect(load({ key: { env: "KEY" }, endpoint: "https://hush:hush@h" }, env)).toMatch(
      /a user name or password in it/,
    );
  });

  it("does not show when it stands where a name or a path should be", () => {
    expect(secretOf(load({ key: { env: "hush/hush+=" } }))).toContain("not shown here");
    expect(secretOf(load({ key: { file: "-----BEGIN\nhush" } }))).toContain("not shown here");
  });

  it("does not show when it stands in the file without quotes, and is no YAML", () => {
    const yaml = [
      "*hush",
      "!hush",
      "@hush",
      "&hush &hush x",
      "%hush: : x",
      '"hush\\q"',
      "hush: hush: x",
      "[hush",
      "`hush",
    ];
    for (const text of yaml) {
      const parse = () => parseConfig(`accounts:\n- key: ${text}\n`, "test.yaml", [], { env: {} });
      expect(parse).toThrow(ConfigError);
      expect(parse).not.toThrow(/hush/);
    }
  });
});
