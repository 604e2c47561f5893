/**
 * `<td-template-picture>`: a small picture of screens, drawn from their documents: the heads of a list, the columns of a
 * board, the fields of a form. Decoration; what it shows stands beside it in words.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DictionaryDocument, EntityDocument, FormDocument, ViewDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Label } from '../../metadata/value.js';
import { allNodes } from '../form/gestures/form-tree.js';
import { TdElement } from '../td-element.js';

@customElement('td-template-picture')
export class TdTemplatePicture extends TdElement {
  @property({ attribute: false }) documents: readonly Document[] = [];
  /** A view or a form; unless stated the first board, else the first list. */
  @property({ attribute: false }) shown: Document | undefined;

  static override styles = css`
    :host {
      display: block;
      height: 150px;
      overflow: hidden;
      background: var(--tr-canvas);
      padding: 12px 14px 0;
      font: 500 10px/14px var(--tr-font);
      color: var(--tr-text-2);
    }
    .sheet {
      height: 100%;
      background: var(--tr-surface);
      border: 1px solid var(--tr-line);
      border-bottom: 0;
      border-radius: 6px 6px 0 0;
      overflow: hidden;
      display: grid;
    }
    .clip {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      min-width: 0;
    }
    .list {
      align-content: start;
    }
    .row {
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 1fr);
      gap: 8px;
      padding: 7px 10px;
      border-bottom: 1px solid var(--tr-line);
      align-items: center;
    }
    i {
      height: 5px;
      border-radius: 3px;
      background: var(--tr-fill);
      display: block;
    }
    .board {
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 1fr);
      gap: 6px;
      padding: 8px;
    }
    .column {
      display: grid;
      gap: 5px;
      align-content: start;
      min-width: 0;
    }
    .dot {
      width: 6px;
      height: 6px;
      border-radius: 50%;
      display: inline-block;
      margin-inline-end: 4px;
      background: currentColor;
    }
    .card {
      border: 1px solid var(--tr-line);
      border-radius: 4px;
      padding: 6px;
      display: grid;
      gap: 4px;
    }
    .form {
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 7px 10px;
      padding: 10px;
      align-content: start;
    }
    .field {
      display: grid;
      gap: 3px;
      min-width: 0;
    }
    .field b {
      height: 13px;
      border: 1px solid var(--tr-line-strong);
      border-radius: 3px;
    }
    .wide {
      grid-column: 1 / -1;
    }
    .green {
      color: var(--tr-good);
    }
    .amber,
    .orange {
      color: var(--tr-warn);
    }
    .red {
      color: var(--tr-bad);
    }
    .blue,
    .violet,
    .teal {
      color: var(--tr-info);
    }
    .grey {
      color: var(--tr-text-3);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
  }

  override render() {
    const views = this.documents.filter((each): each is ViewDocument => each.kind === 'view');
    const shown = this.shown ?? views.find(({ mode }) => mode === 'board') ?? views[0];
    if (!shown) return nothing;
    if (shown.kind === 'form') return this.#form(shown as FormDocument);
    const view = shown as ViewDocument;
    return view.mode === 'board' ? this.#board(view) : this.#list(view);
  }

  #entity(name: string): EntityDocument | undefined {
    return this.documents.find((each): each is EntityDocument => each.kind === 'entity' && each.name === name);
  }

  #label(entity: string, path: string): string {
    const field = this.#entity(entity)?.fields.find(({ name }) => name === path);
    if (field) return this.host.i18n.label(field.label, path);
    return path === 'owner' ? this.w('start.owner') : path;
  }

  #list({ entity, columns }: ViewDocument) {
    const shown = columns.slice(0, 6);
    return html`<div class="sheet list"><div class="row">${shown.map(({ path }) => html`<span class="clip">${this.#label(entity, path)}</span>`)}</div>
      ${[0.9, 0.6, 0.75, 0.5, 0.8].map((width) => html`<div class="row">${shown.map((_, i) => html`<i style="width:${Math.round(width * 100 - i * 6)}%"></i>`)}</div>`)}</div>`;
  } // prettier-ignore

  #board({ entity, options }: ViewDocument) {
    const by = String(options?.['by'] ?? '');
    const name = this.#entity(entity)?.fields.find((field) => field.name === by)?.options?.['dictionary'];
    const dictionary = this.documents.find((each): each is DictionaryDocument => each.kind === 'dictionary' && each.name === name); // prettier-ignore
    const values = dictionary?.values.slice(0, 4) ?? [];
    return html`<div class="sheet board">${values.map(({ label, colour }, i) => html`<div class="column"><span class="clip"><span class="dot ${colour ?? 'grey'}"></span>${this.host.i18n.label(label as Label)}</span>
      ${Array.from({ length: [2, 3, 1, 2][i]! }, () => html`<span class="card"><i style="width:85%"></i><i style="width:55%"></i></span>`)}</div>`)}</div>`;
  } // prettier-ignore

  #form(form: FormDocument) {
    const fields = allNodes(form).flatMap(({ node }) => (node.type === 'field' ? [node] : [])).slice(0, 12);
    return html`<div class="sheet form">${fields.map((node) => html`<span class="field ${(node.span ?? 4) > 6 ? 'wide' : ''}"><span class="clip">${this.#label(form.entity, node.field)}</span><b></b></span>`)}</div>`;
  } // prettier-ignore
}
