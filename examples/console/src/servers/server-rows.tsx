import { Field, Wrong } from "../open-port/field.js";
import { fieldAt, type PlacedProblems } from "../open-port/place-problems.js";
import { type DraftServer, emptyServer, type ServerField } from "./servers-draft.js";

interface ServerRowsProps {
  readonly servers: readonly DraftServer[];
  readonly fields: readonly ServerField[];
  /** Fields that the cloud needs. */
  readonly required: readonly string[];
  readonly problems: PlacedProblems;
  onChange(servers: readonly DraftServer[]): void;
}

const LABELS: Readonly<Record<ServerField, string>> = {
  address: "Address",
  port: "Port",
  weight: "Weight",
  targetId: "The server's id at the cloud",
};

/** What it means to leave a field empty where the cloud allows that. */
const LEFT_OUT: Readonly<Partial<Record<ServerField, string>>> = { port: "The listener's", weight: "Default" };

/** The servers, one in each row, with the fields that the cloud has. */
export function ServerRows({ servers, fields, required, problems, onChange }: ServerRowsProps) {
  const change = (key: number, part: Partial<DraftServer>) =>
    onChange(servers.map((server) => (server.key === key ? { ...server, ...part } : server)));
  const add = () => onChange([...servers, emptyServer(Math.max(-1, ...servers.map(({ key }) => key)) + 1)]);
  return (
    <fieldset>
      <legend>Servers</legend>
      {servers.length === 0 && <p className="small">None: traffic will reach no server.</p>}
      {servers.map((server, index) => (
        <div className="range server" key={server.key}>
          {fields.map((field) => (
            <Field
              key={field}
              name={fieldAt("members", index, field)}
              label={
                <>
                  {LABELS[field]}
                  <span className="unseen"> of server {index + 1}</span>
                </>
              }
              problems={problems}
            >
              {(control) => (
                <input
                  {...control}
                  autoComplete="off"
                  placeholder={required.includes(field) ? undefined : LEFT_OUT[field]}
                  inputMode={field === "port" || field === "weight" ? "numeric" : undefined}
                  value={server[field]}
                  onChange={({ target }) => change(server.key, { [field]: target.value })}
                />
              )}
            </Field>
          ))}
          <button
            type="button"
            className="quiet"
            onClick={() => onChange(servers.filter(({ key }) => key !== server.key))}
          >
            Remove<span className="unseen"> server {index + 1}</span>
          </button>
          <div className="range-wrong">
            <Wrong id={`server-${server.key}-wrong`} messages={problems.byField.get(fieldAt("members", index)) ?? []} />
          </div>
        </div>
      ))}
      <Wrong id="servers-wrong" messages={problems.byField.get("members") ?? []} />
      <button type="button" onClick={add}>
        Add a server
      </button>
    </fieldset>
  );
}
