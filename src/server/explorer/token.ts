const KEY = "cloud-listeners:token";

/**
 * The token that was entered in this tab; empty when there is none. It survives a reload, and is gone when the tab is
 * closed.
 */
export function rememberedToken(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    // Storage is disabled: the token is kept until a reload.
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
