import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerConfig } from "../../src/config/server.js";
import { landingPage } from "../../src/server/landing-page.js";
import { createMetrics } from "../../src/server/metrics.js";
import { publicPath } from "../../src/server/public-path.js";
import { respondJson } from "../../src/server/respond.js";
import { routed } from "../../src/server/routes.js";
import { startGraph } from "../support/graph.js";

const SCRIPT = "export const explorer = 1;";
const HTML = `<link rel="stylesheet" href="./explorer/index-Ab3_-9xY.css"><script src="./explorer/index-B70Jx2oi.js"></script>`;

describe("the page at /", () => {
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  const servers: Server[] = [];

  beforeAll(() => {
    mkdirSync(join(folder, "explorer"));
    const put = (name: string, text: string) => writeFileSync(join(folder, `${name}.gz`), gzipSync(text));
    put("index.html", HTML);
    put("explorer/index-B70Jx2oi.js", SCRIPT);
    put("explorer/index-Ab3_-9xY.css", "h1 {}");
    put("explorer/readme.md", "# Read me");
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(folder, { recursive: true });
  });

  /** The routes of a server with the page, and a graph that says how it was reached. */
  async function serve(config: Partial<ServerConfig>, pages: string | null = folder): Promise<string> {
    const all = { ...new ServerConfig(), ...config };
    const handle = routed({
      plain: {},
      graphql: async (_request, response, search) => respondJson(response, 200, { search }),
      page: landingPage(all, () => "http://127.0.0.1:4000", pages),
      metrics: createMetrics(),
      publicPath: publicPath(all.publicUrl),
    });
    const server = createServer((incoming, response) => void handle(incoming, response, {} as never));
    servers.push(server.listen(0, "127.0.0.1"));
    await new Promise((resolve) => server.once("listening", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const linksIn = (html: string) => [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);

  it("is the explorer, which needs nothing from elsewhere and is kept by browsers as long as it is the same", async () => {
    const origin = await serve({});
    const page = await fetch(origin);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'; worker-src");
    for (const link of linksIn(await page.text())) {
      const file = await fetch(new URL(link, `${origin}/`));
      expect(file.status).toBe(200);
      expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(file.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    const readme = await fetch(`${origin}/explorer/readme.md`);
    expect(readme.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(readme.headers.get("cache-control")).toBe("no-cache");
    expect((await fetch(`${origin}/explorer/index.html`)).status).toBe(404);
    expect((await fetch(`${origin}/explorer/..%2findex.html`)).status).toBe(404);
  });

  it("is sent as gzip to those who take it, and plain to the others", async () => {
    const address = new URL("/explorer/index-B70Jx2oi.js", await serve({}));
    const ask = (headers: Record<string, string>) =>
      new Promise<[string | undefined, string]>((resolve, reject) => {
        request(address, { headers }, (response) => {
          const pieces: Buffer[] = [];
          response.on("data", (piece) => pieces.push(piece));
          response.on("end", () =>
            resolve([response.headers["content-encoding"], Buffer.concat(pieces).toString("latin1")]),
          );
        })
          .on("error", reject)
          .end();
      });
    expect(await ask({})).toEqual([undefined, SCRIPT]);
    expect(await ask({ "accept-encoding": "deflate, gzip" })).toEqual(["gzip", gzipSync(SCRIPT).toString("latin1")]);
  });

  it.each(["https://example.com/clouds/listeners", "https://example.com/clouds/listeners/"])(
    "keeps the path of %s, whether or not a proxy strips it",
    async (publicUrl) => {
      const origin = await serve({ publicUrl });
      for (const path of ["/", "/clouds/listeners", "/clouds/listeners/"]) {
        const html = await (await fetch(`${origin}${path}`)).text();
        expect(linksIn(html)).toEqual([
          "/clouds/listeners/explorer/index-Ab3_-9xY.css",
          "/clouds/listeners/explorer/index-B70Jx2oi.js",
        ]);
      }
      for (const path of ["/clouds/listeners/explorer/index-B70Jx2oi.js", "/explorer/index-B70Jx2oi.js"])
        expect(await (await fetch(`${origin}${path}`)).text()).toBe(SCRIPT);
      for (const path of ["/clouds/listeners/graphql?query=x", "/graphql?query=x"])
        expect(await (await fetch(`${origin}${path}`)).json()).toEqual({ search: "?query=x" });
      expect((await fetch(`${origin}/clouds/graphql`)).status).toBe(404);
      const studio = await (await fetch(await serve({ publicUrl, landingPage: "studio" }))).text();
      expect(studio).toContain("<code>https://example.com/clouds/listeners/graphql</code>");
      expect(studio).toContain(encodeURIComponent("https://example.com/clouds/listeners/graphql"));
    },
  );

  it("says so when there is no explorer, and where the graph is", async () => {
    const page = await fetch(await serve({}, null));
    expect(page.status).toBe(503);
    expect(await page.text()).toContain("npm run build");
    expect((await fetch(await serve({ landingPage: "none" }))).status).toBe(404);
  });

  it("has its graph below the public path as well", async () => {
    const graph = await startGraph((config) => {
      config.server.publicUrl = "https://example.com/clouds";
    });
    try {
      const { origin } = graph.app.server;
      const answer = await fetch(`${origin}/clouds/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ __typename }" }),
      });
      expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
      expect((await fetch(`${origin}/clouds/healthz`)).status).toBe(200);
    } finally {
      await graph.stop();
    }
  });
});
