import type { ServerResponse } from "node:http";
import type { Client } from "./clients.js";
import type { Operation } from "./operation-slots.js";
import { type Refusal, respondRefusal } from "./refusal.js";

/** An operation over HTTP. */
export class HttpOperation implements Operation {
  isChange = false;
  #response: ServerResponse | null;

  constructor(
    readonly client: Client,
    response: ServerResponse,
    /** Headers of its answer, successful or not. */
    readonly headers: Readonly<Record<string, string>>,
  ) {
    this.#response = response;
  }

  cutOff(refusal: Refusal): void {
    if (this.#response && !this.#response.headersSent)
      respondRefusal(this.#response, refusal, { ...this.headers, connection: "close" });
  }

  /** Releases its references: tables that contained it may outlive it. */
  end(): void {
    this.#response = null;
  }
}
