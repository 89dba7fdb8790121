import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { AppConfig } from "../../src/config/app-config.js";
import { ConfigError } from "../../src/config/config-error.js";
import { fieldOf } from "../../src/config/fields.js";
import { settingNames } from "../../src/config/fill.js";
import { parseConfig } from "../../src/config/load-config.js";
import type { Mistake } from "../../src/config/mistake.js";
import { providers } from "../../src/providers/registry.js";
import { samplesFor } from "./wrong-values.js";

type Plain = Record<string | number, unknown>;
type Class = new () => object;
type Place = readonly (string | number)[];

/** One setting, or an object of them, in a configuration that is right but for what a test does to it. */
interface Setting {
  /** Its cloud, where it is an account's, and its path. */
  readonly title: string;
  readonly place: Place;
  /** What it has to be, in its own words; null: an object. */
  readonly is: string | null;
  readonly isSecret: boolean;
  readonly config: Plain;
}

const pathOf = (place: Place): string =>
  place.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${step}`)).join("");

/** The settings of a class, those of the classes inside of it included. */
function settingsOf(type: Class, config: Plain, cloud = "", above: Place = []): Setting[] {
  return [...settingNames(new type())].flatMap((name): Setting[] => {
    const place = [...above, name];
    const title = `${cloud}${pathOf(place)}`;
    const field = fieldOf(type.prototype as object, name);
    if (title === "accounts") return [];
    if (field === undefined) throw new Error(`${title} has no decorator of src/config/fields.ts.`);
    if (field.kind !== "nested") {
      const own = { title, place, is: field.rule.is, isSecret: field.kind === "secret", config };
      if (field.kind !== "list") return [own];
      return [own, ...settingsOf(field.type() as Class, config, cloud, [...place, 0])];
    }
    const object = { title, place, is: null, isSecret: false, config };
    return [object, ...settingsOf(field.type() as Class, config, cloud, place)];
  });
}

const env = { SECRET: "hush-hush", EMPTY: "" };

/** The sandbox's account of each cloud, with its secrets in the environment. */
const accounts = await Promise.all(
  providers.map(async ({ key, accountConfig, sandbox }) => {
    const account = JSON.stringify((await sandbox()).account("http://127.0.0.1:1"));
    const entry = JSON.parse(account.replace(/\{"value":"[^"]*"\}/g, '{"env":"SECRET"}')) as Plain;
    return { key, type: accountConfig as unknown as Class, config: { accounts: [entry] } };
  }),
);
const tls = { certificateFile: "a", keyFile: "b", clientAuthoritiesFile: "c" };
const trustedDocuments = { exceptions: [{ callers: ["edge"], mode: "off" }] };
const access = {
  tokens: [{ name: "robot", token: { env: "SECRET" } }],
  issuers: [{ issuer: "https://login.example.com", audiences: ["graph"], keysUrl: "https://login.example.com/keys" }],
  certificates: [{ subject: "*.example.com" }],
  gateways: [{ name: "edge", token: { env: "SECRET" } }],
  grants: [{ callers: ["robot"], actions: ["read"] }],
};
const all = [
  ...settingsOf(AppConfig, {
    sandbox: { enabled: true },
    server: { access, tls, trustedDocuments, metrics: { bearerToken: { env: "SECRET" } } },
  }),
  ...accounts.flatMap(({ key, type, config }) => settingsOf(type, config, `${key} `, ["accounts", 0])),
];
const byTitle = (settings: readonly Setting[]) => settings.map((setting) => [setting.title, setting] as const);

function mistakesWith({ config, place }: Pick<Setting, "config" | "place">, value: unknown): readonly Mistake[] {
  const changed = structuredClone(config);
  let target: Plain = changed;
  for (const step of place.slice(0, -1)) {
    target[step] ??= {};
    target = target[step] as Plain;
  }
  target[place.at(-1)!] = value;
  try {
    parseConfig(stringify(changed), "test.yaml", providers, { env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

/** The value and the paths of the mistakes that it makes: the value shows in vitest's report. */
const pathsWith = (setting: Setting, value: unknown) => ({
  value: stringify(value).trim().slice(0, 60),
  paths: mistakesWith(setting, value).map(({ path }) => path),
});

describe("every setting", () => {
  it("is met by this test, those of all clouds included", () => {
    const titles = all.map(({ title }) => title);
    for (const { key, config } of accounts) {
      expect(titles).toContain(`${key} accounts[0].limits.requestsPerSecond`);
      expect(mistakesWith({ config, place: ["sandbox"] }, {})).toEqual([]);
    }
    expect(titles).toContain("server.limits.maxDepth");
  });

  it.each(byTitle(all.filter(({ is }) => is !== null)))(
    "%s accepts its right samples and refuses its wrong ones",
    (_title, setting) => {
      const name = String(setting.place.at(-1));
      const samples = samplesFor(setting.is!);
      for (const value of samples.right) expect(pathsWith(setting, value).paths).not.toContain(pathOf(setting.place));
      const wrong = [...samples.wrong.map((value) => ({ at: "", value })), ...(samples.wrongInside ?? [])];
      expect(wrong.length).toBeGreaterThan(10);
      for (const { at, value } of wrong) {
        const found = pathsWith(setting, value);
        expect(found).toEqual({ ...found, paths: [pathOf(setting.place) + at] });
        const { message } = mistakesWith(setting, value)[0]!;
        expect(message).not.toMatch(/hush|must not be|should|undefined|\[object|[\p{Cc}\ufeff]/u);
        if (!setting.isSecret) expect(message).toContain(`\`${name}${at}\` must be `);
        if (!setting.isSecret && at === "" && name !== "provider") expect(message).toContain(setting.is);
      }
      if (!setting.isSecret) expect(mistakesWith(setting, 123_456_789_012)[0]?.message).toMatch(/; got 123456789012\b/);
    },
  );

  it.each(byTitle(all.filter(({ is }) => is === null)))("%s is an object of settings", (_title, setting) => {
    for (const value of [null, "", "x", 5, true, [], [{}], Number.NaN]) {
      const found = pathsWith(setting, value);
      expect(found).toEqual({ ...found, paths: [pathOf(setting.place)] });
      expect(mistakesWith(setting, value)[0]!.message).toMatch(/`\w+` must be a map of settings; got /);
    }
  });
});
