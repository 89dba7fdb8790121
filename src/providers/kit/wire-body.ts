/** A request body in the vendor's words; what is undefined is not sent. */
export type WireBody = Readonly<Record<string, unknown>>;

/** Whether a body names nothing to send. */
export function isEmpty(body: WireBody): boolean {
  return Object.values(body).every((value) => value === undefined);
}

/** Fields of an object as the cloud showed them, for making it once more; what it did not show has its default then. */
export function again(shown: Readonly<Record<string, unknown>>, fields: readonly string[]): WireBody {
  return Object.fromEntries(fields.map((field) => [field, shown[field] ?? undefined]));
}
