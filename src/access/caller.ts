/** How the caller was authenticated. */
export type CallerProof =
  /** Not authenticated: this server has no callers configured. */
  | "NONE"
  /** The one token of `server.bearerToken`. */
  | "SHARED_TOKEN"
  /** A token of `server.access.tokens`. */
  | "STATIC_TOKEN"
  /** A signed token of one of `server.access.issuers`. */
  | "SIGNED_TOKEN"
  /** A certificate that the client presented. */
  | "CERTIFICATE"
  /** A gateway that is trusted to name its users. */
  | "GATEWAY";

/** The sender of a request, as far as it was authenticated. */
export interface Caller {
  /** Identifies callers: the name of a token, the subject of a signed one. */
  readonly id: string;
  /** The caller's name for people; null when none is known. */
  readonly name: string | null;
  readonly groups: readonly string[];
  /** The scopes of its token. */
  readonly scopes: readonly string[];
  /** The program that its token was issued to; null when the token does not say. */
  readonly client: string | null;
  readonly proof: CallerProof;
}

const NOTHING_MORE = { name: null, groups: [], scopes: [], client: null };

/** Any caller of a server without authentication. */
export const ANYBODY: Caller = { ...NOTHING_MORE, id: "anybody", proof: "NONE" };
/** The holder of the token of `server.bearerToken`. */
export const TOKEN_HOLDER: Caller = { ...NOTHING_MORE, id: "bearer-token", proof: "SHARED_TOKEN" };
