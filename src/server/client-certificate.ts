import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** By connection: a certificate does not change while it is open. */
const known = new WeakMap<Socket, string | null>();

/**
 * The client's name in the certificate of a connection: its SPIFFE id, or else its common name. Null without a
 * certificate from one of the configured authorities.
 */
export function certifiedName(socket: Socket): string | null {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  let name = known.get(socket);
  if (name === undefined) {
    name = nameIn(socket.getPeerCertificate());
    known.set(socket, name);
  }
  return name;
}

function nameIn({ subject, subjectaltname = "" }: ReturnType<TLSSocket["getPeerCertificate"]>): string | null {
  const uris = subjectaltname.split(", ").filter((entry) => entry.startsWith("URI:"));
  // A SPIFFE certificate has exactly one URI. Node quotes ambiguous separators; such a name is refused.
  if (uris.length === 1 && /^URI:spiffe:\/\/[\w./-]+$/.test(uris[0]!)) return uris[0]!.slice("URI:".length);
  const name = subject?.CN;
  return typeof name === "string" && name !== "" ? name : null;
}
