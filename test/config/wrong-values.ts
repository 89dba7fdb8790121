/** What a setting takes and refuses, going by what it says of itself in its messages. */
export interface Samples {
  readonly right: readonly unknown[];
  /** Refused as a whole: the mistake has the setting's own path. */
  readonly wrong: readonly unknown[];
  /** Refused because of one entry: the mistake's path ends with `at`. */
  readonly wrongInside?: readonly { readonly at: string; readonly value: unknown }[];
}

const NOTHING = [null, {}, { a: 1 }, { env: 5 }];
const NUMBERS_AND_FLAGS = [0, 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, true, false];
const TEXTS = ["", " ", "x y\nz", "\u0000", "true", "5", "null", "[]"];
const BAD_ORIGINS = ["*", "null", "https://a.example.com/", "https://a.example.com/x", "a.example.com", "https://", ""];
const BAD_ADDRESSES = [
  ...["", "x", "//h", "https:/h", "https://", "https:///h", "ftp://h", "javascript:alert(1)", "HTTP//h", "h:80"],
  ...["https://u@h", "https://u:p@h", "https://:@h", "https://h?", "https://h/?q=1", "https://h#", "https://h/x#f"],
  ...["https://h:0", "https://h:70000", "https://h:x", "https://a b", " https://h", "https://h ", "https://h\n"],
  ...[
    "https://h/a b",
    "https://h\\x",
    "https://h/../x",
    "https://h/%2e%2E/x",
    "https://h/.",
    "https://a..b",
    "https://-a",
  ],
  ...[
    "https://192.168.1",
    "https://0x7f000001",
    "https://1",
    "https://[::1",
    "https://*",
    `https://${"a".repeat(64)}.b`,
  ],
];

const between = (is: string): [number, number] => {
  const [, min, max] = /between (\S+) and (\S+)$/.exec(is)!;
  return [Number(min), Number(max)];
};

