// The README's table of what works on which cloud, made from the providers' capabilities.

const yes = (value) => (value ? "yes" : "no");
const list = (values) => (values.length > 0 ? values.map((value) => `\`${value}\``).join(" ") : "–");
const portsOf = ({ minPort, maxPort, reservedPorts }) => {
  const reserved = reservedPorts.map(({ protocol, port }) => (protocol ? `${protocol} ${port}` : String(port)));
  return `${minPort}–${maxPort}${reserved.length > 0 ? ` without ${reserved.join(", ")}` : ""}`;
};

const ROWS = [
  ["Value of `CloudProvider`", ({ name }) => `\`${name}\``],
  ["`provider` in the configuration", ({ key }) => `\`${key}\``],
  ["Parents", ({ parentKind }) => (parentKind === "accelerator" ? "`Accelerator`" : "`LoadBalancer`")],
  ["Protocols", ({ capabilities }) => list(capabilities.protocols)],
  ["Port ranges a listener", ({ capabilities: { maxPortRanges } }) => String(maxPortRanges)],
  ["Ranges of several ports", ({ capabilities }) => yes(capabilities.allowsPortSpans)],
  ["Ports", ({ capabilities }) => portsOf(capabilities)],
  ["Algorithms", ({ capabilities }) => list(capabilities.algorithms)],
  ["Client affinity", ({ capabilities }) => list(capabilities.clientAffinities)],
  ["Session persistence of pools", ({ capabilities }) => list(capabilities.sessionPersistenceTypes)],
  ["Pools of their own", ({ capabilities }) => yes(capabilities.hasExplicitPools)],
  ["Members a pool", ({ capabilities: { maxMembersPerPool } }) => String(maxMembersPerPool ?? "no limit named")],
  [
    "Weights",
    ({ capabilities: { minMemberWeight, maxMemberWeight } }) =>
      minMemberWeight === null ? "no" : `${minMemberWeight}–${maxMemberWeight}`,
  ],
  ["Many listeners in one call", ({ capabilities }) => yes(capabilities.hasBatchCreate)],
  ["Listener fields that cannot change", ({ capabilities }) => list(capabilities.immutableListenerFields)],
  ["Listener fields it has nothing for", ({ capabilities }) => list(capabilities.unsupportedListenerFields)],
  ["Pool fields that cannot change", ({ capabilities }) => list(capabilities.immutablePoolFields)],
  ["Pool fields it has nothing for", ({ capabilities }) => list(capabilities.unsupportedPoolFields)],
  ["Member fields it has nothing for", ({ capabilities }) => list(capabilities.unsupportedMemberFields)],
];

/** A Markdown table: a row for each question, a column for each cloud. */
export function cloudTable(manifests) {
  const head = ["", ...manifests.map(({ title }) => title)];
  const rows = ROWS.map(([question, answer]) => [question, ...manifests.map(answer)]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
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

/** Puts a table between its markers. */
export function withTable(text, name, table) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const before = text.indexOf(start);
  const after = text.indexOf(end);
  if (before < 0 || after < before) throw new Error(`The text has no markers ${start} and ${end}.`);
  return `${text.slice(0, before + start.length)}\n${table}\n${text.slice(after)}`;
}
