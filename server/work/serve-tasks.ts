/** The loop of a work process: takes one task at a time from its parent and answers it; ends when the parent is gone. */
import { toFailure } from './failure.js';
import type { FromWorker, ToWorker } from './messages.js';
import { endStatements, tellOpened } from './running-elsewhere.js';
import { createWorkContexts, type WorkContext, type WorkPlugins, type WorkTask } from './work-context.js';

const noPlugins = () => Promise.reject(new Error('This process knows no plugins.'));

export function serveTasks(
  tasks: Readonly<Record<string, WorkTask>>,
  plugins: WorkPlugins = { registries: noPlugins, sources: noPlugins },
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

  tellOpened(() => answer({ type: 'remote' }));
  // The server is gone, and nobody will read the answers.
  process.on('disconnect', () => void endStatements().finally(() => process.exit(0)));
  // Ctrl-C in a terminal reaches the whole group: the server decides when its processes end.
  process.on('SIGINT', () => undefined);
  process.on('message', (message: ToWorker) => {
    if (message.type === 'run') return void perform(message);
    if (message.type === 'stop') return void endStatements().finally(() => process.exit(0));
    contextFor = createWorkContexts(message.source, plugins, (done) => answer({ type: 'progress', done }));
  });
  answer({ type: 'ready' });
}
