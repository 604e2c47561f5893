/**
 * The rules of an entity over a draft: createOnly, readOnlyIf, required, requiredIf, what stages demand, dictionary codes, validIf. The same
 * verdict through every door: forms only mirror this. A condition that gives null counts as not met.
 */
import type { Dictionary, Field } from '../../../metadata/model/model.js';
import { valueOfField } from '../../../metadata/model/parts.js';
import type { Problem, Value } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { demanded } from '../../../metadata/rules/pipeline.js';
import { isSame, type Draft } from './draft.js';
import { rulesOf, type EntityRules } from './entity-rules.js';
import type { Surroundings } from './surroundings.js';
import type { Write } from './write.js';

export function checkRules(write: Write, draft: Draft, surroundings: Surroundings): void {
  if (draft.action === 'delete') return;
  const { release, registries } = write.context;
  const rules = rulesOf(release.model, draft.entity, registries.function);
  const ofStages = demanded(draft.entity, draft.values);
  const found = new Set(draft.problems.map((problem) => problem.path));
  for (const field of draft.entity.fields.values()) {
    if (field.system && field.computed) continue;
    const path = `${draft.pointer}/${field.partOf ? `${field.partOf.field}/${field.partOf.part}` : field.name}`;
    if (found.has(path)) continue;
    const value = valueOfField(field, draft.values);
    const check: FieldCheck = { field, draft, surroundings, rules, value, isDemanded: ofStages.has(field.name) };
    const problem =
      lockProblem(check) ??
      requiredProblem(check) ??
      partsProblem(check) ??
      dictionaryProblem(check, release.model.dictionaries.get(field.dictionary ?? '')) ??
      validProblem(check);
    if (problem) draft.problems.push({ path, ...problem });
  }
}

interface FieldCheck {
  readonly field: Field;
  readonly draft: Draft;
  readonly surroundings: Surroundings;
  readonly rules: EntityRules;
  readonly value: Value;
  /** The stage of the record asks for it. */
  readonly isDemanded: boolean;
}
type Found = Omit<Problem, 'path'> | undefined;

const isChanged = ({ field, draft, value }: FieldCheck): boolean =>
  draft.given.has(field.name) && !isSame(draft.before && valueOfField(field, draft.before.values), value);

/** A locked field is locked by what the record was; a new record by what it becomes. */
function lockProblem(check: FieldCheck): Found {
  const { field, draft, surroundings, rules } = check;
  if (!draft.given.has(field.name)) return undefined;
  if (isToMany(field) ? !hasChangedRows(draft, field.name) : !isChanged(check)) return undefined;
  if (field.document.createOnly && draft.action === 'update') {
    return { code: 'FIELD_READONLY', ...say`"${{ field: field.label }}" can only be set when the record is created.` };
  }
  const lock = rules.readOnlyIf.get(field.name);
  if (!lock) return undefined;
  const near = draft.before ? { entity: draft.entity, id: draft.id, values: draft.before.values } : draft;
  if (surroundings.evaluate(near, lock) !== true) return undefined;
  return { code: 'FIELD_READONLY', ...say`"${{ field: field.label }}" is locked in this state of the record.` };
}

function requiredProblem({ field, draft, surroundings, rules, value, isDemanded }: FieldCheck): Found {
  const isMissing = isToMany(field)
    ? (draft.action === 'create' || draft.given.has(field.name)) && !hasRows(draft, field.name)
    : value === null && (field.columns.length > 0 || field.parts !== undefined);
  if (!isMissing || field.formula || field.rollUp) return undefined;
  const condition = rules.requiredIf.get(field.name);
  const isRequired =
    field.document.required === true ||
    isDemanded ||
    (condition !== undefined && surroundings.evaluate(draft, condition) === true);
  return isRequired ? { code: 'REQUIRED', ...say`"${{ field: field.label }}" must be filled in.` } : undefined;
}

const isToMany = (field: Field): boolean => field.children !== undefined || field.links !== undefined;

const hasRows = (draft: Draft, field: string): boolean =>
  draft.children.some(
    (rows) =>
      rows.field === field && ((rows.kept?.length ?? 0) > 0 || rows.drafts.some((child) => child.action !== 'delete')),
  );

/** Rows of a sub-table that a body carries count as a change; of links only what is added or removed. */
const hasChangedRows = (draft: Draft, field: string): boolean =>
  draft.children.some((rows) => rows.field === field && (rows.kept === undefined || rows.drafts.length > 0));

/** What the parts of a composite say together. */
function partsProblem({ field, draft }: FieldCheck): Found {
  if (!field.parts || !field.type.checkParts) return undefined;
  const parts = Object.fromEntries(field.parts.map((part) => [part.partOf!.part, draft.values[part.name] ?? null]));
  return field.type.checkParts(parts, field.document);
}

/** A retired code may stay where it is, it can no longer be chosen. */
function dictionaryProblem(check: FieldCheck, dictionary: Dictionary | undefined): Found {
  const { field, draft, value } = check;
  if (field.dictionary === undefined || value === null || isSame(draft.before?.values[field.name], value)) {
    return undefined;
  }
  const before = draft.before?.values[field.name] ?? null;
  const kept = new Set<Value>(Array.isArray(before) ? (before as readonly Value[]) : []);
  const codes: readonly Value[] = Array.isArray(value) ? (value as readonly Value[]) : [value];
  const wrong = codes.find(
    (code) =>
      !kept.has(code) &&
      (dictionary?.values.get(String(code))?.active ?? dictionary?.values.has(String(code))) !== true,
  );
  if (wrong === undefined) return undefined;
  return {
    code: 'NOT_A_CHOICE',
    ...say`"${{ wrong: String(wrong) }}" cannot be chosen for "${{ field: field.label }}".`,
  };
}

/** Asked of values that are there: whether a field may be empty is required's and requiredIf's to say. */
function validProblem({ field, draft, surroundings, rules, value }: FieldCheck): Found {
  const condition = rules.validIf.get(field.name);
  if (!condition || value === null || surroundings.evaluate(draft, condition) === true) return undefined;
  const own = field.document.validMessage;
  const words = own ? say`${{ rule: own }}` : say`"${{ field: field.label }}" does not follow its rule.`;
  return { code: 'RULE_NOT_MET', ...words };
}
