/**
 * Filter to Condition: paths, operators, operands and relations against the model. Sizes were checked before
 * (limits.ts), so recursion here is at most ten deep.
 */
import type { Field } from '../model/model.js';
import type { Filter, Operand } from '../schema/query.js';
import { say } from '../words.js';
import { aggregateType } from './aggregate-type.js';
import { computedOperators, isOperandObject, operandFault } from './operand.js';
import { mentioned, newScope, relationFields, resolvePath, resolveRelation, type PathScope } from './paths.js';
import {
  fieldSealed,
  operandInvalid,
  operatorNotAllowed,
  overBudget,
  queryInvalid,
  type FoundProblem,
} from './problems.js';
import { exactly, linkCondition } from './link-condition.js';
import { treeOf } from './tree.js';
import type { Condition, Inner, ResolvedPath } from './types.js';
import type { Words } from '../value.js';
import { checkFilterBudget, queryLimits } from './limits.js';

type Leaf = Extract<Filter, { field: string }>;
type Measure = Extract<Filter, { measure: object }>;
type Checked = Condition<Operand>;

/** Collects problems and counts joins over all scopes of one query. */
export interface FilterCheck {
  readonly problems: FoundProblem[];
  /** Joins of inner scopes; those of the query itself are counted by its own scope. */
  innerJoins: number;
  /** Joins that only show what fields read through look-ups: they do not count. */
  shownJoins?: number;
  /** What the query walked when it first walked more look-ups than it may: a path, or the clause. */
  tooWideAt?: string;
  /** Row rules have no parameters: an empty one would be left out, and widen what may be seen. */
  readonly rule: boolean;
  /** Segments that are being read, outermost first: one inside itself would never end. */
  readonly segments?: readonly string[];
  /** How many segments were read in all. */
  segmentsRead?: number;
}

export function checkCondition(filter: Filter, scope: PathScope, check: FilterCheck): Checked | undefined {
  if (typeof filter !== 'object' || filter === null) return refuse(check, malformed());
  if ('and' in filter) return group('and', filter.and, scope, check);
  if ('or' in filter) return group('or', filter.or, scope, check);
  if ('not' in filter) {
    const part = checkCondition(filter.not, scope, check);
    return part && { kind: 'not', part: exactly(part) };
  }
  if ('field' in filter) return checkLeaf(filter, scope, check);
  if ('some' in filter) return checkExists(filter.some, false, filter.where, scope, check);
  if ('none' in filter) return checkExists(filter.none, true, filter.where, scope, check);
  if ('measure' in filter) return checkMeasure(filter, scope, check);
  if ('shared' in filter) return checkShared(filter, scope, check);
  if ('memberOf' in filter) return { kind: 'memberOf', department: filter.memberOf };
  if ('segment' in filter) return checkSegment(filter.segment, scope, check);
  return refuse(check, malformed());
}

const malformed = (): FoundProblem =>
  queryInvalid(
    '/where',
    'A part of the filter is none of and, or, not, field, some, none, measure, shared, memberOf, segment.',
  );

function group(
  kind: 'and' | 'or',
  filters: readonly Filter[],
  scope: PathScope,
  check: FilterCheck,
): Checked | undefined {
  if (!Array.isArray(filters)) return refuse(check, malformed());
  const parts = filters.map((filter) => checkCondition(filter, scope, check));
  return parts.every((part) => part !== undefined) ? { kind, parts } : undefined;
}

function checkLeaf(leaf: Leaf, scope: PathScope, check: FilterCheck): Checked | undefined {
  const resolved = resolvePath(scope, leaf.field);
  if ('problem' in resolved) return refuse(check, resolved.problem);
  const { path } = resolved;
  // Ids are of one record only, whatever its entity.
  if (path.field.targets && path.field.operators.includes(leaf.op))
    return checkLeaf({ ...leaf, field: `${leaf.field}.id` }, scope, check);
  if (path.field.links) return checkLinks(leaf, path, scope, check);
  const said = `${scope.said}${leaf.field}`;
  if (path.field.sealed) return refuse(check, fieldSealed(said, mentioned(path)));
  const fault = operatorFault(leaf, path, scope);
  if (fault) return refuse(check, operatorNotAllowed(said, fault, mentioned(path)));
  const wrong = ruleFault(leaf.value, check) ?? operandFault(leaf.op, leaf.value, path.field.valueType);
  if (wrong)
    return refuse(
      check,
      operandInvalid(said, say`"${{ op: leaf.op }}" on "${{ said }}" ${{ wrong }}.`, mentioned(path)),
    );
  return {
    kind: 'test',
    path,
    op: leaf.op,
    value: leaf.value ?? null,
    ...(leaf.whenEmpty ? { whenEmpty: leaf.whenEmpty } : {}),
  };
}

