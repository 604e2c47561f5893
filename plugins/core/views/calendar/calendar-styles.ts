/** Layout of a calendar. */
import { css } from '../../../../runtime/api.js';

export const calendarStyles = css`
  :host { display: flex; flex-direction: column; flex: 1; min-height: 0; min-width: 0; }
  .scroll { flex: 1; min-height: 0; overflow: auto; padding: 0 24px 16px; display: flex; flex-direction: column; }
  table { border-collapse: separate; border-spacing: 0; width: 100%; flex: 1; table-layout: fixed; border: 1px solid var(--tr-line); border-radius: var(--tr-radius-l); }
  th { height: 28px; padding: 0 8px; text-align: start; font: var(--tr-text-label); color: var(--tr-text-3); }
  td { position: relative; height: 104px; padding: 4px; vertical-align: top; border-top: 1px solid var(--tr-line); border-inline-start: 1px solid var(--tr-line); overflow: hidden; }
  td:first-child { border-inline-start: 0; }
  table.week td, table.day td { height: 100%; }
  table.day .entry { min-height: 32px; font: var(--tr-text-body); }
  .hours { margin-top: 2px; }
  .hour { display: grid; grid-template-columns: 72px minmax(0, 1fr); min-height: 34px; border-top: 1px solid var(--tr-line); }
  .hour > .time { padding: 8px 8px 0 4px; font: var(--tr-text-meta); color: var(--tr-text-3); }
  .hour .entries { margin-top: 0; padding: 1px 0; }
  td:focus-visible { outline: var(--tr-focus-width) solid var(--tr-focus); outline-offset: -2px; }
  td.far { background: var(--tr-sunken); }
  td.over { background: var(--tr-selected); box-shadow: inset 0 0 0 1px var(--tr-accent); }
  .number { display: inline-flex; align-items: center; justify-content: center; min-width: 22px; height: 22px; padding: 0 4px; font: var(--tr-text-meta); color: var(--tr-text-2); border-radius: var(--tr-radius-full); }
  td.far .number { color: var(--tr-text-3); }
  td.today .number { background: var(--tr-accent); color: var(--tr-on-accent); font-weight: 600; }
  td .make { position: absolute; inset-block-start: 4px; inset-inline-end: 4px; opacity: 0; }
  td:hover .make, td:focus-visible .make, td .make:focus-visible { opacity: 1; }
  .dots { display: none; }
  .entries { display: flex; flex-direction: column; gap: 2px; margin-top: 2px; }
  .entry, .more { display: flex; align-items: center; gap: 6px; width: 100%; min-width: 0; min-height: 24px; border: 0; background: none; border-radius: var(--tr-radius-s); padding: 0 4px; font: var(--tr-text-meta); color: var(--tr-text); text-align: start; cursor: pointer; }
  .entry:hover, .more:hover { background: var(--tr-hover); }
  .entry.goes-on { color: var(--tr-text-2); }
  .entry.dragged { opacity: 0.4; }
  .entry.ghost { position: fixed; z-index: 50; background: var(--tr-raised); box-shadow: var(--tr-shadow-2); pointer-events: none; }
  .entry .time { color: var(--tr-text-3); flex: none; }
  .more { color: var(--tr-accent-text); }
  .tag:has(> i:only-child) { background: none; padding: 0; min-height: 0; height: auto; flex: none; }
  .list { display: none; }
  @media (max-width: 639px) {
    .bar { flex-wrap: wrap; }
    .bar h2 { flex-basis: 100%; }
    .scroll { flex: none; padding: 0 16px; }
    .scroll.day, td .make { display: none; }
    td, table.week td { height: 48px; padding: 2px; text-align: center; cursor: pointer; }
    th { text-align: center; padding: 0; }
    td.chosen { background: var(--tr-selected); }
    .entries { display: none; }
    .dots { display: flex; justify-content: center; gap: 3px; min-height: 8px; }
    .list { display: block; flex: 1; overflow: auto; padding: 12px 16px 88px; scroll-padding-bottom: 88px; font: var(--tr-text-read); }
    .list .top { display: flex; align-items: center; justify-content: space-between; min-height: 44px; }
    .list h3 { margin: 0; font: var(--tr-text-section); }
    .list ul { list-style: none; margin: 0; padding: 0; }
    .list li { display: flex; align-items: center; gap: 8px; border-bottom: 1px solid var(--tr-line); }
    .list a { flex: 1; min-width: 0; min-height: 44px; display: flex; align-items: center; color: var(--tr-text); text-decoration: none; }
    .list .ib { width: 44px; height: 44px; flex: none; }
  }
`; // prettier-ignore
