/** The head of a list page as templates: title, count, New, views as tabs; on a phone the views are the title's menu. */
import { html, nothing } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import { hrefs } from '../data/router.js';
import { newLabel, pluralOf } from '../host/entity-words.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import { button } from '../ui/parts.js';
import { audienceWords } from './audience-words.js';
import { viewInAddress, viewsOf } from './list-views.js';

export interface ListHead {
  readonly host: Host;
  readonly entity: Entity;
  readonly view: ViewDocument | undefined;
  /** Undefined while the rows are awaited. */
  readonly total: number | undefined;
  readonly everything: number | undefined;
  readonly counts: ReadonlyMap<string, number>;
  /** The one filled button stands in the empty list. */
  readonly isEmpty: boolean;
  saveView(): void;
  viewMenu(event: Event): void;
  /** The pointer came upon the row of views, or left it. */
  hold(isHeld: boolean): void;
}

export function listHead(head: ListHead) {
  const { host, entity } = head;
  const create = () => void host.router.go(hrefs.create(entity.name));
  const theme = head.isEmpty ? '' : 'primary';
  return html`<div class="row top">
      <h1>${pluralOf(host, entity)}</h1>
      <span class="t3 count">${countWords(head)}</span>
      <span class="sp"></span>
      ${trashLink(host, entity)}
      ${
        host.app.access(entity.name)?.create
          ? button({ label: newLabel(host, entity), icon: 'plus', theme, run: create })
          : nothing
      }
    </div>
    ${viewTabs(head)}`;
}

function trashLink(host: Host, entity: Entity) {
  if (!host.app.access(entity.name)?.delete) return nothing;
  const words = host.i18n.t('trash.title');
  return html`<a class="ib" href=${hrefs.trash(entity.name)} aria-label=${words} data-tip=${words}
    >${icon('trash-2')}</a
  >`;
}

/** "23 of 91", or one number. */
function countWords({ host, total, everything }: ListHead): string {
  if (total === undefined) return '';
  if (everything === undefined || everything === total) return host.i18n.formats.number(total);
  return host.i18n.t('list.of', { count: total, all: everything });
}

function viewTabs(head: ListHead) {
  const { host, entity, view: current, counts } = head;
  const views = viewsOf(host, entity.name);
  const count = (name: string) =>
    counts.has(name) ? html`<span class="ct">${host.i18n.formats.number(counts.get(name)!)}</span>` : nothing;
  const whom = (name: string) => {
    const saved = host.app.lists.find(name);
    const words = saved && audienceWords(host, saved);
    return words === undefined ? nothing : html`<span class="for">${words}</span>`;
  };
  const tabs = views.map(
    (view) =>
      html`<a
        class="tab"
        href=${hrefs.list(entity.name, { view: viewInAddress(host, entity.name, view.name) })}
        aria-current=${view.name === current?.name ? 'page' : nothing}
        >${host.i18n.label(view.label, view.name)}${whom(view.name)}${count(view.name)}</a
      >`,
  );
  return html`<div class="tabs" @pointerenter=${() => head.hold(true)} @pointerleave=${() => head.hold(false)}>
    ${views.length < 2 ? nothing : html`<nav class="tabrow" aria-label=${host.i18n.t('list.views')}>${tabs}</nav>`}
    <button type="button" class="tab plain" aria-haspopup="dialog" @click=${() => head.saveView()}>
      ${icon('plus', 's')}${host.i18n.t('view.save')}
    </button>
    <button
      type="button"
      class="ib xs"
      aria-haspopup="menu"
      aria-label=${host.i18n.t('view.menu')}
      data-tip=${host.i18n.t('view.menu')}
      @click=${(event: Event) => head.viewMenu(event)}
    >
      ${icon('ellipsis')}
    </button>
  </div>`;
}

export function phoneHead({ host, entity, view, total }: ListHead, openViews: (event: Event) => void) {
  const several = viewsOf(host, entity.name).length > 1;
  const title = several && view ? host.i18n.label(view.label, view.name) : pluralOf(host, entity);
  return html`<div class="phonehead">
    <h1>
      <button type="button" class="title" aria-haspopup="menu" @click=${openViews}>
        <span class="clip">${title}</span>${icon('chevron-down')}
      </button>
    </h1>
    <span class="meta">${total === undefined ? '' : host.i18n.formats.number(total)}</span>
    <span class="sp"></span>
    ${trashLink(host, entity)}
  </div>`;
}

/** The round button of a phone. */
export function floatingCreate(host: Host, entity: Entity) {
  if (!host.app.access(entity.name)?.create) return nothing;
  return html`<a class="float" href=${hrefs.create(entity.name)} aria-label=${newLabel(host, entity)}
    >${icon('plus', 'l')}</a
  >`;
}
