/** The label for names beyond the limit. */
export const OTHER = "other";
/** Characters of a name that are kept. */
const LONGEST_NAME = 100;

/** What metrics, log lines and spans keep of a name that a client chooses. */
export function shortened(name: string): string;
export function shortened(name: string | null | undefined): string | undefined;
export function shortened(name: string | null | undefined): string | undefined {
  return name?.slice(0, LONGEST_NAME);
}

/**
 * A bounded number of names for a metric's label: each is a series that is kept as long as the process runs. The first
 * ones are distinguished, all later ones count as {@link OTHER}.
 * @param most how many are distinguished; 0: none
 */
export function boundedNames(most: number): (name: string) => string {
  const known = new Set<string>();
  return (whole) => {
    const name = shortened(whole);
    if (known.has(name)) return name;
    if (known.size >= most) return OTHER;
    known.add(name);
    return name;
  };
}
