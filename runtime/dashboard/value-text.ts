/** Values of parameters in words. */
import { periodLabel } from '../../metadata/chart/periods.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { labelOf } from '../data/search-references.js';
import type { WireRecord } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import { asksServer } from '../../metadata/query/parameter-options.js';
import type { Host } from '../host/host.js';
import { nameKey } from './option-source.js';
import { rangeText } from './range-words.js';

/** A parameter's value in words; undefined while the name of a record is not known yet. */
export function parameterText(
  parameter: Parameter,
  value: Value,
  host: Host,
  fieldHost: FieldHost,
  style: 'full' | 'name' = 'full',
): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.map((each) => parameterText(parameter, each as Value, host, fieldHost, style));
    const shown = texts.slice(0, 2).map((text) => text ?? '…');
    return shown.join(', ') + (texts.length > 2 ? ` +${texts.length - 2}` : '');
  }
  if (value === null) return fieldHost.t('parameters.none');
  if (typeof value === 'boolean') return fieldHost.t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return fieldHost.formats.number(value);
  const text = String(value);
  if (parameter.type === 'dateRange') return rangeText(text, fieldHost);
  if (parameter.grain) return periodLabel(text, parameter.grain, fieldHost.formats.locale, style);
  if (parameter.type === 'date') return fieldHost.formats.date(text);
  if (parameter.options?.dictionary) return fieldHost.choice(parameter.options.dictionary, text)?.label ?? text;
  if (parameter.options?.entity ?? parameter.options?.dataset) return host.app.references.get(nameKey(parameter, text));
  return text;
}

/** Fetches the names of records that parameters hold and that nobody has named yet; true when some were found. */
export async function learnNames(
  parameters: readonly Parameter[],
  values: Readonly<Record<string, Value>>,
  host: Host,
): Promise<boolean> {
  const wanted = parameters.flatMap((parameter) => {
    const entity = parameter.type === 'id' && !asksServer(parameter) ? parameter.options?.entity : undefined;
    const value = values[parameter.name];
    const ids = Array.isArray(value) ? value : [value];
    if (entity === undefined) return [];
    return ids.flatMap((id) =>
      typeof id === 'string' && id !== '' && !host.app.references.has(id) ? [{ entity, id }] : [],
    );
  });
  await Promise.all(wanted.map(({ entity, id }) => learnName(entity, id, host)));
  return wanted.length > 0;
}

export async function learnName(entityName: string, id: string, host: Pick<Host, 'app' | 'api'>): Promise<void> {
  const entity = host.app.entity(entityName);
  if (!entity) return;
  const names = entity.nameFields.filter((name) => host.app.path(entityName, name));
  try {
    const path = `/records/${encodeURIComponent(entityName)}/${encodeURIComponent(id)}`;
    const record = await host.api.get<WireRecord>(path, names.length === 0 ? {} : { fields: names.join(',') });
    host.app.references.set(id, labelOf(record, names));
  } catch {
    // A record that is gone or not to be seen has no name: its id stands for it, and is not asked for again.
    host.app.references.set(id, id);
  }
}
