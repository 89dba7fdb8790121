import { readText, UnusableFile } from "./read-text.js";
import { isMapping } from "./rules.js";

/** Where to read a setting's text from. */
export interface Reference {
  readonly kind: "env" | "file" | "value";
  readonly name: string;
}

/** { env: NAME }, { file: path } or, where it is allowed, { value: text }; null for every other value. */
export function referenceIn(value: unknown, allowsPlain = false): Reference | null {
  if (!isMapping(value)) return null;
  const [[kind, name] = [], ...rest] = Object.entries(value);
  if (rest.length > 0 || typeof name !== "string") return null;
  return kind === "env" || kind === "file" || (kind === "value" && allowsPlain) ? { kind, name } : null;
}

/** A reference without a usable value. The message never contains any of what was read. */
export class BrokenReference extends Error {}

/** Bytes. Larger than any key, token or password. */
const MAX_SECRET_BYTES = 64 * 1024;
/** Bytes. The certificate authorities that an operating system trusts are about 220 kB. */
const MAX_TEXT_BYTES = 1024 * 1024;

/**
 * The referenced text, without the trailing line break.
 * @throws BrokenReference
 */
export function follow(
  { kind, name }: Reference,
  isSecret: boolean,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (kind === "value") return name;
  if (kind === "env") {
    // An invalid name may be the secret itself, in the wrong place.
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name))
      throw new BrokenReference("What stands after env, which is not shown here, cannot be the name of a variable.");
    const text = env[name];
    if (text === undefined) throw new BrokenReference(`The environment variable ${name} is not set.`);
    return checked(text, isSecret, `The environment variable ${name}`);
  }
  if (!/^[^\p{Cc}\u2028\u2029]{1,1024}$/u.test(name))
    throw new BrokenReference("What stands after file, which is not shown here, cannot be the path of a file.");
  const source = `The file ${name}`;
  try {
    return checked(readText(name, isSecret ? MAX_SECRET_BYTES : MAX_TEXT_BYTES), isSecret, source);
  } catch (error) {
    if (error instanceof UnusableFile) throw new BrokenReference(`${source} ${error.message}.`, { cause: error });
    throw error;
  }
}

function checked(text: string, isSecret: boolean, source: string): string {
  // Editors add a byte order mark and a trailing line break; neither belongs to the value.
  const meant = text.replace(/^\ufeff/, "").replace(/[\r\n]+$/, "");
  if (meant === "") throw new BrokenReference(`${source} is empty.`);
  return isSecret ? checkedSecret(meant, source) : meant;
}

/**
 * Characters that no access key, token or password has: they come from copying, and the cloud would only report a wrong
 * signature.
 */
function checkedSecret(text: string, source: string): string {
  if (/^[^\S\ufeff]/.test(text)) throw new BrokenReference(`${source} has a blank in front of the secret.`);
  if (/[^\S\ufeff]$/.test(text)) throw new BrokenReference(`${source} has a blank after the secret.`);
  if (/[\r\n\u2028\u2029]/.test(text)) throw new BrokenReference(`${source} has more than one line.`);
  if (/[\p{Cc}\u200b\ufeff]/u.test(text))
    throw new BrokenReference(
      `${source} has a control character, a zero-width space or a byte order mark in the secret.`,
    );
  return text;
}
