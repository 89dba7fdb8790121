import { graphqlEnum } from "./graphql-enum.js";

export const ListenerProtocol = graphqlEnum(
  "ListenerProtocol",
  "The protocol in which a listener accepts traffic. TCP and UDP pass packets on (layer 4); HTTP and HTTPS understand requests (layer 7).",
  {
    TCP: "Connections are passed on byte by byte, whatever is spoken inside.",
    UDP: "Datagrams are passed on one by one.",
    HTTP: "Web requests in clear text.",
    HTTPS: "Web requests over TLS, decrypted at the listener with a certificate kept at the cloud.",
    OTHER:
      "A protocol that this graph has no word for; nativeProtocol has the cloud's. Listeners cannot be created with it.",
  },
);
export type ListenerProtocol = keyof typeof ListenerProtocol;
/** Those that a listener can be created with. */
export type KnownProtocol = Exclude<ListenerProtocol, "OTHER">;
export const KNOWN_PROTOCOLS = Object.keys(ListenerProtocol).filter(
  (protocol) => protocol !== "OTHER",
) as KnownProtocol[];

/** Whether requests are understood (layer 7), not only passed on. */
export const isWeb = (protocol: string | null | undefined): protocol is "HTTP" | "HTTPS" =>
  protocol === "HTTP" || protocol === "HTTPS";

export const ResourceStatus = graphqlEnum(
  "ResourceStatus",
  "Where a resource is in its life, in words that are the same for every cloud. The cloud's own word is beside it as nativeStatus.",
  {
    CREATING: "Being set up; it does not carry traffic yet.",
    ACTIVE: "Ready, and open for changes.",
    UPDATING: "A change is being rolled out; most clouds refuse another one until it is done.",
    DELETING: "On its way out; it will read as not found soon.",
    ERROR: "The cloud gave up on it: delete it, or ask the cloud's support.",
    UNKNOWN: "The cloud reported a state that this graph does not know; nativeStatus has the word.",
  },
);
export type ResourceStatus = keyof typeof ResourceStatus;

export const ClientAffinity = graphqlEnum(
  "ClientAffinity",
  "Whether the same client is sent to the same server again.",
  {
    NONE: "Every connection or request is balanced afresh.",
    SOURCE_IP: "The same client address goes to the same server.",
    COOKIE: "A cookie keeps a browser on the same server; layer 7 only.",
  },
);
export type ClientAffinity = keyof typeof ClientAffinity;

export const BalancingAlgorithm = graphqlEnum("BalancingAlgorithm", "How the next server is chosen.", {
  ROUND_ROBIN: "One after the other.",
  WEIGHTED_ROUND_ROBIN: "One after the other, those with a larger weight more often.",
  LEAST_CONNECTIONS: "The server with the fewest open connections.",
  LEAST_RESPONSE_TIME: "The server that answers fastest.",
  SOURCE_IP: "Chosen by the client's address, so that a client stays with its server. Weights have no effect with it.",
});
export type BalancingAlgorithm = keyof typeof BalancingAlgorithm;

export const MemberHealth = graphqlEnum("MemberHealth", "What the cloud's health checks last saw of a pool member.", {
  HEALTHY: "Answers; it receives traffic.",
  UNHEALTHY: "Failed its checks; traffic goes elsewhere.",
  DRAINING: "Takes no new work and finishes what it has, for example because its weight is 0.",
  UNMONITORED: "No health check is set up, so traffic is sent to it unseen.",
  UNKNOWN: "The cloud has not said yet, or does not say.",
  NOT_READ:
    "The cloud could not be asked this time, or its answer not be understood; the sourceProblems beside the members say why. Ask again.",
});
export type MemberHealth = keyof typeof MemberHealth;
/** What a cloud can say of a member. */
export type SeenHealth = Exclude<MemberHealth, "NOT_READ">;

export const SessionPersistenceType = graphqlEnum(
  "SessionPersistenceType",
  "How a pool keeps a client with the same member.",
  {
    SOURCE_IP: "By the client's address.",
    HTTP_COOKIE: "By a cookie that the load balancer makes up and inserts.",
    APP_COOKIE: "By a cookie that your application sets; its name is in cookieName.",
  },
);
export type SessionPersistenceType = keyof typeof SessionPersistenceType;

export const ProblemCode = graphqlEnum(
  "ProblemCode",
  "Why something could not be done, in words that are the same for every cloud.",
  {
    INVALID_INPUT: "A value breaks a rule; the problem's path says which.",
    NOT_FOUND: "There is no such thing, or not any more.",
    ALREADY_EXISTS: "Something with the same identity is there already.",
    PORT_CONFLICT: "Another listener of the same parent holds the port.",
    PARENT_BUSY: "The load balancer or accelerator is still working on an earlier change. Try again shortly.",
    RESOURCE_IN_USE: "Something else still hangs on it. Take that away first, or ask for cascade.",
    RESOURCE_FROZEN:
      "It takes no changes until somebody does something about it: the cloud has frozen it, for example because of an unpaid bill, or it is switched off.",
    IMMUTABLE_FIELD: "This field cannot change after creation on this cloud. Create anew instead.",
    QUOTA_EXCEEDED: "The account may not have more of these. Ask the cloud for a higher quota, or delete some.",
    RATE_LIMITED: "Too many calls. Try again after retryAfterSeconds.",
    PRECONDITION_FAILED: "It has changed since you read it: ifMatch is not its etag any more. Read again, then decide.",
    UNSUPPORTED: "This cloud cannot do that; the message says what would work.",
    UNAUTHENTICATED: "The cloud does not accept the account's credentials.",
    ACCESS_DENIED:
      "You may see this, but not change it in this way: whoever runs this server has not granted it to you. Nothing was sent to the cloud.",
    FORBIDDEN: "The account's credentials are valid but not allowed to do this.",
    TIMED_OUT: "No answer within the deadline. For a change this code also means that nothing was done.",
    OUTCOME_UNKNOWN:
      "The change was sent and its answer lost, and looking did not settle it. Check with the cloud before you try again.",
    PROVIDER_UNAVAILABLE: "The cloud could not be reached or said that it is out of order.",
    UNREADABLE:
      "The cloud's answer about this could not be understood, or leads nowhere; the message says what was wrong. What could be read of a list is shown, and isComplete is false. Trying again does not help by itself.",
    INTERNAL_SERVER_ERROR:
      "A fault of this server, not of your input and not of the cloud. The message has a reference under which whoever runs the server finds the rest in its log. Of a change this code also means that nothing was sent to the cloud.",
    STORE_UNAVAILABLE:
      "Changes are written down before they are sent, and just now they cannot be: nothing more was sent. Reads go on. Try again later.",
    IDEMPOTENCY_KEY_REUSED: "The same idempotency key came with another input before. Take a new key for a new change.",
    PROVIDER_REJECTED: "The cloud refused for a reason that fits no other code; nativeCode and message have its words.",
  },
);
export type ProblemCode = keyof typeof ProblemCode;
