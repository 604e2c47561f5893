/**
 * `<tr-print-page>`: `/print/list/:entity?…` and `/print/record/:entity/:id`: what a person sees of a list or a record, as
 * pages of paper. It takes the whole window; on paper only the sheet is left.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import type { Route } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import type { PageTitle } from '../host/screens.js';
import { failedState } from '../list/list-states.js';
import { TrElement } from '../ui/element.js';
import { button } from '../ui/parts.js';
import '../ui/states.js';
import { adoptPageRules } from './page-rules.js';
import { loadListSheet } from './print-list.js';
import { loadRecordSheet } from './print-record.js';
import type { PrintSheet } from './print-sheet.js';
import { printStyles } from './print-styles.js';
import '../ui/later-strings.js';

@customElement('tr-print-page')
export class TrPrintPage extends TrElement {
  @property({ attribute: false }) route!: Route;
  @state() private sheet: PrintSheet | undefined;
  @state() private failure: ApiFailure | undefined;
  #asked = '';
  #dropRules: (() => void) | undefined;

  static override styles = printStyles;

  override disconnectedCallback(): void {
    this.#dropRules?.();
    this.#dropRules = undefined;
    this.#asked = '';
    super.disconnectedCallback();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const key = `${this.route.href} ${this.host.i18n.language}`;
    if (key === this.#asked) return;
    this.#asked = key;
    void this.#load(key);
  }

  async #load(key: string): Promise<void> {
    const { host, route } = this;
    const [kind, name = '', id = ''] = route.parts;
    this.sheet = undefined;
    this.failure = undefined;
    this.#dropRules?.();
    this.emit<PageTitle>('tr-title', { title: this.t('print.page'), trail: [] });
    const entity = host.app.entity(name);
    if (!entity || !host.app.access(name)?.print) return;
    const desk = { host, fieldHost: createFieldHost(host) };
    try {
      const sheet = await (kind === 'record'
        ? loadRecordSheet(desk, entity, id)
        : loadListSheet(desk, entity, route.query));
      if (key !== this.#asked) return;
      this.sheet = sheet;
      this.#dropRules = adoptPageRules(sheet.title, sheet.isWide);
      this.emit<PageTitle>('tr-title', { title: sheet.title, trail: [] });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (key === this.#asked) this.failure = error;
    }
  }

  override render() {
    const { sheet } = this;
    const back = () => void this.host.router.go(sheet?.back ?? '/');
    return html`<div class="bar">
        ${button({ label: this.t('print.back'), icon: 'arrow-left', theme: 'tertiary', run: back })}
        ${
          sheet
            ? html`<span class="name clip" data-tip-cut>${sheet.title}</span>`
            : html`<h1 class="name clip">${this.t('print.page')}</h1>`
        }
        ${sheet ? button({ label: this.t('print.now'), icon: 'printer', theme: 'primary', run: () => window.print() }) : nothing}
      </div>
      ${this.#content()}`;
  }

  #content() {
    const { sheet, failure, host } = this;
    const [, name = ''] = this.route.parts;
    if (sheet) return html`<article class=${sheet.isWide ? 'wide' : ''}>${sheet.content}</article>`;
    if (!host.app.entity(name) || failure?.status === 404) {
      return html`<tr-state kind="missing" .heading=${this.t('print.missing')}></tr-state>`;
    }
    if (!host.app.access(name)?.print || failure?.status === 403) {
      return html`<tr-state
        kind="forbidden"
        .heading=${this.t('print.forbidden')}
        .text=${failure?.message ?? ''}
      ></tr-state>`;
    }
    if (failure) {
      return failedState(host, failure, () => {
        this.#asked = '';
        this.requestUpdate();
      });
    }
    return html`<article><tr-skeleton .rows=${8} .columns=${4}></tr-skeleton></article>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-print-page': TrPrintPage;
  }
}
