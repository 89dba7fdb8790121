#!/usr/bin/env node
// Puts the explorer's page into dist/pages, every file as gzip alone. Bundling takes seconds, so it is done again only
// when something that goes in has changed.
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "src/server/explorer");
const pages = join(root, "build/pages");
const mark = join(root, "build/pages.sha256");

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, name)).isFile());

const zip = (content, file) => writeFileSync(file, gzipSync(content, { level: 9 }));

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
for (const name of filesIn(page).sort()) hash.update(name).update(readFileSync(join(page, name)));
const inputs = hash.digest("hex");
if (textOf(mark) !== inputs) {
  await build({ configFile: join(page, "vite.config.js"), logLevel: "warn" });
  for (const name of filesIn(pages)) {
    const file = join(pages, name);
    zip(readFileSync(file), `${file}.gz`);
    rmSync(file);
  }
  writeFileSync(mark, inputs);
}
zip(readFileSync(join(root, "README.md")), join(pages, "explorer/readme.md.gz"));
cpSync(pages, join(root, "dist/pages"), { recursive: true });
