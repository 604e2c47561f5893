/** What is done with a block of a form besides moving it. Each gives an operation; undefined where it makes no sense. Pure. */
import type { Operation } from '../../../metadata/document/operations.js';
import type { FormNode } from '../../../metadata/schema/entity.js';
import { setOperation } from '../../session/set-value.js';
import { findNode, freeId, listPath, nodesIn } from './form-tree.js';

/** Columns of the grid, and what a field takes unless it says. */
export const columns = 12;
export const usualSpan = 4;

export const never = 'false';

export function removeOperation(form: unknown, id: string): Operation | undefined {
  const found = findNode(form, id);
  return found && { op: 'remove', path: found.path };
}

/** What is selected when a block goes: the next one, else the one before, else what held it. */
export function selectedAfterRemoval(form: unknown, id: string): string | undefined {
  const found = findNode(form, id);
  if (!found) return undefined;
  const { siblings, index, holder } = found;
  return siblings[index + 1]?.id ?? siblings[index - 1]?.id ?? holder?.id;
}

/** How many of the twelve columns a field takes. */
export function spanOperation(form: unknown, id: string, span: number): Operation | undefined {
  const found = findNode(form, id);
  if (found?.node.type !== 'field') return undefined;
  const wanted = Math.max(1, Math.min(columns, Math.round(span)));
  if (wanted === (found.node.span ?? usualSpan)) return undefined;
  return setOperation(form, [...found.path, 'span'], wanted === usualSpan ? undefined : wanted);
}

/** Fields of a section side by side, so many; texts of several lines keep their row. */
export function columnsOperation(form: unknown, section: string, count: number, isWide: (field: string) => boolean): Operation | undefined {
  const found = findNode(form, section);
  if (found?.node.type !== 'section') return undefined;
  const operations = nodesIn(found.node).flatMap((node) => {
    const isFull = node.type === 'field' && isWide(node.field);
    return spanOperation(form, node.id, isFull ? columns : columns / count) ?? [];
  });
  return operations.length === 0 ? undefined : { op: 'group', operations };
} // prettier-ignore

/** How many fields of a section stand side by side, when all have the same width. */
export function columnsOf(section: FormNode, isWide: (field: string) => boolean): number | undefined {
  const spans = nodesIn(section).flatMap((node) =>
    node.type === 'field' && !isWide(node.field) ? [node.span ?? usualSpan] : [],
  );
  const [first] = spans;
  return first !== undefined && spans.every((span) => span === first) ? columns / first : undefined;
}

/** A copy after the block. Fields stand on a form once, so a section or tab is copied without those in it. */
export function duplicateOperation(form: unknown, id: string): { readonly operation: Operation; readonly id: string } | undefined {
  const found = findNode(form, id);
  if (!found || found.node.type === 'field' || found.node.type === 'subTable') return undefined;
  const taken: string[] = [];
  const value = copyOf(form, found.node, taken);
  const list = listPath(form, found.holder?.id);
  return list && { operation: { op: 'insert', path: list, value, after: { id } }, id: value.id };
} // prettier-ignore

function copyOf(form: unknown, node: FormNode, taken: string[]): FormNode {
  const id = freeId(form, node.id, taken);
  taken.push(id);
  if (node.type !== 'tab' && node.type !== 'section') return { ...node, id };
  const kept = nodesIn(node).filter(({ type }) => type !== 'field' && type !== 'subTable');
  return { ...node, id, nodes: kept.map((each) => copyOf(form, each, taken)) } as FormNode;
}

/** A section that begins at a block: the block and what follows it in its section, or a block by itself. */
export function sectionOperation(form: unknown, id: string): { readonly operation: Operation; readonly id: string } | undefined {
  const found = findNode(form, id);
  if (!found || found.node.type === 'tab' || found.node.type === 'section') return undefined;
  const isInSection = found.holder?.type === 'section';
  const taken = isInSection ? found.siblings.slice(found.index) : [found.node];
  const section: FormNode = { id: freeId(form, 's_new'), type: 'section', nodes: [...taken] };
  const around = isInSection ? findNode(form, found.holder.id) : undefined;
  const list = listPath(form, around ? around.holder?.id : found.holder?.id);
  if (!list) return undefined;
  const before = around?.node.id ?? found.siblings[found.index - 1]?.id;
  const removals = taken.map((node): Operation => ({ op: 'remove', path: findNode(form, node.id)!.path }));
  const put: Operation = { op: 'insert', path: list, value: section, after: before === undefined ? null : { id: before } };
  return { operation: { op: 'group', operations: [...removals, put] }, id: section.id };
} // prettier-ignore

export type Visibility = 'always' | 'if' | 'never';

/** Undefined for blocks that have no condition of their own. */
export function visibilityOf(node: FormNode): Visibility | undefined {
  if (node.type === 'related' || node.type === 'activities' || node.type === 'text') return undefined;
  if (node.visibleIf === undefined) return 'always';
  return node.visibleIf.trim() === never ? 'never' : 'if';
}

/** Takes a block out of sight without taking it off the form, and back. */
export function hideOperation(form: unknown, id: string): Operation | undefined {
  const found = findNode(form, id);
  const now = found && visibilityOf(found.node);
  if (!found || now === undefined) return undefined;
  return setOperation(form, [...found.path, 'visibleIf'], now === 'never' ? undefined : never);
}
