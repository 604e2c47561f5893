/**
 * A form as the canvas shows it: everything is there to be taken hold of. Folded sections stand open, empty ones say so, a
 * field that is gone says its name. What did not change stays the same object, so that lists are not asked for again. Pure.
 */
import type { Entity } from '../../../metadata/model/model.js';
import type { FormNode } from '../../../metadata/schema/entity.js';
import type { Rules } from '../../../runtime/record/rules.js';
import type { Values } from '../../../runtime/record/record-draft.js';
import { allNodes, nodesIn } from '../gestures/form-tree.js';

export interface ShownWords {
  /** In a section or tab without anything. */
  readonly empty: string;
  readonly section: string;
  /** Where a field was. */
  gone(name: string): string;
  /** Lists of a record that is not there yet. */
  later(node: FormNode): string;
}

export interface ShownTab {
  readonly id: string;
  readonly node: Extract<FormNode, { type: 'tab' }>;
}

export interface ShownForm {
  /** Empty: the form has no tabs. */
  readonly tabs: readonly ShownTab[];
  readonly current: string | undefined;
  readonly nodes: readonly FormNode[];
}

export interface ShownParts {
  readonly form: unknown;
  readonly entity: Entity;
  readonly tab: string | undefined;
  /** The record is new: nothing can be related to it. */
  readonly isNew: boolean;
  readonly words: ShownWords;
  readonly keep: NodeKeeper;
}

export class NodeKeeper {
  #kept = new Map<string, { readonly text: string; readonly node: FormNode }>();

  /** The node itself, or an equal one that was there before. */
  same(node: FormNode): FormNode {
    const text = JSON.stringify(node);
    const held = this.#kept.get(node.id);
    if (held?.text === text) return held.node;
    this.#kept.set(node.id, { text, node });
    return node;
  }
}

export function shownForm(parts: ShownParts): ShownForm {
  const all = nodesIn(parts.form);
  const tabs = all.flatMap((node) => (node.type === 'tab' ? [{ id: node.id, node }] : []));
  const current = tabs.find(({ id }) => id === parts.tab) ?? tabs[0];
  const loose = all.filter(({ type }) => type !== 'tab');
  // Loose blocks stand on the first tab, as they do on the record's page.
  const before = !current || current === tabs[0] ? loose : [];
  const own = current ? nodesIn(current.node) : [];
  const nodes = [...before, ...own].map((node) => shown(node, parts));
  return {
    tabs,
    current: current?.id,
    nodes: nodes.length > 0 ? nodes : [{ id: '_empty', type: 'text', text: parts.words.empty }],
  };
}

function shown(node: FormNode, parts: ShownParts): FormNode {
  const { words, entity, isNew, keep } = parts;
  switch (node.type) {
    case 'tab':
    case 'section': {
      const inner = nodesIn(node);
      const nodes = inner.length > 0 ? inner.map((each) => shown(each, parts)) : [emptyMark(node.id, words)];
      const label = node.label ?? (inner.length === 0 ? words.section : undefined);
      const { label: _label, ...rest } = node;
      return { ...rest, ...(label === undefined ? {} : { label }), ...(node.type === 'section' ? { collapsed: false } : {}), nodes } as FormNode; // prettier-ignore
    }
    case 'field':
      return entity.fields.has(node.field) ? node : gone(node.id, node.field, words);
    case 'subTable':
      return entity.fields.get(node.field)?.children ? keep.same(node) : gone(node.id, node.field, words);
    case 'related':
    case 'activities':
      return isNew ? { id: node.id, type: 'text', text: words.later(node) } : keep.same(node);
    case 'text':
      return node;
  }
}

const emptyMark = (id: string, { empty }: ShownWords): FormNode => ({ id: `${id}_empty`, type: 'text', text: empty });
const gone = (id: string, name: string, words: ShownWords): FormNode => ({ id, type: 'text', text: words.gone(name) });

/** Blocks that their conditions leave out for a record, with those in them. */
export function hiddenNodes(form: unknown, entity: Entity, rules: Rules, values: Values): ReadonlySet<string> {
  const hidden = new Set<string>();
  for (const { node, holder } of allNodes(form)) {
    const own = 'visibleIf' in node ? node.visibleIf : undefined;
    const field = node.type === 'field' ? entity.fields.get(node.field)?.document.visibleIf : undefined;
    const isOut = holder !== undefined && hidden.has(holder.id);
    if (isOut || !rules.isVisible(entity, [own, field], values)) hidden.add(node.id);
  }
  return hidden;
}
