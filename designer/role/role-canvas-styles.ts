/** Styles of the matrix of a role. */
import { css } from 'lit';
import { designStyles } from '../workbench/workbench-styles.js';

export const roleCanvasStyles = [
  designStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      background: var(--tr-canvas);
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 8px 16px;
      background: var(--tr-surface);
      border-bottom: 1px solid var(--tr-line);
    }
    .bar .search {
      width: 220px;
    }
    .frame {
      flex: 1;
      min-height: 0;
      overflow: auto;
      margin: 16px;
      background: var(--tr-surface);
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-l);
    }
    .none {
      padding: 24px;
      color: var(--tr-text-3);
    }
    table {
      border-collapse: separate;
      border-spacing: 0;
      min-width: 100%;
    }
    thead th {
      position: sticky;
      top: 0;
      z-index: 1;
      background: var(--tr-surface);
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      text-align: start;
      height: 36px;
      padding: 0 8px;
      border-bottom: 1px solid var(--tr-line-strong);
      white-space: nowrap;
    }
    :is(thead, tbody) th:first-child {
      position: sticky;
      inset-inline-start: 0;
      background: var(--tr-surface);
      padding-inline-start: 16px;
      border-inline-end: 1px solid var(--tr-line);
    }
    thead th:first-child {
      z-index: 2;
    }
    tbody th {
      text-align: start;
      font-weight: 500;
      white-space: nowrap;
      height: 36px;
      padding: 0 12px;
      border-bottom: 1px solid var(--tr-line);
    }
    tbody th a {
      color: inherit;
      text-decoration: none;
    }
    tbody th a:hover {
      color: var(--tr-accent-text);
    }
    tbody th .t3 {
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
      margin-inline-start: 8px;
    }
    td {
      padding: 0 2px;
      border-bottom: 1px solid var(--tr-line);
    }
    tr[aria-selected='true'] :is(td, th) {
      background: var(--tr-selected);
    }
    .cell {
      width: 100%;
      min-width: 64px;
      max-width: 160px;
      height: 28px;
      padding: 0 6px;
      border: 0;
      border-radius: var(--tr-radius-s);
      background: none;
      font: inherit;
      color: var(--tr-text-3);
      text-align: start;
      cursor: pointer;
    }
    .cell.given {
      color: var(--tr-text);
    }
    .cell.all {
      color: var(--tr-accent-text);
      font-weight: 500;
    }
    .cell:hover {
      background: var(--tr-hover);
    }
    .cell:focus-visible {
      outline: 2px solid var(--tr-focus);
      outline-offset: -2px;
    }
  `,
];
