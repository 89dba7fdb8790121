import type { ClassType } from "type-graphql";
import type { ChangeProblem } from "../model/change-problem.js";
import type { CheckedInput, RuleContext } from "../model/checked-input.js";
import { CreateListenerInput, UpdateListenerInput } from "../model/listener-inputs.js";
import type { Meanings } from "../model/meaning.js";
import { LISTENER, POOL } from "../model/meanings.js";
import { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../model/pool-inputs.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { ProviderChecks } from "../providers/provider.js";
import { checkInput, type FieldLists } from "./check-input.js";

/** The kind of change that an input asks for; names the cloud's checks of it. */
export type ChangeName = Exclude<keyof ProviderChecks, "createListenerNeedsParent">;
const INPUTS: Readonly<Record<ChangeName, ClassType<CheckedInput>>> = {
  createListener: CreateListenerInput,
  updateListener: UpdateListenerInput,
  createPool: CreatePoolInput,
  updatePool: UpdatePoolInput,
  setPoolMembers: SetPoolMembersInput,
};

/** The context for checking a cloud's rules before its state is read. */
export function ruleContext({ account, manifest }: ConnectedAccount, state: Partial<RuleContext> = {}): RuleContext {
  return { capabilities: account.capabilities, settingsKey: manifest.settingsKey, ...state };
}

/**
 * For a field that the cloud does not support, null is a no-op. Some of these fields do return a value: a null that
 * remains after unchanged fields are removed from the input concerns such a value.
 */
const without = (unsupported: readonly string[], shown: Meanings, isStateKnown: boolean): readonly string[] =>
  isStateKnown ? unsupported.filter((field) => !(field in shown)) : unsupported;

function fieldLists({ account }: ConnectedAccount, change: ChangeName, isStateKnown: boolean): FieldLists {
  const { unsupportedListenerFields, immutableListenerFields, requiredListenerFields } = account.capabilities;
  const { unsupportedPoolFields, immutablePoolFields, requiredPoolFields } = account.capabilities;
  const { clearableListenerFields, clearablePoolFields } = account.capabilities;
  switch (change) {
    case "createListener":
      return { unsupported: unsupportedListenerFields, required: requiredListenerFields };
    case "updateListener":
      return {
        unsupported: unsupportedListenerFields,
        immutable: immutableListenerFields.filter((field) => !unsupportedListenerFields.includes(field)),
        clearable: clearableListenerFields,
        nothingThere: without(unsupportedListenerFields, LISTENER, isStateKnown),
      };
    case "createPool":
      return { unsupported: unsupportedPoolFields, required: requiredPoolFields };
    case "updatePool":
      return {
        unsupported: unsupportedPoolFields,
        immutable: immutablePoolFields.filter((field) => !unsupportedPoolFields.includes(field)),
        clearable: clearablePoolFields,
        nothingThere: without(unsupportedPoolFields, POOL, isStateKnown),
      };
    case "setPoolMembers":
      return {};
  }
}

/**
 * All rules that the input breaks on its cloud. `state` is passed on the second check, after the cloud's state was
 * read.
 */
export function brokenRules<T extends CheckedInput>(
  connected: ConnectedAccount,
  change: ChangeName,
  input: T,
  root: readonly string[],
  state?: Partial<RuleContext>,
): ChangeProblem[] {
  const { checks, listenerSettings, poolSettings } = connected.manifest;
  const settings = change === "createListener" || change === "updateListener" ? listenerSettings : poolSettings;
  const type = INPUTS[change] as unknown as ClassType<T>;
  const context = ruleContext(connected, {
    checks: checks[change],
    settingsInput: settings?.input,
    ...state,
  });
  return checkInput(type, input, root, context, fieldLists(connected, change, state !== undefined));
}
