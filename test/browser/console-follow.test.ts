import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser } from "./support/browser.js";
import { type ConsoleSession, letTimePass, rowOf, startAnew, startConsole } from "./support/console-session.js";

const UPDATE = "mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { message } } }";
const CREATE = "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } } }";
const SET = "mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { problems { message } } }";

describe.skipIf(!hasBrowser)("the console, in a browser without internet: following", () => {
  let session: ConsoleSession;
  let page: Page;
  const changes = () => page.getByRole("status", { name: "Changes" });
  const details = () => page.getByRole("complementary");
  /** Names of the operations that the graph has begun to answer since the list was there. */
  const answered: string[] = [];

  /** What is found by a name, and the details of one of it. */
  async function openDetails(find: string, id: string): Promise<void> {
    answered.length = 0;
    page = await session.open(new URLSearchParams({ find }).toString());
    page.on("response", (response) => {
      const query: string = response.request().postDataJSON()?.query ?? "";
      answered.push(/(?:query|mutation|subscription) (\w+)/.exec(query)?.[1] ?? "");
    });
    await page.locator(`[id="listener-${id}"]`).click();
    await details().getByText("Settings of this cloud").waitFor();
  }

  describe("where the graph tells what happens", () => {
    beforeAll(async () => {
      session = await startConsole();
    }, 60_000);
    afterEach(async () => {
      await page?.close();
      await startAnew(session.graph);
    });
    afterAll(() => session?.stop());

    it("shows what others change of the listener that is open, without being asked", async () => {
      const query = `{ listeners(first: 50, filter: { providers: [HUAWEI_ELB], statuses: [ACTIVE] }) { nodes {
        id name pools { nodes { id members { nodes { address port weight subnetId } } } } } } }`;
      const { nodes } = (await session.graph.ask(query)).data.listeners;
      const { id, name, pools } = nodes.find(({ pools }: { pools: { nodes: unknown[] } }) => pools.nodes.length === 1);
      await openDetails(name, id);
      await expect.poll(() => answered).toEqual(expect.arrayContaining(["ListenersChanged", "PoolsChanged"]));

      letTimePass(session.graph);
      const renamed = await session.graph.ask(UPDATE, { input: { id, name: `${name}-2` } });
      expect(renamed.data.updateListener.problems).toEqual([]);
      await details()
        .getByRole("heading", { name: `${name}-2`, exact: true })
        .waitFor();
      await rowOf(page, `${name}-2`).waitFor();
      await details()
        .locator(".change", { hasText: `${name}-2` })
        .waitFor();

      letTimePass(session.graph);
      const [pool] = pools.nodes;
      const members = [...pool.members.nodes, { ...pool.members.nodes[0], address: "10.20.0.77" }];
      const set = await session.graph.ask(SET, { input: { poolId: pool.id, members } });
      expect(set.data.setPoolMembers.problems).toEqual([]);
      await details().getByText("10.20.0.77").first().waitFor();
      expect(answered).not.toContain("ListenerNow");
    });
  });

  describe("where the graph offers no subscriptions", () => {
    beforeAll(async () => {
      session = await startConsole((config) => {
        config.server.subscriptions.enabled = false;
      });
    }, 60_000);
    afterEach(async () => {
      await page?.close();
      await startAnew(session.graph);
    });
    afterAll(() => session?.stop());

    it("looks itself, and asks for no stream again", async () => {
      const parents = "{ listenerParents(filter: { providers: [HUAWEI_GA], statuses: [ACTIVE] }) { nodes { id } } }";
      const [parent] = (await session.graph.ask(parents)).data.listenerParents.nodes;
      const input = { parentId: parent.id, name: "short", protocol: "TCP", portRanges: [{ fromPort: 31_001 }] };
      const { id } = (await session.graph.ask(CREATE, { input })).data.createListener.listener;
      letTimePass(session.graph);
      await openDetails("short", id);
      await details().getByRole("button", { name: "Delete…" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete short?" });
      await dialog.getByText("It has no dependents.").waitFor();
      await dialog.getByRole("button", { name: "Delete", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
      letTimePass(session.graph);
      await changes().getByText("short is deleted.").waitFor();
      expect(answered).toContain("ListenerNow");
      expect(answered.filter((one) => one === "ListenersChanged")).toHaveLength(1);
    });

    it("has nothing to complain of", () => expect(session.complaints).toEqual([]));
  });
});
