import { type ReactNode, useId } from "react";
import type { PlacedProblems } from "./place-problems.js";

/** What a control needs so that its label, hint and mistakes are tied to it. */
export interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

interface FieldProps {
  /** The field's name: its path in the input. */
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: string;
  readonly problems: PlacedProblems;
  children(control: ControlProps): ReactNode;
}

/** A label, a control and what is wrong with it. */
export function Field({ name, label, hint, problems, children }: FieldProps) {
  const id = useId();
  const messages = problems.byField.get(name) ?? [];
  const describedBy = [hint && `${id}-hint`, messages.length > 0 && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, name, "aria-invalid": messages.length > 0, "aria-describedby": describedBy || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="small">
          {hint}
        </p>
      )}
      <Wrong id={`${id}-wrong`} messages={messages} />
    </div>
  );
}

/** Mistakes, beside what they are about. */
export function Wrong({ id, messages }: { readonly id: string; readonly messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <div id={id} className="wrong">
      {messages.map((message) => (
        <p key={message}>{message}</p>
      ))}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly value: T | "";
  readonly words: Readonly<Record<T, string>>;
  readonly options: readonly T[];
  /** What no choice means, for example the cloud's default. */
  readonly none: string;
  readonly control: ControlProps;
  onChange(value: T | ""): void;
}

/** A select over words of the graph. */
export function Choice<T extends string>({ value, words, options, none, control, onChange }: ChoiceProps<T>) {
  return (
    <select {...control} value={value} onChange={({ target }) => onChange(target.value as T | "")}>
      <option value="">{none}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {words[option]}
        </option>
      ))}
    </select>
  );
}
