import { connect, type Socket } from "node:net";

/** Milliseconds that opening a connection may take. */
const PATIENCE_MS = 5_000;

export interface RawConnection {
  readonly socket: Socket;
  /** What has come back so far. */
  readonly received: () => string;
  /** Resolves to true when the other side closes, or to false after `ms`. */
  closed(ms: number): Promise<boolean>;
}

/** A raw connection, on which a test can send anything. */
export function openRaw(origin: string): Promise<RawConnection> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    let isClosed = false;
    socket.setTimeout(PATIENCE_MS, () => reject(new Error("No connection in time.")));
    socket.on("data", (chunk) => {
      text = (text + chunk.toString("latin1")).slice(0, 10_000);
    });
    socket.once("error", reject);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      isClosed = true;
    });
    socket.once("connect", () => {
      socket.setTimeout(0);
      resolve({
        socket,
        received: () => text,
        closed: (ms) =>
          new Promise((done) => {
            if (isClosed) return done(true);
            const tooLate = setTimeout(() => done(false), ms);
            socket.once("close", () => {
              clearTimeout(tooLate);
              done(true);
            });
          }),
      });
    });
  });
}

export async function openMany(origin: string, count: number): Promise<RawConnection[]> {
  return Promise.all(Array.from({ length: count }, () => openRaw(origin)));
}

export const closeAll = (connections: readonly RawConnection[]): void => {
  for (const { socket } of connections) socket.destroy();
};

const HEAD = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";

/** A request that announces a body and sends only `sent`. */
export const unfinishedBody = (sent: string, length = 1_000): string =>
  `${HEAD}content-length: ${length}\r\n\r\n${sent}`;
/** A request whose headers never end. */
export const unfinishedHead = (): string => `${HEAD}x-more: `;
/** A chunked body without its last chunk. */
export const unfinishedChunks = (): string => `${HEAD}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`;

/** A complete request. */
export function wholeRequest(query: string): string {
  const body = JSON.stringify({ query });
  return `${HEAD}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
