/** Quotas of the emulated account. Source: quota page. */

export const LISTENERS_PER_ACCELERATOR = 50;
/**
 * Ports of a TCP or UDP listener. The default is 30; this account's quota is raised to the size at which the rules for
 * huge ranges begin.
 */
export const PORTS_PER_LISTENER = 300;
/** The default is 2; raised to the maximum. */
export const DEFAULT_GROUPS_PER_LISTENER = 10;
export const VIRTUAL_GROUPS_PER_LISTENER = 10;
/** The default is 4; raised to the maximum. */
export const ENDPOINTS_PER_GROUP = 30;
export const OVERRIDES_PER_GROUP = 5;
