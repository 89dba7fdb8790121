import type { ServerConfig } from "./server.js";

/** Who has access, in a sentence. */
export function accessInWords({ access, bearerToken }: Pick<ServerConfig, "access" | "bearerToken">): string {
  if (!access) {
    return bearerToken
      ? "Whoever presents the token of server.bearerToken may do everything."
      : "Callers are not authenticated: whoever reaches the server may do everything.";
  }
  const { tokens, issuers, certificates, gateways, grants } = access;
  const counts = Object.entries({ tokens, issuers, certificates, gateways, grants })
    .filter(([, entries]) => entries.length > 0)
    .map(([name, entries]) => `${entries.length} ${entries.length === 1 ? name.slice(0, -1) : name}`);
  const everything = bearerToken ? "; whoever presents the token of server.bearerToken may do everything" : "";
  return `Callers are authenticated (server.access: ${counts.join(", ") || "nobody has access"})${everything}.`;
}
