/**
 * `<td-connection-canvas>`: a connection to another database as a page: where it is, who signs in and where the password is,
 * a test of what is written, and what reads it. A password is never in the document: it goes to the server alone.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Problem } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/later-strings.js';
import { button } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { textAt } from '../session/text-at.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import '../workbench/use-list.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { connectionTypes, secretPlaceOf, secretPlaces, setPort, setSecretPlace, setText, setType, setVariable, variableOf, type ConnectionText, type ConnectionType, type SecretPlace } from './gestures.js'; // prettier-ignore

const valueOf = (event: Event): string => (event.currentTarget as HTMLInputElement | HTMLSelectElement).value;

/** `of`: the document as it was tested. */
type Outcome =
  | { readonly state: 'asking' | 'answers'; readonly of: string }
  | { readonly state: 'failed'; readonly of: string; readonly message: string };

@customElement('td-connection-canvas')
export class TdConnectionCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private outcome: Outcome | undefined;
  @state() private kept = '';
  @state() private typed = '';

  static override styles = [
    designStyles,
    inputStyles,
    formPageStyles,
    css`
      .outcome {
        display: flex;
        gap: 8px;
        margin: 0;
        font: var(--tr-text-strong);
      }
      .outcome.good {
        color: var(--tr-good);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .line .in {
        flex: 1 1 200px;
        width: auto;
      }
      .wide {
        grid-column: 1 / -1;
      }
      ol.look {
        list-style: disc;
        padding-inline-start: 20px;
      }
      ol.look li {
        display: list-item;
      }
    `,
  ];

  get #mayOperate(): boolean {
    return this.host.app.document.rights.includes('operate');
  }

  override render() {
    const { value } = this.open;
    if (!isObject(value)) return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')}></tr-state>`;
    const type: ConnectionType = value['type'] === 'mysql' ? 'mysql' : 'sqlite';
    return html`<div class="page">
      <section aria-labelledby="where"><h2 id="where">${this.w('connection.where')}</h2>
        <div class="seg" role="group" aria-label=${this.w('connection.type')} style="justify-self:start">
          ${connectionTypes.map((each) => html`<button type="button" aria-pressed=${each === type} ?disabled=${this.open.isRemoved} @click=${() => this.#apply(setType(this.open.value, each), this.w('connection.type'))}>${this.w(`connection.type.${each}`)}</button>`)}
        </div>
        <div class="fields">
          ${type === 'mysql' ? html`${this.#text('host', value, 'db.example.org')}${this.#port(value)}${this.#text('database', value, '')}${this.#text('user', value, '')}` : this.#text('database', value, 'data.db')}
        </div>
        ${type === 'mysql' ? html`<p class="hint">${this.w('connection.readOnly')}</p>` : html`<p class="hint">${this.w('connection.file')}</p>`}
      </section>
      ${type === 'mysql' ? html`<section aria-labelledby="secret"><h2 id="secret">${this.w('connection.secret')}</h2>${this.#secret(value)}</section>` : nothing}
      <section aria-labelledby="test"><h2 id="test">${this.w('connection.test')}</h2>${this.#test(type)}</section>
      <section aria-labelledby="used"><h2 id="used">${this.w('segment.used')}</h2><td-use-list .key=${this.open.key}></td-use-list></section>
    </div>`;
  } // prettier-ignore

  #text(key: ConnectionText, value: Readonly<Record<string, unknown>>, placeholder: string) {
    const found = this.#findings(key);
    return html`<div class="field"><label for=${key}>${this.w(`connection.${key}`)}</label>
      <input class="in" id=${key} autocomplete="off" spellcheck="false" maxlength="255" placeholder=${placeholder || nothing} aria-invalid=${found.length > 0 ? 'true' : nothing} ?disabled=${this.open.isRemoved}
        .value=${textAt(value, key)} @change=${(event: Event) => this.#typedText(event, (text) => setText(this.open.value, key, text), () => textAt(this.open.value, key), this.w(`connection.${key}`))} />
      ${found.map(({ message }) => html`<p class="finding">${message}</p>`)}</div>`;
  } // prettier-ignore

  #port(value: Readonly<Record<string, unknown>>) {
    const found = this.#findings('port');
    return html`<div class="field"><label for="port">${this.w('connection.port')}</label>
      <input class="in" id="port" inputmode="numeric" autocomplete="off" maxlength="5" aria-invalid=${found.length > 0 ? 'true' : nothing} ?disabled=${this.open.isRemoved}
        .value=${portOf(value)} @change=${(event: Event) => this.#typedText(event, (text) => setPort(this.open.value, text), () => portOf(this.open.value), this.w('connection.port'))} />
      ${found.map(({ message }) => html`<p class="finding">${message}</p>`)}</div>`;
  } // prettier-ignore

  #findings(key: string): readonly Problem[] {
    return this.problems.filter(({ path }) => path === `/${key}` || path.startsWith(`/${key}/`));
  }

  /* ---------------------------------------------------------------- password */

  #secret(value: Readonly<Record<string, unknown>>) {
    const place = secretPlaceOf(value);
    return html`<div class="fields">
        <div class="field"><label for="place">${this.w('connection.password')}</label>
          <select class="in" id="place" ?disabled=${this.open.isRemoved} @change=${(event: Event) => this.#apply(setSecretPlace(this.open.value, valueOf(event) as SecretPlace), this.w('connection.password'))}>
            ${secretPlaces.map((each) => html`<option value=${each} .selected=${live(each === place)}>${this.w(`connection.place.${each}`)}</option>`)}
          </select></div>
        ${place === 'environment' ? html`<div class="field"><label for="variable">${this.w('connection.variable')}</label>
            <input class="in mono" id="variable" autocomplete="off" spellcheck="false" maxlength="60" ?disabled=${this.open.isRemoved} .value=${variableOf(value)} @change=${(event: Event) => this.#typedText(event, (text) => setVariable(this.open.value, text), () => variableOf(this.open.value), this.w('connection.variable'))} /></div>` : nothing}
        ${place === 'kept' ? html`<div class="field wide">${this.#keep()}</div>` : nothing}
      </div>
      ${this.#findings('secret').map(({ message }) => html`<p class="finding">${message}</p>`)}
      <p class="hint">${this.w(`connection.hint.${place}`)}</p>`;
  } // prettier-ignore

  /** What is typed goes to the server at once, and is told to nobody afterwards. */
  #keep() {
    const released = this.open.released;
    const isReady = secretPlaceOf(released) === 'kept';
    if (!this.#mayOperate) return html`<p class="hint">${this.w('connection.right')}</p>`;
    if (!isReady) return html`<p class="hint">${this.w('connection.publishFirst')}</p>`;
    return html`<label class="label" for="password">${this.w('connection.newPassword')}</label>
      <div class="line">
        <input class="in" id="password" type="password" autocomplete="new-password" maxlength="1000" .value=${live(this.typed)} @input=${(event: Event) => (this.typed = valueOf(event))} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && void this.#store(this.typed)} />
        ${button({ label: this.w('connection.keep'), theme: 'primary small', disabled: this.typed === '', run: () => void this.#store(this.typed) })}
        ${button({ label: this.w('connection.takeAway'), theme: 'small', run: () => void this.#store(null) })}
      </div>
      <p class="hint" role="status">${this.kept}</p>`;
  } // prettier-ignore

  async #store(password: string | null): Promise<void> {
    if (password === '') return;
    const path = `/connections/${encodeURIComponent(this.open.key.name)}/secret`;
    try {
      await this.host.api.request('PUT', path, { body: { password } });
      this.typed = '';
      this.outcome = undefined;
      this.kept = this.w(password === null ? 'connection.isGone' : 'connection.isKept');
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.kept = error.message;
    }
  }

  /* ---------------------------------------------------------------- test */

  #test(type: ConnectionType) {
    if (!this.#mayOperate) return html`<p class="hint">${this.w('connection.right')}</p>`;
    const isSound = !this.problems.some(({ severity }) => severity !== 'warning') && this.open.document !== undefined;
    const outcome = this.outcome?.of === this.open.text ? this.outcome : undefined;
    const isAsking = outcome?.state === 'asking';
    return html`<div class="line">${button({ id: 'test-now', label: this.w('connection.testNow'), icon: 'play', disabled: !isSound || isAsking, run: () => void this.#run() })}
        ${isSound ? nothing : html`<span class="hint">${this.w('connection.mend')}</span>`}</div>
      <div aria-live="polite">
        ${isAsking ? html`<p class="hint" aria-busy="true">${this.w('connection.asking')}</p>` : nothing}
        ${outcome?.state === 'answers' ? html`<p class="outcome good">${icon('circle-check')}<span>${this.w('connection.answers')}</span></p>` : nothing}
        ${outcome?.state === 'failed' ? html`<p class="outcome bad">${icon('circle-x')}<span>${outcome.message}</span></p>
            <ol class="look">${(type === 'mysql' ? (['host', 'user', 'secret', 'limits'] as const) : (['file', 'limits'] as const)).map((each) => html`<li>${this.w(`connection.look.${each}`)}</li>`)}</ol>` : nothing}
      </div>
      ${outcome ? nothing : html`<p class="hint">${this.w('connection.testHint')}</p>`}`;
  } // prettier-ignore

  async #run(): Promise<void> {
    const of = this.open.text;
    const draft = this.open.document;
    if (!draft) return;
    this.outcome = { state: 'asking', of };
    try {
      await this.host.api.post(`/connections/${encodeURIComponent(this.open.key.name)}/test`, { draft });
      this.outcome = { state: 'answers', of };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.outcome = { state: 'failed', of, message: error.message };
    }
  }

  /** What is being typed is left alone by what happens elsewhere on the page; what was taken of it is shown. */
  #typedText(event: Event, set: (text: string) => Operation, held: () => string, label: string): void {
    const input = event.currentTarget as HTMLInputElement;
    this.#apply(set(input.value), label);
    input.value = held();
  }

  #apply(operation: Operation, label: string): void {
    this.open.endGesture();
    this.open.apply(operation, { label });
    this.open.endGesture();
    this.requestUpdate();
  }
}

const portOf = (value: unknown): string =>
  isObject(value) && typeof value['port'] === 'number' ? String(value['port']) : '';
