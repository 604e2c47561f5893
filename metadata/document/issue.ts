/**
 * From what a schema checker found to what a person reads. Both engines (Ajv on the server, the interpreter in the
 * browser) hand over the same three things, place, keyword and the schema that spoke; codes and words are made here, so
 * they cannot differ.
 */
import type { JsonSchema } from '../contributions.js';
import { NAME_PATTERN, Path, ULID_PATTERN, ItemId } from '../schema/common.js';
import { compareText, type Problem } from '../value.js';
import { nearest } from './nearest.js';
import { below, pointerKeys, readPointer } from './pointer.js';

/** A failed keyword: where in the document (a JSON pointer), which keyword, and the schema object that holds it. */
export interface SchemaIssue {
  readonly path: string;
  readonly keyword: string;
  readonly schema: JsonSchema;
}

/** Keywords that only pass on what a schema below them found. */
const wrappers = new Set([
  'if', 'then', 'else', 'allOf', '$ref', 'properties', 'patternProperties', 'items', 'prefixItems', 'false', 'false schema',
]); // prettier-ignore

/** One problem per mistake, ordered by path. */
export function describeIssues(issues: readonly SchemaIssue[], document: unknown): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const issue of issues) {
    if (wrappers.has(issue.keyword)) continue;
    for (const problem of describe(issue, readPointer(document, issue.path))) {
      const key = `${problem.path} ${problem.code}`;
      if (!found.has(key)) found.set(key, problem);
    }
  }
  const problems = [...found.values()];
  const mute = (code: string) => new Set(problems.filter((each) => each.code === code).map((each) => each.path));
  const wrongType = mute('WRONG_TYPE');
  const notOneOf = mute('NOT_ONE_OF');
  const noMatch = [...mute('NO_MATCH')];
  return problems
    .filter(({ path, code }) => {
      // What has the wrong type says nothing more; what fits no alternative says nothing about the alternatives.
      if (code !== 'WRONG_TYPE' && wrongType.has(path)) return false;
      if (code !== 'WRONG_TYPE' && code !== 'NOT_ONE_OF' && notOneOf.has(path)) return false;
      return !noMatch.some((top) => (path === top && code !== 'NO_MATCH') || path.startsWith(`${top}/`));
    })
    .sort((a, b) => compareText(a.path, b.path) || compareText(a.code, b.code));
}

