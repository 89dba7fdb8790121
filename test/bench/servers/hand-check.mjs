/** What somebody would write who has to refuse just these creates: the five rules of M1 as five ifs. */
const RESERVED = { TCP: 22, UDP: 4789 };

export function refusedCreate(input) {
  const problems = [];
  const say = (path, message, code = "INVALID_INPUT") => problems.push({ code, path: ["input", ...path], message });
  const { name, protocol, portRanges, algorithm, timeouts } = input;
  if (algorithm != null) say(["algorithm"], "HUAWEI_GA has no algorithm on listeners.", "UNSUPPORTED");
  if (timeouts != null) say(["timeouts"], "HUAWEI_GA has no timeouts on listeners.", "UNSUPPORTED");
  if (name != null && name.length > 64) say(["name"], "A name has at most 64 characters.");
  if (protocol !== "TCP" && protocol !== "UDP")
    say(["protocol"], `HUAWEI_GA has TCP, UDP, not ${protocol}.`, "UNSUPPORTED");
  for (const [index, { fromPort, toPort }] of portRanges.entries()) {
    if (fromPort > toPort) say(["portRanges", String(index), "toPort"], "toPort is not below fromPort.");
    else if (fromPort <= RESERVED[protocol] && RESERVED[protocol] <= toPort)
      say(["portRanges", String(index)], "The port is reserved.");
  }
  return { listener: null, problems };
}
