import { useState } from "react";
import type { TextLimitFragment } from "../generated/graphql.js";
import { Field } from "./field.js";
import type { PlacedProblems } from "./place-problems.js";
import { limitWords, mistakeIn } from "./text-limit.js";

interface LimitedTextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly isRequired: boolean;
  /** What the cloud takes; null where it names no limit. */
  readonly limit: TextLimitFragment | null;
  readonly value: string;
  readonly problems: PlacedProblems;
  onChange(value: string): void;
}

/** A text with the cloud's own rules beside it. They are checked when the field is left; the graph has the last word. */
export function LimitedTextField(props: LimitedTextFieldProps) {
  const { name, label, isRequired, limit, value, problems, onChange } = props;
  const [wasLeft, setWasLeft] = useState(false);
  const told = problems.byField.get(name) ?? [];
  const mistake = wasLeft && told.length === 0 && limit ? mistakeIn(value.trim(), limit) : null;
  const shown = mistake ? { ...problems, byField: new Map([...problems.byField, [name, [mistake]]]) } : problems;
  return (
    <Field
      name={name}
      label={isRequired ? label : `${label} (optional)`}
      hint={limit ? limitWords(limit) : undefined}
      problems={shown}
    >
      {(control) => (
        <input
          {...control}
          autoComplete="off"
          value={value}
          onBlur={() => setWasLeft(true)}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
