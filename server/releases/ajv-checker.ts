/** The server's schema checker: Ajv, compiled once per schema. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CreateChecker } from '../../metadata/document/validate.js';

/** One Ajv for all schemas: a fresh instance costs more than a compilation. */
export function createAjvChecker(): CreateChecker {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    verbose: true,
    validateFormats: false,
    addUsedSchema: false,
  });
  return (schema) => {
    const check = ajv.compile(schema);
    return (value) =>
      check(value)
        ? []
        : (check.errors ?? []).map((error) => ({
            path: error.instancePath,
            keyword: error.keyword,
            schema: (error.parentSchema ?? {}) as Readonly<Record<string, unknown>>,
          }));
  };
}
