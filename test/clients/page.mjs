import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const PAGE = join(here, "../../docs/clients.md");
const SCHEMA = join(here, "../../schema.api.graphql");
const FOLDER = join(here, "build");

/** The address in the page's examples. */
const ENDPOINT = "http://127.0.0.1:4000/graphql";

/** A code block whose first line names a file, as ```js apollo/client.js does. */
const BLOCK = /^```\w+ (\S+)\n([\s\S]*?)^```$/gm;

/**
 * Writes the files that the page shows into a folder, with the schema beside them, as a reader would; they ask
 * `endpoint` instead of the address on the page.
 */
export function writeExamples(endpoint) {
  rmSync(FOLDER, { recursive: true, force: true });
  const files = [...readFileSync(PAGE, "utf8").matchAll(BLOCK)].map(([, path, text]) => ({ path, text }));
  for (const { path, text } of files) {
    const file = join(FOLDER, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replaceAll(ENDPOINT, endpoint));
  }
  const folders = [...new Set(files.map(({ path }) => path.split("/")[0]))];
  for (const folder of folders) symlinkSync(SCHEMA, join(FOLDER, folder, "schema.api.graphql"));
  return {
    paths: files.map(({ path }) => path),
    folder: (name) => join(FOLDER, name),
    /** Runs a module in its folder, as a command. @throws Error with what it printed unless it ends with 0. */
    run(path) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [basename(path)], {
        cwd: dirname(join(FOLDER, path)),
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`${path} ended with ${status}:\n${stdout}${stderr}`);
    },
    load: (path) => import(pathToFileURL(join(FOLDER, path)).href),
  };
}
