import { mistakesInRule } from "./fault-fields.js";
import type { Fault, FaultRule, Faults } from "./faults.js";

interface Switch {
  readonly rule: FaultRule;
  /** Its own copy, by which it is known when it is given back. */
  readonly fault: Fault;
  readonly matches: (action: string) => boolean;
  toLetPass: number;
  timesLeft: number;
}

function switchOf(rule: FaultRule): Switch {
  const pattern = rule.actions === undefined ? null : new RegExp(rule.actions);
  return {
    rule,
    fault: { ...rule.fault },
    matches: (action) => pattern === null || pattern.test(action),
    toLetPass: rule.after ?? 0,
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
  /** Those that are used up, while a request that used them is under way. */
  let usedUp = new WeakMap<Fault, Switch>();
  const list = () =>
    switches.map(({ rule, toLetPass, timesLeft }) => ({
      ...rule,
      ...(rule.after === undefined ? {} : { after: toLetPass }),
      ...(Number.isFinite(timesLeft) ? { times: timesLeft } : {}),
    }));

  function take(action: string): Fault[] {
    const meant = switches.filter(({ matches }) => matches(action));
    const hits = meant.filter(({ toLetPass }) => toLetPass === 0);
    for (const early of meant) if (early.toLetPass > 0) early.toLetPass -= 1;
    for (const hit of hits) hit.timesLeft -= 1;
    for (const hit of hits) if (hit.timesLeft === 0) usedUp.set(hit.fault, hit);
    switches = switches.filter(({ timesLeft }) => timesLeft > 0);
    return hits.map(({ fault }) => fault);
  }

  function restore(fault: Fault): void {
    const one = switches.find((held) => held.fault === fault) ?? usedUp.get(fault);
    if (!one) return;
    one.timesLeft += 1;
    if (usedUp.delete(fault)) switches = [one, ...switches];
  }

  return {
    take,
    restore,
    list,
    isOn: (kind) => switches.some(({ rule }) => rule.fault.kind === kind),
    add(rule) {
      const [mistake] = mistakesInRule(rule);
      if (mistake !== undefined) throw new Error(mistake);
      switches.push(switchOf(rule));
      onChange(list());
    },
    clear() {
      switches = [];
      usedUp = new WeakMap();
      onChange([]);
    },
  };
}