/** A test of linked records: some link, or none, leads to one of the values. */
function checkLinks(leaf: Leaf, path: ResolvedPath, scope: PathScope, check: FilterCheck): Checked | undefined {
  const said = `${scope.said}${leaf.field}`;
  const fault = operatorFault(leaf, path, scope);
  if (fault) return refuse(check, operatorNotAllowed(said, fault, mentioned(path)));
  const wrong = ruleFault(leaf.value, check) ?? operandFault(leaf.op, leaf.value, 'id');
  if (wrong)
    return refuse(
      check,
      operandInvalid(said, say`"${{ op: leaf.op }}" on "${{ said }}" ${{ wrong }}.`, mentioned(path)),
    );
  return linkCondition(leaf, path, scope.model) ?? refuse(check, malformed());
}

const foldedOperators: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith']);

function operatorFault(leaf: Leaf, path: ResolvedPath, scope: PathScope): Words | undefined {
  const { field } = path;
  if (field.children) return say`"${{ field: leaf.field }}" is a list: use some, none or measure on it.`;
  if (field.operators.includes(leaf.op)) {
    if (leaf.op !== 'under' || treeOf(field, scope.model)) return undefined;
    return say`"${{ field: leaf.field }}" does not lead into a tree: its entity has no look-up to itself.`;
  }
  if (foldedOperators.has(leaf.op) && field.type.operators(field.document).includes(leaf.op))
    return say`"${{ field: leaf.field }}" cannot be searched with "${{ op: leaf.op }}": mark the field searchable and publish.`;
  if (field.parts)
    return say`"${{ field: leaf.field }}" is made of parts: name one, like "${{ example: `${leaf.field}.${partOf(field)}` }}".`;
  const known = field.operators.join(', ') || 'none';
  return say`"${{ field: leaf.field }}" does not know "${{ op: leaf.op }}". It knows: ${{ known }}.`;
}

const partOf = (field: Field): string => field.parts?.[0]?.partOf?.part ?? '';

function checkExists(
  text: string,
  negated: boolean,
  where: Filter | undefined,
  scope: PathScope,
  check: FilterCheck,
): Checked | undefined {
  const resolved = resolveRelation(scope, text);
  if ('problem' in resolved) return refuse(check, resolved.problem);
  const { step, rest } = resolved;
  const said = `${scope.said}${rest === '' ? `${text}.` : text.slice(0, -rest.length)}`;
  const inner = newScope(step.entity, scope.model, '', said, step.relation.through);
  if (rest === '') {
    const condition = where && checkCondition(where, inner, check);
    if (where && !condition) return undefined;
    return { kind: 'exists', negated, relation: step.relation, row: step.row, inner: close(inner, condition, check) };
  }
  // Through a second list: some order has some line. `none` denies the whole of it.
  const further = checkExists(rest, false, where, inner, check);
  if (!further) return undefined;
  return { kind: 'exists', negated, relation: step.relation, row: step.row, inner: close(inner, further, check) };
}

function close(scope: PathScope, where: Checked | undefined, check: FilterCheck): Inner<Operand> {
  const joins = [...scope.joins.values()];
  check.innerJoins += joins.length;
  return { entity: scope.entity, joins, ...(where ? { where } : {}) };
}

