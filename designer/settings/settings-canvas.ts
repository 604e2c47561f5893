/**
 * `<td-settings-canvas>`: what holds for everybody on the site: its name, language, zone and money with how they are written in
 * each language, and where people begin. Its parts that stand in documents of their own (menu, theme) are chosen here.
 */
import '../../runtime/ui/later-strings.js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Operation } from '../../metadata/document/operations.js';
import { languages, type Problem } from '../../metadata/value.js';
import { createFormats } from '../../runtime/ui/formats.js';
import '../../runtime/ui/states.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import '../inspector/label-input.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { setOperation } from '../session/set-value.js';
import { textAt } from '../session/text-at.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { documentHref } from '../workbench/kind-looks.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { currencies, homeText, setHome, setSetting, type SettingKey } from './gestures.js';

const valueOf = (event: Event): string => (event.currentTarget as HTMLInputElement | HTMLSelectElement).value;

/** What is shown of how figures and moments are written. */
const sample = { number: 1_234_567.891, money: -98_765.4, date: '2026-10-01', moment: '2026-10-01T16:05:00Z' } as const;

@customElement('td-settings-canvas')
export class TdSettingsCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;

  static override styles = [
    designStyles,
    inputStyles,
    formPageStyles,
    css`
      .frame {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        text-align: start;
        padding: 6px 12px 6px 0;
        border-top: 1px solid var(--tr-line);
        white-space: nowrap;
        font: var(--tr-text-body);
      }
      thead th {
        border-top: 0;
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
      tbody th {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
    `,
  ];

  override render() {
    const { value } = this.open;
    if (!isObject(value)) return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')}></tr-state>`;
    return html`<div class="page">
      <section aria-labelledby="site"><h2 id="site">${this.w('settings.site')}</h2>${this.#site(value)}</section>
      <section aria-labelledby="written"><h2 id="written">${this.w('settings.written')}</h2>${this.#written(value)}</section>
      <section aria-labelledby="begin"><h2 id="begin">${this.w('settings.begin')}</h2>${this.#begin(value)}</section>
      <p class="hint">${this.w('settings.server')}</p>
    </div>`;
  } // prettier-ignore

  #site(value: Readonly<Record<string, unknown>>) {
    return html`<div class="fields">
      ${this.#choice('language', value, languages.map((each) => [each, this.host.i18n.names[each]]), this.w('settings.languageHint'))}
      <div class="field"><span class="label">${this.w('settings.title')}</span>
        <td-label-input .label=${this.w('settings.title')} .value=${value['title']} ?readonly=${this.open.isRemoved}
          @td-value=${(event: CustomEvent<unknown>) => (event.stopPropagation(), this.open.apply(setOperation(this.open.value, ['title'], event.detail ?? undefined), { key: 'settings title', label: this.w('settings.title') }))}
          @td-done=${() => this.open.endGesture()}></td-label-input>
        ${this.session.headsOf('theme').length > 0 ? html`<p class="hint">${this.w('settings.titleHint')}</p>` : nothing}</div>
      </div>`;
  } // prettier-ignore

  #written(value: Readonly<Record<string, unknown>>) {
    const zone = textAt(value, 'timeZone');
    const currency = textAt(value, 'currency');
    const isZone = known(() => new Intl.DateTimeFormat('en', { timeZone: zone }));
    const isCurrency = known(() => new Intl.NumberFormat('en', { style: 'currency', currency }));
    return html`<div class="fields">
        <div class="field"><label for="timeZone">${this.w('settings.timeZone')}</label>
          <input class="in" id="timeZone" list="zones" autocomplete="off" spellcheck="false" aria-invalid=${isZone ? nothing : 'true'} ?disabled=${this.open.isRemoved} .value=${zone} @change=${(event: Event) => this.#set('timeZone', valueOf(event).trim())} />
          <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((each) => html`<option value=${each}></option>`)}</datalist>
          <p class=${isZone ? 'hint' : 'finding'}>${this.w(isZone ? 'settings.zoneHint' : 'settings.noZone')}</p></div>
        <div class="field"><label for="currency">${this.w('settings.currency')}</label>
          <input class="in" id="currency" list="currencies" maxlength="3" autocomplete="off" spellcheck="false" aria-invalid=${isCurrency ? nothing : 'true'} ?disabled=${this.open.isRemoved} .value=${currency} @change=${(event: Event) => this.#set('currency', valueOf(event).trim().toUpperCase())} />
          <datalist id="currencies">${currencies.map((code) => html`<option value=${code}>${this.#money(code)}</option>`)}</datalist>
          ${isCurrency ? nothing : html`<p class="finding">${this.w('settings.noCurrency')}</p>`}</div>
      </div>
      ${isZone && isCurrency ? this.#table(zone, currency) : nothing}`;
  } // prettier-ignore

  /** By whose eyes figures and moments are read: each person sees those of the own language. */
  #table(zone: string, currency: string) {
    const { names } = this.host.i18n;
    const formats = languages.map((language) => createFormats(language, zone));
    const rows = [
      [this.w('settings.number'), formats.map((each) => each.number(sample.number))],
      [this.w('settings.money'), formats.map((each) => each.money(sample.money, currency))],
      [this.w('settings.date'), formats.map((each) => each.date(sample.date))],
      [this.w('settings.moment'), formats.map((each) => each.dateTime(sample.moment))],
    ] as const;
    return html`<div class="frame" tabindex="0" role="group" aria-label=${this.w('settings.written')}><table>
      <thead><tr><td></td>${languages.map((each) => html`<th scope="col">${names[each]}</th>`)}</tr></thead>
      <tbody>${rows.map(([name, cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table></div>`;
  } // prettier-ignore

  #begin(value: Readonly<Record<string, unknown>>) {
    const { session, host } = this;
    const named = (kind: 'menu' | 'theme' | 'dashboard') =>
      session.headsOf(kind).filter(({ removed }) => !removed).map((head) => [head.name, session.label(head)] as const);
    const lists = [...session.model.entities.values()].filter(({ link }) => !link).map(({ name, plural }) => [`list ${name}`, host.i18n.label(plural, name)] as const); // prettier-ignore
    const boards = named('dashboard').map(([name, label]) => [`dashboard ${name}`, label] as const);
    const home = homeText(value);
    const options = (all: readonly (readonly [string, string])[]) => [...all].sort((a, b) => a[1].localeCompare(b[1], host.i18n.language)).map(([name, label]) => html`<option value=${name} .selected=${live(name === home)}>${label}</option>`); // prettier-ignore
    return html`<div class="fields">
      ${this.#choice('menu', value, [['', this.w('settings.firstMenu')], ...named('menu')])}
      <div class="field"><label for="home">${this.w('settings.home')}</label>
        <select class="in" id="home" ?disabled=${this.open.isRemoved} @change=${(event: Event) => this.#apply(setHome(this.open.value, valueOf(event)), 'settings.home')}>
          <option value="" .selected=${live(home === '')}>${this.w('settings.homeOfMenu')}</option>
          <optgroup label=${this.w('kinds.dashboard')}>${options(boards)}</optgroup>
          <optgroup label=${this.w('settings.lists')}>${options(lists)}</optgroup>
        </select>
        <p class="hint">${this.w('settings.homeHint')}</p></div>
      ${this.#choice('theme', value, [['', this.w('settings.usualTheme')], ...named('theme')])}
      </div>`;
  } // prettier-ignore

  /** A setting that is one of some names; what it names is a link. */
  #choice(
    key: Exclude<SettingKey, 'timeZone' | 'currency'>,
    value: Readonly<Record<string, unknown>>,
    choices: readonly (readonly [string, string])[],
    hint?: string,
  ) {
    const held = textAt(value, key);
    const isThere = choices.some(([name]) => name === held);
    return html`<div class="field"><label for=${key}>${this.w(`settings.${key}`)}</label>
      <select class="in" id=${key} aria-invalid=${isThere ? nothing : 'true'} ?disabled=${this.open.isRemoved} @change=${(event: Event) => this.#set(key, valueOf(event))}>
        ${isThere ? nothing : html`<option value=${held} selected>${held}</option>`}
        ${choices.map(([name, label]) => html`<option value=${name} .selected=${live(name === held)}>${label}</option>`)}
      </select>
      ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}
      ${key !== 'language' && held !== '' && isThere ? html`<a href=${documentHref({ kind: key, name: held })}>${this.w('settings.show')}</a>` : nothing}</div>`;
  } // prettier-ignore

  #money(code: string): string {
    return new Intl.DisplayNames(this.host.i18n.language, { type: 'currency' }).of(code) ?? code;
  }

  #set(key: SettingKey, value: string): void {
    this.#apply(setSetting(this.open.value, key, value), `settings.${key}`);
  }

  #apply(operation: Operation, label: `settings.${SettingKey | 'home'}`): void {
    this.open.apply(operation, { label: this.w(label) });
    this.open.endGesture();
    this.requestUpdate();
  }
}

function known(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
