import { hash, timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";

const digestOf = (text: string): Buffer => hash("sha256", text, "buffer");

const HIDDEN = "[secret]";

/** A text that cannot be printed, logged or serialised by accident. */
export class Secret {
  #text: string;
  /** The text's digest; undefined until it is first compared. */
  #digest: Buffer | undefined;
  #readAgain: (() => string) | null;

  /** @param readAgain reads it again, if it may change while the program runs */
  constructor(text: string, readAgain: (() => string) | null = null) {
    this.#text = text;
    this.#readAgain = readAgain;
  }

  /** The text itself. Call this only where the secret is used, because it may change. */
  reveal(): string {
    return this.#text;
  }

  /** Compares a text with any number of secrets. Takes equally long for right and wrong ones. */
  static matching(text: string): (secret: Secret) => boolean {
    const digest = digestOf(text);
    return (secret) => {
      secret.#digest ??= digestOf(secret.#text);
      return timingSafeEqual(digest, secret.#digest);
    };
  }

  /** Whether a text is the secret. Takes equally long for right and wrong ones. */
  isSame(text: string): boolean {
    return Secret.matching(text)(this);
  }

  /**
   * Reads the secret again from its source.
   * @returns whether it has changed
   * @throws BrokenReference when the source is not usable; the text stays as it was
   */
  refresh(): boolean {
    return this.#replace(this.#readAgain?.() ?? this.#text);
  }

  /**
   * Takes over the text of another secret, and the source that it is read from again. @returns whether the text has
   * changed
   */
  become(other: Secret): boolean {
    this.#readAgain = other.#readAgain;
    return this.#replace(other.#text);
  }

  #replace(text: string): boolean {
    const isOther = text !== this.#text;
    this.#text = text;
    this.#digest = undefined;
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
