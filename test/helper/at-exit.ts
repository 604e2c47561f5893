/** What is removed when this process ends: one listener for all, for a long process makes dozens of folders and servers. */
const pending = new Set<() => void>();
let listens = false;

/** Answers a function that takes it back. `work` must be synchronous. */
export function atExit(work: () => void): () => void {
  if (!listens) {
    listens = true;
    process.once('exit', () => {
      for (const each of pending) each();
    });
  }
  pending.add(work);
  return () => void pending.delete(work);
}
