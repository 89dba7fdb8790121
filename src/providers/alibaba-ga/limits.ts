import { textLimit } from "../../model/limit-kinds.js";
import type { ProviderLimits } from "../../model/limits.js";
import { TLS_POLICIES } from "./tls.js";

/** Values of an endpoint's Type. Source: CreateEndpointGroup page. */
export const ENDPOINT_TYPES = ["Domain", "Ip", "IpTarget", "PublicIp", "ECS", "SLB", "ALB", "NLB", "ENI", "OSS"];

/** The version combinations of the policies, each once. */
const versionSets = [
  ...new Map(Object.values(TLS_POLICIES).map(({ versions }) => [versions.join(), [...versions]])).values(),
];

const seconds = (minSeconds: number, maxSeconds: number) => ({ minSeconds, maxSeconds, stepSeconds: 1 });

/** Source, where none is named: CreateListener and CreateEndpointGroup pages. */
export const limits: Partial<ProviderLimits> = {
  // The UpdateListener page is stricter; see checks.ts.
  name: textLimit(
    1,
    128,
    String.raw`[A-Za-z\p{Script=Han}][A-Za-z0-9._\p{Script=Han}\-]*`,
    "a letter or Chinese character first, then only those, digits, _ - and .",
  ),
  description: textLimit(
    0,
    200,
    String.raw`(?![Hh][Tt][Tt][Pp][Ss]?:\/\/)[\s\S]*`,
    "no http:// or https:// at the start",
  ),
  region: textLimit(1, 64, "[a-z]{2}(?:-[a-z0-9]+)+", "the form of a region, for example eu-central-1"),
  tls: {
    maxCertificates: null,
    maxClientCaCertificates: 0,
    policies: Object.entries(TLS_POLICIES).map(([name, { versions }]) => ({ name, versions: [...versions] })),
    versionSets,
  },
  // A web listener's upper bounds are the maximum to which the quota can be raised. Source, also: quota page.
  idleTimeouts: [
    { protocols: ["TCP"], ...seconds(10, 900) },
    { protocols: ["UDP"], ...seconds(10, 20) },
    { protocols: ["HTTP", "HTTPS"], ...seconds(1, 600) },
  ],
  requestTimeouts: [{ protocols: ["HTTP", "HTTPS"], ...seconds(1, 600) }],
  healthMonitor: {
    protocols: ["TCP", "HTTP", "HTTPS"],
    byProtocol: [],
    minIntervalSeconds: 1,
    maxIntervalSeconds: 50,
    minTimeoutSeconds: null,
    maxTimeoutSeconds: null,
    minHealthyThreshold: 2,
    maxHealthyThreshold: 10,
    minUnhealthyThreshold: 2,
    maxUnhealthyThreshold: 10,
    // The vendor documents no limit; this is the graph's own.
    path: textLimit(1, 255),
    requiredFields: [],
    unsupportedFields: ["timeoutSeconds"],
  },
  // To stop traffic, set members to weight 0.
  trafficPercentage: { min: 1, max: 100, isWhole: true },
  members: {
    minCount: 1,
    addressKinds: ["IPV4", "IPV6", "HOST_NAME", "RESOURCE_ID"],
    targetTypes: ENDPOINT_TYPES,
    targetId: null,
  },
};
