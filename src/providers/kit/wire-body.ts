/** A request body in the vendor's terms; undefined members are not sent. */
export type WireBody = Readonly<Record<string, unknown>>;

/** Whether a body is empty. */
export function isEmpty(body: WireBody): boolean {
  return Object.values(body).every((value) => value === undefined);
}

/**
 * An object's fields beyond those that are written here, to be sent back when the object is replaced whole. Nulls count
 * as missing.
 */
export function unknownMembers(shown: WireBody | null, known: readonly string[]): WireBody {
  const others = Object.entries(shown ?? {}).filter(([name, value]) => value !== null && !known.includes(name));
  return Object.fromEntries(others);
}

/**
 * An object's fields as the cloud returned them, for creating it again; fields that it did not return get their
 * defaults.
 */
export function again(shown: Readonly<Record<string, unknown>>, fields: readonly string[]): WireBody {
  return Object.fromEntries(fields.map((field) => [field, shown[field] ?? undefined]));
}
