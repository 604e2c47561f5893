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
    td-before-publish {
      border-inline-start: 1px solid var(--tr-line);
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
      td-before-publish {
        border-inline-start: 0;
        border-top: 1px solid var(--tr-line);
      }
    }
  `,
];
