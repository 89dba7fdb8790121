import type { ExampleTab } from "./example-tabs.js";

/** What people on call ask, by what they have in their hands. */
export const FIND_TABS: readonly ExampleTab[] = [
  {
    title: "By address",
    query: `# What answers on an address and port, where
# does it send traffic, and does it serve? Run
# it, or put another address into the variables.
# Filters find by server, certificate, tag and
# health as well.
query AnswersOn($address: String!, $port: Int) {
  listeners(
    filter: { addresses: [$address], coversPort: $port }
    orderBy: { field: FIRST_PORT }
  ) {
    nodes {
      id
      name
      provider
      portRanges { fromPort toPort }
      isServing
      parent { name addresses }
      pools {
        nodes {
          members {
            nodes { address port health }
          }
        }
      }
    }
    isComplete
    sourceProblems { account { id } code message }
  }
}
`,
    variables: { address: "203.0.113.40", port: 8443 },
  },
  {
    title: "By server",
    query: `# What sends traffic to a server, and how is it?
# Run it, or put another address, host name or
# the cloud's id of a server into the variables.
# Clouds cannot be asked this: of very many
# listeners only an inventory answers (see the
# tab NotOlderThan).
query SendsTrafficTo($server: String!) {
  listeners(
    filter: { memberAddress: $server }
    maxAgeSeconds: 60
  ) {
    nodes {
      id
      name
      portRanges { fromPort toPort }
      parent { name addresses }
      pools {
        nodes {
          id
          name
          members { nodes { address port health } }
        }
      }
    }
    isComplete
    sourceProblems { account { id } code message }
  }
}
`,
    variables: { server: "10.20.212.243" },
  },
  {
    title: "By certificate",
    query: `# Which listeners use a certificate? Run it, or
# put another cloud's id of one into the
# variables.
query UsesCertificate($certificate: ID!) {
  listeners(
    filter: { certificateId: $certificate }
    orderBy: { field: NAME, direction: DESC }
    first: 50
  ) {
    nodes {
      id
      name
      provider
      portRanges { fromPort toPort }
      tls { certificateIds clientCaCertificateIds }
      parent { name addresses }
    }
    isComplete
    sourceProblems { account { id } code message }
  }
}
`,
    variables: { certificate: "44912345-cn-hangzhou" },
  },
  {
    title: "Age",
    query: `# How old may the answer be? Up to a minute
# here: accounts of which the inventory is
# younger answer at once, the others are read.
# "sources" says when each was read. 0 reads
# from the clouds.
query NotOlderThan($maxAgeSeconds: Int) {
  listeners(maxAgeSeconds: $maxAgeSeconds, first: 50) {
    sources {
      account { id provider }
      readAt
      isComplete
      problem { code message }
    }
    nodes { id name status readAt }
    isComplete
  }
}
`,
    variables: { maxAgeSeconds: 60 },
  },
];
