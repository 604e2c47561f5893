/**
 * `<tr-schedules-page>`: one's schedules and links, and for who operates the site those of everybody. What can be done with
 * each stands in its menu.
 */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import type { Route } from '../data/router.js';
import { property } from 'lit/decorators.js';
import { errorText } from '../host/error-text.js';
import type { PageTitle } from '../host/screens.js';
import { ask } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import { button, iconButton, tag } from '../ui/parts.js';
import '../ui/states.js';
import { tablePageStyles, tableStyles } from '../ui/table-styles.js';
import { usersPageStyles } from '../users/users-page-styles.js';
import { cycleWords } from './cycle-words.js';
import { schedulesPageStyles } from './schedules-page-styles.js';
import {
  deleteSchedule, fetchLinks, fetchOffer, fetchReceived, fetchSchedule, fetchSchedules, pauseSchedule, restoreSchedule, revokeLink, testSchedule,
  type LinkRow, type ReceivedRow, type ScheduleOffer, type ScheduleRow,
} from './schedule-client.js'; // prettier-ignore
import { receivedTable } from './received-table.js';
import { reasonWords, scheduleState } from './send-words.js';
import '../ui/later-strings.js';

type Tab = 'schedules' | 'received' | 'links';
const tabs = { schedules: 'schedule.tab', received: 'schedule.received', links: 'link.tab' } as const;

@customElement('tr-schedules-page')
export class TrSchedulesPage extends TrElement {
  @property({ attribute: false }) route!: Route;
  @state() private schedules: readonly ScheduleRow[] | undefined;
  @state() private received: readonly ReceivedRow[] | undefined;
  @state() private links: readonly LinkRow[] | undefined;
  @state() private offer: ScheduleOffer | undefined;
  @state() private failure: ApiFailure | undefined;
  @query('tr-menu') private menu!: TrMenu;
  #asked = 0;

  static override styles = [tableStyles, tablePageStyles, usersPageStyles, schedulesPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.hostChanged();
    void this.#load();
  }

