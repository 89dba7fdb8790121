/** A proxy that cannot be reached. */
export class ProxyFailure extends Error {
  readonly code: string | undefined;

  constructor(cause: Error & { code?: unknown }) {
    super("The proxy could not be reached.", { cause });
    this.code = typeof cause.code === "string" ? cause.code : undefined;
  }
}

/**
 * The status with which a proxy refused to connect; undefined for every other error. The HTTP client reports it in no
 * other way.
 */
export function refusalOfProxy({ message }: Error): number | undefined {
  const status = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  return status === undefined ? undefined : Number(status);
}
