import { type FormEvent, useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { type ListenerRowFragment, OpenListenerDocument } from "../generated/graphql.js";
import { failuresOf } from "../graph/failures.js";
import { SourceBanner } from "../parts/source-banner.js";
import { AFFINITY_WORDS, ALGORITHM_WORDS, countWords } from "../words.js";
import { type Draft, EMPTY_DRAFT, fitted, inputOf, shapeOf } from "./draft.js";
import { Choice, Field } from "./field.js";
import { LimitedTextField } from "./limited-text-field.js";
import { ParentField } from "./parent-field.js";
import { type FormProblem, fieldAt, formProblemOf, NO_PROBLEMS, placeProblems } from "./place-problems.js";
import { PortRangeFields } from "./port-range-fields.js";
import type { Parents } from "./use-parents.js";

interface OpenPortFormProps {
  readonly parents: Parents;
  onCancel(): void;
  onOpened(listener: ListenerRowFragment): void;
}

const UNSURE: FormProblem = {
  message:
    "The answer did not arrive, so it is not known whether the listener was opened. Look at the list before you try again.",
  path: null,
};

/** Everything that opens a listener. Its fields follow from what the chosen parent's cloud can do. */
export function OpenPortForm({ parents, onCancel, onOpened }: OpenPortFormProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [{ fetching }, open] = useMutation(OpenListenerDocument);
  const form = useRef<HTMLFormElement>(null);
  const parent = parents.choices.find(({ id }) => id === draft.parentId);
  const capabilities = parent?.account.capabilities;
  const shape = capabilities && shapeOf(capabilities, draft.protocol);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    const chosen = parents.choices.find(({ id }) => id === next.parentId);
    setDraft(chosen ? fitted(next, chosen.account.capabilities) : next);
  };

  function show(found: readonly FormProblem[]): void {
    const controls = [...(form.current?.elements ?? [])].map((control) => control.getAttribute("name") ?? "");
    const groups = shape ? ["portRanges", ...draft.ranges.map((_, index) => fieldAt("portRanges", index))] : [];
    setProblems(placeProblems(found, new Set([...controls.filter(Boolean), ...groups])));
  }

  // The first mistake takes the focus, so that keyboards and screen readers are where the work is.
  useEffect(() => {
    if (problems === NO_PROBLEMS) return;
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector);
    const isGeneral = problems.general.length > 0;
    const field = find("[aria-invalid=true]") ?? find("fieldset:has(.wrong) input");
    (isGeneral ? find(".problems") : field)?.focus();
  }, [problems]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (fetching) return;
    if (!shape) return show([{ message: "Choose what the port is to be opened on.", path: ["input", "parentId"] }]);
    const input = inputOf(draft, shape);
    if (!("parentId" in input)) return show(input);
    setProblems(NO_PROBLEMS);
    const { data, error } = await open({ input });
    const answer = data?.createListener;
    if (answer?.listener) return onOpened(answer.listener);
    if (answer) return show(answer.problems.map(formProblemOf));
    if (error?.networkError) return show([UNSURE]);
    show(error ? failuresOf(error).map(({ message }) => ({ message, path: null })) : [UNSURE]);
  }

  const count = problems.general.length + [...problems.byField.values()].flat().length;
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <div className="modal-body">
        <SourceBanner
          what="load balancers and accelerators"
          problems={parents.sourceProblems}
          onRetry={parents.retry}
        />
        {count > 0 && (
          <div className="box problems" data-tone="bad" role="alert" tabIndex={-1}>
            <p className="box-title">The port was not opened: {countWords(count, "thing")} to put right.</p>
            {problems.general.map(({ message, detail }) => (
              <p key={message}>
                {message}
                {detail && <span className="small"> {detail}</span>}
              </p>
            ))}
          </div>
        )}
        <ParentField
          choices={parents.choices}
          value={draft.parentId}
          problems={problems}
          onChange={(parentId) => change({ parentId })}
        />
        {capabilities && shape && (
          <>
            <Field name="protocol" label="Protocol" problems={problems}>
              {(control) => (
                <Choice
                  control={control}
                  value={draft.protocol}
                  options={shape.protocols}
                  words={PROTOCOL_WORDS}
                  none="Choose…"
                  onChange={(protocol) => change({ protocol })}
                />
              )}
            </Field>
            <PortRangeFields
              ranges={draft.ranges}
              shape={shape}
              capabilities={capabilities}
              problems={problems}
              onChange={(ranges) => change({ ranges })}
            />
            <LimitedTextField
              name="name"
              label="Name"
              isRequired={shape.needsName}
              limit={capabilities.limits.name}
              value={draft.name}
              problems={problems}
              onChange={(name) => change({ name })}
            />
            {shape.hasDescription && (
              <LimitedTextField
                name="description"
                label="Description"
                isRequired={false}
                limit={capabilities.limits.description}
                value={draft.description}
                problems={problems}
                onChange={(description) => change({ description })}
              />
            )}
            {shape.asksForCertificates && (
              <Field
                name="tls.certificateIds"
                label="Certificates"
                hint={certificateWords(capabilities.limits.tls?.maxCertificates ?? null)}
                problems={problems}
              >
                {(control) => (
                  <input
                    {...control}
                    autoComplete="off"
                    value={draft.certificateIds}
                    onChange={({ target }) => change({ certificateIds: target.value })}
                  />
                )}
              </Field>
            )}
            {shape.algorithms.length > 0 && (
              <Field name="algorithm" label="Algorithm" problems={problems}>
                {(control) => (
                  <Choice
                    control={control}
                    value={draft.algorithm}
                    options={shape.algorithms}
                    words={ALGORITHM_WORDS}
                    none="The cloud's default"
                    onChange={(algorithm) => change({ algorithm })}
                  />
                )}
              </Field>
            )}
            {shape.affinities.length > 0 && (
              <Field name="clientAffinity" label="Client affinity" problems={problems}>
                {(control) => (
                  <Choice
                    control={control}
                    value={draft.clientAffinity}
                    options={shape.affinities}
                    words={AFFINITY_WORDS}
                    none="The cloud's default"
                    onChange={(clientAffinity) => change({ clientAffinity })}
                  />
                )}
              </Field>
            )}
          </>
        )}
      </div>
      <footer className="modal-foot">
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" className="primary" aria-disabled={fetching}>
          {fetching ? "Opening…" : "Open port"}
        </button>
      </footer>
    </form>
  );
}

const PROTOCOL_WORDS = { TCP: "TCP", UDP: "UDP", HTTP: "HTTP", HTTPS: "HTTPS", OTHER: "Another protocol" };

function certificateWords(most: number | null): string {
  const ids = "The cloud's own ids, the default one first, with blanks or commas between them.";
  return most === null ? ids : `${ids} At most ${most}.`;
}