function describe(issue: SchemaIssue, value: unknown): readonly Problem[] {
  const { path, keyword, schema } = issue;
  const say = (code: string, message: string): readonly Problem[] => [{ path, code, message }];
  const limit = schema[keyword];
  switch (keyword) {
    case 'required':
      return missingKeys(path, schema, value);
    case 'additionalProperties':
      return unknownKeys(path, schema, value);
    case 'propertyNames':
      return say('BAD_NAME', `${place(path)} has a key that is not an allowed name.`);
    case 'enum':
    case 'const':
      return say('NOT_ONE_OF', notOneOf(path, keyword === 'enum' ? (limit as unknown[]) : [limit], value));
    case 'type':
      return say('WRONG_TYPE', `${place(path)} must be ${typeWords(limit)}, but it is ${valueWords(value)}.`);
    case 'pattern':
      return [{ path, ...patternWords(path, String(limit), value) }];
    case 'not':
      return say(
        'MISSING_KEY',
        `${place(path)} needs one of the keys ${String(schema['$comment'] ?? '')
          .split(' ')
          .join(', ')}.`,
      );
    case 'minLength':
      return say('TOO_SHORT', `${place(path)} needs at least ${String(limit)} character(s).`);
    case 'maxLength':
      return say('TOO_LONG', `${place(path)} may have at most ${String(limit)} characters.`);
    case 'minItems':
    case 'minProperties':
    case 'contains':
      return say(
        'TOO_FEW',
        `${place(path)} needs at least ${String(keyword === 'contains' ? 1 : limit)} entr${limit === 1 ? 'y' : 'ies'}.`,
      );
    case 'maxItems':
    case 'maxProperties':
      return say('TOO_MANY', `${place(path)} may have at most ${String(limit)} entries.`);
    case 'uniqueItems':
      return say('NOT_UNIQUE', `${place(path)} has the same entry twice.`);
    case 'minimum':
      return say('OUT_OF_RANGE', `${place(path)} must be ${String(limit)} or more.`);
    case 'maximum':
      return say('OUT_OF_RANGE', `${place(path)} must be ${String(limit)} or less.`);
    case 'exclusiveMinimum':
      return say('OUT_OF_RANGE', `${place(path)} must be more than ${String(limit)}.`);
    case 'exclusiveMaximum':
      return say('OUT_OF_RANGE', `${place(path)} must be less than ${String(limit)}.`);
    case 'multipleOf':
      return say('OUT_OF_RANGE', `${place(path)} must be a multiple of ${String(limit)}.`);
    default:
      return say('NO_MATCH', `${place(path)} fits none of the shapes that are allowed here.`);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function missingKeys(path: string, schema: JsonSchema, value: unknown): readonly Problem[] {
  const required = (schema['required'] ?? []) as readonly string[];
  return required
    .filter((key) => !isObject(value) || !Object.hasOwn(value, key))
    .map((key) => ({ path: below(path, key), code: 'MISSING_KEY', message: `${place(path)} needs the key "${key}".` }));
}

function unknownKeys(path: string, schema: JsonSchema, value: unknown): readonly Problem[] {
  const known = Object.keys((schema['properties'] ?? {}) as object);
  const patterns = Object.keys((schema['patternProperties'] ?? {}) as object).map((text) => new RegExp(text, 'u'));
  const extra = isObject(value)
    ? Object.keys(value).filter((key) => !known.includes(key) && !patterns.some((pattern) => pattern.test(key)))
    : [];
  return extra.map((key) => {
    if (known.length === 0 && patterns.length > 0) {
      return {
        path: below(path, key),
        code: 'BAD_NAME',
        message: `${place(path)}: "${key}" is not an allowed name here.`,
      };
    }
    const near = nearest(key, known);
    const hint = near
      ? ` Did you mean "${near}"?`
      : known.length > 0
        ? ` Known: ${known.join(', ')}.`
        : ' It takes none.';
    return {
      path: below(path, key),
      code: 'UNKNOWN_KEY',
      message: `${place(path)} has the unknown key "${key}".${hint}`,
    };
  });
}

function notOneOf(path: string, allowed: readonly unknown[], value: unknown): string {
  const words = allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  const near = typeof value === 'string' ? nearest(value, words) : undefined;
  const list = words.length > 40 ? `${words.slice(0, 40).join(', ')}, … (${words.length} in all)` : words.join(', ');
  const rule = words.length === 1 ? `must be ${list}` : `must be one of ${list}`;
  return `${place(path)} ${rule}, but it is ${valueWords(value)}.${near ? ` Did you mean "${near}"?` : ''}`;
}

function patternWords(
  path: string,
  pattern: string,
  value: unknown,
): { readonly code: string; readonly message: string } {
  const shown = valueWords(value);
  const name = 'a lower-case letter, then letters, digits and _, at most 41 in all';
  if (pattern === NAME_PATTERN)
    return { code: 'BAD_NAME', message: `${place(path)} must be a name (${name}), but it is ${shown}.` };
  if (pattern === ULID_PATTERN || pattern === ItemId.pattern) {
    return {
      code: 'BAD_ID',
      message: `${place(path)} must be an id (letters and digits${pattern === ULID_PATTERN ? ', a ULID of 26' : ' and _, at most 40'}), but it is ${shown}.`,
    };
  }
  if (pattern === Path.pattern) {
    return {
      code: 'BAD_PATH',
      message: `${place(path)} must be a field path such as name or customer.name, but it is ${shown}.`,
    };
  }
  return { code: 'BAD_FORMAT', message: `${place(path)} must look like ${pattern}, but it is ${shown}.` };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', integer: 'a whole number', boolean: 'true or false', object: 'an object', array: 'a list', null: 'null',
}; // prettier-ignore

function typeWords(type: unknown): string {
  const names = [type].flat().map((each) => typeNames[String(each)] ?? String(each));
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`;
}

/** What stands there, shortened: values of a document are no secrets, but may be long. */
function valueWords(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `fields, 2, options` for people; the pointer itself goes with the problem. */
function place(path: string): string {
  const keys = pointerKeys(path);
  return keys.length === 0 ? 'The document' : `"${keys.join(' › ')}"`;
}
