/**
 * `<tr-date-input>`: a day as ISO text, or a moment in UTC shown on the person's clock. Typed dates are read by the field
 * type's codec in the locale's order, so `31/12/2026`, `2026-12-31` and `31 Dec 2026` all work.
 */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '@vaadin/date-picker';
import type { DatePickerDate, DatePickerI18n } from '@vaadin/date-picker';
import type { Parsed } from '../../metadata/contributions.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { TrElement } from './element.js';
import { icon } from './icon.js';
import { refusedText } from './refused-text.js';
import { guardOthers, showOthers } from './show-others.js';

const two = (value: number) => String(value).padStart(2, '0');
const isoOf = (date: DatePickerDate) => `${String(date.year).padStart(4, '0')}-${two(date.month + 1)}-${two(date.day)}`;

@customElement('tr-date-input')
export class TrDateInput extends TrElement {
  @property() value = '';
  @property({ type: Boolean }) time = false;
  @property({ attribute: false }) edit!: EditHost;
  @property({ attribute: false }) change: OnChange = () => undefined;
  @property({ attribute: false }) read: (text: string) => Parsed = (text) => ({ value: text });
  #i18n: { readonly language: string; readonly texts: DatePickerI18n } | undefined;
  #loaded = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.time && !this.#loaded) {
      this.#loaded = true;
      void import('@vaadin/date-time-picker');
    }
  }

  override disconnectedCallback(): void {
    for (const picker of this.#pickers) showOthers(picker);
    super.disconnectedCallback();
  }

  override updated(): void {
    for (const picker of this.#pickers) guardOthers(picker);
  }

  get #pickers() {
    return this.renderRoot.querySelectorAll('vaadin-date-picker');
  }

  override render() {
    const { edit } = this;
    if (this.time) {
      return html`<vaadin-date-time-picker
        manual-validation
        label=${edit.place === 'form' ? edit.label : nothing}
        accessible-name=${edit.place === 'form' ? nothing : edit.label}
        helper-text=${edit.helper ?? nothing}
        error-message=${edit.error ?? nothing}
        ?invalid=${edit.error !== undefined}
        ?required=${edit.required}
        ?readonly=${edit.readOnly}
        .step=${300}
        .i18n=${this.#texts()}
        .value=${localMoment(this.value)}
        @change=${this.#takeMoment}
        @unparsable-change=${this.#takeMoment}
      ></vaadin-date-time-picker>`;
    }
    return html`<vaadin-date-picker
      manual-validation
      label=${edit.place === 'form' ? edit.label : nothing}
      accessible-name=${edit.place === 'form' ? nothing : edit.label}
      helper-text=${edit.helper ?? nothing}
      error-message=${edit.error ?? nothing}
      ?invalid=${edit.error !== undefined}
      ?required=${edit.required}
      ?readonly=${edit.readOnly}
      .i18n=${this.#texts()}
      .value=${this.value}
      @value-changed=${(event: CustomEvent<{ value: string }>) => {
        if (event.detail.value === this.value) return;
        this.edit.refuse(undefined);
        this.change(event.detail.value === '' ? null : event.detail.value);
      }}
      @unparsable-change=${(event: Event) => {
        const input = (event.currentTarget as HTMLElement).querySelector('input');
        const parsed = this.read(input?.value ?? '');
        this.edit.refuse('value' in parsed ? undefined : refusedText(this.edit, parsed));
      }}
    >
      ${edit.readOnly ? html`<span slot="prefix" class="t3">${icon('lock', 's')}</span>` : nothing}
    </vaadin-date-picker>`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('vaadin-date-picker, vaadin-date-time-picker')?.focus();
  }

  /**
   * A day and a time together, read by the type's codec on the person's clock. What cannot be read stays with its reason: half
   * of a moment, a time that clocks skip on that day.
   */
  #takeMoment(event: Event): void {
    const picker = event.currentTarget as HTMLElement & { value: string };
    const typed = [...picker.querySelectorAll('input')]
      .map((input) => input.value.trim())
      .filter((text) => text !== '');
    if (picker.value === '' && typed.length === 0) {
      this.edit.refuse(undefined);
      this.change(null);
      return;
    }
    const parsed = this.read(picker.value || typed.join(' '));
    this.edit.refuse('value' in parsed ? undefined : refusedText(this.edit, parsed));
    if ('value' in parsed) this.change(parsed.value);
  }

  /** A typed day; of a moment the time stands in a field of its own, and noon is there on every day and in every zone. */
  #readDay(text: string): DatePickerDate | undefined {
    const parsed = this.read(this.time ? `${text} 12:00` : text);
    if (!('value' in parsed) || typeof parsed.value !== 'string') return undefined;
    const [year = 0, month = 1, day = 1] = (this.time ? localMoment(parsed.value) : parsed.value)
      .slice(0, 10)
      .split('-')
      .map(Number);
    return { year, month: month - 1, day };
  }

  /** A typed time of day, in digits of any width. */
  #readTime(text: string): { readonly hours: string; readonly minutes: string } | undefined {
    const time = text.normalize('NFKC').trim();
    if (!/^\d{1,2}(:\d{2})?$/.test(time)) return undefined;
    const [hours = '', minutes = '00'] = time.split(':');
    return Number(hours) > 23 || Number(minutes) > 59 ? undefined : { hours, minutes };
  }

  #texts(): DatePickerI18n {
    const { language, formats } = this.edit;
    if (this.#i18n?.language === language) return this.#i18n.texts;
    const names = (options: Intl.DateTimeFormatOptions, count: number, first: number) =>
      Array.from({ length: count }, (_, index) =>
        new Intl.DateTimeFormat(formats.locale, { ...options, timeZone: 'UTC' }).format(
          // 3 January 2027 is a Sunday.
          new Date(Date.UTC(2027, options.month ? index : 0, first + (options.month ? 0 : index))),
        ),
      );
    const texts = {
      monthNames: names({ month: 'long' }, 12, 1),
      weekdays: names({ weekday: 'long' }, 7, 3),
      weekdaysShort: names({ weekday: 'short' }, 7, 3),
      firstDayOfWeek: language === 'zh-TW' ? 0 : 1,
      today: this.edit.t('date.today'),
      cancel: this.edit.t('common.cancel'),
      formatDate: (date: DatePickerDate) => formats.date(isoOf(date)),
      formatTitle: (month: string, year: number) =>
        language.startsWith('zh') ? `${year} 年 ${month}` : `${month} ${year}`,
      parseDate: (text: string) => this.#readDay(text),
      ...(this.time ? { parseTime: (text: string) => this.#readTime(text) } : {}),
    } as unknown as DatePickerI18n;
    this.#i18n = { language, texts };
    return texts;
  }
}

/** `2026-11-21T08:00:00.000Z` as the picker wants it: `2026-11-21T09:00` on this clock. */
function localMoment(iso: string): string {
  const date = new Date(iso);
  if (iso === '' || Number.isNaN(date.getTime())) return '';
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
