import type { ChangeMakerFragment } from "../generated/graphql.js";
import { callerName } from "../rights.js";
import { momentWords } from "../words.js";

/** When something was changed and by whom; of what was not made through this graph, between which looks at the cloud. */
export function ChangeMaker({ change }: { readonly change: ChangeMakerFragment }) {
  const { origin, requestedAt, observedBetween, caller } = change;
  if (origin === "OUTSIDE")
    return (
      <>
        Outside of this graph,{" "}
        {observedBetween ? (
          <>
            between <Moment at={observedBetween.after} /> and <Moment at={observedBetween.before} />
          </>
        ) : (
          <>
            seen <Moment at={requestedAt} />
          </>
        )}
      </>
    );
  const who = callerName(caller);
  return (
    <>
      <Moment at={requestedAt} />
      {who && `, by ${who}`}
    </>
  );
}

function Moment({ at }: { readonly at: string }) {
  return <time dateTime={at}>{momentWords(at)}</time>;
}
