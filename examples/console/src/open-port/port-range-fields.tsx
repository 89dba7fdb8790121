import { useId } from "react";
import type { Capabilities, DraftRange, FormShape } from "./draft.js";
import { Field, Wrong } from "./field.js";
import { fieldAt, type PlacedProblems } from "./place-problems.js";

interface PortRangeFieldsProps {
  readonly ranges: readonly DraftRange[];
  readonly shape: FormShape;
  readonly capabilities: Capabilities;
  readonly problems: PlacedProblems;
  onChange(ranges: readonly DraftRange[]): void;
}

/** As many ranges as the cloud takes, with ends where it takes spans. */
export function PortRangeFields({ ranges, shape, capabilities, problems, onChange }: PortRangeFieldsProps) {
  const id = useId();
  const { allowsSpans, maxRanges } = shape;
  const messages = problems.byField.get("portRanges") ?? [];
  const change = (key: number, part: Partial<DraftRange>) =>
    onChange(ranges.map((range) => (range.key === key ? { ...range, ...part } : range)));
  const add = () => onChange([...ranges, { key: Math.max(...ranges.map(({ key }) => key)) + 1, from: "", to: "" }]);

  return (
    <fieldset aria-describedby={`${id}-hint ${id}-wrong`}>
      <legend>{maxRanges > 1 || allowsSpans ? "Ports to open" : "Port to open"}</legend>
      <p id={`${id}-hint`} className="small">
        {hintOf(shape, capabilities)}
      </p>
      {ranges.map(({ key, from, to }, index) => {
        const which = ranges.length > 1 && <span className="unseen"> of range {index + 1}</span>;
        return (
          <div className="range" key={key}>
            <Field
              name={fieldAt("portRanges", index, "fromPort")}
              label={
                <>
                  {allowsSpans ? "From port" : "Port"}
                  {which}
                </>
              }
              problems={problems}
            >
              {(control) => (
                <input
                  {...control}
                  inputMode="numeric"
                  autoComplete="off"
                  value={from}
                  onChange={({ target }) => change(key, { from: target.value })}
                />
              )}
            </Field>
            {allowsSpans && (
              <Field name={fieldAt("portRanges", index, "toPort")} label={<>To port{which}</>} problems={problems}>
                {(control) => (
                  <input
                    {...control}
                    inputMode="numeric"
                    autoComplete="off"
                    placeholder="The same"
                    value={to}
                    onChange={({ target }) => change(key, { to: target.value })}
                  />
                )}
              </Field>
            )}
            {ranges.length > 1 && (
              <button
                type="button"
                className="quiet"
                onClick={() => onChange(ranges.filter((range) => range.key !== key))}
              >
                Remove<span className="unseen"> range {index + 1}</span>
              </button>
            )}
            <RangeWrong
              messages={problems.byField.get(fieldAt("portRanges", index)) ?? []}
              id={`${id}-${index}-wrong`}
            />
          </div>
        );
      })}
      <Wrong id={`${id}-wrong`} messages={messages} />
      {ranges.length < maxRanges && (
        <button type="button" onClick={add}>
          Add a range
        </button>
      )}
    </fieldset>
  );
}

/** What is wrong with a range as a whole. */
function RangeWrong({ id, messages }: { readonly id: string; readonly messages: readonly string[] }) {
  return messages.length > 0 ? (
    <div className="range-wrong">
      <Wrong id={id} messages={messages} />
    </div>
  ) : null;
}

function hintOf({ maxRanges, allowsSpans }: FormShape, { minPort, maxPort, reservedPorts }: Capabilities): string {
  const span = allowsSpans ? "A range may span several ports." : "One port, no spans.";
  const ranges = maxRanges > 1 ? `Up to ${maxRanges} ranges. ${span}` : span;
  const reserved = reservedPorts.map(({ port, protocol }) => (protocol ? `${port} (${protocol})` : `${port}`));
  const taken = reserved.length > 0 ? ` Kept by the cloud itself: ${reserved.join(", ")}.` : "";
  return `${ranges} Ports ${minPort} to ${maxPort}.${taken}`;
}
