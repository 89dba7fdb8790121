import { X509Certificate } from "node:crypto";
import type { Rule } from "./rule.js";

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;
const CERTIFICATE = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

/** What is wrong with the text as certificates to trust; null when nothing is. */
function flawOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const blocks = [...value.matchAll(BLOCK)].map(([pem, kind]) => ({ pem, kind: kind! }));
  if (/PRIVATE KEY-----/.test(value)) return "a private key, which belongs nowhere near here";
  const foreign = blocks.find(({ kind }) => !CERTIFICATE.includes(kind));
  if (foreign) return `a ${foreign.kind.toLowerCase()}`;
  if (blocks.length < value.split("-----BEGIN ").length - 1) return "a certificate that is cut off";
  if (blocks.length === 0) return "a text without a certificate in it";
  const now = new Date();
  const flaws = blocks.map(({ pem }, index) => {
    const which = blocks.length === 1 ? "a certificate" : `${blocks.length} certificates, of which number ${index + 1}`;
    try {
      const { validFrom, validTo } = new X509Certificate(pem);
      const day = (date: string) => new Date(date).toISOString().slice(0, 10);
      if (new Date(validTo) < now) return { isUnreadable: false, says: `${which} expired on ${day(validTo)}` };
      if (new Date(validFrom) > now)
        return { isUnreadable: false, says: `${which} is not valid before ${day(validFrom)}` };
      return null;
    } catch {
      return { isUnreadable: true, says: `${which} cannot be read` };
    }
  });
  // Bundles of many authorities usually hold some that have expired; they count for nothing, and do no harm.
  const fatal = flaws.find((flaw) => flaw?.isUnreadable) ?? (flaws.includes(null) ? null : flaws[0]);
  return fatal?.says ?? null;
}

/** PEM text with certificates to trust. */
export const certificates: Rule = {
  is: "the PEM text of one or more certificates, at least one of them valid today",
  takes: (value) => typeof value === "string" && flawOf(value) === null,
  describes: flawOf,
};
