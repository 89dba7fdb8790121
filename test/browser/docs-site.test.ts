import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kind, parse } from "graphql";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./support/axe.js";
import { complaintsOf, hasBrowser, launchBrowser } from "./support/browser.js";
import { type ServedFolder, serveFolder } from "./support/serve-folder.js";

const ROOT = join(import.meta.dirname, "../..");
const SITE = join(ROOT, "build/docs-site");
const pages = readdirSync(SITE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".html"))
  .map((file) => `/${file.replaceAll("\\", "/")}`)
  .sort();

let site: ServedFolder;
let browser: Browser;
beforeAll(async () => {
  site = await serveFolder(SITE);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** VitePress's own: the search button's label, and the arrow within a heading that folds. */
const EXCUSED = { "label-content-name-mismatch": ".DocSearch", "nested-interactive": ".VPSidebarItem > .item" };

/** What is wider than the screen and does not scroll within itself. */
const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) return ["the page is " + root.scrollWidth + " wide"];
    const scrolls = (element) => element.closest("pre, table, .VPSidebar, .VPLocalNav") !== null;
    return [...document.querySelectorAll(".vp-doc *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element))
      .map((element) => element.tagName + " " + element.textContent.slice(0, 40));
  })()`);

describe.skipIf(!hasBrowser)("the documentation as a site", () => {
  it("has a page for every page of docs/", () => {
    const docs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map(
        (file) =>
          `/${file
            .replaceAll("\\", "/")
            .replace(/README\.md$/, "index.md")
            .replace(/md$/, "html")}`,
      );
    expect(docs.length).toBeGreaterThan(10);
    expect(docs.filter((page) => !pages.includes(page))).toEqual([]);
  });

  it("opens every page on a small screen without a complaint and without scrolling sideways", async () => {
    expect(pages.length).toBeGreaterThan(30);
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    const complaints = complaintsOf(page, site.origin);
    const oddities: unknown[] = [];
    for (const path of pages.filter((one) => one !== "/404.html")) {
      await page.goto(site.origin + path, { waitUntil: "load" });
      await page.locator("#app h1").first().waitFor();
      const wide = await overflowing(page);
      if (wide.length > 0 || complaints.length > 0) oddities.push({ path, wide, complaints: complaints.splice(0) });
    }
    expect(oddities).toEqual([]);
    await page.close();
  }, 240_000);

  it("leads from page to page without loading anew, and finds a type by its name", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const complaints = complaintsOf(page, site.origin);
    await page.goto(`${site.origin}/`);
    await page.getByRole("link", { name: "Reference", exact: true }).click();
    await page.getByRole("heading", { name: "Schema reference", level: 1 }).waitFor();
    await page.getByRole("button", { name: /^Search/ }).click();
    await page.getByRole("searchbox").fill("ResourceTag");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/reference\/\w+\.html#ResourceTag/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(["light", "dark"] as const)("has nothing that axe complains about, in %s", async (colorScheme) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
    for (const path of ["/index.html", "/schema.html", "/reference/queries.html"]) {
      await page.goto(site.origin + path, { waitUntil: "load" });
      await page.locator("#app h1").first().waitFor();
      expect({ path, findings: await axeFindings(page, EXCUSED) }).toEqual({ path, findings: [] });
    }
    await page.close();
  });
});

describe("the reference of the schema", () => {
  const anchors = new Set(
    pages
      .filter((page) => page.startsWith("/reference/"))
      .flatMap((page) => [...readFileSync(join(SITE, page), "utf8").matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!)),
  );

  it("has an anchor for every type, field, argument and value", () => {
    const wanted = parse(readFileSync(join(ROOT, "schema.graphql"), "utf8")).definitions.flatMap((node) => {
      if (!("name" in node) || node.name === undefined || !node.kind.endsWith("TypeDefinition")) return [];
      const type = node.name.value;
      const members = [
        ...("fields" in node ? (node.fields ?? []) : []),
        ...("values" in node ? (node.values ?? []) : []),
      ];
      return [
        type,
        ...members.flatMap((member) => [
          `${type}-${member.name.value}`,
          ...(member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : []).map(
            ({ name }) => `${type}-${member.name.value}-${name.value}`,
          ),
        ]),
      ];
    });
    expect(wanted.length).toBeGreaterThan(500);
    expect(wanted.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });
});
