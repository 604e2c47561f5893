/** Styles of the translations page: head, filters, the grid that takes the room, the place of the chosen text. */
import { css } from 'lit';
import { designStyles } from '../workbench/workbench-styles.js';

export const translationPageStyles = [
  designStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      color: var(--tr-text);
    }
    td-translation-grid,
    tr-state {
      flex: 1;
      min-height: 0;
    }
    .head,
    .tools,
    .foot {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 8px 16px;
      min-width: 0;
    }
    .head {
      padding-top: 12px;
      white-space: nowrap;
    }
    .head .hint {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .tools {
      flex-wrap: wrap;
      border-bottom: 1px solid var(--tr-line-strong);
    }
    h1 {
      font: var(--tr-text-title);
      margin: 0;
    }
    .sp {
      flex: 1;
    }
    .flip svg {
      transform: scaleX(-1);
    }
    .hint {
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
    }
    .search {
      width: 190px;
    }
    select.in {
      height: var(--tr-control);
      max-width: 140px;
      font: inherit;
      color: inherit;
      background: var(--tr-surface);
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      padding: 0 4px;
    }
    .seg .count {
      color: var(--tr-text-2);
      font-weight: 400;
    }
    .foot {
      min-height: 40px;
      border-top: 1px solid var(--tr-line-strong);
      white-space: nowrap;
      overflow: hidden;
    }
    .foot .warn {
      display: inline-flex;
      gap: 4px;
      align-items: center;
      min-width: 0;
    }
    .foot .clip {
      overflow: hidden;
      text-overflow: ellipsis;
      min-width: 0;
    }
  `,
];
