import { FilePaths, ListOf, OneOf, Texts } from "./fields.js";
import { wildcard } from "./text-shapes.js";

const MODES = ["off", "log", "enforce"] as const;
export type TrustMode = (typeof MODES)[number];

/** Callers to whom another mode applies. */
export class TrustExceptionConfig {
  /** Ids of callers: names of tokens, subjects of signed tokens, names in certificates. */
  @Texts(wildcard("the id of a caller"))
  callers: string[] = [];

  @Texts(wildcard("the name of a group"))
  groups: string[] = [];

  /** Programs that signed tokens were issued to. */
  @Texts(wildcard("the id of a client"))
  clients: string[] = [];

  @OneOf(MODES)
  mode!: TrustMode;
}

/** Documents that client programs have registered. */
export class TrustedDocumentsConfig {
  /** Files as @apollo/generate-persisted-query-manifest writes them. */
  @FilePaths()
  manifests: string[] = [];

  /** What happens to other documents. off: they run; log: they run and are logged; enforce: they are refused. */
  @OneOf(MODES)
  mode: TrustMode = "off";

  /**
   * The first entry that names a caller applies. For gateways, whose documents are in no manifest, and for users of an
   * explorer.
   */
  @ListOf(() => TrustExceptionConfig, 100)
  exceptions: TrustExceptionConfig[] = [];
}
