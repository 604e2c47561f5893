/** What a report was asked for, in words: labels of choices, names of records, periods as from and to. */
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { labelText, type Scalar, type Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { readLabels } from '../../records/read/labels.js';
import type { FileContent } from './file-content.js';

export async function tellParameters(
  context: Context,
  declared: readonly Parameter[],
  values: Readonly<Record<string, Value>>,
): Promise<FileContent['parameters']> {
  const { language } = context.principal;
  const told: { readonly label: string; readonly text: string }[] = [];
  for (const parameter of declared) {
    const value = values[parameter.name] ?? null;
    if (parameter.hidden || value === null || (Array.isArray(value) && value.length === 0)) continue;
    const list = (Array.isArray(value) ? value : [value]) as readonly Scalar[];
    const names = await namesOf(context, parameter, list);
    told.push({
      label: labelText(parameter.label, language, parameter.name),
      text: list.map((each) => names.get(String(each)) ?? plain(parameter, each)).join(', '),
    });
  }
  return told;
}

const plain = (parameter: Parameter, value: Scalar): string =>
  parameter.type === 'dateRange' ? String(value).replace('..', ' – ') : String(value ?? '');

async function namesOf(
  context: Context,
  { options, type }: Parameter,
  list: readonly Scalar[],
): Promise<ReadonlyMap<string, string | null>> {
  if (options?.entity !== undefined && type === 'id') return readLabels(context, options.entity, list.map(String));
  const values = options?.dictionary === undefined ? undefined : context.release.model.dictionaries.get(options.dictionary)?.values; // prettier-ignore
  return new Map(
    [...(values ?? [])].map(([code, each]) => [code, labelText(each.label, context.principal.language, code)]),
  );
}
