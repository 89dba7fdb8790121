import type { Fault, FaultRule, Faults } from "./faults.js";

interface Switch {
  readonly rule: FaultRule;
  readonly matches: (action: string) => boolean;
  timesLeft: number;
}

function switchOf(rule: FaultRule): Switch {
  const pattern = rule.actions === undefined ? null : new RegExp(rule.actions);
  return {
    rule,
    matches: (action) => pattern === null || pattern.test(action),
    timesLeft: rule.times ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * One emulator's faults, all off at first.
 *
 * @param onChange called with the rules whenever one was added, or all were cleared; not when one is used up.
 */
export function createFaults(onChange: (rules: readonly FaultRule[]) => void = () => undefined): Faults {
  let switches: Switch[] = [];
  const list = () =>
    switches.map(({ rule, timesLeft }) => (Number.isFinite(timesLeft) ? { ...rule, times: timesLeft } : rule));

  function take(action: string): Fault[] {
    const hits = switches.filter(({ matches }) => matches(action));
    for (const hit of hits) hit.timesLeft -= 1;
    switches = switches.filter(({ timesLeft }) => timesLeft > 0);
    return hits.map(({ rule }) => rule.fault);
  }

  return {
    take,
    list,
    isOn: (kind) => switches.some(({ rule }) => rule.fault.kind === kind),
    add(rule) {
      switches.push(switchOf(rule));
      onChange(list());
    },
    clear() {
      switches = [];
      onChange([]);
    },
  };
}
