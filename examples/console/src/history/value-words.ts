import { AFFINITY_WORDS, ALGORITHM_WORDS, fieldName, rangeWords } from "../words.js";

const WORDS_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  algorithm: ALGORITHM_WORDS,
  clientAffinity: AFFINITY_WORDS,
};

/** A field's value for people; null where there is none. Values are JSON of any shape. */
export function valueWords(path: readonly string[], value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return WORDS_OF[path.at(-1) ?? ""]?.[value] ?? (value || "an empty text");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((one) => valueWords(path, one)).join(", ") || "none";
  if (typeof value === "object") return objectWords(value);
  return String(value);
}

function objectWords(value: object): string {
  const { fromPort, toPort, address, port, key, value: text, ...others } = value as Record<string, unknown>;
  if (typeof fromPort === "number") return rangeWords({ fromPort, toPort: Number(toPort ?? fromPort) });
  const head = [
    typeof address === "string" && (typeof port === "number" ? `${address}:${port}` : address),
    typeof key === "string" && `${key}=${text ?? ""}`,
  ];
  const rest = Object.entries(others).map(([name, one]) => {
    const words = valueWords([name], one);
    return words !== null && `${fieldName(name).toLowerCase()} ${words}`;
  });
  return [...head, ...rest].filter(Boolean).join(" ");
}
