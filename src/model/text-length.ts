/**
 * The length of a string in characters, wherever a length is limited: in rules, in the limits that the graph returns,
 * and in the emulators. A character is a Unicode code point, so one outside of the basic plane (an emoji, a rare
 * Chinese character) counts as one, not as the two UTF-16 code units. No vendor documents how it counts.
 */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
