import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { Server as TlsServer } from "node:tls";

/** @param head what the client has sent behind its request */
export type OnWebSocket = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Headers of a request to change the protocol. */
const UPGRADE_HEADERS = ["upgrade", "connection", "http2-settings"];

/**
 * Passes on requests for a WebSocket. Once somebody does that, Node stops reading as HTTP whenever any protocol is
 * offered, and Java's client offers HTTP/2 with its first request: such a request is read again, without the
 * offer, which a server may ignore.
 * Source: RFC 9110, section 7.8.
 */
export function acceptUpgrades(server: Server, onWebSocket: OnWebSocket): void {
  const opened = server instanceof TlsServer ? "secureConnection" : "connection";
  server.on("upgrade", (request, socket, head) => {
    if (request.headers.upgrade?.toLowerCase() === "websocket") return onWebSocket(request, socket, head);
    socket.unshift(Buffer.concat([Buffer.from(withoutOffer(request), "latin1"), head]));
    server.emit(opened, socket);
  });
}

function withoutOffer({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  let text = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (!UPGRADE_HEADERS.includes(rawHeaders[i]!.toLowerCase())) text += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
  return `${text}\r\n`;
}
