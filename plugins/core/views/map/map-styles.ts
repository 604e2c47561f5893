/** Layout of a map: the map with its legend, places or records beside it, on a phone below. */
import { css } from '../../../../runtime/api.js';

export const mapStyles = css`
  :host { display: flex; flex-direction: column; flex: 1; min-height: 0; min-width: 0; }
  .split { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) minmax(280px, 360px); gap: 16px; padding: 12px 24px 16px; }
  .card { min-width: 0; min-height: 0; display: flex; flex-direction: column; border: 1px solid var(--tr-line); border-radius: var(--tr-radius-l); background: var(--tr-surface); overflow: hidden; }
  .bar { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding: 10px 12px; }
  .legend { display: flex; flex-wrap: wrap; gap: 4px 12px; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .legend span { display: inline-flex; align-items: center; white-space: nowrap; }
  .legend i { width: 12px; height: 10px; border-radius: 2px; margin-inline-end: 6px; }
  .scales { display: inline-flex; padding: 2px; background: var(--tr-fill); border-radius: var(--tr-radius-m); }
  .scales button { border: 0; background: none; min-height: 28px; padding: 0 10px; border-radius: var(--tr-radius-s); cursor: pointer; color: var(--tr-text-2); font: inherit; white-space: nowrap; }
  .scales button[aria-pressed='true'] { background: var(--tr-surface); color: var(--tr-text); font-weight: 600; box-shadow: var(--tr-shadow-1); }
  tr-vega-chart { flex: 1; min-height: 220px; padding: 0 12px 12px; }
  .side .scroll { flex: 1; min-height: 0; overflow: auto; scroll-padding: 40px 8px; }
  table { width: 100%; border-collapse: collapse; }
  th { position: sticky; top: 0; z-index: 1; background: var(--tr-surface); padding: 8px 12px; text-align: start; font: var(--tr-text-label); color: var(--tr-text-2); box-shadow: inset 0 -1px var(--tr-line-strong); }
  th.num, td.num { text-align: end; }
  td { padding: 0 12px; height: 36px; border-bottom: 1px solid var(--tr-line); color: var(--tr-text-2); white-space: nowrap; }
  td:first-child { padding: 0 4px; white-space: normal; }
  tr.pick { cursor: pointer; }
  tr.pick:hover { background: var(--tr-hover); }
  .go { width: 100%; min-height: 32px; border: 0; background: none; padding: 0 8px; text-align: start; font: inherit; font-weight: 500; color: var(--tr-text); cursor: pointer; border-radius: var(--tr-radius-m); }
  .nowhere .go { font-weight: 400; color: var(--tr-text-2); }
  .headline { flex: none; display: flex; align-items: center; gap: 4px; padding: 8px 12px 8px 6px; border-bottom: 1px solid var(--tr-line); }
  .headline h2 { margin: 0; min-width: 0; flex: 1; font: var(--tr-text-section); }
  ul { list-style: none; margin: 0; padding: 0; }
  li { padding: 6px 12px; border-bottom: 1px solid var(--tr-line); cursor: pointer; }
  li:hover { background: var(--tr-hover); }
  li a { display: block; min-height: 24px; font-weight: 500; color: var(--tr-text); text-decoration: none; overflow-wrap: anywhere; }
  li a:hover { text-decoration: underline; }
  li p { margin: 0; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .more { width: 100%; border: 0; background: none; color: var(--tr-accent-text); min-height: 36px; cursor: pointer; font: inherit; }
  .more:hover { background: var(--tr-hover); }
  .note { flex: none; margin: 0; padding: 8px 24px 0; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (max-width: 899px) {
    .split { display: flex; flex-direction: column; overflow: auto; }
    .card { flex: none; }
    tr-vega-chart { flex: none; height: 240px; }
    .side .scroll { overflow: visible; }
    th { position: static; }
  }
  @media (max-width: 639px) {
    .split { padding: 12px 16px 88px; scroll-padding-bottom: 88px; }
    .note { padding: 8px 16px 0; }
  }
  @media (pointer: coarse) {
    .go, .more, .scales button, li a { min-height: 44px; }
    td { height: 44px; }
    li { padding: 0 12px 8px; }
    li a { display: flex; align-items: center; }
  }
  @media print {
    .split { display: block; padding: 0; }
    .card { overflow: visible; break-inside: auto; margin-bottom: 12px; }
    .side .scroll { overflow: visible; }
    .headline button, .more, .scales { display: none; }
    .legend i { print-color-adjust: exact; }
  }
`; // prettier-ignore
