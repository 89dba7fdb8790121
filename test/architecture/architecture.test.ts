import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split(sep).join("/"));
/** The cloud that others are begun from. */
const EXAMPLE_FILES = readdirSync(join(import.meta.dirname, "../example-cloud"), {
  recursive: true,
  encoding: "utf8",
}).map((file) => file.split(sep).join("/"));
const text = new Map(files.map((file) => [file, readFileSync(join(SRC, file), "utf8")]));

/** The rooms of the house, and whom each may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  signing: [],
  config: ["model"],
  transport: ["model", "signing"],
  sandbox: ["model", "transport"],
  providers: ["model", "config", "signing", "transport", "sandbox"],
  loaders: ["model", "transport", "providers"],
  changes: ["model", "transport", "providers"],
  resolvers: ["model", "transport", "providers", "loaders", "changes"],
  server: ["model", "config", "transport", "loaders", "changes", "resolvers"],
  app: ["model", "config", "transport", "sandbox", "providers", "changes", "resolvers", "server"],
  summary: ["app", "config", "sandbox", "server"],
  command: ["app", "summary", "model", "config", "providers", "server"],
  main: ["command"],
};
const SHARED_PROVIDER_FOLDERS = ["huawei-shared", "kit"];

/** The files of an emulator: those that every one has, those that have these names where there is something for them, and vendors' own nouns. */
const EMULATOR_FILES = {
  always: ["index", "state", "fields", "errors", "inventory", "demo-inventory", "listeners"],
  canonical: [
    ...["lookups", "resources", "wire", "authentication", "quotas", "tags", "certificates"],
    ...["members", "health-monitors", "load-balancers", "accelerators", "pools", "endpoint-groups"],
    ...["listener-checks", "pool-checks", "endpoint-group-checks"],
  ],
  vendor: [
    ...["domains", "forwarding-rules", "jobs", "l7-policies", "layer4-listeners", "proxies"],
    ...["real-servers", "regions", "rules", "statuses", "web-listeners"],
  ],
} as const;

interface Import {
  readonly from: string;
  readonly to: string;
}

const roomOf = (file: string): string => file.split("/")[0]!.replace(/\.ts$/, "");
const cloudOf = (file: string): string | null => /^providers\/([^/]+)\//.exec(file)?.[1] ?? null;
const imports: Import[] = files.flatMap((from) =>
  [...text.get(from)!.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, specifier]) => ({
    from,
    to: relative(SRC, join(SRC, dirname(from), specifier!))
      .split(sep)
      .join("/")
      .replace(/\.js$/, ".ts"),
  })),
);
const breaches = (isBreach: (one: Import) => boolean): string[] =>
  imports.filter(isBreach).map(({ from, to }) => `${from} imports ${to}`);

