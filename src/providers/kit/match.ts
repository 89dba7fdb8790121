import type { Listener } from "../../model/listener.js";
import { coversPort } from "../../model/port-range.js";
import type { ListenerQuery } from "../provider.js";

/** Query conditions that a cloud does not check itself. */

interface HasName {
  readonly name: string | null;
}

/** Whether a name contains the text, in upper or lower case. Undefined when there is no such condition. */
export function nameFits(nameContains: string | undefined): ((item: HasName) => boolean) | undefined {
  if (!nameContains) return undefined;
  const part = nameContains.toLowerCase();
  return ({ name }) => (name ?? "").toLowerCase().includes(part);
}

/** Whether a listener meets all given conditions; undefined when none is given. Omit those that the cloud checks. */
export function listenerFits({
  protocols,
  statuses,
  nameContains,
  coversPort: port,
}: Omit<ListenerQuery, "parent">): ((listener: Listener) => boolean) | undefined {
  const hasName = nameFits(nameContains);
  if (!hasName && !protocols && !statuses && port === undefined) return undefined;
  return (listener) =>
    (!hasName || hasName(listener)) &&
    (!protocols || protocols.includes(listener.protocol)) &&
    (!statuses || statuses.includes(listener.status)) &&
    (port === undefined || coversPort(listener.portRanges, port));
}
