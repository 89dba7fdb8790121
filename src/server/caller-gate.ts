import type { IncomingMessage } from "node:http";
import type { Access } from "../access/access.js";
import type { Gate } from "../access/gate.js";
import { KeysUnavailable, ProofRefused } from "../access/refused.js";
import type { ServerConfig } from "../config/server.js";
import { certifiedName } from "./client-certificate.js";
import type { Client } from "./clients.js";
import type { Logger } from "./log.js";
import { Refusal } from "./refusal.js";

/**
 * Authenticates the sender of a request by its headers and its connection.
 * @throws Refusal when that is not possible
 */
export type CallerGate = (request: Pick<IncomingMessage, "headers" | "socket">) => Promise<Gate>;

/** Whose budget and streams are counted: the caller's, or else its address's. */
export const payerOf = ({ caller }: Gate, { key }: Client): string => (caller.proof === "NONE" ? key : caller.id);

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

export function callerGate(access: Access, config: Pick<ServerConfig, "access">, log: Logger): CallerGate {
  const gatewayHeader = config.access?.gatewayHeader.toLowerCase() ?? "";
  return async ({ headers, socket }) => {
    try {
      const known = access.authenticate({
        authorization: headers.authorization,
        gateway: one(headers[gatewayHeader]),
        certificate: certifiedName(socket) ?? undefined,
        user: one(headers["x-user-id"]),
        userGroups: one(headers["x-user-groups"]),
      });
      return access.gateOf(known instanceof Promise ? await known : known);
    } catch (error) {
      if (error instanceof ProofRefused) throw new Refusal("unauthenticated", error.message, { cause: error });
      if (!(error instanceof KeysUnavailable)) throw error;
      log.warn({ err: error }, "could not fetch the keys of a token's issuer");
      throw new Refusal("issuer_keys", `${error.message} Try again in a moment.`, { cause: error });
    }
  };
}
