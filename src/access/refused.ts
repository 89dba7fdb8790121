/** A request that is not authenticated. The message is for the sender and contains nothing of the proof. */
export class ProofRefused extends Error {}

/** An issuer's keys are not available, so its tokens cannot be checked at the moment. */
export class KeysUnavailable extends Error {}
