/** Styles of the list of documents. */
import { css } from 'lit';
import { designStyles } from './workbench-styles.js';

export const documentTreeStyles = [
  designStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      height: 100%;
    }
    .head {
      padding: 12px 12px 8px;
      display: grid;
      gap: 8px;
      flex: none;
    }
    .list {
      flex: 1;
      min-height: 0;
      overflow: auto;
      padding: 0 8px 16px;
      scroll-padding: 40px 0 16px;
    }
    .group {
      position: sticky;
      top: 0;
      z-index: 1;
      background: var(--pane, var(--tr-surface));
      display: flex;
      align-items: center;
      padding-top: 4px;
    }
    .fold {
      flex: 1;
      display: flex;
      align-items: center;
      gap: 6px;
      height: 28px;
      padding: 0 4px;
      border: 0;
      background: none;
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      border-radius: var(--tr-radius-m);
      cursor: pointer;
      min-width: 0;
      text-align: start;
    }
    .fold .n {
      margin-inline-start: auto;
      font: var(--tr-text-micro);
      color: var(--tr-text-3);
    }
    li a,
    li .gone {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 28px;
      padding: 0 8px 0 26px;
      border-radius: var(--tr-radius-m);
      color: var(--tr-text);
      text-decoration: none;
    }
    li a:hover {
      background: var(--tr-hover);
    }
    li a[aria-current] {
      background: var(--tr-accent-soft);
      font-weight: 500;
    }
    li a[aria-current] .key {
      color: var(--tr-text-2);
    }
    .label {
      flex: 0 1 auto;
    }
    .key {
      font: var(--tr-text-meta);
      font-family: var(--tr-font-mono);
      font-size: 11px;
      color: var(--tr-text-3);
      flex: 0 10 auto;
    }
    .marks {
      margin-inline-start: auto;
      display: inline-flex;
      gap: 6px;
      align-items: center;
      flex: none;
    }
    .dot {
      width: 7px;
      height: 7px;
      border-radius: var(--tr-radius-full);
      background: var(--tr-warn);
    }
    .count {
      font: var(--tr-text-micro);
      background: var(--tr-bad-soft);
      color: var(--tr-bad);
      border-radius: var(--tr-radius-s);
      padding: 0 4px;
    }
    .removed .label {
      text-decoration: line-through;
      color: var(--tr-text-3);
    }
    .none {
      padding: 24px 12px;
      color: var(--tr-text-3);
      text-align: center;
    }
    @media (pointer: coarse) {
      li a {
        height: 44px;
      }
    }
    /* On a phone, where nothing can be hovered, names take the lines that they need. */
    :host([readonly]) li .gone {
      height: auto;
      min-height: 28px;
      flex-wrap: wrap;
      padding-block: 4px;
    }
    :host([readonly]) .clip {
      white-space: normal;
      overflow: visible;
      overflow-wrap: anywhere;
    }
  `,
];
