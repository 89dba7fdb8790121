import type { ListenerSettingsInput, PoolSettingsInput } from "../../model/settings.js";
import type { AlibabaGaPoolSettingsInput } from "./pool-settings.js";
import type { AlibabaGaListenerSettingsInput } from "./settings.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "alibabaGa";

interface HasSettings<T> {
  readonly settings?: T | null;
}

/** What an input says under this cloud's settings; an empty object when it says nothing. */
export function listenerSettingsIn({ settings }: HasSettings<ListenerSettingsInput>): AlibabaGaListenerSettingsInput {
  return (settings?.[SETTINGS_KEY] as AlibabaGaListenerSettingsInput | null | undefined) ?? {};
}

export function poolSettingsIn({ settings }: HasSettings<PoolSettingsInput>): AlibabaGaPoolSettingsInput {
  return (settings?.[SETTINGS_KEY] as AlibabaGaPoolSettingsInput | null | undefined) ?? {};
}
