import { randomUUID } from "node:crypto";
import type { CloudAccount } from "../../model/cloud-account.js";
import { signAcs3HmacSha256 } from "../../signing/acs3-hmac-sha256.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient, CloudDialect, QueryValue } from "../../transport/cloud-client.js";
import type { ProviderContext } from "../provider.js";
import type { AlibabaGaAccountConfig } from "./account.js";
import { problemIn, requestIdIn } from "./problems.js";

const API_VERSION = "2019-11-20";

/** What reads and changes of one account need. */
export interface Context {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  readonly clock: Clock;
  /** Milliseconds between two polls of something that the cloud is still working on. */
  readonly pollIntervalMs: number;
  close(): Promise<void>;
}

/** Connects to one Alibaba Cloud account's global accelerators. */
export function createContext({ account, config, transport }: ProviderContext<AlibabaGaAccountConfig>): Context {
  const client = transport.client(dialectOf(account.provider, config), {
    accountId: config.id,
    endpoint: new URL(config.endpoint),
    limits: config.limits,
    certificateAuthority: config.certificateAuthority,
  });
  const { pollIntervalMs } = config.limits;
  return { account, client, clock: transport.clock, pollIntervalMs, close: () => client.close() };
}

/** Signature method V3. The action is signed as a header, which api.ts puts on every request. */
function dialectOf(provider: string, config: AlibabaGaAccountConfig): CloudDialect {
  return {
    provider,
    sign(request, at) {
      const credentials = {
        accessKeyId: config.accessKeyId,
        accessKeySecret: config.accessKeySecret.reveal(),
        securityToken: config.securityToken?.reveal(),
      };
      const action = request.headers["x-acs-action"] ?? "";
      return signAcs3HmacSha256(request, credentials, { at, nonce: randomUUID(), action, version: API_VERSION });
    },
    problemIn: (response, request) => problemIn(provider, response, request),
    requestIdIn,
  };
}

/** Parameters of one call as an object; {@link flatten} expands lists and objects. Undefined ones are not sent. */
export type Parameters = { readonly [name: string]: ParameterValue };
type ParameterValue = string | number | boolean | undefined | Parameters | readonly ParameterValue[];

/**
 * Parameters in the flat form of the RPC style: PortRanges.1.FromPort counts from 1, XForwardedForConfig.XRealIpEnabled
 * names a member. An empty list cannot be told from an omitted one.
 */
export function flatten(parameters: Parameters): Record<string, QueryValue> {
  const flat: Record<string, QueryValue> = {};
  for (const [name, value] of Object.entries(parameters)) write(flat, name, value);
  return flat;
}

function write(flat: Record<string, QueryValue>, name: string, value: ParameterValue): void {
  if (value === undefined) return;
  if (typeof value !== "object") flat[name] = String(value);
  else if (isList(value)) for (const [index, item] of value.entries()) write(flat, `${name}.${index + 1}`, item);
  else for (const [member, item] of Object.entries(value)) write(flat, `${name}.${member}`, item);
}

function isList(value: object): value is readonly ParameterValue[] {
  return Array.isArray(value);
}
