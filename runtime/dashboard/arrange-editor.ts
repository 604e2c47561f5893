/**
 * `<tr-arrange-editor>`: parts in a grid to drag and size by mouse (gridstack), by arrow keys (with Shift their size, Delete
 * hides) or by the menu of each; on a phone a list with up and down. Dispatches `tr-arranged` with the parts that changed, `tr-save`,
 * `tr-cancel-arrange` and `tr-reset-arrange`. Loaded when a person first arranges.
 */
import { GridStack, type GridStackNode } from 'gridstack';
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ShortcutGroup } from '../data/shortcuts.js';
import { repeat } from 'lit/directives/repeat.js';
import { orderOfPhone, type ArrangedWidget } from '../../metadata/dashboard/layer.js';
import { TrElement } from '../ui/element.js';
import type { I18n, Under } from '../ui/i18n.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import { button, iconButton } from '../ui/parts.js';
import { arrangeStyles } from './arrange-styles.js';
import '../ui/later-strings.js';

/** A row of the grid with the gap below it. */
const CELL = 60;

const arrangeKeys = (i18n: I18n): ShortcutGroup => ({
  label: 'dashboard.arrange',
  shortcuts: [
    { keys: ['↑', '↓', '←', '→'], label: () => i18n.t('move.keyPlace') },
    { keys: ['Shift+↑', 'Shift+↓', 'Shift+←', 'Shift+→'], label: () => i18n.t('move.keySize') },
    { keys: 'Delete', label: () => i18n.t('move.keyHide') },
  ],
});

@customElement('tr-arrange-editor')
export class TrArrangeEditor extends TrElement {
  @property({ attribute: false }) widgets: readonly ArrangedWidget[] = [];
  @property({ attribute: false }) order: readonly string[] = [];
  @property({ attribute: false }) draw: (widget: ArrangedWidget) => unknown = () => nothing;
  @property({ type: Boolean, reflect: true }) phone = false;
  /** Something differs from what is published. */
  @property({ type: Boolean }) own = false;
  @query('tr-menu') private menu!: TrMenu;
  @query('.grid-stack') private frame!: HTMLElement | null;
  #grid: GridStack | undefined;

  #removeKeys: (() => void) | undefined;

