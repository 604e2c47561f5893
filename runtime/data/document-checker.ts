/** The browser's schema checker: an interpreter, because nothing in a page may compile code. */
import { Validator } from '@cfworker/json-schema';
import type { JsonSchema } from '../../metadata/contributions.js';
import type { CreateChecker } from '../../metadata/document/validate.js';

/** Same issues as the server's Ajv, one document in a few tenths of a millisecond. */
export const createInterpreterChecker: CreateChecker = (schema) => {
  // The interpreter writes into the schema it is given.
  const validator = new Validator(structuredClone(schema) as object, '2020-12', false);
  return (value) =>
    validator.validate(value).errors.map((error) => ({
      path: decodePointer(error.instanceLocation),
      keyword: error.keyword,
      schema: holderOf(error.keywordLocation, schema),
    }));
};

/** `#/a%20b` to `/a b`. */
const decodePointer = (location: string) =>
  location
    .slice(1)
    .split('/')
    .map((key) => decodeURIComponent(key))
    .join('/');

/** The schema object that holds the keyword: the location walks through `$ref`. */
function holderOf(location: string, root: JsonSchema): JsonSchema {
  const keys = decodePointer(location)
    .split('/')
    .slice(1, -1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  let node: unknown = root;
  for (const key of keys) {
    const holder = node as Readonly<Record<string, unknown>>;
    node = key === '$ref' ? definition(String(holder['$ref']), root) : holder?.[key];
    if (node === undefined) return {};
  }
  return node as JsonSchema;
}

function definition(reference: string, root: JsonSchema): unknown {
  const name = reference.slice('#/$defs/'.length);
  return (root['$defs'] as Readonly<Record<string, unknown>> | undefined)?.[name];
}
