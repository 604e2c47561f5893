/**
 * Whether a cell may be edited in the list, and if not, why: in words for whoever tries. The server decides again. Rules of
 * the field are asked with the values at hand; a rule that reads others asks for them first.
 */
import type { Field } from '../../../metadata/model/model.js';
import type { WireRecord } from '../../data/record.js';
import type { Host } from '../../host/host.js';
import type { StringKey } from '../../ui/i18n.js';
import type { Rules } from '../../record/rules.js';
import type { Column } from '../columns.js';

/** Why not; undefined: it may be edited as far as field and rights tell. */
export function columnRefusal(host: Host, entityName: string, column: Column): StringKey | undefined {
  if (column.path.includes('.')) return 'cell.elsewhere';
  return fieldRefusal(host, entityName, column.field) ?? (column.inlineEdit ? undefined : 'cell.notInline');
}

export function fieldRefusal(host: Host, entityName: string, field: Field): StringKey | undefined {
  if (host.app.access(entityName)?.update !== true) return 'cell.noRight';
  if (field.children) return 'cell.rows';
  if (field.computed || field.formula) return 'cell.computed';
  if (host.app.fieldClass(field) !== 'write') return 'cell.readOnly';
  if (field.document.readOnly || field.document.createOnly || isPlatforms(field)) return 'cell.readOnly';
  return host.fields.get(field.type.id).edit === undefined ? 'cell.readOnly' : undefined;
}

/** Whose a record is, is given in its form; its tags are anybody's. */
const isPlatforms = (field: Field): boolean => field.system && field.name !== 'tags';

const conditions = ['readOnlyIf', 'visibleIf'] as const;

/** Own fields that the rules of a field read. */
export function fieldsRead(rules: Rules, host: Host, entityName: string, field: Field): readonly string[] {
  const entity = host.app.entity(entityName)!;
  const texts = [...conditions, 'requiredIf' as const, 'validIf' as const].map((key) => field.document[key]);
  return [...new Set(texts.flatMap((text) => (text === undefined ? [] : [...rules.reads(entity, text)])))];
}

/** What a rule says of this record. `values` hold all that the rules read. */
export function ruleRefusal(
  rules: Rules,
  host: Host,
  entityName: string,
  field: Field,
  values: Readonly<Record<string, unknown>>,
): StringKey | undefined {
  const entity = host.app.entity(entityName)!;
  if (rules.isTrue(entity, field.document.readOnlyIf, values)) return 'cell.rule';
  return rules.isVisible(entity, [field.document.visibleIf], values) ? undefined : 'cell.rule';
}

/** A rule that a new value would break, in words; undefined when all is well. */
export function valueRefusal(
  rules: Rules,
  host: Host,
  entityName: string,
  field: Field,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const entity = host.app.entity(entityName)!;
  const isRequired = () => field.document.required === true || rules.isTrue(entity, field.document.requiredIf, values);
  const [finding] = rules.findings(entity, [field], values, { isRequired });
  if (!finding) return undefined;
  const label = host.i18n.label(field.label, field.name);
  if (finding.code === 'REQUIRED') return host.i18n.t('record.required', { field: label });
  return host.i18n.label(field.document.validMessage) || host.i18n.t('record.invalid', { field: label });
}

/** The row with what its rules read; asks the server only for what is not at hand. Throws ApiFailure. */
export async function withValues(
  host: Host,
  entityName: string,
  row: WireRecord,
  names: readonly string[],
): Promise<WireRecord> {
  const missing = names.filter((name) => !(name in row) && host.app.path(entityName, name) !== undefined);
  if (missing.length === 0) return row;
  const path = `/records/${encodeURIComponent(entityName)}/${encodeURIComponent(row.id)}`;
  const more = await host.api.get<WireRecord>(path, { fields: missing.join(',') });
  return { ...more, ...row };
}
