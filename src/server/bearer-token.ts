import type { IncomingMessage } from "node:http";
import type { Secret } from "../config/secret.js";

const WORD = "Bearer ";

/** Whether a request brings the token, or none is asked for. Takes as long for a wrong token as for the right one. */
export function isAuthorised(request: IncomingMessage, token: Secret | undefined): boolean {
  if (!token) return true;
  const { authorization = "" } = request.headers;
  return authorization.startsWith(WORD) && token.isSame(authorization.slice(WORD.length));
}
