import type { TlsSettingsInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";
import { CIPHERS, isOldVersionSet, sslProtocolsOf, VERSION_SETS } from "./tls.js";

/** @param current what the listener has now, for what the input leaves out */
export function* tlsFits(
  tls: TlsSettingsInput | null | undefined,
  current?: { readonly versions: readonly string[] | null; readonly policy: string | null } | null,
): Iterable<Violation> {
  if (!tls) return;
  if ((tls.certificateIds?.length ?? 0) > 1) {
    yield {
      at: ["certificateIds"],
      code: "UNSUPPORTED",
      message: "A listener has exactly one certificate on this cloud.",
    };
  }
  if (tls.clientCaCertificateIds?.length) {
    yield {
      at: ["clientCaCertificateIds"],
      code: "UNSUPPORTED",
      message: "Client certificates are not asked for on this cloud. Leave it out.",
    };
  }
  if (tls.policy != null && !(tls.policy in CIPHERS))
    yield { at: ["policy"], message: `A policy is one of ${Object.keys(CIPHERS).join(", ")}.` };
  if (tls.versions && sslProtocolsOf(tls.versions) === null) {
    const sets = VERSION_SETS.map((set) => set.join(" + ")).join(", or ");
    yield { at: ["versions"], message: `The accepted versions are ${sets}.` };
  }
  const versions = tls.versions ?? current?.versions ?? [];
  const policy = tls.policy ?? current?.policy;
  if (isOldVersionSet(versions) && policy !== "Extended")
    yield { at: ["policy"], message: "Versions before TLSv1.2 need the policy Extended." };
}
