import { type ClassType, Field, InputType, ObjectType } from "type-graphql";
import { type Meaning, type Meanings, parts } from "./meaning.js";
import { applyChecks, type Setting } from "./setting-fields.js";

// A table is generic over fields of all types.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Fields = Readonly<Record<string, Setting<any, any>>>;

type OutputOf<F extends Fields> = {
  readonly [N in keyof F]: F[N] extends Setting<infer Out, unknown> ? Out : never;
};
type WrittenName<F extends Fields> = {
  [N in keyof F]: F[N] extends Setting<unknown, infer In> ? ([In] extends [never] ? never : N) : never;
}[keyof F];
type InOf<S> = S extends Setting<unknown, infer In> ? In : never;
type InputOf<F extends Fields> = {
  readonly [N in WrittenName<F> as undefined extends InOf<F[N]> ? N : never]?: InOf<F[N]>;
} & { readonly [N in WrittenName<F> as undefined extends InOf<F[N]> ? never : N]: InOf<F[N]> };

/** The type of the objects that a table returns. */
export type ShownSettings<T> = T extends SettingsTable<infer F> ? OutputOf<F> : never;
/** The type of the inputs that a table accepts. */
export type GivenSettings<T> = T extends SettingsTable<infer F> ? InputOf<F> : never;

/** A noun of one cloud: its GraphQL object type, its input type, and access to inputs. */
export interface SettingsTable<F extends Fields> {
  /** Types only. */
  readonly types?: { readonly out: OutputOf<F>; readonly in: InputOf<F> };
  readonly output: ClassType<object>;
  /** Undefined when all fields are output only. */
  readonly input: ClassType<object> | undefined;
  /** The meaning of each writable field. */
  readonly meanings: Meanings;
  /** The object that the graph returns. */
  of(values: OutputOf<F>): OutputOf<F>;
  /** The input's settings for this cloud; an empty object when there are none. */
  in(input: { readonly settings?: object | null }): InputOf<F>;
  /** The path of one of these fields, from the input's `settings` on. */
  at(field: WrittenName<F> & string, ...inside: (string | number)[]): (string | number)[];
}

interface Head {
  /** The cloud's member of the settings inputs: the manifest's settingsKey. */
  readonly key: string;
  /** The GraphQL object type's name; the input's ends in Input. */
  readonly name: string;
  /** The object type's description. */
  readonly about: string;
  /** The input's description; omitted when all fields are output only. */
  readonly input?: string;
}

/**
 * The settings that one cloud has for one noun, from one table: the GraphQL object and input types with their
 * descriptions, and the input's class-validator checks. Only writable fields are own properties, so that a change in
 * what the cloud merely reports does not change the etag.
 */
export function settingsTable<const F extends Fields>(head: Head, fields: F): SettingsTable<F> {
  const written = Object.entries(fields).flatMap(([name, { isReported }]) => (isReported ? [] : [name]));
  const meanings = Object.fromEntries(written.map((name) => [name, fields[name]!.meaning]));
  type Values = Readonly<Record<string, unknown>>;

  class Output {
    readonly #values: Values;
    constructor(values: Values) {
      this.#values = values;
      for (const name of written) {
        const { spelt } = fields[name]!;
        (this as Record<string, unknown>)[name] = spelt ? spelt(values[name]) : values[name];
      }
    }
    static valuesOf(output: Output): Values {
      return output.#values;
    }
  }
  class Input {}
  for (const [name, field] of Object.entries(fields)) {
    const { about, options, isReported, isRequired, type, inputType } = field;
    if (isReported) {
      const get = function (this: Output) {
        return Output.valuesOf(this)[name];
      };
      Object.defineProperty(Output.prototype, name, { get });
    }
    const description = sentences(about, options.shownToo);
    Field(type, { nullable: isRequired === "nowhere", description })(Output.prototype, name);
    if (isReported) continue;
    Field(inputType, {
      nullable: isRequired !== "everywhere",
      description: options.input ?? sentences(about, options.inputToo),
    })(Input.prototype, name);
    applyChecks(field, Input.prototype, name);
  }
  ObjectType(head.name, { simpleResolvers: true, description: head.about })(Output);
  if (head.input !== undefined) InputType(`${head.name}Input`, { description: head.input })(Input);

  MEANINGS.set(Output, { meanings, meaning: parts(meanings) });

  const { key } = head;
  return {
    output: Output as ClassType<object>,
    input: head.input === undefined ? undefined : Input,
    meanings,
    of: (values) => new Output(values as Values) as unknown as OutputOf<F>,
    in: ({ settings }) => ((settings as Record<string, unknown> | null | undefined)?.[key] ?? {}) as InputOf<F>,
    at: (field, ...inside) => [key, field, ...inside],
  };
}

/** By the class of a table's objects. */
const MEANINGS = new WeakMap<object, { readonly meanings: Meanings; readonly meaning: Meaning }>();

/** The meaning of the writable fields of an object that some table returned; nothing for any other object. */
export const settingMeanings = (shown: object | null): Meanings =>
  (shown && MEANINGS.get(shown.constructor)?.meanings) ?? {};

/** The meaning of an object that some table returned. */
export const meaningOfSettings: Meaning = (shown) =>
  shown && (MEANINGS.get((shown as object).constructor)?.meaning(shown) ?? null);

const sentences = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(" ");
