import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

/** The module of the store's thread as JavaScript, in a folder from where it finds the packages that it loads. */
export async function builtThread(): Promise<URL> {
  const folder = mkdtempSync(join(import.meta.dirname, "../../node_modules/.store-thread-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "thread.mjs");
  const input = join(import.meta.dirname, "../../src/store/sqlite/thread.ts");
  const bundle = await rolldown({ input, platform: "node" });
  await bundle.write({ file, format: "es" });
  await bundle.close();
  return pathToFileURL(file);
}
