import type { EmulatorState } from "../../../sandbox/emulator-state.js";
import type { Refused } from "../../../sandbox/refused.js";
import { createRestEmulator, type RestParts } from "../../../sandbox/rest-emulator.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Emulator, EmulatorContext, SandboxCloud, SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { createHuaweiAccess, type HuaweiAccessOptions, type SandboxUser } from "./access.js";
import { gatewayResponse, throttled, unauthenticated, unknownPath, withRequestId } from "./gateway.js";

/** The fixed ways into one emulated service. Nobody's real credentials. */
export interface FixedAccess {
  readonly key: { readonly id: string; readonly secret: string };
  readonly user: SandboxUser;
  readonly scope: HuaweiAccessOptions["scope"];
}

/** @param service the key of the provider, which the names are made from */
export function fixedAccess(service: string, scope: FixedAccess["scope"]): FixedAccess {
  return {
    key: { id: `SANDBOX${service.replaceAll("-", "").toUpperCase()}KEY`, secret: `sandbox-secret-${service}` },
    user: { name: "sandbox-user", password: `sandbox-password-${service}`, domainName: "sandbox-domain" },
    scope,
  };
}

/** What the sandbox has to know of an emulated Huawei service. */
export function huaweiSandbox(options: {
  readonly port: number;
  readonly access: FixedAccess;
  /** The account's entry in a configuration, but for endpoint and credentials. */
  readonly account: { readonly id: string; readonly provider: string } & Readonly<Record<string, unknown>>;
  start(context: EmulatorContext): Emulator;
}): SandboxCloud {
  const { key, user, scope } = options.access;
  return {
    port: options.port,
    credentials: {
      "access key id": key.id,
      "secret access key": key.secret,
      [`${scope.kind} id`]: scope.id,
      "user name": user.name,
      "user password": user.password,
      "user domain name": user.domainName,
    },
    account: (endpoint) => ({
      ...options.account,
      endpoint,
      credentials: { accessKeyId: key.id, secretAccessKey: { value: key.secret } },
      limits: { pollIntervalMs: 100 },
    }),
    start: options.start,
  };
}

const TOKENS = "POST /v3/auth/tokens";
const isForTokens = ({ method, path }: ReceivedRequest) => `${method} ${path}` === TOKENS;

export interface HuaweiParts<S extends EmulatorState>
  extends Omit<RestParts<S>, "authenticate" | "unknownPath" | "refusals" | "refusalResponse"> {
  readonly access: FixedAccess;
  /** The service's own words for being busy with an earlier change, and for being at its wits' end. */
  readonly refusals: { readonly busy: Refused; readonly internal: Refused };
  /** The shape of the service's own refusals. */
  refusalResponse(refused: Refused): SandboxResponse;
}

/** A Huawei service behind the gateway, with an IAM of its own under the same address. */
export function createHuaweiEmulator<S extends EmulatorState>(parts: HuaweiParts<S>): Emulator {
  const { key, user, scope } = parts.access;
  const { clock, faults } = parts.state.context;
  const access = createHuaweiAccess({ keys: new Map([[key.id, key.secret]]), users: [user], clock, faults, scope });
  const tokens: RestOperation<S> = {
    method: "POST",
    path: "/v3/auth/tokens",
    handle: (_state, { received }) => access.tokens(received),
  };
  const emulator = createRestEmulator({
    ...parts,
    nouns: [...parts.nouns, { operations: { [TOKENS]: tokens } }],
    unknownPath,
    admit(request) {
      if (!isForTokens(request.received)) parts.admit?.(request);
    },
    authenticate(request) {
      const refused = isForTokens(request) ? null : access.check(request);
      if (refused) throw refused;
    },
    refusals: {
      ...parts.refusals,
      throttled: throttled(),
      unauthenticated: unauthenticated("verify aksk signature fail"),
    },
    refusalResponse: (refused) => gatewayResponse(refused) ?? parts.refusalResponse(refused),
  });
  return {
    ...emulator,
    handle: (request, understood) => withRequestId(emulator.handle(request, understood)),
    refuse: (kind, request) => withRequestId(emulator.refuse(kind, request)),
  };
}
