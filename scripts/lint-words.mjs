#!/usr/bin/env node
// Finds phrases of words.yaml in what people read: comments, strings and test names, pages, the schema.
// node scripts/lint-words.mjs [FILE...]; without files, all that git knows. Ends with 1 when it finds something.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseSync } from "rolldown/utils";
import { parse } from "yaml";

/** Written by a program, by a vendor or in the past. */
const EXCEPT = /(^|\/)(generated|released-[^/]*|package-lock\.json|CHANGELOG\.md|words\.yaml)(\/|$)/;
const CODE = /\.(?:[cm]?[jt]s|tsx)$/;
const TEXT = /\.(?:md|ya?ml|graphql|html)$|(?:^|\/)Containerfile$/;
/** Between two words: white space, and what starts a line of a comment. */
const BETWEEN = String.raw`(?:\s+(?:(?:\*|//|#|>)\s+)*)`;

const phrases = parse(readFileSync(new URL("words.yaml", import.meta.url), "utf8")).map(({ avoid, better }) => ({
  pattern: new RegExp(String.raw`\b(?:${avoid.replaceAll(" ", BETWEEN)})\b`, "gi"),
  better,
}));

const given = process.argv.slice(2);
const files = given.length > 0 ? given : execFileSync("git", ["ls-files"], { encoding: "utf8" }).trim().split("\n");
let found = 0;
for (const file of files) {
  if (EXCEPT.test(file) || !(CODE.test(file) || TEXT.test(file))) continue;
  const source = readFileSync(file, "utf8");
  const ranges = CODE.test(file) ? prose(file, source) : [[0, source.length]];
  for (const [start, end] of ranges) {
    for (const { pattern, better } of phrases) {
      for (const { 0: words, index } of source.slice(start, end).matchAll(pattern)) {
        const line = source.slice(0, start + index).split("\n").length;
        console.log(`${file}:${line}: "${words.replace(/\s+(?:[*/#>]+\s+)*/g, " ")}". Better: ${better}.`);
        found += 1;
      }
    }
  }
}
if (found > 0) {
  console.log(`\n${found} of the phrases in scripts/words.yaml. CONTRIBUTING.md says why ("Words").`);
  process.exitCode = 1;
}

/** Where comments and strings are in a program. */
function prose(file, source) {
  const { program, comments, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const ranges = comments.map(({ start, end }) => [start, end]);
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== "object") return;
    if ((node.type === "Literal" && typeof node.value === "string") || node.type === "TemplateElement") {
      ranges.push([node.start, node.end]);
    }
    Object.values(node).forEach(visit);
  };
  visit(program);
  // A comment of several lines that start with // is one text.
  return ranges
    .sort((a, b) => a[0] - b[0])
    .reduce((joined, [start, end]) => {
      const last = joined.at(-1);
      const isNextLine = last && source.startsWith("//", start) && /^\n[ \t]*$/.test(source.slice(last[1], start));
      if (isNextLine) last[1] = end;
      else joined.push([start, end]);
      return joined;
    }, []);
}
