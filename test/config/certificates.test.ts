import { afterEach, describe, expect, it, vi } from "vitest";
import { certificates } from "../../src/config/certificates.js";
import { makeCertificates } from "./certificate-files.js";

const { root, key, issued } = makeCertificates();
const DAY_MS = 86_400_000;
const flawOf = (text: string) => (certificates.takes(text) ? null : certificates.describes!(text));
const daysFromNow = (days: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + days * DAY_MS });

describe("certificate authorities", () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["one", root],
    ["several", issued + root],
    [
      "with comments and the line ends of Windows",
      `# é Root\n${root}\nsubject=/CN=x\n${issued}`.replaceAll("\n", "\r\n"),
    ],
    ["in OpenSSL's own armour", root.replaceAll("CERTIFICATE", "TRUSTED CERTIFICATE")],
  ])("are taken: %s", (_what, text) => expect(flawOf(text)).toBeNull());

  it.each([
    ["garbage", "garbage", "a text without a certificate"],
    ["nothing", "", "a text without a certificate"],
    ["a private key", key, "a private key, which does not belong here"],
    ["a private key beside", root + key, "a private key, which does not belong here"],
    ["another thing in PEM", root.replaceAll("CERTIFICATE", "PUBLIC KEY"), "a public key"],
    ["half of one", root.slice(0, 200), "a truncated or damaged certificate"],
    ["half of the second", root + issued.slice(0, 200), "a truncated or damaged certificate"],
    ["a damaged one", root.replace(/\n\w/, "\n-"), "a truncated or damaged certificate"],
    ["an invalid one", root.replace(/\n[\w+/]{20}/, "\nAAAAAAAAAAAAAAAAAAAA"), "a certificate that cannot be read"],
    [
      "an invalid second one",
      root + root.replace(/\n\w{9}/, "\nAAAAAAAAA"),
      "2 certificates, of which number 2 cannot be read",
    ],
    [
      "none that is a root",
      issued,
      "certificates that others have issued; without the root certificate, nothing would be trusted",
    ],
  ])("are refused: %s", (_what, text, flaw) => expect(flawOf(text)).toBe(flaw));

  it("are refused when they have expired or are not valid yet, with the day", () => {
    daysFromNow(3);
    expect(flawOf(root)).toMatch(/^a root certificate that expired on \d{4}-\d\d-\d\d$/);
    daysFromNow(-30);
    expect(flawOf(root)).toMatch(/^a root certificate that is not valid before \d{4}-\d\d-\d\d$/);
  });

  it("are looked through in a time that grows as their text does", () => {
    const startedAt = performance.now();
    expect(flawOf("-----BEGIN CERTIFICATE-----\n".repeat(36_000))).toContain("truncated");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
