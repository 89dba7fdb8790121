import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from "graphql";
import type { ServerLimits } from "../../config/server.js";

/**
 * Characters of an alias. It occurs in the answer as often as its field does, and in the path of each of its errors.
 */
const LONGEST_ALIAS = 200;

/**
 * Characters of a document, whitespace and comments included, which the token limit does not cover: they are scanned
 * for the position of each error.
 */
const LONGEST_DOCUMENT = 64 * 1024;
/** Lines of a document: the position of each error is found by going through all line breaks before it. */
const MOST_LINES = 5_000;

const isIntrospection = (name: string): boolean => name.startsWith("__") && name !== "__typename";

/** The size of a selection, with its fragments expanded. */
interface Measured {
  readonly depth: number;
  readonly width: number;
  /** By field: its aliases. */
  readonly aliases: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Refuses documents that are deeper or wider at the root than the configuration allows, or that give one field many
 * aliases. Introspection is not counted, `__typename` is.
 */
export function documentLimits({
  maxDepth,
  maxRootFields,
  maxAliases,
}: Pick<ServerLimits, "maxDepth" | "maxRootFields" | "maxAliases">): (context: ValidationContext) => ASTVisitor {
  return (context) => {
    const measured = new Map<SelectionSetNode, Measured>();
    const most = { field: "", names: 0 };
    let longestAlias = 0;

    function measure(selections: SelectionSetNode, seen: readonly string[]): Measured {
      const known = measured.get(selections);
      if (known) return known;
      let depth = 0;
      let width = 0;
      const aliases = new Map<string, Set<string>>();
      for (const node of selections.selections) {
        if (node.kind === Kind.FIELD) {
          const field = node.name.value;
          if (node.alias) {
            add(aliases, field, [node.alias.value]);
            longestAlias = Math.max(longestAlias, node.alias.value.length);
          }
          if (isIntrospection(field)) continue;
          width += 1;
          depth = Math.max(depth, 1 + (node.selectionSet ? measure(node.selectionSet, seen).depth : 0));
          continue;
        }
        const name = node.kind === Kind.FRAGMENT_SPREAD ? node.name.value : undefined;
        // A fragment that contains itself is refused by another rule.
        if (name !== undefined && seen.includes(name)) continue;
        const inner =
          node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : context.getFragment(node.name.value)?.selectionSet;
        if (!inner) continue;
        const size = measure(inner, name === undefined ? seen : [...seen, name]);
        depth = Math.max(depth, size.depth);
        width += size.width;
        for (const [field, names] of size.aliases) add(aliases, field, names);
      }
      for (const [field, names] of aliases)
        if (names.size > most.names) Object.assign(most, { field, names: names.size });
      const size = { depth, width, aliases };
      measured.set(selections, size);
      return size;
    }

    function refuse(message: string): void {
      context.reportError(new GraphQLError(message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }));
    }

    return {
      Document({ loc }) {
        const body = loc?.source.body ?? "";
        if (body.length > LONGEST_DOCUMENT) {
          refuse(
            `The document must have at most ${LONGEST_DOCUMENT} characters, whitespace and comments included; got ${body.length}.`,
          );
          return;
        }
        const lines = body.split(/\r\n|[\r\n]/).length;
        if (lines > MOST_LINES)
          refuse(`The document must have at most ${MOST_LINES} lines, empty ones and comments included; got ${lines}.`);
      },
      OperationDefinition({ selectionSet }) {
        const { depth, width } = measure(selectionSet, []);
        if (depth > maxDepth)
          refuse(`The document must be at most ${maxDepth} levels deep (server.limits.maxDepth); got ${depth}.`);
        if (width > maxRootFields)
          refuse(
            `The document must have at most ${maxRootFields} fields at its root (server.limits.maxRootFields); got ${width}. Send several documents.`,
          );
        if (longestAlias > LONGEST_ALIAS)
          refuse(`An alias must have at most ${LONGEST_ALIAS} characters; got ${longestAlias}.`);
        if (most.names > maxAliases)
          refuse(
            `One selection must give \`${most.field}\` at most ${maxAliases} aliases (server.limits.maxAliases); got ${most.names}.`,
          );
      },
    };
  };
}

function add(aliases: Map<string, Set<string>>, field: string, names: Iterable<string>): void {
  const known = aliases.get(field) ?? new Set();
  for (const name of names) known.add(name);
  aliases.set(field, known);
}
