import type { Browser, BrowserContextOptions, Page, Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../../src/config/secret.js";
import { EXAMPLE_TABS } from "../../src/server/explorer/example-tabs.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { tabName, walkExampleTabs } from "../support/walk-example-tabs.js";
import { axeFindings } from "./support/axe.js";
import { complaintsOf, hasBrowser, launchBrowser } from "./support/browser.js";

/** What axe finds in GraphiQL and Monaco, which are not ours to mend; each with the reason. */
const OF_GRAPHIQL: Readonly<Record<string, string>> = {
  // Monaco's colours for line numbers, brackets and words; GraphiQL's for types, fields and shortcuts.
  "color-contrast": ".monaco-editor *, .graphiql-container :is(.graphiql-plugin, .graphiql-editor-tools) *",
  // GraphiQL's tabs have their close button inside of what is dragged.
  "nested-interactive": "[role=tablist] > li, .graphiql-tab",
  // Links of the documentation have no line below them.
  "link-in-text-block": ".graphiql-doc-explorer *",
  // Fields of the query builder.
  label: ".graphiql-explorer-root *, .graphiql-plugin *",
  "select-name": ".graphiql-explorer-root *, .graphiql-plugin *",
};

/** The editors that have to be scrolled sideways. */
const SIDEWAYS = `[...document.querySelectorAll(".monaco-editor .monaco-scrollable-element")]
  .filter((box) => box.querySelector(":scope > .scrollbar.horizontal.visible"))
  .map((box) => box.closest(".graphiql-editor, .result-window, section")?.className ?? box.className)`;

/** The answer, or the last event of a stream. */
function answerIn(text: string) {
  return JSON.parse([...text.matchAll(/^event: next\ndata: (.*)$/gm)].at(-1)?.[1] ?? text);
}

/** What a text says as JSON; undefined while it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe.skipIf(!hasBrowser)("the explorer, in a browser without internet", () => {
  let graph: RunningGraph;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    [graph, browser] = await Promise.all([startGraph(), launchBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await graph?.stop();
  });

  const editorReady = (page: Page) => page.locator(".graphiql-query-editor .view-line").first().waitFor();
  async function open(options: BrowserContextOptions = {}, { app } = graph, expected?: RegExp): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    const own = complaintsOf(page, app.server.origin);
    page.on("close", () => complaints.push(...own.filter((complaint) => !expected?.test(complaint))));
    await page.goto(app.server.origin);
    await editorReady(page);
    return page;
  }
  /** The text in one of Monaco's editors: it only draws the lines in sight. */
  const model = (name: string) => `__MONACO.editor.getModels().find(({ uri }) => uri.path.endsWith("${name}"))`;
  const fillIn = (page: Page, variables: object) =>
    page.evaluate(`${model("variables.json")}.setValue(${JSON.stringify(JSON.stringify(variables))})`);

  /** Chooses the tab of an operation, runs it once, and answers what GraphiQL shows of it. */
  async function run(page: Page, name: string, variables?: object) {
    await page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();
    await expect.poll(() => page.evaluate(`${model("operation.graphql")}.getValue()`)).toContain(` ${name}`);
    if (variables) await fillIn(page, variables);
    const isItsOwn = (one: Response) => one.request().postDataJSON()?.operationName === name;
    const [response] = await Promise.all([
      page.waitForResponse((one) => one.url().endsWith("/graphql") && isItsOwn(one)),
      page.getByRole("button", { name: "Execute query" }).click(),
    ]);
    expect(response.status()).toBe(200);
    const answer = answerIn(await response.text());
    const shown = () => page.evaluate<string>(`${model("response.json")}.getValue()`);
    await expect.poll(async () => parsed(await shown())).toEqual(answer);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  }

  it("has a tab for each of the main jobs: find, open, plan, change, look back, close", async () => {
    const page = await open();
    expect(await page.getByRole("tab").allInnerTexts()).toEqual(EXAMPLE_TABS.map(tabName));
    await expect.poll(() => page.evaluate(SIDEWAYS)).toEqual([]);
    await walkExampleTabs((name, variables) => run(page, name, variables));
    await page.close();
  }, 180_000);

  it("runs the operation of the tab that was just chosen, however quick one is", async () => {
    const page = await open();
    const asked = page.waitForRequest((one) => one.url().endsWith("/graphql"));
    // Within one task of the page, so that nothing has been learned of the text yet.
    await page.evaluate(`(() => {
      document.querySelector('[role=tab] [title="CheckHealth"]').click();
      document.querySelector(".graphiql-execute-button").click();
    })()`);
    expect((await asked).postDataJSON()).toMatchObject({
      operationName: "CheckHealth",
      query: expect.stringContaining("query CheckHealth"),
    });
    await page.close();
  });

  it("follows a change, event by event, until it is stopped, and shows why the graph refuses to", async () => {
    const page = await open({}, graph, /status of 503/);
    const query = "subscription Follow($id: ID!) { cloudChangeProgressed(id: $id) { state } }";
    const response = () => page.evaluate<string>(`${model("response.json")}.getValue()`);
    const frame = (result: object) => `event: next\ndata: ${JSON.stringify(result)}\n\n`;
    await page.evaluate(`${model("operation.graphql")}.setValue(${JSON.stringify(query)})`);
    await fillIn(page, { id: "none" });
    await page.getByRole("button", { name: "Execute query" }).click();
    await expect.poll(response).toContain("This is not the id of a change.");
    await page.getByRole("button", { name: "Execute query" }).waitFor();

    await page.route("**/graphql", (route) =>
      route.fulfill({ status: 503, json: { errors: [{ message: "No more streams now." }] } }),
    );
    await page.getByRole("button", { name: "Execute query" }).click();
    await expect.poll(response).toContain("No more streams now.");
    await page.unroute("**/graphql");

    // A stream that has more to tell: it ends when somebody stops it.
    await page.evaluate(`{
      const fetched = window.fetch;
      window.fetch = (url, init) => {
        if (init?.headers?.accept !== "text/event-stream") return fetched(url, init);
        window.signal = init.signal;
        const body = new ReadableStream({
          start(controller) {
            window.tell = (text) => controller.enqueue(new TextEncoder().encode(text));
            init.signal.addEventListener("abort", () => controller.error(init.signal.reason));
          },
        });
        return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
      };
    }`);
    await page.getByRole("button", { name: "Execute query" }).click();
    for (const state of ["QUEUED", "RUNNING"]) {
      await expect.poll(() => page.evaluate("typeof window.tell")).toBe("function");
      await page.evaluate(`window.tell(${JSON.stringify(frame({ data: { cloudChangeProgressed: { state } } }))})`);
      await expect.poll(response).toContain(state);
    }
    await page.getByRole("button", { name: "Stop query" }).click();
    await expect.poll(() => page.evaluate("window.signal.aborted")).toBe(true);
    await page.getByRole("button", { name: "Execute query" }).waitFor();
    await page.close();
  });

  it("brings the examples back when they have been closed or written over", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Close Tab" }).first().click();
    await expect.poll(() => page.getByRole("tab").count()).toBe(EXAMPLE_TABS.length - 1);
    await page.getByRole("link", { name: "Restore the examples" }).click();
    await expect.poll(() => page.getByRole("tab").count()).toBe(EXAMPLE_TABS.length);
    await editorReady(page);
    await page.close();
  });

  it("shows the descriptions of the schema, and builds queries from it", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await page.getByRole("link", { name: "Query", exact: true }).first().click();
    const docs = page.locator(".graphiql-doc-explorer");
    await docs.getByText("The listeners of all configured accounts").waitFor();
    await page.getByRole("button", { name: "Show GraphiQL Explorer" }).click();
    await page.locator('[data-field-name="nativeId"] .graphiql-explorer-field-view').first().click();
    await expect.poll(() => page.evaluate(`${model("operation.graphql")}.getValue()`)).toContain("nativeId");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Schema" }).click();
    expect((await download).suggestedFilename()).toBe("schema.graphql");
    const readme = await page.request.get((await page.getByRole("link", { name: "README" }).getAttribute("href"))!);
    expect(await readme.text()).toMatch(/^# /);
    await page.close();
  });

  it("asks with a token that is typed once, reads the schema again then, and keeps it for the tab alone", async () => {
    const guarded = await startGraph((config) => {
      config.server.bearerToken = new Secret("let me in");
    });
    try {
      const page = await open({}, guarded, /status of 401/);
      const notice = page.getByRole("status").filter({ hasText: "token" });
      expect(await notice.innerText()).toBe("The graph requires a token.");
      await page.getByLabel("Token").fill("wrong");
      await page.getByLabel("Token").press("Enter");
      await page.getByText("The graph does not accept this token.").waitFor();
      await page.getByLabel("Token").fill("let me in");
      await page.getByRole("button", { name: "Use", exact: true }).click();
      await page.getByRole("link", { name: "Schema" }).waitFor();
      await notice.waitFor({ state: "detached" });
      await page.reload();
      await page.getByRole("link", { name: "Schema" }).waitFor();
      await run(page, "FindByPort");
      expect(await page.evaluate("JSON.stringify(localStorage)")).not.toContain("let me in");
      const other = await page.context().newPage();
      await other.goto(guarded.app.server.origin);
      await other.getByText("The graph requires a token.").waitFor();
      await page.context().close();
    } finally {
      await guarded.stop();
    }
  });

  it("has the answer below the editor on a narrow screen, each as wide as the screen", async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    await run(page, "FindByPort");
    const [editor, answer] = await Promise.all(
      [".graphiql-editors", ".graphiql-response"].map((place) => page.locator(place).boundingBox()),
    );
    expect(answer!.y).toBeGreaterThanOrEqual(editor!.y + editor!.height - 1);
    expect(Math.min(editor!.width, answer!.width)).toBeGreaterThan(340);
    expect(Math.min(editor!.height, answer!.height)).toBeGreaterThan(200);
    for (const pane of ["Show Documentation Explorer", "Show GraphiQL Explorer"]) {
      await page.getByRole("button", { name: pane }).click();
      const plugin = page.locator(".graphiql-plugin");
      await expect.poll(async () => (await plugin.boundingBox())?.width).toBeGreaterThan(340);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await expect.poll(() => page.evaluate(SIDEWAYS)).toEqual([]);
    await page.close();
  });

  it("has nothing of ours that axe finds, wide or narrow, light or dark", async () => {
    const wide = { width: 1440, height: 900 };
    const narrow = { width: 360, height: 740 };
    for (const [viewport, colorScheme] of [
      [wide, "light"],
      [wide, "dark"],
      [narrow, "light"],
      [narrow, "dark"],
    ] as const) {
      const page = await open({ viewport, colorScheme });
      await run(page, "FindByPort");
      await page.getByRole("button", { name: "Show GraphiQL Explorer" }).click();
      expect(await axeFindings(page, OF_GRAPHIQL)).toEqual([]);
      await page.close();
    }
  }, 180_000);

  it("has nothing to complain of and asks nobody else", () => expect(complaints).toEqual([]));
});
