/**
 * The server's schema checker: Ajv. A schema is compiled when it is first asked, and kept: compiling those of every route
 * at start took a quarter of it (that each can be compiled is tested, test/server/http/schemas.test.ts).
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { CreateChecker } from '../../metadata/document/validate.js';

/** One Ajv for all schemas: a fresh instance costs more than a compilation. */
let ajv: Ajv2020 | undefined;
/** By the text of their schema: registries that are made anew have the same schemas. */
const compiled = new Map<string, ValidateFunction>();

export function createAjvChecker(): CreateChecker {
  return (schema) => {
    let check: ValidateFunction | undefined;
    return (value) => {
      check ??= compile(schema);
      if (check(value)) return [];
      return (check.errors ?? []).map((error) => ({
        path: error.instancePath,
        keyword: error.keyword,
        schema: (error.parentSchema ?? {}) as Readonly<Record<string, unknown>>,
      }));
    };
  };
}

function compile(schema: object): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiled.get(text) ?? (ajv ??= createAjv()).compile(schema);
  compiled.set(text, known);
  return known;
}

const createAjv = (): Ajv2020 =>
  new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    verbose: true,
    validateFormats: false,
    addUsedSchema: false,
  });
