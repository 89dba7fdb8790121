import type { PlanFragment } from "../generated/graphql.js";
import { Differences } from "../history/differences.js";
import { countWords } from "../words.js";

/** What a change would do. Nothing of it is done. */
export function PlanBox({ plan }: { readonly plan: PlanFragment }) {
  const { isNoOp, steps, differences, warnings } = plan;
  return (
    <section className="box plan" data-tone="busy" role="status" aria-label="Plan" tabIndex={-1}>
      <p className="box-title">
        {isNoOp
          ? "Nothing would be sent: all is as asked for already."
          : `${countWords(steps.length, "request")} would be sent to the cloud. Nothing has been sent yet.`}
      </p>
      {steps.length > 0 && (
        <ol className="steps">
          {steps.map(({ action, description }, index) => (
            // The same request may be sent twice.
            <li key={index}>
              {description} <code>{action}</code>
            </li>
          ))}
        </ol>
      )}
      <Differences differences={differences} />
      {warnings.map((warning) => (
        <p key={warning}>Note: {warning}</p>
      ))}
    </section>
  );
}
