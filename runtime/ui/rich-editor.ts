/**
 * `<tr-rich-editor>`: formatted text in place. The browser's own editing commands do the work, so that undo, input methods
 * and the keys people know are theirs; what is pasted and what is handed out is cleaned (safe-markup.ts).
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { linkSchemes, plainText } from '../../metadata/markup.js';
import { icon } from './icon.js';
import { safeFragment, safeMarkup } from './safe-markup.js';
import type { StringKey } from './i18n.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

interface Tool {
  readonly key: StringKey;
  readonly face: unknown;
  readonly state?: string;
  run(editor: TrRichEditor): void;
}

const command = (name: string, value?: string): void => void document.execCommand(name, false, value);
/** A block of this kind, or a paragraph where it is one already. */
const block = (tag: string): void =>
  command('formatBlock', document.queryCommandValue('formatBlock').toLowerCase() === tag ? 'p' : tag);

const tools: readonly Tool[] = [
  { key: 'editor.bold', face: html`<b>B</b>`, state: 'bold', run: () => command('bold') },
  { key: 'editor.italic', face: html`<i>I</i>`, state: 'italic', run: () => command('italic') },
  { key: 'editor.heading', face: html`<b>H</b>`, run: () => block('h2') },
  { key: 'editor.quote', face: html`<b>”</b>`, run: () => block('blockquote') },
  { key: 'editor.list', face: icon('list'), state: 'insertUnorderedList', run: () => command('insertUnorderedList') },
  {
    key: 'editor.numbered',
    face: html`<span class="first"></span>`,
    state: 'insertOrderedList',
    run: () => command('insertOrderedList'),
  },
  { key: 'editor.link', face: icon('link'), run: (editor) => editor.askLink() },
  { key: 'editor.undo', face: icon('undo-2'), run: () => command('undo') },
];

@customElement('tr-rich-editor')
export class TrRichEditor extends ValueEditor {
  @query('.text') private area!: HTMLElement;
  @query('.link') private linkInput!: HTMLInputElement | null;
  @state() private asking = false;
  @state() private on: ReadonlySet<string> = new Set();
  @state() private at = 0;
  #given = '';
  #selection: Range | undefined;

  static override styles = [
    valueEditorStyles,
    css`
      .frame {
        border: 1px solid var(--tr-line-control);
        border-radius: var(--tr-radius-m);
        background: var(--tr-surface);
      }
      .frame.bad {
        border-color: var(--tr-bad);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        padding: 3px;
        border-bottom: 1px solid var(--tr-line);
      }
      .tools button {
        min-width: 28px;
        height: 28px;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        border: 0;
        background: none;
        border-radius: var(--tr-radius-s);
        cursor: pointer;
        color: var(--tr-text-2);
      }
      .tools button:hover {
        background: var(--tr-hover);
      }
      .tools button[aria-pressed='true'] {
        background: var(--tr-selected);
        color: var(--tr-accent-text);
      }
      .first::before {
        content: '1.';
      }
      .ask {
        display: flex;
        gap: 6px;
        padding: 6px;
        border-bottom: 1px solid var(--tr-line);
      }
      .ask .find {
        margin: 0;
      }
      .text {
        min-height: 96px;
        max-height: 420px;
        overflow: auto;
        padding: 8px 10px;
        font: var(--tr-text-read);
        overflow-wrap: anywhere;
        border-radius: 0 0 var(--tr-radius-m) var(--tr-radius-m);
      }
      .text :is(p, ul, ol, blockquote, pre) {
        margin: 0 0 8px;
      }
      .text :is(h2, h3) {
        font: var(--tr-text-section);
        margin: 4px 0;
      }
      .text :is(ul, ol) {
        padding-inline-start: 22px;
      }
      .text ul {
        list-style: disc;
      }
      .text ol {
        list-style: decimal;
      }
      .text blockquote {
        padding-inline-start: 10px;
        border-inline-start: 3px solid var(--tr-line-strong);
        color: var(--tr-text-2);
      }
      @media (pointer: coarse) {
        .tools button {
          min-width: 40px;
          height: 40px;
        }
      }
    `,
  ];

