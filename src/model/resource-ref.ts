/** The kinds of resources with a global id. Load balancers and accelerators are the two kinds of listener parents. */
export const RESOURCE_KINDS = ["listener", "pool", "member", "load-balancer", "accelerator"] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** The name of one resource at one account. */
export interface ResourceRef {
  /** The account's id in the configuration. Has no colon. */
  readonly accountId: string;
  readonly kind: ResourceKind;
  /**
   * Names the resource within its account: the cloud's own id, preceded by the parent's id and a slash when the cloud
   * cannot find it otherwise. Chosen by the provider, opaque to everyone else.
   */
  readonly key: string;
  /**
   * Spares the provider a search (for example the protocol). Not part of the identity: two refs that differ only here
   * are equal.
   */
  readonly hint?: string;
}

const VERSION = "1";
const SEPARATOR = "\u001f";
const MAX_ID_LENGTH = 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be kept out
const UNPRINTABLE = /[\u0000-\u001f\u007f]/;

/** Characters that almost no id has. Searching for them takes half as long as testing that all characters are plain. */
const NOT_PLAIN = /[^\w:-]/;
/** A segment that is empty or that URLs normalise away, between separators in any spelling. */
const NO_SEGMENT = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){0,2}(?:$|[/\\]|%2f|%5c)/i;

/**
 * Whether a text can be a cloud's id, whether a caller or a cloud's answer says so. An invalid id never becomes part of
 * a request: `..` in a path is normalised away and names something else, and half a surrogate pair has no encoding.
 */
export function canBeId(text: string): boolean {
  if (text === "" || text.length > MAX_ID_LENGTH) return false;
  return !NOT_PLAIN.test(text) || (text.isWellFormed() && !UNPRINTABLE.test(text) && !NO_SEGMENT.test(text));
}

/** Whether anything can have this name. If not, no cloud is asked, and the answer is "not found". */
export function canExist({ key, hint }: ResourceRef): boolean {
  return canBeId(key) && (hint === undefined || canBeId(hint));
}

function isKind(text: string | undefined): text is ResourceKind {
  return (RESOURCE_KINDS as readonly (string | undefined)[]).includes(text);
}

/** `account:kind:key`: readable, stable, and something that another subgraph can build from what it knows. */
export function urnOf(ref: ResourceRef): string {
  return `${ref.accountId}:${ref.kind}:${ref.key}`;
}

/** The ref in a urn, or null when the text is not a urn. Never throws. */
export function parseUrn(urn: string): ResourceRef | null {
  const [accountId, kind, ...rest] = urn.split(":");
  const key = rest.join(":");
  if (!accountId || !isKind(kind) || !key || urn.length > MAX_ID_LENGTH || UNPRINTABLE.test(urn)) return null;
  return { accountId, kind, key };
}

/**
 * The name of a pool's member: its pool's key, a slash, and the member's name within the pool. The hint is the pool's,
 * so that the member's id leads to its pool as quickly as the pool's own id.
 */
export function memberRef(pool: ResourceRef, name: string): ResourceRef {
  return new MemberRef(pool, name);
}

/** Its key is put together when it is asked for: lists show very many members, and their ids hardly ever. */
class MemberRef implements ResourceRef {
  constructor(
    private readonly pool: ResourceRef,
    private readonly name: string,
  ) {}

  get kind() {
    return "member" as const;
  }

  get accountId(): string {
    return this.pool.accountId;
  }

  get key(): string {
    return `${this.pool.key}/${this.name.replaceAll("/", "%2F")}`;
  }

  get hint(): string | undefined {
    return this.pool.hint;
  }
}

/**
 * The pool of a member's name.
 * @param member made by {@link memberRef}
 */
export function poolOfMember({ accountId, key, hint }: ResourceRef): ResourceRef {
  const ofPool = key.slice(0, Math.max(0, key.lastIndexOf("/")));
  return hint === undefined ? { accountId, kind: "pool", key: ofPool } : { accountId, kind: "pool", key: ofPool, hint };
}

/** Room for the longest id, reused: a buffer for each id of a list would be a kilobyte of garbage. */
const scratch = Buffer.allocUnsafe(MAX_ID_LENGTH);

/** The opaque global id: base64url of version, account, kind, key and hint. */
export function globalIdOf(ref: ResourceRef): string {
  const { accountId, kind, key, hint } = ref;
  let text = VERSION + SEPARATOR + accountId + SEPARATOR + kind + SEPARATOR + key;
  if (hint) text += SEPARATOR + hint;
  // A UTF-16 code unit takes at most three bytes.
  if (text.length * 3 > scratch.length) return Buffer.from(text).toString("base64url");
  return scratch.toString("base64url", 0, scratch.write(text));
}

/** What {@link globalIdOf} encodes: no control characters but the separators, and no colon in the account. */
const IN_ID = new RegExp(
  String.raw`^${VERSION}\x1f([^\0-\x1f\x7f:]+)\x1f(${RESOURCE_KINDS.join("|")})\x1f([^\0-\x1f\x7f]+)(?:\x1f([^\0-\x1f\x7f]*))?$`,
);

/** The ref in a global id, or null when {@link globalIdOf} did not make it. Never throws. */
export function parseGlobalId(id: string): ResourceRef | null {
  if (id.length === 0 || id.length > MAX_ID_LENGTH) return null;
  const text = scratch.toString("utf8", 0, scratch.write(id, "base64url"));
  if (scratch.toString("base64url", 0, scratch.write(text)) !== id) return null;
  const [, accountId, kind, key, hint] = IN_ID.exec(text) ?? [];
  if (accountId === undefined || !isKind(kind) || key === undefined) return null;
  return hint ? { accountId, kind, key, hint } : { accountId, kind, key };
}
