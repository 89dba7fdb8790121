import { LRUCache } from "lru-cache";
import type { Clock } from "./clock.js";
import type { CloudResponse } from "./cloud-client.js";

/** An answer, and when it was asked for, in milliseconds since 1970. */
export interface AskedAnswer {
  readonly response: CloudResponse;
  readonly askedAt: number;
}

/** Cached answers to reads, kept for a short while. */
export interface ReadCache {
  get(key: string): AskedAnswer | undefined;
  /**
   * Must be called before a read is sent. The returned function caches the result, unless a change has ended meanwhile:
   * then the result may be older than the change.
   */
  beforeRead(): (key: string, answer: AskedAnswer) => void;
  /** Invalidates everything: a change has ended. */
  forget(): void;
}

const MOST_ENTRIES = 1_000;
/** Characters of answers' bodies. Parsed JSON takes a few times as much. */
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** Effects of a change settle by themselves, unseen from here; nothing is cached for that long. */
const SETTLING_MS = 30_000;

/**
 * A cache of one account's reads, bounded in number and size; null when nothing is to be cached.
 * @param seconds how long
 */
export function createReadCache(seconds: number, clock: Clock): ReadCache | null {
  if (seconds <= 0) return null;
  const answers = new LRUCache<string, { readonly answer: AskedAnswer; readonly until: number }>({
    max: MOST_ENTRIES,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ answer: { response } }, key) => response.text.length + key.length,
  });
  let changes = 0;
  let settledAt = Number.NEGATIVE_INFINITY;
  return {
    get(key) {
      const known = answers.get(key);
      if (known && clock.now() < known.until) return known.answer;
      if (known) answers.delete(key);
      return undefined;
    },
    beforeRead() {
      const before = changes;
      return (key, answer) => {
        const now = clock.now();
        if (before === changes && now >= settledAt) answers.set(key, { answer, until: now + seconds * 1000 });
      };
    },
    forget() {
      changes += 1;
      settledAt = clock.now() + SETTLING_MS;
      answers.clear();
    },
  };
}
