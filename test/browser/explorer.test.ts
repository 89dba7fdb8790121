import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { complaintsOf, hasBrowser, launchBrowser } from "./support/browser.js";

describe.skipIf(!hasBrowser)("the explorer, in a browser without internet", () => {
  let graph: RunningGraph;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [graph, browser] = await Promise.all([startGraph(), launchBrowser()]);
    const { origin } = graph.app.server;
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    complaints = complaintsOf(page, origin);
    await page.goto(origin);
    await page.waitForSelector(".graphiql-query-editor .CodeMirror");
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await graph?.stop();
  });

  const answer = () => page.locator(".result-window").innerText();

  it("opens with a tab for each of the main jobs, all of which the graph answers", async () => {
    const tabs = page.getByRole("tab");
    expect(await tabs.count()).toBe(4);
    for (const [index, name] of ["WhoListensOn443", "WhatIsBehind", "WhereCanIOpen", "WhoAnswersSlowly"].entries()) {
      await tabs.nth(index).click();
      expect(await tabs.nth(index).innerText()).toContain(name);
      // GraphiQL learns a moment after the tab which operations are in it.
      await page.waitForTimeout(500);
      const response = page.waitForResponse(
        (one) => one.url().endsWith("/graphql") && one.request().postDataJSON().operationName === name,
      );
      await page.locator(".graphiql-execute-button").click();
      // A document with several operations asks which one to run.
      if (index === 2) await page.getByRole("menuitem", { name }).click();
      expect((await response).status()).toBe(200);
      await expect.poll(answer, { timeout: 10_000 }).toMatch(/"data"/);
      expect(await answer()).not.toContain('"errors"');
    }
  });

  it("shows the descriptions of the schema", async () => {
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await page.getByRole("link", { name: "Query", exact: true }).first().click();
    await expect
      .poll(() => page.locator(".graphiql-doc-explorer").innerText())
      .toContain("The listeners of all configured accounts");
  });

  it("has nothing to complain of and asks nobody else", () => expect(complaints).toEqual([]));
});
