import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import type { CloudAnswer, Edit } from "./proxy.js";

// Answers of five vendors.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Json = any;
/** One way in which a cloud's lists do not end. */
export interface EndlessList {
  readonly key: string;
  readonly actions: RegExp;
  readonly name: string;
  /** Creates a new edit for each run, because some have state. */
  readonly edit: () => Edit;
  /** Whether the first few pages look like those of a very large account. */
  readonly isBelievable?: boolean;
}

const COLLECTIONS = {
  "huawei-ga": ["accelerators", "listeners", "endpoint_groups", "endpoints"],
  "huawei-elb": ["loadbalancers", "listeners", "pools", "members"],
} as const;
const collectionIn = (key: keyof typeof COLLECTIONS, json: Json) =>
  COLLECTIONS[key].find((name) => Array.isArray(json?.[name]));
const markerOf = ({ query }: ReceivedRequest) => new URLSearchParams(query).get("marker");

/** Objects with ids that have not occurred before. */
let made = 0;
const renewed = (items: Json[], ...members: string[]): Json[] =>
  items.map((item) => {
    made += 1;
    const suffix = made.toString(16).padStart(8, "0");
    return {
      ...item,
      ...Object.fromEntries(members.map((name) => [name, `${String(item[name]).slice(0, -8)}${suffix}`])),
    };
  });

/** The first page again and again: returns each cloud's first answer to a kind of list request. */
function repeating(sameList: (request: ReceivedRequest) => string, goOn: Edit): () => Edit {
  return () => {
    const first = new Map<string, string>();
    return (answer, request) => {
      const list = sameList(request);
      if (!first.has(list)) first.set(list, JSON.stringify(answer.json));
      answer.status = 200;
      answer.json = JSON.parse(first.get(list)!);
      goOn(answer, request);
    };
  };
}
const withoutPlace = ({ path, query, headers }: ReceivedRequest) => {
  const rest = new URLSearchParams(query);
  for (const name of ["marker", "limit", "PageNumber", "Signature", "SignatureNonce"]) rest.delete(name);
  return `${headers["x-acs-action"] ?? ""} ${path}?${rest}`;
};
const gaapList = ({ headers, body }: ReceivedRequest) => {
  const { Offset: _, Limit: __, ...rest } = JSON.parse(body.toString()) as Record<string, unknown>;
  return `${headers["x-tc-action"]} ${JSON.stringify(rest)}`;
};

const nextMarker =
  (marker: (answer: CloudAnswer, request: ReceivedRequest) => string | null): Edit =>
  (answer, request) => {
    if (collectionIn("huawei-ga", answer.json))
      answer.json.page_info = { ...answer.json.page_info, next_marker: marker(answer, request) };
  };
const nextLink: Edit = ({ json }) => {
  const name = collectionIn("huawei-elb", json);
  if (name) json[`${name}_links`] = [{ rel: "next", href: "http://127.0.0.1/more" }];
};
const HUAWEI_GA = /^List(Accelerators|Listeners|EndpointGroups|Endpoints)$/;
const HUAWEI_ELB = /^List(Loadbalancers|Listeners|Pools|Members)$/;
/** Members on one page of the classic API. */
const CLASSIC_PAGE = 500;
const ALIBABA = /^List(Accelerators|Listeners|EndpointGroups)$/;
const GAAP = /^Describe(TCP|UDP|HTTP|HTTPS)Listeners$|^DescribeProxies$|^DescribeProxyGroupList$/;

