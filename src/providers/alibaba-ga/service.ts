import { randomUUID } from "node:crypto";
import { signAcs3HmacSha256 } from "../../signing/acs3-hmac-sha256.js";
import type { CloudDialect } from "../../transport/cloud-client.js";
import type { ProviderContext, ProviderService } from "../provider.js";
import type { AlibabaGaAccountConfig } from "./account.js";
import { API_VERSION } from "./api.js";
import { createChanges } from "./changes.js";
import type { GaAccount } from "./context.js";
import { createLists } from "./lists.js";
import { problemIn } from "./problems.js";
import { createReads } from "./reads.js";

/** Connects one Alibaba Cloud account to its global accelerators. */
export function connect({ account, config, transport }: ProviderContext<AlibabaGaAccountConfig>): ProviderService {
  const client = transport.client(dialectOf(account.provider, config), {
    accountId: config.id,
    endpoint: new URL(config.endpoint),
    limits: config.limits,
    certificateAuthority: config.certificateAuthority,
  });
  const context: GaAccount = { account, client, clock: transport.clock, pollIntervalMs: config.limits.pollIntervalMs };
  return {
    ...createLists(context),
    ...createReads(context),
    ...createChanges(context),
    close: () => client.close(),
  };
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
  };
}
