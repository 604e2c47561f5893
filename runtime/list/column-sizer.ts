/** Reactive controller: keeps the room of a table and what its columns need, and gives their widths. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { WireRecord } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import { columnWidths } from './column-widths.js';
import { isTagColumn, type Column } from './columns.js';
import { createMeasure, naturalWidth, type Fonts } from './text-measure.js';

const measure = createMeasure();

export class ColumnSizer implements ReactiveController {
  /** Pixels of the element; 0 before it is laid out. */
  #room = 0;
  #natural: ReadonlyMap<string, number> = new Map();
  #fieldHost: FieldHost | undefined;
  #observer = new ResizeObserver((entries) => {
    this.#room = Math.floor(entries[0]?.contentRect.width ?? 0);
    this.element.requestUpdate();
  });

  /** `taken` pixels go to columns that are always there. */
  constructor(
    private readonly element: ReactiveControllerHost & HTMLElement,
    private readonly taken: number,
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.element);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** Looks at the first rows of a list. */
  look(columns: readonly Column[], rows: readonly WireRecord[], fieldHost: FieldHost): void {
    if (rows.length === 0) return;
    this.#fieldHost = fieldHost;
    const fonts = fontsOf(this.element);
    this.#natural = new Map(
      columns.map((column) => [column.path, naturalWidth(column, rows, fieldHost, fonts, measure)] as const),
    );
    this.element.requestUpdate();
  }

  /** Pixels by path. */
  widths(columns: readonly Column[]): ReadonlyMap<string, number> {
    const needs = columns.map((column) => ({
      path: column.path,
      naming: column.naming,
      rigid: column.align === 'end' || isTagColumn(column, this.#fieldHost),
      stated: column.width,
      fixed: column.isWidthStated,
      natural: this.#natural.get(column.path),
    }));
    return columnWidths(needs, Math.max(0, this.#room - this.taken));
  }
}

function fontsOf(element: HTMLElement): Fonts {
  const style = getComputedStyle(element);
  const family = style.getPropertyValue('--tr-font').trim() || style.fontFamily;
  return {
    head: `500 12px ${family}`,
    body: `400 13px ${family}`,
    strong: `500 13px ${family}`,
    tag: `500 12px ${family}`,
  };
}
