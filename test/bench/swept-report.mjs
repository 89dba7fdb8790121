/** The tables of swept.mjs. */

const MB = 1024 * 1024;
const MOST_MS = 30;
const MOST_TIMES = 3;
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(head), row(head.map(() => "---")), ...rows.map(row)];
const ms = (time) => time.toFixed(time < 10 ? 1 : 0);
const times = (ratio) => `${ratio.toFixed(1)}×`;
const mb = (bytes) => `${(bytes / MB).toFixed(0)} MB`;
const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** A page's time and how many times that of the bare statements it is; the same of the processes' own CPU in brackets. */
function cellsOf({ asked, floor }) {
  const bare = middle(floor.times);
  return {
    cells: [
      `${ms(asked.p50)} / ${ms(asked.p99)} (${ms(asked.cpuMs)})`,
      `${ms(bare)} (${ms(floor.cpuMs)})`,
      `${times(asked.p50 / bare)} (${times(asked.cpuMs / floor.cpuMs)})`,
    ],
    isSlow: asked.p50 >= MOST_MS,
    isDear: asked.p50 > MOST_TIMES * bare,
  };
}

function sweepLines({ first, again, held, idle, asking, size, nothing }) {
  const per10k = 10_000 / held;
  const of = (name, { seconds, cpuSeconds, delayP99, rss }) =>
    `${name}: ${seconds.toFixed(0)} s, ${(cpuSeconds * per10k).toFixed(1)} s of CPU for 10,000 listeners, event loop late by ${delayP99.toFixed(0)} ms (p99), RSS ${mb(rss.before)} before, ${mb(rss.peak)} at most, ${mb(rss.after)} after`;
  return [
    `a request that asks for nothing ("{ __typename }"): ${ms(nothing.p50)} ms, ${ms(nothing.cpuMs)} ms of CPU`,
    ...(first ? [of("first sweep, clouds that answer at once", first)] : []),
    `RSS: ${mb(idle.rss)} after the start, ${mb(asking.rss)} after the questions`,
    ...(again ? [of(`sweep that finds nothing new (${again.calls} calls)`, again)] : []),
    `store: ${mb(size * per10k)} for 10,000 listeners, with what belongs to them`,
  ];
}

export function sweptReport({ kind, rows, ...rest }) {
  const head = ["found by", "fit", "page, p50 / p99 ms (CPU)", "bare ms (CPU)", "times bare"];
  const counted = ["counted, p50 / p99 ms (CPU)", "bare ms (CPU)", "times bare"];
  const shown = rows.map((one) => {
    const [page, all] = [cellsOf(one.page), cellsOf(one.counted)];
    return { name: one.name, cells: [one.name, one.total, ...page.cells, ...all.cells], page, all };
  });
  const named = (isIt) =>
    shown
      .filter(isIt)
      .map(({ name }) => name)
      .join("; ") || "none";
  return `${[
    `${kind}, ${rest.held} listeners`,
    "",
    ...table(
      [...head, ...counted],
      shown.map(({ cells }) => cells),
    ),
    "",
    `pages over ${MOST_MS} ms: ${named(({ page }) => page.isSlow)}`,
    `counted pages over ${MOST_MS} ms: ${named(({ all }) => all.isSlow)}`,
    `pages with more than ${MOST_TIMES} times the bare statements' time: ${named(({ page }) => page.isDear)}`,
    ...sweepLines(rest),
  ].join("\n")}\n`;
}
