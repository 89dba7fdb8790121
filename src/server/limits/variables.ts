import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from "graphql";

/** The values of an operation's arguments before coercion, which is enough for the cost. */
export class ArgumentValues {
  readonly #variables: Record<string, unknown> = {};

  constructor(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>> | undefined) {
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      const name = variable.name.value;
      const given = variables?.[name];
      this.#variables[name] = given === undefined && defaultValue ? valueFromASTUntyped(defaultValue) : given;
    }
  }

  /** The argument's value, or the schema's default when it is omitted, null, or an unset variable. */
  of({ arguments: given }: FieldNode, definition: GraphQLField<unknown, unknown>, name: string): unknown {
    const node = given?.find((argument: ArgumentNode) => argument.name.value === name);
    const value = node && valueFromASTUntyped(node.value, this.#variables);
    return value ?? definition.args.find((argument) => argument.name === name)?.defaultValue;
  }
}
