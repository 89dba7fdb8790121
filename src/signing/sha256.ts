import { createHmac, hash } from "node:crypto";

/** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
export function sha256Hex(text: string): string {
  return text === "" ? OF_NOTHING : hash("sha256", text, "hex");
}

/** Most requests have no body. */
const OF_NOTHING = hash("sha256", "", "hex");

/** HMAC-SHA-256 of the text's UTF-8 bytes; raw bytes, because the result can be the next key of a chain. */
export function hmacSha256(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}
