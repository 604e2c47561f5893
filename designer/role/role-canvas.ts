/**
 * `<td-role-canvas>`: a role as a table: entities down, actions across, whose records in the cells. One tab stop; arrows
 * walk, Enter opens the choices of a cell, letters choose at once. Fields of the selected row stand in the inspector.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { recordActions, type RecordAction } from '../../metadata/schema/app.js';
import type { Problem } from '../../metadata/value.js';
import { beginView } from '../../runtime/access/begin-view.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/menu.js';
import type { TrMenu } from '../../runtime/ui/menu.js';
import { button } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import type { HelpContext } from '../json/editor-help.js';
import type { DocumentHead } from '../session/document-client.js';
import { documentHref } from '../workbench/kind-looks.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { choicesFor, grantPath, isGiven, isGranted, presetOf, presets, rightOf, setPreset, setRight, type Preset, type Right } from './grants.js'; // prettier-ignore
import { roleCanvasStyles } from './role-canvas-styles.js';
import { readItem } from '../../metadata/document/items.js';
import '../../runtime/ui/later-strings.js';

/** A cell, by its row and its column: 0 is the bundle. */
interface Cell {
  readonly row: number;
  readonly column: number;
}

@customElement('td-role-canvas')
export class TdRoleCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private find = '';
  @state() private onlyGranted = false;
  @state() private at: Cell = { row: 0, column: 0 };
  @query('tr-menu') private menu!: TrMenu;

  static override styles = roleCanvasStyles;

  override render() {
    const { open } = this;
    if (open.value === undefined) return nothing;
    if ((open.value as { readonly all?: unknown }).all === true) {
      return html`<tr-state kind="empty" icon="key-round" .heading=${this.w('role.all')} .text=${this.w('role.allText')}></tr-state>`; // prettier-ignore
    }
    const rows = this.#rows();
    return html`${this.#bar()}
      <div class="frame">
        ${rows.length === 0 ? html`<p class="none">${this.w('role.nothing')}</p>` : this.#table(rows)}
      </div>
      <tr-menu></tr-menu>`;
  }

  #bar() {
    return html`<div class="bar">
      <label class="search"
        >${icon('search', 's')}<input
          type="search"
          placeholder=${this.w('role.find')}
          aria-label=${this.w('role.find')}
          .value=${this.find}
          @input=${(event: Event) => (this.find = (event.currentTarget as HTMLInputElement).value)}
      /></label>
      <div class="seg" role="group" aria-label=${this.w('role.show')}>
        ${[false, true].map(
          (only) =>
            html`<button type="button" aria-pressed=${this.onlyGranted === only} @click=${() => (this.onlyGranted = only)}>
              ${this.w(only ? 'role.granted' : 'tree.all')}
            </button>`,
        )}
      </div>
      <span class="sp"></span>
      ${button({ label: this.w('role.viewAs'), icon: 'eye', theme: 'tertiary', disabled: this.open.released === undefined, tip: this.w('role.viewAsTip'), run: () => void this.#viewAs() })}
    </div>`; // prettier-ignore
  }

  #rows(): readonly DocumentHead[] {
    const find = this.find.trim().toLocaleLowerCase();
    const { session } = this;
    return session
      .headsOf('entity')
      .filter((head) => !head.removed)
      .filter((head) => !this.onlyGranted || isGranted(this.open.value, head.name))
      .filter(
        (head) => find === '' || head.name.includes(find) || session.label(head).toLocaleLowerCase().includes(find),
      ) // prettier-ignore
      .sort((a, b) => session.label(a).localeCompare(session.label(b), this.host.i18n.language));
  }

  #table(rows: readonly DocumentHead[]) {
    return html`<table
      role="grid"
      aria-label=${this.w('role.matrix')}
      @keydown=${(event: KeyboardEvent) => this.#key(event, rows)}
    >
      <thead>
        <tr>
          <th scope="col">${this.w('kind.entity')}</th>
          <th scope="col">${this.w('role.bundle')}</th>
          ${recordActions.map((action) => html`<th scope="col">${this.session.words.find(`name.${action}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((head, row) => this.#row(head, row))}
      </tbody>
    </table>`;
  }

  #row(head: DocumentHead, row: number) {
    const { value, selection } = this.open;
    const selected = JSON.stringify(selection.slice(0, 2)) === JSON.stringify(grantPath(head.name));
    const preset = presetOf(value, head.name);
    const fields = readItem(value, [...grantPath(head.name), 'fields']);
    return html`<tr aria-selected=${selected}>
      <th scope="row">
        <a href=${documentHref({ kind: 'entity', name: head.name })} tabindex="-1" class="clip">${this.session.label(head)}</a>
        ${fields ? html`<span class="t3" data-tip=${this.w('role.fieldsTip')}>${this.w('role.fields', { count: Object.keys(fields).length })}</span>` : nothing}
      </th>
      ${this.#cell({ row, column: 0 }, head, preset ? this.w(`role.preset.${preset}`) : this.w('role.preset.own_mix'), preset !== 'nothing')}
      ${recordActions.map((action, index) => {
        const right = rightOf(value, head.name, action);
        return this.#cell({ row, column: index + 1 }, head, this.#words(right), isGiven(right), typeof right === 'string' ? right : '');
      })}
    </tr>`; // prettier-ignore
  }

  #cell(cell: Cell, head: DocumentHead, words: string, given: boolean, look = '') {
    const isStop = cell.row === this.at.row && cell.column === this.at.column;
    const action = cell.column === 0 ? undefined : recordActions[cell.column - 1]!;
    const name = action === undefined ? this.w('role.bundle') : this.session.words.find(`name.${action}`);
    return html`<td role="gridcell">
      <button
        type="button"
        class="cell ${given ? 'given' : ''} ${look}"
        data-cell="${cell.row} ${cell.column}"
        tabindex=${isStop ? '0' : '-1'}
        aria-haspopup="menu"
        aria-label=${`${this.session.label(head)}, ${name}: ${words}`}
        ?disabled=${this.open.isRemoved}
        @focus=${() => this.#enter(cell, head)}
        @click=${(event: Event) => this.#choices(head, action, event.currentTarget as HTMLElement)}
      >
        <span class="clip">${words}</span>
      </button>
    </td>`;
  }

  #words(right: Right): string {
    if (!isGiven(right)) return '–';
    if (right === true) return this.w('inspector.yes');
    if (typeof right === 'string') return this.w(`role.scope.${right}`);
    return this.w('role.scope.condition');
  }

  #enter(cell: Cell, head: DocumentHead): void {
    this.at = cell;
    const path = readItem(this.open.value, grantPath(head.name)) === undefined ? [] : grantPath(head.name);
    if (JSON.stringify(path) !== JSON.stringify(this.open.selection)) this.open.select(path);
  }

  /* ---------------------------------------------------------------- choosing */

  #choices(head: DocumentHead, action: RecordAction | undefined, anchor: HTMLElement): void {
    const { value } = this.open;
    if (action === undefined) {
      const held = presetOf(value, head.name);
      const items = presets.map((preset) => ({
        id: preset,
        label: this.w(`role.preset.${preset}`),
        checked: held === preset,
        run: () => this.#preset(head, preset),
      }));
      void this.menu.openAt(anchor, this.w('role.bundle'), items);
      return;
    }
    const held = rightOf(value, head.name, action);
    const items = choicesFor(action).map((choice) => ({
      id: String(choice),
      label: typeof choice === 'boolean' ? this.w(choice ? (action === 'create' || action === 'import' ? 'inspector.yes' : 'role.asRead') : 'inspector.no') : this.session.words.find(`choice.${choice}`) ?? choice,
      checked: isGiven(held) ? held === choice : !isGiven(choice),
      run: () => this.#right(head, action, choice),
    })); // prettier-ignore
    const condition = { id: 'condition', label: this.w('role.scope.conditionIn'), icon: 'list-filter', line: true, run: () => this.emit('td-inspect') }; // prettier-ignore
    const conditional = action !== 'create' && action !== 'import';
    void this.menu.openAt(anchor, this.session.words.find(`name.${action}`) ?? action, conditional ? [...items, condition] : items); // prettier-ignore
  }

  #right(head: DocumentHead, action: RecordAction, right: Right): void {
    const label = `${this.session.label(head)}, ${this.session.words.find(`name.${action}`)}`;
    this.open.apply(setRight(this.open.value, head.name, action, right), { label });
    this.#stay();
  }

  #preset(head: DocumentHead, preset: Preset): void {
    this.open.apply(setPreset(this.open.value, head.name, preset), { label: this.session.label(head) });
    this.#stay();
  }

  #stay(): void {
    void this.updateComplete.then(() => this.#focusCell(this.at));
  }

  async #viewAs(): Promise<void> {
    if (await beginView(this.host, { role: this.open.key.name })) this.emit('tr-other-view');
  }

  /* ---------------------------------------------------------------- keys */

  #key(event: KeyboardEvent, rows: readonly DocumentHead[]): void {
    const last = { row: rows.length - 1, column: recordActions.length };
    const { row, column } = this.at;
    const moves: Readonly<Record<string, Cell>> = {
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      Home: event.ctrlKey ? { row: 0, column: 0 } : { row, column: 0 },
      End: event.ctrlKey ? last : { row, column: last.column },
      PageDown: { row: row + 10, column },
      PageUp: { row: row - 10, column },
    };
    const to = moves[event.key];
    if (to && !event.altKey) {
      this.#focusCell({
        row: Math.min(Math.max(0, to.row), last.row),
        column: Math.min(Math.max(0, to.column), last.column),
      });
      event.preventDefault();
      return;
    }
    const head = rows[row];
    if (!head || event.ctrlKey || event.altKey || event.metaKey || this.open.isRemoved) return;
    const right = this.#letter(event.key, column);
    if (right === undefined) return;
    event.preventDefault();
    if (column === 0) this.#preset(head, presets.includes(right as Preset) ? (right as Preset) : 'nothing');
    else this.#right(head, recordActions[column - 1]!, right);
  }

  /** `o` own, `d` department, `b` below, `a` all, `y` yes, `n` or Delete no: in every language, for keys are no words. */
  #letter(key: string, column: number): Right {
    if (key === 'Delete' || key === 'n') return 'none';
    if (column === 0) return ({ l: 'looks', o: 'own', d: 'department', a: 'everything' } as const)[key] as Right;
    const choices = choicesFor(recordActions[column - 1]!);
    const wanted = ({ o: 'own', d: 'department', b: 'subtree', a: 'all', y: true } as const)[key];
    return wanted !== undefined && choices.includes(wanted) ? wanted : undefined;
  }

  #focusCell(cell: Cell): void {
    this.at = cell;
    this.renderRoot.querySelector<HTMLElement>(`[data-cell="${cell.row} ${cell.column}"]`)?.focus();
  }
}
