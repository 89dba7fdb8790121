import type { DifferenceFragment } from "../generated/graphql.js";
import { fieldName } from "../words.js";
import { valueWords } from "./value-words.js";

/** Fields with what they had and what they have. */
export function Differences({ differences }: { readonly differences: readonly DifferenceFragment[] }) {
  if (differences.length === 0) return null;
  return (
    <dl className="differences">
      {differences.map(({ path, before, after }) => (
        <div key={path.join(".")}>
          <dt>{pathWords(path)}</dt>
          <dd>
            <Change before={valueWords(path, before)} after={valueWords(path, after)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Change({ before, after }: { readonly before: string | null; readonly after: string | null }) {
  if (before === null) return <ins>{after ?? "nothing"}</ins>;
  return (
    <>
      <del>{before}</del>
      <span aria-hidden="true"> → </span>
      <span className="unseen"> becomes </span>
      <ins>{after ?? "nothing"}</ins>
    </>
  );
}

/** ["healthMonitor", "intervalSeconds"] becomes "Health monitor, interval seconds"; positions count from one. */
function pathWords(path: readonly string[]): string {
  const words = path.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : fieldName(part).toLowerCase()));
  const text = words.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
