/** Options of a chart besides its columns that people change often, as its type's schema has them. Pure. */
import type { ChartType, JsonSchema } from '../../metadata/contributions.js';

export type OptionKey = 'stack' | 'sort' | 'top' | 'limit' | 'parts' | 'others' | 'figures' | 'missing';
const keys: readonly OptionKey[] = ['stack', 'sort', 'top', 'limit', 'parts', 'others', 'figures', 'missing'];

export type ChartOption =
  | { readonly key: OptionKey; readonly control: 'choice'; readonly choices: readonly string[] }
  | { readonly key: OptionKey; readonly control: 'number'; readonly least: number; readonly largest: number }
  | { readonly key: OptionKey; readonly control: 'switch' };

export function chartOptions(type: ChartType): readonly ChartOption[] {
  const properties = ((type.options as JsonSchema)['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  return keys.flatMap((key): ChartOption[] => {
    const property = properties[key];
    if (!property) return [];
    const { type: kind, minimum = 1, maximum = 100, anyOf } = property as { readonly type?: string; readonly minimum?: number; readonly maximum?: number; readonly anyOf?: readonly JsonSchema[] }; // prettier-ignore
    if (kind === 'boolean') return [{ key, control: 'switch' }];
    if (kind === 'integer') return [{ key, control: 'number', least: minimum, largest: maximum }];
    const choices = (anyOf ?? []).flatMap((each) => (typeof each['const'] === 'string' ? [each['const']] : []));
    return choices.length > 0 ? [{ key, control: 'choice', choices }] : [];
  });
}
