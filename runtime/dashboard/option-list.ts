/**
 * `<tr-option-list>`: options of a parameter to pick from: one, several, or a place in a tree, with a search. What is
 * chosen and no longer offered stands on top, struck. Arrows move, Space and Enter pick. Dispatches `tr-pick` with the
 * new value (null: none).
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Scalar, Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { inTreeOrder, readOptions, type Board, type OptionsAnswer, type TreeOption } from './option-source.js';
import { parameterLabel } from './parameter-field.js';
import { asList, type GivenParameters } from './parameters.js';

/** With fewer, a search field is only in the way. */
const SEARCH_FROM = 8;

@customElement('tr-option-list')
export class TrOptionList extends TrElement {
  @property({ attribute: false }) board!: Board;
  @property({ attribute: false }) parameter!: Parameter;
  @property({ attribute: false }) given: GivenParameters = {};
  @property({ attribute: false }) stated: Readonly<Record<string, Value>> = {};
  @state() private answer: OptionsAnswer | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private search = '';
  @query('[role=listbox]') private list!: HTMLElement | null;
  #asking = new AbortController();
  #asked = '';
  #hadMany = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wantsFocus = false;

  static override styles = css`
    :host { display: block; }
    .find { display: flex; align-items: center; gap: 6px; height: 32px; border: 1px solid var(--tr-line-control); border-radius: var(--tr-radius-m); padding: 0 8px; margin-bottom: 6px; color: var(--tr-text-3); }
    .find:focus-within { outline: 2px solid var(--tr-focus); outline-offset: 1px; }
    .find input { border: 0; background: none; flex: 1; min-width: 0; font: inherit; color: var(--tr-text); outline: none; }
    ul { list-style: none; margin: 0; padding: 2px; max-height: 264px; overflow: auto; }
    li { display: flex; align-items: center; gap: 8px; min-height: 30px; padding: 0 8px; border-radius: var(--tr-radius-s); cursor: pointer; }
    li:hover { background: var(--tr-hover); }
    li:focus-visible { outline: 2px solid var(--tr-focus); outline-offset: -2px; }
    li[aria-selected='true'] { background: var(--tr-selected); font-weight: 600; }
    li .tick { width: 16px; flex: none; color: var(--tr-accent-text); display: inline-flex; }
    li.lost s { color: var(--tr-text-2); }
    li.lost .why { color: var(--tr-warn); font: var(--tr-text-meta); margin-inline-start: auto; font-weight: 400; flex: none; white-space: nowrap; }
    .note { padding: 8px; color: var(--tr-text-3); }
    @media (pointer: coarse) { li { min-height: 44px; } .find { height: 44px; } ul { max-height: 46vh; } }
  `; // prettier-ignore

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    super.disconnectedCallback();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const above = (this.parameter.dependsOn ?? []).map((name) => this.stated[name] ?? null);
    const key = JSON.stringify([this.board.name, this.parameter.name, above, this.search, this.host.i18n.language]);
    if (key === this.#asked) return;
    this.#asked = key;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const { board, parameter, given, stated, search } = this;
    try {
      this.answer = await readOptions(this.host, { board, parameter, given, stated, search, signal });
      this.#hadMany ||= this.answer.more || this.answer.options.length >= SEARCH_FROM;
      this.failure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  get #isMany(): boolean {
    return this.parameter.multiple ?? false;
  }

  get #chosen(): readonly Value[] {
    return asList(this.stated[this.parameter.name]);
  }

  override render() {
    if (this.failure) {
      return html`<p class="note" role="alert">
        ${this.t('options.failed')}. ${this.failure.message}
        <button type="button" class="linkish" @click=${() => void this.#ask()}>${this.t('common.tryAgain')}</button>
      </p>`;
    }
    const { answer } = this;
    if (!answer) return html`<p class="note" aria-busy="true">${this.t('common.loading')}</p>`;
    const name = parameterLabel(this.parameter, createFieldHost(this.host));
    const lost = answer.chosen.filter((option) => !option.available && this.#chosen.includes(option.value));
    const options = inTreeOrder(answer.options, this.parameter);
    const none = lost.length === 0 && options.length === 0;
    return html`${this.#hadMany ? this.#find(name) : nothing}
    ${
      none
        ? html`<p class="note" role="status">${this.t('options.none')}</p>`
        : html`<ul role="listbox" aria-label=${name} aria-multiselectable=${String(this.#isMany)}>
            ${lost.map((option) => this.#item({ ...option, level: 0 }, true))}
            ${options.map((option) => this.#item(option, false))}
          </ul>`
    }
    ${answer.more ? html`<p class="note">${this.t('options.more')}</p>` : nothing}`;
  }

  #find(name: string) {
    return html`<label class="find"
      >${icon('search', 's')}<input
        type="search"
        aria-label=${this.t('options.search', { name })}
        placeholder=${this.t('options.find')}
        .value=${this.search}
        @input=${(event: Event) => this.#searchFor((event.currentTarget as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          this.list?.querySelector<HTMLElement>('li')?.focus();
        }}
    /></label>`;
  }

  #item(option: TreeOption, isLost: boolean) {
    const isChosen = this.#chosen.includes(option.value);
    return html`<li
      role="option"
      class=${isLost ? 'lost' : ''}
      tabindex="-1"
      aria-selected=${String(isChosen)}
      style=${`padding-inline-start:${8 + 16 * option.level}px`}
      @click=${() => this.#pick(option.value)}
      @keydown=${this.#key}
    >
      <span class="tick">${isChosen ? icon('check', 's') : nothing}</span>
      ${
        isLost
          ? html`<s class="clip">${option.label}</s><span class="why">${this.t('options.lost')}</span>`
          : html`<span class="clip">${option.label}</span>`
      }
    </li>`;
  }

  /** The search, else the first option, once they are there. */
  override focus(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  protected override updated(): void {
    const items = [...(this.list?.querySelectorAll<HTMLElement>('li') ?? [])];
    const stop = items.find((item) => item.getAttribute('aria-selected') === 'true') ?? items[0];
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
    if (!this.#wantsFocus || !this.answer) return;
    this.#wantsFocus = false;
    (this.renderRoot.querySelector<HTMLElement>('.find input') ?? stop)?.focus();
  }

  /** The search waits until a person pauses. */
  #searchFor(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.search = text), 200);
  }

  #pick(value: Scalar): void {
    const chosen = this.#chosen;
    const isChosen = chosen.includes(value);
    if (!this.#isMany) {
      this.emit<Value>('tr-pick', isChosen ? null : value);
      return;
    }
    const next = isChosen ? chosen.filter((each) => each !== value) : [...chosen, value];
    this.emit<Value>('tr-pick', next.length === 0 ? null : next);
  }

  #key(event: KeyboardEvent): void {
    const items = [...(this.list?.querySelectorAll<HTMLElement>('li') ?? [])];
    const at = items.indexOf(this.shadowRoot!.activeElement as HTMLElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(items.length - 1, at + 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: items.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) items[move]?.focus();
    else if (event.key === 'Enter' || event.key === ' ') items[at]?.click();
    else return;
    event.preventDefault();
  }
}
