/**
 * An import map made ready for one file: every path resolved, every expression compiled, every head found. What does not
 * fit is a problem before the first row is read.
 */
import type { FunctionDefinition } from '../contributions.js';
import { compileExpression, type CompiledExpression } from '../expression/compile.js';
import type { Entity, Field, Model } from '../model/model.js';
import { firstField } from '../model/parts.js';
import type { Registry } from '../registry.js';
import type { ImportMapDocument } from '../schema/app.js';
import type { Label, Problem, ValueType } from '../value.js';
import { problem, say } from '../words.js';

type ColumnDocument = ImportMapDocument['columns'][number];

export interface ColumnPlan {
  readonly path: string;
  /** The field that is written. */
  readonly field: Field;
  /** The target's field that the text is a key of, for look-ups: `customer.code`. */
  readonly key?: Field;
  /** What the entity is called that the key is looked up in. */
  readonly targetLabel?: Label;
  readonly head?: string;
  readonly value?: CompiledExpression;
  readonly replace: ReadonlyMap<string, string | null>;
  readonly empty: ReadonlySet<string>;
  readonly report: boolean;
  readonly unused?: string;
  readonly locale: string;
  readonly pattern?: string;
}

export interface ImportPlan {
  readonly map: ImportMapDocument;
  readonly entity: Entity;
  readonly columns: readonly ColumnPlan[];
  readonly match: readonly string[];
  readonly notes: readonly {
    readonly label: NonNullable<ImportMapDocument['notes']>[number]['label'];
    readonly when: CompiledExpression;
  }[];
  /** Fields of looked-up records that notes read, by the look-up's path. */
  readonly reads: ReadonlyMap<string, readonly string[]>;
  /** Heads of the file that no column of the map takes. */
  readonly ignored: readonly string[];
}

export interface PlanEnvironment {
  readonly model: Model;
  readonly functions: Registry<FunctionDefinition>;
  /** Heads of the file, as they stand there. */
  readonly heads: readonly string[];
}

export function planImport(
  map: ImportMapDocument,
  environment: PlanEnvironment,
): { readonly plan: ImportPlan } | { readonly problems: readonly Problem[] } {
  const { model, functions, heads } = environment;
  const entity = model.entities.get(map.entity);
  if (!entity)
    return {
      problems: [
        problem(
          '/entity',
          'UNKNOWN_ENTITY',
          say`There is no entity "${{ entity: map.entity }}". Choose one that exists, or add it first.`,
        ),
      ],
    };
  const problems: Problem[] = [];
  const inRows = rowScope(map, entity, model, heads);
  const compile = (text: string, path: string): CompiledExpression => {
    const compiled = compileExpression(text, { functions, field: inRows });
    for (const found of compiled.problems) problems.push({ ...found, path });
    return compiled;
  };
  const columns = map.columns.flatMap((column, index): readonly ColumnPlan[] => {
    const at = `/columns/${index}`;
    const planned = planColumn(column, entity, model, heads, at);
    if ('code' in planned) {
      problems.push(planned);
      return [];
    }
    return [{ ...planned, ...(column.value === undefined ? {} : { value: compile(column.value, `${at}/value`) }) }];
  });
  const written = new Set(columns.map((column) => column.field.name));
  for (const [index, name] of (map.match ?? []).entries()) {
    if (written.has(name)) continue;
    problems.push(
      problem(
        `/match/${index}`,
        'MATCH_NOT_MAPPED',
        say`Rows are matched by "${{ name }}", but no column gives it. Add the column, or take it out of "match".`,
      ),
    );
  }
  if (map.match === undefined && columns.some((column) => column.key && targetOf(column) === entity.name)) {
    const words = say`Look-ups to "${{ entity: entity.name }}" itself are filled in a second pass, which needs "match" to find the rows.`;
    problems.push(problem('/match', 'MATCH_NEEDED', words));
  }
  const notes = (map.notes ?? []).map((note, index) => ({
    label: note.label,
    when: compile(note.if, `/notes/${index}/if`),
  }));
  if (problems.length > 0) return { problems };
  // A head that only a note reads is not kept in any record: it counts as ignored.
  const read = new Set(
    columns.flatMap((column) => [
      ...(column.head === undefined ? [] : [column.head]),
      ...(column.value ? headsRead(column.value) : []),
    ]),
  );
  const reads = fieldsRead(
    notes.map((note) => note.when),
    columns,
    new Set(heads),
  );
  const ignored = heads.filter((head) => !read.has(head));
  return { plan: { map, entity, columns, match: map.match ?? [], notes, reads, ignored } };
}

/** `row.Head` and `row["Unit price"]` are read as `row.…` paths. */
const headsRead = (expression: CompiledExpression): readonly string[] =>
  expression.dependencies.fields.filter((path) => path.startsWith('row.')).map((path) => path.slice(4));

