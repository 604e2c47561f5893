/** Styles of the chart that fills the canvas: wells at the side, the drawing beside them. */
import { css } from 'lit';
import { inputStyles } from '../inspector/inspector-styles.js';

export const chartDesignerStyles = [
  inputStyles,
  css`
    :host { display: flex; flex-direction: column; flex: 1; min-height: 0; background: var(--tr-canvas); }
    .bar { flex: none; display: flex; align-items: center; gap: 8px; padding: 8px 12px; background: var(--tr-surface); border-bottom: 1px solid var(--tr-line); }
    .bar h2 { font: var(--tr-text-strong); min-width: 0; }
    .rows { color: var(--tr-text-3); font: var(--tr-text-meta); min-width: 0; }
    .work { flex: 1; min-height: 0; display: grid; grid-template-columns: 252px minmax(0, 1fr); }
    .side { overflow: auto; padding: 12px; background: var(--tr-surface); border-inline-end: 1px solid var(--tr-line); display: grid; gap: 12px; align-content: start; }
    .stage { display: flex; min-height: 0; min-width: 0; padding: 20px; }
    .stage tr-widget-card { flex: 1; max-height: 520px; min-width: 0; }
    .gallery { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 4px; }
    .gallery button { display: grid; justify-items: center; gap: 2px; padding: 6px 2px 4px; border: 1px solid transparent; border-radius: var(--tr-radius-m); background: none; color: var(--tr-text-2); font: var(--tr-text-micro); cursor: pointer; min-width: 0; }
    .gallery button span { max-width: 100%; text-align: center; overflow-wrap: anywhere; }
    .gallery button:hover { background: var(--tr-hover); }
    .gallery button[aria-checked='true'] { border-color: var(--tr-accent); background: var(--tr-accent-soft); color: var(--tr-accent-text); }
    .gallery svg { width: 22px; height: 22px; }
    h3 { font: var(--tr-text-label); color: var(--tr-text-2); margin: 0 0 4px; }
    .well { border: 1px dashed var(--tr-line-control); border-radius: var(--tr-radius-m); padding: 8px; }
    .well.aimed { border: 1px solid var(--tr-accent); background: var(--tr-accent-soft); }
    .empty, .note { color: var(--tr-text-3); font: var(--tr-text-meta); margin: 0; }
    .pick { display: flex; align-items: center; gap: 2px; }
    .pick + .pick { margin-top: 4px; }
    .what { flex: 1; display: flex; align-items: center; gap: 6px; min-width: 0; min-height: 28px; padding: 0 6px 0 8px; border: 1px solid var(--tr-line-strong); border-radius: var(--tr-radius-m); background: var(--tr-surface); color: inherit; font: inherit; text-align: start; cursor: pointer; }
    .what:hover { background: var(--tr-hover); }
    .what .how { margin-inline-start: auto; font: var(--tr-text-meta); color: var(--tr-text-3); white-space: nowrap; }
    .what svg { flex: none; color: var(--tr-text-3); }
    .options { display: grid; gap: 8px; }
    .o { display: grid; grid-template-columns: 92px minmax(0, 1fr); align-items: center; gap: 8px; }
    .o > span { color: var(--tr-text-2); }
    .check { display: flex; align-items: center; gap: 8px; min-height: 28px; cursor: pointer; }
    button:focus-visible { outline: 2px solid var(--tr-focus); outline-offset: 1px; }
    @media (max-width: 900px) {
      .work { grid-template-columns: minmax(0, 1fr); overflow: auto; }
      .stage { min-height: 320px; order: -1; }
    }
  `, // prettier-ignore
];
