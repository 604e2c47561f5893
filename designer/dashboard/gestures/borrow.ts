/**
 * A part of another dashboard, to be put on this one: with the datasets it asks for. Conditions by filters that this board
 * does not have are left out; filters of the same meaning that it has take their place. Pure.
 */
import { parametersRead } from '../../../metadata/query/parameters.js';
import type { ActionDocument } from '../../../metadata/schema/action.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { readsParameter, withoutParameter } from './conditions.js';
import { wireOnly } from './filters.js';
import { meaningOfParameter } from './meanings.js';
import { putPart, type NewPart, type Put } from './parts.js';
import { askedOf, type BoardTools } from './reach.js';

/** What there is to put in: its figures are the same wherever it stands. */
export function borrowedPart(from: DashboardDocument, widget: WidgetDocument, tools: BoardTools): NewPart {
  const { id: _id, x: _x, y: _y, tab: _tab, on, ...part } = widget;
  const declared = from.parameters ?? [];
  const asked = askedOf(tools)(widget);
  const plain = <T>(held: T): T => declared.reduce((left, { name }) => withoutParameter(left, name), held);
  const datasets = from.datasets.filter(({ name }) => asked.includes(name)).map(plain);
  // What is no condition cannot be left out: a formula of a query in SQL, the days that a forecast begins after.
  const needed = new Set(datasets.flatMap(({ source }) => [...parametersRead(source, tools.registries, declared)]));
  const click = (on?.click ?? []).flatMap((action) => keptAction(action, plain, declared));
  const rows = on?.rows && plain(on.rows);
  const next = { ...(click.length > 0 ? { click } : {}), ...(rows ? { rows } : {}) };
  const given = ownParameters(part.options);
  return {
    ...part,
    ...(part.options ? { options: given ? { ...plain(part.options), parameters: keptGiven(given, declared) } : plain(part.options) } : {}), // prettier-ignore
    ...(Object.keys(next).length > 0 ? { on: next } : {}),
    datasets,
    parameters: declared.filter(({ name }) => needed.has(name)),
  };
}

const ownParameters = (options: WidgetDocument['options']): Readonly<Record<string, string>> | undefined => {
  const given = options?.['parameters'];
  return typeof given === 'object' && given !== null ? (given as Readonly<Record<string, string>>) : undefined;
};

const keptGiven = (given: Readonly<Record<string, string>>, declared: readonly Parameter[]) =>
  Object.fromEntries(Object.entries(given).filter(([, text]) => !declared.some(({ name }) => readsParameter(text, name)))); // prettier-ignore

/** Clicks that set what is not there set nothing; what they open stays. */
function keptAction(
  action: ActionDocument,
  plain: <T>(held: T) => T,
  declared: readonly Parameter[],
): readonly ActionDocument[] {
  // prettier-ignore
  if ('set' in action) return [];
  const { parameters, ...rest } = plain(action);
  if (!parameters) return [plain(action)];
  const kept = keptGiven(parameters, declared);
  return [{ ...rest, ...(Object.keys(kept).length > 0 ? { parameters: kept } : {}) }];
}

/** Puts a part in, and wires it to the filters that are there. */
export function putWired(
  board: DashboardDocument,
  part: NewPart,
  at: Parameters<typeof putPart>[2],
  tools: BoardTools,
): Put {
  // prettier-ignore
  const put = putPart(board, part, at);
  const wired = (board.parameters ?? []).reduce((held, parameter) => {
    const meaning = meaningOfParameter(parameter);
    return meaning === undefined || parameter.hidden ? held : wireOnly(held, put.id, parameter, meaning, tools);
  }, put.board);
  return { board: wired, id: put.id };
}
