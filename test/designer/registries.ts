/** Registries with everything that ships, as the designer has them. */
import type { Registries } from '../../metadata/contributions.js';
import { createRegistry } from '../../metadata/registry.js';
import { registerSchemas } from '../../plugins/index/schemas.js';

export function testRegistries(): Registries {
  const registries: Registries = {
    field: createRegistry('field'),
    function: createRegistry('function'),
    chart: createRegistry('chart'),
    transform: createRegistry('transform'),
    widget: createRegistry('widget'),
    view: createRegistry('view'),
    job: createRegistry('job'),
  };
  registerSchemas(registries);
  return registries;
}
