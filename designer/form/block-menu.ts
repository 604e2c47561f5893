/** The menu of a block: what its handles do, in words, and what has no handle. */
import type { MenuItem } from '../../runtime/ui/menu.js';
import type { Words } from '../session/words.js';
import type { FormActs } from './form-acts.js';
import { columnsOf, visibilityOf } from './gestures/edits.js';
import { allNodes, findNode, lastIn } from './gestures/form-tree.js';
import { placeBeyond } from './gestures/moves.js';

export interface BlockMenu {
  readonly acts: FormActs;
  readonly id: string;
  readonly words: Words;
  inspect(): void;
}

const widths = [3, 4, 6, 8, 12] as const;

export function blockItems({ acts, id, words, inspect }: BlockMenu): readonly MenuItem[] {
  const found = findNode(acts.form, id);
  if (!found) return [];
  const { node, holder } = found;
  const visibility = visibilityOf(node);
  const move = (direction: 'up' | 'down'): MenuItem => {
    const isTo = placeBeyond(acts.form, id, direction) !== undefined;
    return {
      id: direction,
      label: words.text(direction === 'up' ? 'form.back' : 'form.on'),
      icon: direction === 'up' ? 'arrow-up' : 'arrow-down',
      key: direction === 'up' ? 'Alt+↑' : 'Alt+↓',
      ...(isTo ? {} : { reason: words.text('form.noFurther') }),
      run: () => void acts.move(id, direction),
    };
  };
  const tabs = allNodes(acts.form).filter((each) => each.node.type === 'tab' && each.node.id !== id);
  const own = tabOf(acts, id);
  const others = node.type === 'tab' ? [] : tabs.filter((each) => each.node.id !== own);
  return [
    { id: 'inspect', label: words.text('form.properties'), icon: 'settings', key: 'Enter', run: inspect },
    move('up'),
    move('down'),
    ...others.map(({ node: tab }, i): MenuItem => ({
      id: `to-${tab.id}`,
      label: words.text('form.toTab', { name: acts.label(tab.id) }),
      ...(i === 0 ? { line: true } : {}),
      run: () => void acts.drop({ id }, { holder: tab.id, after: lastIn(acts.form, tab.id) }),
    })),
    ...(node.type === 'field'
      ? widths.map((span, i): MenuItem => ({
          id: `span-${span}`,
          label: words.text('form.spanOf', { span }),
          checked: (node.span ?? 4) === span,
          ...(i === 0 ? { section: words.text('form.width') } : {}),
          run: () => (acts.span(id, span), acts.open.endGesture()),
        }))
      : []),
    ...(node.type === 'section'
      ? [1, 2, 3, 4].map((count, i): MenuItem => ({
          id: `columns-${count}`,
          label: words.text('form.columns', { count }),
          checked: columnsOf(node, () => false) === count,
          ...(i === 0 ? { section: words.text('form.columnsTitle') } : {}),
          run: () => acts.columns(id, count),
        }))
      : []),
    ...(node.type === 'tab' || node.type === 'section'
      ? []
      : [
          {
            id: 'section',
            label: words.text(holder?.type === 'section' ? 'form.sectionFrom' : 'form.sectionAround'),
            icon: 'layers',
            line: true,
            run: () => acts.beginSection(id),
          },
        ]),
    ...(node.type === 'field' || node.type === 'subTable'
      ? []
      : [{ id: 'copy', label: words.text('list.duplicate'), icon: 'copy', run: () => acts.duplicate(id) }]),
    ...(visibility === undefined || visibility === 'if'
      ? []
      : [
          {
            id: 'hide',
            label: words.text(visibility === 'never' ? 'form.show' : 'form.hide'),
            icon: visibility === 'never' ? 'eye' : 'eye-off',
            run: () => acts.hide(id),
          },
        ]),
    { id: 'remove', label: words.text('form.remove'), icon: 'trash-2', key: 'Del', danger: true, line: true, run: () => acts.remove(id) }, // prettier-ignore
  ];
}

function tabOf(acts: FormActs, id: string): string | undefined {
  let found = findNode(acts.form, id);
  while (found && found.node.type !== 'tab') found = found.holder && findNode(acts.form, found.holder.id);
  return found?.node.id;
}
