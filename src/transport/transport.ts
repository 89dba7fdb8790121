import type { Clock } from "./clock.js";
import type { ClientLimits, CloudClient, CloudDialect } from "./cloud-client.js";

export interface ClientOptions {
  readonly accountId: string;
  /** Scheme, host, port and an optional path prefix. */
  readonly endpoint: URL;
  readonly limits: ClientLimits;
  /** PEM text of a certificate authority to trust instead of the built-in ones. */
  readonly certificateAuthority?: string;
}

/** What providers need to call their clouds. */
export interface Transport {
  readonly clock: Clock;
  client(dialect: CloudDialect, options: ClientOptions): CloudClient;
}
