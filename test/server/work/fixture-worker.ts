/** The product's work process with tasks that misbehave. */
import { serveTasks } from '../../../server/work/serve-tasks.js';
import type { WorkContext } from '../../../server/work/work-context.js';
import { tasks } from '../../../server/work/tasks.js';
import { unprocessable } from '../../../server/errors.js';
import { setTimeout as pause } from 'node:timers/promises';

serveTasks({
  ...tasks,
  'test.echo': async (input: unknown) => input,
  'test.steps': async (input: readonly number[], context: WorkContext) => {
    for (const done of input) context.progress(done);
    return 'done';
  },
  'test.process': async () => ({ pid: process.pid, secret: process.env['TRELLIS_SECRET'] ?? null }),
  'test.pause': async (input: { ms: number; value?: unknown }) => pause(input.ms, input.value),
  'test.spin': async () => {
    for (;;);
  },
  'test.throw': async () => {
    throw Object.assign(new TypeError('boom'), { code: 'E_BOOM', problems: [{ path: '/a' }] });
  },
  'test.refuse': async () => {
    throw unprocessable('NOT_SO', 'Not so.', { path: '/x', details: [1] });
  },
  'test.exit': async () => process.exit(3),
  'test.memory': async () => {
    const held: string[][] = [];
    for (;;) held.push(Array.from({ length: 100_000 }, (_, index) => `${index}-${held.length}`));
  },
});
