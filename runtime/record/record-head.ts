/** The head of a record page as templates: title, status, neighbours, Save with its menu, key facts. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import type { FormDocument } from '../../metadata/schema/entity.js';
import { isEmpty, readPath } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { createEditHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import { recallOrder } from '../list/record-order.js';
import { icon } from '../ui/icon.js';
import { avatar } from '../ui/parts.js';
import { fieldState, type FormContext } from './form-context.js';
import { anchorOf } from './form-places.js';
import type { PresentPerson } from './presence-watch.js';
import type { RecordDraft } from './record-draft.js';

/** LOOK: more than six facts are no key facts. */
const mostFacts = 6;

export interface RecordHead {
  readonly host: Host;
  readonly entity: Entity;
  readonly document: FormDocument | undefined;
  readonly draft: RecordDraft;
  readonly form: FormContext;
  readonly title: string;
  readonly listHref: string;
  readonly isSaving: boolean;
  /** The record may be changed; of a new one: made. */
  readonly maySave: boolean;
  /** Who else looks at it or edits it. */
  readonly people: readonly PresentPerson[];
  /** Undefined until it is known whether the person follows the record. */
  readonly following: boolean | undefined;
  /** Beside a list, whose panel has its own neighbours. */
  readonly quick: boolean;
  /** What may be done with the record, where there is room for it. */
  readonly actions?: TemplateResult | typeof nothing;
  follow(): void;
  save(): void;
  openSaveMenu(event: Event): void;
  openMore(event: Event): void;
  /** Absent where there is nothing to print by, or no room. */
  readonly print: (() => void) | undefined;
}

export function recordHead(head: RecordHead) {
  const { host, entity, draft } = head;
  return html`<div class="row line1">
      <a class="ib back" href=${head.listHref} aria-label=${host.i18n.t('record.toList')}>${icon('arrow-left')}</a>
      <span class="badge" aria-hidden="true">${icon(entity.document.icon ?? 'box')}</span>
      <h1 class="clip" data-tip-cut>${head.title}</h1>
      ${statusTag(head)}
      <span class="sp"></span>
      ${others(head)} ${draft.isNew || head.quick ? nothing : neighbours(host, entity.name, draft.base!.id)}
      ${draft.isNew ? nothing : html`${followButton(head)} ${printButton(head)} ${moreButton(head)}`} ${head.actions}
      ${saveButtons(head)}
    </div>
    ${tagsLine(head)} ${draft.isNew ? nothing : keyFacts(head)}`;
}

function statusTag({ host, entity, draft, form: { fieldHost } }: RecordHead) {
  const status = entity.fields.get(entity.document.statusField ?? '');
  const value = status ? draft.was(status.name) : undefined;
  return status && !isEmpty(value) ? host.fields.get(status.type.id).display(value, status, fieldHost) : nothing;
}

/** The words that the platform's own field of tags holds; they are saved with the record. */
function tagsLine({ host, entity, draft, form }: RecordHead) {
  const field = entity.fields.get('tags');
  if (!field?.system) return nothing;
  const state = fieldState(form, field, { id: 'tags', type: 'field', field: 'tags' });
  const value = draft.get('tags');
  if (!state.visible || (state.readOnly && isEmpty(value))) return nothing;
  const view = host.fields.get(field.type.id);
  const label = host.i18n.label(field.label, field.name);
  if (state.masked) return nothing;
  if (state.readOnly || !view.edit)
    return html`<div class="row tagline" role="group" aria-label=${label}>
      ${view.display(value, field, form.fieldHost)}
    </div>`;
  const edit = createEditHost(form.fieldHost, {
    place: 'head',
    label,
    error: form.draft.unreadable.get('tags') ?? form.errors.get('/tags'),
    refuse: (message) => form.refuse('tags', message),
  });
  return html`<div class="tagline" id=${anchorOf('/tags')}>
    ${view.edit(value, field, edit, (next) => form.set('tags', next))}
  </div>`;
}

/** So many faces; the others are a number. */
const mostFaces = 3;

