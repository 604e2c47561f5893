/**
 * `<tr-log-page>`: what happened on the site, the latest first: found by person, kind, days and text, which stand in the
 * address; a row opens to all that is known of it.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/button';
import { logKindNames, type LogEntry, type LogKind, type LogPage } from '../../metadata/access/log-entry.js';
import type { Field } from '../../metadata/model/model.js';
import { isDate } from '../../metadata/time.js';
import { ApiFailure } from '../data/api-client.js';
import { isReference } from '../data/record.js';
import type { Route } from '../data/router.js';
import { errorText } from '../host/error-text.js';
import { createEditHost, createFieldHost } from '../host/field-host.js';
import type { PageTitle } from '../host/screens.js';
import '../ui/editors.js';
import { TrElement } from '../ui/element.js';
import { dateEditor, referenceEditor } from '../ui/field-parts.js';
import { icon } from '../ui/icon.js';
import { button, tag } from '../ui/parts.js';
import '../ui/states.js';
import { tablePageStyles, tableStyles } from '../ui/table-styles.js';
import { downloadLog, fetchLog, isWholeLog, logHref, wholeLog, type LogFilter } from './log-client.js';
import { logPageStyles } from './log-page-styles.js';
import { eventFacts, eventSubject, eventText, personName, tones } from './log-words.js';
import { usersPageStyles } from './users-page-styles.js';
import '../ui/later-strings.js';

/** Milliseconds of quiet after which what was typed is looked for. */
const typingPause = 250;

