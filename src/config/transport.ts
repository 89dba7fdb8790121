import { Flag, OneOf } from "./fields.js";
import type { Proxies } from "./proxies.js";

/** Settings for the connections to all clouds. */
export class TransportConfig {
  /** Whether clouds are reached through the proxies that the environment names: HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  @OneOf(["none", "environment"])
  proxy: "none" | "environment" = "none";

  /**
   * Whether requests to clouds carry the trace context (the headers traceparent and tracestate) when tracing is on, for
   * accounts whose endpoints use it. These headers are not signed.
   */
  @Flag()
  passesTraceContext = false;

  #proxies: Proxies | null = null;

  /** The proxies from the environment; null: none are used. Filled by the loader. */
  get proxies(): Proxies | null {
    return this.#proxies;
  }

  goThrough(proxies: Proxies | null): void {
    this.#proxies = proxies;
  }
}
