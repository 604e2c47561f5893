/** What stands where rows would: missing, no right, failed, nothing matches, empty. */
import { html, type TemplateResult } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import type { ApiFailure } from '../data/api-client.js';
import { hrefs } from '../data/router.js';
import { inSentence, newLabel, pluralOf } from '../host/entity-words.js';
import type { Host } from '../host/host.js';

const things = (host: Host, entity: Entity): string => inSentence(host, pluralOf(host, entity));

const home = (host: Host) => ({
  label: host.i18n.t('notFound.home'),
  primary: true,
  run: () => void host.router.go('/'),
});

export const missingState = (host: Host): TemplateResult =>
  html`<tr-state
    kind="missing"
    .heading=${host.i18n.t('notFound.title')}
    .text=${host.i18n.t('notFound.text')}
    .actions=${[home(host)]}
  ></tr-state>`;

/** `clear` is offered where the filter may be what is not allowed. */
export const forbiddenState = (host: Host, entity: Entity, text?: string, clear?: () => void): TemplateResult =>
  html`<tr-state
    kind="forbidden"
    .heading=${host.i18n.t('list.forbidden', { things: things(host, entity) })}
    .text=${text ?? host.i18n.t('list.forbiddenText')}
    .actions=${clear ? [{ label: host.i18n.t('list.clearFilters'), primary: true, run: clear }] : [home(host)]}
  ></tr-state>`;

export function failedState(host: Host, failure: ApiFailure, again: () => void): TemplateResult {
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const request = failure.requestId ? ` ${t('common.request', { id: failure.requestId })}` : '';
  return html`<tr-state
    kind="failed"
    .heading=${t('list.failed')}
    .text=${(failure.status === 0 ? t('error.NETWORK') : failure.message) + request}
    .actions=${[{ label: t('common.tryAgain'), primary: true, run: again }]}
  ></tr-state>`;
}

/** `count` conditions leave nothing of `everything` records. */
export const filteredState = (
  host: Host,
  entity: Entity,
  { count, everything, clear }: { count: number; everything: number | undefined; clear: () => void },
): TemplateResult =>
  html`<tr-state
    kind="filtered"
    .heading=${host.i18n.t('list.filtered', { things: things(host, entity), count })}
    .text=${everything === undefined ? '' : host.i18n.t('list.filteredText', { count: everything })}
    .actions=${[{ label: host.i18n.t('list.clearFilters'), primary: true, run: clear }]}
  ></tr-state>`;

/** Whoever may not create looks again: others may have. */
export function emptyState(host: Host, entity: Entity, again: () => void): TemplateResult {
  const mayCreate = host.app.access(entity.name)?.create === true;
  const create = () => void host.router.go(hrefs.create(entity.name));
  return html`<tr-state
    kind="empty"
    ghost
    icon=${entity.document.icon ?? 'inbox'}
    .heading=${host.i18n.t('list.empty', { things: things(host, entity) })}
    .text=${host.i18n.t(mayCreate ? 'list.emptyText' : 'list.emptyReadOnly')}
    .actions=${[
      mayCreate
        ? { label: newLabel(host, entity), icon: 'plus', primary: true, run: create }
        : { label: host.i18n.t('dashboard.refresh'), icon: 'refresh-cw', primary: true, run: again },
    ]}
  ></tr-state>`;
}
