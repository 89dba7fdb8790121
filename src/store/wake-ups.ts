/** Wakes tasks that wait for an event of a lane or a change, both by name. */
export interface WakeUps {
  /** Resolves at its next event. */
  next(name: string): { readonly woken: Promise<void>; forget(): void };
  wake(name: string): void;
}

export function createWakeUps(): WakeUps {
  const waiting = new Map<string, Set<() => void>>();
  return {
    next(name) {
      let wake: () => void = () => undefined;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const others = waiting.get(name) ?? new Set();
      waiting.set(name, others.add(wake));
      const forget = () => {
        others.delete(wake);
        if (others.size === 0 && waiting.get(name) === others) waiting.delete(name);
      };
      return { woken, forget };
    },
    wake(name) {
      const woken = waiting.get(name);
      waiting.delete(name);
      for (const wake of woken ?? []) wake();
    },
  };
}