function others({ host, people }: RecordHead) {
  if (people.length === 0) return nothing;
  const { i18n } = host;
  const say = (person: PresentPerson) =>
    i18n.t(person.state === 'edit' ? 'presence.edits' : 'presence.views', {
      who: person.label ?? i18n.t('record.someone'),
    });
  const words = people.map(say).join(', ');
  return html`<span class="others" role="status" data-tip=${words}>
    ${people
      .slice(0, mostFaces)
      .map((person) => html`<span class="face ${person.state}">${avatar(person.label ?? '?', 's')}</span>`)}
    <span class="meta clip says" aria-hidden="true"
      >${people.length === 1 ? say(people[0]!) : i18n.t('presence.many', { count: people.length })}</span
    >
    <span class="sr">${words}</span>
  </span>`;
}

function followButton({ host, following, follow }: RecordHead) {
  return html`<button
    type="button"
    class="ib follow ${following ? 'on' : ''}"
    aria-label=${host.i18n.t('follow.name')}
    aria-pressed=${String(following === true)}
    ?disabled=${following === undefined}
    data-tip=${host.i18n.t(following ? 'follow.stop' : 'follow.start')}
    @click=${follow}
  >
    ${icon(following ? 'bell-ring' : 'bell')}
  </button>`;
}

function printButton({ host, print }: RecordHead) {
  if (!print) return nothing;
  const words = host.i18n.t('print.open');
  return html`<button type="button" class="ib" aria-label=${words} data-tip=${words} @click=${print}>
    ${icon('printer')}
  </button>`;
}

function moreButton({ host, openMore }: RecordHead) {
  const words = host.i18n.t('record.more');
  return html`<button
    type="button"
    class="ib"
    aria-haspopup="menu"
    aria-label=${words}
    data-tip=${words}
    @click=${openMore}
  >
    ${icon('ellipsis')}
  </button>`;
}

function saveButtons({ host, draft, isSaving, maySave, save, openSaveMenu }: RecordHead) {
  if (!maySave)
    return html`<span class="meta row readonly"
      >${icon('lock', 's')}<span>${host.i18n.t('record.readOnly')}</span></span
    >`;
  const off = isSaving || (!draft.isDirty && !draft.isNew);
  return html`<span class="split">
    <vaadin-button theme="primary" ?disabled=${off} data-tip="Ctrl+S" @click=${save}
      >${host.i18n.t('common.save')}</vaadin-button
    >
    <vaadin-button
      theme=${off ? '' : 'primary'}
      class="arrow"
      ?disabled=${isSaving}
      aria-haspopup="menu"
      aria-label=${host.i18n.t('record.saveMenu')}
      @click=${openSaveMenu}
      >${icon('chevron-down', 's')}</vaadin-button
    >
  </span>`;
}

/** Label over value, never edited here. The status stands beside the title already. */
function keyFacts({ host, entity, document, draft, form: { fieldHost } }: RecordHead) {
  const facts = (document?.facts ?? []).flatMap(({ path }) => {
    const found = path === entity.document.statusField ? undefined : host.app.path(entity.name, path);
    return found ? [{ path, field: found.field }] : [];
  });
  if (facts.length === 0) return nothing;
  return html`<dl class="facts" aria-label=${host.i18n.t('record.facts')}>
    ${facts.slice(0, mostFacts).map(({ path, field }) => {
      const value = readPath(draft.base!, path);
      const view = host.fields.get(field.type.id);
      const unit = isEmpty(value) ? undefined : view.unit?.(field, fieldHost);
      return html`<div>
        <dt class="meta">${host.i18n.label(field.label, path)}</dt>
        <dd>${unit ? `${unit} ` : ''}${isEmpty(value) ? '–' : view.display(value, field, fieldHost)}</dd>
      </div>`;
    })}
  </dl>`;
}

/** Previous and next of the list one came from. */
function neighbours(host: Host, entityName: string, id: string) {
  const order = recallOrder(entityName);
  const at = order?.ids.indexOf(id) ?? -1;
  if (!order || at < 0) return nothing;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const link = (other: string | undefined, label: string, name: string) =>
    other === undefined
      ? html`<button type="button" class="ib sm" disabled aria-label=${label}>${icon(name)}</button>`
      : html`<a class="ib sm" href=${hrefs.record(entityName, other)} aria-label=${label} data-tip=${label}
          >${icon(name)}</a
        >`;
  return html`<span class="row near" style="gap:4px">
      ${link(order.ids[at - 1], t('record.previous'), 'chevron-left')}
      <span class="meta">${t('record.place', { at: at + 1, total: order.total })}</span>
      ${link(order.ids[at + 1], t('record.next'), 'chevron-right')}
    </span>
    <span class="vsep near" aria-hidden="true"></span>`;
}
