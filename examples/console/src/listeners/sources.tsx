import type { SourceFragment } from "../generated/graphql.js";
import { Ago } from "../parts/ago.js";
import { cloudName, countWords } from "../words.js";

/** From which accounts the list was read, and how old the answer of each is. */
export function Sources({ sources }: { readonly sources: readonly SourceFragment[] }) {
  const [first, ...others] = sources.flatMap(({ readAt }) => readAt ?? []);
  if (sources.length === 0) return null;
  const oldest = first && others.reduce((one, other) => (other < one ? other : one), first);
  return (
    <details className="sources small">
      <summary>
        From {countWords(sources.length, "account")}
        {oldest && (
          <>
            , read {others.length > 0 && "at most "}
            <Ago at={oldest} />
          </>
        )}
      </summary>
      <ul>
        {sources.map(({ account, readAt, isComplete, problem }) => (
          <li key={account.id} data-complete={isComplete}>
            <strong>{account.id}</strong> ({cloudName(account.provider)}):{" "}
            {readAt ? (
              <>
                read <Ago at={readAt} />
              </>
            ) : (
              "could not be read"
            )}
            {readAt && !isComplete && ", not everything"}
            {problem && `. ${problem.message}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
