/** Bytes of chance in a key: as many as a UUID has. */
const KEY_BYTES = 16;

/** A new name for a change. By hand, since browsers have crypto.randomUUID on HTTPS and localhost only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The idempotency keys of one form. The same input keeps its key until it is known what became of it, so that a second
 * click, or another try after a lost answer, is the same change for the graph; whatever else is sent is a new one.
 */
export class ChangeKeys {
  #open: { readonly input: string; readonly key: string } | null = null;

  keyOf(input: object): string {
    const text = JSON.stringify(input);
    if (this.#open?.input !== text) this.#open = { input: text, key: newKey() };
    return this.#open.key;
  }

  /** It is known what became of the change: the same input is another one from now on. */
  settle(): void {
    this.#open = null;
  }
}
