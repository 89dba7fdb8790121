import { textLimit } from "../../model/limit-kinds.js";
import type { ProviderLimits } from "../../model/limits.js";
import { CIPHERS, VERSION_SETS } from "./tls.js";

/** Source, where none is named: create listener page. */
export const limits = {
  name: textLimit(1, 64, String.raw`[\p{Script=Han}\w\-]*`, "letters, digits, Chinese characters, _ and - only"),
  description: textLimit(0, 128, "[^<>]*", "no < or >"),
  tls: {
    maxCertificates: 1,
    maxClientCaCertificates: 0,
    policies: Object.keys(CIPHERS).map((name) => ({ name, versions: [] })),
    versionSets: VERSION_SETS.map((versions) => [...versions]),
  },
  // The cloud counts whole minutes, 1 to 1440.
  idleTimeouts: [{ protocols: ["TCP", "UDP"], minSeconds: 60, maxSeconds: 86_400, stepSeconds: 60 }],
  // Source: create health check page.
  healthMonitor: {
    protocols: ["HTTP", "TCP", "UDP"],
    byProtocol: [],
    minIntervalSeconds: 1,
    maxIntervalSeconds: 50,
    minTimeoutSeconds: 1,
    maxTimeoutSeconds: 50,
    minHealthyThreshold: 1,
    maxHealthyThreshold: 10,
    minUnhealthyThreshold: 1,
    maxUnhealthyThreshold: 10,
    path: textLimit(
      1,
      80,
      String.raw`\/[A-Za-z0-9\-\/.%?#&_=]*`,
      "a slash first, then only letters, digits and - / . % ? # & _ =",
    ),
    requiredFields: [],
    unsupportedFields: [],
  },
  // Source: add members page.
  members: { minCount: 0, addressKinds: ["IPV4", "IPV6"], targetTypes: [], targetId: null },
} satisfies Partial<ProviderLimits>;
