/**
 * Statements of a work process that a database server runs. That server goes on with them when the connection is gone, so
 * whoever ends the process ends them there first, over a connection of its own.
 */
type End = () => Promise<void>;

const ends: End[] = [];
let told: (() => void) | undefined;

/** `opened` is called when this process first has a connection to a server. */
export function tellOpened(opened: () => void): void {
  told = opened;
}

/** `end` ends what runs on one connection just now; it must not fail where nothing does. */
export function runsElsewhere(end: End): void {
  ends.push(end);
  if (ends.length === 1) told?.();
}

/** Failures are not told: a server that cannot be reached has lost the connections, too. */
export async function endStatements(): Promise<void> {
  await Promise.allSettled(ends.map((end) => end()));
}
