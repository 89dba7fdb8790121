import type { SourceFailureFragment } from "../generated/graphql.js";
import { cloudName, countWords } from "../words.js";

interface SourceBannerProps {
  /** What is missing, for example "listeners". */
  readonly what: string;
  readonly problems: readonly SourceFailureFragment[];
  onRetry?(): void;
}

/** Tells which accounts could not be read, so that a list with gaps is not taken for the whole. */
export function SourceBanner({ what, problems, onRetry }: SourceBannerProps) {
  if (problems.length === 0) return null;
  return (
    <div className="box" data-tone="warn" role="alert">
      <p className="box-title">
        This is not everything: the {what} of {countWords(problems.length, "account")} could not be read.
      </p>
      <ul>
        {problems.map(({ account, message, code, nativeCode, requestId, retryAfterSeconds }) => (
          <li key={account.id}>
            <strong>{account.id}</strong> ({cloudName(account.provider)}): {message}{" "}
            <span className="code">{code}</span>
            {retryAfterSeconds !== null && <span className="small"> Try again in {retryAfterSeconds} s.</span>}
            {nativeCode && <span className="small"> The cloud's code: {nativeCode}.</span>}
            {requestId && <span className="small"> Request {requestId}.</span>}
          </li>
        ))}
      </ul>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
