import type { ListenerDetailQuery } from "../generated/graphql.js";
import { ChangeMaker } from "../history/change-maker.js";
import { type Fact, Facts } from "../parts/facts.js";
import { Ports } from "../parts/ports.js";
import { ACTION_WORDS, AFFINITY_WORDS, ALGORITHM_WORDS, cloudName, momentWords, secondsWords } from "../words.js";

export type DetailedListener = NonNullable<ListenerDetailQuery["listener"]>;

/** What the graph says is a sentence; the reasons are the cloud's own words. */
function frozenWords({ effect, reasons }: NonNullable<DetailedListener["frozen"]>): string {
  const words = reasons.length > 0 && `The cloud's words: ${reasons.join(", ")}.`;
  return [effect, words].filter(Boolean).join(" ") || "Yes";
}

function LastChange({ change }: { readonly change: NonNullable<DetailedListener["lastChange"]> }) {
  return (
    <>
      {ACTION_WORDS[change.action]}{" "}
      <span className="small">
        <ChangeMaker change={change} />
      </span>
    </>
  );
}

export function ListenerFacts({ listener }: { readonly listener: DetailedListener }) {
  const { tls, timeouts, frozen, tags, clientAffinity, algorithm, createdAt, updatedAt, lastChange } = listener;
  const facts: readonly Fact[] = [
    ["Description", listener.description],
    ["Cloud", cloudName(listener.provider)],
    ["Account", listener.account.id],
    ["Region", listener.region],
    ["Protocol", listener.protocol],
    [
      listener.portRanges.length === 1 ? "Port range" : "Port ranges",
      <Ports key="ports" ranges={listener.portRanges} />,
    ],
    ["Client affinity", clientAffinity && AFFINITY_WORDS[clientAffinity]],
    ["Algorithm", algorithm && ALGORITHM_WORDS[algorithm]],
    ["Idle timeout", timeouts?.idleSeconds != null && secondsWords(timeouts.idleSeconds)],
    ["Request timeout", timeouts?.requestSeconds != null && secondsWords(timeouts.requestSeconds)],
    ["Certificates", tls?.certificateIds.join(", ")],
    ["Client authorities", tls?.clientCaCertificateIds.join(", ")],
    ["TLS versions", tls?.versions?.join(", ")],
    ["TLS policy", tls?.policy],
    ["Frozen", frozen?.isFrozen && frozenWords(frozen)],
    ["Tags", tags?.map(({ key, value }) => `${key}=${value}`).join(", ")],
    ["Id at the cloud", <code key="id">{listener.nativeId}</code>],
    ["Created", createdAt && momentWords(createdAt)],
    ["Changed", updatedAt && momentWords(updatedAt)],
    ["Last change", lastChange && <LastChange key="last" change={lastChange} />],
  ];
  return <Facts facts={facts} />;
}
