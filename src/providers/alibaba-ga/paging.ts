/** One page of a list. */
export interface ApiPage<T> {
  readonly items: readonly T[];
  /** How many there are on all pages. */
  readonly total: number;
}

/** Reads page 1 and then, side by side, the pages that TotalCount asks for. What moved to another page meanwhile counts once. */
export async function readAllPages<T>(
  readPage: (pageNumber: number) => Promise<ApiPage<T>>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const first = await readPage(1);
  return withoutRepeats([first, ...(await Promise.all(pagesAfter(first).map(readPage)))], idOf);
}

/** The numbers of the pages after the first one, by what the first one really held. */
export function pagesAfter({ items, total }: ApiPage<unknown>): number[] {
  if (items.length === 0) return [];
  return Array.from({ length: Math.ceil(total / items.length) - 1 }, (_, index) => index + 2);
}

export function withoutRepeats<T>(pages: readonly ApiPage<T>[], idOf: (item: T) => string): T[] {
  if (pages.length === 1) return [...pages[0]!.items];
  return [...new Map(pages.flatMap(({ items }) => items.map((item) => [idOf(item), item] as const))).values()];
}
