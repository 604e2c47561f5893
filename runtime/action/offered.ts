/** Which actions a record offers to this person now, and how menus and the head of its page show them. */
import { html, nothing } from 'lit';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import type { EntityAction } from '../../metadata/schema/entity-action.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import type { MenuItem } from '../ui/menu.js';
import type { Allowed } from '../record/allowed.js';
import type { Values } from '../record/record-draft.js';
import type { Rules } from '../record/rules.js';

/** The server left out what the person may not run at all; conditions are asked of the record as it is stored. */
export function offeredActions(
  entity: Entity,
  record: Values,
  { rules, allowed }: { readonly rules: Rules | undefined; readonly allowed: Allowed },
): readonly EntityAction[] {
  return (entity.document.actions ?? []).filter(
    ({ visibleIf, sets }) =>
      (sets === undefined || allowed.update) &&
      (visibleIf === undefined || rules?.isTrue(entity, visibleIf, record) === true),
  );
}

export const actionItems = (
  host: Pick<Host, 'i18n'>,
  actions: readonly EntityAction[],
  run: (action: EntityAction) => void,
): readonly MenuItem[] =>
  actions.map((action, index) => ({
    id: `action ${action.name}`,
    label: host.i18n.label(action.label, action.name),
    icon: action.icon ?? 'play',
    ...(index === 0 ? { line: true } : {}),
    run: () => run(action),
  }));

/** The first action, beside Save; a phone has it in the menu only. */
export function actionButton(
  host: Pick<Host, 'i18n'>,
  [action]: readonly EntityAction[],
  run: (action: EntityAction) => void,
) {
  if (!action) return nothing;
  const help = host.i18n.label(action.help);
  return html`<vaadin-button class="act" data-tip=${help || nothing} @click=${() => run(action)}
    ><span slot="prefix">${icon(action.icon ?? 'play')}</span
    >${host.i18n.label(action.label, action.name)}</vaadin-button
  >`;
}
