import type { IncomingMessage } from "node:http";
import type { Secret } from "../config/secret.js";

const WORD = "Bearer ";

/** Whether a request carries the token, or none is required. Takes equally long for right and wrong ones. */
export function isAuthorised(request: IncomingMessage, token: Secret | undefined): boolean {
  if (!token) return true;
  const { authorization = "" } = request.headers;
  return authorization.startsWith(WORD) && token.isSame(authorization.slice(WORD.length));
}
