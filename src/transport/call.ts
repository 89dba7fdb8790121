/** Where log lines of a call go; shaped like pino. */
export interface CallLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** One GraphQL operation's errand to the clouds: handed through every layer down to the socket. */
export interface Call {
  /** The id of the GraphQL request, for log lines on both sides. */
  readonly requestId: string;
  /** The moment, in milliseconds since 1970, by which an answer is due. */
  readonly deadlineAt: number;
  /** Aborted when the deadline has passed or the client has gone. Stops reads and waiting, never a change that was sent. */
  readonly signal: AbortSignal;
  readonly log: CallLog;
}
