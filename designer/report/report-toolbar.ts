/** `<td-report-toolbar>`: what can be done to the selected cells, each with the key that does the same. */
import { css, html, nothing, svg } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { bindings, type Binding, type CellDocument } from '../../metadata/schema/sheet.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/menu.js';
import type { TrMenu } from '../../runtime/ui/menu.js';
import { TdElement } from '../td-element.js';
import type { MeasureKind } from './gestures/measures.js';
import { cellAt } from './gestures/places.js';
import type { SheetCommands } from './sheet-commands.js';

const measureIcons: Readonly<Record<MeasureKind, string>> = {
  share: 'percent', rank: 'list-filter', running: 'arrow-up', previous: 'history', change: 'chart-line', lastYear: 'clock',
}; // prettier-ignore

const lines: Readonly<Record<'left' | 'center' | 'right', readonly (readonly [number, number])[]>> = {
  left: [[4, 20], [4, 14], [4, 18]],
  center: [[4, 20], [7, 17], [5, 19]],
  right: [[4, 20], [10, 20], [6, 20]],
}; // prettier-ignore

@customElement('td-report-toolbar')
export class TdReportToolbar extends TdElement {
  @property({ attribute: false }) commands!: SheetCommands;
  @query('tr-menu') private menu!: TrMenu;

  static override styles = css`
    :host {
      display: block;
      border-bottom: 1px solid var(--tr-line);
      background: var(--tr-surface);
    }
    [role='toolbar'] {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 4px;
      padding: 4px 8px;
    }
    .b {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: 4px;
      min-width: 28px;
      height: 28px;
      padding: 0 6px;
      border: 0;
      border-radius: var(--tr-radius-m);
      background: none;
      color: var(--tr-text-2);
      font: var(--tr-text-body);
      cursor: pointer;
    }
    .b:hover:not(:disabled) {
      background: var(--tr-hover);
    }
    .b[aria-pressed='true'] {
      background: var(--tr-accent-soft);
      color: var(--tr-accent-text);
    }
    .b:disabled {
      color: var(--tr-text-3);
      opacity: 0.6;
      cursor: default;
    }
    .b:focus-visible,
    select:focus-visible {
      outline: 2px solid var(--tr-focus);
      outline-offset: -1px;
    }
    .bold {
      font-weight: 700;
    }
    .italic {
      font-style: italic;
      font-family: serif;
    }
    .more {
      min-width: 24px;
      padding: 0 2px;
      margin-inline-start: -6px;
    }
    .sep {
      width: 1px;
      height: 20px;
      background: var(--tr-line);
      margin: 0 2px;
    }
    select {
      height: 28px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text);
      font: var(--tr-text-body);
      max-width: 132px;
    }
  `;

  override render() {
    const { commands } = this;
    const { desk } = commands;
    const cell = cellAt(desk.sheet, desk.active)?.cell;
    const isPercent = cell?.format?.includes('%') ?? false;
    const isGrouped = cell?.format?.includes('#,##0') ?? false;
    return html`<div role="toolbar" aria-label=${this.w('report.toolbar')} @keydown=${this.#key}>
        ${this.#button({ label: this.w('report.merge'), key: 'Ctrl+M', pressed: commands.isMerged, content: mergeIcon, run: () => commands.merge() })}
        ${this.#button({ label: this.w('report.bold'), key: 'Ctrl+B', pressed: commands.looks({ bold: true }), content: html`<span class="bold">B</span>`, run: () => commands.toggle({ bold: true }) })}
        ${this.#button({ label: this.w('report.italic'), key: 'Ctrl+I', pressed: commands.looks({ italic: true }), content: html`<span class="italic">I</span>`, run: () => commands.toggle({ italic: true }) })}
        <span class="sep"></span>
        ${(['left', 'center', 'right'] as const).map((align) =>
          this.#button({ label: this.w(`report.align.${align}`), pressed: commands.looks({ align }), content: alignIcon(align), run: () => commands.toggle({ align }) }),
        )}
        <span class="sep"></span>
        ${this.#button({ label: this.w('report.percent'), pressed: isPercent, content: icon('percent'), disabled: !cell, run: () => commands.setFormat(isPercent ? undefined : '0.0%') })}
        ${this.#button({ label: this.w('report.thousands'), pressed: isGrouped, content: icon('hash'), disabled: !cell, run: () => commands.setFormat(isGrouped ? undefined : '#,##0') })}
        ${this.#styles(cell)}
        <span class="sep"></span>
        ${this.#shows(cell)} ${this.#expands(cell)}
        <span class="sep"></span>
        ${this.#button({ label: this.w('report.total'), tip: this.w('report.totalTip'), content: html`${icon('sigma', 's')}${this.w('report.total')}`, disabled: !cell, run: () => commands.total() })}
        ${this.#button({ label: this.w('report.chart'), tip: this.w('report.chartTip'), content: html`${icon('chart-column', 's')}${this.w('report.chart')}`, run: () => commands.chart() })}
        ${(['share', 'rank', 'running', 'previous'] as const).map((kind) => this.#measure(kind))}
      </div>
      <tr-menu></tr-menu>`;
  } // prettier-ignore

