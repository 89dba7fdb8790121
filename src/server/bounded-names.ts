/** What the names beyond the limit are counted under. */
export const OTHER = "other";
/** Characters of a name that are kept: clients choose theirs. */
const LONGEST_NAME = 100;

/**
 * Names for a metric's label, of which there may be only so many: each one is a series that is kept for as long as the
 * process runs. The first ones that come are told apart, all later ones are counted as {@link OTHER}.
 * @param most how many are told apart; 0: none
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
