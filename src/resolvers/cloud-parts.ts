import {
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  type NameNode,
  type StringValueNode,
} from "graphql";
import { type ClassType, getMetadataStorage } from "type-graphql";
import type { SettingsTypes } from "../model/settings.js";
import type { AnyProviderManifest } from "../providers/provider.js";

/**
 * The parts of the schema that are derived from the list of clouds: an enum, two unions, two inputs and the clouds' own
 * types.
 */

const byName = <T extends { readonly name: NameNode }>(nodes: readonly T[]): T[] =>
  [...nodes].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
const name = (value: string): NameNode => ({ kind: Kind.NAME, value });
const namedType = (value: string): NamedTypeNode => ({ kind: Kind.NAMED_TYPE, name: name(value) });
const description = (value: string): StringValueNode => ({ kind: Kind.STRING, value, block: true });

function typeNameOf(type: ClassType<object>): string {
  const { objectTypes, inputTypes } = getMetadataStorage();
  return [...objectTypes, ...inputTypes].find(({ target }) => target === type)!.name;
}

interface Noun {
  readonly union: string;
  readonly input: string;
  readonly what: string;
  settings(cloud: AnyProviderManifest): SettingsTypes | undefined;
}
const NOUNS: readonly Noun[] = [
  {
    union: "ListenerSettings",
    input: "ListenerSettingsInput",
    what: "listeners",
    settings: ({ listenerSettings }) => listenerSettings,
  },
  { union: "PoolSettings", input: "PoolSettingsInput", what: "pools", settings: ({ poolSettings }) => poolSettings },
];

/** The unions and inputs of settings that only one cloud has. */
export const SETTINGS_TYPES: readonly string[] = NOUNS.flatMap(({ union, input }) => [union, input]);

/** The clouds' own types, which nothing else in the schema refers to. */
export function typesOfClouds(clouds: readonly AnyProviderManifest[]): ClassType<object>[] {
  return clouds.flatMap((cloud) =>
    NOUNS.flatMap(({ settings }) => {
      const { output, input } = settings(cloud) ?? {};
      return [output, input].filter((type) => type !== undefined);
    }),
  );
}

/** The document with the derived parts inserted. */
export function withClouds(document: DocumentNode, clouds: readonly AnyProviderManifest[]): DocumentNode {
  return { ...document, definitions: document.definitions.map((definition) => partOf(definition, clouds)) };
}

function partOf(definition: DefinitionNode, clouds: readonly AnyProviderManifest[]): DefinitionNode {
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === "CloudProvider")
    return { ...definition, values: byName(clouds.map(enumValueOf)) };
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
    const noun = NOUNS.find(({ union }) => union === definition.name.value);
    return noun ? { ...definition, types: byName(clouds.flatMap((cloud) => memberOf(noun, cloud))) } : definition;
  }
  if (definition.kind !== Kind.SCALAR_TYPE_DEFINITION) return definition;
  const noun = NOUNS.find(({ input }) => input === definition.name.value);
  if (!noun) return definition;
  return {
    kind: Kind.INPUT_OBJECT_TYPE_DEFINITION,
    name: definition.name,
    description: definition.description,
    fields: byName(clouds.flatMap((cloud) => fieldOf(noun, cloud))),
  };
}

const enumValueOf = (cloud: AnyProviderManifest): EnumValueDefinitionNode => ({
  kind: Kind.ENUM_VALUE_DEFINITION,
  name: name(cloud.name),
  description: description(cloud.description),
});

function memberOf({ settings }: Noun, cloud: AnyProviderManifest): NamedTypeNode[] {
  const { output } = settings(cloud) ?? {};
  return output ? [namedType(typeNameOf(output))] : [];
}

function fieldOf({ settings, what }: Noun, cloud: AnyProviderManifest): InputValueDefinitionNode[] {
  const { input } = settings(cloud) ?? {};
  if (!input) return [];
  return [
    {
      kind: Kind.INPUT_VALUE_DEFINITION,
      name: name(cloud.settingsKey),
      type: namedType(typeNameOf(input)),
      description: description(`For ${what} on ${cloud.title}.`),
    },
  ];
}

/** Resolvers for the types of a union's values. */
export function unionResolvers(clouds: readonly AnyProviderManifest[]) {
  return Object.fromEntries(
    NOUNS.map(({ union, settings }) => {
      const outputs = clouds.flatMap((cloud) => settings(cloud)?.output ?? []);
      const names = new Map<unknown, string>(outputs.map((output) => [output, typeNameOf(output)]));
      return [union, { __resolveType: (value: object) => names.get(value.constructor) }];
    }),
  );
}

/** Entries of type-graphql's resolver map that the document defines differently. */
export const REPLACED: readonly string[] = ["CloudProvider", ...NOUNS.map(({ input }) => input)];
