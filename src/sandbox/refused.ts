/**
 * A request that an emulator refuses: the vendor's status, code and text, before they are put into the vendor's body
 * format.
 */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
