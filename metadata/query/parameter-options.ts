/** What a parameter offers: how one parameter narrows another, and what lies below a value of a dictionary. Pure. */
import type { Dictionary } from '../model/model.js';
import type { Parameter, ParameterWidget } from '../schema/parameter.js';
import type { Value } from '../value.js';

/** The codes and all below them, each once, in the order of the dictionary. */
export function codesBelow(dictionary: Dictionary, codes: readonly string[]): readonly string[] {
  const found = new Set(codes);
  const values = [...dictionary.values.values()];
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const { code, parent } of values) if (parent !== undefined && found.has(parent)) found.add(code);
  }
  return [
    ...codes.filter((code) => !dictionary.values.has(code)),
    ...values.map(({ code }) => code).filter((code) => found.has(code)),
  ];
}

/**
 * Values of a dictionary that a parameter offers: all that are in use; with `dependsOn` those below what is chosen there
 * (everything while nothing is).
 */
export function offeredCodes(
  { dependsOn = [] }: Pick<Parameter, 'dependsOn'>,
  dictionary: Dictionary,
  stated: Readonly<Record<string, Value>>,
): readonly string[] {
  const active = [...dictionary.values.values()].filter((value) => value.active !== false);
  const above = dependsOn.map((name) => asList(stated[name] ?? null)).filter((codes) => codes.length > 0);
  const below = above.map((codes) => new Set(codesBelow(dictionary, codes).filter((code) => !codes.includes(code))));
  return active.map((value) => value.code).filter((code) => below.every((codes) => codes.has(code)));
}

const asList = (value: Value): readonly string[] =>
  value === null || value === '' ? [] : (Array.isArray(value) ? value : [value]).map(String);

/** How a parameter is chosen, where its document does not say. */
export function widgetOf({ widget, type, multiple, options }: Parameter): ParameterWidget {
  if (widget) return widget;
  if (type === 'date' || type === 'dateRange' || type === 'boolean' || type === 'number') return type;
  if (options?.dictionary !== undefined || options?.dataset !== undefined) return multiple ? 'multi' : 'choice';
  if (options?.entity === undefined) return 'text';
  return multiple ? 'multi' : 'lookup';
}

/** What is chosen from a list that the server gives: records with conditions, trees, rows of a dataset. */
export function asksServer(parameter: Parameter): boolean {
  const { dataset, entity } = parameter.options ?? {};
  if (dataset !== undefined) return true;
  return entity !== undefined && (widgetOf(parameter) !== 'lookup' || parameter.options?.where !== undefined);
}

/** Names on the first circle of `dependsOn`, in order; undefined when there is none. */
export function circleOf(parameters: readonly Pick<Parameter, 'name' | 'dependsOn'>[]): readonly string[] | undefined {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter.dependsOn ?? []] as const));
  const walk = (name: string, trail: readonly string[]): readonly string[] | undefined => {
    const at = trail.indexOf(name);
    if (at >= 0) return trail.slice(at);
    for (const next of byName.get(name) ?? []) {
      const found = walk(next, [...trail, name]);
      if (found) return found;
    }
    return undefined;
  };
  for (const { name } of parameters) {
    const found = walk(name, []);
    if (found) return found;
  }
  return undefined;
}
