import { createHash, timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const HIDDEN = "[secret]";

/** A text that cannot be printed, logged or serialised by accident. */
export class Secret {
  #text: string;
  #readAgain: (() => string) | null;

  /** @param readAgain reads it again, if it may change while the program runs */
  constructor(text: string, readAgain: (() => string) | null = null) {
    this.#text = text;
    this.#readAgain = readAgain;
  }

  /** The text itself. Call this where the secret is used, not before: it may change. */
  reveal(): string {
    return this.#text;
  }

  /** Whether a text is the secret. Takes equally long for right and wrong ones. */
  isSame(text: string): boolean {
    return timingSafeEqual(digest(text), digest(this.#text));
  }

  /**
   * Reads the secret again from its source.
   * @returns whether it has changed
   * @throws BrokenReference when the source is not usable; the text stays as it was
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
