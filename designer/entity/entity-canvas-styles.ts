/** Styles of the entity canvas: the table of fields, then what else there is. */
import { css } from 'lit';
import { designStyles } from '../workbench/workbench-styles.js';

export const entityCanvasStyles = [
  designStyles,
  css`
    :host {
      display: block;
      overflow: auto;
      background: var(--tr-canvas);
      padding: 20px 24px 48px;
    }
    .sheet {
      max-width: 1100px;
      margin: 0 auto 16px;
      background: var(--tr-surface);
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-l);
      padding: 12px 16px;
    }
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
      gap: 16px 32px;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      padding-bottom: 8px;
    }
    .sp {
      flex: 1;
    }
    h2,
    h3 {
      font: var(--tr-text-section);
      display: flex;
      gap: 8px;
      align-items: center;
    }
    h3 {
      padding-bottom: 8px;
    }
    .scroll {
      overflow-x: auto;
    }
    th,
    td {
      padding: 0 8px;
    }
    td.grip,
    th:first-child {
      width: 28px;
      padding: 0;
    }
    span.grip {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      width: 28px;
      height: 32px;
      color: var(--tr-text-3);
      cursor: grab;
      touch-action: none;
    }
    tr.on td {
      background: var(--tr-selected);
    }
    tr.away td {
      color: var(--tr-text-3);
    }
    tr.carried td {
      opacity: 0.5;
    }
    tr.below td {
      box-shadow: inset 0 -3px 0 var(--tr-accent);
    }
    tr.above td {
      box-shadow: inset 0 3px 0 var(--tr-accent);
    }
    .go {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      max-width: 260px;
      min-height: 28px;
      padding: 0 4px;
      border: 0;
      border-radius: var(--tr-radius-s);
      background: none;
      color: inherit;
      font: var(--tr-text-body);
      font-weight: 500;
      text-align: start;
      cursor: pointer;
    }
    .go > svg {
      color: var(--tr-text-3);
      flex: none;
    }
    .go .bad {
      color: var(--tr-bad);
      display: inline-flex;
    }
    .mark {
      display: inline-block;
      margin-inline-end: 8px;
      color: var(--tr-text-2);
      font: var(--tr-text-meta);
      white-space: nowrap;
    }
    .t2 {
      color: var(--tr-text-2);
      white-space: nowrap;
      font: var(--tr-text-meta);
    }
    .finding {
      font: var(--tr-text-meta);
      color: var(--tr-bad);
      padding-bottom: 4px;
      max-width: 260px;
    }
    .finding.ok {
      color: var(--tr-text-2);
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 2px;
    }
    li {
      min-height: 28px;
      display: flex;
      align-items: center;
      gap: 6px;
      flex-wrap: wrap;
      padding: 0 6px;
      margin: 0 -6px;
      border-radius: var(--tr-radius-s);
    }
    li.on {
      background: var(--tr-selected);
    }
    .none {
      color: var(--tr-text-3);
      padding: 8px 0;
    }
    .search input {
      width: 180px;
    }
  `,
];
