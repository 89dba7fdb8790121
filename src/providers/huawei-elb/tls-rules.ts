import type { TlsSettingsInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";
import { TLS_POLICIES } from "./tls.js";

/** What is wrong with TLS settings, whichever change they come with. Source: create listener page. */
export function* tlsFits(tls: TlsSettingsInput | null | undefined): Iterable<Violation> {
  if (!tls) return;
  const named = Object.entries(TLS_POLICIES).map(([name, { versions }]) => `${name} (${versions.join(", ")})`);
  if (tls.versions) {
    yield {
      at: ["versions"],
      code: "UNSUPPORTED",
      message: `Versions come with a policy on this cloud. Name one instead: ${named.join("; ")}.`,
    };
  }
  if (tls.policy != null && !Object.hasOwn(TLS_POLICIES, tls.policy))
    yield { at: ["policy"], message: `A policy is one of ${Object.keys(TLS_POLICIES).join(", ")}.` };
  if ((tls.clientCaCertificateIds?.length ?? 0) > 1) {
    yield {
      at: ["clientCaCertificateIds"],
      code: "UNSUPPORTED",
      message: "A listener asks for the client certificates of one authority at most on this cloud.",
    };
  }
}
