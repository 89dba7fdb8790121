import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { expect, it } from "vitest";

/**
 * Scripts are plain modules: no compiler looks at them, and some run for minutes and seldom. They import the server's
 * modules from build/, where the compiler puts what stands in src/; dist/ holds a bundle and nothing to import.
 */

const ROOT = join(import.meta.dirname, "../..");
const scripts = ["scripts", "test", "examples"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".mjs") && !file.split(sep).some((part) => /^(node_modules|dist)$/.test(part)))
    .map((file) => join(ROOT, folder, file)),
);
/** Not of the lines that a script writes into another file, with a name to be filled in. */
const IMPORT = /(?:from|import)\s*\(?\s*"(\.[^"$]+)"/g;

it("every module that a script imports is there", () => {
  const imports = scripts.flatMap((script) =>
    [...readFileSync(script, "utf8").matchAll(IMPORT)].map(([, specifier]) => ({
      script: relative(ROOT, script),
      path: relative(ROOT, join(dirname(script), specifier!))
        .split(sep)
        .join("/"),
    })),
  );
  expect(imports.length).toBeGreaterThan(50);
  const sourceOf = (path: string) => path.replace(/^build\/(.*)\.js$/, "src/$1.ts");
  const isThere = (path: string) => !path.startsWith("dist/") && existsSync(join(ROOT, sourceOf(path)));
  expect(imports.filter(({ path }) => !isThere(path))).toEqual([]);
});
