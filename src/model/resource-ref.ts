/** What a global id can stand for. Load balancers and accelerators are the two sorts of listener parents. */
export const RESOURCE_KINDS = ["listener", "pool", "member", "load-balancer", "accelerator"] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** The name of one resource at one account. */
export interface ResourceRef {
  /** The account's id in the configuration. Has no colon. */
  readonly accountId: string;
  readonly kind: ResourceKind;
  /**
   * What names the resource within its account: the cloud's own id, with the parent's id and a slash before it where
   * the cloud cannot find it otherwise. Chosen by the provider, opaque to everyone else.
   */
  readonly key: string;
  /** What spares the provider a search (for example the protocol). Not part of the identity: two refs that differ only here are the same. */
  readonly hint?: string;
}

const VERSION = "1";
const SEPARATOR = "\u001f";
const MAX_ID_LENGTH = 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be kept out
const UNPRINTABLE = /[\u0000-\u001f\u007f]/;

/** What nearly no id has. Looking for it takes half as long as looking whether all characters are plain. */
const NOT_PLAIN = /[^\w:-]/;
/** A segment that is empty, or that URLs fold away, between separators of any spelling. */
const NO_SEGMENT = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){0,2}(?:$|[/\\]|%2f|%5c)/i;

/**
 * Whether a text can be a cloud's id, whoever says so: a caller or a cloud's answer. What cannot be one never becomes a
 * part of a request: `..` in a path is folded away and names something else, and half a surrogate pair has no encoding.
 */
export function canBeId(text: string): boolean {
  if (text === "" || text.length > MAX_ID_LENGTH) return false;
  return !NOT_PLAIN.test(text) || (text.isWellFormed() && !UNPRINTABLE.test(text) && !NO_SEGMENT.test(text));
}

/** Whether there can be anything of this name. Where there cannot, no cloud is asked, and it is not found. */
export function canExist({ key, hint }: ResourceRef): boolean {
  return canBeId(key) && (hint === undefined || canBeId(hint));
}

function isKind(text: string | undefined): text is ResourceKind {
  return (RESOURCE_KINDS as readonly (string | undefined)[]).includes(text);
}

/** `account:kind:key`: readable, stable, and something another subgraph can build from what it knows. */
export function urnOf(ref: ResourceRef): string {
  return `${ref.accountId}:${ref.kind}:${ref.key}`;
}

/** The ref in a urn, or null when the text is not one. Never throws. */
export function parseUrn(urn: string): ResourceRef | null {
  const [accountId, kind, ...rest] = urn.split(":");
  const key = rest.join(":");
  if (!accountId || !isKind(kind) || !key || urn.length > MAX_ID_LENGTH || UNPRINTABLE.test(urn)) return null;
  return { accountId, kind, key };
}

/**
 * The name of a pool's member: its pool's key, a slash, and what names it there. The hint is the pool's, so that the
 * member's id leads back to its pool as shortly as the pool's own.
 */
export function memberRef({ accountId, key, hint }: ResourceRef, name: string): ResourceRef {
  const ofMember = `${key}/${name.replaceAll("/", "%2F")}`;
  return hint === undefined
    ? { accountId, kind: "member", key: ofMember }
    : { accountId, kind: "member", key: ofMember, hint };
}

/** The pool that a member's name leads back to. @param member made by {@link memberRef} */
export function poolOfMember({ accountId, key, hint }: ResourceRef): ResourceRef {
  const ofPool = key.slice(0, Math.max(0, key.lastIndexOf("/")));
  return hint === undefined ? { accountId, kind: "pool", key: ofPool } : { accountId, kind: "pool", key: ofPool, hint };
}

/** Room for the longest id, used for one after the other: a buffer for each of a list's ids is a kilobyte of garbage. */
const scratch = Buffer.allocUnsafe(MAX_ID_LENGTH);

/** The opaque global id: base64url of version, account, kind, key and hint. */
export function globalIdOf(ref: ResourceRef): string {
  const { accountId, kind, key, hint } = ref;
  let text = VERSION + SEPARATOR + accountId + SEPARATOR + kind + SEPARATOR + key;
  if (hint) text += SEPARATOR + hint;
  // No character takes more than three bytes for each of its units.
  if (text.length * 3 > scratch.length) return Buffer.from(text).toString("base64url");
  return scratch.toString("base64url", 0, scratch.write(text));
}

/** The ref in a global id, or null when it was not made by {@link globalIdOf}. Never throws. */
export function parseGlobalId(id: string): ResourceRef | null {
  if (id.length === 0 || id.length > MAX_ID_LENGTH) return null;
  const text = Buffer.from(id, "base64url").toString("utf8");
  if (Buffer.from(text).toString("base64url") !== id) return null;
  const [version, accountId, kind, key, hint, ...rest] = text.split(SEPARATOR);
  if (version !== VERSION || !accountId || accountId.includes(":") || !isKind(kind) || !key || rest.length > 0)
    return null;
  if ([accountId, key, hint ?? ""].some((part) => UNPRINTABLE.test(part))) return null;
  return hint ? { accountId, kind, key, hint } : { accountId, kind, key };
}
