import { createHash, timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const HIDDEN = "[secret]";

/** A text that cannot be printed, logged or written as JSON by accident. */
export class Secret {
  #text: string;
  #readAgain: (() => string) | null;

  /** @param readAgain reads it where it came from, where that may change while the program runs */
  constructor(text: string, readAgain: (() => string) | null = null) {
    this.#text = text;
    this.#readAgain = readAgain;
  }

  /** The text itself. Call it where the secret is used, not before: it may change. */
  reveal(): string {
    return this.#text;
  }

  /** Whether a text is the secret. Takes as long for a wrong one as for the right one. */
  isSame(text: string): boolean {
    return timingSafeEqual(digest(text), digest(this.#text));
  }

  /**
   * Takes over what now stands where it came from.
   * @returns whether that is another text
   * @throws BrokenReference when nothing usable stands there; the text stays as it was
   */
  refresh(): boolean {
    const text = this.#readAgain?.() ?? this.#text;
    const isOther = text !== this.#text;
    this.#text = text;
    return isOther;
  }

  /** Takes over the text of another secret, and where that is read again. @returns whether that is another text */
  become(other: Secret): boolean {
    const isOther = other.#text !== this.#text;
    this.#text = other.#text;
    this.#readAgain = other.#readAgain;
    return isOther;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
