import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Turns the project's Markdown files into the pages of a site: docs/ and the Markdown files at the top, and whatever they
 * link to. A linked source file becomes a page that shows it, so that no link leads out of the site.
 */

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const IMAGES = new Set([".png", ".svg", ".jpg"]);
const LANGUAGES = {
  ".mjs": "js",
  ".ts": "ts",
  ".yaml": "yaml",
  ".yml": "yaml",
  ".json": "json",
  ".graphql": "graphql",
};

const inSlashes = (path) => path.replaceAll("\\", "/");
const textOf = (path) => readFileSync(join(ROOT, path), "utf8");

/** Where a Markdown file of the project stands in the site. */
export function sitePathOf(path) {
  if (path === "README.md") return "index.md";
  const place = path.startsWith("docs/") ? path.slice("docs/".length) : path;
  const inFolder = place.replace(/(^|\/)README\.md$/, "$1index.md");
  if (extname(path) !== ".md") return `files/${path}.md`;
  return path.startsWith("docs/") || !path.includes("/") ? inFolder.toLowerCase() : `files/${inFolder}`;
}

/** The Markdown of a page without its code: what may hold links. Blanks stand for the code, so that places stay. */
const withoutCode = (text) => text.replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, (code) => code.replace(/[^\n]/g, " "));

/** The links of a page to other files of the project, with their places in the text. */
function linksIn(path, text) {
  return [...withoutCode(text).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)/g)].map((match) => {
    const target = inSlashes(relative(ROOT, join(ROOT, dirname(path), match[1])));
    const start = match.index + 2;
    return { target, anchor: match[2] ?? "", start, end: start + match[1].length + (match[2]?.length ?? 0) };
  });
}

function sourcePage(path) {
  const language = LANGUAGES[extname(path)] ?? "text";
  return `# ${path}\n\n\`\`\`\`${language}\n${textOf(path).trimEnd()}\n\`\`\`\`\n`;
}

/** Text in which links lead to where their targets stand in the site. */
function relinked(path, text) {
  const from = dirname(sitePathOf(path));
  let end = 0;
  let done = "";
  for (const link of linksIn(path, text)) {
    const target = IMAGES.has(extname(link.target))
      ? `pictures/${posix.basename(link.target)}`
      : sitePathOf(link.target);
    const way = posix.relative(from, target);
    done += `${text.slice(end, link.start)}${way.startsWith(".") ? way : `./${way}`}${link.anchor}`;
    end = link.end;
  }
  return done + text.slice(end);
}

/**
 * All pages by their paths in the site, and the pictures by theirs with the files they come from.
 * @throws Error when a page links to a file that is not there
 */
export function stagedPages() {
  const pages = new Map();
  const pictures = new Map();
  const beginnings = [
    ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
    ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${inSlashes(name)}`),
  ];
  const queue = new Set(beginnings.sort());
  for (const path of queue) {
    if (extname(path) !== ".md") {
      pages.set(sitePathOf(path), sourcePage(path));
      continue;
    }
    const text = textOf(path);
    for (const { target } of linksIn(path, text)) {
      if (!existsSync(join(ROOT, target)) || extname(target) === "")
        throw new Error(`${path} links to ${target}, which is no file of the project.`);
      if (IMAGES.has(extname(target))) pictures.set(`pictures/${posix.basename(target)}`, join(ROOT, target));
      else queue.add(target);
    }
    pages.set(sitePathOf(path), relinked(path, text));
  }
  return { pages, pictures };
}
