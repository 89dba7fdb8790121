import { Flag, OneOf } from "./fields.js";
import type { Proxies } from "./proxies.js";

/** The way to all clouds. */
export class TransportConfig {
  /** Whether clouds are reached through the proxies that the environment names: HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  @OneOf(["none", "environment"])
  proxy: "none" | "environment" = "none";

  /**
   * Whether clouds are told which trace a request belongs to (the headers traceparent and tracestate), where something is
   * traced: for accounts whose endpoints take part in it. It is not part of what is signed.
   */
  @Flag()
  passesTraceContext = false;

  #proxies: Proxies | null = null;

  /** What the environment names, where it is to be asked; null: there are none. Filled by the loader. */
  get proxies(): Proxies | null {
    return this.#proxies;
  }

  goThrough(proxies: Proxies | null): void {
    this.#proxies = proxies;
  }
}
