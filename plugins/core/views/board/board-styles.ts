/** Layout of a board. */
import { css } from '../../../../runtime/api.js';

export const boardStyles = css`
  :host { display: flex; flex-direction: column; flex: 1; min-height: 0; min-width: 0; }
  .lanes { display: flex; gap: 12px; flex: 1; min-height: 0; overflow: auto hidden; padding: 12px 24px 16px; }
  .lane {
    flex: 1 0 232px; min-width: 232px; max-width: 320px; min-height: 0; display: flex; flex-direction: column;
    background: var(--tr-sunken); border-radius: var(--tr-radius-l); border: 1px solid transparent;
  }
  .lane.over { border-color: var(--tr-accent); background: var(--tr-selected); }
  .lane > header { padding: 10px 12px 8px; flex: none; }
  .lane h2 { display: flex; align-items: center; gap: 8px; margin: 0; font: var(--tr-text-body-strong); min-width: 0; }
  .lane h2 .tag { min-width: 0; }
  .lane h2 .ct { margin-inline-start: auto; font: var(--tr-text-meta); color: var(--tr-text-3); }
  .sum { font: var(--tr-text-meta); color: var(--tr-text-2); margin-top: 2px; display: flex; gap: 8px; }
  .sum b { margin-inline-start: auto; font-weight: 500; color: var(--tr-text); }
  .cards { list-style: none; margin: 0; padding: 2px 8px 8px; flex: 1; min-height: 0; overflow: auto; display: flex; flex-direction: column; gap: 8px; }
  .none { padding: 12px 4px; font: var(--tr-text-meta); color: var(--tr-text-3); text-align: center; }
  .card {
    position: relative; flex: none; background: var(--tr-surface); border: 1px solid var(--tr-line); border-radius: var(--tr-radius-m);
    padding: 8px 10px; display: flex; flex-direction: column; gap: 3px;
  }
  .card:hover { border-color: var(--tr-line-strong); }
  .card.movable { cursor: grab; }
  .card:focus-within { border-color: var(--tr-accent-line); }
  .card.dragged { opacity: 0.4; }
  .card.busy { border-style: dashed; border-color: var(--tr-line-strong); }
  .card.ghost { position: fixed; z-index: 50; box-shadow: var(--tr-shadow-2); cursor: grabbing; pointer-events: none; margin: 0; list-style: none; }
  .card > .top { display: flex; align-items: flex-start; gap: 4px; }
  .card > .top a { font-weight: 500; color: var(--tr-text); }
  .card a { flex: 1; min-width: 0; min-height: 24px; font-weight: 500; color: var(--tr-text); text-decoration: none; overflow-wrap: anywhere; padding: 2px 0; }
  .card a:hover { text-decoration: underline; }
  .card .age { margin: 0; display: flex; align-items: center; gap: 4px; font: var(--tr-text-meta); color: var(--tr-text-3); }
  .card .age.over { color: var(--tr-warn); }
  .card dl { margin: 0; display: flex; flex-direction: column; font: var(--tr-text-meta); }
  .card dl > div { display: flex; gap: 8px; min-width: 0; align-items: center; min-height: 20px; }
  .card dt { color: var(--tr-text-3); flex: none; }
  .card dd { margin: 0; margin-inline-start: auto; min-width: 0; color: var(--tr-text-2); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .card dd a { display: inline-block; max-width: 100%; min-height: 0; vertical-align: bottom; overflow: hidden; text-overflow: ellipsis; padding: 0; line-height: 24px; font-weight: 400; color: inherit; }
  .more { flex: none; align-self: stretch; border: 0; background: none; color: var(--tr-accent-text); min-height: 32px; cursor: pointer; border-radius: var(--tr-radius-m); }
  .more:hover { background: var(--tr-hover); }
  .note { flex: none; margin: 0; padding: 8px 24px 0; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (max-width: 639px) {
    .lanes { padding: 12px 16px 88px; scroll-snap-type: x mandatory; scroll-padding: 0 16px; }
    .lane { flex: 0 0 84vw; scroll-snap-align: start; }
    .note { padding: 8px 16px 0; }
  }
  @media (pointer: coarse) {
    .card { padding: 0 0 10px 10px; }
    .card > .top { align-items: center; }
    .card > .top a { display: flex; align-items: center; }
    .card > .top a, .more { min-height: 44px; }
    .card dd a { line-height: 32px; }
    .card dl { padding-inline-end: 12px; }
    .card .ib { width: 44px; height: 44px; margin: 0; }
  }
`; // prettier-ignore
