import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ServerConfig } from "../config/server.js";
import { EXPLORER_HTML, EXPLORER_SCRIPT, studioHtml } from "./explorer-page.js";
import { respond } from "./respond.js";

/** Nothing from elsewhere: scripts and connections to this server only; styles also inline, which GraphiQL needs. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const require = createRequire(import.meta.url);
const fileOf = (packageName: string, file: string): string =>
  join(dirname(require.resolve(`${packageName}/package.json`)), file);

interface Asset {
  readonly type: string;
  read(): string | Buffer;
}

const script = "text/javascript; charset=utf-8";
const assets: Readonly<Record<string, Asset>> = {
  "/explorer/react.js": { type: script, read: () => readFileSync(fileOf("react", "umd/react.production.min.js")) },
  "/explorer/react-dom.js": {
    type: script,
    read: () => readFileSync(fileOf("react-dom", "umd/react-dom.production.min.js")),
  },
  "/explorer/graphiql.js": { type: script, read: () => readFileSync(fileOf("graphiql", "graphiql.min.js")) },
  "/explorer/graphiql.css": {
    type: "text/css; charset=utf-8",
    read: () => readFileSync(fileOf("graphiql", "graphiql.min.css")),
  },
  "/explorer/explorer.js": { type: script, read: () => EXPLORER_SCRIPT },
};

/**
 * Answers what belongs to the page at /; says whether it did. Files are read when they are first asked for.
 * @param origin where this server is, for people without a configured public address
 */
export function landingPage(
  { landingPage: kind, publicUrl }: Pick<ServerConfig, "landingPage" | "publicUrl">,
  origin: () => string,
): (response: ServerResponse, pathname: string) => boolean {
  const cache = new Map<string, string | Buffer>();
  const headers = { "content-security-policy": CONTENT_SECURITY_POLICY, "referrer-policy": "no-referrer" };
  return (response, pathname) => {
    if (kind === "none") return false;
    if (pathname === "/") {
      const html = kind === "explorer" ? EXPLORER_HTML : studioHtml(new URL("/graphql", publicUrl ?? origin()).href);
      respond(response, 200, "text/html; charset=utf-8", html, headers);
      return true;
    }
    const asset = kind === "explorer" ? assets[pathname] : undefined;
    if (!asset) return false;
    const body = cache.get(pathname) ?? asset.read();
    cache.set(pathname, body);
    respond(response, 200, asset.type, body, { ...headers, "cache-control": "public, max-age=3600" });
    return true;
  };
}
