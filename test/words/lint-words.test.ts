import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const LINT = fileURLToPath(new URL("../../scripts/lint-words.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "words-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Split, so that the lint does not find them here. */
const PHRASE = ["or not", "any more"].join(" ");

const SAMPLES: [where: string, name: string, text: string, line: number][] = [
  ["a comment", "a.ts", `const a = 1; // It is there, ${PHRASE}.\n`, 1],
  ["a docstring over two lines", "b.ts", `/**\n * There is one, ${PHRASE.replace(" any", "\n * any")}.\n */\n`, 2],
  ["line comments over two lines", "c.ts", `// There is one,\n// ${PHRASE.replace(" any", "\n// any")}.\n`, 2],
  ["a message", "d.ts", `throw new Error("No such pool, ${PHRASE}.");\n`, 1],
  ["a message with values", "e.ts", `\nthrow new Error(\`No pool \${name}, ${PHRASE}.\`);\n`, 2],
  ["a test's name", "f.test.ts", `it("finds it, ${PHRASE}", () => {});\n`, 1],
  ["a page", "g.md", `# Pages\n\nThere is one, ${PHRASE.toUpperCase()}.\n`, 3],
  ["the schema", "h.graphql", `"""A pool, ${PHRASE}."""\ntype Pool { id: ID }\n`, 1],
];
const HARMLESS = "i.ts";

function lint(...names: string[]) {
  const files = names.map((name) => join(folder, name));
  return spawnSync(process.execPath, [LINT, ...files], { encoding: "utf8" });
}

describe("the lint of words", () => {
  let report: ReturnType<typeof lint>;
  const linesAbout = (name: string) => report.stdout.split("\n").filter((line) => line.startsWith(join(folder, name)));

  beforeAll(() => {
    for (const [, name, text] of SAMPLES) writeFileSync(join(folder, name), text);
    writeFileSync(
      join(folder, HARMLESS),
      "const or = (not: boolean, any: number, more: number) => (not ? any : more);\nexport const putBack = or;\n",
    );
    report = lint(HARMLESS, ...SAMPLES.map(([, name]) => name));
  }, 60_000);

  it.each(SAMPLES)("finds a phrase in %s, and says what is better", (_where, name, _text, line) => {
    expect(linesAbout(name)).toEqual([expect.stringMatching(new RegExp(`:${line}: ".+"\\. Better: .+\\.$`))]);
  });

  it("fails when it finds a phrase", () => {
    expect(report).toMatchObject({ status: 1, stderr: "" });
  });

  it("reads no words into names and expressions", () => {
    expect(linesAbout(HARMLESS)).toEqual([]);
  });

  it("fails on a program that it cannot parse", () => {
    writeFileSync(join(folder, "j.ts"), "const = ;\n");
    const { status, stderr } = lint("j.ts");
    expect(status).not.toBe(0);
    expect(stderr).toContain("j.ts cannot be parsed");
  }, 60_000);
});
