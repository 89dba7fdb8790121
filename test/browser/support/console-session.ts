import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { AppConfig } from "../../../src/config/app-config.js";
import { type RunningGraph, startGraph } from "../../support/graph.js";
import { complaintsOf, launchBrowser } from "./browser.js";
import { type ServedConsole, serveConsole } from "./serve-console.js";

const DESKTOP = { width: 1280, height: 860 };

/** The console in a browser, over the whole program with its sandbox. */
export interface ConsoleSession {
  readonly graph: RunningGraph;
  readonly served: ServedConsole;
  /** What went wrong on the pages opened so far. */
  readonly complaints: string[];
  /** A fresh page with the list read. `search`: the address after the question mark. `expected`: complaints that belong to the test. */
  open(search?: string, options?: BrowserContextOptions, expected?: RegExp): Promise<Page>;
  stop(): Promise<void>;
}

/** Things take as long in the sandbox as in life; tests move its clock on instead of waiting. */
export async function startConsole(change?: (config: AppConfig) => void): Promise<ConsoleSession> {
  const [graph, browser] = await Promise.all([
    startGraph((config) => {
      config.sandbox.pace = 1;
      change?.(config);
    }),
    launchBrowser(),
  ]);
  const served = await serveConsole(graph.endpoint).catch(async (error: unknown) => {
    await Promise.all([browser.close(), graph.stop()]);
    throw error;
  });
  const complaints: string[] = [];
  return {
    graph,
    served,
    complaints,
    async open(search = "", options = {}, expected) {
      const page = await newPage(browser, options);
      const own = complaintsOf(page, served.origin);
      page.on("close", () => complaints.push(...own.filter((complaint) => !expected?.test(complaint))));
      await page.goto(`${served.origin}/?${search}`);
      await settled(page);
      return page;
    },
    async stop() {
      await browser.close();
      await served.stop();
      await graph.stop();
    },
  };
}

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** What the browser itself says when a connection breaks, sooner or later. */
export const BROKEN_CONNECTION = /^console: Failed to load resource: net::ERR_(EMPTY_RESPONSE|CONNECTION_RESET)$/;

/** Nothing that clouds are changing is done before time passes. */
export function holdTime({ app }: RunningGraph): void {
  for (const cloud of app.sandbox?.clouds ?? []) cloud.faults.add({ fault: { kind: "stuck" } });
}

/** Longer than anything takes in the sandbox, and shorter than what signatures allow clocks to differ by. */
const LONG_ENOUGH_MS = 60_000;

/** All that clouds are changing is done. */
export function letTimePass({ app }: RunningGraph): void {
  for (const cloud of app.sandbox?.clouds ?? []) cloud.faults.clear();
  app.sandbox?.clock.advance(LONG_ENOUGH_MS);
}

/** Every cloud as it was at first. */
export async function startAnew({ app }: RunningGraph): Promise<void> {
  app.sandbox?.reset();
  await Promise.all(app.sandbox?.clouds.map((cloud) => cloud.settled()) ?? []);
}

/** Resolves when the list says what it shows. */
export async function settled(page: Page): Promise<void> {
  await page.locator(".list-head [role=status]", { hasText: /listener|shown|^$/ }).waitFor({ state: "attached" });
  await page.locator(".list :is(table:not([aria-busy=true]), .empty, .box)").first().waitFor();
}

/** The names on the list, from top to bottom. */
export const namesOn = (page: Page): Promise<string[]> => page.locator("table.listeners tbody a").allInnerTexts();

export const rowOf = (page: Page, name: string): Locator =>
  page.locator("table.listeners tbody tr", { has: page.getByRole("link", { name, exact: true }) });

/** What is said beside a form field: its mistakes. */
export async function mistakesAt(page: Page, label: string | RegExp): Promise<string> {
  const ids = (await page.getByLabel(label).getAttribute("aria-describedby")) ?? "";
  const wrong = ids.split(" ").find((id) => id.endsWith("-wrong"));
  return (wrong && (await page.locator(`[id="${wrong}"]`).textContent())) || "";
}

/** Whether anything is wider than the window or than the dialog or pane that it is in. */
export const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(`[document.documentElement, ...document.querySelectorAll("dialog[open], .pane-body, .modal-body, .list")]
    .filter((box) => box.scrollWidth > box.clientWidth)
    .map((box) => box.tagName + "." + box.className + " " + box.scrollWidth + " > " + box.clientWidth)`);

export interface GraphListener {
  readonly id: string;
  readonly name: string;
  readonly etag: string;
  readonly provider: string;
  readonly status: string;
  readonly account: { readonly id: string };
}

/** What the graph itself says is on the list. */
export async function listenersOf(graph: RunningGraph, filter: object = {}): Promise<GraphListener[]> {
  const query = `query ($filter: ListenerFilter) {
    listeners(filter: $filter, first: 200) { nodes { id name etag provider status account { id } } }
  }`;
  const { data } = await graph.ask(query, { filter });
  return data.listeners.nodes;
}
