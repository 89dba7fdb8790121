import { X509Certificate } from "node:crypto";
import type { Rule } from "./rule.js";

/** PEM's armour. The content is Base64, which has no dash. */
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;
const CERTIFICATE = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

/** PEM text with certificates to trust. */
export const certificates: Rule = {
  is: "the PEM text of one or more certificates, with a root (self-signed) certificate that is valid today among them",
  takes: (value) => typeof value === "string" && flawOf(value) === null,
  describes: (value) => (typeof value === "string" ? flawOf(value) : null),
};

/**
 * What is wrong with the text as trusted certificates; null when nothing is. Comments between certificates are fine.
 */
function flawOf(text: string): string | null {
  if (text.includes("PRIVATE KEY-----")) return "a private key, which does not belong here";
  const blocks = [...text.matchAll(BLOCK)].map(([pem, kind]) => ({ pem, kind: kind! }));
  const foreign = blocks.find(({ kind }) => !CERTIFICATE.includes(kind));
  if (foreign) return `a ${foreign.kind.toLowerCase()}`;
  if (blocks.length < text.split("-----BEGIN ").length - 1) return "a truncated or damaged certificate";
  if (blocks.length === 0) return "a text without a certificate";
  const certificates: X509Certificate[] = [];
  for (const [index, { pem }] of blocks.entries()) {
    try {
      certificates.push(new X509Certificate(pem));
    } catch {
      return blocks.length === 1
        ? "a certificate that cannot be read"
        : `${blocks.length} certificates, of which number ${index + 1} cannot be read`;
    }
  }
  return flawOfRoots(certificates.filter((one) => one.checkIssued(one)));
}

/**
 * Node trusts a chain only when its end, a root, is trusted. In a bundle of many authorities some have usually expired,
 * which does no harm.
 */
function flawOfRoots(roots: readonly X509Certificate[]): string | null {
  if (roots.length === 0)
    return "certificates that others have issued; without the root certificate, nothing would be trusted";
  const now = new Date();
  const flaws = roots.map(({ validFrom, validTo }) => {
    if (new Date(validTo) < now) return `a root certificate that expired on ${day(validTo)}`;
    return new Date(validFrom) > now ? `a root certificate that is not valid before ${day(validFrom)}` : null;
  });
  return flaws.includes(null) ? null : flaws[0]!;
}

/** @param date as X509Certificate writes it, Jan 31 12:00:00 2030 GMT */
const day = (date: string): string => new Date(date).toISOString().slice(0, 10);
