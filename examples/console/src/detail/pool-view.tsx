import type { MemberHealth, PoolInDetailFragment } from "../generated/graphql.js";
import { type Fact, Facts } from "../parts/facts.js";
import { StatusPill } from "../parts/status-pill.js";
import { ALGORITHM_WORDS, countWords, HEALTH_WORDS, nameOf, PERSISTENCE_WORDS, secondsWords } from "../words.js";

interface PoolViewProps {
  readonly pool: PoolInDetailFragment;
  /** Whether its listener takes changes now. */
  readonly isSettled: boolean;
  readonly mayChange: boolean;
  onServers(): void;
}

export function PoolView({ pool, isSettled, mayChange, onServers }: PoolViewProps) {
  const { algorithm, healthMonitor, sessionPersistence, members } = pool;
  const facts: readonly Fact[] = [
    ["Region", pool.region],
    ["Algorithm", algorithm && ALGORITHM_WORDS[algorithm]],
    ["Share of traffic", pool.trafficPercentage !== null && `${pool.trafficPercentage} %`],
    ["Keeps clients", sessionPersistence && PERSISTENCE_WORDS[sessionPersistence.type]],
    ["Health check", healthMonitor && monitorWords(healthMonitor)],
  ];
  const name = pool.isImplicit ? "Servers" : nameOf(pool);
  return (
    <section className="pool" aria-label={name}>
      <div className="pool-head">
        <h4>{name}</h4>
        {!pool.isImplicit && <StatusPill status={pool.status} />}
        <p className="small">{healthSummary(members.nodes.map(({ health }) => health))}</p>
      </div>
      <Facts facts={facts} />
      {members.nodes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keyboards have to reach it
        <section className="scroll-x" aria-label={`Members of ${name}`} tabIndex={0}>
          <table className="members">
            <caption className="unseen">Members of {name}</caption>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Port</th>
                <th scope="col">Weight</th>
                <th scope="col">Health</th>
              </tr>
            </thead>
            <tbody>
              {members.nodes.map(({ id, address, port, weight, health }) => (
                <tr key={id}>
                  <th scope="row">{address}</th>
                  <td>{port ?? "–"}</td>
                  <td>{weight ?? "–"}</td>
                  <td>
                    <span className="pill" data-health={health}>
                      {HEALTH_WORDS[health]}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {members.pageInfo.hasNextPage ? (
        <p className="small">There are more members than the 50 shown here.</p>
      ) : (
        mayChange && (
          <button type="button" onClick={onServers} disabled={!isSettled}>
            {members.nodes.length === 0 ? "Add servers…" : "Change servers…"}
          </button>
        )
      )}
    </section>
  );
}

function healthSummary(healths: readonly MemberHealth[]): string {
  if (healths.length === 0) return "No members";
  const counts = new Map<MemberHealth, number>();
  for (const health of healths) counts.set(health, (counts.get(health) ?? 0) + 1);
  const parts = [...counts].map(([health, count]) => `${count} ${HEALTH_WORDS[health].toLowerCase()}`);
  return `${countWords(healths.length, "member")}: ${parts.join(", ")}`;
}

function monitorWords({
  enabled,
  protocol,
  port,
  path,
  intervalSeconds,
}: NonNullable<PoolInDetailFragment["healthMonitor"]>): string {
  if (!enabled) return "Off";
  const target = [protocol, port !== null && `port ${port}`, path].filter(Boolean).join(" ");
  return [target || "On", intervalSeconds !== null && `every ${secondsWords(intervalSeconds)}`]
    .filter(Boolean)
    .join(", ");
}
