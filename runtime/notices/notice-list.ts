/**
 * `<tr-notice-list>`: one's notices, the newest first, all or the unread; each leads to its place and is read then. Shown
 * under the bell and as a page. Tells `tr-gone` when one was followed.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ApiFailure } from '../data/api-client.js';
import { hrefs, withQuery } from '../data/router.js';
import { TrElement } from '../ui/element.js';
import { plainComment } from '../record/comment-text.js';
import { icon } from '../ui/icon.js';
import { avatar } from '../ui/parts.js';
import '../ui/states.js';
import { reasonWords } from '../schedules/send-words.js';
import { fetchNotices, markRead, type Notice, type NoticePage } from './notice-client.js';
import { noticeListStyles } from './notice-list-styles.js';
import '../ui/later-strings.js';

@customElement('tr-notice-list')
export class TrNoticeList extends TrElement {
  /** How many are unread, as the bell knows: another number asks anew. */
  @property({ type: Number }) unread = 0;
  /** The list is the page: its title is the page's. */
  @property({ type: Boolean }) alone = false;
  @state() private show: 'all' | 'unread' = 'all';
  @state() private page: NoticePage | undefined;
  @state() private failure: ApiFailure | undefined;
  #stop: (() => void) | undefined;
  #asked = 0;

  static override styles = noticeListStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.host.events.listen(({ type }) => {
      if (type === 'notice' || type === 'resync') void this.#load();
    });
    void this.#load();
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('unread') && changed.get('unread') !== undefined) void this.#load();
  }

  override render() {
    return html`<div class="head">
        ${this.alone ? html`<h1>${this.t('notices.title')}</h1>` : html`<h2>${this.t('notices.title')}</h2>`}
        <span class="sp"></span>
        <div class="segments" role="group" aria-label=${this.t('timeline.show')}>
          ${(['all', 'unread'] as const).map(
            (show) =>
              html`<button type="button" aria-pressed=${String(show === this.show)} @click=${() => this.#choose(show)}>
                ${this.t(show === 'all' ? 'notices.all' : 'notices.onlyUnread')}
              </button>`,
          )}
        </div>
        <button
          type="button"
          class="ib sm"
          aria-label=${this.t('notices.markAll')}
          data-tip=${this.t('notices.markAll')}
          ?disabled=${(this.page?.unread ?? 0) === 0}
          @click=${() => void this.#mark()}
        >
          ${icon('circle-check')}
        </button>
        <slot name="tools"></slot>
      </div>
      <div class="scroll">${this.#content()}</div>`;
  }

  #content() {
    const { page, failure } = this;
    if (failure && !page) {
      const isForbidden = failure.status === 403;
      return html`<tr-state
        kind=${isForbidden ? 'forbidden' : 'failed'}
        .heading=${this.t(isForbidden ? 'widget.noAccess' : 'notices.failed')}
        .text=${failure.message}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!page) return html`<tr-skeleton .rows=${4} .columns=${2}></tr-skeleton>`;
    if (page.rows.length === 0) {
      return html`<tr-state
        kind="empty"
        icon="bell"
        .heading=${this.t(this.show === 'all' ? 'notices.none' : 'notices.noneUnread')}
        .text=${this.t('notices.noneText')}
        .actions=${[{ ...this.#nextStep(), primary: true }]}
      ></tr-state>`;
    }
    return html`<ul>
        ${repeat(
          page.rows,
          (notice) => notice.id,
          (notice) => this.#notice(notice),
        )}
      </ul>
      ${page.next === undefined ? nothing : html`<div class="more"><button type="button" class="linkish" @click=${() => void this.#older()}>${this.t('notices.older')}</button></div>`}`;
  }

  /** Out of an empty list: to all of them, else to what one is told of. */
  #nextStep() {
    if (this.show === 'unread') return { label: this.t('notices.all'), run: () => this.#choose('all') };
    if (this.alone) return { label: this.t('notices.settings'), run: () => this.emit('tr-settings') };
    const toPage = () => {
      this.emit('tr-gone');
      void this.host.router.go('/notices');
    };
    return { label: this.t('notices.page'), run: toPage };
  }

  #notice(notice: Notice) {
    const { formats } = this.host.i18n;
    const who = notice.by?.label ?? this.t('history.system');
    return html`<li class=${notice.read ? '' : 'unread'}>
      <a class="to" href=${this.#hrefOf(notice)} @click=${() => this.#follow(notice)}>
        ${notice.job || notice.schedule ? html`<span class="job">${icon('clock', 's')}</span>` : avatar(who)}
        <span>
          <span class="says">${this.#words(notice, who)}</span>
          ${notice.comment ? html`<span class="quote">${plainComment(notice.comment.text)}</span>` : nothing}
          ${notice.fields && notice.fields.length > 0 ? html`<span class="quote">${notice.fields.join(', ')}</span>` : nothing}
          ${notice.schedule ? html`<span class="quote">${this.#reasons(notice.schedule.reasons)}</span>` : nothing}
          <time class="meta" datetime=${notice.at} data-tip=${formats.dateTime(notice.at)}
            >${formats.ago(notice.at, this.host.now())}</time
          >
        </span>
      </a>
      ${
        notice.read
          ? nothing
          : html`<button
              type="button"
              class="ib xs mark"
              aria-label=${this.t('notices.mark')}
              data-tip=${this.t('notices.mark')}
              @click=${() => void this.#mark([notice.id])}
            >
              <span class="dot"></span>
            </button>`
      }
    </li>`;
  }

  #words(notice: Notice, who: string) {
    const record = notice.record?.label ?? this.t('record.unnamed');
    const { job } = notice;
    if (notice.schedule) {
      const isPaused = notice.schedule.reasons.includes('PAUSED');
      return this.t(isPaused ? 'notices.schedulePaused' : 'notices.schedule', { title: notice.schedule.title });
    }
    if (job) return this.t(job.state === 'failed' ? 'notices.jobFailed' : 'notices.jobDone', { job: job.label });
    if (notice.kind === 'changed') return this.t('notices.changed', { who, record, count: notice.times });
    if (notice.kind === 'job' || notice.kind === 'schedule') return '';
    return this.t(`notices.${notice.kind}`, { who, record });
  }

  #reasons(codes: readonly string[]): string {
    return codes
      .filter((code) => code !== 'PAUSED')
      .map((code) => reasonWords(this.host.i18n, code))
      .join(', ');
  }

  #hrefOf({ entity, record, comment, schedule }: Notice): string {
    if (schedule) return '/schedules';
    if (entity === undefined || !record) return '/notices';
    return withQuery(hrefs.record(entity, record.id), { comment: comment?.id });
  }

  /** Read as soon as it is followed; the page does not wait for it. */
  #follow(notice: Notice): void {
    if (!notice.read) void this.#mark([notice.id]);
    this.emit('tr-gone');
  }

  #choose(show: 'all' | 'unread'): void {
    this.show = show;
    void this.#load();
  }

  async #mark(ids?: readonly string[]): Promise<void> {
    try {
      const { unread } = await markRead(this.host, ids);
      const isRead = (notice: Notice) => ids === undefined || ids.includes(notice.id);
      const rows = this.page?.rows.map((row) => (isRead(row) ? { ...row, read: true } : row)) ?? [];
      if (this.page) this.page = { ...this.page, rows, unread };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const page = await fetchNotices(this.host, { show: this.show });
      if (asked !== this.#asked) return;
      this.page = page;
      this.failure = undefined;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  async #older(): Promise<void> {
    const held = this.page!;
    try {
      const page = await fetchNotices(this.host, { show: this.show, before: held.next });
      this.page = { ...page, rows: [...held.rows, ...page.rows] };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }
}
