import { getMetadataStorage } from "type-graphql";

type Resolve = (root: unknown, args: Readonly<Record<string, unknown>>, context: unknown, info: unknown) => unknown;
type Metadata = ReturnType<typeof getMetadataStorage>["fieldResolvers"][number];
type Parameter = NonNullable<Metadata["params"]>[number];

/** Types that GraphQL has already validated and that type-graphql passes on unchanged. */
const PLAIN_TYPES: readonly unknown[] = [String, Number, Boolean];
const isPlain = (type: unknown): boolean => PLAIN_TYPES.includes(type) || (typeof type === "object" && type !== null);

function readerOf(parameter: Parameter): Resolve | null {
  switch (parameter.kind) {
    case "root":
      return parameter.propertyName === undefined ? (root) => root : null;
    case "context":
      return parameter.propertyName === undefined ? (_root, _args, context) => context : null;
    case "info":
      return (_root, _args, _context, info) => info;
    case "arg": {
      const { name } = parameter;
      return isPlain(parameter.getType()) ? (_root, args) => args[name] : null;
    }
    default:
      return null;
  }
}

/** Calls the method with its parameters; null when only type-graphql can. */
function directly({ target, methodName, params = [], middlewares = [], roles }: Metadata): Resolve | null {
  if (middlewares.length > 0 || roles || Object.getPrototypeOf(target.prototype) !== Object.prototype) return null;
  const readers = [...params].sort((a, b) => a.index - b.index).map(readerOf);
  const [first, second, third, fourth, fifth, ...more] = readers;
  if (more.length > 0 || readers.includes(null)) return null;
  // One instance for all requests, like type-graphql's own container.
  const resolver = new (target as new () => Record<string, (...args: unknown[]) => unknown>)();
  return (root, args, context, info) =>
    resolver[methodName]!(
      first?.(root, args, context, info),
      second?.(root, args, context, info),
      third?.(root, args, context, info),
      fourth?.(root, args, context, info),
      fifth?.(root, args, context, info),
    );
}

/** Resolves a getter that computes its value: it may throw, and the resolver turns that into an error at its path. */
function read({ methodName }: Metadata): Resolve {
  return (root) => (root as Readonly<Record<string, unknown>>)[methodName];
}

/**
 * Shortcuts to decorated getters, and to @FieldResolver methods that take only their object, the context and plain
 * arguments; by type and field. type-graphql creates a handful of promises for every argument of every entry of a list,
 * even when there is nothing to validate; a list of 100 listeners with pools and members has 400.
 *
 * Null: no resolver at all, for getters with `simple: true`. They only return what their object holds and cannot fail;
 * compiled documents read them as plain members, without a path and four closures each.
 */
export function directFieldResolvers(): Readonly<Record<string, Readonly<Record<string, Resolve | null>>>> {
  const { fieldResolvers, fields, objectTypes } = getMetadataStorage();
  const direct: Record<string, Record<string, Resolve | null>> = {};
  for (const metadata of fieldResolvers) {
    const { kind, target, methodName, schemaName } = metadata;
    const isGetter =
      kind === "internal" &&
      Object.getOwnPropertyDescriptor(target.prototype, methodName)?.get !== undefined &&
      !(metadata.middlewares?.length || metadata.roles);
    const owner = kind === "internal" ? target : metadata.getObjectType?.();
    const isSimple = fields.some((field) => field.target === target && field.name === methodName && field.simple);
    const resolve = isGetter ? read(metadata) : kind === "external" ? directly(metadata) : null;
    if (!owner || !resolve) continue;
    for (const type of objectTypes) {
      const isOwn = type.target === owner || type.target.prototype instanceof (owner as new () => object);
      if (isOwn) direct[type.name] = { ...direct[type.name], [schemaName]: isGetter && isSimple ? null : resolve };
    }
  }
  return direct;
}
