import type { TlsSettingsInput } from "../../model/inputs-shared.js";
import { words } from "../kit/words.js";

/** A named set of TLS versions and ciphers. */
export interface TlsPolicy {
  readonly versions: readonly string[];
  readonly ciphers: readonly string[];
}

const forwardSecret = [
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES128-SHA256",
  "ECDHE-RSA-AES256-SHA384",
  "ECDHE-RSA-AES128-SHA",
  "ECDHE-RSA-AES256-SHA",
] as const;

const all = [
  ...forwardSecret,
  "AES128-GCM-SHA256",
  "AES256-GCM-SHA384",
  "AES128-SHA256",
  "AES256-SHA256",
  "AES128-SHA",
  "AES256-SHA",
  "DES-CBC3-SHA",
] as const;

const withVersion13 = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_CCM_SHA256",
  "TLS_AES_128_CCM_8_SHA256",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-SHA256",
  "ECDHE-ECDSA-AES256-SHA384",
  "ECDHE-ECDSA-AES128-SHA",
  "ECDHE-ECDSA-AES256-SHA",
  ...forwardSecret,
] as const;

/** Values of SecurityPolicyId. The default when none is named is not documented. Source: CreateListener page. */
export const TLS_POLICIES: Readonly<Record<string, TlsPolicy>> = {
  tls_cipher_policy_1_0: { versions: ["TLSv1", "TLSv1.1", "TLSv1.2"], ciphers: all },
  tls_cipher_policy_1_1: { versions: ["TLSv1.1", "TLSv1.2"], ciphers: all },
  tls_cipher_policy_1_2: { versions: ["TLSv1.2"], ciphers: all },
  tls_cipher_policy_1_2_strict: { versions: ["TLSv1.2"], ciphers: forwardSecret },
  tls_cipher_policy_1_2_strict_with_1_3: { versions: ["TLSv1.2", "TLSv1.3"], ciphers: withVersion13 },
};

/** The policy of that name. */
export const policyNamed = words(TLS_POLICIES);

/** Whether a policy accepts exactly these versions. */
export function acceptsExactly(policy: TlsPolicy | undefined, versions: readonly string[]): boolean {
  return policy?.versions.length === versions.length && versions.every((version) => policy.versions.includes(version));
}

/** The first policy with exactly these versions; undefined when there is none. */
export function policyFor(versions: readonly string[]): string | undefined {
  return Object.keys(TLS_POLICIES).find((id) => acceptsExactly(TLS_POLICIES[id], versions));
}

/**
 * The policy that an input asks for, by name in one of two places or by versions alone; undefined when it asks for
 * none.
 */
export function policyIn(
  tls: TlsSettingsInput | null | undefined,
  settings: { readonly securityPolicyId?: string | null },
): string | undefined {
  return tls?.policy ?? settings.securityPolicyId ?? (tls?.versions ? policyFor(tls.versions) : undefined);
}
