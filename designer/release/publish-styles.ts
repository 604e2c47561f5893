/** Styles of the publish page. */
import { css } from 'lit';
import { designStyles } from '../workbench/workbench-styles.js';

export const publishStyles = [
  designStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    .scroll {
      flex: 1;
      min-height: 0;
      overflow: auto;
    }
    .head {
      padding: 16px 24px;
    }
    .top {
      min-height: 32px;
    }
    .checks {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 0;
      margin-top: 16px;
    }
    .checks li {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      height: 28px;
      padding: 0 12px 0 10px;
      border-radius: var(--tr-radius-full);
      font-weight: 500;
      background: var(--tr-fill);
      color: var(--tr-text-2);
    }
    .checks li + li:not(.when) {
      margin-inline-start: 32px;
      position: relative;
    }
    .checks li + li:not(.when)::before {
      content: '';
      position: absolute;
      inset-inline-start: -26px;
      width: 20px;
      height: 1px;
      background: var(--tr-line-strong);
    }
    .checks .good {
      background: var(--tr-good-soft);
      color: var(--tr-good);
    }
    .checks .warn {
      background: var(--tr-warn-soft);
      color: var(--tr-warn);
    }
    .checks .bad {
      background: var(--tr-bad-soft);
      color: var(--tr-bad);
    }
    .checks .todo {
      background: var(--tr-accent-soft);
      color: var(--tr-accent-text);
    }
    .checks .when {
      margin-inline-start: auto;
      background: none;
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
      padding-inline-end: 0;
    }
    .findings {
      padding: 0 24px 16px;
    }
    .findings ul {
      margin-top: 8px;
      display: grid;
      gap: 8px;
    }
    .findings li {
      display: grid;
      grid-template-columns: 16px minmax(120px, 320px) minmax(0, 1fr);
      gap: 8px;
      align-items: start;
    }
    .findings svg {
      margin-top: 2px;
    }
    .findings .at {
      min-width: 0;
    }
    .findings .mono {
      display: block;
      font-size: 11px;
      color: var(--tr-text-3);
    }
    td-change-table {
      border-top: 1px solid var(--tr-line-strong);
    }
    .detail {
      margin: 16px 24px 24px;
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 0.92fr);
      overflow: hidden;
      border-color: var(--tr-line-strong);
    }
    .before {
      padding: 16px 20px;
      background: var(--tr-canvas);
      border-inline-start: 1px solid var(--tr-line);
      display: flex;
      flex-direction: column;
      gap: 12px;
    }
    .before ul {
      display: grid;
      gap: 8px;
    }
    .before label {
      display: flex;
      gap: 8px;
      align-items: flex-start;
      cursor: pointer;
    }
    .before input {
      margin-top: 2px;
    }
    .foot {
      flex: none;
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 64px;
      padding: 8px 24px;
      border-top: 1px solid var(--tr-line-strong);
    }
    .back {
      display: inline-flex;
      gap: 8px;
      align-items: center;
    }
    .progress {
      display: inline-flex;
      align-items: center;
      gap: 12px;
      color: var(--tr-text-2);
    }
    .progress i {
      width: 120px;
      height: 4px;
      border-radius: 2px;
      background: linear-gradient(90deg, var(--tr-accent) 40%, transparent 0) 0 0 / 200% 100% var(--tr-fill);
      animation: run 1.4s linear infinite;
    }
    @keyframes run {
      from {
        background-position: 160% 0;
      }
      to {
        background-position: -40% 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .progress i {
        animation: none;
      }
    }
    @media (max-width: 1000px) {
      .detail {
        grid-template-columns: minmax(0, 1fr);
      }
      .before {
        border-inline-start: 0;
        border-top: 1px solid var(--tr-line);
      }
    }
  `,
];
