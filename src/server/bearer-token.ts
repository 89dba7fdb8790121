import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Secret } from "../config/secret.js";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether a request brings the token, or none is asked for. Takes as long for a wrong token as for the right one. */
export function isAuthorised(request: IncomingMessage, token: Secret | undefined): boolean {
  if (!token) return true;
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token.reveal()}`));
}
