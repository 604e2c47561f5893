/** Layout of a timeline: names at the start, the axis above, bars on lines. */
import { css } from '../../../../runtime/api.js';

export const timelineStyles = css`
  :host { display: flex; flex-direction: column; flex: 1; min-height: 0; min-width: 0; --names: 208px; }
  .scroll { flex: 1; min-height: 0; overflow: auto; margin: 0 24px 16px; border: 1px solid var(--tr-line); border-radius: var(--tr-radius-l); scroll-padding: 60px 24px 8px calc(var(--names) + 8px); }
  .chart { position: relative; min-width: calc(var(--names) + var(--min)); min-height: 100%; }
  .head { position: sticky; top: 0; z-index: 3; display: flex; background: var(--tr-surface); border-bottom: 1px solid var(--tr-line-strong); }
  .corner { position: sticky; inset-inline-start: 0; z-index: 1; flex: none; width: var(--names); box-sizing: border-box; background: var(--tr-surface); border-inline-end: 1px solid var(--tr-line); }
  .axis { position: relative; flex: 1; min-width: 0; }
  .axis .row { position: relative; height: 26px; }
  .axis .row + .row { height: 24px; }
  .axis span { position: absolute; top: 0; bottom: 0; display: flex; align-items: center; border-inline-start: 1px solid var(--tr-line); white-space: nowrap; font: var(--tr-text-micro); color: var(--tr-text-3); }
  .axis .period { font: var(--tr-text-label); color: var(--tr-text-2); }
  .axis .period b { position: sticky; inset-inline-start: calc(var(--names) + 8px); padding: 0 8px; font-weight: 600; }
  .axis .unit { justify-content: center; overflow: hidden; }
  .lanes { position: relative; min-height: 36px; }
  .lines { position: absolute; inset: 0 0 0 var(--names); pointer-events: none; }
  .lines i { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--tr-line); opacity: 0.7; }
  .lines .today { width: 2px; margin-inline-start: -1px; background: var(--tr-accent); opacity: 1; }
  .lane { display: flex; border-bottom: 1px solid var(--tr-line); content-visibility: auto; contain-intrinsic-size: auto 36px; }
  .name { position: sticky; inset-inline-start: 0; z-index: 2; flex: none; width: var(--names); min-width: 0; display: flex; gap: 8px; align-items: flex-start; padding: 8px 12px; background: var(--tr-surface); border-inline-end: 1px solid var(--tr-line); font-weight: 500; box-sizing: border-box; }
  .name .go { border: 0; background: none; padding: 0; margin: 0; min-height: 24px; font: inherit; color: var(--tr-text); text-align: start; cursor: pointer; }
  .name .go:hover { text-decoration: underline; }
  .name .ct { margin-inline-start: auto; font: var(--tr-text-meta); color: var(--tr-text-3); line-height: 20px; }
  .name > * { position: sticky; top: 58px; }
  .name .tag { min-width: 0; flex: 0 1 auto; }
  .track { position: relative; flex: 1; min-width: 0; height: calc(var(--lines) * 30px + 6px); }
  .piece { position: absolute; top: calc(var(--line) * 30px + 5px); height: 26px; min-width: 8px; max-width: none; padding: 0; justify-content: flex-start; border: 1px solid color-mix(in srgb, currentcolor 45%, transparent); border-radius: var(--tr-radius-m); overflow: visible; cursor: pointer; touch-action: pan-x pan-y; }
  .piece.movable { cursor: grab; }
  .piece:hover { border-color: currentcolor; }
  .piece:focus-visible { outline: var(--tr-focus-width) solid var(--tr-focus); outline-offset: 1px; z-index: 1; }
  .piece.from { border-start-start-radius: 0; border-end-start-radius: 0; border-inline-start-style: dashed; }
  .piece.on-to { border-start-end-radius: 0; border-end-end-radius: 0; border-inline-end-style: dashed; }
  .piece .words { padding: 0 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .piece.after .words, .piece.before .words { position: absolute; inset-inline-start: 100%; overflow: visible; color: var(--tr-text-2); background: var(--tr-surface) content-box; }
  .piece.before .words { inset-inline: auto 100%; }
  .piece > .grip { position: absolute; top: 0; bottom: 0; width: 9px; height: auto; cursor: ew-resize; background: none; border-radius: 0; }
  .grip.first { inset-inline-start: -3px; }
  .grip.last { inset-inline-end: -3px; }
  .none { position: sticky; inset-inline-start: 0; margin: 0; padding: 40px 24px; text-align: center; color: var(--tr-text-2); }
  @media (max-width: 639px) {
    :host { --names: 116px; }
    .scroll { margin: 0 16px 16px; }
    .chart { padding-bottom: 72px; }
    .bar { flex-wrap: wrap; }
    .bar h2 { flex: 1 1 0; min-width: 0; font: var(--tr-text-body-strong); }
    .bar .sp { display: none; }
    .bar .scales { order: 1; flex: 1 0 calc(100% - 8px); margin: 4px 8px 0 0; }
    .bar .late { order: 2; }
    .scales button { flex: 1; padding: 0 4px; }
    .name { padding: 8px 6px; font: var(--tr-text-meta); font-weight: 600; flex-direction: column; gap: 2px; }
    .name > * { max-width: 100%; }
    .name .ct { margin: 0; }
    .track { height: calc(var(--lines) * 40px + 6px); }
    .piece { top: calc(var(--line) * 40px + 5px); height: 34px; min-width: 24px; }
  }
  @media print {
    .scroll { overflow: visible; margin: 0; border: 0; }
    .chart { min-width: 0; }
    .lane { content-visibility: visible; break-inside: avoid; }
    .head, .corner, .name { position: static; }
    .piece, .lines .today { print-color-adjust: exact; }
  }
`; // prettier-ignore
