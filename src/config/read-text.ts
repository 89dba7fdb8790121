import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** A file that cannot be used. The message continues after "It" or the file's name: "does not exist". */
export class UnusableFile extends Error {}

const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read by this process",
  EPERM: "may not be read by this process",
  EISDIR: "is a directory, not a file",
  ELOOP: "is a link that leads to itself",
  ENAMETOOLONG: "has too long a name",
};

/**
 * The text of a small file, without a byte order mark. Never waits for a pipe's other end, and never reads more than
 * `maxBytes`, whatever the file's reported size.
 * @throws UnusableFile
 */
export function readText(path: string, maxBytes: number): string {
  return decode(readBytes(path, maxBytes));
}

function readBytes(path: string, maxBytes: number): Buffer {
  let file: number | undefined;
  try {
    // Opening a pipe waits for a writer; not with O_NONBLOCK.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    if (stats.isDirectory()) throw new UnusableFile("is a directory, not a file");
    if (!stats.isFile()) throw new UnusableFile("is a pipe or a device, not a file");
    const bytes = Buffer.alloc(Math.min(stats.size, maxBytes) + 1);
    let length = 0;
    let read: number;
    do {
      read = readSync(file, bytes, length, bytes.length - length, null);
      length += read;
    } while (read > 0 && length < bytes.length);
    if (stats.size > maxBytes || length > maxBytes)
      throw new UnusableFile(`has ${Math.max(stats.size, length)} bytes; at most ${maxBytes} are read`);
    return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "error";
    throw new UnusableFile(REFUSALS[code] ?? `cannot be read (${code})`, { cause: error });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function decode(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) throw new UnusableFile("is UTF-16 text; save it as UTF-8");
  if (bytes.includes(0))
    throw new UnusableFile("holds zero bytes, so it is not UTF-8 text (UTF-16, or not text at all)");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnusableFile("is not UTF-8 text");
  }
}
