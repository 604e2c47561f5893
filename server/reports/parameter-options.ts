/**
 * What a parameter offers, for the query pane: records of an entity or rows of a dataset, narrowed by the parameters it
 * depends on, under the reader's rights; and whether what is chosen is still among them.
 */
import { createFold } from '../../metadata/text.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import { treeFieldOf } from '../../metadata/query/tree.js';
import type { Model } from '../../metadata/model/model.js';
import type { Filter, Query } from '../../metadata/schema/query.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Dataset } from '../../metadata/schema/dataset.js';
import { labelText, type Scalar, type Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { badRequest, unprocessable } from '../errors.js';
import { runQuery } from '../records/query.js';
import { readLabels } from '../records/read/labels.js';
import { loadDataset, problemsOf } from './datasets.js';

export interface ParameterOption {
  readonly value: Scalar;
  readonly label: string;
  /** Of a tree: the value above it. */
  readonly parent?: string | null;
}

export interface OptionsAnswer {
  readonly options: readonly ParameterOption[];
  /** There are more: search for them. */
  readonly more: boolean;
  /** What is chosen; `available` is false for what is no longer offered. */
  readonly chosen: readonly (ParameterOption & { readonly available: boolean })[];
}

export interface OptionsBoard {
  readonly parameters?: readonly Parameter[] | undefined;
  readonly datasets: readonly Dataset[];
}

export interface OptionsRequest {
  readonly parameter: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly search?: string;
}

/** Options in one answer; a tree is given whole. */
const PAGE = 100;
const TREE = 2000;

export async function parameterOptions(context: Context, board: OptionsBoard, request: OptionsRequest): Promise<OptionsAnswer> {
  const declared = board.parameters ?? [];
  const parameter = declared.find((each) => each.name === request.parameter);
  if (!parameter) throw badRequest('UNKNOWN_PARAMETER', say`There is no parameter "${{ parameter: request.parameter }}".`, { path: '/parameter' });
  const { dictionaries } = context.release.model;
  const resolved = resolveParameters(declared, request.parameters ?? {}, context.evaluation, context.registries.function, dictionaries);
  problemsOf(resolved, { incomplete: true });
  const { entity, dataset } = parameter.options ?? {};
  const search = request.search?.trim() ?? '';
  const stated = resolved.stated[parameter.name] ?? null;
  const chosen = (Array.isArray(stated) ? stated : [stated]).filter((value) => value !== null && value !== '') as Scalar[];
  const ask: Ask = { parameter, search, chosen, values: resolved.values };
  if (entity !== undefined) return entityOptions(context, entity, ask);
  const source = board.datasets.find((each) => each.name === dataset);
  if (!source) throw unprocessable('NO_OPTIONS', say`"${{ parameter: parameter.name }}" is not chosen from a list of the server.`, { path: '/parameter' });
  return datasetOptions(context, source, ask);
} // prettier-ignore

interface Ask {
  readonly parameter: Parameter;
  readonly search: string;
  readonly chosen: readonly Scalar[];
  readonly values: Readonly<Record<string, Value>>;
}

async function entityOptions(context: Context, entity: string, ask: Ask): Promise<OptionsAnswer> {
  const { parameter, chosen, values } = ask;
  const { model } = context.release;
  const isTree = parameter.widget === 'tree';
  const query = optionsQuery(model, entity, ask);
  const limit = isTree ? TREE : PAGE;
  const read = async (where: readonly Filter[]): Promise<readonly ParameterOption[]> => {
    const asked = { ...query, ...whereOf([...(query.where ? [query.where] : []), ...where]) };
    const { rows } = await runQuery(context, asked, values, { maxLimit: TREE + 1 });
    return rows.map((row) => ({
      value: row['id'] as string,
      label: String(row['label_label'] ?? row['label'] ?? row['id_label'] ?? row['id']),
      ...(isTree ? { parent: (row['parent'] ?? null) as string | null } : {}),
    }));
  };
  const options = await read(searchOf(model, entity, ask));
  const unseen = chosen.filter((value) => !options.some((option) => option.value === value));
  const found = unseen.length === 0 ? [] : await read([{ field: 'id', op: 'in', value: unseen.map(String) }]);
  const lost = unseen.filter((value) => !found.some((option) => option.value === value));
  const names = lost.length === 0 ? new Map<string, string | null>() : await readLabels(context, entity, lost.map(String));
  return {
    options: options.slice(0, limit),
    more: options.length > limit,
    chosen: chosen.map((value) => {
      const option = [...options, ...found].find((each) => each.value === value);
      return option ? { ...option, available: true } : { value, label: names.get(String(value)) ?? String(value), available: false };
    }),
  };
} // prettier-ignore

function optionsQuery(model: Model, entityName: string, { parameter }: Ask): Query {
  const entity = model.entities.get(entityName);
  const { label, where } = parameter.options ?? {};
  const name = label ?? entity?.nameFields[0];
  const sortable = name !== undefined && entity?.fields.get(name)?.sortable;
  const parent = parameter.widget === 'tree' && entity ? treeFieldOf(entity)?.name : undefined;
  return {
    entity: entityName,
    select: [
      { path: 'id', as: 'id' },
      ...(label === undefined ? [] : [{ path: label, as: 'label' }]),
      ...(parent === undefined ? [] : [{ path: parent, as: 'parent' }]),
    ],
    ...(where ? { where } : {}),
    ...(sortable ? { sort: [{ by: name }] } : {}),
    limit: (parent === undefined ? PAGE : TREE) + 1,
  };
}

const whereOf = (parts: readonly Filter[]): { readonly where?: Filter } =>
  parts.length === 0 ? {} : { where: parts.length === 1 ? parts[0]! : { and: [...parts] } };

/** By what is shown; a field that cannot be searched finds nothing by text, so everything is offered instead. */
function searchOf(model: Model, entityName: string, { parameter, search }: Ask): readonly Filter[] {
  if (search === '') return [];
  const entity = model.entities.get(entityName);
  const name = parameter.options?.label ?? entity?.nameFields[0] ?? '';
  const canSearch = entity?.fields.get(name)?.operators.includes('contains') ?? false;
  return canSearch ? [{ field: name, op: 'contains', value: search }] : [];
}

async function datasetOptions(context: Context, dataset: Dataset, ask: Ask): Promise<OptionsAnswer> {
  const { parameter, search, chosen, values } = ask;
  const { value: column = '', label = column } = parameter.options ?? {};
  const { columns, rows } = await loadDataset(context, dataset, values);
  const shown = columns.find((each) => each.name === label);
  const codes = context.release.model.dictionaries.get(shown?.dictionary ?? '')?.values;
  const textOf = (row: Readonly<Record<string, Value>>): string => {
    const raw = row[`${label}_label`] ?? row[label] ?? null;
    const code = typeof raw === 'string' ? codes?.get(raw) : undefined;
    return code ? labelText(code.label, context.principal.language, code.code) : String(raw ?? '');
  };
  const all = new Map<Scalar, ParameterOption>();
  for (const row of rows) {
    const value = (row[column] ?? null) as Scalar;
    if (value !== null && !all.has(value)) all.set(value, { value, label: textOf(row) });
  }
  const fold = createFold(context.fold);
  const wanted = fold(search);
  const options = [...all.values()].filter((option) => wanted === '' || fold(option.label).includes(wanted));
  return {
    options: options.slice(0, PAGE),
    more: options.length > PAGE,
    chosen: chosen.map((value) => {
      const option = all.get(value);
      return option ? { ...option, available: true } : { value, label: String(value), available: false };
    }),
  };
}
