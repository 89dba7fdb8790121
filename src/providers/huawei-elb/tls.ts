import { words } from "../kit/words.js";

/** TLS policies by name. Source: query listener page, field tls_ciphers_policy. */

const STRICT_CIPHERS = [
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "AES128-GCM-SHA256",
  "AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-SHA256",
  "ECDHE-RSA-AES128-SHA256",
  "AES128-SHA256",
  "AES256-SHA256",
  "ECDHE-ECDSA-AES256-SHA384",
  "ECDHE-RSA-AES256-SHA384",
];

const CIPHERS = [
  ...STRICT_CIPHERS,
  "ECDHE-ECDSA-AES128-SHA",
  "ECDHE-RSA-AES128-SHA",
  "ECDHE-RSA-AES256-SHA",
  "ECDHE-ECDSA-AES256-SHA",
  "AES128-SHA",
  "AES256-SHA",
];

const OLD_CIPHERS = [
  "DHE-RSA-AES128-SHA",
  "DHE-DSS-AES128-SHA",
  "CAMELLIA128-SHA",
  "EDH-RSA-DES-CBC3-SHA",
  "DES-CBC3-SHA",
  "ECDHE-RSA-RC4-SHA",
  "RC4-SHA",
  "DHE-RSA-AES256-SHA",
  "DHE-DSS-AES256-SHA",
  "DHE-RSA-CAMELLIA256-SHA",
  "DHE-DSS-CAMELLIA256-SHA",
  "CAMELLIA256-SHA",
  "EDH-DSS-DES-CBC3-SHA",
  "DHE-RSA-CAMELLIA128-SHA",
  "DHE-DSS-CAMELLIA128-SHA",
];

export interface TlsPolicy {
  readonly versions: readonly string[];
  readonly ciphers: readonly string[];
}

export const TLS_POLICIES: Readonly<Record<string, TlsPolicy>> = {
  "tls-1-2-strict": { versions: ["TLSv1.2"], ciphers: STRICT_CIPHERS },
  "tls-1-2": { versions: ["TLSv1.2"], ciphers: CIPHERS },
  "tls-1-1": { versions: ["TLSv1.1", "TLSv1.2"], ciphers: CIPHERS },
  "tls-1-0": { versions: ["TLSv1", "TLSv1.1", "TLSv1.2"], ciphers: CIPHERS },
  "tls-1-0-inherit": { versions: ["TLSv1", "TLSv1.1", "TLSv1.2"], ciphers: [...CIPHERS, ...OLD_CIPHERS] },
};

/** The policy of that name. */
export const policyNamed = words(TLS_POLICIES);
