import type { Rule } from "./rule.js";

const POSTGRES = /^postgres(?:ql)?:\/\//i;
/** A connection string of PostgreSQL: a server or a socket, and a database. */
const CONNECTION = /^postgres(?:ql)?:\/\/[^\s/?#]*\/[^\s?#/]+(?:\?[^\s#]*)?$/i;

/** Where changes are kept. A connection string is never shown: it may contain a password. */
export const storePlace: Rule = {
  is: "the path of a file, such as ./changes.db, or postgres://user@host/database",
  takes: (value) =>
    typeof value === "string" &&
    (POSTGRES.test(value)
      ? CONNECTION.test(value)
      : /^(?![a-z]{2,}:)(?!\s)[^\p{Cc}\u2028\u2029]{1,1024}(?<!\s)$/iu.test(value)),
  // A value that is not a string is shown.
  describes: (value) => (typeof value === "string" ? "something else, which is not shown here" : null),
};
