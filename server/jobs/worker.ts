/**
 * The process with TRELLIS_ROLE=worker: it runs jobs and what falls due, and listens to nobody. The site is made and
 * changed by the processes that do; this one takes over what they have published.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Assembly } from '../assemble.js';

/** Milliseconds between two looks for a new release. */
const interval = 2_000;

/** Resolves when jobs are being worked on; waits for a site that is being set up. */
export async function startWorker({
  jobs,
  releases,
  services: { log },
}: Pick<Assembly, 'jobs' | 'releases' | 'services'>): Promise<{ stop(): void }> {
  while ((await releases.refresh()).number === 0) {
    log.info({}, 'Nothing is published yet; waiting for the process that serves the site');
    await pause(interval);
  }
  jobs.start();
  // Keeps the process alive, too: nothing else in it is waited for.
  const timer = setInterval(() => {
    releases.refresh().catch((error: unknown) => log.warn({ error }, 'The live release could not be read'));
  }, interval);
  return { stop: () => clearInterval(timer) };
}
