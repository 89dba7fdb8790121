import { textLimit } from "../../model/limit-kinds.js";
import type { ProviderLimits } from "../../model/limits.js";

/** Source, where none is named: CreateTCPListeners page and its siblings, API version 2018-05-29. */
export const limits = {
  // Source: Terraform provider. Pools have no names of their own.
  name: textLimit(1, 30),
  tls: {
    maxCertificates: 1,
    maxClientCaCertificates: null,
    // Source: SetTlsVersion, TLSCiphers.
    policies: ["GAAP_TLS_CIPHERS_STRICT", "GAAP_TLS_CIPHERS_GENERAL", "GAAP_TLS_CIPHERS_WIDE"].map((name) => ({
      name,
      versions: [],
    })),
    versionSets: null,
  },
  healthMonitor: {
    protocols: ["TCP", "UDP", "PING", "HTTP"],
    // UDP checks are newer than the page, which has none: CreateUDPListeners of the SDK has them.
    byProtocol: [
      { protocol: "TCP", checkProtocols: ["TCP"], unsupportedFields: ["port", "path"] },
      { protocol: "UDP", checkProtocols: ["UDP", "PING"], unsupportedFields: ["path"] },
      {
        protocol: "HTTP",
        checkProtocols: ["HTTP"],
        unsupportedFields: ["port", "healthyThreshold", "unhealthyThreshold"],
      },
      {
        protocol: "HTTPS",
        checkProtocols: ["HTTP"],
        unsupportedFields: ["port", "healthyThreshold", "unhealthyThreshold"],
      },
    ],
    minIntervalSeconds: 5,
    maxIntervalSeconds: 300,
    minTimeoutSeconds: 2,
    maxTimeoutSeconds: 60,
    // Source: CheckParam of later versions.
    minHealthyThreshold: 1,
    maxHealthyThreshold: 10,
    minUnhealthyThreshold: 1,
    maxUnhealthyThreshold: 10,
    // Source: Terraform provider, health_check_path.
    path: textLimit(1, 80),
    requiredFields: [],
    unsupportedFields: [],
  },
  members: {
    minCount: 0,
    addressKinds: ["IPV4", "IPV6", "HOST_NAME"],
    targetTypes: [],
    targetId: textLimit(4, 64, String.raw`rs-\w+`, "the form rs-…, which ids of real servers have"),
  },
} satisfies Partial<ProviderLimits>;
