/** A request body in the vendor's words; what is undefined is not sent. */
export type WireBody = Readonly<Record<string, unknown>>;

/** Whether a body names nothing to send. */
export function isEmpty(body: WireBody): boolean {
  return Object.values(body).every((value) => value === undefined);
}
