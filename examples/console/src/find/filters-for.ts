import type { ListenerFilter, ListenerParentFilter, PoolFilter } from "../generated/graphql.js";

/** A way to look for a text, with what it takes the text for. */
export type Look =
  | { readonly kind: "listeners"; readonly matches: string | null; readonly filter: ListenerFilter }
  /** Load balancers, accelerators and pools, whose listeners are meant. */
  | { readonly kind: "places"; readonly parents: ListenerParentFilter; readonly pools: PoolFilter }
  /** An id of the graph: it may be that of anything. */
  | { readonly kind: "node"; readonly id: string };

const MAX_PORT = 65_535;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

const URN = /^[^\s:]+:(listener|pool|load-balancer|accelerator):\S+$/;
const TAG = /^([^\s=]+)=(\S*)$/;
/** The graph's ids are opaque: this is no more than what they are written with. */
const GRAPH_ID = /^[\w-]{24,}$/;
/** Ids and certificates of clouds have digits, and are longer than what people call things by. */
const CLOUD_ID = /^(?=.*\d)\S{6,}$/;

/** Everything that a text may stand for, the most exact first. None for a text without content. */
export function filtersFor(text: string): readonly Look[] {
  const asked = text.trim();
  if (asked === "") return [];
  const [, kind] = URN.exec(asked) ?? [];
  if (kind) return [urnLook(kind, asked)];
  const place = placeIn(asked);
  if (place) return placeLooks(place, asked);
  const port = portIn(asked.replace(/^:/, ""));
  if (port !== null) return [listeners(`Port ${port}`, { coversPort: port }), named(asked)];
  const [, key, value] = TAG.exec(asked) ?? [];
  if (key !== undefined && value !== undefined)
    return [listeners(`Tag ${asked}`, { tags: [{ key, value }] }), named(asked)];
  if (/\s/.test(asked)) return [named(asked), places({ names: [asked] }, { names: [asked] })];
  return wordLooks(asked);
}

interface Place {
  readonly host: string;
  readonly port: number | null;
}

/** A port number; null for every other text. */
export function portIn(text: string): number | null {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= MAX_PORT ? port : null;
}

/** The address that a text is: an IP address or a host name with dots, alone, with a port, or in a URL. */
function placeIn(text: string): Place | null {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    if (!URL.canParse(text)) return null;
    const url = new URL(text);
    if (!url.hostname) return null;
    return { host: bare(url.hostname), port: portIn(url.port) ?? DEFAULT_PORTS[url.protocol] ?? null };
  }
  if (isIpv6(text)) return { host: text, port: null };
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^\s:/[\]]+))(?::(\d+))?$/.exec(text) ?? [];
  const port = digits === undefined ? null : portIn(digits);
  if (digits !== undefined && port === null) return null;
  if (bracketed !== undefined) return isIpv6(bracketed) ? { host: bracketed, port } : null;
  if (plain === undefined) return null;
  // A name without dots is an address only when a port follows.
  return /^[^.]+(\.[^.]+)+\.?$/.test(plain) || port !== null ? { host: plain, port } : null;
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

function isIpv6(text: string): boolean {
  return /^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]`);
}

function placeLooks({ host, port }: Place, asked: string): readonly Look[] {
  const shown = port === null ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const at = listeners(`On ${shown}`, { addresses: [host], ...(port !== null && { coversPort: port }) });
  const isNumeric = /^\d+(\.\d+){3}$/.test(host) || host.includes(":");
  return [at, server(host), ...(isNumeric || port !== null ? [] : [named(asked)])];
}

function urnLook(kind: string, urn: string): Look {
  if (kind === "listener") return listeners(`Listener ${urn}`, { urns: [urn] });
  const none = { ids: [] };
  return kind === "pool" ? places(none, { urns: [urn] }) : places({ urns: [urn] }, none);
}

function wordLooks(word: string): readonly Look[] {
  const exact: readonly Look[] = CLOUD_ID.test(word)
    ? [
        ...(GRAPH_ID.test(word) ? [{ kind: "node", id: word } as const] : []),
        listeners(`Id ${word}`, { nativeIds: [word] }),
        places({ nativeIds: [word] }, { nativeIds: [word] }),
        listeners(`Certificate ${word}`, { certificateId: word }),
        server(word),
      ]
    : [];
  return [...exact, named(word), places({ names: [word] }, { names: [word] })];
}

const listeners = (matches: string, filter: ListenerFilter): Look => ({ kind: "listeners", matches, filter });
const places = (parents: ListenerParentFilter, pools: PoolFilter): Look => ({ kind: "places", parents, pools });
const server = (host: string): Look => listeners(`Pool member ${host}`, { memberAddress: host });
const named = (part: string): Look => listeners(`Name with “${part}”`, { nameContains: part });