  protected override hostChanged(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('schedule.page'), trail: [] });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('route') && changed.get('route') !== undefined) void this.#load();
  }

  get #tab(): Tab {
    const { tab } = this.route.query;
    return tab === 'links' || tab === 'received' ? tab : 'schedules';
  }

  get #all(): boolean {
    return this.route.query['show'] === 'all' && this.host.app.has('operate');
  }

  #href(tab: Tab, all: boolean): string {
    const query = new URLSearchParams({
      ...(tab === 'schedules' ? {} : { tab }),
      ...(all && tab !== 'received' ? { show: 'all' } : {}),
    }).toString();
    return query === '' ? '/schedules' : `/schedules?${query}`;
  }

  override render() {
    const mayRun = this.host.app.has('report.run');
    return html`<div class="head row">
        <h1>${this.t('schedule.page')}</h1>
        <span class="sp"></span>
        ${mayRun && this.#tab === 'schedules' ? button({ label: this.t('schedule.new'), icon: 'plus', theme: 'primary', id: 'new', run: () => void this.#edit() }) : nothing}
      </div>
      <div class="bar">
        <div class="segments" role="group" aria-label=${this.t('schedule.page')}>
          ${(Object.keys(tabs) as Tab[]).map((tab) => this.#segment(this.t(tabs[tab]), this.#tab === tab, this.#href(tab, this.#all)))}
        </div>
        ${
          this.host.app.has('operate') && this.#tab !== 'received'
            ? html`<div class="segments" role="group" aria-label=${this.t('schedule.column.owner')}>
                ${this.#segment(this.t('schedule.own'), !this.#all, this.#href(this.#tab, false))}
                ${this.#segment(this.t('schedule.all'), this.#all, this.#href(this.#tab, true))}
              </div>`
            : nothing
        }
      </div>
      ${
        this.offer && !this.offer.mail && this.#tab === 'schedules'
          ? html`<p class="off" role="status">
              ${icon('info', 's')}<span
                ><strong>${this.t('schedule.mailOff')}.</strong> ${this.t('schedule.mailOffText')}</span
              >
            </p>`
          : nothing
      }
      <div class="content">${this.#content(mayRun)}</div>
      <tr-menu></tr-menu>`;
  }

  #segment(label: string, pressed: boolean, href: string) {
    return html`<button type="button" aria-pressed=${String(pressed)} @click=${() => void this.host.router.go(href)}>
      ${label}
    </button>`;
  }

  #content(mayRun: boolean) {
    const rows = { links: this.links, received: this.received, schedules: this.schedules }[this.#tab];
    if (this.failure && !rows) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t(this.#tab === 'links' ? 'link.failed' : 'schedule.failed')}
        .text=${errorText(this.host.i18n, this.failure)}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!rows) return html`<tr-skeleton .rows=${4} .columns=${4}></tr-skeleton>`;
    if (rows.length > 0) return this.#table();
    const home = { label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') };
    if (this.#tab === 'received') {
      return html`<tr-state
        kind="empty"
        icon="mail"
        .heading=${this.t('schedule.receivedNone')}
        .text=${this.t('schedule.receivedNoneText')}
        .actions=${[home]}
      ></tr-state>`;
    }
    if (!mayRun && !this.#all) {
      return html`<tr-state
        kind="forbidden"
        .heading=${this.t('schedule.forbidden')}
        .text=${this.t('schedule.forbiddenText')}
        .actions=${[home]}
      ></tr-state>`;
    }
    return this.#tab === 'links'
      ? html`<tr-state
          kind="empty"
          icon="link"
          .heading=${this.t('link.none')}
          .text=${this.t('link.noneText')}
          .actions=${[home]}
        ></tr-state>`
      : html`<tr-state
          kind="empty"
          icon="mail"
          .heading=${this.t('schedule.none')}
          .text=${this.t('schedule.noneText')}
          .actions=${[mayRun ? { label: this.t('schedule.new'), primary: true, run: () => void this.#edit() } : home]}
        ></tr-state>`;
  }

  #table() {
    if (this.#tab === 'links') return this.#linkTable();
    if (this.#tab === 'schedules') return this.#scheduleTable();
    return receivedTable({ host: this.host, rows: this.received!, changed: () => void this.#load() });
  }

  #scheduleTable() {
    return html`<table>
      <thead>
        <tr>
          <th>${this.t('schedule.column.what')}</th>
          ${this.#all ? html`<th>${this.t('schedule.column.owner')}</th>` : nothing}
          <th>${this.t('schedule.column.cycle')}</th>
          <th>${this.t('schedule.column.next')}</th>
          <th>${this.t('schedule.column.last')}</th>
          <th><span class="sr">${this.t('list.actions')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.schedules!.map((each) => this.#scheduleRow(each))}
      </tbody>
    </table>`;
  }

  #scheduleRow(schedule: ScheduleRow) {
    const { i18n } = this.host;
    const state = scheduleState(i18n, schedule);
    const { title, label, cron, zone, nextAt, pauseReason, recipientCount, mine } = schedule;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return html`<tr>
      <td class="who">
        ${mine ? html`<button type="button" class="linkish" @click=${() => void this.#edit(schedule)}>${title}</button>` : html`<strong>${title}</strong>`}
        <span class="sub">${label}, ${this.t('schedule.recipientCount', { count: recipientCount })}</span>
      </td>
      ${this.#all ? html`<td data-label=${this.t('schedule.column.owner')}>${schedule.owner.label ?? ''}</td>` : nothing}
      <td>${cycleWords(i18n, cron)}${zone === own ? nothing : html` <span class="t3 zone">${zone}</span>`}</td>
      <td class="when">
        ${nextAt === null ? tag(state.text, state.colour) : html`<time datetime=${nextAt}>${i18n.formats.dateTime(nextAt)}</time>`}
        ${pauseReason === null ? nothing : html`<span class="sub wrap">${reasonWords(i18n, pauseReason)}</span>`}
      </td>
      <td class="last">${this.#last(schedule)}</td>
      <td class="act">
        ${iconButton({ label: `${this.t('list.actions')}: ${title}`, icon: 'ellipsis', size: 'sm', run: (event) => this.#open(event, title, this.#scheduleItems(schedule)) })}
      </td>
    </tr>`;
  }

  #last({ last }: ScheduleRow) {
    const { i18n } = this.host;
    if (!last) return html`<span class="t3">${this.t('schedule.never')}</span>`;
    const words =
      last.state === 'failed'
        ? this.t('schedule.runFailed')
        : last.state === 'done'
          ? [
              ...(last.good > 0 || last.bad === 0 ? [this.t('schedule.good', { count: last.good })] : []),
              ...(last.bad > 0 ? [this.t('schedule.bad', { count: last.bad })] : []),
            ].join(', ')
          : this.t('schedule.running');
    const isBad = last.state === 'failed' || last.bad > 0;
    return html`<span class=${isBad ? 'warn' : ''}>${isBad ? icon('triangle-alert', 's') : nothing}${words}</span>
      <time class="sub" datetime=${last.at} data-tip=${i18n.formats.dateTime(last.at)}
        >${i18n.formats.ago(last.at, this.host.now())}</time
      >`;
  }

  #scheduleItems(schedule: ScheduleRow): readonly MenuItem[] {
    const { mine, paused, id } = schedule;
    const mail = this.offer?.mail ?? true;
    return [
      ...(mine
        ? [
            { id: 'edit', label: this.t('schedule.edit'), icon: 'pencil', run: () => void this.#edit(schedule) },
            {
              id: 'test',
              label: this.t('schedule.test'),
              icon: 'mail',
              ...(mail ? {} : { reason: this.t('schedule.mailOff') }),
              run: () => void this.#act(() => testSchedule(this.host, id), this.t('schedule.testSent')),
            },
          ]
        : []),
      { id: 'log', label: this.t('schedule.log'), icon: 'history', run: () => void this.#log(schedule) },
      ...(mine || !paused
        ? [
            {
              id: 'pause',
              label: this.t(paused ? 'schedule.resume' : 'schedule.pause'),
              icon: paused ? 'play' : 'clock',
              run: () => void this.#act(() => pauseSchedule(this.host, id, !paused)),
            },
          ]
        : []),
      {
        id: 'delete',
        label: this.t('common.delete'),
        icon: 'trash-2',
        line: true,
        run: () => void this.#delete(schedule),
      },
    ];
  }

  #linkTable() {
    return html`<table>
      <thead>
        <tr>
          <th>${this.t('link.column.what')}</th>
          ${this.#all ? html`<th>${this.t('schedule.column.owner')}</th>` : nothing}
          <th>${this.t('link.column.until')}</th>
          <th>${this.t('link.column.opened')}</th>
          <th><span class="sr">${this.t('list.actions')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.links!.map((each) => this.#linkRow(each))}
      </tbody>
    </table>`;
  }

  #linkRow(link: LinkRow) {
    const { formats } = this.host.i18n;
    const name = link.title ?? link.label;
    const more = [
      ...(name === link.label ? [] : [link.label]),
      ...(link.export ? [this.t('link.mayExport')] : []),
      ...(link.embed ? [this.t('link.mayEmbed')] : []),
    ];
    return html`<tr>
      <td class="who"><strong>${name}</strong><span class="sub">${more.join(', ')}</span></td>
      ${this.#all ? html`<td data-label=${this.t('schedule.column.owner')}>${link.owner.label ?? ''}</td>` : nothing}
      <td class="when">
        ${
          link.state === 'open'
            ? html`<time datetime=${link.expiresAt}>${formats.dateTime(link.expiresAt)}</time>`
            : tag(this.t(`link.state.${link.state}`), 'grey')
        }
      </td>
      <td data-label=${this.t('link.column.opened')}>
        ${formats.number(link.opened)}
        ${link.lastOpenedAt === null ? nothing : html`<time class="t3" datetime=${link.lastOpenedAt}>${formats.ago(link.lastOpenedAt, this.host.now())}</time>`}
      </td>
      <td class="act">
        ${
          link.state === 'open'
            ? iconButton({
                label: `${this.t('link.revoke')}: ${name}`,
                icon: 'x',
                size: 'sm',
                run: () => void this.#revoke(link),
              })
            : nothing
        }
      </td>
    </tr>`;
  }

  #open(event: Event, title: string, items: readonly MenuItem[]): void {
    void this.menu.openAt(event.currentTarget as HTMLElement, title, items, { align: 'end' });
  }

  async #edit(schedule?: ScheduleRow): Promise<void> {
    await import('./schedule-dialog.js');
    // Read anew: what is changed must be what stands there now.
    const held = schedule && (await this.#try(() => fetchSchedule(this.host, schedule.id)));
    if (schedule && !held) return;
    const dialog = document.createElement('tr-schedule-dialog');
    this.renderRoot.append(dialog);
    const saved = await dialog.run(held ? { held } : {});
    dialog.remove();
    if (saved) await this.#load();
  }

  async #log(schedule: ScheduleRow): Promise<void> {
    await import('./run-log-dialog.js');
    const dialog = document.createElement('tr-run-log-dialog');
    this.renderRoot.append(dialog);
    await dialog.run(schedule);
    dialog.remove();
  }

  async #delete(schedule: ScheduleRow): Promise<void> {
    const undo = {
      label: this.t('common.undo'),
      run: () => void this.#act(() => restoreSchedule(this.host, schedule.id)),
    };
    await this.#act(async () => {
      await deleteSchedule(this.host, schedule.id);
      this.host.toasts.show({ text: this.t('schedule.deleted', { title: schedule.title }), action: undo });
    });
  }

  async #revoke(link: LinkRow): Promise<void> {
    const answer = await ask(this.host, this.renderRoot as ShadowRoot, {
      title: this.t('link.revokeTitle'),
      text: this.t('link.revokeText', { count: link.opened }),
      actions: [
        { id: 'no', label: this.t('common.cancel') },
        { id: 'yes', label: this.t('link.revoke'), theme: 'primary danger' },
      ],
    });
    if (answer === 'yes') await this.#act(() => revokeLink(this.host, link.id), this.t('link.revoked'));
  }

  /** Does it, says so, and shows what stands there then. */
  async #act(work: () => Promise<unknown>, done?: string): Promise<void> {
    const result = await this.#try(async () => (await work(), true));
    if (result && done !== undefined) this.host.toasts.show({ text: done });
    await this.#load();
  }

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
      return undefined;
    }
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const offer = this.offer ?? (await fetchOffer(this.host));
      const all = this.#all;
      const links = this.#tab === 'links' ? (await fetchLinks(this.host, all)).links : this.links;
      const schedules = this.#tab === 'schedules' ? (await fetchSchedules(this.host, all)).schedules : this.schedules;
      const received = this.#tab === 'received' ? (await fetchReceived(this.host)).received : this.received;
      if (asked !== this.#asked) return;
      this.offer = offer;
      this.received = received;
      this.links = links;
      this.schedules = schedules;
      this.failure = undefined;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked === this.#asked) this.failure = error;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-schedules-page': TrSchedulesPage;
  }
}
