import { useId } from "react";
import type { AccountsQuery, ResourceStatus } from "../generated/graphql.js";
import type { View } from "../view-in-address.js";
import { cloudName, STATUS_WORDS } from "../words.js";
import { portIn } from "./filter-of-view.js";

interface FilterBarProps {
  readonly view: View;
  readonly accounts: AccountsQuery["cloudAccounts"] | undefined;
  onChange(change: Partial<View>): void;
}

export function FilterBar({ view, accounts, onChange }: FilterBarProps) {
  const id = useId();
  const clouds = [...new Set([...(accounts?.map(({ provider }) => provider as string) ?? []), view.cloud])];
  const isWrong = portIn(view.port) === "wrong";
  const isFiltered = view.port !== "" || view.cloud !== "" || view.status !== "";
  return (
    <search className="filters" aria-label="Filter the listeners">
      <div className="field">
        <label htmlFor={`${id}port`}>Port</label>
        <input
          id={`${id}port`}
          inputMode="numeric"
          autoComplete="off"
          placeholder="Any"
          value={view.port}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}port-wrong` : undefined}
          onChange={({ target }) => onChange({ port: target.value })}
        />
        {isWrong && (
          <p id={`${id}port-wrong`} className="wrong">
            A port is a whole number from 1 to 65535.
          </p>
        )}
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
      {isFiltered && (
        <button type="button" className="quiet" onClick={() => onChange({ port: "", cloud: "", status: "" })}>
          Clear filters
        </button>
      )}
    </search>
  );
}
