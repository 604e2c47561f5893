/** A line that tells how far something is: in place on a screen, now and then where output goes to a file. */
import type { WriteStream } from 'node:tty';

export interface ProgressLine {
  tell(line: string): void;
  /** Before anything else is printed. */
  clear(): void;
}

/** Milliseconds between two lines on a screen, and in a file. */
const often = { screen: 100, file: 10_000 };

export function createProgressLine(
  output: Pick<WriteStream, 'write'> & { readonly isTTY?: boolean; readonly columns?: number },
  now: () => number,
): ProgressLine {
  let last = output.isTTY ? 0 : now();
  let isShown = false;
  const clear = (): void => {
    if (isShown) output.write('\r\u001b[K');
    isShown = false;
  };
  return {
    tell(line) {
      if (now() - last < (output.isTTY ? often.screen : often.file)) return;
      last = now();
      if (!output.isTTY) return void output.write(`${line}\n`);
      clear();
      output.write(line.slice(0, (output.columns ?? 80) - 1));
      isShown = true;
    },
    clear,
  };
}
