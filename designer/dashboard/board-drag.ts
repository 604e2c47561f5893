/**
 * What is dragged over the board: parts that move or are sized, what comes from the palette, fields for a chart. Until it is
 * let go the board is shown as it would be; one drag is one change, Escape gives it up.
 */
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { TdChartDesigner } from '../chart/chart-designer.js';
import type { OpenDocument } from '../session/open-document.js';
import type { BoardActs } from './board-acts.js';
import type { Carried, DropTarget } from './board-desk.js';
import { widgetOf } from './board.js';
import { fitted, placedPart, settledAround, type Place } from './gestures/places.js';

/** The canvas, as far as dragging asks for it. */
export interface BoardPage {
  readonly open: OpenDocument;
  readonly acts: BoardActs;
  /** What the twelve columns stand on. */
  readonly page: HTMLElement | null;
  readonly scroller: HTMLElement | null;
  /** Where a chart is open instead of the board. */
  readonly chart: TdChartDesigner | null;
  /** How much smaller the page is shown, up to 1. */
  readonly scale: number;
  tabOf(board: DashboardDocument): string | undefined;
  requestUpdate(): void;
  /** Once the selected part stands. */
  focusSelected(): void;
}

/** The board as it would be, the place of what comes, and the part that is held. */
export interface BoardPreview {
  readonly board: DashboardDocument;
  readonly drop?: Place;
  readonly id?: string;
}

/** Pixels of a row with the gap below it, and of the gap. */
const rowHeight = 60;
const gap = 12;
/** So near to an edge the board scrolls, by so much at a time. */
const edge = 40;
const scrollStep = 16;

export class BoardDrag implements DropTarget {
  #preview: BoardPreview | undefined;

  constructor(private readonly canvas: BoardPage) {}

  get preview(): BoardPreview | undefined {
    return this.#preview;
  }

  #show(preview: BoardPreview | undefined): void {
    if (preview === this.#preview) return;
    this.#preview = preview;
    this.canvas.requestUpdate();
  }

  /** Cells in the window's pixels, from the corner of the grid. */
  #cell(): { readonly left: number; readonly top: number; readonly w: number; readonly h: number } | undefined {
    const box = this.canvas.page?.getBoundingClientRect();
    if (!box) return undefined;
    const { scale } = this.canvas;
    return { left: box.left, top: box.top, w: (box.width + gap * scale) / 12, h: rowHeight * scale };
  }

  /** The corner follows the pointer, cell by cell. */
  stretch(event: PointerEvent, widget: WidgetDocument): void {
    event.preventDefault();
    event.stopPropagation();
    const corner = event.currentTarget as HTMLElement;
    const cell = this.#cell()!;
    const board = this.canvas.acts.board!;
    const { x, y } = widget;
    const box = { right: cell.left + (x + widget.w) * cell.w, bottom: cell.top + (y + widget.h) * cell.h };
    const off = { x: box.right - event.clientX, y: box.bottom - event.clientY };
    let place = widget as Place;
    const move = (each: PointerEvent) => {
      const w = Math.max(1, Math.min(12 - x, Math.round((each.clientX + off.x - cell.left) / cell.w) - x));
      const h = Math.max(1, Math.round((each.clientY + off.y - cell.top) / cell.h) - y);
      place = { x, y, w, h };
      this.#show({ board: placedPart(board, widget.id, place), id: widget.id });
    };
    const end = (isDone: boolean) => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('keydown', key, { capture: true });
      this.#show(undefined);
      if (isDone) this.canvas.acts.place(widget.id, { w: place.w, h: place.h });
    };
    const up = () => end(true);
    const key = (each: KeyboardEvent) => {
      if (each.key !== 'Escape') return;
      each.stopPropagation();
      end(false);
    };
    corner.setPointerCapture(event.pointerId);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('keydown', key, { capture: true });
  }

  #placeAt(carried: Exclude<Carried, { kind: 'field' }>, x: number, y: number): Place | undefined {
    const view = this.canvas.scroller?.getBoundingClientRect();
    const cell = this.#cell();
    const { board } = this.canvas.acts;
    if (!view || !cell || !board || x < view.left || x > view.right || y < view.top || y > view.bottom)
      return undefined;
    const own = carried.kind === 'move' ? widgetOf(board, carried.id) : undefined;
    const { w, h } = carried.kind === 'move' ? (own ?? { w: 1, h: 1 }) : carried;
    const grip = carried.kind === 'move' ? carried.grip : { x: 16, y: 16 };
    return fitted({ x: (x - grip.x - cell.left) / cell.w, y: (y - grip.y - cell.top) / cell.h, w, h });
  }

  over(carried: Carried, x: number, y: number): void {
    if (carried.kind === 'field') return this.canvas.chart?.aim(x, y);
    const place = this.#placeAt(carried, x, y);
    const { board } = this.canvas.acts;
    if (!place || !board) return this.#show(undefined);
    if (carried.kind === 'move') this.#show({ board: placedPart(board, carried.id, place), id: carried.id });
    else {
      const tab = this.canvas.tabOf(board);
      const guest = { id: '_new', type: 'text', ...place, ...(tab === undefined ? {} : { tab }) } as WidgetDocument;
      const around = settledAround({ ...board, widgets: [...board.widgets, guest] }, guest);
      this.#show({ board: { ...around, widgets: around.widgets.filter(({ id }) => id !== '_new') }, drop: place });
    }
    const scroller = this.canvas.scroller!;
    const view = scroller.getBoundingClientRect();
    if (y < view.top + edge) scroller.scrollTop -= scrollStep;
    if (y > view.bottom - edge) scroller.scrollTop += scrollStep;
  }

  drop(carried: Carried, x: number, y: number): void {
    if (carried.kind === 'field') return this.canvas.chart?.put(carried.picked, { x, y });
    const place = this.#placeAt(carried, x, y);
    this.#show(undefined);
    if (!place) return;
    if (carried.kind === 'move') this.canvas.acts.place(carried.id, { x: place.x, y: place.y });
    else void this.#put(carried, place);
  }

  focusSelected(): void {
    this.canvas.focusSelected();
  }

  leave(): void {
    this.#show(undefined);
    this.canvas.chart?.unaim();
  }

  take(carried: Carried): void {
    if (carried.kind === 'field') this.canvas.chart?.put(carried.picked);
    else if (carried.kind === 'part') void this.#put(carried);
  }

  async #put(carried: Extract<Carried, { kind: 'part' }>, place?: Place): Promise<void> {
    const { open } = this.canvas;
    const part = await carried.make();
    // Another document may have been opened while the part was read.
    if (!part || open !== this.canvas.open) return;
    const { acts } = this.canvas;
    if (acts.board) acts.put(part, { tab: this.canvas.tabOf(acts.board), ...(place ? { place } : {}) });
  }
}