describe("the house", () => {
  it("has the rooms of the plan and no others", () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it("lets a room import only what stands to its left", () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(
      breaches(({ from, to }) => roomOf(from) !== roomOf(to) && !MAY_IMPORT[roomOf(from)]?.includes(roomOf(to))),
    ).toEqual([]);
  });

  it("keeps clouds apart: none imports another, and only the registry imports any", () => {
    const clouds = (file: string) => {
      const cloud = cloudOf(file);
      return cloud === null || SHARED_PROVIDER_FOLDERS.includes(cloud) ? null : cloud;
    };
    expect(
      breaches(
        ({ from, to }) => clouds(to) !== null && clouds(from) !== clouds(to) && from !== "providers/registry.ts",
      ),
    ).toEqual([]);
  });

  it("keeps emulators apart from adapters: an emulator knows the sandbox, its own folder and what emulators share", () => {
    const emulatorOf = (file: string) => /^providers\/[^/]+\/emulator\//.exec(file)?.[0];
    const shared = SHARED_PROVIDER_FOLDERS.map((folder) => `providers/${folder}/emulator/`);
    const mayImport = (from: string, to: string) =>
      ["sandbox/", emulatorOf(from)!, ...shared].some((folder) => to.startsWith(folder));
    expect(breaches(({ from, to }) => emulatorOf(from) !== undefined && !mayImport(from, to))).toEqual([]);
    expect(
      breaches(
        ({ from, to }) =>
          emulatorOf(to) !== undefined && emulatorOf(from) === undefined && !/^providers\/[^/]+\/index\.ts$/.test(from),
      ),
    ).toEqual([]);
  });

  it("names a cloud only in its folder and in the registry", () => {
    const words = files
      .map(cloudOf)
      .filter((cloud): cloud is string => cloud !== null && !SHARED_PROVIDER_FOLDERS.includes(cloud));
    const names = [...new Set(words)].flatMap((key) => [
      key,
      key.replaceAll("-", "_").toUpperCase(),
      key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    ]);
    const named = files
      .filter((file) => cloudOf(file) === null && file !== "providers/registry.ts")
      .flatMap((file) => {
        const code = text.get(file)!.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
        return names.filter((name) => new RegExp(`\\b${name}\\b`).test(code)).map((name) => `${file} names ${name}`);
      });
    expect(named).toEqual([]);
  });

  it("reads the environment only in config/ and main.ts", () => {
    const readers = files.filter(
      (file) => /process\.env/.test(text.get(file)!) && !file.startsWith("config/") && file !== "main.ts",
    );
    expect(readers).toEqual([]);
  });

  it("keeps time and sockets to the rooms that are about them", () => {
    const rooms = ["transport", "sandbox", "server"];
    const users = files.filter((file) => {
      const code = text.get(file)!.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      // Telling an address from a name opens no socket.
      const withoutParsers = code.replace(/import \{ isIP(v[46])?(, isIPv6)? \} from "node:net";/g, "");
      const touches =
        /\bsetTimeout\(|\bsetInterval\(|\bDate\.now\(|\bfetch\(|from "undici"|from "node:(http|https|net|tls|timers.*)"/.test(
          withoutParsers,
        );
      return touches && !rooms.includes(roomOf(file)) && !/^providers\/[^/]+\/emulator\//.test(file);
    });
    expect(users).toEqual([]);
  });

  it("names files in kebab-case, by what they hold", () => {
    expect(files.filter((file) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(file))).toEqual([]);
    expect(files.filter((file) => /(^|\/|-)(utils?|helpers?|common|misc)\.ts$/.test(file))).toEqual([]);
  });

  it("has the same files in every cloud's folder", () => {
    const wanted = ["index", "account", "api", "mapping", "problems", "settings", "emulator"];
    const clouds = [...new Set(files.map(cloudOf))].filter(
      (cloud): cloud is string => cloud !== null && !SHARED_PROVIDER_FOLDERS.includes(cloud),
    );
    expect(clouds.length).toBeGreaterThan(0);
    const missing = clouds.flatMap((cloud) =>
      wanted
        .filter(
          (name) =>
            !files.includes(`providers/${cloud}/${name}.ts`) &&
            !files.some((file) => file.startsWith(`providers/${cloud}/${name}/`)),
        )
        .map((name) => `${cloud} has no ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("has the same names for the same things in every emulator's folder", () => {
    const folders = [...files, ...EXAMPLE_FILES.map((file) => `providers/example/${file}`)];
    const emulators = new Map<string, string[]>();
    for (const file of folders) {
      const [, cloud, name] = /^providers\/([^/]+)\/emulator\/(.+)\.ts$/.exec(file) ?? [];
      if (cloud === undefined || SHARED_PROVIDER_FOLDERS.includes(cloud)) continue;
      emulators.set(cloud, [...(emulators.get(cloud) ?? []), name!]);
    }
    const { always, canonical, vendor } = EMULATOR_FILES;
    const allowed: readonly string[] = [...always, ...canonical, ...vendor];
    expect(emulators.size).toBeGreaterThan(0);
    const oddities = [...emulators].flatMap(([cloud, names]) => [
      ...always.filter((name) => !names.includes(name)).map((name) => `${cloud} has no ${name}`),
      ...names.filter((name) => !allowed.includes(name)).map((name) => `${cloud} has ${name}, which has no place`),
    ]);
    expect(oddities).toEqual([]);
    const held = [...emulators.values()].flat();
    expect(allowed.filter((name) => !held.includes(name))).toEqual([]);
  });

  it("stays in rooms of a size to live in", () => {
    const large = files.filter((file) => text.get(file)!.split("\n").length > 300);
    expect(large).toEqual([]);
  });
});