  override render() {
    const { edit } = this;
    return this.frame(
      html`<div class="frame ${edit.error ? 'bad' : ''}">
        <div class="tools" role="toolbar" aria-label=${edit.t('editor.tools')} @keydown=${this.#walk}>
          ${tools.map(
            (tool, index) =>
              html`<button
                type="button"
                tabindex=${index === this.at ? 0 : -1}
                aria-label=${edit.t(tool.key)}
                aria-pressed=${tool.state ? String(this.on.has(tool.state)) : nothing}
                data-tip=${edit.t(tool.key)}
                @mousedown=${(event: Event) => event.preventDefault()}
                @click=${() => this.#run(tool)}
              >
                ${tool.face}
              </button>`,
          )}
        </div>
        ${
          this.asking
            ? html`<form class="ask" @submit=${this.#link}>
                <input
                  class="find link"
                  type="url"
                  placeholder="https://"
                  aria-label=${edit.t('editor.linkAddress')}
                  @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#endAsking(event)}
                />
                <button type="submit" class="chip">${edit.t('editor.apply')}</button>
              </form>`
            : nothing
        }
        <div
          class="text"
          data-first
          role="textbox"
          aria-multiline="true"
          aria-labelledby="lab"
          aria-describedby=${this.described}
          aria-required=${edit.required ? 'true' : nothing}
          contenteditable=${edit.readOnly ? 'false' : 'true'}
          tabindex="0"
          @input=${this.#typed}
          @paste=${this.#paste}
          @drop=${(event: Event) => event.preventDefault()}
          @keyup=${this.#look}
          @mouseup=${this.#look}
          @focus=${() => command('defaultParagraphSeparator', 'p')}
        ></div>
      </div>`,
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    const given = typeof this.value === 'string' ? this.value : '';
    if (!changed.has('value') || given === this.#given) return;
    this.#given = given;
    this.area.replaceChildren(safeFragment(given));
  }

  override focus(): void {
    this.area.focus();
  }

  /** Opens the line for a link's address; the selection is kept for it. */
  askLink(): void {
    this.#selection = this.#range();
    this.asking = true;
    void this.updateComplete.then(() => this.linkInput?.focus());
  }

  #run(tool: Tool): void {
    this.area.focus();
    tool.run(this);
    this.#typed();
    this.#look();
  }

  #typed(): void {
    const clean = safeMarkup(this.area.innerHTML);
    this.#given = plainText(clean) === '' && !clean.includes('<hr') ? '' : clean;
    this.change(this.#given === '' ? null : this.#given);
  }

  #look(): void {
    this.on = new Set(tools.flatMap(({ state }) => (state && document.queryCommandState(state) ? [state] : [])));
  }

  #paste(event: ClipboardEvent): void {
    event.preventDefault();
    const html = event.clipboardData?.getData('text/html');
    if (html) command('insertHTML', safeMarkup(html));
    else command('insertText', event.clipboardData?.getData('text/plain') ?? '');
  }

  #link(event: Event): void {
    event.stopPropagation();
    const typed = this.linkInput?.value.trim() ?? '';
    this.#endAsking(event);
    if (typed === '') return;
    const address = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
    if (!linkSchemes.some((scheme) => address.toLowerCase().startsWith(`${scheme}:`))) return;
    command(this.#selection?.collapsed === false ? 'createLink' : 'insertHTML', this.#selection?.collapsed === false ? address : this.#anchor(address)); // prettier-ignore
    this.#typed();
  }

  #anchor(address: string): string {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = address;
    return link.outerHTML;
  }

  #endAsking(event: Event): void {
    event.preventDefault();
    this.asking = false;
    this.area.focus();
    const selection = document.getSelection();
    if (!this.#selection || !selection) return;
    selection.removeAllRanges();
    selection.addRange(this.#selection);
  }

  #range(): Range | undefined {
    const root = this.shadowRoot as (ShadowRoot & { getSelection?(): Selection | null }) | null;
    const selection = root?.getSelection?.() ?? document.getSelection();
    return selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined;
  }

  /** One stop for Tab, arrows inside. */
  #walk(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    this.at = (this.at + step + tools.length) % tools.length;
    this.renderRoot.querySelectorAll<HTMLElement>('.tools button')[this.at]?.focus();
  }
}
