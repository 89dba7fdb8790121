import {
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";

const bareOutput = (type: GraphQLOutputType): GraphQLOutputType =>
  isNonNullType(type) || isListType(type) ? bareOutput(type.ofType as GraphQLOutputType) : type;
const bareInput = (type: GraphQLInputType): GraphQLInputType =>
  isNonNullType(type) || isListType(type) ? bareInput(type.ofType as GraphQLInputType) : type;

/** The settings of one cloud that can be written and read under the same name; "" where it has none. */
export function settingsSelection(schema: GraphQLSchema, noun: "Listener" | "Pool", settingsKey: string): string {
  const group = schema.getType(`${noun}SettingsInput`);
  const member = isInputObjectType(group) ? group.getFields()[settingsKey] : undefined;
  const input = member && bareInput(member.type);
  if (!input || !isInputObjectType(input)) return "";
  const output = schema.getType(input.name.replace(/Input$/, ""));
  if (!isObjectType(output)) return "";
  const shared = Object.values(input.getFields())
    .filter(
      ({ name, type }) =>
        isLeafType(bareInput(type)) &&
        output.getFields()[name] &&
        isLeafType(bareOutput(output.getFields()[name]!.type)),
    )
    .map(({ name }) => name);
  return shared.length === 0 ? "" : `settings { ... on ${output.name} { ${shared.join(" ")} } }`;
}
