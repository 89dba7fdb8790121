import { describe, expect, it } from "vitest";
import { capabilitiesOf } from "../../src/model/capabilities.js";
import type { TextLimit } from "../../src/model/limit-kinds.js";
import { providers } from "../../src/providers/registry.js";
import { startGraph } from "../support/graph.js";

/** Every text limit of a cloud, wherever it is among the limits. */
function textLimits(value: unknown): TextLimit[] {
  if (value === null || typeof value !== "object") return [];
  if ("patternHint" in value) return [value as TextLimit];
  return Object.values(value).flatMap(textLimits);
}

describe("the limits of every cloud", () => {
  it.each(providers.map((manifest) => [manifest.key, manifest] as const))(
    "%s: have patterns that work in HTML and here, with words for people, and bounds in order",
    (_key, manifest) => {
      const { limits } = capabilitiesOf(manifest);
      for (const { pattern, patternHint, minLength, maxLength } of textLimits(limits)) {
        expect(minLength).toBeLessThanOrEqual(maxLength);
        expect(pattern === null).toBe(patternHint === null);
        // A browser compiles the pattern attribute with the flag v, older ones with u.
        for (const flag of ["u", "v"]) expect(() => new RegExp(`^(?:${pattern})$`, flag)).not.toThrow();
      }
      for (const { minSeconds, maxSeconds, stepSeconds } of [
        ...limits.idleTimeouts,
        ...limits.requestTimeouts,
        ...limits.sessionPersistenceTimeouts,
      ]) {
        expect(minSeconds).toBeLessThanOrEqual(maxSeconds);
        expect([minSeconds % stepSeconds, maxSeconds % stepSeconds]).toEqual([0, 0]);
      }
    },
  );

  it("are in the graph as the manifests have them", async () => {
    const graph = await startGraph();
    try {
      const text = "{ minLength maxLength pattern patternHint }";
      const time = "{ protocols minSeconds maxSeconds stepSeconds }";
      const { data, errors } = await graph.ask(`{ cloudAccounts { provider capabilities {
        requiredListenerFields requiredPoolFields requiredMemberFields clearableListenerFields clearablePoolFields
        limits {
          name ${text} description ${text} region ${text}
          tags { maxCount key ${text} value ${text} }
          tls { maxCertificates maxClientCaCertificates policies { name versions } versionSets }
          idleTimeouts ${time} requestTimeouts ${time} sessionPersistenceTimeouts ${time}
          healthMonitor {
            protocols byProtocol { protocol checkProtocols unsupportedFields }
            minIntervalSeconds maxIntervalSeconds minTimeoutSeconds maxTimeoutSeconds
            minHealthyThreshold maxHealthyThreshold minUnhealthyThreshold maxUnhealthyThreshold
            path ${text} requiredFields unsupportedFields
          }
          trafficPercentage { min max }
          members { minCount addressKinds targetTypes targetId ${text} }
        }
      } } }`);
      expect(errors).toBeUndefined();
      for (const { provider, capabilities } of data.cloudAccounts) {
        const manifest = providers.find(({ name }) => name === provider)!;
        expect(capabilitiesOf(manifest)).toMatchObject(capabilities);
      }
      expect(data.cloudAccounts.some((one: never) => (one as Account).capabilities.limits.name !== null)).toBe(true);
    } finally {
      await graph.stop();
    }
  });
});

interface Account {
  readonly capabilities: { readonly limits: { readonly name: unknown } };
}
