/**
 * `<td-fields-wizard>`: an application from a few fields. A line is a field; its type is guessed from what it is called;
 * Enter goes to the next line.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { hintOf, typeOfLabel } from '../../metadata/import/guess/label-words.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import { newFieldTypes } from '../entity/field-types.js';
import { TdElement } from '../td-element.js';
import './app-details.js';
import type { TdAppDetails } from './app-details.js';
import { makeApp } from './make-app.js';
import type { AppField } from './new-app.js';
import { startStyles } from './start-styles.js';

interface Line {
  readonly label: string;
  readonly type: string;
  /** The person has chosen the type: it is not guessed any more. */
  readonly isChosen: boolean;
  readonly required: boolean;
  /** Of a choice, with commas between. */
  readonly values: string;
}
const empty: Line = { label: '', type: 'text', isChosen: false, required: false, values: '' };

/** Types that need nothing more to be said; of a choice its values are asked for. */
const offered: ReadonlySet<string> = new Set(['text', 'longText', 'integer', 'decimal', 'money', 'percent', 'date', 'datetime', 'boolean', 'email', 'phone', 'url', 'user', 'rating', 'time', 'duration', 'richText', 'choice', 'autonumber']); // prettier-ignore
const mostLines = 60;

@customElement('td-fields-wizard')
export class TdFieldsWizard extends TdElement {
  @state() private lines: readonly Line[] = [empty, empty, empty];
  @state() private busy = false;
  @state() private tried = false;
  @query('td-app-details') private details!: TdAppDetails;

  static override styles = [
    startStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .line {
        display: grid;
        grid-template-columns: 24px minmax(0, 3fr) minmax(0, 2fr) minmax(0, 3fr) 96px 28px;
        gap: 8px;
        align-items: center;
        margin-top: 6px;
      }
      .no {
        color: var(--tr-text-3);
        text-align: end;
      }
      .fixed {
        color: var(--tr-text-2);
      }
    `,
  ];

  protected override firstUpdated(): void {
    void this.details.updateComplete.then(() => this.details.renderRoot.querySelector<HTMLElement>('input')?.focus());
  }

  override render() {
    const missing = this.lines.findIndex((line) => line.type === 'choice' && line.label !== '' && valuesOf(line).length === 0);
    return html`<div class="panel"><td-app-details></td-app-details></div>
      <div class="panel" @keydown=${this.#key}>
        <div>
          <h2>${this.w('start.fields')}</h2>
          <p class="hint">${this.w('start.fieldsText')}</p>
        </div>
        <div>
          <div class="line fixed"><span class="no">1</span><span>${this.w('start.nameField')}</span><span>${this.#typeLabel('text')}</span><span></span><span>${this.w('start.required')}</span></div>
          ${this.lines.map((line, index) => this.#line(line, index, this.tried && index === missing))}
        </div>
        <div>${button({ label: this.w('entity.anotherField'), icon: 'plus', theme: 'small', disabled: this.lines.length >= mostLines, run: () => this.#add() })}</div>
      </div>
      <div class="acts">
        ${button({ label: this.w('start.make'), theme: 'primary', disabled: this.busy, run: () => void this.#make(missing < 0) })}
        ${button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => void this.host.router.go('/design/start') })}
        <span class="hint">${this.w('start.makeText')}</span>
      </div>`;
  } // prettier-ignore

  #line(line: Line, index: number, isMissing: boolean) {
    const number = index + 2;
    const change = (next: Partial<Line>) => (this.lines = this.lines.map((each, at) => (at === index ? { ...each, ...next } : each)));
    return html`<div class="line">
      <span class="no">${number}</span>
      <input class="in" data-line=${index} maxlength="80" aria-label=${this.w('entity.fieldLabel', { number })} .value=${live(line.label)}
        @input=${(event: Event) => change(labelled(line, (event.currentTarget as HTMLInputElement).value))} />
      <select class="in" aria-label=${this.w('entity.fieldType', { number })} @change=${(event: Event) => change({ type: (event.currentTarget as HTMLSelectElement).value, isChosen: true })}>
        ${newFieldTypes(this.session.registries).filter(({ id }) => offered.has(id)).map(({ id }) => html`<option value=${id} .selected=${live(id === line.type)}>${this.#typeLabel(id)}</option>`)}
      </select>
      ${line.type === 'choice' ? html`<span><input class="in" maxlength="600" placeholder=${this.w('start.valuesHint')} aria-label=${this.w('start.valuesOf', { number })} aria-invalid=${isMissing ? 'true' : 'false'} .value=${live(line.values)} @input=${(event: Event) => change({ values: (event.currentTarget as HTMLInputElement).value })} />${isMissing ? html`<span class="finding" role="alert">${this.w('start.valuesMissing')}</span>` : nothing}</span>` : html`<span></span>`}
      <label class="check"><input type="checkbox" .checked=${live(line.required)} @change=${(event: Event) => change({ required: (event.currentTarget as HTMLInputElement).checked })} />${this.w('start.required')}</label>
      ${iconButton({ label: this.w('list.removeOf', { name: line.label || String(number) }), icon: 'x', size: 'xs', run: () => (this.lines = this.lines.filter((_, at) => at !== index)) })}
    </div>`;
  } // prettier-ignore

  #typeLabel(id: string): string {
    const label = this.session.typeLabels[id] ?? this.session.registries.field.get(id).label;
    return this.host.i18n.label(label, id);
  }

  #add(): void {
    if (this.lines.length >= mostLines) return;
    this.lines = [...this.lines, empty];
    this.#focus(this.lines.length - 1);
  }

  #focus(index: number): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-line="${index}"]`)?.focus());
  }

  readonly #key = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLInputElement) || target.type === 'checkbox') return; // prettier-ignore
    event.preventDefault();
    const line = target.closest('.line')?.querySelector<HTMLElement>('[data-line]');
    const next = Number(line?.dataset['line'] ?? -1) + 1;
    if (next < this.lines.length) this.#focus(next);
    else this.#add();
  };

  async #make(isComplete: boolean): Promise<void> {
    this.tried = true;
    const details = this.details.check();
    if (this.busy || !details || !isComplete) return;
    this.busy = true;
    try {
      const lines = this.lines.filter(({ label }) => label.trim() !== '');
      const fields = lines.map((line): AppField => ({
        label: line.label.trim(), type: line.type, required: line.required,
        ...(line.type === 'choice' ? { values: valuesOf(line) } : {}),
      })); // prettier-ignore
      const board = lines.findIndex((line) => line.type === 'choice' && hintOf(line.label) === 'stage');
      const plan = await makeApp(this.session, { ...details, fields, ...(board < 0 ? {} : { board }) });
      if (plan) void this.host.router.go(`/design/start/made/${details.name}`);
    } finally {
      this.busy = false;
    }
  }
}

const labelled = (line: Line, label: string): Partial<Line> =>
  line.isChosen ? { label } : { label, type: label.trim() === '' ? 'text' : typeOfLabel(label) };

const valuesOf = ({ values }: Line): readonly string[] => [
  ...new Set(values.split(/[,;，；、\n]/).map((each) => each.trim()).filter((each) => each !== '')), // prettier-ignore
];
