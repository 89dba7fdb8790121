import { type Call, whyOver } from "./call.js";

/** Lets only a few requests of patient calls be under way at a time, so that they hold few connections. */
export interface PatientSlots {
  /**
   * Does the work when there is room, first come, first served.
   * @throws ProblemError TIMED_OUT when the call is over before there is
   */
  run<T>(call: Pick<Call, "signal">, work: () => Promise<T>): Promise<T>;
}

export function createPatientSlots(most: number): PatientSlots {
  let underWay = 0;
  const waiting: (() => void)[] = [];

  function enter(call: Pick<Call, "signal">): Promise<void> {
    if (call.signal.aborted) return Promise.reject(whyOver(call));
    if (underWay < most) {
      underWay += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(whyOver(call));
      };
      /** Takes over the place of the one that ends. */
      const start = () => {
        call.signal.removeEventListener("abort", leave);
        resolve();
      };
      waiting.push(start);
      call.signal.addEventListener("abort", leave, { once: true });
    });
  }

  return {
    async run(call, work) {
      await enter(call);
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else underWay -= 1;
      }
    },
  };
}
