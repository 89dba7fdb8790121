/** A request that the emulator turns away in the vendor's words. */
export class ApiRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function refuse(code: string, message: string): never {
  throw new ApiRefusal(code, message);
}
