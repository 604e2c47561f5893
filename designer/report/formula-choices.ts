/** What a formula of a cell may go on with: cells by what they hold, datasets and their fields, parameters, functions. Pure. */
import { parseExpression } from '../../metadata/expression/parse.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import type { Label } from '../../metadata/value.js';
import type { Words } from '../../metadata/value.js';
import type { KnownName } from '../json/names.js';
import { lookOf } from './cell-look.js';
import type { ShownDataset } from './dataset-fields.js';
import { placedCells } from './gestures/places.js';

export interface FormulaChoice {
  readonly label: string;
  readonly insert: string;
  /** Where the caret goes, from the start of `insert`. */
  readonly caret?: number;
  readonly detail?: string;
  readonly info?: string;
  readonly type: 'cell' | 'name' | 'function';
}

export interface FormulaHelp {
  readonly sheet: SheetDocument;
  readonly datasets: readonly ShownDataset[];
  readonly parameters: readonly KnownName[];
  readonly functions: readonly KnownName[];
  readonly language: string;
  label(label: Label | undefined): string | undefined;
}

/** The part of what is typed that is an expression: a formula after `=`, or the inside of `{{…}}` at the caret. */
export function expressionAt(
  typed: string,
  caret: number,
): { readonly from: number; readonly text: string } | undefined {
  if (typed.startsWith('=')) return { from: 1, text: typed.slice(1) };
  const open = typed.lastIndexOf('{{', caret);
  if (open < 0 || typed.slice(open, caret).includes('}}')) return undefined;
  const end = typed.indexOf('}}', caret);
  return { from: open + 2, text: typed.slice(open + 2, end < 0 ? undefined : end) };
}

/** The first thing that cannot be read, at its place in what is typed. */
export function problemIn(typed: string): (Words & { readonly from: number; readonly to: number }) | undefined {
  if (typed === '=') return undefined;
  const found = typed.startsWith('=')
    ? [{ from: 1, text: typed.slice(1) }]
    : typed.startsWith("'") ? [] : [...typed.matchAll(/\{\{([^}]*)\}\}/g)].map((match) => ({ from: match.index + 2, text: match[1]! })); // prettier-ignore
  for (const { from, text } of found) {
    const [first] = parseExpression(text, { cells: true }).problems;
    if (first) return { ...first, from: from + first.from, to: from + Math.max(first.to, first.from + 1) };
  }
  return undefined;
}

export function formulaChoices(
  help: FormulaHelp,
  typed: string,
  caret: number,
): { readonly from: number; readonly choices: readonly FormulaChoice[] } | undefined {
  const inside = expressionAt(typed, caret);
  if (!inside) return undefined;
  const before = typed.slice(inside.from, caret);
  if (((before.match(/"/g) ?? []).length & 1) === 1) return undefined;
  const word = /[\p{L}_$][\p{L}\p{N}_.]*$/u.exec(before)?.[0] ?? '';
  const from = caret - (word.split('.').at(-1) ?? '').length;
  const [head, second] = word.split('.');
  if (second !== undefined) {
    const dataset = help.datasets.find(({ name }) => name === head) ?? datasetOfCell(help, head!);
    return { from, choices: (dataset?.fields ?? []).map(({ field, label }) => choice(field, 'name', undefined, help.label(label))) };
  }
  if (word.startsWith('$')) {
    return { from, choices: help.parameters.map(({ name, label }) => choice(`$${name}`, 'name', undefined, help.label(label))) };
  }
  return { from, choices: [...cellChoices(help), ...datasetChoices(help), ...functionChoices(help)] };
} // prettier-ignore

const choice = (label: string, type: FormulaChoice['type'], detail?: string, info?: string): FormulaChoice => ({
  label,
  insert: label,
  type,
  ...(detail ? { detail } : {}),
  ...(info ? { info } : {}),
});

function datasetOfCell({ sheet, datasets }: FormulaHelp, address: string): ShownDataset | undefined {
  const bind = sheet.cells[address]?.bind;
  return bind && datasets.find(({ name }) => name === bind.dataset);
}

const cellChoices = ({ sheet, language }: FormulaHelp): readonly FormulaChoice[] =>
  placedCells(sheet)
    .filter(({ cell }) => cell.bind !== undefined || cell.formula !== undefined)
    .map(({ address, cell }) => {
      const { mark, text } = lookOf(cell, language);
      return choice(address, 'cell', [mark, text].filter(Boolean).join(' ').slice(0, 40));
    });

const datasetChoices = ({ datasets, label }: FormulaHelp): readonly FormulaChoice[] =>
  datasets.map((each) => choice(each.name, 'name', label(each.label)));

const functionChoices = ({ functions, label }: FormulaHelp): readonly FormulaChoice[] =>
  functions.map((each) => ({
    ...choice(each.name, 'function', each.detail, label(each.label)),
    insert: `${each.name}()`,
    caret: each.name.length + 1,
  }));

/** F4: a reference as it is, all of the cell, the same under the group around it. */
export function cycledReference(typed: string, caret: number, group: string | undefined): { readonly from: number; readonly to: number; readonly insert: string } | undefined {
  for (const match of typed.matchAll(/([A-Z]{1,3}[1-9][0-9]{0,3})(\[[^\]]*\])?/g)) {
    const [from, to] = [match.index, match.index + match[0].length];
    if (caret < from || caret > to) continue;
    const forms = [match[1]!, `${match[1]}[!0]`, ...(group === undefined ? [] : [`${match[1]}[${group}:0]`, `${match[1]}[${group}:-1]`])];
    const at = forms.indexOf(match[0]);
    return { from, to, insert: forms[(at + 1) % forms.length]! };
  }
  return undefined;
} // prettier-ignore
