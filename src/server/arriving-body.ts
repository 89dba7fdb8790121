import type { BodyRoom } from "./body-room.js";
import type { Client } from "./clients.js";
import { Refusal } from "./refusal.js";

/** Bytes of a body that are not counted: a small request is never refused for lack of room. */
const FREE_BYTES = 16 * 1024;
/** The smallest buffer for a body that arrives in several pieces. */
const SMALLEST_BUFFER = 4 * 1024;
/** Pieces of a body that may be of any size; beyond this number the average must be reasonable. */
const SMALL_PIECES = 4_096;
const SMALLEST_AVERAGE = 64;

/** A body that arrives in pieces. */
export class ArrivingBody {
  #held: Buffer = NOTHING;
  #size = 0;
  #pieces = 0;
  /** Bytes of the room that it uses. */
  #taken = 0;

  constructor(
    readonly maxBytes: number,
    readonly room: BodyRoom,
    readonly client: Client,
  ) {}

  /** Adds a piece. Returns the refusal if it does not fit. */
  add(piece: Buffer): Refusal | null {
    const size = this.#size + piece.length;
    this.#pieces += 1;
    if (size > this.maxBytes) return tooLarge(this.maxBytes);
    // A megabyte of chunks of one byte takes a second to read.
    if (this.#pieces > SMALL_PIECES && size / this.#pieces < SMALLEST_AVERAGE) return IN_CRUMBS;
    // Most bodies arrive in one piece.
    if (this.#size === 0) {
      this.#held = piece;
      this.#size = size;
      return this.#takeFor(size);
    }
    if (size > this.#held.length) {
      const capacity = Math.min(this.maxBytes, Math.max(SMALLEST_BUFFER, 2 ** Math.ceil(Math.log2(size))));
      const refusal = this.#takeFor(capacity);
      if (refusal) return refusal;
      const larger = Buffer.allocUnsafeSlow(capacity);
      this.#held.copy(larger, 0, 0, this.#size);
      this.#held = larger;
    }
    piece.copy(this.#held, this.#size);
    this.#size = size;
    return null;
  }

  /** The complete body; releases the room. */
  end(): Buffer {
    const body = this.#held.length === this.#size ? this.#held : this.#held.subarray(0, this.#size);
    this.#held = NOTHING;
    if (this.#taken > 0) this.room.giveBack(this.client, this.#taken);
    this.#taken = 0;
    return body;
  }

  #takeFor(capacity: number): Refusal | null {
    const more = capacity - FREE_BYTES - this.#taken;
    if (more <= 0) return null;
    const refusal = this.room.take(this.client, more);
    if (!refusal) this.#taken += more;
    return refusal;
  }
}

const NOTHING = Buffer.alloc(0);
const IN_CRUMBS = new Refusal(
  "body_pieces",
  "The request body arrives in too many small pieces. Send it in larger chunks.",
);
export const tooLarge = (bytes: number): Refusal =>
  new Refusal("body_size", `The request body must be at most ${bytes} bytes (server.limits.maxBodyBytes).`);
