/**
 * What is wrong with a template whatever its data are, found before anything is expanded: expressions that cannot be
 * read, datasets and fields that are not there. Throws SheetError naming the cell.
 */
import { labelText, languages } from '../value.js';
import type { Node } from '../expression/ast.js';
import { nodesOf, pathOf } from '../expression/walk.js';
import type { Expressions } from './expressions.js';
import { isNoAccess } from './no-access.js';
import type { Tables } from './tables.js';
import type { Template, TemplateCell } from './types.js';

/** Names that are neither fields nor datasets. */
const otherNames = new Set(['across', 'it', 'user', 'datum']);

export function checkTemplate(template: Template, expressions: Expressions, tables: Tables): void {
  for (const cell of template.cells) {
    const { bind, where, join = [], order = [], formula, when = [] } = cell.document;
    if (bind) {
      tables.find(bind.dataset, cell);
      if (bind.field !== undefined) checkField(bind.dataset, bind.field, cell, tables);
      for (const { key } of join) checkField(bind.dataset, key, cell, tables);
    }
    const ofRows = [where, ...order.map(({ by }) => by), ...(bind?.conditions ?? []).map((each) => each.if)];
    const ofCells = [formula, ...join.map(({ to }) => to), ...expressionsOf(cell), ...when.flatMap((each) => [each.if, each.value])]; // prettier-ignore
    const check = (text: string | undefined, dataset: string | undefined) => {
      if (text === undefined) return;
      for (const node of nodesOf(expressions.compile(text, cell).node)) checkNode(node, dataset, cell, template, tables); // prettier-ignore
    };
    for (const text of ofRows) check(text, bind?.dataset);
    for (const text of ofCells) check(text, undefined);
  }
}

function expressionsOf({ document: { text } }: TemplateCell): readonly string[] {
  if (text === undefined) return [];
  const all = typeof text === 'string' ? [text] : languages.map((language) => labelText(text, language));
  return all.flatMap((each) => [...each.matchAll(/\{\{([^}]*)\}\}/g)].map((match) => match[1]!));
}

function checkNode(node: Node, dataset: string | undefined, cell: TemplateCell, template: Template, tables: Tables) {
  if (node.type === 'cell' && node.field !== undefined) {
    const bind = template.find(node.address)?.document.bind;
    if (bind) checkField(bind.dataset, node.field, cell, tables);
    return;
  }
  const [head = '', second] = pathOf(node) ?? [];
  if (head === '' || otherNames.has(head)) return;
  if (tables.has(head) && (second !== undefined || dataset === undefined)) {
    if (second !== undefined) checkField(head, second, cell, tables);
  } else if (dataset !== undefined && !tables.has(head)) checkField(dataset, head, cell, tables);
}

function checkField(dataset: string, field: string, cell: TemplateCell, tables: Tables): void {
  try {
    tables.column(dataset, field, cell);
  } catch (error) {
    if (!isNoAccess(error)) throw error;
  }
}
