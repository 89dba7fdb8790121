import { readFileSync, writeFileSync } from "node:fs";

/**
 * The peak resident memory of a process since {@link forgetPeak}, in megabytes; null where there is no /proc or no such
 * process.
 */
export function peakMegabytes(pid: number): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

/** Resets the peak. Has no effect where the system does not allow it: the peak is then that since the start. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // Memory is reported, not asserted.
  }
}
