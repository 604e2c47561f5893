/** Program of a work process. */
import type { Registries } from '../../metadata/contributions.js';
import { createRegistry } from '../../metadata/registry.js';
import { serveTasks } from './serve-tasks.js';
import { tasks } from './tasks.js';

/** Most tasks only read: what the plugins contribute is loaded by those that make files. */
async function loadRegistries(): Promise<Registries> {
  const { registerSchemas } = await import('../../plugins/index/schemas.js');
  const registries: Registries = {
    field: createRegistry('field'),
    function: createRegistry('function'),
    chart: createRegistry('chart'),
    widget: createRegistry('widget'),
    view: createRegistry('view'),
    job: createRegistry('job'),
    transform: createRegistry('transform'),
  };
  registerSchemas(registries);
  return registries;
}

serveTasks(tasks, loadRegistries);
