/** What one call of a Describe operation answers. */
export interface ApiPage<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/**
 * Reads from offset 0 until TotalCount is reached, the pages after the first one at the same time. Steps by what the
 * first page really held, so that a Limit which the cloud caps lower loses nothing; an item that moves to another page
 * meanwhile is kept once.
 */
export async function readAllPages<T>(
  readPage: (offset: number) => Promise<ApiPage<T>>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const first = await readPage(0);
  return withoutRepeats([first, ...(await readRest(first, readPage))], idOf);
}

/** The pages after the first one. */
export function readRest<T>(
  first: ApiPage<T>,
  readPage: (offset: number) => Promise<ApiPage<T>>,
): Promise<ApiPage<T>[]> {
  return Promise.all(restOffsets(first).map(readPage));
}

/** The offsets of the pages after the first one. */
export function restOffsets({ items, total }: ApiPage<unknown>): number[] {
  const step = items.length;
  if (step === 0) return [];
  return Array.from({ length: Math.ceil(total / step) - 1 }, (_, index) => (index + 1) * step);
}

export function withoutRepeats<T>(pages: readonly ApiPage<T>[], idOf: (item: T) => string): T[] {
  return [...new Map(pages.flatMap(({ items }) => items.map((item) => [idOf(item), item] as const))).values()];
}

export function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
