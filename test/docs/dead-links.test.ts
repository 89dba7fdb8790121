import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const script = join(import.meta.dirname, "../../scripts/docs-site/check-links.mjs");
const folder = mkdtempSync(join(tmpdir(), "site-"));
let deadLinks: (folder: string, base: string) => string[];
beforeAll(async () => {
  ({ deadLinks } = (await import(script)) as { deadLinks: typeof deadLinks });
  mkdirSync(join(folder, "clouds"));
  writeFileSync(join(folder, "style.css"), "");
  writeFileSync(join(folder, "clouds/index.html"), '<h1 id="top">Clouds</h1><a href="../index.html#start">up</a>');
});
afterAll(() => rmSync(folder, { recursive: true }));

const linksOf = (...links: string[]) =>
  writeFileSync(join(folder, "index.html"), `<h2 id="start">x</h2>${links.map((link) => `<a href="${link}">x</a>`)}`);

it.each(["/", "/listeners/"])("finds nothing wrong with links that lead somewhere, under %s", (base) => {
  linksOf("#start", `${base}clouds/`, "clouds/index.html#top", `${base}style.css`, "https://example.com/none", base);
  expect(deadLinks(folder, base)).toEqual([]);
});

it("names each link to a page, a file or an anchor that is not there, with its page", () => {
  linksOf("#end", "/clouds/index.html#bottom", "/clouds/none.html", "none.png", "/clouds/");
  expect(deadLinks(folder, "/")).toEqual([
    "index.html: #end",
    "index.html: /clouds/index.html#bottom",
    "index.html: /clouds/none.html",
    "index.html: none.png",
  ]);
});

it("names links that leave the path that the site is served under", () => {
  linksOf("/clouds/");
  expect(deadLinks(folder, "/listeners/")).toEqual(["index.html: /clouds/"]);
});
