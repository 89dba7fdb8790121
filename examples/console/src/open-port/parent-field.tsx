import { may } from "../rights.js";
import { cloudName, nameOf, STATUS_WORDS } from "../words.js";
import { Field } from "./field.js";
import type { PlacedProblems } from "./place-problems.js";
import type { ParentChoice } from "./use-parents.js";

interface ParentFieldProps {
  readonly choices: readonly ParentChoice[];
  readonly value: string;
  readonly problems: PlacedProblems;
  onChange(id: string): void;
}

/** The load balancers and accelerators, account by account. */
export function ParentField({ choices, value, problems, onChange }: ParentFieldProps) {
  const accounts = new Map<string, ParentChoice[]>();
  for (const choice of choices) accounts.set(choice.account.id, [...(accounts.get(choice.account.id) ?? []), choice]);
  return (
    <Field name="parentId" label="On which load balancer or accelerator" problems={problems}>
      {(control) => (
        <select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">Choose…</option>
          {[...accounts].map(([accountId, parents]) => (
            <optgroup key={accountId} label={`${cloudName(parents[0]?.account.provider ?? "")}: ${accountId}`}>
              {parents.map((parent) => (
                <option key={parent.id} value={parent.id} disabled={!may(parent.account, "PLAN")}>
                  {choiceWords(parent)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Longer ones, host names mostly, would push the status out of sight. */
const MAX_ADDRESS = 24;

function choiceWords(parent: ParentChoice): string {
  const [first] = parent.addresses;
  const address = first && first.length <= MAX_ADDRESS ? ` (${first})` : "";
  const status = parent.status === "ACTIVE" ? "" : `, ${STATUS_WORDS[parent.status].toLowerCase()}`;
  const right = may(parent.account, "CHANGE") ? "" : ", not yours to change";
  return nameOf(parent) + address + status + right;
}
