import { useId } from "react";
import type { AccountsQuery, ResourceStatus } from "../generated/graphql.js";
import type { View } from "../view-in-address.js";
import { AGE_WORDS, cloudName, STATUS_WORDS } from "../words.js";

/** Longer than any id of a cloud, a urn or a URL that is worth looking for. */
const LONGEST_TEXT = 500;

interface FilterBarProps {
  readonly view: View;
  readonly accounts: AccountsQuery["cloudAccounts"] | undefined;
  onChange(change: Partial<View>): void;
}

export function FilterBar({ view, accounts, onChange }: FilterBarProps) {
  const id = useId();
  const clouds = [...new Set([...(accounts?.map(({ provider }) => provider as string) ?? []), view.cloud])];
  const isFiltered = view.find !== "" || view.cloud !== "" || view.status !== "";
  return (
    <search className="filters" aria-label="Find listeners">
      <div className="field">
        <label htmlFor={`${id}find`}>Find</label>
        <input
          id={`${id}find`}
          type="search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={LONGEST_TEXT}
          placeholder="Name, address, port, server, certificate or id"
          title="For example: 203.0.113.40:8443, 443, a part of a name, a server's address, key=value, an id or a urn"
          value={view.find}
          onChange={({ target }) => onChange({ find: target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}cloud`}>Cloud</label>
        <select id={`${id}cloud`} value={view.cloud} onChange={({ target }) => onChange({ cloud: target.value })}>
          <option value="">All clouds</option>
          {clouds.filter(Boolean).map((cloud) => (
            <option key={cloud} value={cloud}>
              {cloudName(cloud)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}status`}>Status</label>
        <select
          id={`${id}status`}
          value={view.status}
          onChange={({ target }) => onChange({ status: target.value as ResourceStatus | "" })}
        >
          <option value="">Any status</option>
          {Object.entries(STATUS_WORDS).map(([status, word]) => (
            <option key={status} value={status}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}age`}>Age</label>
        <select
          id={`${id}age`}
          title="How old the answers of clouds may be. What you change here is always in them."
          value={view.age}
          onChange={({ target }) => onChange({ age: Number(target.value) })}
        >
          {[...AGE_WORDS].map(([seconds, word]) => (
            <option key={seconds} value={seconds}>
              {word}
            </option>
          ))}
        </select>
      </div>
      {isFiltered && (
        <button type="button" className="quiet" onClick={() => onChange({ find: "", cloud: "", status: "" })}>
          Clear filters
        </button>
      )}
    </search>
  );
}
