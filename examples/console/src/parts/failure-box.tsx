import type { Failure } from "../graph/failures.js";

interface FailureBoxProps {
  readonly title: string;
  readonly failures: readonly Failure[];
  onRetry?(): void;
}

/** Something could not be read. Never shown as an empty list. */
export function FailureBox({ title, failures, onRetry }: FailureBoxProps) {
  return (
    <div className="box" data-tone="bad" role="alert">
      <p className="box-title">{title}</p>
      {failures.map(({ message, code, reference }) => (
        <p key={message}>
          {message}
          {code && <span className="code"> {code}</span>}
          {reference && <span className="small"> Reference {reference}</span>}
        </p>
      ))}
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
