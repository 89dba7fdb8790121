import type { IncomingMessage } from "node:http";
import type { ServerLimits } from "../config/server.js";
import { ArrivingBody, tooLarge } from "./arriving-body.js";
import { BodyRoom } from "./body-room.js";
import type { Client } from "./clients.js";
import type { Metrics } from "./metrics.js";
import { Refusal } from "./refusal.js";

export type BodyLimits = Pick<ServerLimits, "maxBodyBytes" | "bodyTimeoutMs" | "maxPendingBodyBytes">;

/** The client disconnected before its body was complete: there is nobody to answer. */
export class ClientGone extends Error {}

/** Reads bodies, within a time for each and a room for all incomplete ones. */
export class RequestBodies {
  /** By how they are refused, with the deadline for completion, the earliest first. */
  readonly #arriving = new Map<(refusal: Refusal) => void, number>();
  readonly #room: BodyRoom;
  #watch: NodeJS.Timeout | undefined;

  constructor(
    readonly limits: BodyLimits,
    metrics: Pick<Metrics, "pendingBodyBytes">,
  ) {
    this.#room = new BodyRoom(limits.maxPendingBodyBytes, metrics);
  }

  /** Refuses all incomplete bodies. */
  refuseAll(refusal: Refusal): void {
    for (const refuse of this.#arriving.keys()) refuse(refusal);
  }

  /**
   * The complete body. Uses events: async iteration dominates the cost of a small body.
   * @throws Refusal, ClientGone
   */
  read(request: IncomingMessage, client: Client): Promise<Buffer> {
    const { maxBodyBytes, bodyTimeoutMs } = this.limits;
    if (Number(request.headers["content-length"]) > maxBodyBytes) return Promise.reject(tooLarge(maxBodyBytes));
    return new Promise((resolve, reject) => {
      const body = new ArrivingBody(maxBodyBytes, this.#room, client);
      let isOver = false;
      const end = (): Buffer => {
        isOver = true;
        this.#arriving.delete(refuse);
        return body.end();
      };
      const refuse = (reason: Error) => {
        if (isOver) return;
        end();
        reject(reason);
      };
      this.#arriving.set(refuse, performance.now() + bodyTimeoutMs);
      this.#watchAfter(bodyTimeoutMs);
      request.on("data", (piece: Buffer) => {
        const refusal = isOver ? null : body.add(piece);
        if (refusal) refuse(refusal);
      });
      request.on("end", () => {
        if (!isOver) resolve(end());
      });
      request.on("error", () => refuse(new ClientGone()));
    });
  }

  /**
   * Checks for late bodies after this many milliseconds. Most are complete long before: a timer for each would cost
   * more than reading it.
   */
  #watchAfter(ms: number): void {
    this.#watch ??= setTimeout(() => this.#refuseLate(), ms).unref();
  }

  #refuseLate(): void {
    this.#watch = undefined;
    const now = performance.now();
    for (const [refuse, dueAt] of this.#arriving) {
      if (dueAt > now) {
        this.#watchAfter(dueAt - now);
        return;
      }
      refuse(tooLate(this.limits.bodyTimeoutMs));
    }
  }
}

const tooLate = (ms: number): Refusal =>
  new Refusal("body_time", `The request body did not arrive within ${ms} ms (server.limits.bodyTimeoutMs).`);
