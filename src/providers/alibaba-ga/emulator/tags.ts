import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import { oneOf, reads, requiredRegion, text } from "./fields.js";
import type { State } from "./state.js";

/** Tags of the initial inventory. The emulator cannot change them. */
export const tags: Noun<State, RpcOperation<State>> = {
  operations: {
    ListTagResources: reads(
      {
        ...requiredRegion,
        ResourceType: { ...oneOf("accelerator", "endpointgroup"), required: true },
        ResourceId: { type: "list", of: text, most: 50 },
      } as const,
      (state, { ResourceType, ResourceId }) => {
        const entries = ResourceType === "accelerator" ? state.accelerators.all() : state.groups.all();
        const asked = entries.filter((entry) => ResourceId === undefined || ResourceId.includes(entry.id));
        const shown = asked.flatMap((entry) =>
          entry.value.Tags.map(({ Key, Value }) => ({
            ResourceId: entry.id,
            ResourceType,
            TagKey: Key,
            TagValue: Value,
          })),
        );
        // Unlike all other lists, inside an object with nearly the same name. Source: ListTagResources page.
        return { TagResources: { TagResource: shown } };
      },
    ),
  },
};
