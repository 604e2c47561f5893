/** One registry of each kind of contribution, empty: the only list of the kinds. Plugins fill them, then they are frozen. */
import type { Registries } from './contributions.js';
import { createRegistry } from './registry.js';

export const createRegistries = (): Registries => ({
  field: createRegistry('field'),
  function: createRegistry('function'),
  chart: createRegistry('chart'),
  transform: createRegistry('transform'),
  source: createRegistry('source'),
  channel: createRegistry('channel'),
  widget: createRegistry('widget'),
  view: createRegistry('view'),
  job: createRegistry('job'),
});
