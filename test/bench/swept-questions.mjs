/** What swept.mjs asks: each condition of ListenerFilter, some together, and each order. */

/** @param samples some listeners that are there, each with its parent */
export const questionsOf = (samples) => {
  const [one, other] = [samples[0], samples.at(-1)];
  const tag = (key, value) => ({ tags: [{ key, value }] });
  const by = (field, direction) => ({ orderBy: { field, direction } });
  return {
    "no condition": {},
    "coversPort: popular": { filter: { coversPort: 10_010 } },
    "coversPort: a few": { filter: { coversPort: 10_091 } },
    "coversPort: none": { filter: { coversPort: 31_337 } },
    overlapsPorts: { filter: { overlapsPorts: [{ fromPort: 10_020, toPort: 10_029 }] } },
    addresses: { filter: { addresses: [one.parent.addresses[0]] } },
    "memberAddress: one": { filter: { memberAddress: "198.18.7.40" } },
    "memberAddress: popular": { filter: { memberAddress: "203.0.113.20" } },
    certificateId: { filter: { certificateId: "cert-9" } },
    "tags: one in 50": { filter: tag("team", "7") },
    "tags: most": { filter: tag("stage", "prod") },
    "tags: none": { filter: tag("stage", "no-such") },
    "names: one": { filter: { names: [one.name] } },
    "names: none": { filter: { names: ["no-such"] } },
    "nameContains: popular": { filter: { nameContains: "WEB" } },
    "nameContains: a few": { filter: { nameContains: "ics-399" } },
    "nameContains: none": { filter: { nameContains: "no-such" } },
    "statuses: all": { filter: { statuses: ["ACTIVE"] } },
    "statuses: none": { filter: { statuses: ["DELETING"] } },
    "protocols: a third": { filter: { protocols: ["HTTPS"] } },
    "protocols: some": { filter: { protocols: ["UDP"] } },
    "regions: some": { filter: { regions: ["eu-2"] } },
    "regions: none": { filter: { regions: ["xx-1"] } },
    "createdAfter: half": { filter: { createdAfter: "2022-11-01T00:00:00Z" } },
    "createdAfter: a few": { filter: { createdAfter: "2025-09-13T00:00:00Z" } },
    "createdAfter: none": { filter: { createdAfter: "2030-01-01T00:00:00Z" } },
    "hasUnhealthyMembers: few": { filter: { hasUnhealthyMembers: true } },
    "hasUnhealthyMembers: most": { filter: { hasUnhealthyMembers: false } },
    "isServing: most": { filter: { isServing: true } },
    "isServing: none": { filter: { isServing: false } },
    "ids: 50": { filter: { ids: samples.slice(0, 50).map(({ id }) => id) } },
    "urns: 50": { filter: { urns: samples.slice(0, 50).map(({ urn }) => urn) } },
    "nativeIds: two": { filter: { nativeIds: [one.nativeId, other.nativeId] } },
    "nativeIds: none": { filter: { nativeIds: ["no-such"] } },
    parentId: { filter: { parentId: one.parent.id } },
    "providers: one": { filter: { providers: ["HUAWEI_ELB"] } },
    "accountIds: one": { filter: { accountIds: ["a07"] } },
    "port, tag and failing servers": {
      filter: { coversPort: 10_010, ...tag("stage", "prod"), hasUnhealthyMembers: true },
    },
    "tag and failing servers": { filter: { ...tag("stage", "prod"), hasUnhealthyMembers: true } },
    "protocol, region and name": { filter: { protocols: ["TCP"], regions: ["eu-2"], nameContains: "web" } },
    "by name": by("NAME", "ASC"),
    "by name, descending": by("NAME", "DESC"),
    "by creation time, descending": by("CREATED_AT", "DESC"),
    "by update time": by("UPDATED_AT", "ASC"),
    "by first port": by("FIRST_PORT", "ASC"),
    "by status, descending": by("STATUS", "DESC"),
    "a tag that most have, by name": { filter: tag("stage", "prod"), ...by("NAME", "ASC") },
    "failing servers, by creation time": { filter: { hasUnhealthyMembers: true }, ...by("CREATED_AT", "DESC") },
    "a port that many have, by name": { filter: { coversPort: 10_010 }, ...by("NAME", "ASC") },
  };
};

/** The question as a request; with and without the number of all that fit. */
export const bodyOf = ({ filter, orderBy, after }, counts, maxAgeSeconds = 60) =>
  JSON.stringify({
    query: `query Swept($filter: ListenerFilter, $orderBy: ListenerOrder, $after: String, $age: Int) {
      listeners(filter: $filter, orderBy: $orderBy, first: 50, after: $after, maxAgeSeconds: $age) {
        ${counts ? "totalCount" : ""} isComplete pageInfo { hasNextPage endCursor }
        nodes {
          id urn nativeId name status protocol createdAt portRanges { fromPort toPort }
          parent { id name addresses }
        }
      }
    }`,
    variables: { filter, orderBy, after, age: maxAgeSeconds },
  });
