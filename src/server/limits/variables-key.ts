import {
  type DocumentNode,
  type GraphQLSchema,
  isScalarType,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
  visit,
} from "graphql";

/** Characters. Estimates for longer variables are not kept. */
const LONGEST_KEY = 1_000;

/** How a variable's value affects the cost of its operation. */
interface Told {
  readonly name: string;
  /** Whether only the length of its list affects it. */
  readonly byLength: boolean;
}

type Variables = Readonly<Record<string, unknown>> | undefined;

/**
 * A key of the variables that affect a query's cost; null when they are too long. For ids, texts and representations
 * that are a whole argument it contains only their number, because their values change with every request. Inputs of
 * changes are rarely repeated.
 */
export function variablesKeys(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode, variables: Variables) => string | null {
  const known = new WeakMap<OperationDefinitionNode, readonly Told[]>();

  function toldOf(document: DocumentNode, operation: OperationDefinitionNode): readonly Told[] {
    let told = known.get(operation);
    if (!told) {
      const parts = partsOfValues(document);
      told = (operation.variableDefinitions ?? []).map(({ variable, type }) => {
        const name = variable.name.value;
        return { name, byLength: !parts.has(name) && isUncounted(schema, type) };
      });
      known.set(operation, told);
    }
    return told;
  }

  return (document, operation, variables) => {
    if (operation.operation === "mutation") return null;
    let key = "";
    for (const { name, byLength } of toldOf(document, operation)) {
      const value = variables?.[name];
      if (byLength) key += `${Array.isArray(value) ? value.length : -1},`;
      else if (value === undefined) key += ",";
      else if (isShort(value, LONGEST_KEY - key.length)) key += `${JSON.stringify(value)},`;
      else return null;
    }
    return key;
  };
}

/** Variables that are used inside a list or an input object. */
function partsOfValues(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    Variable({ name }, _key, parent) {
      if (parent && (!("kind" in parent) || parent.kind === Kind.OBJECT_FIELD)) names.add(name.value);
    },
  });
  return names;
}

/** Whether values of the type do not affect the cost: all scalars except numbers, which can be page sizes. */
function isUncounted(schema: GraphQLSchema, type: TypeNode): boolean {
  if (type.kind !== Kind.NAMED_TYPE) return isUncounted(schema, type.type);
  const name = type.name.value;
  return name !== "Int" && isScalarType(schema.getType(name));
}

/** Stops as soon as possible and does not recurse: a value may be as deep and as long as its request. */
function isShort(value: unknown, most: number): boolean {
  const left = [value];
  let room = most;
  while (left.length > 0) {
    const one = left.pop();
    room -= typeof one === "string" ? one.length : 1;
    if (one === null || typeof one !== "object") continue;
    if (Array.isArray(one) && one.length > room) return false;
    for (const name in one) {
      room -= 1;
      if (room < 0) return false;
      left.push((one as Record<string, unknown>)[name]);
    }
  }
  return room >= 0;
}