  static override styles = arrangeStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#removeKeys = this.host.shortcuts.add(arrangeKeys(this.host.i18n));
  }

  override disconnectedCallback(): void {
    this.#removeKeys?.();
    this.#grid?.destroy(false);
    this.#grid = undefined;
    super.disconnectedCallback();
  }

  get #shown(): readonly ArrangedWidget[] {
    return this.widgets.filter((widget) => !widget.hidden);
  }

  #name(widget: ArrangedWidget): string {
    return this.host.i18n.label(widget.label, widget.id);
  }

  override render() {
    const hidden = this.widgets.filter((widget) => widget.hidden);
    return html`<div class="bar" role="region" aria-label=${this.t('dashboard.arrange')}>
        <p>${this.phone ? nothing : html`${this.t('dashboard.arrangeHint')} `}<span class="t2">${this.t('dashboard.arrangeOwn')}</span></p>
        ${this.own ? button({ label: this.t('dashboard.arrangeReset'), theme: 'tertiary', run: () => this.emit('tr-reset-arrange') }) : nothing}
        ${button({ label: this.t('common.cancel'), run: () => this.emit('tr-cancel-arrange') })}
        ${button({ label: this.t('dashboard.arrangeDone'), theme: 'primary', run: () => this.emit('tr-save') })}
      </div>
      ${
        hidden.length > 0 && !this.phone
          ? html`<div class="hiddenparts">
              <span class="t2">${this.t('dashboard.hidden')}</span>
              ${hidden.map((widget) => this.#showChip(widget))}
            </div>`
          : nothing
      }
      ${this.phone ? this.#list() : this.#board()}`;
  } // prettier-ignore

  #showChip(widget: ArrangedWidget) {
    return html`<button
      type="button"
      class="chip"
      aria-label=${this.t('dashboard.show', { name: this.#name(widget) })}
      @click=${() => this.#change([{ ...widget, hidden: false }])}
    >
      ${icon('eye', 's')}${this.#name(widget)}
    </button>`;
  }

  #board() {
    return html`<div class="grid-stack">
        ${repeat(
          this.#shown,
          (widget) => widget.id,
          (widget) =>
            html`<div
              class="grid-stack-item"
              tabindex="0"
              role="group"
              data-id=${widget.id}
              aria-label=${this.#placeWords(widget)}
              @keydown=${(event: KeyboardEvent) => this.#key(event, widget)}
            >
              <div class="grid-stack-item-content">${this.draw(widget)}</div>
              <span class="frame"></span>
              <span class="tools"
                >${iconButton({
                  label: this.host.i18n.t('move.placeMenu', { name: this.#name(widget) }),
                  icon: 'ellipsis',
                  size: 'xs',
                  run: (event) => this.#openPlaces(event.currentTarget as HTMLElement, widget),
                })}${iconButton({
                  label: this.t('dashboard.hide', { name: this.#name(widget) }),
                  icon: 'eye-off',
                  size: 'xs',
                  run: () => this.#change([{ ...widget, hidden: true }]),
                })}</span
              >
            </div>`,
        )}
      </div>
      <tr-menu></tr-menu>`;
  }

  #list() {
    const order = orderOfPhone({ widgets: this.widgets, phoneOrder: [...this.order] });
    const widgets = order.flatMap((id) => this.widgets.find((widget) => widget.id === id) ?? []);
    const move = (index: number, by: number) => {
      const next = order.filter((_, at) => at !== index);
      next.splice(index + by, 0, order[index]!);
      this.emit('tr-arranged', { widgets: [], order: next });
      const words = this.t(by < 0 ? 'dashboard.moveUp' : 'dashboard.moveDown', { name: this.#name(widgets[index]!) });
      this.host.announce(words);
    };
    return html`<ol>
      ${widgets.map((widget, index) => {
        const name = this.#name(widget);
        return html`<li class=${widget.hidden ? 'off' : ''}>
          <span class="clip sp">${name}</span>
          ${iconButton({ label: this.t('dashboard.moveUp', { name }), icon: 'arrow-up', disabled: index === 0, run: () => move(index, -1) })}
          ${iconButton({ label: this.t('dashboard.moveDown', { name }), icon: 'arrow-down', disabled: index === widgets.length - 1, run: () => move(index, 1) })}
          ${iconButton({
            label: this.t(widget.hidden ? 'dashboard.show' : 'dashboard.hide', { name }),
            icon: widget.hidden ? 'eye' : 'eye-off',
            run: () => this.#change([{ ...widget, hidden: !widget.hidden }]),
          })}
        </li>`;
      })}
    </ol>`;
  } // prettier-ignore

  protected override updated(): void {
    if (!this.frame) return;
    this.#grid ??= this.#start(this.frame);
    this.#meet(this.#grid);
  }

  #start(frame: HTMLElement): GridStack {
    const grid = GridStack.init(
      { column: 12, cellHeight: CELL, margin: 0, mode: 'float', animate: false, auto: false, resizable: { handles: 'se' } },
      frame,
    )!;
    grid.on('change', (_event: Event, nodes: GridStackNode[]) => this.#moved(nodes));
    return grid;
  } // prettier-ignore

  /** Brings gridstack to what is drawn: new parts join, those that are gone leave, places follow. */
  #meet(grid: GridStack): void {
    grid.batchUpdate();
    const items = [...this.frame!.querySelectorAll<HTMLElement>(':scope > .grid-stack-item[data-id]')];
    for (const node of [...grid.engine.nodes]) {
      if (node.el && !items.includes(node.el)) grid.removeWidget(node.el, false, false);
    }
    for (const item of items) {
      const widget = this.widgets.find((each) => each.id === item.dataset['id'])!;
      const { x, y, w, h } = widget;
      const node = (item as HTMLElement & { gridstackNode?: GridStackNode }).gridstackNode;
      if (!node) grid.makeWidget(item, { x, y, w, h, id: widget.id });
      else if (node.x !== x || node.y !== y || node.w !== w || node.h !== h) grid.update(item, { x, y, w, h });
    }
    grid.batchUpdate(false);
  }

  #moved(nodes: readonly GridStackNode[]): void {
    const changed = nodes.flatMap(({ id, x, y, w, h }): ArrangedWidget[] => {
      const widget = this.widgets.find((each) => each.id === id);
      if (!widget) return [];
      const next = { ...widget, x: x ?? widget.x, y: y ?? widget.y, w: w ?? widget.w, h: h ?? widget.h };
      const isSame = (['x', 'y', 'w', 'h'] as const).every((key) => next[key] === widget[key]);
      return isSame ? [] : [next];
    });
    if (changed.length > 0) this.#change(changed);
  }

  #change(widgets: readonly ArrangedWidget[]): void {
    this.emit('tr-arranged', { widgets });
  }

  #placeWords(widget: ArrangedWidget): string {
    const { x, y, w, h } = widget;
    return this.t('dashboard.place', { name: this.#name(widget), x: x + 1, y: y + 1, w, h });
  }

  /** What dragging does, by a menu. */
  #openPlaces(cause: HTMLElement, widget: ArrangedWidget): void {
    const { i18n } = this.host;
    const items = choices.map(([id, step, sizes], index): MenuItem => {
      const place = placeAfter(widget, step, sizes);
      const isSame = (Object.keys(place) as (keyof typeof place)[]).every((key) => place[key] === widget[key]);
      return {
        id,
        label: i18n.t(`move.${id}`),
        ...(isSame ? { reason: i18n.t('move.atLimit') } : {}),
        ...(index === 4 ? { line: true } : {}),
        run: () => this.#put(cause.closest<HTMLElement>('.grid-stack-item')!, widget, place),
      };
    });
    void this.menu.openAt(cause, i18n.t('move.placeMenu', { name: this.#name(widget) }), items, { align: 'end' });
  }

  #put(item: HTMLElement, widget: ArrangedWidget, place: Partial<ArrangedWidget>): void {
    this.#grid?.update(item, place);
    this.host.announce(this.#placeWords({ ...widget, ...place }));
  }

  /** Arrows move, with Shift they size; Delete hides. */
  #key(event: KeyboardEvent, widget: ArrangedWidget): void {
    if (event.target !== event.currentTarget) return;
    const step = steps[event.key];
    if (event.key === 'Delete') this.#change([{ ...widget, hidden: true }]);
    else if (step) {
      this.#put(event.currentTarget as HTMLElement, widget, placeAfter(widget, step, event.shiftKey));
    } else return;
    event.preventDefault();
  }
}

type Step = readonly [number, number];

/** The choices of the menu: places, then sizes. */
const choices: readonly (readonly [Under<'move'>, Step, boolean])[] = [
  ['left', [-1, 0], false],
  ['right', [1, 0], false],
  ['up', [0, -1], false],
  ['down', [0, 1], false],
  ['wider', [1, 0], true],
  ['narrower', [-1, 0], true],
  ['taller', [0, 1], true],
  ['lower', [0, -1], true],
];

/** Where a part stands, or how large it is, a step further; within the grid. */
function placeAfter({ x, y, w, h }: ArrangedWidget, [dx, dy]: Step, sizes: boolean) {
  return sizes
    ? { w: clamp(w + dx, 1, 12 - x), h: clamp(h + dy, 1, 40) }
    : { x: clamp(x + dx, 0, 12 - w), y: clamp(y + dy, 0, 1000) };
}

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
