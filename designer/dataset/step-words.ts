/** What a step is called, and what it does in a few words. */
import { labelText } from '../../metadata/value.js';
import type { Filter, Select } from '../../metadata/schema/query.js';
import type { DatasetDesk } from './dataset-desk.js';
import { fieldsIn, nameOfSelect, type DatasetStep } from './steps.js';
import { labelsOf } from './field-choices.js';

export const stepIcons = { source: 'database', filter: 'list-filter', columns: 'columns-3', summary: 'sigma', having: 'funnel', sort: 'arrow-down', limit: 'hash', transform: 'workflow' } as const; // prettier-ignore

export function stepIcon({ kind, index }: DatasetStep, desk: DatasetDesk): string {
  const { type } = (index === undefined ? undefined : desk.part?.transforms?.[index]) ?? {};
  return (type === undefined ? undefined : desk.session.registries.transform.find(type)?.icon) ?? stepIcons[kind];
}

export function stepTitle({ kind, index }: Pick<DatasetStep, 'kind' | 'index'>, desk: DatasetDesk): string {
  const { words, host, registries } = desk.session;
  if (kind !== 'transform') return words.text(`dataset.step.${kind}`);
  const type = desk.part?.transforms?.[index!]?.type ?? '';
  return host.i18n.label(registries.transform.find(type)?.label, type);
}

export function stepSummary({ kind, index }: DatasetStep, desk: DatasetDesk): string {
  const { query, part, session } = desk;
  const { words } = session;
  if (kind === 'source') return sourceWords(desk);
  if (kind === 'transform') return String(part?.transforms?.[index!]?.options?.['as'] ?? '');
  if (!query) return '';
  if (kind === 'filter') return conditionWords(query.where, desk);
  if (kind === 'having') return conditionWords(query.having, desk);
  if (kind === 'columns') return words.text('dataset.columnCount', { count: query.select.length });
  if (kind === 'summary') return summaryWords(query.select, desk);
  if (kind === 'sort') return (query.sort ?? []).map(({ by, descending }) => `${columnWords(by, desk)} ${descending ? '↓' : '↑'}`).join(', '); // prettier-ignore
  return query.limit === undefined ? '' : words.text('dataset.firstRows', { count: query.limit });
}

function sourceWords({ part, entity, query, session }: DatasetDesk): string {
  const { host, registries } = session;
  if (query) return entity ? host.i18n.label(entity.plural, entity.name) : query.entity;
  const source = part?.source as { readonly type?: string; readonly name?: string; readonly report?: string; readonly connection?: string } | undefined; // prettier-ignore
  const named = source?.name ?? source?.report ?? source?.connection;
  return named ?? host.i18n.label(registries.source.find(source?.type ?? '')?.label, source?.type ?? '');
}

/** `Region, Month: sum of Amount`. */
function summaryWords(select: readonly Select[], desk: DatasetDesk): string {
  const groups = select.filter(({ aggregate }) => aggregate === undefined).map((each) => selectWords(each, desk));
  const figures = select.filter(({ aggregate }) => aggregate !== undefined).map((each) => selectWords(each, desk));
  return [groups.join(', '), figures.join(', ')].filter((text) => text !== '').join(': ');
}

/** "Order › Region", without the name of the record at its end. */
export function pathWords(path: string, desk: DatasetDesk): string {
  const { query, model, session } = desk;
  const language = session.host.i18n.language;
  const labels = query ? labelsOf(model, query.entity, path) : [path];
  const shown = labels.length > 1 && path.endsWith('.name') ? labels.slice(0, -1) : labels;
  return shown.map((label) => labelText(label, language, path)).join(' › ');
}

export function selectWords({ path, aggregate, grain }: Select, desk: DatasetDesk): string {
  const { words } = desk.session;
  const field = path === undefined ? '' : pathWords(path, desk);
  if (aggregate === undefined) return grain === undefined ? field : `${field} (${words.find(`choice.${grain}`) ?? grain})`; // prettier-ignore
  const name = words.find(`choice.${aggregate}`) ?? aggregate;
  return field === '' ? name : `${field} (${name})`;
}

/** What a result column is called. */
export function columnWords(name: string, desk: DatasetDesk): string {
  const select = desk.query?.select.find((each) => nameOfSelect(each) === name);
  return select ? selectWords(select, desk) : name;
}

function conditionWords(filter: Filter | undefined, desk: DatasetDesk): string {
  const isHaving = filter !== undefined && filter === desk.query?.having;
  const fields = [...new Set(fieldsIn(filter))].map((path) => (isHaving ? columnWords(path, desk) : pathWords(path, desk))); // prettier-ignore
  return fields.join(', ');
}
