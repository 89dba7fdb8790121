import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import { deadLinks } from "../check-links.mjs";

const PAGES = fileURLToPath(new URL("../pages", import.meta.url));
const base = process.env.DOCS_BASE ?? "/";

/** The sidebar, by the names of pages; those that nobody named stand at its end. */
const GROUPS = [
  ["Start", ["index", "installing", "configuration"]],
  ["Use the graph", ["schema", "front-ends", "clients", "documents", "gateways"]],
  ["Clouds", ["clouds", "clouds/*"]],
  ["Operate", ["operating", "access", "changes", "limits", "performance", "sandbox"]],
  [
    "Schema reference",
    [
      ...["index", "queries", "mutations", "subscriptions", "objects", "interfaces", "payloads", "lists"],
      ...["inputs", "enums", "scalars"],
    ].map((page) => `reference/${page}`),
  ],
  ["Project", ["architecture", "contributing", "security", "changelog"]],
  ["Decisions", ["decisions/index", "decisions/*"]],
  ["More", ["*"]],
];

const pages = readdirSync(PAGES, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".md") && !file.startsWith("files/"))
  .map((file) => file.replace(/\.md$/, ""))
  .sort();
const titleOf = (page) => /^# (.+)$/m.exec(readFileSync(join(PAGES, `${page}.md`), "utf8"))?.[1].replaceAll("`", "");

const placed = new Set();
const sidebar = GROUPS.map(([text, names]) => {
  const here = names
    .flatMap((name) =>
      name.endsWith("*")
        ? pages.filter((page) => page.startsWith(name.slice(0, -1)))
        : pages.filter((page) => page === name),
    )
    .filter((page) => !placed.has(page) && placed.add(page));
  const items = here.map((page) => ({ text: titleOf(page) ?? page, link: `/${page.replace(/(^|\/)index$/, "$1")}` }));
  return { text, items, ...(text === "Decisions" && { collapsed: true }) };
}).filter(({ items }) => items.length > 0);

export default defineConfig({
  base,
  title: "Cloud listeners",
  description: "A GraphQL federation subgraph over cloud listeners: one graph, many clouds.",
  lang: "en",
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${base}favicon.svg` }]],
  srcDir: "pages",
  outDir: "../../build/docs-site",
  lastUpdated: false,
  // Anchors are those that GitHub makes, so that a link works in both places.
  markdown: {
    anchor: { slugify: slug },
    theme: { light: "github-light-high-contrast", dark: "github-dark" },
  },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/schema" },
      { text: "Clouds", link: "/clouds" },
      { text: "Reference", link: "/reference/" },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: "local" },
  },
  buildEnd({ outDir }) {
    const dead = deadLinks(outDir, base);
    if (dead.length > 0) throw new Error(`Links that lead nowhere:\n${dead.join("\n")}`);
  },
});