function checkMeasure({ measure, op, value }: Measure, scope: PathScope, check: FilterCheck): Checked | undefined {
  const resolved = resolveRelation(scope, measure.relation);
  if ('problem' in resolved) return refuse(check, resolved.problem);
  const { step, rest } = resolved;
  const said = `${scope.said}${measure.relation}`;
  const about = relationFields(scope.model, scope.joins.get(step.row)?.entity ?? scope.entity, step.relation.name);
  if (rest !== '')
    return refuse(check, queryInvalid(said, say`measure goes along one list; "${{ said }}" has more.`, about));
  const inner = newScope(step.entity, scope.model, '', `${said}.`, step.relation.through);
  const field = measure.field === undefined ? undefined : resolvePath(inner, measure.field);
  if (field && 'problem' in field) return refuse(check, field.problem);
  const typed = aggregateType(measure.aggregate, field?.path.field);
  const at = field ? `${inner.said}${field.path.text}` : said;
  const mention = field ? mentioned(field.path) : about;
  if (field?.path.field.sealed) return refuse(check, fieldSealed(at, mention));
  if ('fault' in typed) return refuse(check, queryInvalid(at, typed.fault, mention));
  if (!computedOperators.has(op)) {
    return refuse(check, operatorNotAllowed(at, say`"${{ op }}" cannot compare a measure.`, mention));
  }
  const wrong = ruleFault(value, check) ?? operandFault(op, value, typed.type);
  if (wrong)
    return refuse(check, operandInvalid(at, say`"${{ op }}" on a measure of "${{ said }}" ${{ wrong }}.`, mention));
  const where = measure.where && checkCondition(measure.where, inner, check);
  if (measure.where && !where) return undefined;
  return {
    kind: 'measure',
    relation: step.relation,
    row: step.row,
    aggregate: measure.aggregate,
    ...(field ? { field: field.path } : {}),
    inner: close(inner, where, check),
    op,
    value,
  };
}

function checkShared(leaf: Extract<Filter, { shared: string }>, scope: PathScope, check: FilterCheck) {
  const resolved = resolvePath(scope, leaf.along ?? 'id');
  if ('problem' in resolved) return refuse(check, resolved.problem);
  const { path } = resolved;
  const entity = leaf.along === undefined ? path.field.entity : path.field.target;
  const said = `${scope.said}${leaf.along ?? 'id'}`;
  if (entity === undefined)
    return refuse(check, queryInvalid(said, say`"${{ said }}" leads to no record.`, mentioned(path)));
  return { kind: 'shared' as const, level: leaf.shared, entity, path };
}

/** A segment stands for its filter; its fields are asked for as if they stood here. */
function checkSegment(name: string, scope: PathScope, check: FilterCheck): Checked | undefined {
  const at = `${scope.said}${name}`;
  const segment = scope.model.find('segment', name);
  if (!segment || segment.entity !== scope.entity.name) {
    const words = say`There is no segment "${{ name }}" of "${{ entity: scope.entity.name }}".`;
    return refuse(check, { code: 'UNKNOWN_SEGMENT', status: 422, path: at, ...words });
  }
  const { segments = [] } = check;
  if (segments.includes(name)) return refuse(check, queryInvalid(at, say`The segment "${{ name }}" contains itself.`));
  check.segmentsRead = (check.segmentsRead ?? 0) + 1;
  if (check.segmentsRead > queryLimits.segments) {
    return refuse(
      check,
      overBudget('/where', say`A filter may use ${{ most: queryLimits.segments }} segments in all.`),
    );
  }
  const tooLarge = checkFilterBudget([segment.filter], '/where');
  if (tooLarge) return refuse(check, tooLarge);
  const inner: FilterCheck = { ...check, segments: [...segments, name] };
  const condition = checkCondition(segment.filter, scope, inner);
  check.innerJoins = inner.innerJoins;
  check.segmentsRead = inner.segmentsRead ?? 0;
  return condition;
}

function ruleFault(operand: Operand | undefined, check: FilterCheck): Words | undefined {
  return check.rule && isOperandObject(operand) && 'parameter' in operand
    ? say`cannot use a parameter in a row rule`
    : undefined;
}

function refuse(check: FilterCheck, problem: FoundProblem): undefined {
  check.problems.push(problem);
}

/** Remembers the first place where the walked look-ups are too many. */
export function noteWidth(check: FilterCheck, joins: number, path: string): void {
  if (joins > queryLimits.joins) check.tooWideAt ??= path;
}

export function joinBudget(
  joins: number,
  { path, rule = false }: { readonly path: string; readonly rule?: boolean },
): FoundProblem | undefined {
  const most = queryLimits.joins * (rule ? 3 : 1);
  if (joins <= most) return undefined;
  return overBudget(path, say`A query may walk ${{ most }} look-ups in all; this one walks ${{ joins }}.`);
}
