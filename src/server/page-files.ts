import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  md: "text/plain; charset=utf-8",
  ttf: "font/ttf",
};

/** A built file, as gzip. */
export interface PageFile {
  readonly type: string;
  /** Whether its name changes with its content. */
  readonly isHashed: boolean;
  readonly path: string;
}

export interface PageFiles {
  /** The page itself, uncompressed. */
  readonly html: string;
  /** By path below the page. */
  readonly files: ReadonlyMap<string, PageFile>;
}

/** Next to the bundle's chunks and the compiler's output, or the build folder relative to the sources. */
const FOLDERS = ["../pages/", "../../build/pages/"];

/** The folder of the built pages; null when they were not built. */
export function pagesFolder(): string | null {
  return FOLDERS.map((folder) => fileURLToPath(new URL(folder, import.meta.url))).find((at) => existsSync(at)) ?? null;
}

/** The content of a folder of pages. Names only: contents are read on demand. */
export function readPageFiles(folder: string): PageFiles {
  const names = readdirSync(`${folder}/explorer`).filter((name) => name.endsWith(".gz"));
  const files = names.map((zipped): [string, PageFile] => {
    const name = zipped.slice(0, -".gz".length);
    const type = TYPES[name.split(".").at(-1)!] ?? "application/octet-stream";
    return [
      `/explorer/${name}`,
      { type, isHashed: /-[\w-]{8}\.\w+$/.test(name), path: `${folder}/explorer/${zipped}` },
    ];
  });
  return { html: gunzipSync(readFileSync(`${folder}/index.html.gz`)).toString("utf8"), files: new Map(files) };
}
