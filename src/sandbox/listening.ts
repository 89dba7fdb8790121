import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Starts to listen. Port 0 takes any free one. @throws Error with node's code, such as EADDRINUSE. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      server.off("error", settle).off("listening", settle);
      if (error) reject(error);
      else resolve();
    };
    server.once("error", settle).once("listening", settle);
    server.listen(port, host);
  });
  return (server.address() as AddressInfo).port;
}

/** Stops listening and breaks every connection. */
export async function stopListening(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

/** The address of a server on the loopback interface. */
export function endpointOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
