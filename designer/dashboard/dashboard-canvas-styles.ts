/** Styles of the dashboard canvas: the grid of the runtime's page, frames and handles laid over it cell by cell. */
import { css } from 'lit';

export const dashboardCanvasStyles = css`
  :host { display: flex; flex-direction: column; min-height: 0; background: var(--tr-canvas); }
  .bar { flex: none; display: flex; flex-wrap: wrap; align-items: flex-start; gap: 6px 12px; padding: 8px 12px; background: var(--tr-surface); border-bottom: 1px solid var(--tr-line); }
  .bar td-filter-bar { flex: 1 1 320px; min-width: 0; }
  .bar tr-query-chips { flex: 1; }
  .tabs { flex: none; display: flex; align-items: center; gap: 4px; padding: 0 16px; background: var(--tr-surface); border-bottom: 1px solid var(--tr-line); }
  .scroll { flex: 1; min-height: 0; overflow: auto; padding: 16px 20px 32px; }
  .page { position: relative; max-width: 1200px; min-width: 0; margin: 0 auto; }
  .cards, .over { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); grid-auto-rows: 48px; gap: 12px; }
  .cards { min-height: 288px; padding-bottom: 60px; }
  .over { position: absolute; inset: 0; pointer-events: none; align-content: start; }
  .cards.guided { background-image: repeating-linear-gradient(to bottom, var(--tr-line) 0 1px, transparent 1px 60px); }
  .hold { position: relative; pointer-events: auto; border-radius: 10px; cursor: grab; touch-action: none; scroll-margin: 40px 8px; }
  .hold:hover { box-shadow: 0 0 0 1px var(--tr-accent); }
  .hold[aria-selected='true'] { box-shadow: 0 0 0 2px var(--tr-accent); }
  .hold:focus-visible { outline: 2px solid var(--tr-focus); outline-offset: 3px; }
  .hold.carried { background: var(--tr-selected); opacity: 0.6; }
  .hold.out { background: color-mix(in srgb, var(--tr-canvas) 62%, transparent); }
  .hold.follows { box-shadow: 0 0 0 2px var(--tr-accent-line); }
  .hold .bad { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; width: 12px; height: 12px; border-radius: 12px; background: var(--tr-bad); border: 2px solid var(--tr-surface); }
  .hold .says { position: absolute; inset-block-end: 4px; inset-inline: 8px 24px; display: flex; }
  .hold .says > span { max-width: 100%; padding: 1px 6px; border-radius: var(--tr-radius-s); background: var(--tr-accent-soft); color: var(--tr-accent-text); font: var(--tr-text-micro); }
  .tools { position: relative; pointer-events: none; }
  .tools > span { position: absolute; inset-block-start: -14px; inset-inline-end: 8px; z-index: 3; display: inline-flex; gap: 2px; padding: 2px; pointer-events: auto; background: var(--tr-raised); border: 1px solid var(--tr-line-strong); border-radius: var(--tr-radius-m); box-shadow: var(--tr-shadow-2); }
  .corner { position: absolute; inset-block-end: -6px; inset-inline-end: -6px; z-index: 3; width: 24px; height: 24px; pointer-events: auto; cursor: nwse-resize; touch-action: none; }
  .corner::after { content: ''; position: absolute; inset: 5px; border-radius: 4px; background: var(--tr-accent); border: 1px solid var(--tr-surface); }
  .drop { border: 2px dashed var(--tr-accent); border-radius: 10px; background: var(--tr-selected); }
  .phone { width: 390px; max-width: 100%; display: grid; gap: 10px; grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .slot { grid-column: span 2; min-width: 0; display: grid; grid-template: auto minmax(256px, auto) / minmax(0, 1fr); }
  .slot.tile { grid-column: span 1; grid-template-rows: auto minmax(92px, auto); }
  .slot tr-widget-card { min-height: 256px; }
  .slot tr-widget-card.tile { min-height: 92px; }
  .slot > .order { display: flex; align-items: center; gap: 2px; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .slot > .order > span { flex: 1; min-width: 0; }
  .begin { display: flex; flex-wrap: wrap; justify-content: center; align-items: center; gap: 8px; color: var(--tr-text-2); }
  .gone { display: flex; flex-direction: column; gap: 6px; min-width: 0; overflow: auto; border: 1px dashed var(--tr-line-control); border-radius: 10px; padding: 12px 14px; color: var(--tr-text-2); background: var(--tr-surface); }
  .gone b { color: var(--tr-text); font-weight: 600; }
`; // prettier-ignore
