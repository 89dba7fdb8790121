import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from "graphql";
import type { ServerLimits } from "../config/server.js";

/** Refuses documents that are deeper or wider at the root than the configuration allows. Introspection is not counted. */
export function documentLimits({
  maxDepth,
  maxRootFields,
}: Pick<ServerLimits, "maxDepth" | "maxRootFields">): (context: ValidationContext) => ASTVisitor {
  return (context) => {
    const measured = new Map<SelectionSetNode, { depth: number; width: number }>();

    function measure(selections: SelectionSetNode, seen: readonly string[]): { depth: number; width: number } {
      const known = measured.get(selections);
      if (known) return known;
      let depth = 0;
      let width = 0;
      for (const node of selections.selections) {
        if (node.kind === Kind.FIELD) {
          if (node.name.value.startsWith("__")) continue;
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
      }
      measured.set(selections, { depth, width });
      return { depth, width };
    }

    function refuse(message: string): void {
      context.reportError(new GraphQLError(message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }));
    }

    return {
      OperationDefinition({ selectionSet }) {
        const { depth, width } = measure(selectionSet, []);
        if (depth > maxDepth) refuse(`The document is ${depth} levels deep; at most ${maxDepth} are allowed.`);
        if (width > maxRootFields)
          refuse(
            `The document has ${width} fields at its root; at most ${maxRootFields} are allowed. Send several documents.`,
          );
      },
    };
  };
}
