import { Fragment } from "react";
import { type PortRange, rangeWords } from "../words.js";

/** Port ranges that break between lines only from one range to the next. */
export function Ports({ ranges }: { readonly ranges: readonly PortRange[] }) {
  return ranges.map((range, index) => (
    <Fragment key={range.fromPort}>
      {index > 0 && ", "}
      <span className="unbroken">{rangeWords(range)}</span>
    </Fragment>
  ));
}