export const ENDLESS_LISTS: readonly EndlessList[] = [
  {
    key: "huawei-ga",
    actions: HUAWEI_GA,
    name: "empty pages with the same marker",
    edit: () => (answer, request) => {
      const name = collectionIn("huawei-ga", answer.json);
      if (name) answer.json[name] = [];
      nextMarker(() => "the-same")(answer, request);
    },
  },
  {
    key: "huawei-ga",
    actions: HUAWEI_GA,
    name: "the first page again and again",
    edit: repeating(
      withoutPlace,
      nextMarker(({ json }) => json[collectionIn("huawei-ga", json)!].at(-1)?.id ?? "x"),
    ),
  },
  {
    key: "huawei-ga",
    actions: HUAWEI_GA,
    name: "a marker that goes a, b, a, b",
    edit: repeating(
      withoutPlace,
      nextMarker((_, request) => (markerOf(request) === "a" ? "b" : "a")),
    ),
  },
  {
    key: "huawei-ga",
    actions: HUAWEI_GA,
    name: "a marker that points at itself",
    edit: () => nextMarker((_, request) => markerOf(request) ?? "itself"),
  },
  {
    key: "huawei-ga",
    actions: HUAWEI_GA,
    name: "new objects for ever",
    isBelievable: true,
    edit: repeating(withoutPlace, (answer, request) => {
      const name = collectionIn("huawei-ga", answer.json)!;
      if (markerOf(request)) answer.json[name] = renewed(answer.json[name], "id");
      nextMarker(() => `marker-${made}`)(answer, request);
    }),
  },
  {
    key: "huawei-ga",
    actions: HUAWEI_GA,
    name: "empty pages with a new marker each",
    edit: () => (answer, request) => {
      const name = collectionIn("huawei-ga", answer.json);
      if (name) answer.json[name] = [];
      made += 1;
      nextMarker(() => `marker-${made}`)(answer, request);
    },
  },
  {
    key: "huawei-elb",
    actions: HUAWEI_ELB,
    name: "the first page again and again",
    edit: repeating(withoutPlace, nextLink),
  },
  {
    key: "huawei-elb",
    actions: HUAWEI_ELB,
    name: "empty pages with a next one",
    edit: () => (answer, request) => {
      const name = collectionIn("huawei-elb", answer.json);
      if (name && markerOf(request)) answer.json[name] = [];
      nextLink(answer, request);
    },
  },
  {
    key: "huawei-elb",
    actions: HUAWEI_ELB,
    name: "new objects for ever",
    isBelievable: true,
    edit: repeating(withoutPlace, (answer, request) => {
      const name = collectionIn("huawei-elb", answer.json);
      if (name && markerOf(request)) answer.json[name] = renewed(answer.json[name], "id");
      nextLink(answer, request);
    }),
  },
  {
    key: "alibaba-ga",
    actions: ALIBABA,
    name: "the first page again and again",
    edit: repeating(withoutPlace, ({ json }) => {
      json.TotalCount = 1_000_000;
    }),
  },
  {
    key: "alibaba-ga",
    actions: ALIBABA,
    name: "new objects for ever",
    isBelievable: true,
    edit: repeating(withoutPlace, ({ json }, { query }) => {
      json.TotalCount = 1_000_000;
      if (new URLSearchParams(query).get("PageNumber") === "1") return;
      for (const name of ["Accelerators", "Listeners", "EndpointGroups"] as const)
        if (json[name]) json[name] = renewed(json[name], `${name.slice(0, -1)}Id`);
    }),
  },
  {
    key: "tencent-gaap",
    actions: GAAP,
    name: "the first page again and again",
    edit: repeating(gaapList, ({ json }) => {
      json.Response.TotalCount = 1_000_000;
    }),
  },
  {
    key: "tencent-gaap",
    actions: GAAP,
    name: "new objects for ever",
    isBelievable: true,
    edit: repeating(gaapList, ({ json: { Response } }, { body }) => {
      Response.TotalCount = 1_000_000;
      if ((JSON.parse(body.toString()) as { Offset?: number }).Offset === 0) return;
      for (const name of ["ListenerSet", "ProxySet", "ProxyGroupList"])
        if (Response[name]) Response[name] = renewed(Response[name], "ListenerId", "ProxyId", "GroupId");
    }),
  },
  {
    key: "huawei-elb-classic",
    actions: /^ListMembers$/,
    name: "the same page of members again and again",
    edit: () => {
      const pages = new Map<string, Json[]>();
      return (answer, request) => {
        if (answer.json.length === 0) return;
        const page = pages.get(request.path) ?? renewed(Array(CLASSIC_PAGE).fill(answer.json[0]), "id");
        pages.set(request.path, page);
        answer.json = page;
      };
    },
  },
  {
    key: "huawei-elb-classic",
    actions: /^ListMembers$/,
    name: "new objects for ever",
    isBelievable: true,
    edit: () => (answer) => {
      if (answer.json.length > 0) answer.json = renewed(Array(CLASSIC_PAGE).fill(answer.json[0]), "id");
    },
  },
];
