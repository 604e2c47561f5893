/**
 * `<td-app-details>`: what the application is called and who may use it, below whatever its fields come from. `check` says
 * whether that is enough, and shows what is missing.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { NAME_PATTERN } from '../../metadata/schema/common.js';
import { pluralOf } from '../entity/new-module-dialog.js';
import { nameFrom } from '../session/smallest-document.js';
import { TdElement } from '../td-element.js';
import { startStyles } from './start-styles.js';

export interface AppDetails {
  readonly label: string;
  readonly plural: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** "Machines" to "Machine": files are called after all of their rows. */
const singularOf = (word: string): string =>
  /ies$/i.test(word) ? word.replace(/ies$/i, 'y') : /(?:ss|us|is)$/i.test(word) ? word : word.replace(/(?<=s|x|z|ch|sh)es$|s$/i, ''); // prettier-ignore

@customElement('td-app-details')
export class TdAppDetails extends TdElement {
  /** Proposed for the name, until the person writes one. */
  @property() proposal = '';
  @state() private label = '';
  @state() private plural = '';
  @state() private name = '';
  @state() private whom: ReadonlySet<string> = new Set();
  @state() private tried = false;
  #stated: ReadonlySet<string> = new Set();

  static override styles = [
    startStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .three {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 12px;
      }
      .roles {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
      }
    `,
  ];

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('proposal') || this.proposal === '' || this.#stated.has('label')) return;
    const isEnglish = this.host.i18n.language === 'en';
    this.#labelled(isEnglish ? singularOf(this.proposal) : this.proposal);
  }

  /** What was said; undefined where something is missing, which is shown. */
  check(): AppDetails | undefined {
    this.tried = true;
    const wrong = this.label.trim() === '' || this.#nameProblem() !== '';
    if (wrong) {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return undefined;
    }
    const label = this.label.trim();
    return { label, plural: this.plural.trim() || label, name: this.name, roles: [...this.whom] };
  }

  override render() {
    const missing = this.tried && this.label.trim() === '' ? this.w('entity.needsName') : '';
    return html`<div class="three">
        ${this.#input('label', this.w('entity.label'), this.label, missing)}
        ${this.#input('plural', this.w('entity.plural'), this.plural, '')}
        ${this.#input('name', this.w('new.name'), this.name, this.tried ? this.#nameProblem() : '')}
      </div>
      <div role="group" aria-labelledby="whom">
        <h2 class="name" id="whom">${this.w('entity.whom')}</h2>
        <div class="roles">${this.#roles().map((head) => html`<label class="check"><input type="checkbox" .checked=${live(this.whom.has(head.name))} @change=${(event: Event) => this.#toggle(head.name, (event.currentTarget as HTMLInputElement).checked)} />${this.session.label(head)}</label>`)}</div>
        <p class="hint">${this.w('start.whomText')}</p>
      </div>`;
  } // prettier-ignore

  #input(key: 'label' | 'plural' | 'name', label: string, value: string, problem: string) {
    return html`<label class="one">${label}
      <input class="in" data-key=${key} maxlength=${key === 'name' ? 40 : 80} .value=${live(value)} aria-invalid=${problem === '' ? 'false' : 'true'}
        @input=${(event: Event) => this.#set(key, (event.currentTarget as HTMLInputElement).value)} />
      ${problem === '' ? nothing : html`<span class="finding" role="alert">${problem}</span>`}
    </label>`;
  } // prettier-ignore

  #set(key: 'label' | 'plural' | 'name', text: string): void {
    this.#stated = new Set([...this.#stated, key]);
    if (key === 'label') this.#labelled(text);
    else this[key] = text;
  }

  #labelled(text: string): void {
    this.label = text;
    if (!this.#stated.has('name'))
      this.name = this.#freeName(nameFrom(text).slice(0, 30) || (text === '' ? '' : 'app'));
    if (!this.#stated.has('plural')) this.plural = this.host.i18n.language === 'en' && /[a-z]$/i.test(text) ? pluralOf(text) : text; // prettier-ignore
  }

  #freeName(wanted: string): string {
    const isTaken = (name: string): boolean => this.session.head({ kind: 'entity', name }) !== undefined;
    if (wanted === '' || !isTaken(wanted)) return wanted;
    for (let n = 2; ; n++) if (!isTaken(`${wanted}_${n}`)) return `${wanted}_${n}`;
  }

  #nameProblem(): string {
    if (!new RegExp(NAME_PATTERN, 'u').test(this.name)) return this.w('new.badName');
    const isTaken = this.session.head({ kind: 'entity', name: this.name }) !== undefined;
    return isTaken ? this.w('new.taken', { kind: this.w('kind.entity'), name: this.name }) : '';
  }

  #toggle(role: string, on: boolean): void {
    const next = new Set(this.whom);
    if (on) next.add(role);
    else next.delete(role);
    this.whom = next;
  }

  #roles() {
    return this.session.headsOf('role').filter(({ removed, name }) => !removed && name !== 'administrator');
  }
}
