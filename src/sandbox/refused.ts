/** A request that an emulator turns away: status, code and text in the vendor's words, before they get the vendor's shape. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
