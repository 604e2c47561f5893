/** Registries with everything that ships, as the designer has them. */
import type { Registries } from '../../metadata/contributions.js';
import { createRegistries } from '../../metadata/registries.js';
import { registerSchemas } from '../../plugins/index/schemas.js';

export function testRegistries(): Registries {
  const registries = createRegistries();
  registerSchemas(registries);
  return registries;
}
