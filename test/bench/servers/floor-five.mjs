import { alibaba, huawei, tencent } from "./floor-clouds.mjs";

export async function fiveClouds() {
  return { listeners: { isComplete: true, nodes: [] } };
}
void [alibaba, huawei, tencent];
