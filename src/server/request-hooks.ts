import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextResponseForOperation,
  GraphQLRequestContextValidationDidStart,
  GraphQLRequestContextWillSendResponse,
  GraphQLResponse,
} from "@apollo/server";

/** What is done for one request: Apollo Server's hooks of these names, without promises where nothing is waited for. */
export interface RequestHooks<C extends object> {
  validationDidStart?(context: GraphQLRequestContextValidationDidStart<C>): void;
  /** A failure refuses the operation; the hooks behind it are not called. */
  didResolveOperation?(context: GraphQLRequestContextDidResolveOperation<C>): Promise<void> | void;
  /** The first answer is the operation's; null leaves it to others. */
  responseForOperation?(context: GraphQLRequestContextResponseForOperation<C>): Promise<GraphQLResponse | null> | null;
  willSendResponse?(context: GraphQLRequestContextWillSendResponse<C>): Promise<void> | void;
}

/** Begins a request. */
export type RequestPart<C extends object> = (context: GraphQLRequestContext<C>) => RequestHooks<C>;

/**
 * One plugin that calls the hooks of all parts, one after the other. Apollo Server waits for each hook of each plugin,
 * whether there is one or not: with a plugin for every part, that took longer than most hooks.
 */
export function inOnePlugin<C extends object>(parts: readonly RequestPart<C>[]): ApolloServerPlugin<C> {
  return {
    async requestDidStart(begun) {
      const all = parts.map((part) => part(begun));
      return {
        async validationDidStart(context) {
          for (const hooks of all) hooks.validationDidStart?.(context);
        },
        async didResolveOperation(context) {
          for (const hooks of all) {
            const work = hooks.didResolveOperation?.(context);
            if (work) await work;
          }
        },
        async responseForOperation(context) {
          for (const hooks of all) {
            const response = hooks.responseForOperation?.(context);
            const answered = response ? await response : null;
            if (answered) return answered;
          }
          return null;
        },
        async willSendResponse(context) {
          for (const hooks of all) {
            const work = hooks.willSendResponse?.(context);
            if (work) await work;
          }
        },
      };
    },
  };
}
