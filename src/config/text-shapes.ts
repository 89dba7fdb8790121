import type { TextShape } from "./rules.js";

/** One line of at most 256 characters, without leading or trailing spaces. `is`: its description, for messages. */
export const line = (is: string): TextShape => ({
  is: `${is}: one line of 1 to 256 characters, without leading or trailing spaces`,
  pattern: /^(?=.{1,256}$)(?!\s)[^\p{Cc}\u2028\u2029\ufeff]+(?<!\s)$/u,
});

/** A value for request headers, such as the id of an access key. */
export const token = (is: string): TextShape => ({
  is: `${is}: 1 to 256 letters, digits and symbols, without spaces`,
  pattern: /^[\x21-\x7e]{1,256}$/,
});

/** The name of an HTTP header, restricted to common characters. `*` would be a wildcard. */
export const headerName: TextShape = {
  is: "the name of a header, such as x-tenant: 1 to 64 letters, digits, hyphens and underscores",
  pattern: /^[\w-]{1,64}$/,
};

/** A text in which `*` matches any characters. `is`: what it matches, for messages. */
export const wildcard = (is: string): TextShape => {
  const shape = line(is);
  return { ...shape, is: `${shape.is}; * matches any characters` };
};

/** The path of a file. */
export const filePath: TextShape = {
  is: "the path of a file: one line of 1 to 1024 characters",
  pattern: /^[^\p{Cc}\u2028\u2029]{1,1024}$/u,
};

/** A port, or the first and the last port of a range. */
export const portSpan: TextShape = {
  is: 'a port or a range of ports, such as "443" or "8000-8999", each between 1 and 65535',
  pattern: /^(?:[1-9]\d{0,4})(?:-[1-9]\d{0,4})?$/,
};

/** The JSON text of a set of public keys. */
export const keySet: TextShape = { is: "the JSON text of a key set (JWKS)", pattern: /^\s*\{[\s\S]*\}\s*$/ };
