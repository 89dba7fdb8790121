import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";

/** Has a vendor's client send one request to a loopback server, which answers with `answer`. Returns the request. */
export async function capture(answer: object, send: (host: string) => Promise<unknown>): Promise<ReceivedRequest> {
  const seen: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const [path = "", ...query] = (incoming.url ?? "").split("?");
    const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
    seen.push({
      method: incoming.method ?? "",
      path,
      query: query.join("?"),
      headers: Object.fromEntries(headers),
      body: Buffer.concat(chunks),
    });
    response.writeHead(200, { "content-type": "application/json", connection: "close" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await send(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  const [request] = seen;
  if (request === undefined || seen.length > 1) throw new Error(`expected one request, saw ${seen.length}`);
  return request;
}
