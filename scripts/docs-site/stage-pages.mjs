// Writes the pages of the site into pages/, where VitePress builds them: those of docs/, and the reference of the schema.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { referencePages } from "./schema-reference.mjs";
import { ROOT, stagedPages } from "./staged-pages.mjs";

const PAGES = fileURLToPath(new URL("pages/", import.meta.url));

export function stagePages() {
  const { pages, pictures } = stagedPages();
  const reference = referencePages(readFileSync(join(ROOT, "schema.graphql"), "utf8"));
  rmSync(PAGES, { recursive: true, force: true });
  const place = (path) => {
    const file = join(PAGES, path);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  };
  for (const [path, text] of [...pages, ...reference]) writeFileSync(place(path), text);
  for (const [path, file] of pictures) copyFileSync(file, place(path));
  copyFileSync(fileURLToPath(new URL("favicon.svg", import.meta.url)), place("public/favicon.svg"));
}
