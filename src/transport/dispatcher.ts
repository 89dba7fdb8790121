import { type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { ProxyFailure } from "./proxy-failure.js";

/** Proxies that clouds are reached through; see config/proxies.ts. */
export interface Proxies {
  readonly https?: Address;
  readonly http?: Address;
  /** Names and addresses that are reached directly, separated by commas. */
  readonly exceptions: string;
}
/** It may hold credentials. */
interface Address {
  reveal(): string;
}

export interface DispatcherOptions extends Pool.Options {
  readonly connect: { readonly timeout: number; readonly ca?: string; readonly rejectUnauthorized: true };
}

/** Connections to one origin: its own, or tunnels (CONNECT) through a proxy. */
export function createDispatcher(
  origin: string,
  options: DispatcherOptions,
  proxies: Proxies | null,
): Pick<Dispatcher, "dispatch"> & { close(): Promise<void> } {
  if (!proxies) return new Pool(origin, options);
  const { timeout } = options.connect;
  return new EnvHttpProxyAgent({
    ...options,
    // If omitted, the library would read the environment.
    httpProxy: proxies.http?.reveal() ?? "",
    httpsProxy: proxies.https?.reveal() ?? "",
    noProxy: proxies.exceptions,
    requestTls: options.connect,
    // The proxy's own certificate is checked by the built-in authorities.
    proxyTls: { timeout, rejectUnauthorized: true },
    clientFactory: (proxy, { connect }: { connect: Connect }) =>
      new Pool(proxy, {
        // For its answer to CONNECT.
        headersTimeout: timeout,
        connect: (target: object, done: Connected) =>
          connect(target, (error, socket) => done(error && new ProxyFailure(error), socket)),
      } as Pool.Options),
  });
}

type Connected = (error: Error | null, socket: unknown) => void;
type Connect = (target: object, done: Connected) => void;
