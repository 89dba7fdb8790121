import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AccessAction, AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { axeFindings } from "./support/axe.js";
import { hasBrowser } from "./support/browser.js";
import { type ConsoleSession, namesOn, overflowing, startConsole } from "./support/console-session.js";
import { weakText } from "./support/contrast.js";

/** Who may do what, and in which accounts. */
const GRANTS: readonly { readonly who: string; readonly actions: AccessAction[]; readonly accounts?: string[] }[] = [
  { who: "reader", actions: ["read"] },
  { who: "planner", actions: ["read", "plan", "audit"] },
  { who: "gamer", actions: ["read"] },
  { who: "gamer", actions: ["change", "delete", "audit"], accounts: ["alibaba-ga-sandbox"] },
];
const tokenOf = (who: string) => `token-of-${who}`;

describe.skipIf(!hasBrowser)("the console, in a browser without internet: what one may do", () => {
  let session: ConsoleSession;
  let page: Page;
  beforeAll(async () => {
    session = await startConsole((config) => {
      const names = [...new Set(GRANTS.map(({ who }) => who))];
      const tokens = names.map((name) =>
        Object.assign(new StaticTokenConfig(), { name, token: new Secret(tokenOf(name)) }),
      );
      const grants = GRANTS.map(({ who, ...grant }) => Object.assign(new GrantConfig(), { callers: [who], ...grant }));
      config.server.access = Object.assign(new AccessConfig(), { tokens, grants });
    });
  });
  afterEach(() => page?.close());
  afterAll(() => session?.stop());

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  async function openAs(who: string, search = "", viewport = { width: 1280, height: 860 }): Promise<void> {
    session.served.token = tokenOf(who);
    page = await session.open(search, { viewport });
    await page.getByText(`You are ${who}.`).waitFor();
  }
  async function openFirst(): Promise<void> {
    const [name = ""] = await namesOn(page);
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByText("Settings of this cloud").waitFor();
  }

  it("says to those who may only look that they may, and why there is nothing to press", async () => {
    await openAs("reader");
    await page.getByText("You may look, and change nothing.").waitFor();
    expect(await button("Open a port").isDisabled()).toBe(true);
    expect(await button("Recent changes").count()).toBe(0);
    await openFirst();
    await page.getByText("You may look at what is in this account, not delete it.").waitFor();
    expect(await button("Delete…").isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: /servers…$/ }).count()).toBe(0);
    await page.getByText("You may not see who changed what in this account.").waitFor();
    expect(await weakText(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  it("lets those plan who may plan, and not open what they have planned", async () => {
    await openAs("planner");
    await button("Open a port").click();
    const parents = page.getByLabel("On which load balancer or accelerator");
    await parents.selectOption({ label: await firstChoice(/not yours to change$/) });
    await page.getByLabel("Protocol").selectOption("TCP");
    await page
      .getByRole("dialog")
      .getByLabel(/^(From port|Port)/)
      .fill("41000");
    await page.getByLabel("Name").fill("only-planned");
    await page.getByText("You may look at what is in this account, not change it.").waitFor();
    expect(await button("Open port").isDisabled()).toBe(true);
    await button("Show the plan").click();
    await page.getByRole("status", { name: "Plan" }).getByText("Nothing has been sent yet.").waitFor();
    await button("Cancel").click();
    await button("Recent changes").click();
    await page.getByText("No change is on record here yet.").waitFor();
  });

  /** The first load balancer or accelerator whose words fit. */
  const firstChoice = async (fits: RegExp): Promise<string> => {
    const parents = page.getByLabel("On which load balancer or accelerator");
    await parents.locator("optgroup").first().waitFor({ state: "attached" });
    const options = parents.locator("option:not(:disabled)");
    const words = await options.allInnerTexts();
    return words.find((text) => fits.test(text) && !/\b(error|updating|unknown|creating)\b|legacy/.test(text))!;
  };

  it("offers what is granted in one account, and nothing of that elsewhere", async () => {
    await openAs("gamer", "cloud=ALIBABA_GA");
    await openFirst();
    await page.getByText("No change is on record here yet.").waitFor();
    expect(await button("Delete…").isEnabled()).toBe(true);
    await page.getByLabel("Cloud").selectOption("HUAWEI_GA");
    await button("Close").click();
    await expect.poll(() => page.locator("table.listeners tbody tr").first().innerText()).toContain("Huawei GA");
    await openFirst();
    await page.getByText("You may look at what is in this account, not delete it.").waitFor();
    await button("Open a port").click();
    const choices = page.getByLabel("On which load balancer or accelerator").locator("optgroup");
    await choices.first().waitFor({ state: "attached" });
    const disabled = await choices.evaluateAll((groups: unknown[]) =>
      (groups as { label: string; children: { disabled: boolean }[] }[]).map(({ label, children }) => [
        label.split(": ")[1],
        [...children].every((option) => option.disabled),
      ]),
    );
    expect(disabled.length).toBeGreaterThanOrEqual(5);
    expect(disabled.filter(([, isOff]) => !isOff)).toEqual([["alibaba-ga-sandbox", false]]);
  });

  it("fits a phone with its reasons", async () => {
    await openAs("reader", "", { width: 360, height: 740 });
    await openFirst();
    await page.getByText("You may not see who changed what in this account.").waitFor();
    expect(await overflowing(page)).toEqual([]);
  });

  it("says that the graph wants to know who one is, and shows no list", async () => {
    session.served.token = null;
    page = await session.open("", {}, /status of 401/);
    await page.getByText("The listeners could not be read", { exact: true }).waitFor();
    expect(await page.locator(".box").innerText()).toContain("The graph does not know who you are. Sign in,");
    expect(await page.locator(".empty").count()).toBe(0);
  });

  it("has nothing to complain of and asks nobody else", () => expect(session.complaints).toEqual([]));
});
