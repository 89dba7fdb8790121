import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./support/axe.js";
import { hasBrowser } from "./support/browser.js";
import {
  BROKEN_CONNECTION,
  type ConsoleSession,
  listenersOf,
  overflowing,
  startAnew,
  startConsole,
} from "./support/console-session.js";
import { weakText } from "./support/contrast.js";

const CREATE = `mutation ($input: CreateListenerInput!) {
  createListener(input: $input) { listener { id } change { id } problems { message } }
}`;
const CHANGES = "{ cloudChanges(first: 200) { nodes { id action state idempotencyKey } } }";
const PORT = 42_424;

describe.skipIf(!hasBrowser)("the console, in a browser without internet: what was changed", () => {
  let session: ConsoleSession;
  let page: Page;
  /** Where ports can be opened, by cloud. */
  const parents = new Map<string, string>();

  beforeAll(async () => {
    session = await startConsole((config) => {
      config.sandbox.pace = 0;
    });
    const { data } = await session.graph.ask(
      "{ listenerParents(first: 200) { nodes { id name status account { provider } } } }",
    );
    for (const { id, name, status, account } of data.listenerParents.nodes) {
      if (status === "ACTIVE" && !name.includes("legacy")) parents.set(account.provider, id);
    }
  });
  afterEach(async () => {
    session.served.losesAnswers = false;
    await page?.close();
    await startAnew(session.graph);
  });
  afterAll(() => session?.stop());

  const opened = () => listenersOf(session.graph, { coversPort: PORT });
  const changes = async () => (await session.graph.ask(CHANGES)).data.cloudChanges.nodes;
  const openPort = () => page.getByRole("button", { name: "Open port" });
  const pane = (name: string) => page.getByRole("complementary", { name });
  const plan = () => page.getByRole("status", { name: "Plan" });

  async function fillIn(provider = "HUAWEI_GA", name = "planned"): Promise<void> {
    await page.getByRole("button", { name: "Open a port" }).click();
    await page.getByLabel("On which load balancer or accelerator").selectOption(parents.get(provider)!);
    await page.getByLabel("Protocol").selectOption("TCP");
    await page.getByLabel("From port").fill(String(PORT));
    await page.getByLabel("Name").fill(name);
  }

  /** A listener with nothing behind it, with its details open. */
  async function openNewListener(provider: string, name: string): Promise<string> {
    const input = { parentId: parents.get(provider), name, protocol: "TCP", portRanges: [{ fromPort: PORT }] };
    const { createListener } = (await session.graph.ask(CREATE, { input })).data;
    expect(createListener.problems).toEqual([]);
    page = await session.open(`listener=${encodeURIComponent(createListener.listener.id)}`);
    await pane(name).getByRole("listitem").first().waitFor();
    return createListener.listener.id;
  }

  it("plans a port before it is opened: nothing is sent, and then exactly that", async () => {
    page = await session.open();
    await fillIn();
    await page.getByRole("button", { name: "Show the plan" }).click();
    await plan().getByText("1 request would be sent to the cloud. Nothing has been sent yet.").waitFor();
    expect(await plan().getByRole("listitem").allInnerTexts()).toEqual([expect.stringContaining("CreateListener")]);
    expect(await plan().locator(".differences").innerText()).toMatch(/Name\s*planned\s[\s\S]*Port ranges\s*42424/);
    await expect.poll(() => page.evaluate("document.activeElement?.ariaLabel")).toBe("Plan");
    expect(await opened()).toEqual([]);
    // Another input is not what was planned.
    await page.getByLabel("Name").fill("planned-2");
    await plan().waitFor({ state: "detached" });

    await openPort().click();
    const entry = pane("planned-2").getByRole("listitem").filter({ hasText: "Open a port" }).first();
    await pane("planned-2").getByText("1 request to the cloud").click();
    await expect
      .poll(() => entry.innerText())
      .toMatch(/Open a port\s+Done[\s\S]*planned-2[\s\S]*CreateListener accepted/);
  });

  it("shows why a plan is refused, beside the field", async () => {
    page = await session.open();
    await fillIn("HUAWEI_GA", "no such name!");
    await page.getByRole("button", { name: "Show the plan" }).click();
    await page.getByText("The port could not be opened: 1 thing to put right.").waitFor();
    expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("true");
    expect(await plan().count()).toBe(0);
  });

  it("opens one port for two clicks, and for another try after a lost answer", async () => {
    page = await session.open("", {}, BROKEN_CONNECTION);
    await fillIn("HUAWEI_GA", "once");
    const before = await changes();
    session.served.losesAnswers = true;
    await openPort().dblclick();
    await page.getByText("what was done is not done twice").waitFor();
    await expect.poll(opened).toMatchObject([{ name: "once" }]);
    session.served.losesAnswers = false;
    await openPort().click();
    await pane("once").waitFor();
    expect(await opened()).toHaveLength(1);
    const [change, ...others] = await changes();
    expect(others).toEqual(before);
    expect(change).toMatchObject({ action: "CREATE_LISTENER", state: "SUCCEEDED" });
    expect(change.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
  });

  it("takes a new key for a new change, also of the same input", async () => {
    page = await session.open();
    for (let round = 0; round < 2; round += 1) {
      await fillIn("HUAWEI_GA", "again");
      await openPort().click();
      await pane("again").getByRole("button", { name: "Delete…" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete again?" });
      await dialog.getByRole("button", { name: "Delete", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
      await expect.poll(opened).toEqual([]);
    }
  });

  /** Clicks until the graph has dared to ask a cloud again that had failed many times in a row. */
  async function lookAgainUntil(isDone: () => Promise<boolean>, place: Locator): Promise<void> {
    await expect
      .poll(
        async () => {
          // Not a click that waits for the button: it goes as soon as something is known.
          await place
            .getByRole("button", { name: "Look again" })
            .evaluateAll((buttons: unknown[]) => (buttons as { click(): void }[])[0]?.click());
          return isDone();
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(true);
  }

  // On two clouds: one that has failed many times is left alone for a moment.
  it.each([
    ["in its dialog", "huawei-elb-classic"],
    ["in the history", "tencent-gaap"],
  ])("looks again at what is not known, %s", async (place, key) => {
    await openNewListener(key.toUpperCase().replaceAll("-", "_"), "lost");
    await pane("lost").getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete lost?" });
    await dialog.getByText("It has no dependents.").waitFor();
    const cloud = session.graph.app.sandbox!.cloud(key);
    cloud.faults.add({ fault: { kind: "drop" }, actions: "^DeleteListeners?$" });
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByText("It is not known whether the cloud has done it.").waitFor();
    expect(await weakText(page)).toEqual([]);
    cloud.faults.clear();
    if (place === "in its dialog") {
      await lookAgainUntil(async () => (await dialog.count()) === 0, dialog);
      await page.getByRole("status", { name: "Changes" }).getByText("lost is deleted.").waitFor();
      return;
    }
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Recent changes" }).click();
    const recent = page.getByRole("dialog", { name: "Recent changes" });
    const entry = recent.getByRole("listitem").filter({ hasText: "Delete the listener" }).first();
    await entry.getByText("Not known", { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await lookAgainUntil(async () => (await entry.getByText("Done", { exact: true }).count()) > 0, entry);
  });

  it("tells what was made outside of the graph apart from its own changes, and who touched a listener last", async () => {
    const id = await openNewListener("HUAWEI_GA", "watched");
    const details = pane("watched").getByRole("region", { name: "Details" });
    const last = details.locator("dl.facts > div", { hasText: "Last change" });
    expect(await last.innerText()).toMatch(/Last change\s+Open a port/);

    const { listener } = (
      await session.graph.ask("query ($id: ID!) { listener(id: $id) { urn account { id } } }", { id })
    ).data;
    await session.graph.app.store.journal.keepOutside([
      {
        ...{
          action: "UPDATE_LISTENER",
          accountId: listener.account.id,
          targetUrn: listener.urn,
          parentUrn: listener.urn,
        },
        ...{ before: { name: "was" }, after: { name: "watched" } },
        differences: [{ path: ["name"], before: "was", after: "watched" }],
        observedAfter: Date.now() - 3_600_000,
      },
    ]);
    await page.reload();
    const entries = pane("watched").locator(".change");
    // The sandbox gives its ids anew after each reset: the record may hold what earlier tests did.
    await entries.getByText("Outside", { exact: true }).waitFor();
    const [outside, own] = await entries.allInnerTexts();
    expect(outside).toMatch(
      /^Change the listener\s+Outside\s+Outside of this graph, between .+ and .+\s+Name\s*was →\s+becomes\s+watched/,
    );
    expect(own).toMatch(/^Open a port\s+Done/);
    expect(await last.innerText()).toMatch(/Last change\s+Change the listener Outside of this graph, between/);
    expect([await weakText(page), await axeFindings(page), await overflowing(page)]).toEqual([[], [], []]);
  });

  it("tells of a set of servers that is saved as it was that nothing would be sent", async () => {
    page = await session.open();
    const { data } = await session.graph.ask(
      "{ listeners(first: 200, filter: { providers: [HUAWEI_ELB] }) { nodes { id status pools { nodes { members { nodes { id } } } } } } }",
    );
    const { id } = data.listeners.nodes.find(
      ({ status, pools }: { status: string; pools: { nodes: { members: { nodes: unknown[] } }[] } }) =>
        status === "ACTIVE" && pools.nodes.length === 1 && pools.nodes[0]!.members.nodes.length > 1,
    );
    await page.goto(`${session.served.origin}/?listener=${encodeURIComponent(id)}`);
    await page.getByRole("button", { name: "Change servers…" }).click();
    await page.getByRole("button", { name: "Show the plan" }).click();
    await plan().getByText("Nothing would be sent: all is as asked for already.").waitFor();
    await page.getByRole("button", { name: "Remove server 1" }).click();
    await page.getByRole("button", { name: "Show the plan" }).click();
    await plan().getByText("1 request would be sent to the cloud.").waitFor();
    expect(await plan().locator(".differences").innerText()).toMatch(/^Members/);
  });

  it.each(["light", "dark"] as const)("fits a phone and can be read in %s colours", async (colorScheme) => {
    await openNewListener("TENCENT_GAAP", "small");
    await page.close();
    page = await session.open("", { colorScheme, viewport: { width: 360, height: 740 } });
    await fillIn("HUAWEI_GA", "narrow");
    await page.getByRole("button", { name: "Show the plan" }).click();
    await plan().waitFor();
    expect([await overflowing(page), await weakText(page), await axeFindings(page)]).toEqual([[], [], []]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Recent changes" }).click();
    const recent = page.getByRole("dialog", { name: "Recent changes" });
    await recent.getByText("1 request to the cloud").first().click();
    expect([await overflowing(page), await weakText(page), await axeFindings(page)]).toEqual([[], [], []]);
  });

  it("has nothing to complain of and asks nobody else", () => expect(session.complaints).toEqual([]));
});
