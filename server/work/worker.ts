/** Program of a work process. */
import type { Registries } from '../../metadata/contributions.js';
import { createRegistries } from '../../metadata/registries.js';
import { serveTasks } from './serve-tasks.js';
import { tasks } from './tasks.js';

/** Most tasks only read: what the plugins contribute is loaded by those that make files. */
async function registries(): Promise<Registries> {
  const { registerSchemas } = await import('../../plugins/index/schemas.js');
  const made = createRegistries();
  registerSchemas(made);
  return made;
}

const sources = async () => (await import('../../plugins/index/server.js')).sourceServers;

serveTasks(tasks, { registries, sources });
