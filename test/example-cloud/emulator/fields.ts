import type { FieldDialect } from "../../../src/sandbox/fields.js";
import { refusal } from "./errors.js";

const wrong = () => refusal(400, "WrongField");

export const DIALECT: FieldDialect = {
  words: {
    unknown: () => refusal(400, "UnknownField"),
    missing: wrong,
    fixed: wrong,
    type: wrong,
    length: wrong,
    value: wrong,
  },
};
