import { ProblemError } from "../../model/problem-error.js";
import type { UnsignedRequest } from "../../signing/request.js";
import { type SdkHmacCredentials, signSdkHmacSha256 } from "../../signing/sdk-hmac-sha256.js";
import type { Call } from "../../transport/call.js";
import type { CloudDialect } from "../../transport/cloud-client.js";
import type { Transport } from "../../transport/transport.js";
import type { HuaweiAccountConfig } from "./account.js";
import { createTokenSource, type TokenScope } from "./tokens.js";

export interface HuaweiAuthenticationOptions {
  /** The provider's enum value, for problems. */
  readonly provider: string;
  readonly config: HuaweiAccountConfig;
  /** Regional services act on a project, worldwide ones on the whole account (domain). */
  readonly scope: "project" | "domain";
  readonly transport: Transport;
  /** The header that names the project or account next to a signature. Omitted: by scope. */
  readonly accountHeader?: "x-project-id" | "x-domain-id";
}

/** The part of a dialect that concerns credentials. */
export interface HuaweiAuthentication extends Pick<CloudDialect, "sign" | "renewCredentials"> {
  /** Closes the connections to IAM, if there are any. */
  close(): Promise<void>;
}

/**
 * Signs with the access key, or adds an IAM user's token to requests, depending on the account's configuration.
 *
 * A token is fetched on demand, kept until shortly before it expires, and fetched again after a refusal; requests that
 * need one at the same time share the fetch.
 */
export function huaweiAuthentication(options: HuaweiAuthenticationOptions): HuaweiAuthentication {
  const { accessKeyId, secretAccessKey, securityToken } = options.config.credentials;
  if (accessKeyId === undefined || secretAccessKey === undefined) return withToken(options);
  return withAccessKey(options, {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    securityToken: securityToken?.reveal(),
  });
}

/**
 * The account header is signed like all others. Source: "API Request Signing Guide"; the SDKs' BasicCredentials send
 * X-Project-Id, their GlobalCredentials X-Domain-Id.
 */
function withAccessKey(
  { config, scope, accountHeader }: HuaweiAuthenticationOptions,
  key: SdkHmacCredentials,
): HuaweiAuthentication {
  const header = accountHeader ?? (scope === "project" ? "x-project-id" : "x-domain-id");
  const id = header === "x-project-id" ? config.projectId : config.domainId;
  const account = id === undefined ? {} : { [header]: id };
  return {
    sign: (request, at) => signSdkHmacSha256({ ...request, headers: { ...request.headers, ...account } }, key, at),
    close: async () => undefined,
  };
}

function withToken(options: HuaweiAuthenticationOptions): HuaweiAuthentication {
  const { provider, config, transport } = options;
  const { userName, password, userDomainName, iamEndpoint } = config.credentials;
  if (userName === undefined || password === undefined || userDomainName === undefined) {
    throw new Error(`The account ${config.id} has neither a complete access key nor a complete IAM user.`);
  }
  const tokens = createTokenSource({
    provider,
    transport,
    connection: {
      accountId: config.id,
      endpoint: new URL(iamEndpoint),
      limits: config.limits,
      certificateAuthority: config.certificateAuthority,
    },
    user: { name: userName, password, domainName: userDomainName },
    scope: tokenScope(options, userDomainName),
  });
  const sign = async (request: UnsignedRequest, _at: Date, call: Call) => ({
    ...request.headers,
    "x-auth-token": await tokens.current(call),
  });
  return { sign, renewCredentials: () => tokens.drop(), close: () => tokens.close() };
}

/** The scope of the token; a region's main project has the region's name. Source: "Obtaining a User Token". */
function tokenScope({ provider, config, scope }: HuaweiAuthenticationOptions, userDomainName: string): TokenScope {
  const { projectId, domainId, region } = config;
  if (scope === "domain") return { domain: domainId ? { id: domainId } : { name: userDomainName } };
  if (projectId) return { project: { id: projectId } };
  if (region) return { project: { name: region } };
  throw new ProblemError({
    code: "UNAUTHENTICATED",
    provider,
    message: `The account ${config.id} names neither a project nor a region for its token.`,
  });
}
