import { randomUUID } from "node:crypto";
import type { RunningCloud } from "../../../src/sandbox/running-sandbox.js";
import { signAcs3HmacSha256 } from "../../../src/signing/acs3-hmac-sha256.js";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

export interface RawOptions {
  readonly at?: Date;
  readonly version?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one signed call unchanged, valid or not. */
export async function ask(
  { endpoint, credentials }: RunningCloud,
  action: string,
  parameters: Readonly<Record<string, string | number>> = {},
  { at = new Date(), version = "2019-11-20", method = "POST", path = "/", headers = {} }: RawOptions = {},
): Promise<RawAnswer> {
  const url = new URL(path, endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
  const keys = { accessKeyId: credentials["access key id"]!, accessKeySecret: credentials["access key secret"]! };
  const details = { at, nonce: randomUUID(), action, version };
  const signed = signAcs3HmacSha256({ method, url, headers, body: "" }, keys, details);
  const { host: _, ...sent } = signed;
  const response = await fetch(url, { method, headers: sent });
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, unknown>,
  };
}
