import type { SecureContextOptions } from "node:tls";
import { createSecureContext } from "node:tls";
import { readText, UnusableFile } from "../config/read-text.js";
import type { TlsConfig } from "../config/tls.js";

/** Bytes. Authorities of an operating system are about 220 kB. */
const MAX_BYTES = 1024 * 1024;

/**
 * The server's certificate and the authorities for clients' certificates, from the configured files.
 * @throws Error that names the setting and what is wrong with its file
 */
export function readTlsFiles({ certificateFile, keyFile, clientAuthoritiesFile }: TlsConfig): SecureContextOptions {
  const read = (setting: string, file: string): string => {
    try {
      return readText(file, MAX_BYTES);
    } catch (error) {
      if (!(error instanceof UnusableFile)) throw error;
      throw new Error(`server.tls.${setting}: the file ${file} ${error.message}.`, { cause: error });
    }
  };
  const options = {
    cert: read("certificateFile", certificateFile),
    key: read("keyFile", keyFile),
    ...(clientAuthoritiesFile === undefined ? {} : { ca: read("clientAuthoritiesFile", clientAuthoritiesFile) }),
  };
  try {
    createSecureContext(options);
  } catch (error) {
    // OpenSSL's message names the flaw and contains nothing of the key.
    throw new Error(`server.tls: the files cannot be used together (${(error as Error).message}).`, { cause: error });
  }
  return options;
}
