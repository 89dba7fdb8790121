import { type ResourceRef, urnOf } from "../model/resource-ref.js";

/**
 * The objects that one request has already read. Lists are only stored; the index over them is built on the first
 * lookup, which most requests never make.
 */
export class SeenInLists<T extends { readonly ref: ResourceRef }> {
  #noted: (readonly T[])[] = [];
  #byUrn = new Map<string, T>();

  note(items: readonly T[]): void {
    this.#noted.push(items);
  }

  find(ref: ResourceRef): T | undefined {
    if (this.#noted.length === 0 && this.#byUrn.size === 0) return undefined;
    for (const items of this.#noted.splice(0)) for (const item of items) this.#byUrn.set(urnOf(item.ref), item);
    return this.#byUrn.get(urnOf(ref));
  }

  clear(): void {
    this.#noted = [];
    this.#byUrn = new Map();
  }
}
