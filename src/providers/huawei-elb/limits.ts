import { textLimit } from "../../model/limit-kinds.js";
import type { ProviderLimits } from "../../model/limits.js";
import { TLS_POLICIES } from "./tls.js";

/** The cloud counts whole minutes. Source: create pool page, table session_persistence. */
const minutes = (most: number) => ({ minSeconds: 60, maxSeconds: most * 60, stepSeconds: 60 });

/** Source, where none is named: create listener and create pool pages. */
export const limits = {
  name: textLimit(0, 255),
  description: textLimit(0, 255),
  // Source: create tag page.
  tags: {
    maxCount: 10,
    key: textLimit(1, 36, String.raw`[\p{Script=Han}\w\-]*`, "letters, digits, Chinese characters, _ and - only"),
    value: textLimit(0, 43, String.raw`[\p{Script=Han}\w.\-]*`, "letters, digits, Chinese characters, _ - and . only"),
  },
  tls: {
    maxCertificates: null,
    maxClientCaCertificates: 1,
    policies: Object.entries(TLS_POLICIES).map(([name, { versions }]) => ({ name, versions: [...versions] })),
    // Versions follow from a policy.
    versionSets: [],
  },
  sessionPersistenceTimeouts: [
    { protocols: ["TCP", "UDP"], ...minutes(60) },
    // For a listener with HTTPS, the pool's protocol is HTTP.
    { protocols: ["HTTP", "HTTPS"], ...minutes(1_440) },
  ],
  // Source: create health check page.
  healthMonitor: {
    protocols: ["TCP", "UDP", "HTTP"],
    byProtocol: [
      { protocol: "TCP", checkProtocols: ["TCP", "HTTP"], unsupportedFields: [] },
      { protocol: "UDP", checkProtocols: ["UDP"], unsupportedFields: ["path"] },
      { protocol: "HTTP", checkProtocols: ["TCP", "HTTP"], unsupportedFields: [] },
    ],
    minIntervalSeconds: 1,
    maxIntervalSeconds: 50,
    minTimeoutSeconds: 1,
    maxTimeoutSeconds: 50,
    minHealthyThreshold: 1,
    maxHealthyThreshold: 10,
    minUnhealthyThreshold: 1,
    maxUnhealthyThreshold: 10,
    path: textLimit(1, 80),
    requiredFields: ["intervalSeconds", "timeoutSeconds", "healthyThreshold"],
    unsupportedFields: [],
  },
  // Source: create member page.
  members: { minCount: 0, addressKinds: ["IPV4"], targetTypes: [], targetId: null },
} satisfies Partial<ProviderLimits>;
