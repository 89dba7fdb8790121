import { OneOf, Optional, Text } from "./fields.js";
import { filePath } from "./text-shapes.js";

/** HTTPS on the graph's port. The files are read again when they change, without a restart. */
export class TlsConfig {
  /** A file with the server's certificate and those that lead from it to an authority (PEM). */
  @Text(filePath)
  certificateFile!: string;

  /** A file with the certificate's private key (PEM). */
  @Text(filePath)
  keyFile!: string;

  /** A file with the authorities for client certificates (PEM). Omitted: clients are not asked for one. */
  @Optional()
  @Text(filePath)
  clientAuthoritiesFile?: string;

  /** Whether clients need a certificate to connect. */
  @OneOf(["optional", "required"])
  clientCertificates: "optional" | "required" = "optional";
}
