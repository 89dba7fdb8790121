import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { readRows, tableOf } from "./rows.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Collects the rows of the final table. */
    readonly rowsFile: string;
  }
}

/** Builds the program once, and prints at the end how long other clients waited during each attack. */
export default function setUp(project: TestProject): () => void {
  execFileSync("npm", ["run", "build"], { stdio: ["ignore", "ignore", "inherit"] });
  const folder = mkdtempSync(join(tmpdir(), "cloud-listeners-abuse-"));
  const rowsFile = join(folder, "rows.jsonl");
  project.provide("rowsFile", rowsFile);
  return () => {
    const rows = readRows(rowsFile);
    if (rows.length > 0) console.log(`\n${tableOf(rows)}\n`);
    rmSync(folder, { recursive: true });
  };
}
