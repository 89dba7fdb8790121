import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load-config.js";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { blocksOf, blockUnder } from "./page.js";

const PAGE = "docs/access.md";
const env = { EDGE_GATEWAY_TOKEN: "gateway-secret", PORT_ROBOT_TOKEN: "robot-secret" };

/** What the page calls https://login.example.com. */
let issuer: Server;
let origin: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  keys = await generateKeyPair("ES256");
  const published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: "one" }] });
  issuer = createServer((_request, response) => void response.end(published));
  await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
});
afterAll(() => void issuer.close());

const signed = (audience: string, claims: Record<string, unknown>) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", kid: "one" })
    .setIssuer(origin)
    .setAudience(audience)
    .setSubject("ada")
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(keys.privateKey)
    .then((token) => ({ authorization: `Bearer ${token}` }));

/** A server that is configured by a recipe, letter by letter but for the issuer's address. */
function startRecipe(heading: string): Promise<RunningGraph> {
  const text = blockUnder(PAGE, `Recipe: ${heading}`, "yaml").replaceAll("https://login.example.com", origin);
  const { server } = parseConfig(text, PAGE, providers, { env });
  return startGraph((config) => {
    config.server.access = server.access;
    config.server.corsOrigins = server.corsOrigins;
  });
}

const RIGHTS = "{ cloudAccounts { provider viewerCan } }";
async function rights(graph: RunningGraph, headers: Record<string, string>): Promise<Record<string, string>> {
  const { data } = await graph.ask(RIGHTS, {}, headers);
  return Object.fromEntries(
    data.cloudAccounts.map(({ provider, viewerCan }: { provider: string; viewerCan: string[] }) => [
      provider,
      viewerCan.join(" "),
    ]),
  );
}

describe(PAGE, () => {
  it("asks what the schema answers", async () => {
    const graph = await startGraph();
    try {
      for (const { text } of blocksOf(PAGE).filter(({ language }) => language === "graphql"))
        expect(await graph.ask(text)).toMatchObject({ status: 200, errors: undefined });
    } finally {
      await graph.stop();
    }
  });

  it("keeps its promise of one team behind a gateway", async () => {
    const graph = await startRecipe("one team behind a gateway");
    try {
      const way = { "x-gateway-token": "gateway-secret" };
      const audience = "https://listeners.example.com";
      const player = await signed(audience, { groups: ["games"] });
      const other = await signed(audience, { groups: ["shop"] });
      expect(await rights(graph, { ...way, ...player })).toEqual({
        ALIBABA_GA: "READ PLAN CHANGE DELETE",
        HUAWEI_ELB: "READ",
        HUAWEI_ELB_CLASSIC: "READ",
        HUAWEI_GA: "READ",
        TENCENT_GAAP: "READ",
      });
      expect((await rights(graph, { ...way, ...other })).ALIBABA_GA).toBe("READ");
      expect((await graph.ask(RIGHTS, {}, player)).status).toBe(401);
      expect((await graph.ask(RIGHTS, {}, way)).status).toBe(401);
    } finally {
      await graph.stop();
    }
  });

  it("keeps its promise of a console with single sign-on", async () => {
    const graph = await startRecipe("a console with single sign-on");
    try {
      const audience = "listeners-console";
      const about = { azp: "listeners-console", email: "ada@example.com" };
      const guest = await rights(graph, await signed(audience, about));
      const engineer = await rights(graph, await signed(audience, { ...about, groups: ["sre"] }));
      expect(new Set(Object.values(guest))).toEqual(new Set(["READ"]));
      expect(new Set(Object.values(engineer))).toEqual(new Set(["READ PLAN CHANGE DELETE AUDIT"]));
      expect((await graph.ask(RIGHTS, {}, await signed(audience, { azp: "listeners-console" }))).status).toBe(401);
      const preflight = await fetch(graph.endpoint, {
        method: "OPTIONS",
        headers: {
          origin: "https://console.example.com",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type",
        },
      });
      expect(preflight.headers.get("access-control-allow-origin")).toBe("https://console.example.com");
    } finally {
      await graph.stop();
    }
  });

  it("keeps its promise of a robot that may only open ports 8000 to 8999", async () => {
    const graph = await startRecipe("a robot that may only open ports 8000 to 8999");
    try {
      const robot = { authorization: "Bearer robot-secret" };
      expect(await rights(graph, robot)).toEqual({ HUAWEI_GA: "READ PLAN CHANGE" });
      const { data } = await graph.ask(
        "{ listenerParents { nodes { id status listeners(first: 50) { nodes { id } } } } }",
        {},
        robot,
      );
      const [parent] = data.listenerParents.nodes
        .filter(({ status }: { status: string }) => status === "ACTIVE")
        .sort(
          (a: { listeners: { nodes: unknown[] } }, b: { listeners: { nodes: unknown[] } }) =>
            a.listeners.nodes.length - b.listeners.nodes.length,
        );
      const open = async (fromPort: number) => {
        const input = { parentId: parent.id, name: "robot", protocol: "TCP", portRanges: [{ fromPort }] };
        const answer = await graph.ask(
          "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { code } } }",
          { input },
          robot,
        );
        return answer.data.createListener;
      };
      expect(await open(9000)).toEqual({ listener: null, problems: [{ code: "ACCESS_DENIED" }] });
      const { listener, problems } = await open(8000);
      expect(problems).toEqual([]);
      const closing = await graph.ask(
        "mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { problems { code } } }",
        { input: { id: listener.id } },
        robot,
      );
      expect(closing.data.deleteListener.problems).toEqual([{ code: "ACCESS_DENIED" }]);
    } finally {
      await graph.stop();
    }
  });
});
