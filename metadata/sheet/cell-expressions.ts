/** The expressions of a cell, wherever they stand in its document. Pure. */
import { parseExpression } from '../expression/parse.js';
import { nodesOf, pathOf } from '../expression/walk.js';
import type { CellDocument } from '../schema/sheet.js';

/** The cell with each of its expressions as `change` gives it; texts with their `{{…}}` one by one. */
export function mapExpressions<C extends CellDocument>(cell: C, change: (text: string) => string): C {
  const inText = (text: string) => text.replace(/\{\{([^}]*)\}\}/g, (_, inner: string) => `{{${change(inner)}}}`);
  const inLabel = <L extends CellDocument['text']>(label: L): L =>
    (typeof label === 'string'
      ? inText(label)
      : label && Object.fromEntries(Object.entries(label).map(([language, text]) => [language, inText(text)]))) as L;
  const each = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));
  const { text, others, formula, where, join, order, when, report, on, input, bind } = cell;
  return {
    ...cell,
    ...(text === undefined ? {} : { text: inLabel(text) }),
    ...(others === undefined ? {} : { others: inLabel(others) }),
    ...(formula === undefined ? {} : { formula: change(formula) }),
    ...(where === undefined ? {} : { where: change(where) }),
    ...(bind?.conditions ? { bind: { ...bind, conditions: bind.conditions.map(({ name, if: condition }) => ({ name, if: change(condition) })) } } : {}),
    ...(join ? { join: join.map(({ key, to }) => ({ key, to: change(to) })) } : {}),
    ...(order ? { order: order.map(({ by, ...rest }) => (by === undefined ? rest : { ...rest, by: change(by) })) } : {}),
    ...(when ? { when: when.map((rule) => ({ ...rule, if: change(rule.if), ...(rule.value === undefined ? {} : { value: change(rule.value) }) })) } : {}),
    ...(report?.parameters ? { report: { ...report, parameters: each(report.parameters) } } : {}),
    ...(input ? { input: { ...input, key: each(input.key), ...(input.when === undefined ? {} : { when: change(input.when) }) } } : {}),
    ...(on?.click
      ? {
          on: {
            ...on,
            click: on.click.map((action) =>
              'set' in action
                ? { ...action, set: each(action.set) }
                : {
                    ...action,
                    ...(action.parameters ? { parameters: each(action.parameters) } : {}),
                    ...(action.where ? { where: inOperands(action.where, change) } : {}),
                  },
            ),
          },
        }
      : {}),
  };
} // prettier-ignore

/** `{"expr": "A2.region_id"}` anywhere in a filter. */
function inOperands<T>(value: T, change: (text: string) => string): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => inOperands(item, change)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === 'expr' && typeof inner === 'string' ? [key, change(inner)] : [key, inOperands(inner, change)],
    ),
  ) as T;
}

export function expressionsIn(cell: CellDocument): readonly string[] {
  const found: string[] = [];
  mapExpressions(cell, (text) => (found.push(text), text));
  return found;
}

/** An expression in which a dataset has another name. */
export function withDataset(text: string, from: string, to: string): string {
  const { node } = parseExpression(text, { cells: true });
  const places = [...nodesOf(node)].flatMap((each) => (pathOf(each)?.[0] === from ? [each.from] : []));
  return places
    .sort((a, b) => b - a)
    .reduce((changed, at) => `${changed.slice(0, at)}${to}${changed.slice(at + from.length)}`, text);
}
