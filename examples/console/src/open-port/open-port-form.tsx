import { type FormEvent, useEffect, useRef, useState } from "react";
import { ChangeButtons } from "../change/change-buttons.js";
import { PlanBox } from "../change/plan-box.js";
import { ProblemsBox } from "../change/problems-box.js";
import { useChange } from "../change/use-change.js";
import {
  type CreateListenerInput,
  type ListenerRowFragment,
  OpenListenerDocument,
  type OpenListenerMutation,
  type PlanFragment,
} from "../generated/graphql.js";
import { SourceBanner } from "../parts/source-banner.js";
import { whyNot } from "../rights.js";
import { AFFINITY_WORDS, ALGORITHM_WORDS, countWords } from "../words.js";
import { type Draft, EMPTY_DRAFT, fitted, inputOf, shapeOf } from "./draft.js";
import { Choice, Field } from "./field.js";
import { LimitedTextField } from "./limited-text-field.js";
import { ParentField } from "./parent-field.js";
import { type FormProblem, fieldAt, NO_PROBLEMS, placeProblems } from "./place-problems.js";
import { PortRangeFields } from "./port-range-fields.js";
import type { Parents } from "./use-parents.js";

interface OpenPortFormProps {
  readonly parents: Parents;
  onCancel(): void;
  onOpened(listener: ListenerRowFragment): void;
}

const payloadOf = ({ createListener }: OpenListenerMutation) => createListener;

/** Everything that opens a listener. Its fields follow from what the chosen parent's cloud can do. */
export function OpenPortForm({ parents, onCancel, onOpened }: OpenPortFormProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [problems, setProblems] = useState(NO_PROBLEMS);
  /** A plan, or what is wrong with one, is not what was asked for last when something was to be opened since. */
  const [plan, setPlan] = useState<PlanFragment | null>(null);
  const [isOnlyPlanned, setIsOnlyPlanned] = useState(false);
  const opening = useChange(OpenListenerDocument, payloadOf);
  const form = useRef<HTMLFormElement>(null);
  const parent = parents.choices.find(({ id }) => id === draft.parentId);
  const capabilities = parent?.account.capabilities;
  const shape = capabilities && shapeOf(capabilities, draft.protocol);

  const change = (part: Partial<Draft>) => {
    setPlan(null);
    const next = { ...draft, ...part };
    const chosen = parents.choices.find(({ id }) => id === next.parentId);
    setDraft(chosen ? fitted(next, chosen.account.capabilities) : next);
  };

  function show(found: readonly FormProblem[]): void {
    setPlan(null);
    const controls = [...(form.current?.elements ?? [])].map((control) => control.getAttribute("name") ?? "");
    const groups = shape ? ["portRanges", ...draft.ranges.map((_, index) => fieldAt("portRanges", index))] : [];
    setProblems(placeProblems(found, new Set([...controls.filter(Boolean), ...groups])));
  }

  useEffect(() => {
    if (plan) form.current?.querySelector<HTMLElement>(".plan")?.focus();
  }, [plan]);

  // The first mistake takes the focus, so that keyboards and screen readers are where the work is.
  useEffect(() => {
    if (problems === NO_PROBLEMS) return;
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector);
    const isGeneral = problems.general.length > 0;
    const field = find("[aria-invalid=true]") ?? find("fieldset:has(.wrong) input");
    (isGeneral ? find(".problems") : field)?.focus();
  }, [problems]);

  /** The graph's input; null when it is none yet, which is shown then. */
  function checked(): CreateListenerInput | null {
    const input = shape
      ? inputOf(draft, shape)
      : [{ message: "Choose what the port is to be opened on.", path: ["input", "parentId"] }];
    if ("parentId" in input) return input;
    show(input);
    return null;
  }

  async function showPlan(): Promise<void> {
    setIsOnlyPlanned(true);
    const input = checked();
    const outcome = input && (await opening.plan(input));
    if (!outcome) return;
    if ("problems" in outcome) return show(outcome.problems);
    setProblems(NO_PROBLEMS);
    setPlan(outcome.done.plan);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsOnlyPlanned(false);
    const input = checked();
    if (!input) return;
    setProblems(NO_PROBLEMS);
    const outcome = await opening.apply(input);
    if (!outcome) return;
    if ("problems" in outcome) return show(outcome.problems);
    if (outcome.done.listener) onOpened(outcome.done.listener);
  }

  async function lookAgain(): Promise<void> {
    const outcome = await opening.lookAgain();
    if (!outcome) return;
    if ("problems" in outcome) return show(outcome.problems);
    const { target } = outcome.done;
    if (target?.__typename === "Listener") onOpened(target);
    else show([{ message: "It was opened. Refresh the list to see it.", path: null }]);
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
          <ProblemsBox
            title={`The port ${isOnlyPlanned ? "could not be" : "was not"} opened: ${countWords(count, "thing")} to put right.`}
            problems={problems.general}
            lookAgain={opening.unknown && (() => void lookAgain())}
            isLooking={opening.busy === "look"}
          />
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
        {plan && <PlanBox plan={plan} />}
      </div>
      <ChangeButtons
        busy={opening.busy}
        reason={parent ? whyNot(parent.account, "CHANGE") : null}
        label="Open port"
        doing="Opening…"
        tone="primary"
        onCancel={onCancel}
        onPlan={() => void showPlan()}
      />
    </form>
  );
}

const PROTOCOL_WORDS = { TCP: "TCP", UDP: "UDP", HTTP: "HTTP", HTTPS: "HTTPS", OTHER: "Another protocol" };

function certificateWords(most: number | null): string {
  const ids = "The cloud's own ids, the default one first, with blanks or commas between them.";
  return most === null ? ids : `${ids} At most ${most}.`;
}
