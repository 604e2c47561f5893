/** What a block of a form is called on the canvas. */
import type { Entity, Model } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import type { Label } from '../../metadata/value.js';
import type { DesignSession } from '../session/design-session.js';
import type { WordKey } from '../session/words.js';
import type { NodeType } from './gestures/form-tree.js';

const icons: Readonly<Record<NodeType, string>> = {
  tab: 'folder',
  section: 'layers',
  field: 'type',
  subTable: 'table-2',
  related: 'list',
  activities: 'list-checks',
  text: 'text-align-start',
};
export const blockIcon = (type: NodeType): string => icons[type];
export const blockWord = (type: NodeType): WordKey => `form.type.${type}`;

export interface BlockWordsInput {
  readonly session: DesignSession;
  readonly model: Model;
  readonly entity: Entity | undefined;
}

export function blockLabel({ session, model, entity }: BlockWordsInput, node: FormNode): string {
  const { i18n } = session.host;
  const own = (label: Label | undefined, fallback: string) => i18n.label(label, fallback) || fallback;
  switch (node.type) {
    case 'tab':
    case 'section':
      return own(node.label, session.words.text(blockWord(node.type)));
    case 'field':
    case 'subTable':
      return own(node.label ?? entity?.fields.get(node.field)?.label, node.field);
    case 'related':
    case 'activities': {
      const other = model.entities.get(node.entity);
      return own(node.label ?? other?.plural, node.entity);
    }
    case 'text': {
      const text = i18n.label(node.text, '').trim();
      return text === '' ? session.words.text('form.type.text') : text.length > 40 ? `${text.slice(0, 40)}…` : text;
    }
  }
}
