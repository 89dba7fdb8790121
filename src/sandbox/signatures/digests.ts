import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Lower-case hex SHA-256. */
export function hexSha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

export function hmac(hash: "sha1" | "sha256", key: string | Buffer, text: string): Buffer {
  return createHmac(hash, key).update(text).digest();
}

/** Whether the text that a client sent is the expected one, compared in constant time. */
export function isSameText(sent: string, expected: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
