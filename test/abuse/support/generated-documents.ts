import fc from "fast-check";
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from "graphql";

/** How a document is to grow; the generator is free within. */
export interface Shape {
  /** Levels of fields. */
  readonly depth: number;
  /** Fields that are written down, in all. */
  readonly fields: number;
  /** Names under which one field is asked for, at most. */
  readonly aliases: number;
  /** Fragments that the document may have. */
  readonly fragments: number;
  /** What `first` may be. */
  readonly sizes: readonly number[];
}

/** One step of the generator's own dice: a number from 0 to below `sides`. */
type Dice = (sides: number) => number;

interface Fragment {
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

/**
 * Documents that are valid against the schema: fields under aliases, pages of all sizes, by literals and by variables,
 * inline fragments, and named ones that hold others of a later number, so that they grow when they are expanded.
 */
export function generatedDocuments(schema: GraphQLSchema, shapes: fc.Arbitrary<Shape>): fc.Arbitrary<string> {
  const seeds = fc.noShrink(fc.nat({ max: 2 ** 31 - 1 }));
  return fc.tuple(shapes, seeds).map(([shape, seed]) => documentOf(schema, shape, diceFrom(seed)));
}

/** Numbers by chance that are the same for the same seed (mulberry32): thousands to a document, too many for fast-check. */
function diceFrom(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

function documentOf(schema: GraphQLSchema, shape: Shape, dice: Dice): string {
  const variables = new Map<string, string>();
  const fragments: Fragment[] = [];
  /** Fields that may still be written down: first for the fragments, then as many again for the operation. */
  let left = shape.fields;
  let names = 0;
  const query = schema.getQueryType()!;
  const roots = [query, schema.getMutationType(), schema.getSubscriptionType()].map((type) => type?.name);
  const composites = Object.values(schema.getTypeMap()).filter(
    (type) => isCompositeType(type) && !type.name.startsWith("__") && !roots.includes(type.name),
  );
  // The last one first: each may hold those that are there already.
  for (let number = 0; number < shape.fragments; number += 1) {
    const type = composites[dice(composites.length)]!;
    const body = selection(type, 1 + dice(2));
    fragments.push({ name: `F${number}`, type: type.name, body });
  }
  left = shape.fields;
  const root = selection(query, shape.depth);
  const used = usedBy(root, fragments);
  const all = [root, ...used.map(({ body }) => body)].join(" ");
  const declared = [...variables].filter(([name]) => new RegExp(`\\$${name}\\b`).test(all));
  const head = declared.length > 0 ? `(${declared.map(([name, text]) => `$${name}: ${text}`).join(", ")})` : "";
  const rest = used.map(({ name, type, body }) => `fragment ${name} on ${type} ${body}`);
  return [`query Generated${head} ${root}`, ...rest].join("\n");

  function selection(type: GraphQLNamedType, depth: number): string {
    const parts = ["__typename"];
    const width = 1 + dice(4);
    for (let turn = 0; turn < width; turn += 1) parts.push(...partOf(type, depth));
    return `{ ${parts.join(" ")} }`;
  }

  function partOf(type: GraphQLNamedType, depth: number): string[] {
    if (left <= 0) return [];
    const fitting = fragments.filter((fragment) => fragment.type === type.name);
    if (fitting.length > 0 && dice(3) === 0) return [`...${fitting[dice(fitting.length)]!.name}`];
    if (isUnionType(type) || (isInterfaceType(type) && dice(3) === 0)) {
      const possible = schema.getPossibleTypes(type);
      const one = possible[dice(possible.length)]!;
      return [`... on ${one.name} ${selection(one, depth)}`];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const fields = Object.values(type.getFields()).filter(
      (field) => isAskable(field) && (depth > 0 || isLeafType(getNamedType(field.type))),
    );
    if (fields.length === 0) return [];
    // What leads further is wanted more often than what ends there.
    const leading = fields.filter((field) => isCompositeType(getNamedType(field.type)));
    const pool = leading.length > 0 && dice(4) > 0 ? leading : fields;
    const field = pool[dice(pool.length)]!;
    const times = Math.min(1 + dice(shape.aliases), left);
    return Array.from({ length: times }, () => fieldText(field, depth));
  }

  function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string {
    left -= 1;
    names += 1;
    const alias = `a${names}`;
    const type = getNamedType(field.type);
    const body = isCompositeType(type) ? ` ${selection(type, depth - 1)}` : "";
    return `${alias}: ${field.name}${argumentsOf(field)}${body}`;
  }

  function argumentsOf(field: GraphQLField<unknown, unknown>): string {
    const texts = field.args.flatMap(({ name, type }) => {
      if (name === "first") return sizeText();
      return isNonNullType(type) ? [`${name}: "nobody"`] : [];
    });
    return texts.length > 0 ? `(${texts.join(", ")})` : "";
  }

  function sizeText(): string[] {
    const size = shape.sizes[dice(shape.sizes.length)]!;
    const way = dice(3);
    if (way === 0) return [];
    if (way === 1) return [`first: ${size}`];
    variables.set(`size${size}`, `Int! = ${size}`);
    return [`first: $size${size}`];
  }
}

/** Fields whose arguments can be made up. */
function isAskable(field: GraphQLField<unknown, unknown>): boolean {
  return (
    !field.name.startsWith("_") &&
    field.args.every((argument) => !isRequiredArgument(argument) || ["id", "first"].includes(argument.name))
  );
}

function usedBy(text: string, fragments: readonly Fragment[]): Fragment[] {
  const used = new Map<string, Fragment>();
  const look = (body: string): void => {
    for (const [, name] of body.matchAll(/\.\.\.(F\d+)/g)) {
      const fragment = fragments.find((one) => one.name === name);
      if (!fragment || used.has(fragment.name)) continue;
      used.set(fragment.name, fragment);
      look(fragment.body);
    }
  };
  look(text);
  return [...used.values()];
}
