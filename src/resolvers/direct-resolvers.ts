import { getMetadataStorage } from "type-graphql";

type Resolve = (root: unknown, args: Readonly<Record<string, unknown>>, context: unknown) => unknown;
type Metadata = ReturnType<typeof getMetadataStorage>["fieldResolvers"][number];
type Parameter = NonNullable<Metadata["params"]>[number];

/** What GraphQL has checked already and what type-graphql would hand on as it is. */
const PLAIN_TYPES: readonly unknown[] = [String, Number, Boolean];
const isPlain = (type: unknown): boolean => PLAIN_TYPES.includes(type) || (typeof type === "object" && type !== null);

function readerOf(parameter: Parameter): Resolve | null {
  switch (parameter.kind) {
    case "root":
      return parameter.propertyName === undefined ? (root) => root : null;
    case "context":
      return parameter.propertyName === undefined ? (_root, _args, context) => context : null;
    case "arg": {
      const { name } = parameter;
      return isPlain(parameter.getType()) ? (_root, args) => args[name] : null;
    }
    default:
      return null;
  }
}

/** Calls the method with its parameters; null where type-graphql has more to do for it. */
function directly({ target, methodName, params = [], middlewares = [], roles }: Metadata): Resolve | null {
  if (middlewares.length > 0 || roles || Object.getPrototypeOf(target.prototype) !== Object.prototype) return null;
  const readers = [...params].sort((a, b) => a.index - b.index).map(readerOf);
  const [first, second, third, fourth, ...more] = readers;
  if (more.length > 0 || readers.includes(null)) return null;
  // One for all requests, as type-graphql's own container has it.
  const resolver = new (target as new () => Record<string, (...args: unknown[]) => unknown>)();
  return (root, args, context) =>
    resolver[methodName]!(
      first?.(root, args, context),
      second?.(root, args, context),
      third?.(root, args, context),
      fourth?.(root, args, context),
    );
}

/**
 * Shorter ways to the methods that are decorated with @FieldResolver, by type and field, for those that take nothing but
 * their object, the context and plain arguments. type-graphql makes a handful of promises for every argument of every
 * entry of a list, even when there is nothing to validate; a list of 100 listeners with pools and members has 400.
 */
export function directFieldResolvers(): Readonly<Record<string, Readonly<Record<string, Resolve>>>> {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const direct: Record<string, Record<string, Resolve>> = {};
  for (const metadata of fieldResolvers) {
    const owner = metadata.kind === "external" ? metadata.getObjectType?.() : undefined;
    const resolve = owner && directly(metadata);
    if (!resolve) continue;
    for (const { name, target } of objectTypes) {
      const isOwn = target === owner || target.prototype instanceof (owner as new () => object);
      if (isOwn) direct[name] = { ...direct[name], [metadata.schemaName]: resolve };
    }
  }
  return direct;
}
