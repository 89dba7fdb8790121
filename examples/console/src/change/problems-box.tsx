import type { ReactNode } from "react";
import type { FormProblem } from "../open-port/place-problems.js";

interface ProblemsBoxProps {
  readonly title: string;
  readonly problems: readonly FormProblem[];
  /** Has the graph look again for what became of the change; null where that is known. */
  readonly lookAgain: (() => void) | null;
  readonly isLooking: boolean;
  readonly children?: ReactNode;
}

/** Why a change failed, unless a single field is at fault. */
export function ProblemsBox({ title, problems, lookAgain, isLooking, children }: ProblemsBoxProps) {
  return (
    <div className="box problems" data-tone="bad" role="alert" tabIndex={-1}>
      <p className="box-title">{lookAgain ? "It is not known whether the cloud has done it." : title}</p>
      {problems.map(({ message, detail }) => (
        <p key={message}>
          {message}
          {detail && <span className="small"> {detail}</span>}
        </p>
      ))}
      {children}
      {lookAgain && (
        <button type="button" aria-disabled={isLooking} onClick={lookAgain}>
          {isLooking ? "Looking…" : "Look again"}
        </button>
      )}
    </div>
  );
}