@customElement('tr-log-page')
export class TrLogPage extends TrElement {
  @property({ attribute: false }) route: Route | undefined;
  @state() private page: LogPage | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private filter = wholeLog;
  @state() private open: ReadonlySet<string> = new Set();
  @state() private busy = false;
  /** Names of people who were chosen. */
  readonly #names = new Map<string, string>();
  #typing: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  static override styles = [tableStyles, tablePageStyles, usersPageStyles, logPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.hostChanged();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#typing);
    this.#asked?.abort();
    super.disconnectedCallback();
  }

  protected override hostChanged(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('log.title'), trail: [] });
  }

  /** The address says what is looked for: also when one goes back to it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('route') || !this.#may) return;
    const { find = '', kind = '', person = '', from = '', to = '' } = this.route?.query ?? {};
    const known = logKindNames.find((each) => each === kind) ?? '';
    const day = (text: string) => (isDate(text) ? text : '');
    this.filter = { find, kind: known, person, from: day(from), to: day(to) };
    void this.#load();
  }

  get #may(): boolean {
    return this.host.app.has('users');
  }

  override render() {
    if (!this.#may) {
      return html`<tr-state
        kind="forbidden"
        .heading=${this.t('log.forbidden')}
        .text=${this.t('log.forbiddenText')}
      ></tr-state>`;
    }
    const { page } = this;
    return html`<div class="head row">
        <h1>${this.t('log.title')}</h1>
        <span class="sp"></span>
        ${button({ label: this.t('log.export'), icon: 'download', id: 'export', disabled: !page || page.rows.length === 0 || this.busy, run: () => void this.#export() })}
      </div>
      ${this.#tools()}
      <div class="content" aria-busy=${String(!page && !this.failure)}>${this.#content()}</div>`;
  }

  #change(part: Partial<LogFilter>): void {
    this.filter = { ...this.filter, ...part };
    this.host.router.replace(logHref(this.filter));
    void this.#load();
  }

  #tools() {
    const { find, kind, person, from, to } = this.filter;
    const base = createFieldHost(this.host);
    const edit = (label: string) => createEditHost(base, { place: 'filter', label });
    const chosen = person === '' ? null : { id: person, label: this.#names.get(person) ?? this.#nameOf(person) };
    // The editors say their names to screen readers themselves.
    const labelled = (label: string, part: string, editor: unknown) =>
      html`<div class="editor ${part}"><span class="t2" aria-hidden="true">${label}</span>${editor}</div>`;
    const day = (value: string, name: 'from' | 'to') => {
      const label = this.t(`log.${name}`);
      const take = (next: unknown) => this.#change({ [name]: typeof next === 'string' ? next : '' });
      return labelled(label, 'day', dateEditor(value, this.#day, edit(label), take));
    };
    const who = (next: unknown) => {
      if (isReference(next)) this.#names.set(next.id, next.label);
      this.#change({ person: isReference(next) ? next.id : '' });
    };
    return html`<div class="tools" role="search">
      <span class="find"
        >${icon('search', 's')}<input
          type="search"
          maxlength="200"
          aria-label=${this.t('log.find')}
          placeholder=${this.t('log.find')}
          .value=${find}
          @input=${(event: Event) => {
            const text = (event.target as HTMLInputElement).value;
            this.filter = { ...this.filter, find: text };
            clearTimeout(this.#typing);
            this.#typing = setTimeout(() => this.#change({ find: text }), typingPause);
          }}
      /></span>
      <span class="pick"
        ><select
          aria-label=${this.t('log.kind')}
          @change=${(event: Event) => this.#change({ kind: (event.target as HTMLSelectElement).value as LogKind | '' })}
        >
          <option value="" ?selected=${kind === ''}>${this.t('log.everyKind')}</option>
          ${logKindNames.map(
            (each) => html`<option value=${each} ?selected=${kind === each}>${this.t(`log.kind.${each}`)}</option>`,
          )}</select
        >${icon('chevron-down', 's')}</span
      >
      ${
        this.host.app.access('user')?.read
          ? labelled(this.t('log.who'), 'who', referenceEditor(chosen, 'user', edit(this.t('log.who')), who))
          : nothing
      }
      ${day(from, 'from')} ${day(to, 'to')}
    </div>`;
  }

  /** A field made up for the editors of days. */
  get #day(): Field {
    const document = { id: 'day', name: 'day', type: 'date', options: {} };
    const type = this.host.app.registries.field.get('date');
    return { name: 'day', type, document, label: '' } as unknown as Field;
  }

  #nameOf(id: string): string {
    const people = (this.page?.rows ?? []).flatMap(({ person, about }) => [person, about]);
    const found = people.find((each) => each?.id === id);
    return found ? personName(found) : '…';
  }

  #content() {
    const { page, failure } = this;
    if (failure && !page) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('log.failed')}
        .text=${errorText(this.host.i18n, failure)}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!page) return html`<tr-skeleton .rows=${10} .columns=${5}></tr-skeleton>`;
    if (page.rows.length === 0) {
      const all = { label: this.t('log.all'), primary: true, run: () => this.#change(wholeLog) };
      return html`<tr-state
        kind="filtered"
        .heading=${this.t('log.none')}
        .text=${this.t('log.noneText')}
        .actions=${isWholeLog(this.filter) ? [] : [all]}
      ></tr-state>`;
    }
    return html`<table>
        <thead>
          <tr>
            <th>${this.t('log.event')}</th>
            <th>${this.t('log.details')}</th>
            <th>${this.t('log.who')}</th>
            <th>${this.t('log.address')}</th>
            <th>${this.t('log.time')}</th>
          </tr>
        </thead>
        <tbody>
          ${page.rows.map((entry) => this.#row(entry))}
        </tbody>
      </table>
      ${
        page.next === undefined
          ? nothing
          : html`<p class="more">
              <button type="button" class="linkish" ?disabled=${this.busy} @click=${() => void this.#more()}>
                ${this.t('log.earlier')}
              </button>
            </p>`
      }`;
  }

  #row(entry: LogEntry) {
    const { formats } = this.host.i18n;
    const { type, person } = entry;
    const isOpen = this.open.has(entry.id);
    const text = eventText(this.host, type);
    const tone = tones[type];
    return html`<tr class="line" data-type=${type} @click=${() => this.#toggle(entry.id)}>
        <td class="what">
          <button type="button" aria-expanded=${String(isOpen)} aria-controls=${isOpen ? `facts-${entry.id}` : nothing}>
            ${icon('chevron-right', 's')}${tone === undefined ? text : tag(text, tone)}
          </button>
        </td>
        <td class="about">${eventSubject(this.host, entry)}</td>
        <td>${person ? personName(person) : html`<span class="t3">${this.t('log.nobody')}</span>`}</td>
        <td class="address">${entry.address ?? nothing}</td>
        <td class="when">
          <time datetime=${entry.at} data-tip=${formats.ago(entry.at, this.host.now())}
            >${formats.dateTime(entry.at)}</time
          >
        </td>
      </tr>
      ${isOpen ? this.#facts(entry) : nothing}`;
  }

  #facts(entry: LogEntry) {
    const people = [entry.person, entry.about].filter((each) => each !== null);
    const others = people.filter(({ id }, index) => id !== this.filter.person && people.findIndex((each) => each.id === id) === index); // prettier-ignore
    return html`<tr class="facts" id="facts-${entry.id}">
      <td colspan="5">
        <dl>
          ${eventFacts(this.host, entry).map(
            ({ name, value, isCode }) =>
              html`<dt>${name}</dt>
                <dd>${isCode ? html`<code>${value}</code>` : value}</dd>`,
          )}
        </dl>
        ${entry.withheld ? html`<p class="t3">${this.t('log.withheld')}</p>` : nothing}
        <p class="ways">
          ${others.map(
            (each) =>
              html`<button type="button" class="linkish" @click=${() => this.#only(each.id, personName(each))}>
                ${this.t('log.only', { name: personName(each) })}
              </button>`,
          )}
        </p>
      </td>
    </tr>`;
  }

  #only(person: string, name: string): void {
    this.#names.set(person, name);
    this.#change({ person });
  }

  #toggle(id: string): void {
    if (String(getSelection() ?? '') !== '') return;
    const open = new Set(this.open);
    if (!open.delete(id)) open.add(id);
    this.open = open;
  }

  /** The latest question counts. */
  async #load(): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    try {
      const page = await fetchLog(this.host, this.filter, undefined, asked.signal);
      if (asked.signal.aborted) return;
      this.page = page;
      this.failure = undefined;
      this.open = new Set();
    } catch (error) {
      if (asked.signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      if (this.page) this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
    }
  }

  async #more(): Promise<void> {
    const held = this.page!;
    await this.#work(async () => {
      const page = await fetchLog(this.host, this.filter, held.next);
      // Something else was asked for meanwhile.
      if (this.page === held) this.page = { ...page, rows: [...held.rows, ...page.rows] };
    });
  }

  #export = (): Promise<void> =>
    this.#work(async () => {
      await downloadLog(this.host, this.filter);
      this.host.toasts.show({ text: this.t('export.done') });
    });

  async #work(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
    } finally {
      this.busy = false;
    }
  }
}