/** `row.product.list_price` reads `list_price` of what the look-up `product` finds, unless the file has such a head. */
function fieldsRead(
  notes: readonly CompiledExpression[],
  columns: readonly ColumnPlan[],
  heads: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of notes.flatMap(headsRead)) {
    const [lookup = '', name] = path.split('.');
    if (heads.has(path) || name === undefined) continue;
    const column = columns.find((each) => each.key && each.field.name === lookup);
    if (column) found.set(column.path, [...(found.get(column.path) ?? []), name]);
  }
  return found;
}

/** Types of `row.…`: heads are text, fields of the entity and of what it points to are what they are. */
function rowScope(map: ImportMapDocument, entity: Entity, model: Model, heads: readonly string[]) {
  const known = new Set(heads);
  return (path: readonly string[]): ValueType | undefined => {
    if (path[0] !== 'row' || path.length < 2) return undefined;
    const name = path.slice(1).join('.');
    if (known.has(name)) return 'text';
    const [first = '', second] = name.split('.');
    if (!map.columns.some((column) => column.path.split('.')[0] === first)) return undefined;
    const field = entity.fields.get(first);
    if (second === undefined) return field?.valueType;
    if (field?.parts) return entity.fields.get(name)?.valueType;
    return model.entities.get(field?.target ?? field?.links?.target ?? '')?.fields.get(second)?.valueType;
  };
}

function planColumn(
  column: ColumnDocument,
  entity: Entity,
  model: Model,
  heads: readonly string[],
  at: string,
): Omit<ColumnPlan, 'value'> | Problem {
  const steps = column.path.split('.');
  const found = firstField(entity, steps);
  if (!found)
    return problem(
      `${at}/path`,
      'UNKNOWN_FIELD',
      say`"${{ entity: entity.name }}" has no field "${{ field: steps[0] ?? '' }}".`,
    );
  const { field } = found;
  const { name } = field;
  const [keyName, ...rest] = found.rest;
  if (field.parts) {
    const parts = field.parts.map((part) => part.name).join(', ');
    return problem(`${at}/path`, 'PART_NEEDED', say`"${{ field: name }}" is filled by its parts: ${{ parts }}.`);
  }
  if (field.computed || field.children) {
    return problem(
      `${at}/path`,
      'FIELD_READONLY',
      say`"${{ field: name }}" is computed or holds rows of its own; a file cannot fill it. Take the column out.`,
    );
  }
  const target = field.target ?? field.links?.target ?? '';
  const key = keyName === undefined ? undefined : model.entities.get(target)?.fields.get(keyName);
  if (rest.length > 0 || (keyName !== undefined && (!key || key.columns.length === 0))) {
    const words = say`"${{ path: column.path }}" must be a look-up and one stored field of its target, like customer.code.`;
    return problem(`${at}/path`, 'UNKNOWN_FIELD', words);
  }
  if ((column.column === undefined) === (column.value === undefined)) {
    const words = say`"${{ path: column.path }}" needs either a column of the file or a value, not both.`;
    return problem(at, 'COLUMN_OR_VALUE', words);
  }
  if (column.column !== undefined && !heads.includes(column.column)) {
    const words = say`The file has no column "${{ column: column.column }}". It has: ${{ heads: heads.join(', ') }}.`;
    return problem(`${at}/column`, 'MISSING_COLUMN', words);
  }
  const isPattern = column.format !== undefined && /Y/.test(column.format);
  return {
    path: column.path,
    field,
    ...(key ? { key, targetLabel: model.entities.get(target)!.label } : {}),
    ...(column.column === undefined ? {} : { head: column.column }),
    replace: new Map(Object.entries(column.replace ?? {})),
    empty: new Set(column.empty ?? []),
    report: column.missing === 'report',
    ...(column.unused === undefined ? {} : { unused: column.unused }),
    locale: column.format !== undefined && !isPattern ? column.format : 'en',
    ...(isPattern ? { pattern: column.format! } : {}),
  };
}

/** The entity that a column's key is looked up in. */
export const targetOf = ({ field }: Pick<ColumnPlan, 'field'>): string => field.target ?? field.links?.target ?? '';

/** A look-up to the entity itself: its target may be a later row of the same file, so it is filled in a second pass. */
const isSelf = (plan: ImportPlan, column: ColumnPlan): boolean =>
  column.key !== undefined && targetOf(column) === plan.entity.name && !plan.match.includes(column.field.name);

/** The plan in the passes it is run in: everything but look-ups to the entity itself, then those. */
export function passesOf(plan: ImportPlan): { readonly first: ImportPlan; readonly second?: ImportPlan } {
  const own = plan.columns.filter((column) => isSelf(plan, column));
  if (own.length === 0) return { first: plan };
  const keys = plan.columns.filter((column) => plan.match.includes(column.field.name));
  return {
    first: { ...plan, columns: plan.columns.filter((column) => !own.includes(column)) },
    second: { ...plan, columns: [...keys, ...own], notes: [], ignored: [] },
  };
}
