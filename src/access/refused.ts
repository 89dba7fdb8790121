/** A request does not prove who sends it. The message is for whoever sent it, and holds nothing of the proof. */
export class ProofRefused extends Error {}

/** An issuer's keys cannot be had, so no token of it can be checked just now. */
export class KeysUnavailable extends Error {}
