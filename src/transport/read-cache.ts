import { LRUCache } from "lru-cache";
import type { Clock } from "./clock.js";
import type { CloudResponse } from "./cloud-client.js";

/** Answers to reads, kept for a short while. */
export interface ReadCache {
  get(key: string): CloudResponse | undefined;
  /**
   * To be called before a read is sent. The function that it answers keeps what the read brought, unless a change has
   * ended meanwhile: then it may be older than the change.
   */
  beforeRead(): (key: string, response: CloudResponse) => void;
  /** Forgets everything: a change has ended. */
  forget(): void;
}

const MOST_ENTRIES = 1_000;
/** Characters of answers' bodies. Read as JSON they take a few times as much. */
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** What a change sets in motion settles by itself, unseen from here; so long nothing is kept. */
const SETTLING_MS = 30_000;

/** A cache of one account's reads, bounded in number and size; null when nothing is to be kept. @param seconds how long */
export function createReadCache(seconds: number, clock: Clock): ReadCache | null {
  if (seconds <= 0) return null;
  const answers = new LRUCache<string, { readonly response: CloudResponse; readonly until: number }>({
    max: MOST_ENTRIES,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ response }, key) => response.text.length + key.length,
  });
  let changes = 0;
  let settledAt = Number.NEGATIVE_INFINITY;
  return {
    get(key) {
      const known = answers.get(key);
      if (known && clock.now() < known.until) return known.response;
      if (known) answers.delete(key);
      return undefined;
    },
    beforeRead() {
      const before = changes;
      return (key, response) => {
        const now = clock.now();
        if (before === changes && now >= settledAt) answers.set(key, { response, until: now + seconds * 1000 });
      };
    },
    forget() {
      changes += 1;
      settledAt = clock.now() + SETTLING_MS;
      answers.clear();
    },
  };
}
