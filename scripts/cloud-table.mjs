// The table of what works on which cloud, made from the providers' capabilities and limits.

const yes = (value) => (value ? "yes" : "no");
const list = (values) => (values.length > 0 ? values.map((value) => `\`${value}\``).join(" ") : "–");
const portsOf = ({ minPort, maxPort, reservedPorts }) => {
  const reserved = reservedPorts.map(({ protocol, port }) => (protocol ? `${protocol} ${port}` : String(port)));
  return `${minPort}–${maxPort}${reserved.length > 0 ? ` without ${reserved.join(", ")}` : ""}`;
};

/** A range of numbers; one that cannot be chosen is one number, and one that is not named is none. */
const range = (min, max, unit = "") => {
  if (min == null && max == null) return "–";
  return min === max ? `always ${min}${unit}` : `${min ?? ""}–${max ?? ""}${unit}`;
};
const text = (limit) =>
  limit === null
    ? "–"
    : `${range(limit.minLength, limit.maxLength)}${limit.patternHint ? `: ${cell(limit.patternHint)}` : ""}`;
const times = (limits) =>
  limits.length === 0
    ? "–"
    : limits
        .map(({ protocols, minSeconds, maxSeconds, stepSeconds }) => {
          const step = stepSeconds === 1 ? "" : ` in steps of ${stepSeconds}`;
          return `${protocols.join(", ")}: ${minSeconds}–${maxSeconds} s${step}`;
        })
        .join("<br>");
/** Characters that would end a table's cell, begin a tag or set words in italics. */
const cell = (words) => words.replace(/[|_*]/g, "\\$&").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const health =
  (answer) =>
  ({ limits: { healthMonitor } }) =>
    healthMonitor === null ? "–" : answer(healthMonitor);
const tls =
  (answer) =>
  ({ limits }) =>
    limits.tls === null ? "–" : answer(limits.tls);

/** What follows from the limits of a cloud, which `capabilities { limits }` shows in the graph. */
const LIMIT_ROWS = [
  ["Names", ({ limits }) => text(limits.name)],
  ["Descriptions", ({ limits }) => text(limits.description)],
  ["Tags", ({ limits }) => (limits.tags === null ? "–" : `at most ${limits.tags.maxCount}`)],
  ["Tag keys", ({ limits }) => (limits.tags === null ? "–" : text(limits.tags.key))],
  ["Tag values", ({ limits }) => (limits.tags === null ? "–" : text(limits.tags.value))],
  ["Certificates per listener", tls(({ maxCertificates }) => String(maxCertificates ?? "no documented limit"))],
  [
    "Certificate authorities for clients",
    tls(({ maxClientCaCertificates: most }) => (most === 0 ? "no" : String(most ?? "no documented limit"))),
  ],
  ["TLS policies", tls(({ policies }) => list(policies.map(({ name }) => name)))],
  ["Idle timeouts", ({ limits }) => times(limits.idleTimeouts)],
  ["Request timeouts", ({ limits }) => times(limits.requestTimeouts)],
  ["Session persistence timeout", ({ limits }) => times(limits.sessionPersistenceTimeouts)],
  ["Protocols of health checks", health(({ protocols }) => list(protocols))],
  ["Interval of checks", health((one) => range(one.minIntervalSeconds, one.maxIntervalSeconds, " s"))],
  ["Timeout of checks", health((one) => range(one.minTimeoutSeconds, one.maxTimeoutSeconds, " s"))],
  ["Successful checks until healthy", health((one) => range(one.minHealthyThreshold, one.maxHealthyThreshold))],
  ["Failed checks until unhealthy", health((one) => range(one.minUnhealthyThreshold, one.maxUnhealthyThreshold))],
  [
    "Traffic share of a pool",
    ({ limits: { trafficPercentage: share } }) => (share ? range(share.min, share.max, " %") : "–"),
  ],
  ["Values of a member's `targetType`", ({ limits }) => list(limits.members?.targetTypes ?? [])],
];

