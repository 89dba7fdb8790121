import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");
/** The cloud that others are begun from is held to the same rules, as if it stood among them. */
const TEMPLATE = join(import.meta.dirname, "../example-cloud");
const TEMPLATE_ROOM = "providers/example-cloud";

const inSlashes = (path: string): string => path.split(sep).join("/");
const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map(inSlashes);
/** Where the files are, by the names that they have in the house. */
const places = new Map([
  ...sourcesIn(SRC).map((file) => [file, join(SRC, file)] as const),
  ...sourcesIn(TEMPLATE).map((file) => [`${TEMPLATE_ROOM}/${file}`, join(TEMPLATE, file)] as const),
]);
const files = [...places.keys()];
const text = new Map([...places].map(([file, place]) => [file, readFileSync(place, "utf8")]));

/** The name in the house of what a file imports. */
function imported(from: string, specifier: string): string {
  const place = join(dirname(places.get(from)!), specifier.replace(/\.js$/, ".ts"));
  const inTemplate = relative(TEMPLATE, place);
  return inSlashes(inTemplate.startsWith("..") ? relative(SRC, place) : join(TEMPLATE_ROOM, inTemplate));
}

interface House {
  readonly ROOMS: Readonly<Record<string, { readonly mayImport: readonly string[] }>>;
  roomOf(file: string): string;
  roomTable(): string;
  houseDrawing(): string;
  overviewDrawing(): string;
}
const ROOT = join(SRC, "..");
const { ROOMS, roomOf, ...house } = (await import(join(ROOT, "scripts/house.mjs"))) as House;
const SHARED_PROVIDER_FOLDERS = ["huawei-shared", "kit"];

interface FileNames {
  /** What every cloud has. */
  readonly always: readonly string[];
  /** What has these names where there is something for it. */
  readonly canonical: readonly string[];
  /** What only some clouds have a need for, in their nouns. */
  readonly vendor: readonly string[];
}

const ADAPTER_FILES: FileNames = {
  always: [
    ...["index", "account", "client", "api", "wire", "mapping", "requests", "problems", "settings"],
    ...["limits", "checks", "lists", "reads", "kept", "listener-changes", "pool-changes"],
  ],
  canonical: ["cascades", "members", "tls", "listener-checks", "pool-checks", "lasting-states"],
  vendor: ["forwarding-rules", "health-monitors", "l7-policies", "listener-batches", "ref-keys"],
};

const EMULATOR_FILES: FileNames = {
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
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const folderOf = (file: string): string | null => /^providers\/([^/]+)\//.exec(file)?.[1] ?? null;
const cloudOf = (file: string): string | null => {
  const folder = folderOf(file);
  return folder === null || SHARED_PROVIDER_FOLDERS.includes(folder) ? null : folder;
};
const imports: Import[] = files.flatMap((from) =>
  [...text.get(from)!.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, specifier]) => ({
    from,
    to: imported(from, specifier!),
  })),
);
const clouds = [...new Set(files.map(cloudOf))].filter((cloud): cloud is string => cloud !== null);
const breaches = (isBreach: (one: Import) => boolean): string[] =>
  imports.filter(isBreach).map(({ from, to }) => `${from} imports ${to}`);

describe("the house", () => {
  it("has the rooms of the plan and no others", () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it("lets a room import only what stands to its left", () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(
      breaches(({ from, to }) => roomOf(from) !== roomOf(to) && !ROOMS[roomOf(from)]?.mayImport.includes(roomOf(to))),
    ).toEqual([]);
  });

  it("keeps clouds apart: none imports another, and only the registry imports any", () => {
    const isBreach = ({ from, to }: Import) =>
      cloudOf(to) !== null && cloudOf(from) !== cloudOf(to) && from !== "providers/registry.ts";
    expect(breaches(isBreach)).toEqual([]);
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
    const names = clouds.flatMap((key) => [
      key,
      key.replaceAll("-", "_").toUpperCase(),
      key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    ]);
    const named = files
      .filter((file) => folderOf(file) === null && file !== "providers/registry.ts")
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

  it("knows SQL only in store/", () => {
    const users = files.filter((file) => /from "(kysely|pg)"|node:sqlite|"libsql"/.test(text.get(file)!));
    expect(users.length).toBeGreaterThan(3);
    expect(users.filter((file) => roomOf(file) !== "store")).toEqual([]);
  });

  it("names files in kebab-case, by what they hold", () => {
    expect(files.filter((file) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(file))).toEqual([]);
    expect(files.filter((file) => /(^|\/|-)(utils?|helpers?|common|misc)\.ts$/.test(file))).toEqual([]);
  });

  it.each([
    ["adapter", ADAPTER_FILES, /^providers\/[^/]+\/([^/]+)\.ts$/],
    ["emulator", EMULATOR_FILES, /^providers\/[^/]+\/emulator\/(.+)\.ts$/],
  ])("has the same names for the same things in every cloud's %s", (_part, { always, canonical, vendor }, pattern) => {
    const allowed = [...always, ...canonical, ...vendor];
    const held = new Set<string>();
    const oddities = clouds.flatMap((cloud) => {
      const names = files.filter((file) => cloudOf(file) === cloud).flatMap((file) => pattern.exec(file)?.[1] ?? []);
      for (const name of names) held.add(name);
      return [
        ...always.filter((name) => !names.includes(name)).map((name) => `${cloud} has no ${name}`),
        ...names.filter((name) => !allowed.includes(name)).map((name) => `${cloud} has ${name}, which has no place`),
      ];
    });
    expect(oddities).toEqual([]);
    expect(allowed.filter((name) => !held.has(name))).toEqual([]);
  });

  it("stays in rooms of a size to live in", () => {
    const large = files.filter((file) => text.get(file)!.split("\n").length > 300);
    expect(large).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  it("has the table of the rooms; npm run readme writes it anew", async () => {
    const { withTable } = (await import(join(ROOT, "scripts/cloud-table.mjs"))) as {
      withTable(text: string, name: string, table: string): string;
    };
    const page = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");
    expect(withTable(page, "rooms", house.roomTable())).toBe(page);
  });

  it.each([
    ["house", house.houseDrawing()],
    ["overview", house.overviewDrawing()],
  ])("has a drawing %s of the code as it is; npm run docs:drawings draws it anew", async (name, dot) => {
    const { isDrawnFrom } = (await import(join(ROOT, "scripts/docs-site/picture-mark.mjs"))) as {
      isDrawnFrom(picture: string, dot: string): boolean;
    };
    expect(dot).toContain("->");
    expect(isDrawnFrom(readFileSync(join(ROOT, `docs/pictures/${name}.svg`), "utf8"), dot)).toBe(true);
    expect(isDrawnFrom(readFileSync(join(ROOT, `docs/pictures/${name}.svg`), "utf8"), `${dot} `)).toBe(false);
  });
});
