import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
} from "graphql";

/** The values that an operation's arguments have before they are coerced: what is weighed needs no more. */
export class ArgumentValues {
  readonly #variables: Record<string, unknown> = {};
  /** Whether a variable was read, so that what was weighed holds for these variables only. */
  readVariable = false;

  constructor(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>> | undefined) {
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      const name = variable.name.value;
      const given = variables?.[name];
      this.#variables[name] = given === undefined && defaultValue ? valueFromASTUntyped(defaultValue) : given;
    }
  }

  /** The argument's value, or the schema's default where it is left out, null, or a variable that is not set. */
  of({ arguments: given }: FieldNode, definition: GraphQLField<unknown, unknown>, name: string): unknown {
    const node = given?.find((argument: ArgumentNode) => argument.name.value === name);
    const value = node && this.#valueOf(node.value);
    return value ?? definition.args.find((argument) => argument.name === name)?.defaultValue;
  }

  #valueOf(node: ValueNode): unknown {
    if (node.kind !== "Variable" && !hasVariable(node)) return valueFromASTUntyped(node);
    this.readVariable = true;
    return valueFromASTUntyped(node, this.#variables);
  }
}

function hasVariable(node: ValueNode): boolean {
  if (node.kind === "Variable") return true;
  if (node.kind === "ListValue") return node.values.some(hasVariable);
  return node.kind === "ObjectValue" && node.fields.some(({ value }) => hasVariable(value));
}
