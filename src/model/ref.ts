/**
 * The type of a property whose class takes part in an import cycle. Written directly, TypeScript's decorator metadata
 * would name the class at load time, before the other module has defined it.
 */
export type Ref<T> = T;
