import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { filtersFor } from "../../examples/console/src/find/filters-for.js";
import { axeFindings } from "./support/axe.js";
import { hasBrowser } from "./support/browser.js";
import {
  type ConsoleSession,
  listenersOf,
  namesOn,
  rowOf,
  settled,
  startAnew,
  startConsole,
} from "./support/console-session.js";
import { weakText } from "./support/contrast.js";

/** What a text is taken for: each filter of listeners, and what else is looked up first. */
const looksOf = (text: string) =>
  filtersFor(text).map((look) => (look.kind === "listeners" ? look.filter : { ...look, kind: look.kind }));

const name = (text: string) => ({ nameContains: text });
const called = (text: string) => ({ kind: "places", parents: { names: [text] }, pools: { names: [text] } });

describe("what a text in the console's search box stands for", () => {
  it.each([
    ["443", [{ coversPort: 443 }, name("443")]],
    [":8443 ", [{ coversPort: 8443 }, name(":8443")]],
    ["70000", [name("70000"), called("70000")]],
    ["203.0.113.40", [{ addresses: ["203.0.113.40"] }, { memberAddress: "203.0.113.40" }]],
    ["203.0.113.40:8443", [{ addresses: ["203.0.113.40"], coversPort: 8443 }, { memberAddress: "203.0.113.40" }]],
    ["2001:db8::28", [{ addresses: ["2001:db8::28"] }, { memberAddress: "2001:db8::28" }]],
    ["[2001:db8::28]:53", [{ addresses: ["2001:db8::28"], coversPort: 53 }, { memberAddress: "2001:db8::28" }]],
    [
      "www.example.com",
      [{ addresses: ["www.example.com"] }, { memberAddress: "www.example.com" }, name("www.example.com")],
    ],
    [
      "https://www.example.com/login?to=%2F",
      [{ addresses: ["www.example.com"], coversPort: 443 }, { memberAddress: "www.example.com" }],
    ],
    ["http://[::1]:8080/", [{ addresses: ["::1"], coversPort: 8080 }, { memberAddress: "::1" }]],
    ["db:5432", [{ addresses: ["db"], coversPort: 5432 }, { memberAddress: "db" }]],
    ["team=shop", [{ tags: [{ key: "team", value: "shop" }] }, name("team=shop")]],
    ["a:listener:lb/l-1", [{ urns: ["a:listener:lb/l-1"] }]],
    ["a:pool:p-1", [{ kind: "places", parents: { ids: [] }, pools: { urns: ["a:pool:p-1"] } }]],
    ["a:accelerator:g-1", [{ kind: "places", parents: { urns: ["a:accelerator:g-1"] }, pools: { ids: [] } }]],
    ["shop front", [name("shop front"), called("shop front")]],
    ["shop", [name("shop"), called("shop")]],
    [
      "lsr-bp13mn88",
      [
        { nativeIds: ["lsr-bp13mn88"] },
        { kind: "places", parents: { nativeIds: ["lsr-bp13mn88"] }, pools: { nativeIds: ["lsr-bp13mn88"] } },
        { certificateId: "lsr-bp13mn88" },
        { memberAddress: "lsr-bp13mn88" },
        name("lsr-bp13mn88"),
        called("lsr-bp13mn88"),
      ],
    ],
  ])("%s", (text, filters) => expect(looksOf(text)).toEqual(filters));

  it("takes an id of the graph for one, beside all else that it may be", () => {
    const id = "MR9odWF3ZWktZ2Etc2FuZGJveF9saXN0ZW5lcl8x";
    expect(looksOf(id)[0]).toEqual({ kind: "node", id });
    expect(looksOf(id)).toHaveLength(7);
  });

  it("looks for nothing where there is no text", () => expect(looksOf(" \t")).toEqual([]));

  it.each(['"}) { x } #', "\u0000", "{}", "$id", "1.2.3.4:99999", "[::]:x", "[a]", "http://", "::::", "a".repeat(500)])(
    "finds something to look for in %j, and never an invalid port or address",
    (text) => {
      const looks = looksOf(text);
      expect(looks).toContainEqual(name(text.trim()));
      expect(JSON.stringify(looks)).not.toMatch(/coversPort|addresses/);
    },
  );

  it("says what matches", () => {
    const matches = filtersFor("2001:db8::28").map((look) => look.kind === "listeners" && look.matches);
    expect(matches).toEqual(["On 2001:db8::28", "Pool member 2001:db8::28"]);
    expect(filtersFor("[2001:db8::28]:53")[0]).toMatchObject({ matches: "On [2001:db8::28]:53" });
  });
});

