import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../../examples/console/dist", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** A browser that obeys this asks nobody but the server that sent it. */
const CONTENT_SECURITY_POLICY = "default-src 'self'";

export interface ServedConsole {
  readonly origin: string;
  /** While set, /graphql is answered by nobody: the connection breaks. */
  isCutOff: boolean;
  /** While set, the graph does what it is asked, and its answers get lost. */
  losesAnswers: boolean;
  /** Whom the web server vouches for, as one with single sign-on does; null for nobody. */
  token: string | null;
  stop(): Promise<void>;
}

/**
 * Serves the console's built files on a free port and hands /graphql on, as a web server in production would.
 *
 * @throws Error when the console was not built
 */
export async function serveConsole(endpoint: string): Promise<ServedConsole> {
  if (!existsSync(join(dist, "index.html"))) {
    throw new Error("The console is not built: run `npm run test:console`, or `npm run build` in examples/console.");
  }
  const served = { origin: "", isCutOff: false, losesAnswers: false, token: null as string | null };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://console");
    if (pathname !== "/graphql") return void sendFile(pathname, response);
    if (served.isCutOff) return void request.socket.destroy();
    handOn(request, response, endpoint, served);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  served.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(served, {
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

async function sendFile(pathname: string, response: ServerResponse): Promise<void> {
  const file = normalize(join(dist, pathname === "/" ? "index.html" : pathname));
  const body = file.startsWith(dist + sep) ? await readFile(file).catch(() => null) : null;
  if (!body) return void response.writeHead(404).end();
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "content-security-policy": CONTENT_SECURITY_POLICY }).end(body);
}

function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: string,
  { losesAnswers, token }: Pick<ServedConsole, "losesAnswers" | "token">,
): void {
  const { host: _, ...own } = request.headers;
  const headers = token === null ? own : { ...own, authorization: `Bearer ${token}` };
  const upstream = httpRequest(endpoint, { method: request.method, headers }, (answer) => {
    if (losesAnswers) return void answer.resume().once("end", () => request.socket.destroy());
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.once("error", () => response.destroy());
  response.once("close", () => upstream.destroy());
  request.pipe(upstream);
}
