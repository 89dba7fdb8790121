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
  /** Whoever is at its other end: a client, or a proxy with clients of its own. */
  readonly peer: Client;
  /** Whether what it says of its own clients is believed. */
  readonly isProxy: boolean;
  readonly address: string;
  /** Why it may only ask for the server's health. */
  readonly refusal: Refusal | null;
  /** Requests that have no answer yet. */
  readonly visits: Set<Visit>;
  /** Of requests that came out of one packet, how many there were, and where on the connection it ended. */
  inPacket: number;
  packetEnd: number;
}

/** A request from its arrival to its answer. */
export interface Visit {
  readonly client: Client;
  /** Why nothing but the server's health is to be told. */
  readonly refusal: Refusal | null;
  /** Aborted when the client goes away. */
  readonly presence: Interruption;
}

export interface ConnectionRules extends Pick<ServerConfig, "trustedProxies"> {
  readonly limits: Pick<ServerLimits, "maxConnections" | "maxConnectionsPerClient">;
}

const CONNECTION = Symbol("connection");
type TrackedSocket = Socket & { [CONNECTION]?: Connection };

/**
 * Requests on one connection that are sent without waiting for the answers before them. Hardly anybody does that, and
 * Node makes hundreds out of one packet, and answers them if it can, before it looks at any other connection.
 */
const MOST_PIPELINED = 4;

/**
 * Connections beyond the limits, for those who ask for /healthz and /readyz: a server that is full is not to be taken for
 * one that has gone. Few for each client and each for a moment, so that others do not fill them for long.
 */
const MOST_SPARE = 64;
const MOST_SPARE_PER_CLIENT = 2;
const SPARE_MS = 2_000;

/** An address and a port: no two open connections have the same. */
const placeOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Counts connections, over all clients and for each, turns further ones away, and knows the client of each request. */
export class Connections {
  readonly #most: number;
  readonly #mostPerClient: number | undefined;
  readonly #proxies: ReturnType<typeof proxies>;
  readonly #clients = new Clients();
  /** Connections by the place that they come from, until they are closed. */
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
    // Requests come from the socket that speaks TLS, which is another object than the one that was counted.
    server.on("secureConnection", (socket: TrackedSocket) => {
      socket[CONNECTION] = this.#unsecured.get(placeOf(socket));
    });
  }

  /** Begins a request; null when there is nobody to answer, because its connection was turned away. */
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

  /** To be called when a request was given its answer. */
  end({ socket }: IncomingMessage, visit: Visit): void {
    (socket as TrackedSocket)[CONNECTION]?.visits.delete(visit);
    visit.client.release();
  }

  #opened(socket: TrackedSocket, isTls: boolean): void {
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
      // Of answers that wait behind others on a connection, Node does not say that it was closed.
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
