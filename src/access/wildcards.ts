/** Whether a text matches a pattern in which `*` stands for any characters. Takes time proportional to the text. */
function matches([first = "", ...rest]: readonly string[], text: string): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/** Whether a text matches any of the patterns. The patterns are parsed once. */
export function matcher(patterns: readonly string[]): (text: string) => boolean {
  const read = patterns.map((pattern) => pattern.split("*"));
  return (text) => read.some((parts) => matches(parts, text));
}
