import type { SessionPersistenceInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";

const MINUTE = 60;
const MOST_MINUTES: Readonly<Record<string, number>> = { TCP: 60, UDP: 60, HTTP: 1_440 };

/**
 * Types and times by the pool's protocol. The vendor only says that others have no effect; they are refused here, since
 * nobody asks for what has no effect. Source: create pool page, table session_persistence.
 *
 * @param poolProtocol left out where it is not known (yet)
 */
export function* persistenceFits(
  input: SessionPersistenceInput | null | undefined,
  poolProtocol: string | null | undefined,
): Iterable<Violation> {
  if (!input) return;
  const { type, timeoutSeconds } = input;
  const isWeb = poolProtocol === "HTTP";
  if (poolProtocol && isWeb === (type === "SOURCE_IP")) {
    const fitting = isWeb ? "HTTP_COOKIE or APP_COOKIE" : "SOURCE_IP";
    yield { at: ["type"], message: `A pool that speaks ${poolProtocol} keeps clients by ${fitting}, not by ${type}.` };
  }
  if (timeoutSeconds == null) return;
  const most = MOST_MINUTES[poolProtocol ?? "HTTP"] ?? 1_440;
  const minutes = timeoutSeconds / MINUTE;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > most) {
    yield {
      at: ["timeoutSeconds"],
      message: `The cloud counts whole minutes: give a multiple of 60 from 60 to ${most * MINUTE} seconds.`,
    };
  }
}
