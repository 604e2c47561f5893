/**
 * From what a schema checker found to what a person reads. Both engines (Ajv on the server, the interpreter in the
 * browser) hand over the same three things, place, keyword and the schema that spoke; codes and words are made here, so
 * they cannot differ.
 */
import type { JsonSchema } from '../contributions.js';
import { NAME_PATTERN, Path, ULID_PATTERN, ItemId } from '../schema/common.js';
import { compareText, type Part, type Problem, type Words } from '../value.js';
import { say } from '../words.js';
import { hinted, meant } from './nearest.js';
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

/** What is described, as the sentences call it. */
export type Whole = 'document' | 'body' | 'query' | 'filter';

/** One problem per mistake, ordered by path. */
export function describeIssues(
  issues: readonly SchemaIssue[],
  document: unknown,
  whole: Whole = 'document',
): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const issue of issues) {
    if (wrappers.has(issue.keyword)) continue;
    for (const problem of describe(issue, readPointer(document, issue.path), place(issue.path, whole))) {
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

function describe(issue: SchemaIssue, value: unknown, place: Part): readonly Problem[] {
  const { path, keyword, schema } = issue;
  const tell = (code: string, words: Words): readonly Problem[] => [{ path, code, ...words }];
  const limit = schema[keyword];
  switch (keyword) {
    case 'required':
      return missingKeys(path, schema, value, place);
    case 'additionalProperties':
      return unknownKeys(path, schema, value, place);
    case 'propertyNames':
      return tell('BAD_NAME', say`${{ place }} has a key that is not an allowed name.`);
    case 'enum':
    case 'const':
      return tell('NOT_ONE_OF', notOneOf(place, keyword === 'enum' ? (limit as unknown[]) : [limit], value));
    case 'type':
      return tell(
        'WRONG_TYPE',
        say`${{ place }} must be ${{ type: typeWords(limit) }}, but it is ${{ value: valueWords(value) }}.`,
      );
    case 'pattern':
      return [{ path, ...patternWords(place, String(limit), value) }];
    case 'not': {
      const keys = String(schema['$comment'] ?? '')
        .split(' ')
        .join(', ');
      return tell('MISSING_KEY', say`${{ place }} needs one of the keys ${{ keys }}.`);
    }
    case 'minLength':
      return tell('TOO_SHORT', say`${{ place }} needs at least ${{ limit: String(limit) }} character(s).`);
    case 'maxLength':
      return tell('TOO_LONG', say`${{ place }} may have at most ${{ limit: String(limit) }} characters.`);
    case 'minItems':
    case 'minProperties':
    case 'contains': {
      const least = keyword === 'contains' ? 1 : Number(limit);
      return tell(
        'TOO_FEW',
        least === 1
          ? say`${{ place }} needs at least 1 entry.`
          : say`${{ place }} needs at least ${{ least }} entries.`,
      );
    }
    case 'maxItems':
    case 'maxProperties':
      return tell('TOO_MANY', say`${{ place }} may have at most ${{ limit: String(limit) }} entries.`);
    case 'uniqueItems':
      return tell('NOT_UNIQUE', say`${{ place }} has the same entry twice.`);
    case 'minimum':
      return tell('OUT_OF_RANGE', say`${{ place }} must be ${{ limit: String(limit) }} or more.`);
    case 'maximum':
      return tell('OUT_OF_RANGE', say`${{ place }} must be ${{ limit: String(limit) }} or less.`);
    case 'exclusiveMinimum':
      return tell('OUT_OF_RANGE', say`${{ place }} must be more than ${{ limit: String(limit) }}.`);
    case 'exclusiveMaximum':
      return tell('OUT_OF_RANGE', say`${{ place }} must be less than ${{ limit: String(limit) }}.`);
    case 'multipleOf':
      return tell('OUT_OF_RANGE', say`${{ place }} must be a multiple of ${{ limit: String(limit) }}.`);
    default:
      return tell('NO_MATCH', say`${{ place }} fits none of the shapes that are allowed here.`);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function missingKeys(path: string, schema: JsonSchema, value: unknown, place: Part): readonly Problem[] {
  const required = (schema['required'] ?? []) as readonly string[];
  return required
    .filter((key) => !isObject(value) || !Object.hasOwn(value, key))
    .map((key) => ({ path: below(path, key), code: 'MISSING_KEY', ...say`${{ place }} needs the key "${{ key }}".` }));
}

function unknownKeys(path: string, schema: JsonSchema, value: unknown, place: Part): readonly Problem[] {
  const known = Object.keys((schema['properties'] ?? {}) as object);
  const patterns = Object.keys((schema['patternProperties'] ?? {}) as object).map((text) => new RegExp(text, 'u'));
  const extra = isObject(value)
    ? Object.keys(value).filter((key) => !known.includes(key) && !patterns.some((pattern) => pattern.test(key)))
    : [];
  return extra.map((key) => {
    const at = below(path, key);
    if (known.length === 0 && patterns.length > 0) {
      return { path: at, code: 'BAD_NAME', ...say`${{ place }}: "${{ key }}" is not an allowed name here.` };
    }
    const hint = keyHint(key, known);
    return { path: at, code: 'UNKNOWN_KEY', ...say`${{ place }} has the unknown key "${{ key }}". ${{ hint }}` };
  });
}

function keyHint(key: string, known: readonly string[]): Words {
  const near = meant(key, known);
  if (near) return near;
  return known.length > 0 ? say`Known: ${{ known: known.join(', ') }}.` : say`It takes none.`;
}

function notOneOf(place: Part, allowed: readonly unknown[], input: unknown): Words {
  const words = allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  const value = valueWords(input);
  const shown = words.slice(0, 40).join(', ');
  const list = words.length > 40 ? say`${{ shown }}, … (${{ count: words.length }} in all)` : shown;
  const finding =
    words.length === 1
      ? say`${{ place }} must be ${{ list }}, but it is ${{ value }}.`
      : say`${{ place }} must be one of ${{ list }}, but it is ${{ value }}.`;
  return hinted(finding, typeof input === 'string' ? meant(input, words) : undefined);
}

function patternWords(place: Part, pattern: string, input: unknown): Words & { readonly code: string } {
  const value = valueWords(input);
  switch (pattern) {
    case NAME_PATTERN:
      return {
        code: 'BAD_NAME',
        ...say`${{ place }} must be a name (a lower-case letter, then letters, digits and _, at most 41 in all), but it is ${{ value }}.`,
      };
    case ULID_PATTERN:
      return {
        code: 'BAD_ID',
        ...say`${{ place }} must be an id (letters and digits, a ULID of 26), but it is ${{ value }}.`,
      };
    case ItemId.pattern:
      return {
        code: 'BAD_ID',
        ...say`${{ place }} must be an id (letters and digits and _, at most 40), but it is ${{ value }}.`,
      };
    case Path.pattern:
      return {
        code: 'BAD_PATH',
        ...say`${{ place }} must be a field path such as name or customer.name, but it is ${{ value }}.`,
      };
    default:
      return { code: 'BAD_FORMAT', ...say`${{ place }} must look like ${{ pattern }}, but it is ${{ value }}.` };
  }
}

const typeNames: Readonly<Record<string, Words>> = {
  string: say`text`, number: say`a number`, integer: say`a whole number`, boolean: say`true or false`,
  object: say`an object`, array: say`a list`, null: say`null`,
}; // prettier-ignore

function typeWords(type: unknown): Part {
  const [first = '', ...others] = [type].flat().map((each): Part => typeNames[String(each)] ?? String(each));
  return others.reduce<Part>(
    (list, item, i) => (i === others.length - 1 ? say`${{ list }} or ${{ item }}` : say`${{ list }}, ${{ item }}`),
    first,
  );
}

/** What stands there, shortened: values of a document are no secrets, but may be long. */
function valueWords(value: unknown): Part {
  if (value === undefined) return say`missing`;
  if (Array.isArray(value)) return say`a list`;
  if (isObject(value)) return say`an object`;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const wholes: Readonly<Record<Whole, Words>> = {
  document: say`The document`, body: say`The body`, query: say`The query`, filter: say`The filter`,
}; // prettier-ignore

/** `fields › 2 › options` for people; the pointer itself goes with the problem. */
function place(path: string, whole: Whole): Part {
  const keys = pointerKeys(path);
  return keys.length === 0 ? wholes[whole] : say`"${{ name: keys.join(' › ') }}"`;
}
