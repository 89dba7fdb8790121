/** A request body in the vendor's words; what is undefined is not sent. */
export type WireBody = Readonly<Record<string, unknown>>;

/** Whether a body names nothing to send. */
export function isEmpty(body: WireBody): boolean {
  return Object.values(body).every((value) => value === undefined);
}

/**
 * What a cloud showed of an object beyond the fields that are written here, to be sent back with them where the object is
 * replaced whole. What is null is not there.
 */
export function unknownMembers(shown: WireBody | null, known: readonly string[]): WireBody {
  const others = Object.entries(shown ?? {}).filter(([name, value]) => value !== null && !known.includes(name));
  return Object.fromEntries(others);
}

/** Fields of an object as the cloud showed them, for making it once more; what it did not show has its default then. */
export function again(shown: Readonly<Record<string, unknown>>, fields: readonly string[]): WireBody {
  return Object.fromEntries(fields.map((field) => [field, shown[field] ?? undefined]));
}