  #button(of: {
    readonly label: string;
    readonly key?: string;
    readonly tip?: string;
    readonly pressed?: boolean;
    readonly disabled?: boolean;
    readonly content: unknown;
    run(): void;
  }) {
    return html`<button
      type="button"
      class="b"
      tabindex="-1"
      aria-label=${of.label}
      aria-pressed=${of.pressed === undefined ? nothing : String(of.pressed)}
      ?disabled=${of.disabled ?? false}
      data-tip=${of.tip ?? (of.key ? `${of.label} (${of.key})` : of.label)}
      @click=${of.run}
    >
      ${of.content}
    </button>`;
  }

  #styles(cell: CellDocument | undefined) {
    const names = Object.keys(this.commands.desk.sheet.styles ?? {});
    return html`<select
      tabindex="-1"
      aria-label=${this.w('report.style')}
      data-tip=${this.w('report.style')}
      @change=${(event: Event) => this.commands.nameStyle((event.target as HTMLSelectElement).value || undefined)}
    >
      <option value="" ?selected=${!cell?.style}>${this.w('report.noStyle')}</option>
      ${names.map((name) => html`<option value=${name} .selected=${cell?.style === name}>${name}</option>`)}
    </select>`;
  }

  #shows(cell: CellDocument | undefined) {
    const as = cell?.bind?.as;
    if (!as) return nothing;
    return html`<select
      tabindex="-1"
      aria-label=${this.w('report.shows')}
      data-tip=${this.w('report.shows')}
      @change=${(event: Event) => this.commands.showAs((event.target as HTMLSelectElement).value as Binding)}
    >
      ${bindings.map((each) => html`<option value=${each} .selected=${each === as}>${this.w(`report.as.${each}`)}</option>`)}
    </select>`;
  }

  #expands(cell: CellDocument | undefined) {
    if (!cell?.bind && cell?.formula === undefined) return nothing;
    const isMany = cell.bind?.as === 'group' || cell.bind?.as === 'list';
    const expand = cell.expand ?? (isMany ? 'down' : 'none');
    const marks = { none: '–', down: '↓', right: '→' } as const;
    const words = { none: 'report.expandNone', down: 'report.expandDown', right: 'report.expandRight' } as const;
    return (['none', 'down', 'right'] as const).map((each) =>
      this.#button({
        label: this.w(words[each]),
        pressed: expand === each,
        content: marks[each],
        run: () => this.commands.expandTo(each === 'none' && !isMany ? undefined : each),
      }),
    );
  }

  /** A press does the usual one; the arrow beside it offers the others. */
  #measure(kind: MeasureKind) {
    const { commands } = this;
    const related: readonly MeasureKind[] = kind === 'previous' ? ['previous', 'change', 'lastYear'] : [kind];
    const offered = commands.measures.filter((each) => related.includes(each.kind));
    const label = this.w(`report.${kind}`);
    const first = offered[0];
    return html`${this.#button({ label, tip: first ? commands.measureWords(first) : this.w('report.noFigure'), disabled: !first, content: html`${icon(measureIcons[kind], 's')}${label}`, run: () => commands.measure(kind) })}${
      offered.length > 1
        ? html`<button
            type="button"
            class="b more"
            tabindex="-1"
            aria-haspopup="menu"
            aria-label=${this.w('report.moreOf', { name: label })}
            @click=${(event: Event) =>
              void this.menu.openAt(
                event.currentTarget as HTMLElement,
                label,
                offered.map((each) => ({
                  id: `${each.kind} ${each.within.join(' ')}`,
                  label: commands.measureWords(each),
                  icon: measureIcons[each.kind],
                  run: () => commands.measure(each.kind, each),
                })),
              )}
          >
            ${icon('chevron-down', 's')}
          </button>`
        : nothing
    }`;
  } // prettier-ignore

  /** One tab stop; arrows walk. */
  protected override updated(): void {
    const all = this.#stops;
    if (!all.some((each) => each.tabIndex === 0) && all[0]) all[0].tabIndex = 0;
  }

  get #stops(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=toolbar] :is(button, select):not(:disabled)')];
  }

  readonly #key = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const all = this.#stops;
    const at = all.indexOf(event.target as HTMLElement);
    const next = all[(at + step + all.length) % all.length];
    if (at < 0 || !next) return;
    event.preventDefault();
    for (const each of all) each.tabIndex = each === next ? 0 : -1;
    next.focus();
  };
}

const drawn = (content: unknown) =>
  html`<svg class="i m" viewBox="0 0 24 24" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round">${content}</svg>`; // prettier-ignore

const alignIcon = (align: keyof typeof lines) =>
  drawn(lines[align].map(([from, to], index) => svg`<path d=${`M${from} ${7 + index * 5}H${to}`} />`));

const mergeIcon = drawn(svg`<rect x="3" y="6" width="18" height="12" rx="1.5" /><path d="M7 12h10M9 10l-2 2 2 2M15 10l2 2-2 2" />`); // prettier-ignore
