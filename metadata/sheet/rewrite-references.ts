/**
 * Addresses of cells inside a template cell, rewritten when cells move: formulas, texts, conditions, parents, clicks. What a
 * person wrote stays as it is written, blanks and brackets included. Pure.
 */
import type { ActionDocument } from '../schema/action.js';
import type { CellDocument } from '../schema/sheet.js';
import type { Label } from '../value.js';
import { lex } from '../expression/lex.js';
import { parseAddress } from './address.js';

/** Where a cell stands now; undefined when it is gone. */
export type Relocate = (address: string) => string | undefined;

/** Stands where a cell was that is gone: no expression, so that it is found and said. */
export const LOST = '#REF!';

/** An expression with its addresses as they are now. `S.Q1` is a field and stays, `it.B2` is a cell. */
export function rewriteReferences(text: string, relocate: Relocate): string {
  const { tokens } = lex(text);
  let result = '';
  let done = 0;
  tokens.forEach((token, index) => {
    if (token.kind !== 'name' || !parseAddress(token.text)) return;
    const before = tokens[index - 1];
    const isStep = before?.text === '.' && !(tokens[index - 2]?.text === 'it' && tokens[index - 3]?.text !== '.');
    const isCall = tokens[index + 1]?.text === '(';
    if (isStep || isCall) return;
    result += text.slice(done, token.from) + (relocate(token.text) ?? LOST);
    done = token.to;
  });
  return result + text.slice(done);
}

/** A cell with what it says of others as they are now; parents that are gone give way to the default. */
export function rewriteCell(cell: CellDocument, relocate: Relocate): CellDocument {
  const say = (text: string) => rewriteReferences(text, relocate);
  const { left, top, text, formula, where, join, order, bind, when, report, on, input } = cell;
  const next: CellDocument = {
    ...cell,
    ...(text === undefined ? {} : { text: rewriteLabel(text, say) }),
    ...(formula === undefined ? {} : { formula: say(formula) }),
    ...(where === undefined ? {} : { where: say(where) }),
    ...(join ? { join: join.map((each) => ({ ...each, to: say(each.to) })) } : {}),
    ...(order ? { order: order.map((each) => (each.by === undefined ? each : { ...each, by: say(each.by) })) } : {}),
    ...(bind?.conditions
      ? { bind: { ...bind, conditions: bind.conditions.map((each) => ({ ...each, if: say(each.if) })) } }
      : {}),
    ...(when
      ? { when: when.map((each) => ({ ...each, if: say(each.if), ...(each.value === undefined ? {} : { value: say(each.value) }) })) }
      : {}),
    ...(report?.parameters ? { report: { ...report, parameters: rewriteValues(report.parameters, say) } } : {}),
    ...(on?.click ? { on: { ...on, click: on.click.map((each) => rewriteAction(each, say)) } } : {}),
    ...(input
      ? { input: { ...input, key: rewriteValues(input.key, say), ...(input.when === undefined ? {} : { when: say(input.when) }) } }
      : {}),
  }; // prettier-ignore
  for (const [side, parent] of [['left', left], ['top', top]] as const) {
    if (parent === undefined || parent === 'none') continue;
    const moved = relocate(parent);
    if (moved === undefined) delete next[side];
    else next[side] = moved;
  } // prettier-ignore
  return next;
}

/** True where a cell names one that is gone. */
export const isLost = (cell: CellDocument): boolean => JSON.stringify(cell).includes(LOST);

type Say = (text: string) => string;

function rewriteLabel(label: Label, say: Say): Label {
  const inside = (text: string) => text.replaceAll(/\{\{([^}]*)\}\}/g, (_, inner: string) => `{{${say(inner)}}}`);
  if (typeof label === 'string') return inside(label);
  return Object.fromEntries(Object.entries(label).map(([language, text]) => [language, inside(text)]));
}

const rewriteValues = (values: Readonly<Record<string, string>>, say: Say): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, text]) => [name, say(text)]));

function rewriteAction(action: ActionDocument, say: Say): ActionDocument {
  if ('set' in action) return { set: rewriteValues(action.set, say) };
  return action.parameters ? { ...action, parameters: rewriteValues(action.parameters, say) } : action;
}
