import { PROJECT_ID } from "./credentials.js";
import type { State } from "./state.js";

/** Whose an object is, as every object tells it. */
export function ownerOf({ dialect }: State): { tenant_id: string; project_id?: string } {
  return dialect.omitsProjectId ? { tenant_id: PROJECT_ID } : { tenant_id: PROJECT_ID, project_id: PROJECT_ID };
}
