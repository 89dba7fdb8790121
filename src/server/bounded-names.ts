/** The label for names beyond the limit. */
export const OTHER = "other";
/** Characters of a name that are kept: clients choose theirs. */
const LONGEST_NAME = 100;

/**
 * A bounded number of names for a metric's label: each is a series that is kept as long as the process runs. The first
 * ones are distinguished, all later ones count as {@link OTHER}.
 * @param most how many are distinguished; 0: none
 */
export function boundedNames(most: number): (name: string) => string {
  const known = new Set<string>();
  return (whole) => {
    const name = whole.slice(0, LONGEST_NAME);
    if (known.has(name)) return name;
    if (known.size >= most) return OTHER;
    known.add(name);
    return name;
  };
}
