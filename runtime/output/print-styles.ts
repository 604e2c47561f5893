/** The print view: a sheet of paper under a bar on the screen, nothing but the sheet on paper. */
import { css } from 'lit';

export const printStyles = css`
  :host { display: block; height: 100%; overflow: auto; background: var(--tr-canvas); }
  .bar { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: 12px; height: var(--tr-topbar); padding: 0 16px; background: var(--tr-surface); border-bottom: 1px solid var(--tr-line); }
  .bar .name { font: var(--tr-text-section); flex: 1; min-width: 0; }
  article { box-sizing: border-box; max-width: 820px; margin: 24px auto; padding: 48px; background: var(--tr-surface); border: 1px solid var(--tr-line-strong); border-radius: var(--tr-radius-s); color: var(--tr-text); }
  article.wide { max-width: 1160px; }
  h1 { font: var(--tr-text-title); margin: 0; overflow-wrap: anywhere; }
  h2 { font: var(--tr-text-section); margin: 24px 0 8px; padding-bottom: 4px; border-bottom: 1px solid var(--tr-line-strong); }
  h3 { font: var(--tr-text-body-strong); margin: 16px 0 6px; }
  p { margin: 4px 0 0; }
  .kind, .meta, dt { font: var(--tr-text-meta); color: var(--tr-text-2); }
  .cut { font: var(--tr-text-body-strong); }
  header { margin-bottom: 16px; }
  dl { margin: 0; display: grid; gap: 10px 24px; }
  dd { margin: 0; overflow-wrap: anywhere; }
  .facts { grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); margin: 12px 0; }
  .facts dd { font: var(--tr-text-body-strong); }
  .fields { grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); }
  .fields .wide { grid-column: 1 / -1; }
  .fields > div, .facts > div { break-inside: avoid; }
  .totals { justify-content: end; margin-top: 8px; text-align: right; }
  .totals dd { font: var(--tr-text-body-strong); }
  .frame { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th { font: var(--tr-text-label); color: var(--tr-text-2); text-align: start; padding: 6px 8px; border-bottom: 1px solid var(--tr-line-control); }
  td { padding: 5px 8px; border-bottom: 1px solid var(--tr-line); vertical-align: top; }
  th.num, td.num { text-align: end; white-space: nowrap; }
  tr { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  tr-state, tr-skeleton { margin-top: 24px; }
  @media (max-width: 639px) {
    article { margin: 0; padding: 16px; border: 0; border-radius: 0; }
    .bar { height: 52px; }
  }
  @media print {
    :host { height: auto; overflow: visible; background: none; }
    .bar { display: none; }
    article, article.wide { max-width: none; margin: 0; padding: 0; border: 0; }
    .frame { overflow: visible; }
    table { font-size: 9pt; line-height: 1.35; }
    td { padding: 3px 6px; }
    th { padding: 4px 6px; }
    a { color: inherit; text-decoration: none; }
  }
`; // prettier-ignore
