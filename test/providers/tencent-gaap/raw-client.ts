import type { RunningCloud } from "../../../src/sandbox/running-sandbox.js";
import { signTc3HmacSha256 } from "../../../src/signing/tc3-hmac-sha256.js";

export interface Answer {
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly RequestId: string;
  readonly [field: string]: unknown;
}

export interface RawOptions {
  readonly secretKey?: string;
  readonly secretId?: string;
  readonly at?: Date;
  readonly version?: string;
  readonly body?: string;
  readonly path?: string;
}

/** Sends one signed request unchanged, valid or not. */
export async function send(
  { endpoint, credentials }: RunningCloud,
  action: string,
  fields: object,
  options: RawOptions = {},
): Promise<{ readonly status: number; readonly answer: Answer }> {
  const {
    secretId = credentials.SecretId!,
    secretKey = credentials.SecretKey!,
    at = new Date(),
    version = "2018-05-29",
  } = options;
  const url = new URL(options.path ?? "/", endpoint);
  const request = {
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    body: options.body ?? JSON.stringify(fields),
  };
  const { host: _set, ...headers } = signTc3HmacSha256(
    request,
    { secretId, secretKey },
    { at, service: "gaap", action, version },
  );
  const response = await fetch(url, { method: "POST", headers, body: request.body });
  const { Response } = (await response.json()) as { Response: Answer };
  return { status: response.status, answer: Response };
}