const SAMPLES: readonly { readonly says: RegExp; of(is: string): Samples }[] = [
  {
    says: /^a whole number between/,
    of(is) {
      const [min, max] = between(is);
      const wrong = [min - 1, max + 1, min + 0.5, 1e308, -1e308, Number.NaN, Infinity, -Infinity, `${min}`, [min]];
      return { right: [min, max], wrong: [...wrong, ...NOTHING, ...TEXTS, true] };
    },
  },
  {
    says: /^a number between/,
    of(is) {
      const [min, max] = between(is);
      const wrong = [min - 0.0001, max + 0.0001, Number.NaN, Infinity, -Infinity, `${min}`, [min]];
      return { right: [min, max, (min + max) / 2], wrong: [...wrong, ...NOTHING, ...TEXTS, true] };
    },
  },
  {
    says: /^true or false$/,
    of: () => ({ right: [true, false], wrong: [...NOTHING, ...TEXTS, "yes", "on", "False", 0, 1, [true]] }),
  },
  {
    says: /^the path of a file, such as .*, or postgres:/,
    of: () => ({
      right: [
        ...["./changes.db", "/var/lib/cloud listeners/changes.db", "C:\\data\\changes.db", "postgres://db/listeners"],
        ...["postgresql://u:p%40@db:5432/listeners?sslmode=require", "postgres://u@/listeners?host=%2Fvar%2Frun"],
      ],
      wrong: [
        ...[...NOTHING, ...NUMBERS_AND_FLAGS, "", " ", "x y\nz", "\u0000", " ./changes.db", "./changes.db "],
        ...[
          "postgres://",
          "postgres://db",
          "postgres://db/",
          "postgres://a b/c",
          "postgres://db/a/b",
          "postgres://db/a#b",
        ],
        ...["mysql://db/listeners", "https://db/listeners", "file:changes.db", ["./changes.db"]],
      ],
    }),
  },
  {
    says: /^a list of origins/,
    of: () => ({
      right: [
        [],
        ["https://a.example.com"],
        ["HTTP://A.example.com:80", "http://[::1]:3000", "https://bücher.example"],
      ],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "https://a.example.com", { 0: "https://a.example.com" }],
      wrongInside: [...BAD_ORIGINS, ...BAD_ADDRESSES, ...NUMBERS_AND_FLAGS, ...NOTHING, ["https://a.example.com"]].map(
        (value) => ({ at: "[1]", value: ["https://a.example.com", value] }),
      ),
    }),
  },
  {
    says: /^a list of names of headers/,
    of: () => ({
      right: [[], ["x-tenant"], ["X-Tenant", "traceparent", "x_y"]],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "x-tenant", { 0: "x-tenant" }],
      wrongInside: [
        ...[
          ...NOTHING,
          ...NUMBERS_AND_FLAGS,
          "",
          "*",
          "x tenant",
          "x-tenant:",
          "x-tenant, y",
          " x-tenant",
          "x\r\ny: z",
        ],
        ...["x".repeat(65), ["x-tenant"]],
      ].map((value) => ({ at: "[1]", value: ["x-tenant", value] })),
    }),
  },
  {
    says: /^a list of addresses and networks/,
    of: () => ({
      right: [[], ["10.1.2.3"], ["10.0.0.0/8", "fd00::/8", "::1", "0.0.0.0/0"]],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "10.0.0.0/8", { 0: "10.0.0.0/8" }],
      wrongInside: [
        ...[...NOTHING, ...NUMBERS_AND_FLAGS, "", "*", "10.0.0/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1"],
        ...["10.0.0.0/8/8", "proxy.example.com", "10.1.2.3:80", "[::1]", "fe80::1%eth0", " 10.1.2.3", ["10.1.2.3"]],
      ].map((value) => ({ at: "[1]", value: ["10.0.0.0/8", value] })),
    }),
  },
  {
    says: /^a list of at most \d+ entries$/,
    of: () => ({
      right: [[]],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, Array.from({ length: 1_001 }, () => ({}))],
    }),
  },
  {
    says: /^a list of strings$/,
    of: () => ({
      right: [],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "x"],
      wrongInside: [...NOTHING, ...NUMBERS_AND_FLAGS, "", " x", "x\ny", "x".repeat(300), ["x"]].map((value) => ({
        at: "[0]",
        value: [value],
      })),
    }),
  },
  {
    says: /^a list of paths of files$/,
    of: () => ({
      right: [[]],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "x"],
      wrongInside: [...NOTHING, ...NUMBERS_AND_FLAGS, "", "x\ny", "x".repeat(1100), ["x"]].map((value) => ({
        at: "[0]",
        value: [value],
      })),
    }),
  },
  {
    says: /^a list of values/,
    of: (is) => ({
      right: [is.split("one of ")[1]!.split(", ")],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "x"],
      wrongInside: [...NOTHING, ...NUMBERS_AND_FLAGS, "", "x", "*", "none", ["x"]].map((value) => ({
        at: "[0]",
        value: [value],
      })),
    }),
  },
  {
    says: /^a map from keys of tags/,
    of: () => ({
      right: [{}, { team: "games" }],
      wrong: [null, [], [1], ...TEXTS, ...NUMBERS_AND_FLAGS],
      wrongInside: [null, 0, true, "", " x", "x".repeat(300), [1], {}].map((value) => ({
        at: ".A",
        value: { A: value },
      })),
    }),
  },
  {
    says: /^the (JSON text of a key set|name of a header)/,
    of: () => ({
      right: [],
      wrong: [...NOTHING, ...NUMBERS_AND_FLAGS, "", " ", "x y\nz", "\u0000", "*", " x", "x ", ["x"]],
    }),
  },
  {
    says: /^the path of a file/,
    of: () => ({
      right: ["a", "/run/secrets/tls.key"],
      wrong: [...NOTHING, ...NUMBERS_AND_FLAGS, "", "x\ny", "\u0000", ["x"]],
    }),
  },
  {
    says: /^a map from actions/,
    of: () => ({
      right: [{}, { "*": 0.5 }],
      wrong: [null, [], [1], [["A", 1]], ...TEXTS, ...NUMBERS_AND_FLAGS],
      wrongInside: [null, 0, -1, 1e9, Number.NaN, Infinity, "1", "", true, [1], {}, { A: 1 }].map((rate) => ({
        at: ".*",
        value: { "*": rate },
      })),
    }),
  },
  {
    says: /^an http or https address/,
    of: () => ({
      right: ["https://h", "http://127.0.0.1:8080/", "https://a_b.example.com/prefix/v1", "HTTPS://[2001:db8::1]:444"],
      wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, ...BAD_ADDRESSES, ["https://h"]],
    }),
  },
  {
    says: /^a host name or an IP address/,
    of: () => ({
      right: ["0.0.0.0", "::", "localhost", "a-b.example.com."],
      wrong: [
        ...[...NOTHING, ...NUMBERS_AND_FLAGS, "", " ", "x y\nz", "\u0000", "5", "h:80", "http://h", "[::1]", "-"],
        ...["256.1.1.1", "1.2.3", ["::"]],
      ],
    }),
  },
  {
    says: /^the PEM text/,
    of: () => ({
      right: [],
      wrong: [
        ...[...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "garbage", "-----BEGIN CERTIFICATE-----"],
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
      ],
    }),
  },
  {
    says: /^a reference to a secret/,
    of: () => ({
      right: [],
      wrong: [
        ...[...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "hush-hush", ["hush-hush"], { value: "hush-hush" }],
        ...[{ env: "NOT_SET" }, { env: "EMPTY" }, { env: "hush-hush/+=" }, { env: "" }, { env: "A", file: "/b" }],
        ...[{ file: "/not/there" }, { file: "/" }, { file: "" }, { file: "hush-hush\nhush" }, { file: ["/a"] }],
      ],
    }),
  },
  {
    says: /^(one of )?[\w-]+(, [\w-]+)* or [\w-]+$/,
    of(is) {
      const words = is.split(/, | or /);
      return {
        right: words,
        wrong: [...NOTHING, ...TEXTS, ...NUMBERS_AND_FLAGS, "other", ` ${words[0]}`, `${words[0]}s`, [words[0]]],
      };
    },
  },
  {
    says: /^(the (id|name|key|SPIFFE id or common name) (of|in)|what stands before ids|32 hexadecimal digits|1 to 63 of)/,
    of: () => ({
      right: [],
      wrong: [
        ...NOTHING,
        ...NUMBERS_AND_FLAGS,
        "",
        " ",
        "x y\nz",
        "\u0000",
        " x",
        "x ",
        "x".repeat(300),
        "\ufeffx",
        ["x"],
      ],
    }),
  },
];

/** @throws Error for a setting that says something new of itself: then there is no telling what it should refuse */
export function samplesFor(is: string): Samples {
  const found = SAMPLES.find(({ says }) => says.test(is));
  if (!found) throw new Error(`Say in wrong-values.ts what a setting refuses that "must be ${is}".`);
  return found.of(is);
}