const ROWS = [
  ["Value of `CloudProvider`", ({ name }) => `\`${name}\``],
  ["`provider` in the configuration", ({ key }) => `\`${key}\``],
  ["Parents", ({ parentKind }) => (parentKind === "accelerator" ? "`Accelerator`" : "`LoadBalancer`")],
  ["Protocols", ({ capabilities }) => list(capabilities.protocols)],
  ["Port ranges per listener", ({ capabilities: { maxPortRanges } }) => String(maxPortRanges)],
  ["Ranges of more than one port", ({ capabilities }) => yes(capabilities.allowsPortSpans)],
  ["Ports", ({ capabilities }) => portsOf(capabilities)],
  ["Algorithms", ({ capabilities }) => list(capabilities.algorithms)],
  ["Client affinity", ({ capabilities }) => list(capabilities.clientAffinities)],
  ["Session persistence of pools", ({ capabilities }) => list(capabilities.sessionPersistenceTypes)],
  ["Pools are separate resources", ({ capabilities }) => yes(capabilities.hasExplicitPools)],
  ["Members per pool", ({ capabilities: { maxMembersPerPool } }) => String(maxMembersPerPool ?? "no documented limit")],
  [
    "Weights",
    ({ capabilities: { minMemberWeight, maxMemberWeight } }) =>
      minMemberWeight === null ? "no" : `${minMemberWeight}–${maxMemberWeight}`,
  ],
  ["Creates many listeners in one call", ({ capabilities }) => yes(capabilities.hasBatchCreate)],
  ...LIMIT_ROWS.map(([question, answer]) => [question, ({ capabilities }) => answer(capabilities)]),
  ["Required listener fields", ({ capabilities }) => list(capabilities.requiredListenerFields)],
  ["Required pool fields", ({ capabilities }) => list(capabilities.requiredPoolFields)],
  ["Required member fields", ({ capabilities }) => list(capabilities.requiredMemberFields)],
  ["Listener fields that cannot change", ({ capabilities }) => list(capabilities.immutableListenerFields)],
  ["Unsupported listener fields", ({ capabilities }) => list(capabilities.unsupportedListenerFields)],
  ["Listener fields that null clears", ({ capabilities }) => list(capabilities.clearableListenerFields)],
  ["Pool fields that cannot change", ({ capabilities }) => list(capabilities.immutablePoolFields)],
  ["Pool fields that null clears", ({ capabilities }) => list(capabilities.clearablePoolFields)],
  ["Unsupported pool fields", ({ capabilities }) => list(capabilities.unsupportedPoolFields)],
  ["Unsupported member fields", ({ capabilities }) => list(capabilities.unsupportedMemberFields)],
];

const tableOf = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const rowsOf = (questions, manifests) =>
  questions.map(([question, answer]) => [question, ...manifests.map((manifest) => answer(manifest))]);

/** A Markdown table: a row for each question, a column for each cloud. */
export const cloudTable = (manifests) => tableOf(["", ...manifests.map(({ title }) => title)], rowsOf(ROWS, manifests));

/** The same for one cloud, in two: what works, and with which limits. Unsupported fields are in the first only. */
export function oneCloudTables(manifest) {
  const limits = new Set(LIMIT_ROWS.map(([question]) => question));
  const [head, tables] = [
    ["", manifest.title],
    [(name) => !limits.has(name), (name) => limits.has(name)],
  ];
  const [works, limited] = tables.map((isIn) =>
    rowsOf(
      ROWS.filter(([question]) => isIn(question)),
      [manifest],
    ),
  );
  return {
    works: tableOf(head, works),
    limits: tableOf(
      head,
      limited.filter(([, answer]) => answer !== "–"),
    ),
  };
}

/** A Markdown table of the sandbox's ports and fixed credentials. */
export function sandboxTable(clouds) {
  const rows = clouds.map(({ key, cloud }) => [
    `\`${key}\``,
    `\`http://127.0.0.1:${cloud.port}\``,
    Object.entries(cloud.credentials)
      .map(([name, value]) => `${name} \`${value}\``)
      .join("<br>"),
  ]);
  return [["cloud", "address", "fixed credentials"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

const fieldsInWords = (fields) =>
  Object.entries(fields)
    .map(([name, is]) => `\`${name}\`: ${cell(is)}`)
    .join("<br>") || "–";

/** A Markdown table of what the sandbox's control endpoint does, from what it says of itself. */
export const routeTable = ({ routes }) =>
  tableOf(
    ["request", "what it does"],
    Object.entries(routes).map(([route, does]) => [`\`${route}\``, cell(does)]),
  );

/** A Markdown table of the kinds of faults, and one of what a rule takes beside them. */
export const faultTables = ({ faultKinds, faultRule }) => ({
  kinds: tableOf(
    ["kind", "what happens", "fields"],
    Object.entries(faultKinds).map(([kind, { means, ...fields }]) => [
      `\`${kind}\``,
      cell(means),
      fieldsInWords(fields),
    ]),
  ),
  rule: tableOf(
    ["field of the rule", "what it is"],
    Object.entries(faultRule).map(([name, is]) => [`\`${name}\``, cell(is)]),
  ),
});

/** Puts a table between its markers. */
export function withTable(text, name, table) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const before = text.indexOf(start);
  const after = text.indexOf(end);
  if (before < 0 || after < before) throw new Error(`The text has no markers ${start} and ${end}.`);
  return `${text.slice(0, before + start.length)}\n${table}\n${text.slice(after)}`;
}
