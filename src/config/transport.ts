import { Flag } from "./fields.js";

/** The way to all clouds. */
export class TransportConfig {
  /**
   * Whether clouds are told which trace a request belongs to (the headers traceparent and tracestate), where something is
   * traced: for accounts whose endpoints take part in it. It is no part of what is signed.
   */
  @Flag()
  passesTraceContext = false;
}
