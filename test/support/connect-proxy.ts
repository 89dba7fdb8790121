import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ConnectProxy {
  /** With the credentials in it, where it asks for any. */
  readonly url: string;
  /** What it was asked to connect to: cloud.example:443. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export interface ConnectProxyOptions {
  readonly user?: string;
  readonly password?: string;
  /** Refuses everything with this status. */
  readonly refusesWith?: number;
}

/** A proxy on loopback that connects to the port that it is asked for, on this machine, whatever the name. */
export async function startConnectProxy({
  user,
  password,
  refusesWith,
}: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const wanted = user && `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connection", (socket) => sockets.add(socket.on("error", () => undefined)));
  server.on("connect", ({ url = "", headers }: IncomingMessage, client: Socket, head: Buffer) => {
    asked.push(url);
    const status = refusesWith ?? (wanted && headers["proxy-authorization"] !== wanted ? 407 : undefined);
    if (status !== undefined) return client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const cloud = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      cloud.write(head);
      cloud.pipe(client).pipe(cloud);
    });
    sockets.add(cloud.on("error", () => client.destroy()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${user ? `${user}:${password}@` : ""}127.0.0.1:${port}`,
    asked,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
