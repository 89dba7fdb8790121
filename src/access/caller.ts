/** How it was made sure who calls. */
export type CallerProof =
  /** Nobody was asked: this server has no callers configured. */
  | "NONE"
  /** The one token of `server.bearerToken`. */
  | "SHARED_TOKEN"
  /** A token of `server.access.tokens`. */
  | "STATIC_TOKEN"
  /** A signed token of one of `server.access.issuers`. */
  | "SIGNED_TOKEN"
  /** A certificate that the client showed when it connected. */
  | "CERTIFICATE"
  /** A gateway that is believed who its users are. */
  | "GATEWAY";

/** Who sends a request, as far as that was proved. */
export interface Caller {
  /** Tells callers apart: the name of a token, the subject of a signed one. */
  readonly id: string;
  /** What people call it; null when nothing tells. */
  readonly name: string | null;
  readonly groups: readonly string[];
  /** What its token may be used for. */
  readonly scopes: readonly string[];
  /** The program that its token was issued to; null when it does not say. */
  readonly client: string | null;
  readonly proof: CallerProof;
}

const NOTHING_MORE = { name: null, groups: [], scopes: [], client: null };

/** Whoever calls a server that asks for no proof. */
export const ANYBODY: Caller = { ...NOTHING_MORE, id: "anybody", proof: "NONE" };
/** Whoever has the token of `server.bearerToken`. */
export const TOKEN_HOLDER: Caller = { ...NOTHING_MORE, id: "bearer-token", proof: "SHARED_TOKEN" };
