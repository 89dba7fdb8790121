/**
 * The length of a text in characters, wherever one is limited: by rules, by limits that the graph shows, and by the
 * emulators. A character is a Unicode code point, so that one outside of the basic plane (an emoji, a rare Chinese
 * character) is one, not the two that it is in UTF-16. No vendor's page says how it counts.
 */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
