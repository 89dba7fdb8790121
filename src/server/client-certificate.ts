import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** By connection: what stands in a certificate does not change while it is open. */
const known = new WeakMap<Socket, string | null>();

/**
 * What the certificate calls the client that a connection came from: its SPIFFE id, or else its common name. Null without
 * a certificate that one of the configured authorities vouches for.
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
  // A SPIFFE certificate has one URI and no other. Node quotes what could be taken for a separator; such a name is none.
  if (uris.length === 1 && /^URI:spiffe:\/\/[\w./-]+$/.test(uris[0]!)) return uris[0]!.slice("URI:".length);
  const name = subject?.CN;
  return typeof name === "string" && name !== "" ? name : null;
}
