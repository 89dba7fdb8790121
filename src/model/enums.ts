import { graphqlEnum } from "./graphql-enum.js";

export const ListenerProtocol = graphqlEnum(
  "ListenerProtocol",
  "The protocol in which a listener accepts traffic. With TCP and UDP it forwards packets (layer 4); with HTTP and HTTPS it reads requests (layer 7).",
  {
    TCP: "Forwards connections byte by byte, whatever protocol runs inside them.",
    UDP: "Forwards datagrams one by one.",
    HTTP: "Web requests in clear text.",
    HTTPS: "Web requests over TLS, decrypted at the listener with a certificate stored in the cloud.",
    OTHER:
      "A protocol that this graph does not know; nativeProtocol has the cloud's name for it. Listeners cannot be created with it.",
  },
);
export type ListenerProtocol = keyof typeof ListenerProtocol;
/** The protocols that a new listener can have. */
export type KnownProtocol = Exclude<ListenerProtocol, "OTHER">;
export const KNOWN_PROTOCOLS = Object.keys(ListenerProtocol).filter(
  (protocol) => protocol !== "OTHER",
) as KnownProtocol[];

/** Whether the listener reads requests (layer 7) rather than only forwarding packets. */
export const isWeb = (protocol: string | null | undefined): protocol is "HTTP" | "HTTPS" =>
  protocol === "HTTP" || protocol === "HTTPS";

export const ResourceStatus = graphqlEnum(
  "ResourceStatus",
  "The state of a resource, in the same words for every cloud. nativeStatus has the cloud's own word.",
  {
    CREATING: "Being set up; it does not carry traffic yet.",
    ACTIVE: "Ready, and open to changes.",
    UPDATING: "A change is taking effect; most clouds refuse another one until it is done.",
    DELETING: "Being deleted; soon it will no longer be found.",
    ERROR: "Failed for good: delete it, or ask the cloud's support.",
    UNKNOWN: "A state that this graph does not know; nativeStatus has the cloud's word.",
  },
);
export type ResourceStatus = keyof typeof ResourceStatus;

export const ClientAffinity = graphqlEnum(
  "ClientAffinity",
  "Whether requests of the same client always go to the same server.",
  {
    NONE: "Every connection or request is balanced anew.",
    SOURCE_IP: "Requests from the same client address go to the same server.",
    COOKIE: "A cookie keeps a browser on the same server; layer 7 only.",
  },
);
export type ClientAffinity = keyof typeof ClientAffinity;

export const BalancingAlgorithm = graphqlEnum("BalancingAlgorithm", "How the next server is chosen.", {
  ROUND_ROBIN: "Each server in turn.",
  WEIGHTED_ROUND_ROBIN: "Each server in turn, those with a larger weight more often.",
  LEAST_CONNECTIONS: "The server with the fewest open connections.",
  LEAST_RESPONSE_TIME: "The server that answers fastest.",
  SOURCE_IP: "By the client's address, so that a client stays with its server. Weights have no effect.",
});
export type BalancingAlgorithm = keyof typeof BalancingAlgorithm;

export const MemberHealth = graphqlEnum(
  "MemberHealth",
  "The last result of the cloud's health checks of a pool member.",
  {
    HEALTHY: "Passes its checks and receives traffic.",
    UNHEALTHY: "Fails its checks; traffic goes to other members.",
    DRAINING: "Takes no new connections and finishes those it has, for example because its weight is 0.",
    UNMONITORED: "Not checked: no health monitor is set up, and traffic is sent to it regardless.",
    UNKNOWN: "The cloud has not reported a result yet, or reports none.",
    NOT_READ:
      "The cloud could not be asked, or its answer could not be understood; sourceProblems beside the members says why. Ask again.",
  },
);
export type MemberHealth = keyof typeof MemberHealth;
/** From the best to the worst. */
export const HEALTHS: readonly MemberHealth[] = [
  "HEALTHY",
  "UNMONITORED",
  "DRAINING",
  "UNKNOWN",
  "NOT_READ",
  "UNHEALTHY",
];
/** The health that a cloud can report of a member. */
export type SeenHealth = Exclude<MemberHealth, "NOT_READ">;

export const SessionPersistenceType = graphqlEnum(
  "SessionPersistenceType",
  "How a pool keeps a client on the same member.",
  {
    SOURCE_IP: "By the client's address.",
    HTTP_COOKIE: "By a cookie that the load balancer creates and inserts.",
    APP_COOKIE: "By a cookie that your application sets; cookieName is its name.",
  },
);
export type SessionPersistenceType = keyof typeof SessionPersistenceType;

export const ProblemCode = graphqlEnum("ProblemCode", "Why something failed, in the same words for every cloud.", {
  INVALID_INPUT: "A value breaks a rule; the problem's path says which value.",
  NOT_FOUND: "The object does not exist, or no longer exists.",
  ALREADY_EXISTS: "An object with the same identity already exists.",
  PORT_CONFLICT: "Another listener of the same load balancer or accelerator uses the port.",
  PARENT_BUSY: "The load balancer or accelerator is still working on an earlier change. Try again shortly.",
  RESOURCE_IN_USE: "Other resources depend on it. Delete them first, or ask for cascade.",
  RESOURCE_FROZEN:
    "It accepts no changes until someone acts: the cloud has frozen it, for example because of an unpaid bill, or it is switched off.",
  IMMUTABLE_FIELD:
    "This field cannot change after creation on this cloud. Delete the object and create a new one instead.",
  QUOTA_EXCEEDED: "The account has reached its quota. Ask the cloud for a higher one, or delete something.",
  RATE_LIMITED: "Too many requests. Try again after retryAfterSeconds.",
  PRECONDITION_FAILED:
    "Someone has changed it since you read it: ifMatch is no longer its etag. Read it again, then decide.",
  UNSUPPORTED: "This cloud cannot do that; the message says what would work.",
  UNAUTHENTICATED: "The cloud does not accept the account's credentials.",
  ACCESS_DENIED:
    "You may see this, but you may not make this change: whoever runs this server has not granted it to you. Nothing was sent to the cloud.",
  FORBIDDEN: "The account's credentials are valid but do not permit this.",
  TIMED_OUT: "No answer before the deadline. For a change, this code also means that nothing was done.",
  OUTCOME_UNKNOWN:
    "The change was sent, its answer was lost, and looking it up did not settle whether it was done. Check with the cloud before you try again.",
  PROVIDER_UNAVAILABLE: "The cloud could not be reached, or reported an outage.",
  UNREADABLE:
    "The cloud's answer could not be understood; the message says what was wrong. A list still returns what could be read, with isComplete false. Trying again alone does not help.",
  INTERNAL_SERVER_ERROR:
    "An error of this server, caused neither by your input nor by the cloud. The message has a reference; the server's log has the details under it. For a change, this code also means that nothing was sent to the cloud.",
  STORE_UNAVAILABLE:
    "Changes are recorded before they are sent, and the record cannot be written at the moment. Nothing more was sent. Reads still work. Try again later.",
  CANCELLED: "The change was cancelled with cancelCloudChange while it was QUEUED. Nothing was sent.",
  IDEMPOTENCY_KEY_REUSED:
    "The same idempotency key came with a different input before. Use a new key for a new change.",
  PROVIDER_REJECTED:
    "The cloud refused for a reason that no other code describes; nativeCode and message have its own words.",
});
export type ProblemCode = keyof typeof ProblemCode;
