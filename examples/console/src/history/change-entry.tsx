import type { ChangeEntryFragment } from "../generated/graphql.js";
import { ACTION_WORDS, CHANGE_STATE_WORDS, countWords, STEP_STATE_WORDS } from "../words.js";
import { ChangeMaker } from "./change-maker.js";
import { Differences } from "./differences.js";
import { useLookAgain } from "./use-look-again.js";

interface ChangeEntryProps {
  readonly change: ChangeEntryFragment;
  /** What it was made to, where that is not clear from the place. */
  readonly what?: string;
  onLookedAgain(): void;
}

/** One change: what, when, who, what it made otherwise, and how it ended. */
export function ChangeEntry({ change, what, onLookedAgain }: ChangeEntryProps) {
  const { id, action, state, origin, differences, problems, steps, isReplay } = change;
  const { isBusy, said, lookAgain } = useLookAgain(id, onLookedAgain);
  return (
    <li className="change" data-origin={origin}>
      <p className="change-head">
        <strong>{ACTION_WORDS[action]}</strong>
        {origin === "OUTSIDE" ? (
          <span className="pill" data-change="OUTSIDE">
            Outside
          </span>
        ) : (
          <span className="pill" data-change={state}>
            {CHANGE_STATE_WORDS[state]}
          </span>
        )}
      </p>
      {what && <p className="change-what">{what}</p>}
      <p className="small">
        <ChangeMaker change={change} />
        {isReplay && ", told again of an earlier request"}
      </p>
      <Differences differences={differences} />
      {problems.map(({ code, message }) => (
        <p key={code + message} className="wrong">
          {message} <span className="code">{code}</span>
        </p>
      ))}
      {state === "OUTCOME_UNKNOWN" && (
        <button type="button" aria-disabled={isBusy} onClick={lookAgain}>
          {isBusy ? "Looking…" : "Look again"}
        </button>
      )}
      {said && (
        <p role="status" className="small">
          {said}
        </p>
      )}
      {steps.length > 0 && (
        <details>
          <summary>{countWords(steps.length, "request")} to the cloud</summary>
          <ol className="steps">
            {steps.map((step, index) => (
              // The same request may have been sent twice.
              <li key={index}>
                <code>{step.action}</code> {STEP_STATE_WORDS[step.state]}
                {step.requestId && <span className="small"> Request {step.requestId}</span>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
