/**
 * A sheet while it is printed: its paper's rules are there as long as the browser prints, and the sheet draws a table of all
 * its rows instead of what is in sight. A reactive controller: its element is drawn anew when printing begins and ends.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { adoptRules } from '../output/page-rules.js';
import { partsDrawn } from './sheet-print.js';
import type { PageRules } from '../output/page-rules.js';

export interface PrintedSheet extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  /** Draws at once: the browser prints what is there when its event is answered. */
  drawNow(): void;
}

export class SheetPaper implements ReactiveController {
  isPrinting = false;
  #leave: (() => void) | undefined;

  constructor(
    private readonly sheet: PrintedSheet,
    private readonly rules: () => PageRules,
  ) {
    sheet.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.#before);
    window.addEventListener('afterprint', this.#after);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeprint', this.#before);
    window.removeEventListener('afterprint', this.#after);
    this.#leave?.();
  }

  /** Prints when what stands in its cells is drawn. */
  async print(): Promise<void> {
    this.#before();
    await partsDrawn(this.sheet.renderRoot);
    window.print();
  }

  #before = (): void => {
    this.#leave ??= adoptRules(this.rules());
    this.isPrinting = true;
    this.sheet.drawNow();
  };

  #after = (): void => {
    this.#leave?.();
    this.#leave = undefined;
    this.isPrinting = false;
    this.sheet.requestUpdate();
  };
}
