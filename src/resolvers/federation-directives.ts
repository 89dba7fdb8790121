import {
  type ConstDirectiveNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  type TypeDefinitionNode,
} from "graphql";
import { SETTINGS_TYPES } from "./cloud-parts.js";
import { type AnyField, fieldsOf, reachableTypes, typeNameOf, typesIn } from "./reachable-types.js";

/**
 * What the schema tells gateways besides keys and costs: what other subgraphs may resolve as well, and what contract
 * variants can leave out.
 */

/** Plain values, which any subgraph may return. It must provide all their fields. */
const SHAREABLE_TYPES: readonly string[] = [
  "HealthMonitor",
  "ListenerTimeouts",
  "PageInfo",
  "PortRange",
  "ResourceTag",
  "SessionPersistence",
  "TlsSettings",
];

const NAMES = ["name", "nativeId", "provider"];
/** Identifying fields: a subgraph that knows them may return them, which spares a gateway a request to this one. */
const SHAREABLE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Accelerator: NAMES,
  CloudAccount: ["provider", "region"],
  Listener: NAMES,
  LoadBalancer: NAMES,
  Pool: NAMES,
  PoolMember: ["address", "nativeId", "targetId"],
};

interface Tag {
  readonly name: string;
  /** The tagged fields. A type that only they refer to is tagged as well. */
  isOn(field: AnyField, type: TypeDefinitionNode): boolean;
}

const TAGS: readonly Tag[] = [
  // The type itself belongs to all subgraphs.
  { name: "write", isOn: (_field, type) => type.name.value === "Mutation" },
  { name: "vendor", isOn: (field) => SETTINGS_TYPES.includes(typeNameOf(field.type)) },
];

const directive = (name: string, args: ConstDirectiveNode["arguments"] = []): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: name },
  arguments: args,
});
const shareable = directive("shareable");
const tagged = (name: string) =>
  directive("tag", [
    { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "name" }, value: { kind: Kind.STRING, value: name } },
  ]);

/** The document with `@shareable` and `@tag` in their places. */
export function withFederation(document: DocumentNode): DocumentNode {
  const tags = TAGS.map((tag) => ({ ...tag, types: typesOnlyBehind(document, tag) }));
  const onField = (field: AnyField, type: TypeDefinitionNode) => [
    ...(SHAREABLE_FIELDS[type.name.value]?.includes(field.name.value) ? [shareable] : []),
    ...tags.filter((tag) => tag.isOn(field, type)).map(({ name }) => tagged(name)),
  ];
  const onType = ({ name: { value } }: TypeDefinitionNode) => [
    ...(SHAREABLE_TYPES.includes(value) ? [shareable] : []),
    ...tags.filter(({ types }) => types.has(value)).map(({ name }) => tagged(name)),
  ];
  const definitions = document.definitions.map((definition) => {
    if (!isTypeDefinitionNode(definition)) return definition;
    const fields = fieldsOf(definition).map((field) => plus(field, onField(field, definition)));
    return plus(fields.length > 0 ? ({ ...definition, fields } as TypeDefinitionNode) : definition, onType(definition));
  });
  return { ...document, definitions };
}

function plus<T extends AnyField | TypeDefinitionNode>(node: T, directives: readonly ConstDirectiveNode[]): T {
  return directives.length === 0 ? node : { ...node, directives: [...(node.directives ?? []), ...directives] };
}

function typesOnlyBehind(document: DocumentNode, { isOn }: Tag): ReadonlySet<string> {
  const types = typesIn(document);
  const entities = types.filter(({ directives }) => directives?.some(({ name }) => name.value === "key"));
  const roots = ["Query", "Mutation", "Subscription", ...entities.map(({ name }) => name.value)];
  const without = reachableTypes(document, roots, (field, type) => !isOn(field, type));
  const names = types.map(({ name }) => name.value);
  return new Set(names.filter((name) => !without.has(name)));
}
