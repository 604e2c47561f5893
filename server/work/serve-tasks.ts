/** The loop of a work process: takes one task at a time from its parent and answers it; ends when the parent is gone. */
import type { Registries } from '../../metadata/contributions.js';
import { toFailure } from './failure.js';
import type { FromWorker, ToWorker } from './messages.js';
import { createWorkContexts, type WorkContext, type WorkTask } from './work-context.js';

export function serveTasks(
  tasks: Readonly<Record<string, WorkTask>>,
  registries: () => Promise<Registries> = () => Promise.reject(new Error('This process has no registries.')),
): void {
  let contextFor: ((timeoutMs: number) => WorkContext) | undefined;
  const answer = (message: FromWorker): void => void process.send?.(message);

  const perform = async ({ task, input, timeoutMs }: Extract<ToWorker, { type: 'run' }>): Promise<void> => {
    try {
      const found = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
      if (!found || !contextFor) throw new Error(`There is no task named ${task}.`);
      answer({ type: 'done', result: await found(input as never, contextFor(timeoutMs)) });
    } catch (error) {
      answer({ type: 'failed', failure: toFailure(error) });
    }
  };

  process.on('disconnect', () => process.exit(0));
  // Ctrl-C in a terminal reaches the whole group: the server decides when its processes end.
  process.on('SIGINT', () => undefined);
  process.on('message', (message: ToWorker) => {
    if (message.type === 'run') return void perform(message);
    contextFor = createWorkContexts(message.source, registries);
  });
  answer({ type: 'ready' });
}
