import { Texts } from "./fields.js";
import { line } from "./text-shapes.js";

const scope = line("the name of a scope");

/**
 * Directives in the schema with which Apollo Router refuses requests before they reach this server. They repeat what
 * this server checks anyway. A supergraph with them does not load in @apollo/gateway.
 *
 * Each list names scopes of which a request needs one; without any it only has to be authenticated.
 */
export class AccessDirectivesConfig {
  /** To read anything. */
  @Texts(scope)
  readScopes: string[] = [];

  /** To plan changes and deletes without those scopes; they include planning. */
  @Texts(scope)
  planScopes: string[] = [];

  /** To create and to change. */
  @Texts(scope)
  changeScopes: string[] = [];

  @Texts(scope)
  deleteScopes: string[] = [];

  /** To see who changed what. */
  @Texts(scope)
  auditScopes: string[] = [];
}
