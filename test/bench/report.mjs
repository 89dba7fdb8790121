import { QUERIES } from "./queries.mjs";

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const distinct = (values) => [...new Set(values)];
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => `${[row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n")}\n`;

function medianOf(samples, query, server, figure) {
  const found = samples.filter((sample) => sample.query === query && sample.server === server);
  return found.length > 0 ? median(found.map(figure)) : null;
}

/** The ratio is taken within each round, and the median of those is shown: what slows the machine slows both. */
function ratioOf(samples, query, server, base, figure) {
  const rounds = distinct(samples.map(({ round }) => round));
  const ratios = rounds.flatMap((round) => {
    const of = (name) => samples.find((one) => one.round === round && one.query === query && one.server === name);
    return of(server) && of(base) ? [figure(of(server)) / figure(of(base))] : [];
  });
  return ratios.length > 0 ? median(ratios) : null;
}

const number = (value, digits) => (value === null ? "–" : value.toFixed(digits));

/** Processor time of the server for one request, and how many times the floor's that is. */
export function cpuTable(samples) {
  const servers = distinct(samples.map(({ server }) => server));
  const cpu = ({ cpuMs }) => cpuMs;
  const rows = distinct(samples.map(({ query }) => query)).map((query) => [
    `${query}: ${QUERIES[query].title}`,
    ...servers.map((server) => {
      const own = medianOf(samples, query, server, cpu);
      if (own === null) return "–";
      const ratio = server === "floor" ? null : ratioOf(samples, query, server, "floor", cpu);
      return ratio === null ? `${number(own, 2)} ms` : `${number(own, 2)} ms (${number(ratio, 2)}×)`;
    }),
  ]);
  return `Server CPU per request (times the floor's)\n\n${table(["query", ...servers], rows)}`;
}

/** Requests per second, and how many times those of the default set-up that is. */
export function throughputTable(samples) {
  const servers = distinct(samples.map(({ server }) => server));
  const rps = (sample) => sample.rps;
  const rows = distinct(samples.map(({ query }) => query)).map((query) => [
    query,
    ...servers.map((server) => {
      const own = medianOf(samples, query, server, rps);
      if (own === null) return "–";
      const ratio = server === "default" ? null : ratioOf(samples, query, server, "default", rps);
      const p50 = number(
        medianOf(samples, query, server, (sample) => sample.p50),
        1,
      );
      return `${number(own, 0)}/s${ratio === null ? "" : ` (${number(ratio, 2)}×)`}, p50 ${p50} ms`;
    }),
  ]);
  return `Requests per second (times those of the default set-up), median latency\n\n${table(["query", ...servers], rows)}`;
}

/** Upstream calls for one request, as the clouds counted them. */
export function callTable(samples, answers) {
  const servers = distinct(samples.map(({ server }) => server));
  const total = ({ calls }) => Object.values(calls).reduce((sum, count) => sum + count, 0);
  const rows = distinct(samples.map(({ query }) => query)).map((query) => [
    query,
    String(answers[query].bytes),
    ...servers.map((server) => number(medianOf(samples, query, server, total), 2)),
    answers[query].differ.join(", ") || "none",
  ]);
  return `Upstream calls for one request\n\n${table(["query", "bytes", ...servers, "answers that differ"], rows)}`;
}
