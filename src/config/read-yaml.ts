import { type Document, type ErrorCode, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { below } from "../model/shown.js";
import { WHOLE_FILE } from "./config-error.js";
import type { Mistake } from "./mistake.js";

/** Either the parsed text, or what is wrong with it as YAML. */
export type YamlReading = { readonly value: unknown } | { readonly mistakes: readonly Mistake[] };

/** Repetitions of a part; those in repeated parts count each time. */
const MAX_ALIASES = 100;
const TOO_DEEP = "nested too deeply";
const TOO_MANY_ALIASES = `repeated by more than ${MAX_ALIASES} aliases`;

/**
 * Messages for YAML errors that contain none of the text, which may be a secret. Features that only a parser's power
 * users need are refused: custom tags, merge keys, a second document.
 */
const REASONS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias (*name) cannot have an anchor or tag",
  BAD_ALIAS: "an alias (*name) has no anchor (&name) before it; a string that starts with * needs quotes",
  BAD_COLLECTION_TYPE: "a tag does not match its value",
  BAD_DIRECTIVE: "a directive (%) is unknown; a string that starts with % needs quotes",
  BAD_DQ_ESCAPE: "a backslash in double quotes is followed by an invalid character",
  BAD_INDENT: "the indentation is wrong",
  BAD_PROP_ORDER: "an anchor or tag is in the wrong place",
  BAD_SCALAR_START: "a string that starts with @ or ` needs quotes",
  BLOCK_AS_IMPLICIT_KEY: "there is a second colon in the line; a string with a colon and a space in it needs quotes",
  BLOCK_IN_FLOW: "a list or map of several lines is inside brackets",
  DUPLICATE_KEY: "a setting occurs twice",
  IMPOSSIBLE: "it cannot be parsed",
  KEY_OVER_1024_CHARS: "a name has more than 1024 characters",
  MISSING_CHAR: "a colon, comma, quote or closing bracket is missing",
  MULTILINE_IMPLICIT_KEY: "a name and its colon must be on one line",
  MULTIPLE_ANCHORS: "a value has more than one anchor (&name)",
  MULTIPLE_DOCS: "a second document starts (---), and only one is allowed",
  MULTIPLE_TAGS: "a value has more than one tag (!name)",
  NON_STRING_KEY: "a name must be a plain string, not a list or a map",
  RESOURCE_EXHAUSTION: `it is ${TOO_DEEP}`,
  TAB_AS_INDENT: "the indentation is a tab; use spaces",
  TAG_RESOLVE_FAILED: "a tag (!name) is unknown; a string that starts with ! needs quotes",
  UNEXPECTED_TOKEN: "there is something where nothing more is expected",
};

/**
 * Reads YAML from an untrusted or mistaken author: only the first error is reported, since all others may follow from
 * it, but every duplicate name is.
 */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      // The parser compares each name of a map with each other one; readNodes does it in one pass.
      uniqueKeys: false,
      stringKeys: true,
      schema: "core",
      merge: false,
      resolveKnownTags: false,
      logLevel: "error",
    });
    const error = document.errors[0] ?? document.warnings[0];
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      const message = `Invalid YAML: ${REASONS[error.code]} (column ${col}).`;
      return { mistakes: [{ path: `line ${line}`, message }] };
    }
    const { aliases, repeated } = look(document, lines);
    if (aliases > MAX_ALIASES) return whole(TOO_MANY_ALIASES);
    if (repeated.length > 0) return { mistakes: repeated };
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    if (error instanceof RangeError) return whole(TOO_DEEP);
    // The parser's error for aliases that multiply.
    if (error instanceof ReferenceError) return whole(TOO_MANY_ALIASES);
    throw error;
  }
}

const whole = (flaw: string): YamlReading => ({
  mistakes: [{ path: WHOLE_FILE, message: `Something in it is ${flaw}.` }],
});

/** Counts aliases and finds duplicate names in a map. */
function look(document: Document, lines: LineCounter): { aliases: number; repeated: Mistake[] } {
  const repeated: Mistake[] = [];
  let aliases = 0;
  const visit = (node: unknown, path: string): void => {
    if (isAlias(node)) aliases += 1;
    else if (isSeq(node)) for (const [index, item] of node.items.entries()) visit(item, `${path}[${index}]`);
    else if (isMap(node)) {
      const first = new Map<string, number>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : "";
        const line = lines.linePos((isScalar(key) && key.range?.[0]) || 0).line;
        const earlier = first.get(name);
        if (earlier === undefined) first.set(name, line);
        else {
          const message = `\`${below("", name)}\` must occur once; it occurs in line ${earlier} and in line ${line}.`;
          repeated.push({ path: below(path, name), message });
        }
        visit(value, below(path, name));
      }
    }
  };
  visit(document.contents, "");
  return { aliases, repeated };
}
