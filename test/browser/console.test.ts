import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SETTING_LABELS } from "../../examples/console/src/detail/setting-labels.js";
import { axeFindings } from "./support/axe.js";
import { hasBrowser } from "./support/browser.js";
import {
  BROKEN_CONNECTION,
  type ConsoleSession,
  listenersOf,
  namesOn,
  overflowing,
  rowOf,
  settled,
  startAnew,
  startConsole,
} from "./support/console-session.js";
import { weakText } from "./support/contrast.js";

const PAGE_SIZE = 20;

describe.skipIf(!hasBrowser)("the console, in a browser without internet: looking", () => {
  let session: ConsoleSession;
  let page: Page;

  /** A listener that its cloud does not get ready until the next reset. */
  async function createStuckListener(): Promise<string> {
    const { data } = await session.graph.ask(
      "{ listenerParents(filter: { providers: [HUAWEI_GA] }) { nodes { id status } } }",
    );
    const parent = data.listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
    session.graph.app.sandbox?.cloud("huawei-ga").faults.add({ fault: { kind: "stuck" } });
    const input = { parentId: parent.id, name: "stuck", protocol: "TCP", portRanges: [{ fromPort: 31_000 }] };
    const change = `mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { name } problems { message } } }`;
    const answer = await session.graph.ask(change, { input });
    expect(answer.data.createListener).toEqual({ listener: { name: "stuck" }, problems: [] });
    return "stuck";
  }
  const names = async (filter?: object) => (await listenersOf(session.graph, filter)).map(({ name }) => name);

  beforeAll(async () => {
    session = await startConsole();
  });
  afterEach(async () => {
    await page?.close();
    await startAnew(session.graph);
  });
  afterAll(() => session?.stop());

  it("lists the listeners of all clouds, page after page, to the end", async () => {
    page = await session.open();
    const all = await names();
    expect(await namesOn(page)).toEqual(all.slice(0, PAGE_SIZE));
    const more = page.getByRole("button", { name: "Load more" });
    for (let shown = PAGE_SIZE; shown < all.length; shown += PAGE_SIZE) {
      await more.click();
      await expect.poll(() => namesOn(page)).toEqual(all.slice(0, shown + PAGE_SIZE));
    }
    await more.waitFor({ state: "detached" });
    expect(await page.locator(".list-head").textContent()).toContain(`${all.length} listeners`);
  });

  it("filters by port, cloud and status, and keeps the filters in the address", async () => {
    page = await session.open();
    await page.getByLabel("Find", { exact: true }).fill("443");
    await expect.poll(() => namesOn(page)).toEqual((await names({ coversPort: 443 })).slice(0, PAGE_SIZE));
    for (const provider of new Set((await listenersOf(session.graph)).map((listener) => listener.provider))) {
      await page.getByLabel("Cloud").selectOption(provider);
      await expect.poll(() => namesOn(page)).toEqual(await names({ coversPort: 443, providers: [provider] }));
    }
    await page.getByRole("button", { name: "Clear filters" }).click();
    const created = await createStuckListener();
    await page.getByLabel("Status").selectOption("CREATING");
    await expect.poll(() => namesOn(page)).toEqual([created]);
    await page.reload();
    await settled(page);
    expect(await namesOn(page)).toEqual([created]);
    await page.getByLabel("Status").selectOption("DELETING");
    await page.getByText("No listener fits.").waitFor();
  });

  it("shows what is behind a listener of every cloud", async () => {
    page = await session.open();
    const all = await listenersOf(session.graph);
    for (const { id } of new Map(all.map((listener) => [listener.provider, listener])).values()) {
      const query = `query ($id: ID!) { listener(id: $id) { name parent { name addresses } settings { __typename }
        pools { nodes { name isImplicit members { nodes { address health } } } } } }`;
      const { listener } = (await session.graph.ask(query, { id })).data;
      await page.goto(`${session.served.origin}/?listener=${encodeURIComponent(id)}`);
      const pane = page.getByRole("complementary");
      await pane.getByText("Settings of this cloud").waitFor();
      const text = await pane.textContent();
      const members = listener.pools.nodes.flatMap((pool: { members: { nodes: { address: string }[] } }) =>
        pool.members.nodes.map(({ address }) => address),
      );
      for (const word of [listener.name, listener.parent.name, ...listener.parent.addresses, ...members])
        expect(text).toContain(word);
    }
  });

  it("says on what each listener is, and where it is reached", async () => {
    page = await session.open("find=443");
    const query = "{ listeners(first: 50, filter: { coversPort: 443 }) { nodes { name parent { name addresses } } } }";
    const { nodes }: { nodes: { name: string; parent: { name: string; addresses: string[] } }[] } = (
      await session.graph.ask(query)
    ).data.listeners;
    const rows = await page.locator("table.listeners tbody tr:not(.matches)").allInnerTexts();
    expect(rows).toEqual(
      nodes.map(({ name, parent }) =>
        expect.stringMatching(new RegExp(`^${name}[^]*${parent.name}\\s+${parent.addresses[0]}`)),
      ),
    );
  });

  it("says of each listener whether it is reached, and of none that could not be read that it is", async () => {
    const query =
      "query ($port: Int) { listeners(first: 50, filter: { coversPort: $port }) { nodes { name isServing } } }";
    const read: { name: string; isServing: boolean | null }[] = (await session.graph.ask(query, { port: 443 })).data
      .listeners.nodes;
    const words = ({ isServing }: { isServing: boolean | null }) =>
      isServing === null ? "Not known" : isServing ? "Reached" : "Not reached";
    page = await session.open("find=443");
    const shown = () => page.locator("table.listeners tbody td.health-column .pill").allInnerTexts();
    await expect.poll(shown).toEqual(read.map(words));

    const cloud = session.graph.app.sandbox?.cloud("alibaba-ga");
    const [lost] = await listenersOf(session.graph, { coversPort: 443, providers: ["ALIBABA_GA"] });
    cloud?.faults.add({ fault: { kind: "mangle" }, actions: "EndpointGroup|Health" });
    await page.getByRole("button", { name: "Refresh" }).click();
    const cell = rowOf(page, lost!.name).locator("td.health-column");
    await cell.getByText("Not read").waitFor();
    expect(await shown()).toContain("Reached");
  });

  it("says that a listener reaches no server although its cloud calls it active", async () => {
    const query = "{ listeners(first: 200) { nodes { id status pools { nodes { members { nodes { health } } } } } } }";
    interface Read {
      readonly id: string;
      readonly status: string;
      readonly pools: { readonly nodes: readonly { readonly members: { readonly nodes: { health: string }[] } }[] };
    }
    const listeners: Read[] = (await session.graph.ask(query)).data.listeners.nodes;
    const healths = ({ pools }: Read) =>
      pools.nodes.flatMap(({ members }) => members.nodes.map(({ health }) => health));
    const ofEach = [
      listeners.find((one) => healths(one).length > 0 && healths(one).every((health) => health === "UNHEALTHY")),
      listeners.find((one) => healths(one).includes("UNHEALTHY") && healths(one).includes("HEALTHY")),
    ];
    page = await session.open();
    for (const [index, listener] of ofEach.entries()) {
      expect(listener?.status).toBe("ACTIVE");
      await page.goto(`${session.served.origin}/?listener=${encodeURIComponent(listener!.id)}`);
      await page.getByText("Settings of this cloud").waitFor();
      expect(await page.locator(".status-line").getByText("No healthy server").count()).toBe(index === 0 ? 1 : 0);
    }
  });

  it("has words for every setting that single clouds have", () => {
    const operations = readFileSync(
      new URL("../../examples/console/src/graph/operations.graphql", import.meta.url),
      "utf8",
    );
    const fragments = [...operations.matchAll(/^fragment \w+ on \w+ListenerSettings \{([^}]+)\}/gm)];
    const fields = fragments.flatMap(([, body]) => body!.trim().split(/\s+/));
    expect(fields.length).toBeGreaterThan(40);
    expect(fields.filter((field) => !(field in SETTING_LABELS))).toEqual([]);
  });

  it("asks for the settings of every cloud that the schema has", () => {
    const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    const operations = read("examples/console/src/graph/operations.graphql");
    const [, members = ""] = /^union ListenerSettings[^=]*=\s+([^"]+?)\n\n/m.exec(read("schema.graphql")) ?? [];
    const types = members.split("|").map((type) => type.trim());
    expect(types.length).toBeGreaterThanOrEqual(5);
    expect(types.filter((type) => !operations.includes(` on ${type} `))).toEqual([]);
  });

  it("names the accounts that could not be read, and is whole again after another try", async () => {
    page = await session.open("find=443");
    const whole = await namesOn(page);
    const [cloud] = session.graph.app.sandbox?.clouds ?? [];
    const lost = (await listenersOf(session.graph, { coversPort: 443 })).find(({ provider }) =>
      cloud?.key.startsWith(provider.toLowerCase().replaceAll("_", "-")),
    );
    cloud?.faults.add({ fault: { kind: "refuse" } });
    await cloud?.settled();
    await page.getByRole("button", { name: "Refresh" }).click();
    const banner = page.getByRole("alert");
    await banner.waitFor();
    expect(await banner.textContent()).toContain("the listeners of 1 account could not be read");
    expect(await banner.textContent()).toContain(lost?.account.id);
    expect(await namesOn(page)).not.toContain(lost?.name);
    cloud?.faults.clear();
    await cloud?.settled();
    await banner.getByRole("button", { name: "Try again" }).click();
    await banner.waitFor({ state: "detached" });
    expect(await namesOn(page)).toEqual(whole);
  });

  it("never shows an outage of the graph as an empty list", async () => {
    page = await session.open("", {}, BROKEN_CONNECTION);
    const shown = await namesOn(page);
    session.served.isCutOff = true;
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByText("What is shown is from before.").waitFor();
    expect(await namesOn(page)).toEqual(shown);
    await page.getByLabel("Status").selectOption("ACTIVE");
    await page.getByText("The listeners could not be read", { exact: true }).waitFor();
    expect(await namesOn(page)).toEqual([]);
    expect(await page.locator(".empty").count()).toBe(0);
    session.served.isCutOff = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => namesOn(page)).toEqual((await names({ statuses: ["ACTIVE"] })).slice(0, PAGE_SIZE));
  });

  it("can be walked through with the keyboard, which finds its way back", async () => {
    page = await session.open();
    const focused = () => page.evaluate("document.activeElement?.innerText ?? ''") as Promise<string>;
    const [first = "", second = ""] = await namesOn(page);
    for (let presses = 0; presses < 12 && (await focused()) !== first; presses += 1) await page.keyboard.press("Tab");
    expect(await focused()).toBe(first);
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe(second);
    const outline = "getComputedStyle(document.activeElement, '::after').outlineStyle";
    expect(await page.evaluate(outline)).toBe("solid");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: second }).waitFor();
    await expect.poll(() => page.evaluate("document.activeElement?.tagName")).toBe("H2");
    await page.keyboard.press("Escape");
    await page.getByRole("complementary").waitFor({ state: "detached" });
    await expect.poll(focused).toBe(second);
    const rows = await namesOn(page);
    await page.keyboard.press("End");
    expect(await focused()).toBe(rows.at(-1));
    await page.keyboard.press("Home");
    expect(await focused()).toBe(first);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Load more");
  });

  it("fits a phone, where details lie over the list", async () => {
    page = await session.open("", { viewport: { width: 360, height: 740 } });
    const all = await names();
    const more = page.getByRole("button", { name: "Load more" });
    while ((await namesOn(page)).length < all.length) {
      await more.click();
      await settled(page);
    }
    expect(await overflowing(page)).toEqual([]);
    const [name = ""] = all;
    await rowOf(page, name).getByRole("link").click();
    const sheet = page.getByRole("dialog", { name });
    await sheet.getByText("Settings of this cloud").waitFor();
    expect(await overflowing(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate("document.activeElement?.innerText")).toBe(name);
    await page.getByRole("button", { name: "Open a port" }).click();
    await page.getByLabel("On which load balancer").selectOption({ index: 1 });
    expect(await overflowing(page)).toEqual([]);
  });

  it.each(["light", "dark"] as const)("can be read in %s colours", async (colorScheme) => {
    page = await session.open("", { colorScheme });
    await page.locator("table.listeners a").first().click();
    await page.getByText("Settings of this cloud").waitFor();
    expect(await weakText(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Open a port" }).click();
    await page.getByLabel("On which load balancer").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Open port" }).click();
    await page.locator(".problems").waitFor();
    expect(await weakText(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  it("has nothing to complain of and asks nobody else", () => expect(session.complaints).toEqual([]));
});
