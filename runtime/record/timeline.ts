/**
 * `<tr-timeline>`: what happened to a record and what was said about it, newest first, with what is to be done above it and
 * the box to write in below. Loaded beside the record, never before it; what others do comes in without moving anything.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../data/api-client.js';
import { TrElement } from '../ui/element.js';
import './activities.js';
import { CommentActs } from './comment-acts.js';
import './comment-box.js';
import { fetchTimeline, type Item, type TimelinePage } from './comment-client.js';
import { changeItem, commentItem, printItem, recordItem } from './timeline-items.js';
import { timelineStyles } from './timeline-styles.js';

type Show = 'all' | 'comments' | 'records' | 'tasks' | 'changes';
const pageSize = 30;
/** Milliseconds in which live events are folded into one reading. */
const foldMs = 150;

@customElement('tr-timeline')
export class TrTimeline extends TrElement {
  @property() entityName = '';
  @property() recordId = '';
  /** A new version asks for the new entries. */
  @property({ type: Number }) version = 0;
  /** Blocks of what is to be done, shown above the stream. */
  @property({ attribute: false }) activities: readonly Extract<FormNode, { type: 'activities' }>[] = [];
  /** As high as its place, the box fixed at the foot. */
  @property({ type: Boolean, reflect: true }) rail = false;
  /** Id of a comment that is come for: shown and marked. */
  @property() wanted = '';
  @state() private show: Show = 'all';
  @state() private page: TimelinePage | undefined;
  @state() private failed = false;
  #acts = new CommentActs(this, () => this.#load());
  #stop: (() => void) | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #shown = '';

  static override styles = timelineStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.host.events.listen(({ type, entity, id, data }) => {
      const isHere = entity === this.entityName && id === this.recordId;
      // Sharing and printing leave the version as it is.
      const isSharing = type === 'record' && ['shared', 'unshared', 'printed'].includes(String(data?.['action']));
      const isBeside = type === 'record' && this.#sources.some((source) => source.entity === entity);
      if ((isHere && (type === 'comment' || isSharing)) || isBeside || type === 'resync') this.#loadSoon();
    });
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    clearTimeout(this.#soon);
    super.disconnectedCallback();
  }

  /** What stands in the stream beside comments and changes: calls, visits. */
  get #sources() {
    return this.host.app.entity(this.entityName)?.document.timeline ?? [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recordId') || changed.has('entityName')) {
      this.page = undefined;
      this.#acts.stop();
    }
    if (this.recordId && (changed.has('recordId') || changed.has('version'))) void this.#load();
  }

  protected override updated(): void {
    if (this.wanted === '' || this.wanted === this.#shown) return;
    const place = this.renderRoot.querySelector<HTMLElement>(`#c-${CSS.escape(this.wanted)}`);
    if (!place) return;
    this.#shown = this.wanted;
    place.classList.add('called');
    place.scrollIntoView({ block: 'center' });
    place.focus({ preventScroll: true });
  }

  override render() {
    const { features } = this.host.app.entity(this.entityName)?.document ?? {};
    const talks = features?.comments !== false;
    const hasTasks = this.activities.length > 0;
    return html`${this.#segments(talks, features?.history !== false, hasTasks)}
      <div class="stream">
        ${
          hasTasks && (this.show === 'all' || this.show === 'tasks')
            ? html`<div class="tasks">
                ${this.activities.map(
                  (node) => html`<tr-activities .node=${node} .recordId=${this.recordId}></tr-activities>`,
                )}
              </div>`
            : nothing
        }
        ${this.show === 'tasks' ? nothing : this.#stream()}
      </div>
      ${
        talks
          ? html`<div class="write">
              <tr-comment-box
                .entityName=${this.entityName}
                .recordId=${this.recordId}
                @tr-said=${() => void this.#load()}
              ></tr-comment-box>
            </div>`
          : nothing
      }
      ${this.#acts.overlays()}`;
  }

  #segments(talks: boolean, changes: boolean, tasks: boolean) {
    const shows: readonly Show[] = [
      'all',
      ...(talks ? (['comments'] as const) : []),
      ...(this.#sources.length > 0 ? (['records'] as const) : []),
      ...(tasks ? (['tasks'] as const) : []),
      ...(changes ? (['changes'] as const) : []),
    ];
    if (shows.length < 3) return nothing;
    return html`<div class="segments" role="group" aria-label=${this.t('timeline.show')}>
      ${shows.map(
        (show) =>
          html`<button type="button" aria-pressed=${String(show === this.show)} @click=${() => this.#choose(show)}>
            ${show === 'records' ? this.#recordsName() : this.t(`timeline.${show}`)}
          </button>`,
      )}
    </div>`;
  }

  /** What the records are called: by their entity where they are all of one. */
  #recordsName(): string {
    const [source, ...others] = this.#sources;
    const entity = this.host.app.entity(source!.entity);
    const isOne = others.every((other) => other.entity === source!.entity);
    return isOne ? this.host.i18n.label(entity?.document.plural, source!.entity) : this.t('timeline.records');
  }

  #stream() {
    const { page } = this;
    return html`<div class="head">
        <h2>${this.t('record.timeline')}</h2>
        <span class="meta">${this.t('record.newestFirst')}</span>
      </div>
      ${
        this.failed
          ? html`<p class="t3">
              ${this.t('record.historyFailed')}
              <button type="button" class="linkish" @click=${() => void this.#load()}>
                ${this.t('common.tryAgain')}
              </button>
            </p>`
          : nothing
      }
      ${
        page === undefined
          ? nothing
          : page.items.length === 0
            ? html`<p class="t3">${this.t(this.show === 'comments' ? 'comment.none' : 'record.noHistory')}</p>`
            : html`<ol>
                ${repeat(page.items, keyOf, (item) => this.#item(item))}
              </ol>`
      }
      ${page?.next === undefined ? nothing : html`<button type="button" class="linkish" @click=${() => void this.#older()}>${this.t('record.moreHistory')}</button>`}`;
  }

  #item(item: Item) {
    const entity = this.host.app.entity(this.entityName);
    return html`<li>
      ${
        item.type === 'change'
          ? changeItem(this.host, item.change, entity)
          : item.type === 'record'
            ? recordItem(this.host, item)
            : item.type === 'print'
              ? printItem(this.host, item)
              : commentItem(this.host, item.comment, this.#acts)
      }
    </li>`;
  }

  #choose(show: Show): void {
    this.show = show;
    if (show !== 'tasks') void this.#load();
  }

  #loadSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#load(), foldMs);
  }

  /** As many as are shown, so that nothing moves. */
  async #load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const page = await this.#fetch(Math.min(100, Math.max(pageSize, this.page?.items.length ?? 0)));
      if (asked !== this.#asked) return;
      this.page = page;
      this.failed = false;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked === this.#asked) this.failed = true;
    }
  }

  async #older(): Promise<void> {
    const held = this.page!;
    try {
      const page = await this.#fetch(pageSize, held.next);
      this.page = { ...page, items: [...held.items, ...page.items] };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failed = true;
    }
  }

  #fetch(limit: number, before?: string): Promise<TimelinePage> {
    return fetchTimeline(this.host, this, { limit, before, show: this.show === 'all' ? undefined : this.show });
  }
}

const keyOf = (item: Item): string =>
  item.type === 'change' ? `v${item.change.version}` : item.type === 'record' ? item.record.id : item.type === 'print' ? item.print.id : item.comment.id; // prettier-ignore

declare global {
  interface HTMLElementTagNameMap {
    'tr-timeline': TrTimeline;
  }
}
