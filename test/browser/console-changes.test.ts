import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { hasBrowser } from "./support/browser.js";
import {
  type ConsoleSession,
  holdTime,
  letTimePass,
  listenersOf,
  mistakesAt,
  namesOn,
  rowOf,
  startAnew,
  startConsole,
} from "./support/console-session.js";

interface Parent {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly account: {
    readonly capabilities: {
      readonly provider: string;
      readonly protocols: string[];
      readonly algorithms: string[];
      readonly clientAffinities: string[];
      readonly maxPortRanges: number;
      readonly allowsPortSpans: boolean;
      readonly unsupportedListenerFields: string[];
      readonly limits: { readonly name: { readonly maxLength: number } };
    };
  };
}

interface KnownPool {
  readonly provider: string;
  readonly region: string | null;
  readonly members: { readonly nodes: readonly { readonly address: string; readonly targetId: string | null }[] };
}

const CLOUDS = providers.map(({ key }) => key.toUpperCase().replaceAll("-", "_"));
const PARENTS = `{ listenerParents(first: 200) { nodes { id name status account { capabilities {
  provider protocols algorithms clientAffinities maxPortRanges allowsPortSpans unsupportedListenerFields limits { name { maxLength } } } } } } }`;

describe.skipIf(!hasBrowser)("the console, in a browser without internet: changing", () => {
  let session: ConsoleSession;
  let page: Page;
  let parents: Map<string, Parent>;

  beforeAll(async () => {
    session = await startConsole();
    const nodes: Parent[] = (await session.graph.ask(PARENTS)).data.listenerParents.nodes;
    const usable = nodes.filter(({ status, name }) => status === "ACTIVE" && !name.includes("legacy"));
    parents = new Map(usable.map((parent) => [parent.account.capabilities.provider, parent]));
  });
  afterEach(async () => {
    await page?.close();
    await startAnew(session.graph);
  });
  afterAll(() => session?.stop());

  const parentOn = (provider: string): Parent => {
    const parent = parents.get(provider);
    if (!parent) throw new Error(`There is nothing on ${provider} to open a port on.`);
    return parent;
  };
  const openForm = async (parent: Parent) => {
    await page.getByRole("button", { name: "Open a port" }).click();
    await page.getByLabel("On which load balancer or accelerator").selectOption(parent.id);
  };
  const submit = () => page.getByRole("button", { name: "Open port" }).click();
  const optionsOf = (label: string) =>
    page
      .getByLabel(label)
      .evaluateAll((selects: unknown[]) =>
        (selects as { options: { value: string }[] }[]).flatMap(({ options }) =>
          [...options].map(({ value }) => value).filter(Boolean),
        ),
      );

  it("has a form for each cloud that follows from what the cloud can do", async () => {
    page = await session.open();
    expect(parents.size).toBeGreaterThanOrEqual(5);
    await page.getByRole("button", { name: "Open a port" }).click();
    for (const [provider, parent] of parents) {
      const can = parent.account.capabilities;
      const has = (field: string) => !can.unsupportedListenerFields.includes(field);
      await page.getByLabel("On which load balancer or accelerator").selectOption(parent.id);
      await page.getByLabel("Protocol").selectOption("TCP");
      expect({
        provider,
        protocols: await optionsOf("Protocol"),
        algorithms: await optionsOf("Algorithm"),
        affinities: await optionsOf("Client affinity"),
        ranges: (await page.getByRole("button", { name: "Add a range" }).count()) > 0,
        spans: (await page.getByLabel("To port").count()) > 0,
        description: (await page.getByLabel("Description").count()) > 0,
      }).toEqual({
        provider,
        protocols: can.protocols,
        algorithms: has("algorithm") ? can.algorithms : [],
        affinities: has("clientAffinity") ? can.clientAffinities : [],
        ranges: can.maxPortRanges > 1,
        spans: can.allowsPortSpans,
        description: has("description"),
      });
      if (!can.protocols.includes("HTTPS")) continue;
      await page.getByLabel("Protocol").selectOption("HTTPS");
      expect(await page.getByRole("button", { name: "Add a range" }).count()).toBe(0);
      expect(await page.getByLabel("Certificates").count()).toBe(1);
    }
  });

  it("shows every mistake beside the field that it is about, and nothing is opened", async () => {
    page = await session.open();
    await openForm(parentOn("HUAWEI_GA"));
    await submit();
    expect(await mistakesAt(page, "Protocol")).toBe("Choose a protocol.");
    expect(await mistakesAt(page, "From port")).toBe("Type a port.");
    await page.getByLabel("Protocol").selectOption("TCP");
    await page.getByLabel("From port").fill("9000");
    await page.getByLabel("To port").fill("8000");
    await page.getByRole("button", { name: "Add a range" }).click();
    await page.getByLabel("From port of range 2").fill("22");
    await page.getByLabel("Name").fill("no such name!");
    await submit();
    await expect
      .poll(() => mistakesAt(page, "To port of range 1"))
      .toContain("must be at least fromPort, 9000; got 8000");
    expect(await page.locator(".range-wrong").textContent()).toContain("Port 22 of TCP");
    expect(await mistakesAt(page, "Name")).not.toBe("");
    expect(await page.locator(".problems").textContent()).toBe("The port was not opened: 3 things to put right.");
    expect(await page.evaluate("document.activeElement?.name")).toBe("portRanges.0.toPort");
    expect((await listenersOf(session.graph)).some(({ name }) => name === "no such name!")).toBe(false);
  });

  it("says what a cloud takes, and what it does not before anything is sent", async () => {
    page = await session.open();
    for (const parent of parents.values()) {
      await page.getByRole("button", { name: "Open a port" }).click();
      await page.getByLabel("On which load balancer or accelerator").selectOption(parent.id);
      const { maxLength } = parent.account.capabilities.limits.name;
      const name = page.getByLabel("Name");
      await name.fill("x".repeat(maxLength + 1));
      await name.blur();
      expect(await mistakesAt(page, "Name")).toBe(`At most ${maxLength} characters; these are ${maxLength + 1}.`);
      await name.fill("x".repeat(maxLength));
      expect(await mistakesAt(page, "Name")).toBe("");
      await page.getByRole("button", { name: "Cancel" }).click();
    }
  });

  it("says who holds a port, and puts what is about no field at the top", async () => {
    page = await session.open();
    const parent = parentOn("HUAWEI_GA");
    const query = `query ($id: ID!) { listenerParent(id: $id) { listeners { nodes { name protocol portRanges { fromPort } } } } }`;
    const { nodes } = (await session.graph.ask(query, { id: parent.id })).data.listenerParent.listeners;
    const [holder] = nodes;
    await openForm(parent);
    await page.getByLabel("Protocol").selectOption(holder.protocol);
    await page.getByLabel("From port").fill(String(holder.portRanges[0].fromPort));
    await page.getByLabel("Name").fill("second");
    await submit();
    await page.getByText(`Held by ${holder.name}`).waitFor();
    expect(await page.locator("fieldset").textContent()).toContain(`Held by ${holder.name}`);

    const cloud = session.graph.app.sandbox?.cloud("huawei-ga");
    cloud?.faults.add({ fault: { kind: "refuse" } });
    await cloud?.settled();
    await page.getByLabel("From port").fill("42000");
    await submit();
    const top = page.locator(".problems");
    await top.getByText("PROVIDER_UNAVAILABLE").waitFor();
    expect(await top.textContent()).toContain("It may work when you try again.");
    expect(await page.locator("form .field .wrong").count()).toBe(0);
  });

  it("opens a port and follows it until it is active", async () => {
    page = await session.open();
    holdTime(session.graph);
    await openForm(parentOn("ALIBABA_GA"));
    await page.getByLabel("Protocol").selectOption("UDP");
    await page.getByLabel("From port").fill("42000");
    await page.getByLabel("To port").fill("42009");
    await page.getByLabel("Name").fill("brand-new");
    await submit();
    const pane = page.getByRole("complementary", { name: "brand-new" });
    await pane.getByText("Creating").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement?.innerText")).toBe("brand-new");
    expect((await namesOn(page))[0]).toBe("brand-new");
    expect(await rowOf(page, "brand-new").textContent()).toMatch(/UDP\s*42000–42009\s*Creating/);
    const changes = page.getByRole("status", { name: "Changes" });
    expect(await changes.textContent()).toContain("brand-new is being created.");
    letTimePass(session.graph);
    await changes.getByText("brand-new is active.").waitFor();
    await rowOf(page, "brand-new").getByText("Active").waitFor();
    await pane.locator(".status-line").getByText("Active", { exact: true }).waitFor();
    expect(await listenersOf(session.graph, { coversPort: 42_005 })).toMatchObject([{ name: "brand-new" }]);
  });

  it.each(CLOUDS)("adds servers to a port that was just opened, and changes them, on %s", async (provider) => {
    const { graph } = session;
    const parent = parentOn(provider);
    const create = `mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { message } } }`;
    const behind = `query ($id: ID!) { listener(id: $id) { pools { nodes { members { nodes { address weight } } } } } }`;
    const known = `{ pools(first: 200) { nodes { provider region members { nodes { address targetId } } } } }`;
    const pools: KnownPool[] = (await graph.ask(known)).data.pools.nodes;
    const { algorithms, unsupportedListenerFields } = parent.account.capabilities;
    const weighted = "WEIGHTED_ROUND_ROBIN";
    const canWeigh = algorithms.includes(weighted) && !unsupportedListenerFields.includes("algorithm");
    const input = {
      parentId: parent.id,
      name: "fresh",
      protocol: "TCP",
      portRanges: [{ fromPort: 43_210 }],
      ...(canWeigh ? { algorithm: weighted } : {}),
    };
    const { listener } = (await graph.ask(create, { input })).data.createListener;
    letTimePass(session.graph);
    const model = pools.find((pool) => pool.provider === provider && pool.members.nodes.length > 0)!;
    const [server] = model.members.nodes;
    const membersNow = async (): Promise<{ address: string; weight: number | null }[]> =>
      (await graph.ask(behind, { id: listener.id })).data.listener.pools.nodes.flatMap(
        (pool: { members: { nodes: object[] } }) => pool.members.nodes,
      );

    page = await session.open(`listener=${encodeURIComponent(listener.id)}`);
    await page.getByRole("button", { name: "Add servers…" }).click();
    const dialog = page.getByRole("dialog", { name: "Servers of fresh" });
    const fillIn = async (label: string | RegExp, text: string) => {
      const field = dialog.getByLabel(label);
      if ((await field.count()) > 0) await field.fill(text);
    };
    await fillIn("Region of the servers", model.region ?? "");
    await fillIn("Address of server 1", server!.address);
    // Left empty where the cloud takes the listener's.
    const port = dialog.getByLabel("Port of server 1").and(page.locator("input:not([placeholder])"));
    if ((await port.count()) > 0) await port.fill("8080");
    await fillIn("The server's id at the cloud of server 1", server!.targetId ?? "");
    const save = dialog.getByRole("button", { name: "Save servers" });
    const wrong = dialog.locator(".server .wrong");
    const isGone = dialog.waitFor({ state: "detached" });
    await save.click();
    await Promise.race([isGone, wrong.waitFor()]);
    if ((await wrong.count()) > 0) {
      // Some listeners need the servers' port where others of the same cloud have it themselves.
      expect(await mistakesAt(page, "Port of server 1")).toContain("`port` must");
      await fillIn("Port of server 1", "8080");
      await save.click();
    }
    await isGone;
    letTimePass(session.graph);
    await expect.poll(membersNow).toMatchObject([{ address: server!.address }]);
    const pane = page.getByRole("complementary", { name: "fresh" });
    await pane.getByRole("rowheader", { name: server!.address }).waitFor();

    await pane.getByRole("button", { name: "Change servers…" }).click();
    const again = page.getByRole("dialog", { name: /^Servers of / });
    await again.waitFor();
    const weight = again.getByLabel("Weight of server 1");
    const hasWeight = (await weight.count()) > 0;
    if (hasWeight) await weight.fill("7");
    await again.getByRole("button", { name: "Save servers" }).click();
    await again.waitFor({ state: "detached" });
    letTimePass(session.graph);
    if (hasWeight) await expect.poll(membersNow).toMatchObject([{ address: server!.address, weight: 7 }]);
  });

  it("deletes after asking, offers to delete the dependents too, and follows the deletion to its end", async () => {
    page = await session.open("cloud=ALIBABA_GA&find=443");
    const [name = ""] = await namesOn(page);
    const [before] = await listenersOf(session.graph, { coversPort: 443, providers: ["ALIBABA_GA"] });
    await rowOf(page, name).click();
    const remove = page.getByRole("button", { name: "Delete…" });
    await remove.click();
    const dialog = page.getByRole("dialog", { name: `Delete ${name}?` });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate("document.activeElement?.innerText")).toBe("Delete…");
    await remove.click();
    const query = "query ($id: ID!) { listener(id: $id) { pools { nodes { name members { nodes { id } } } } } }";
    const { pools } = (await session.graph.ask(query, { id: before?.id })).data.listener;
    const hanging = pools.nodes.map(
      (pool: { name: string; members: { nodes: unknown[] } }) =>
        `pool ${pool.name}, with ${pool.members.nodes.length} server${pool.members.nodes.length === 1 ? "" : "s"}`,
    );
    await dialog.getByRole("listitem").first().waitFor();
    expect(await dialog.getByRole("listitem").allInnerTexts()).toEqual(hanging);
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByLabel("Also delete everything that depends on it").check();
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const changes = page.getByRole("status", { name: "Changes" });
    await changes.getByText(new RegExp(`^${name} is (being )?deleted\\.$`)).waitFor();
    letTimePass(session.graph);
    await changes.getByText(`${name} is deleted.`).waitFor();
    expect(await namesOn(page)).not.toContain(name);
    expect((await listenersOf(session.graph)).some(({ id }) => id === before?.id)).toBe(false);
  });

  it("does not delete what has changed since it was looked at, and shows it as it is now", async () => {
    page = await session.open("cloud=HUAWEI_ELB_CLASSIC");
    const [listener] = await listenersOf(session.graph, { providers: ["HUAWEI_ELB_CLASSIC"] });
    const { id, name } = listener ?? { id: "", name: "" };
    await rowOf(page, name).click();
    await page.getByText("Settings of this cloud").waitFor();
    const change = `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { message } } }`;
    const answer = await session.graph.ask(change, { input: { id, name: "renamed-meanwhile", waitUntilActive: true } });
    expect(answer.data.updateListener.problems).toEqual([]);
    await page.getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("dialog", { name: `Delete ${name}?` });
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByText("has changed since you read it").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("complementary", { name: "renamed-meanwhile" }).waitFor();
    expect((await listenersOf(session.graph)).some((other) => other.id === id)).toBe(true);
  });

  it("opens a port with nothing but the keyboard", async () => {
    page = await session.open();
    const { keyboard } = page;
    const focused = () => page.evaluate("document.activeElement?.name || document.activeElement?.innerText");
    const tabTo = async (what: string) => {
      for (let presses = 0; presses < 15 && (await focused()) !== what; presses += 1) await keyboard.press("Tab");
      expect(await focused()).toBe(what);
    };
    await tabTo("Open a port");
    await keyboard.press("Enter");
    await page.getByLabel("On which load balancer or accelerator").waitFor();
    await tabTo("parentId");
    await keyboard.type(parentOn("HUAWEI_ELB_CLASSIC").name);
    await tabTo("protocol");
    await keyboard.type("TCP");
    await tabTo("portRanges.0.fromPort");
    await keyboard.type("42000");
    await tabTo("name");
    await keyboard.type("typed");
    await keyboard.press("Enter");
    await page.getByRole("complementary", { name: "typed" }).waitFor();
    expect(await listenersOf(session.graph, { coversPort: 42_000 })).toMatchObject([{ name: "typed" }]);
    await keyboard.press("Escape");
    await expect.poll(focused).toBe("typed");
  });

  it("has nothing to complain of and asks nobody else", () => expect(session.complaints).toEqual([]));
});
