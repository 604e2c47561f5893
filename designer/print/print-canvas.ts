/**
 * `<td-print-canvas>`: a text of the template at the left, the pages it makes of real records at the right. What is edited is
 * chosen above: body, head, foot or the name of the file, and the language where there is a text for each.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Field } from '../../metadata/model/model.js';
import { below } from '../../metadata/document/pointer.js';
import { languages, type Language, type Problem } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { Reference } from '../../runtime/data/record.js';
import { createEditHost, createFieldHost } from '../../runtime/host/field-host.js';
import { downloadFile } from '../../runtime/report/export-file.js';
import '../../runtime/ui/reference-box.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import '../../runtime/ui/later-strings.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { paperNames, paperOf, paperOperation, type PaperName } from './papers.js';
import { printDeskOf } from './print-desk.js';
import { firstRecords, recordsWanted } from './sample-records.js';
import './template-input.js';
import type { TdTemplateInput, TextFinding } from './template-input.js';
import './template-preview.js';
import { scopeAt } from './template-scope.js';
import { joinTexts, languagesOf, partTexts, templateParts, textOf, writeText, type TemplatePart } from './template-texts.js'; // prettier-ignore

@customElement('td-print-canvas')
export class TdPrintCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private language: Language | undefined;
  /** Undefined until they were looked for. */
  @state() private records: readonly Reference[] | undefined;
  @state() private record: Reference | null = null;
  @state() private refused: readonly Problem[] = [];
  @state() private failure = '';
  @query('td-template-input') private editor!: TdTemplateInput;
  #stop: (() => void) | undefined;
  #of: OpenDocument | undefined;
  /** What the records were looked for. */
  #wanted = '';

  static override styles = [
    designStyles,
    inputStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 8px 12px;
        background: var(--tr-surface);
        border-bottom: 1px solid var(--tr-line);
        flex: none;
      }
      .group {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .what {
        color: var(--tr-text-2);
        white-space: nowrap;
      }
      .bar select.in {
        width: auto;
        max-width: 190px;
      }
      tr-reference-box {
        width: 180px;
      }
      .sp {
        flex: 1;
      }
      .both {
        flex: 1;
        min-height: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      .text {
        display: flex;
        flex-direction: column;
        min-height: 0;
        min-width: 0;
        border-inline-end: 1px solid var(--tr-line-strong);
        background: var(--tr-surface);
      }
      td-template-input {
        flex: 1;
        min-height: 0;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 6px 12px;
        border-bottom: 1px solid var(--tr-line);
        min-height: 36px;
      }
      .foot {
        padding: 6px 12px;
        border-top: 1px solid var(--tr-line);
        color: var(--tr-text-3);
        font: var(--tr-text-meta);
      }
      .findings {
        margin: 0;
        padding: 4px 12px;
        list-style: none;
        border-top: 1px solid var(--tr-line);
        max-height: 96px;
        overflow: auto;
      }
      .findings button {
        border: 0;
        background: none;
        padding: 3px 0;
        font: var(--tr-text-meta);
        color: var(--tr-bad);
        text-align: start;
        cursor: pointer;
      }
      @media (max-width: 900px) {
        .both {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: minmax(240px, 1fr) minmax(240px, 1fr);
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#of = undefined;
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const desk = printDeskOf(this.open);
    if (this.#of !== this.open) {
      this.#of = this.open;
      this.#stop?.();
      this.#stop = desk.subscribe(() => this.requestUpdate());
      this.refused = [];
      this.record = null;
      this.#wanted = '';
      desk.target = {
        insert: (text, at) => void (this.editor.insert(text, at) && this.open.endGesture()),
        over: (x, y) => this.editor.point({ x, y }),
        leave: () => this.editor.point(undefined),
      };
    }
    void this.#follow();
  }

  /* ---------------------------------------------------------------- what is edited */

  get #entityName(): string {
    const { value } = this.open;
    return isObject(value) && typeof value['entity'] === 'string' ? value['entity'] : '';
  }
  get #isList(): boolean {
    return isObject(this.open.value) && this.open.value['mode'] === 'list';
  }
  get #part(): TemplatePart {
    return printDeskOf(this.open).part;
  }
  /** The language that is edited and drawn. */
  get #language(): Language {
    const wanted = this.language ?? this.host.i18n.language;
    const there = languagesOf(this.open.value, this.#part);
    return there.length === 0 || there.includes(wanted) ? wanted : there.includes('en') ? 'en' : there[0]!;
  }

  #write(text: string): void {
    const { open } = this;
    const part = this.#part;
    open.apply(writeText(open.value, part, this.#language, text), { key: `print ${part} ${this.#language}`, label: this.w(`print.part.${part}`) }); // prettier-ignore
  }

  /** Findings of the text that is shown: those of the checks here, and what the server found when it drew. */
  #findings(): readonly TextFinding[] {
    const part = this.#part;
    const each = languagesOf(this.open.value, part).length > 0;
    const path = each ? below(`/${part}`, this.#language) : `/${part}`;
    return [...this.problems, ...this.refused]
      .filter(
        (problem, index, all) =>
          problem.path === path &&
          all.findIndex((other) => other.message === problem.message && other.path === path) === index,
      ) // prettier-ignore
      .map((problem) => ({ from: problem.from ?? 0, message: this.session.words.tell(problem) }));
  }

  /* ---------------------------------------------------------------- records */

  /** Looks for records where the entity, or how many are wanted, is another than before. */
  async #follow(): Promise<void> {
    const count = recordsWanted(this.open.value);
    const wanted = `${this.#entityName} ${count} ${this.host.app.document.release}`;
    const entity = this.session.model.entities.get(this.#entityName);
    if (wanted === this.#wanted || !entity) return;
    this.#wanted = wanted;
    this.records = undefined;
    this.failure = '';
    try {
      const records = await firstRecords(this.host, entity, count);
      if (wanted !== this.#wanted) return;
      this.records = records;
      this.record = records[0] ?? null;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
      this.records = [];
    }
  }

  get #ask(): Readonly<Record<string, unknown>> | undefined {
    const { document } = this.open;
    const shown = recordsWanted(document) === 1 && this.record ? [this.record] : (this.records ?? []);
    const ids = shown.map(({ id }) => id);
    return document && ids.length > 0 ? { template: document, ids, language: this.language ?? this.host.i18n.language } : undefined; // prettier-ignore
  }

  #reason(): string {
    if (!this.open.document) return this.w('print.notWhole');
    if (this.failure) return this.failure;
    return this.records === undefined ? this.w('print.looking') : this.w('print.noRecords');
  }

  async #download(): Promise<void> {
    const ask = this.#ask;
    if (!ask) return;
    const name = this.open.document?.name ?? 'print';
    try {
      await downloadFile(this.host, { path: '/print/preview', body: { ...ask, output: 'pdf' }, fallback: `${name}.pdf` });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  } // prettier-ignore

  /* ---------------------------------------------------------------- rendering */

  override render() {
    const { open } = this;
    if (!isObject(open.value)) return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')}></tr-state>`;
    const part = this.#part;
    const desk = printDeskOf(open);
    const findings = this.#findings();
    const label = `${this.w(`print.part.${part}`)}, ${this.host.i18n.names[this.#language]}`;
    return html`<div class="bar">
        <div class="seg" role="group" aria-label=${this.w('print.parts')}>
          ${templateParts.map(
            (each) => html`<button type="button" aria-pressed=${part === each} @click=${() => (open.endGesture(), desk.choose(each))}>${this.w(`print.part.${each}`)}</button>`,
          )}
        </div>
        ${this.#languages()}
        <span class="sp"></span>
        <label class="group"><span class="what">${this.w('print.paper')}</span>
          <select class="in" aria-label=${this.w('print.paper')} ?disabled=${open.isRemoved} @change=${(event: Event) => this.#paper((event.currentTarget as HTMLSelectElement).value as PaperName)}>
            ${paperNames.map((name) => html`<option value=${name} .selected=${live(paperOf(open.value) === name)}>${this.w(`print.paper.${name}`)}</option>`)}
          </select></label>
        ${this.#recordBox()}
        ${button({ id: 'pdf', label: 'PDF', icon: 'download', theme: 'small', disabled: !this.#ask, run: () => this.#download() })}
      </div>
      <div class="both">
        <section class="text" aria-label=${this.w('print.text')}>
          <td-template-input
            .value=${textOf(open.value, part, this.#language)}
            .label=${label}
            ?readonly=${open.isRemoved}
            .findings=${findings}
            .input=${() => this.#completion()}
            @td-value=${(event: CustomEvent<string>) => (event.stopPropagation(), this.#write(event.detail))}
            @td-caret=${(event: CustomEvent<string>) => desk.caretAt(event.detail)}
            @td-done=${() => open.endGesture()}
            @td-add=${() => desk.openPalette?.()}
          ></td-template-input>
          ${
            findings.length > 0
              ? html`<ul class="findings">${findings.map(({ from, message }) => html`<li><button type="button" @click=${() => this.editor.show(from)}>${message}</button></li>`)}</ul>`
              : nothing
          }
          <p class="foot">${this.w(`print.hint.${part}`)} ${this.w('print.keys')}</p>
        </section>
        <td-template-preview
          .ask=${this.#ask}
          .reason=${this.#reason()}
          @td-refused=${(event: CustomEvent<readonly Problem[]>) => (this.refused = event.detail)}
        ></td-template-preview>
      </div>`;
  } // prettier-ignore

  #languages() {
    const { open, host } = this;
    const part = this.#part;
    const there = languagesOf(open.value, part);
    const isEach = there.length > 0;
    const name = (language: Language) => `${host.i18n.names[language]}${isEach && !there.includes(language) ? ` (${this.w('print.missing')})` : ''}`; // prettier-ignore
    return html`<label class="group"
        ><span class="what">${this.w('print.language')}</span>
        <select class="in" aria-label=${this.w('print.language')} @change=${(event: Event) => this.#speak((event.currentTarget as HTMLSelectElement).value as Language)}>
          ${languages.map((each) => html`<option value=${each} .selected=${live((this.language ?? this.#language) === each)}>${name(each)}</option>`)}
        </select></label
      >
      ${
        open.isRemoved || textOf(open.value, part, this.#language) === ''
          ? nothing
          : isEach
            ? iconButton({ label: this.w('print.oneText'), icon: 'languages', size: 'sm', run: () => this.#apply(joinTexts(open.value, part, this.#language), 'print.oneText') })
            : iconButton({ label: this.w('print.eachText'), icon: 'languages', size: 'sm', run: () => this.#split() })
      }`;
  } // prettier-ignore

  #recordBox() {
    const { host } = this;
    if (recordsWanted(this.open.value) > 1 || !this.records || this.records.length === 0) return nothing;
    return html`<span class="group"
      ><span class="what">${this.w('form.withRecord')}</span>
      <tr-reference-box
        .target=${this.#entityName}
        .value=${this.record}
        .edit=${createEditHost(createFieldHost(host), { place: 'filter', label: this.w('form.withRecord') })}
        .change=${(value: unknown) => (this.record = value as Reference | null)}
      ></tr-reference-box
    ></span>`;
  } // prettier-ignore

  #completion() {
    const desk = printDeskOf(this.open);
    const { model } = this.session;
    const entity = model.entities.get(this.#entityName);
    if (!entity) return undefined;
    const scope = scopeAt(model, entity, this.#isList, desk.before);
    const onPage = desk.part === 'header' || desk.part === 'footer';
    return { model, scope, onPage, label: (field: Field) => this.host.i18n.label(field.label, field.name) };
  }

  /* ---------------------------------------------------------------- acts */

  #apply(operation: ReturnType<typeof joinTexts>, label: 'print.oneText' | 'print.eachText' | 'print.paper'): void {
    this.open.apply(operation, { label: this.w(label) });
    this.open.endGesture();
  }

  #paper(name: PaperName): void {
    this.#apply(paperOperation(this.open.value, name), 'print.paper');
    this.host.announce(this.w(`print.paper.${name}`));
  }

  /** A language that has no text yet begins with that of the one that was shown. */
  #speak(language: Language): void {
    const { open } = this;
    const there = languagesOf(open.value, this.#part);
    if (there.length > 0 && !there.includes(language) && !open.isRemoved) {
      this.#apply(partTexts(open.value, this.#part, this.#language, language), 'print.eachText');
    }
    this.language = language;
  }

  #split(): void {
    const { open, host } = this;
    const from = this.#language;
    const to = languages.find((each) => each !== from && each === host.i18n.language) ?? languages.find((each) => each !== from)!; // prettier-ignore
    this.#apply(partTexts(open.value, this.#part, from, to), 'print.eachText');
  }
}
