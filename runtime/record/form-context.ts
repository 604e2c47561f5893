/** What the parts of a form share: the draft, its rules, the errors, and what a field may do just now. */
import type { Entity, Field } from '../../metadata/model/model.js';
import { demanded, follow } from '../../metadata/rules/pipeline.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { isEmpty } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import type { Defaults } from './defaults.js';
import type { RecordDraft, Values } from './record-draft.js';
import type { Rules } from './rules.js';

export interface FieldState {
  readonly visible: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly masked: boolean;
}

export interface FormContext {
  readonly host: Host;
  readonly entity: Entity;
  readonly draft: RecordDraft;
  readonly rules: Rules | undefined;
  /** What new records and rows begin with. */
  readonly defaults?: Defaults | undefined;
  /** The person may change this record; of a new one it does not matter. */
  readonly mayUpdate: boolean;
  readonly fieldHost: FieldHost;
  /** Messages by JSON pointer. */
  readonly errors: ReadonlyMap<string, string>;
  set(name: string, value: unknown): void;
  /** A value of a row of a sub-table; what follows it in the row is set with it. */
  setCell(parent: string, index: number, name: string, value: unknown): void;
  /** A new row at the end of a sub-table, with its defaults. */
  addRow(parent: string): void;
  refuse(path: string, message: string | undefined): void;
}

export function fieldState(
  form: FormContext,
  field: Field,
  node: Extract<FormNode, { type: 'field' | 'subTable' }>,
  conditions: readonly string[] = [],
): FieldState {
  const { host, entity, draft, rules } = form;
  const values = formValues(form);
  const fieldClass = host.app.fieldClass(field);
  const mayWrite = draft.isNew ? host.app.access(entity.name)?.create === true : form.mayUpdate;
  const texts = [...conditions, 'visibleIf' in node ? node.visibleIf : undefined, field.document.visibleIf];
  const visible = fieldClass !== 'hidden' && (rules?.isVisible(entity, texts, values) ?? true);
  const nodeRule = node.type === 'field' ? node : undefined;
  const readOnly =
    !mayWrite ||
    fieldClass !== 'write' ||
    field.computed ||
    field.document.readOnly === true ||
    (field.document.createOnly === true && !draft.isNew) ||
    (host.fields.get(field.type.id).edit === undefined && !field.children) ||
    (rules?.isTrue(entity, field.document.readOnlyIf, values) ?? false) ||
    (rules?.isTrue(entity, nodeRule?.readOnlyIf, values) ?? false);
  const required =
    !readOnly &&
    (field.document.required === true ||
      demanded(entity, values).has(field.name) ||
      (rules?.isTrue(entity, field.document.requiredIf, values) ?? false) ||
      (rules?.isTrue(entity, nodeRule?.requiredIf, values) ?? false));
  return { visible, required, readOnly, masked: fieldClass === 'mask' };
}

/** What another stage brings with it when it is saved; what the person states stands. Empty where no stage was changed. */
export function followingValues({ draft, entity, rules }: FormContext): Values {
  if (!rules) return {};
  const isStated = (name: string): boolean => draft.isChanged(name) && !isEmpty(draft.get(name));
  return follow(entity, { before: draft.base, values: draft.values, isStated }, rules.moment);
}

/** The form's values with what follows from a stage, and formulas as they will become, where something they read was changed. */
export function formValues(form: FormContext): Values {
  const following = followingValues(form);
  const changed = new Set([...form.draft.changedNames, ...Object.keys(following)]);
  return withFormulas(form, form.entity, { ...form.draft.values, ...following }, changed);
}

/** Rows and records alike: formulas over changed fields are computed anew; others stay as the server gave them. */
export function withFormulas(form: FormContext, entity: Entity, values: Values, changed: ReadonlySet<string>): Values {
  if (!form.rules || changed.size === 0) return values;
  const touched = new Set(changed);
  const result: Record<string, unknown> = { ...values };
  for (const field of entity.fields.values()) {
    const child = touched.has(field.name) ? form.host.app.entity(field.children?.entity ?? '') : undefined;
    const rows = result[field.name];
    // Sums over rows read what these become.
    if (child && Array.isArray(rows)) {
      const all = new Set(child.fields.keys());
      result[field.name] = (rows as Values[]).map((row) => withFormulas(form, child, row, all));
    }
  }
  for (const field of entity.fields.values()) {
    // Read through another record than before: not known until it is saved.
    if (field.foreign && touched.has(field.foreign.hops[0]!.name)) result[field.name] = null;
    const text = field.formula?.expression;
    if (text === undefined) continue;
    if (![...form.rules.reads(entity, text)].some((name) => touched.has(name))) continue;
    const value = form.rules.formula(field, entity, result);
    if (value === undefined) continue;
    result[field.name] = value;
    touched.add(field.name);
  }
  return result;
}
