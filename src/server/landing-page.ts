import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import type { ServerConfig } from "../config/server.js";
import { type PageFile, type PageFiles, pagesFolder, readPageFiles } from "./page-files.js";
import { publicBase, publicPath } from "./public-path.js";
import { respond } from "./respond.js";
import { notBuiltHtml, studioHtml } from "./simple-pages.js";

/**
 * No external resources: scripts, workers and connections to this server only; styles also inline, which Monaco needs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
const HEADERS = { "content-security-policy": CONTENT_SECURITY_POLICY, "referrer-policy": "no-referrer" };
const HTML = "text/html; charset=utf-8";

/** Answers requests for the page at /; returns whether it did. */
export type LandingPage = (request: IncomingMessage, response: ServerResponse, pathname: string) => boolean;

type PageConfig = Pick<ServerConfig, "landingPage" | "publicUrl">;

/**
 * The configured page.
 * @param origin the server's address, for people without a configured public address
 * @param folder where the build has put the explorer; null when it is not built
 */
export function landingPage(config: PageConfig, origin: () => string, folder = pagesFolder()): LandingPage {
  if (config.landingPage === "none") return () => false;
  if (config.landingPage === "explorer" && folder !== null) return explorerPage(config, folder);
  return (_request, response, pathname) => {
    if (pathname !== "/") return false;
    if (config.landingPage === "explorer") respond(response, 503, HTML, notBuiltHtml(), HEADERS);
    else respond(response, 200, HTML, studioHtml(new URL("graphql", publicBase(config.publicUrl ?? origin())).href));
    return true;
  };
}

function explorerPage({ publicUrl }: PageConfig, folder: string): LandingPage {
  const base = publicPath(publicUrl);
  let read: PageFiles | undefined;
  return (request, response, pathname) => {
    read ??= readPageFiles(folder);
    if (pathname === "/") {
      // People may omit the slash at the end of a path; then relative addresses would be wrong.
      const html = base === "/" ? read.html : read.html.replaceAll('="./', `="${base}`);
      respond(response, 200, HTML, html, { ...HEADERS, "cache-control": "no-cache" });
      return true;
    }
    const file = read.files.get(pathname);
    if (file) respondFile(request, response, file);
    return file !== undefined;
  };
}

function respondFile(request: IncomingMessage, response: ServerResponse, { path, type, isHashed }: PageFile): void {
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const zipped = readFileSync(path);
  respond(response, 200, type, takesGzip ? zipped : gunzipSync(zipped), {
    ...HEADERS,
    ...(takesGzip ? { "content-encoding": "gzip" } : {}),
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
  });
}
