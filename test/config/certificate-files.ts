import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** PEM texts. */
export interface CertificateFiles {
  /** A root certificate that is valid for two days from now. */
  readonly root: string;
  /** Its private key. */
  readonly key: string;
  /** A certificate issued by the root. */
  readonly issued: string;
}

/** Generates them with openssl. */
export function makeCertificates(): CertificateFiles {
  const folder = mkdtempSync(join(tmpdir(), "certificates-"));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" });
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  try {
    openssl("req", "-x509", ...curve, "-days", "2", "-subj", "/CN=root", "-keyout", at("key"), "-out", at("root"));
    openssl("req", ...curve, "-subj", "/CN=issued", "-keyout", at("key2"), "-out", at("request"));
    writeFileSync(at("serial"), "01\n");
    const issuer = ["-CA", at("root"), "-CAkey", at("key"), "-CAserial", at("serial")];
    openssl("x509", "-req", "-in", at("request"), ...issuer, "-days", "2", "-out", at("issued"));
    const [root, key, issued] = ["root", "key", "issued"].map((name) => readFileSync(at(name), "utf8"));
    return { root: root!, key: key!, issued: issued! };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
