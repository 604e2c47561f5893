/**
 * A plan as a person reads it: one row per change with what it does to the data. Fields of an entity have rows of their
 * own, since each has its own effect; anything else is one row per document. Pure.
 */
import type { Document } from '../../metadata/schema/kinds.js';
import {
  keyText,
  type DocumentKey,
  type Plan,
  type PlannedChange,
  type PlannedStep,
} from '../session/document-client.js';
import { groupChanges, type ChangeGroup } from './change-groups.js';

/** `safe`: at once, nothing given up. `time`: rows are rewritten or indexed. `lossy`: something disappears. */
export type Effect = 'safe' | 'time' | 'lossy';

export interface PlanRow {
  readonly id: string;
  readonly key: DocumentKey;
  readonly change: PlannedChange['change'];
  readonly groups: readonly ChangeGroup[];
  /** The field a row is about. */
  readonly field?: string;
  /** Rows touched; undefined when no table is. */
  readonly rows: number | undefined;
  readonly effect: Effect;
  /** The consent that this row needs. */
  readonly consent?: string;
}

export function planRows(
  plan: Pick<Plan, 'changes' | 'steps' | 'consents'>,
  after: (key: DocumentKey) => Document | undefined,
): readonly PlanRow[] {
  return plan.changes.flatMap((change) => {
    const groups = groupChanges(change.details, after(change));
    if (change.kind !== 'entity') return [documentRow(change, groups)];
    const steps = plan.steps.filter(
      (step) => step.table === `d_${change.name}` || step.table.startsWith(`l_${change.name}_`),
    );
    return entityRows(change, groups, { steps, consents: plan.consents.map((consent) => consent.id) });
  });
}

const documentRow = (change: PlannedChange, groups: readonly ChangeGroup[]): PlanRow => ({
  id: keyText(change),
  key: { kind: change.kind, name: change.name },
  change: change.change,
  groups,
  rows: undefined,
  effect: 'safe',
});

interface Touched {
  readonly steps: readonly PlannedStep[];
  readonly consents: readonly string[];
}

function entityRows(change: PlannedChange, groups: readonly ChangeGroup[], touched: Touched): readonly PlanRow[] {
  const consent = `entity ${change.name}`;
  const whole = touched.consents.includes(consent) ? { consent, effect: 'lossy' as const } : {};
  if (change.change !== 'changed') {
    return [{ ...documentRow(change, groups), ...sumOf(touched.steps), ...whole }];
  }
  const fields = groups.filter((group) => group.list === 'fields' && group.item !== undefined);
  const others = groups.filter((group) => !fields.includes(group));
  const claimed = new Set<PlannedStep>();
  const rows = fields.map((group): PlanRow => {
    const field = String(group.item?.['name'] ?? '');
    const links = `l_${change.name}_${field}`;
    const steps = touched.steps.filter(
      (step) => step.table === links || (step.table.startsWith('d_') && isAbout(step, field, group)),
    );
    for (const step of steps) claimed.add(step);
    const needed = `field ${change.name}.${field}`;
    const base = { ...documentRow(change, [group]), id: `${keyText(change)} ${field}`, field, ...sumOf(steps) };
    if (touched.consents.includes(needed)) return { ...base, consent: needed, effect: 'lossy' };
    const misfits = `convert ${change.name}.${field}`;
    if (touched.consents.includes(misfits)) return { ...base, consent: misfits, effect: 'lossy' };
    const filled = `required ${change.name}.${field}`;
    return touched.consents.includes(filled) ? { ...base, consent: filled } : base;
  });
  const rest = touched.steps.filter((step) => !claimed.has(step));
  if (others.length === 0 && rest.length === 0) return rows;
  return [...rows, { ...documentRow(change, others), ...sumOf(rest) }];
}

/** Whether a step works on a field: it names it, or columns made for it (`name`, `name_k`). */
function isAbout(step: PlannedStep, field: string, group: ChangeGroup): boolean {
  if (step.field !== undefined) return step.field === field;
  const own = String(group.item?.['column'] ?? field);
  const names = [...(step.column ? [step.column] : []), ...(step.columns ?? [])].map((column) =>
    typeof column === 'string' ? column : column.name,
  );
  return names.length > 0 && names.every((name) => name === own || name.startsWith(`${own}_`));
}

const slow = new Set(['convertColumn', 'fillDefault', 'fillCompanions', 'fillComputed', 'addIndex', 'widenColumn']);

function sumOf(steps: readonly PlannedStep[]): Pick<PlanRow, 'rows' | 'effect'> {
  if (steps.length === 0) return { rows: undefined, effect: 'safe' };
  const needsTime = steps.some((step) => slow.has(step.action) && step.rows > 0);
  return { rows: Math.max(...steps.map((step) => step.rows)), effect: needsTime ? 'time' : 'safe' };
}

/** The five checks of the page's head. */
export type CheckId = 'documents' | 'references' | 'access' | 'plan';
const planCodes = new Set([
  'COLUMN_CHANGED', 'COLUMN_TAKEN', 'TYPE_CHANGED', 'SHRINK', 'ROW_TOO_WIDE', 'DUPLICATE_VALUES', 'DRAFT_CONFLICT',
]); // prettier-ignore

/** Which check a finding belongs to. */
export function checkOf(problem: { readonly code: string; readonly document: string }): CheckId {
  if (planCodes.has(problem.code)) return 'plan';
  if (problem.code.startsWith('UNKNOWN_') || problem.code === 'IN_USE') return 'references';
  if (problem.code === 'NO_ADMINISTRATOR' || problem.document.startsWith('role/')) return 'access';
  return 'documents';
}
