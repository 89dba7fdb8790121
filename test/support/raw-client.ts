import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A client that does as HTTP clients do not: it sends exactly the given bytes, and takes what comes. */
export interface RawClient {
  readonly socket: Socket;
  send(text: string): void;
  /** All that has come so far. */
  received(): string;
  /** What has come when `text` is in it. */
  until(text: string): Promise<string>;
  /** What has come when the server has closed the connection. */
  closed(): Promise<string>;
}

export function rawClient(endpoint: string, begin = ""): RawClient {
  const socket = connect(Number(new URL(endpoint).port), "127.0.0.1");
  let text = "";
  const isClosed = once(socket, "close").catch(() => undefined);
  socket
    .on("error", () => undefined)
    .on("data", (chunk) => {
      text += chunk;
    });
  socket.write(begin);
  return {
    socket,
    send: (more) => void socket.write(more),
    received: () => text,
    async until(wanted) {
      while (!text.includes(wanted) && !socket.closed) await Promise.race([once(socket, "data"), isClosed]);
      return text;
    },
    async closed() {
      await isClosed;
      return text;
    },
  };
}

/** A request to /graphql of which the body is still to be sent. */
export function headOf(bodyLength: number, headers: Readonly<Record<string, string>> = {}): string {
  const all = { host: "x", "content-type": "application/json", "content-length": String(bodyLength), ...headers };
  return `POST /graphql HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n`;
}

/** The JSON body of the last answer in what has come. */
export function bodyOf(received: string): { errors: { message: string; extensions: { code: string } }[] } {
  return JSON.parse(received.slice(received.lastIndexOf("\r\n\r\n") + 4));
}
