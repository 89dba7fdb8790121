const KEY = "cloud-listeners:token";

/** The token that was typed in this tab; empty when there is none. It survives a reload and ends with the tab. */
export function rememberedToken(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    // Storage is switched off: then it lasts until the reload.
    return "";
  }
}

export function rememberToken(token: string): void {
  try {
    if (token === "") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  } catch {
    // As above.
  }
}
