/**
 * `<td-outline-editor>`: a document as a tree of its parts, for kinds that have no canvas of their own. One tab stop;
 * arrows walk and fold, Enter goes to the inspector, Alt with arrows moves, Insert adds, Delete removes.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readItem, type ItemPath } from '../../metadata/document/items.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import type { HelpContext } from '../json/editor-help.js';
import { schemaRoot } from '../json/schema-walk.js';
import { itemSpeech, itemWords } from '../inspector/item-words.js';
import { pathLabel } from '../inspector/key-words.js';
import type { OpenDocument } from '../session/open-document.js';
import { keysOfPath, shiftOperation } from '../session/set-value.js';
import { below } from '../../metadata/document/pointer.js';
import { TdElement } from '../td-element.js';
import { outlineOf, pathKey, visibleRows, type OutlineNode } from './outline.js';
import '../../runtime/ui/later-strings.js';

@customElement('td-outline-editor')
export class TdOutlineEditor extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private closed: ReadonlySet<string> = new Set();
  #rows: readonly OutlineNode[] = [];

  static override styles = css`
    :host {
      display: block;
      overflow: auto;
      background: var(--tr-canvas);
      padding: 16px;
    }
    .sheet {
      max-width: 880px;
      margin: 0 auto;
      background: var(--tr-surface);
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-l);
      padding: 8px;
    }
    [role='treeitem'] {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: 32px;
      padding: 0 8px;
      padding-inline-start: calc(8px + (var(--level) - 1) * 16px);
      border-radius: var(--tr-radius-s);
      cursor: pointer;
    }
    [role='treeitem']:hover {
      background: var(--tr-hover);
    }
    [role='treeitem'][aria-selected='true'] {
      background: var(--tr-selected);
    }
    [role='treeitem']:focus-visible {
      outline: 2px solid var(--tr-focus);
      outline-offset: -2px;
    }
    .fold {
      width: 16px;
      display: inline-flex;
      color: var(--tr-text-3);
      flex: none;
    }
    .list {
      color: var(--tr-text-2);
      font: var(--tr-text-label);
    }
    .more {
      color: var(--tr-text-3);
      font: var(--tr-text-meta);
      min-width: 0;
    }
    .dot {
      width: 8px;
      height: 8px;
      border-radius: 8px;
      background: var(--tr-bad);
      flex: none;
    }
    .dot.warning {
      background: var(--tr-warn);
    }
  `;

  override render() {
    const { open } = this;
    if (open.value === undefined) {
      return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')} .text=${this.w('design.notJsonText')}></tr-state>`; // prettier-ignore
    }
    const input = { root: schemaRoot(this.help.schema), document: open.value, names: this.help.names };
    this.#rows = visibleRows(outlineOf(input), this.closed);
    const selected = pathKey(open.selection);
    const stop = this.#rows.some(({ path }) => pathKey(path) === selected) ? selected : 'root';
    return html`<div
      class="sheet"
      role="tree"
      aria-label=${this.w('outline.title')}
      @keydown=${this.#key}
      @click=${this.#click}
    >
      ${this.#root(stop === 'root')}
      ${repeat(
        this.#rows,
        ({ path }) => pathKey(path),
        (node) => this.#row(node, stop),
      )}
    </div>`;
  }

  #root(isStop: boolean) {
    const { open } = this;
    const head = this.session.head(open.key) ?? { label: open.key.name, name: open.key.name };
    return html`<div
      role="treeitem"
      data-path="root"
      aria-label=${`${this.session.label(head)} ${this.w(`kind.${open.key.kind}`)}`}
      style="--level:1"
      aria-level="1"
      aria-selected=${open.selection.length === 0}
      tabindex=${isStop ? '0' : '-1'}
    >
      <strong class="clip">${this.session.label(head)}</strong>
      <span class="more">${this.w(`kind.${open.key.kind}`)}</span>
    </div>`;
  }

  #row(node: OutlineNode, stop: string) {
    const key = pathKey(node.path);
    const folds = node.nodes.length > 0;
    const isOpen = folds && !this.closed.has(key);
    const worst = this.#worst(node);
    return html`<div
      role="treeitem"
      data-path=${key}
      aria-label=${this.#name(node)}
      style="--level:${node.level + 1}"
      aria-level=${node.level + 1}
      aria-expanded=${folds ? isOpen : nothing}
      aria-selected=${node.role !== 'list' && key === pathKey(this.open.selection)}
      tabindex=${key === stop ? '0' : '-1'}
    >
      <span class="fold">${folds ? icon(isOpen ? 'chevron-down' : 'chevron-right', 's') : nothing}</span>
      ${this.#words(node)}
      ${worst === undefined ? nothing : html`<span class="dot ${worst}" role="img" aria-label=${this.w(worst === 'warning' ? 'problems.warning' : 'problems.error')}></span>`}
    </div>`; // prettier-ignore
  }

  #name(node: OutlineNode): string {
    const label = pathLabel(this.session, node.path, this.open.key.kind);
    if (node.role !== 'item') return node.role === 'list' ? `${label} ${node.nodes.length}` : label;
    const { title, more } = this.#itemWords(node);
    return [title, more].filter((each) => each !== '').join(' ');
  }

  #words(node: OutlineNode) {
    if (node.role !== 'item') {
      return html`<span class="list clip" data-tip-cut>${pathLabel(this.session, node.path, this.open.key.kind)}</span> ${node.role === 'list' ? html`<span class="ct more">${node.nodes.length}</span>` : nothing}`; // prettier-ignore
    }
    const { title, more } = this.#itemWords(node);
    return html`<span class="clip" data-tip-cut>${title}</span>
      ${more ? html`<span class="more clip" data-tip-cut>${more}</span>` : nothing}`;
  }

  #itemWords({ value, path }: OutlineNode) {
    const document = this.open.value;
    return itemWords(value, itemSpeech(this.session, this.help, document, keysOfPath(document, path) ?? []));
  }

  #worst(node: OutlineNode): 'error' | 'warning' | undefined {
    if (node.role === 'list') return undefined;
    const pointer = below('', ...(keysOfPath(this.open.value, node.path) ?? []));
    const here = this.problems.filter(({ path }) => path === pointer || path.startsWith(`${pointer}/`));
    if (here.length === 0) return undefined;
    return here.some(({ severity }) => severity !== 'warning') ? 'error' : 'warning';
  }

  #choose(node: OutlineNode): void {
    if (node.role === 'list') this.#fold(node);
    else this.open.select(node.path);
  }

  #fold(node: OutlineNode, close?: boolean): void {
    const key = pathKey(node.path);
    const closed = new Set(this.closed);
    if (close ?? !closed.has(key)) closed.add(key);
    else closed.delete(key);
    this.closed = closed;
  }

  /* ---------------------------------------------------------------- mouse and keys */

  #click(event: MouseEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-path]');
    if (!row) return;
    const node = this.#rows.find(({ path }) => pathKey(path) === row.dataset['path']);
    if (node) this.#choose(node);
    else this.open.select([]);
  }

  #key(event: KeyboardEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-path]');
    if (!row) return;
    const index = this.#rows.findIndex(({ path }) => pathKey(path) === row.dataset['path']);
    const node = this.#rows[index];
    if (event.altKey && node && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      this.#move(node.path, event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'ArrowDown') this.#focusRow(index + 1);
    else if (event.key === 'ArrowUp') this.#focusRow(index - 1);
    else if (event.key === 'Home') this.#focusRow(-1);
    else if (event.key === 'End') this.#focusRow(this.#rows.length - 1);
    else if (event.key === 'ArrowLeft' && node) this.#fold(node, true);
    else if (event.key === 'ArrowRight' && node) this.#fold(node, false);
    else if (event.key === 'Delete' && node?.role === 'item') this.#remove(node, index);
    else if (event.key === 'Enter' || event.key === ' ') {
      if (!node) this.open.select([]);
      else this.#choose(node);
      if (event.key === 'Enter' && node?.role !== 'list') this.emit('td-inspect');
    } else return;
    event.preventDefault();
  }

  /** -1 is the document itself. */
  #focusRow(index: number): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-path]')];
    const row = rows[Math.max(0, Math.min(index + 1, rows.length - 1))];
    if (!row) return;
    for (const each of rows) each.tabIndex = each === row ? 0 : -1;
    row.focus();
  }

  #move(path: ItemPath, by: -1 | 1): void {
    const operation = shiftOperation(this.open.value, path, by);
    if (!operation) return;
    this.open.apply(operation, { label: this.w('list.moved') });
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-path='${CSS.escape(pathKey(path))}']`)?.focus()); // prettier-ignore
  }

  #remove(node: OutlineNode, index: number): void {
    this.open.apply({ op: 'remove', path: node.path }, { label: this.w('list.removed') });
    if (readItem(this.open.value, this.open.selection) === undefined) this.open.select([]);
    this.host.announce(this.w('list.removed'));
    void this.updateComplete.then(() => this.#focusRow(index - 1));
  }
}
