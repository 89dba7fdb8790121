import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import { Server as TlsServer } from "node:tls";
import type { ServerConfig, ServerLimits } from "../config/server.js";
import { Interruption } from "../transport/signal.js";
import { proxies } from "./client-address.js";
import { type Client, Clients, shareOf } from "./clients.js";
import type { Metrics } from "./metrics.js";
import { rawAnswer } from "./raw-answer.js";
import { Refusal } from "./refusal.js";

interface Connection {
  /** The other end: a client, or a proxy with clients of its own. */
  readonly peer: Client;
  /** Whether it is trusted to name its own clients. */
  readonly isProxy: boolean;
  readonly address: string;
  /** Why it may only use the health endpoints. */
  readonly refusal: Refusal | null;
  /** Requests without an answer yet. */
  readonly visits: Set<Visit>;
  /** Of requests in one packet: how many there were, and where on the connection it ended. */
  inPacket: number;
  packetEnd: number;
}

/** A request from its arrival to its answer. */
export interface Visit {
  readonly client: Client;
  /** Why only the health endpoints are available. */
  readonly refusal: Refusal | null;
  /** Aborted when the client disconnects. */
  readonly presence: Interruption;
}

export interface ConnectionRules extends Pick<ServerConfig, "trustedProxies"> {
  readonly limits: Pick<ServerLimits, "maxConnections" | "maxConnectionsPerClient">;
}

const CONNECTION = Symbol("connection");
type TrackedSocket = Socket & { [CONNECTION]?: Connection };

/**
 * The most requests on one connection that are sent without waiting for earlier answers. Hardly any client does that,
 * and Node makes hundreds out of one packet, and answers them if it can, before it turns to any other connection.
 */
const MOST_PIPELINED = 4;

/**
 * Connections beyond the limits, for requests of /healthz and /readyz: a full server must not be mistaken for one that
 * is down. Few for each client and each for a moment, so that others do not fill them for long.
 */
const MOST_SPARE = 64;
const MOST_SPARE_PER_CLIENT = 2;
const SPARE_MS = 2_000;

/** An address and a port: no two open connections have the same. */
const placeOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Counts connections, over all clients and for each, refuses further ones, and knows the client of each request. */
export class Connections {
  readonly #most: number;
  readonly #mostPerClient: number | undefined;
  readonly #proxies: ReturnType<typeof proxies>;
  readonly #clients = new Clients();
  /** Connections by their source, until they are closed. */
  readonly #unsecured = new Map<string, Connection>();
  #open = 0;
  #spare = 0;

  constructor(
    { limits, trustedProxies }: ConnectionRules,
    readonly metrics: Pick<Metrics, "connections" | "requestsRefused">,
  ) {
    this.#most = limits.maxConnections;
    this.#mostPerClient = limits.maxConnectionsPerClient;
    this.#proxies = proxies(trustedProxies);
  }

  watch(server: Server): void {
    const isTls = server instanceof TlsServer;
    server.on("connection", (socket: TrackedSocket) => this.#opened(socket, isTls));
    // Requests come from the socket that speaks TLS, which is a different object from the one that was counted.
    server.on("secureConnection", (socket: TrackedSocket) => {
      socket[CONNECTION] = this.#unsecured.get(placeOf(socket));
    });
  }

  /** Begins a request; null when there is nobody to answer, because its connection was refused. */
  begin({ socket, headers }: IncomingMessage): Visit | null {
    const connection = (socket as TrackedSocket)[CONNECTION];
    if (!connection || socket.destroyed) return null;
    const { peer, isProxy, address, visits, refusal } = connection;
    const { bytesRead } = socket;
    if (bytesRead !== connection.packetEnd) {
      connection.packetEnd = bytesRead;
      connection.inPacket = 0;
    }
    connection.inPacket += 1;
    if (visits.size >= MOST_PIPELINED || connection.inPacket > MOST_PIPELINED) {
      this.metrics.requestsRefused.inc({ reason: "pipelining" });
      socket.destroy();
      return null;
    }
    const forwardedFor = isProxy ? headers["x-forwarded-for"] : undefined;
    const client =
      forwardedFor === undefined
        ? peer.hold()
        : this.#clients.at(this.#proxies.clientBehind(address, String(forwardedFor)));
    const visit = { client, refusal, presence: new Interruption() };
    visits.add(visit);
    return visit;
  }

  /** Must be called when a request has been answered. */
  end({ socket }: IncomingMessage, visit: Visit): void {
    (socket as TrackedSocket)[CONNECTION]?.visits.delete(visit);
    visit.client.release();
  }

  #opened(socket: TrackedSocket, isTls: boolean): void {
    // It is read again, after an upgrade that was none: see upgrades.ts.
    if (socket[CONNECTION]) return;
    const address = socket.remoteAddress ?? "";
    const peer = this.#clients.at(address);
    const isProxy = this.#proxies.trusts(address);
    const refusal = this.#refusalFor(peer, isProxy);
    if (refusal && (this.#spare >= MOST_SPARE || peer.spareConnections >= MOST_SPARE_PER_CLIENT)) {
      peer.release();
      this.metrics.requestsRefused.inc({ reason: refusal.reason });
      socket.on("error", () => undefined).end(rawAnswer(refusal));
      socket.destroySoon();
      return;
    }
    const visits = new Set<Visit>();
    const connection = { peer, isProxy, address, refusal, visits, inPacket: 0, packetEnd: 0 };
    const place = placeOf(socket);
    socket[CONNECTION] = connection;
    if (isTls) this.#unsecured.set(place, connection);
    const stopTimer = refusal ? this.#spareTime(socket) : undefined;
    this.#count(peer, refusal !== null, 1);
    socket.once("close", () => {
      stopTimer?.();
      // Node does not report that a connection was closed for answers that wait behind others.
      for (const { presence } of visits) presence.abort(new Error("The client has disconnected."));
      if (isTls && this.#unsecured.get(place) === connection) this.#unsecured.delete(place);
      this.#count(peer, refusal !== null, -1);
      peer.release();
    });
  }

  #count(peer: Client, isSpare: boolean, by: 1 | -1): void {
    if (isSpare) {
      peer.spareConnections += by;
      this.#spare += by;
    } else {
      peer.connections += by;
      this.#open += by;
    }
    this.metrics.connections.inc(by);
  }

  #spareTime(socket: Socket): () => void {
    const timer = setTimeout(() => socket.destroy(), SPARE_MS);
    return () => clearTimeout(timer);
  }

  #refusalFor({ connections }: Client, isProxy: boolean): Refusal | null {
    if (this.#open >= this.#most)
      return new Refusal(
        "connections",
        `${this.#open} connections are open; at most that many are allowed (server.limits.maxConnections). Try again shortly.`,
      );
    const share = shareOf({ total: this.#most, taken: this.#open }, this.#mostPerClient);
    if (!isProxy && connections >= share)
      return new Refusal(
        "client_connections",
        `You have ${connections} open connections, the limit for one client (server.limits.maxConnectionsPerClient). Close some, or try again shortly.`,
      );
    return null;
  }
}