describe.skipIf(!hasBrowser)("the console, in a browser without internet: finding", () => {
  let session: ConsoleSession;
  let page: Page;

  beforeAll(async () => {
    session = await startConsole();
  }, 60_000);
  afterEach(async () => {
    await page?.close();
    await startAnew(session.graph);
  });
  afterAll(() => session?.stop());

  interface Behind {
    readonly id: string;
    readonly urn: string;
    readonly name: string;
    readonly nativeId: string;
    readonly tls: { readonly certificateIds: string[] } | null;
    readonly parent: { readonly id: string; readonly urn: string; readonly name: string; readonly nativeId: string };
    readonly pools: {
      readonly nodes: { id: string; urn: string; members: { nodes: { id: string; address: string }[] } }[];
    };
  }
  /** The listener of 203.0.113.40:8443, with everything that people may have in their hands to find it by. */
  async function knownListener(): Promise<Behind> {
    const query = `{ listeners(filter: { addresses: ["203.0.113.40"], coversPort: 8443 }) { nodes {
      id urn name nativeId tls { certificateIds } parent { id urn name nativeId }
      pools { nodes { id urn members { nodes { id address } } } } } } }`;
    const { nodes } = (await session.graph.ask(query)).data.listeners;
    expect(nodes).toHaveLength(1);
    return nodes[0];
  }
  const headings = () => page.locator("table.listeners tr.matches").allInnerTexts();
  const find = () => page.getByLabel("Find", { exact: true });
  const namesOf = async (filter: object) => (await listenersOf(session.graph, filter)).map(({ name }) => name);

  it("finds a listener by whatever somebody knows of it, and says what matches", async () => {
    const known = await knownListener();
    const [pool] = known.pools.nodes;
    const [member] = pool!.members.nodes;
    const certificate = known.tls!.certificateIds[0]!;
    page = await session.open();
    for (const [text, heading] of [
      ["203.0.113.40:8443", "On 203.0.113.40:8443"],
      [known.name.slice(0, -1).toUpperCase(), `Name with “${known.name.slice(0, -1).toUpperCase()}”`],
      [member!.address, `Pool member ${member!.address}`],
      [certificate, `Certificate ${certificate}`],
      [known.nativeId, `Id ${known.nativeId}`],
      [known.parent.nativeId, new RegExp(`^On ${known.parent.name} \\(`)],
      [known.parent.name, new RegExp(`^On ${known.parent.name} \\(`)],
      [known.urn, `Listener ${known.urn}`],
      [known.id, `Listener ${known.id}`],
      [known.parent.id, new RegExp(`^On ${known.parent.name} \\(`)],
      [pool!.id, /^Pool /],
      [member!.id, `Pool member ${member!.address}`],
    ] as const) {
      await find().fill(text);
      const group = page.locator("table.listeners tbody", { has: page.getByRole("rowheader", { name: heading }) });
      await group.locator(`[id="listener-${known.id}"]`).waitFor();
      await settled(page);
    }
  });

  it("shows a listener once, and says what else matches of it", async () => {
    page = await session.open("find=mqtt-fleet");
    await expect.poll(headings).toEqual(["Name with “mqtt-fleet”", "On mqtt-fleet (Tencent GAAP)"]);
    const ids = await page
      .locator("table.listeners tbody a")
      .evaluateAll((links: { id: string }[]) => links.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const fleet = await listenersOf(session.graph, { providers: ["TENCENT_GAAP"], nameContains: "mqtt-fleet" });
    const also = page.locator("table.listeners tbody").first().getByText("Also: On mqtt-fleet (Tencent GAAP)");
    expect(await also.count()).toBe(fleet.length);
    // The focus goes from one group to the next.
    const shown = await namesOn(page);
    await page.locator("table.listeners tbody a").first().focus();
    for (const _ of shown.slice(1)) await page.keyboard.press("ArrowDown");
    expect(await page.evaluate("document.activeElement.innerText")).toBe(shown.at(-1));
    expect(await axeFindings(page)).toEqual([]);
    expect(await weakText(page)).toEqual([]);
  });

  it("orders all that there are and not only what is shown, on every page, by the keyboard as well", async () => {
    page = await session.open();
    const heading = page.getByRole("columnheader", { name: "Ports" });
    const orderOf = async (direction: string) => {
      const query = `{ listeners(orderBy: { field: FIRST_PORT, direction: ${direction} }, first: 40) { nodes { name } } }`;
      return (await session.graph.ask(query)).data.listeners.nodes.map(({ name }: { name: string }) => name);
    };
    await heading.getByRole("button").press("Enter");
    await expect.poll(() => namesOn(page)).toEqual((await orderOf("ASC")).slice(0, 20));
    expect(await heading.getAttribute("aria-sort")).toBe("ascending");
    await page.getByRole("button", { name: "Load more" }).click();
    await expect.poll(() => namesOn(page)).toEqual(await orderOf("ASC"));
    await heading.getByRole("button").click();
    await expect.poll(() => namesOn(page)).toEqual((await orderOf("DESC")).slice(0, 20));
    await page.reload();
    await settled(page);
    expect(await heading.getAttribute("aria-sort")).toBe("descending");
    expect(await namesOn(page)).toEqual((await orderOf("DESC")).slice(0, 20));
    await heading.getByRole("button").click();
    await expect.poll(() => namesOn(page)).toEqual((await namesOf({})).slice(0, 20));
  });

  it("finds nothing for a text that is nothing, and never fails for what it contains", async () => {
    page = await session.open();
    for (const text of ['"}) { x } #', "{$id}", "..", "70000", "10.20.212", "\u0000"]) {
      await find().fill(text);
      await page.getByText("No listener fits.").waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
    }
  });

  it("shows what the other ways have found when one fails, and says that it is not everything", async () => {
    const known = await knownListener();
    const cloud = session.graph.app.sandbox?.cloud("huawei-elb");
    cloud?.faults.add({ fault: { kind: "refuse" } });
    await cloud?.settled();
    page = await session.open(`find=${encodeURIComponent("203.0.113.40:8443")}`);
    await rowOf(page, known.name).waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("This is not everything");
    expect(await page.locator(".list-head [role=status]").innerText()).toBe("1 shown");
    await find().fill("192.0.2.254");
    await page.getByText("There is nothing to show from what could be read.").waitFor();
  });

  it("says from which accounts the list was read, how old each answer is, and asks for none that is older than chosen", async () => {
    const lost = session.graph.app.sandbox?.cloud("huawei-elb");
    lost?.faults.add({ fault: { kind: "refuse" } });
    await lost?.settled();
    page = await session.open("find=443");
    const query = `{ listeners(first: 20, filter: { coversPort: 443 }) { sources { account { id } readAt } } }`;
    const asked: { account: { id: string }; readAt: string | null }[] = (await session.graph.ask(query)).data.listeners
      .sources;
    const sources = page.locator(".sources");
    expect(await sources.locator("summary").innerText()).toMatch(/^From 5 accounts, read at most \d+\ss ago$/);
    await sources.locator("summary").click();
    const lines = await sources.getByRole("listitem").allInnerTexts();
    expect(lines).toHaveLength(5);
    for (const { account, readAt } of asked) {
      const line = lines.find((text) => text.startsWith(account.id));
      expect(line).toMatch(readAt ? /: read \d+\ss ago$/ : /: could not be read\. ./);
    }
    expect(asked.filter(({ readAt }) => readAt === null).map(({ account }) => account.id)).toEqual(["elb-sandbox"]);

    const ages: unknown[] = [];
    page.on("request", (request) => ages.push(request.postDataJSON()?.variables?.maxAgeSeconds));
    await page.getByLabel("Age").selectOption("Up to 1 h old");
    await expect.poll(() => new Set(ages)).toEqual(new Set([3_600]));
    await settled(page);
    await page.reload();
    await settled(page);
    expect(await page.getByLabel("Age").inputValue()).toBe("3600");
  });

  it("has nothing to complain of and asks nobody else", () => expect(session.complaints).toEqual([]));
});
