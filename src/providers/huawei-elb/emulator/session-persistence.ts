import { badRequest, neutronError } from "./answers.js";
import { isFields } from "./request.js";

const TYPES = ["SOURCE_IP", "HTTP_COOKIE", "APP_COOKIE"];
const MOST_MINUTES: Readonly<Record<string, number>> = { TCP: 60, UDP: 60, HTTP: 1_440 };

/**
 * A pool's session_persistence with what the vendor fills in: all three keys, unused ones null. A type that does not
 * suit the pool is kept and has no effect, as the page says. Source: create pool page, table and third sample.
 */
export function persistenceFrom(value: unknown, protocol: string): Readonly<Record<string, unknown>> | null {
  if (value === null) return null;
  if (!isFields(value)) throw badRequest("Invalid input for session_persistence. Reason: not a dictionary.");
  const { type, cookie_name = null, persistence_timeout = null, ...rest } = value;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw badRequest(`Unrecognized attribute(s) '${unknown}'`);
  if (!TYPES.includes(String(type)))
    throw badRequest(`Invalid input for type. Reason: '${String(type)}' is not in ${JSON.stringify(TYPES)}.`);
  if ((type === "APP_COOKIE") !== (typeof cookie_name === "string" && cookie_name !== "")) {
    const message = "Session Persistence Invalid: 'cookie_name' is for APP_COOKIE, which needs it.";
    throw neutronError(400, "SessionPersistenceConfigurationInvalid", message);
  }
  const most = MOST_MINUTES[protocol] ?? 1_440;
  const minutes = persistence_timeout ?? defaultMinutes(type, protocol);
  if (minutes !== null && !(Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= most))
    throw badRequest(
      `Invalid input for persistence_timeout. Reason: '${String(minutes)}' is not in the range 1 to ${most}.`,
    );
  return { persistence_timeout: minutes, cookie_name, type };
}

/** For cookies as in the sample; for addresses as in the pages of v3. */
function defaultMinutes(type: unknown, protocol: string): number | null {
  if (type === "HTTP_COOKIE") return MOST_MINUTES[protocol] ?? 1_440;
  return type === "SOURCE_IP" ? 1 : null;
}
