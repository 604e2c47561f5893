/** Layout of the page of results. */
import { css } from 'lit';
import { markStyles } from './mark-styles.js';

export const searchPageStyles = [
  markStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
    }
    .head {
      display: flex;
      align-items: center;
      gap: 12px 24px;
      flex: none;
      flex-wrap: wrap;
      padding: 14px 24px 12px;
      border-bottom: 1px solid var(--tr-line);
    }
    form {
      display: flex;
      align-items: center;
      gap: 8px;
      flex: 0 1 480px;
      min-width: 240px;
      height: var(--tr-control);
      padding: 0 10px;
      border: 1px solid var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      color: var(--tr-text-3);
    }
    form:focus-within {
      outline: var(--tr-focus-width) solid var(--tr-focus);
      outline-offset: 1px;
    }
    input {
      flex: 1;
      min-width: 0;
      border: 0;
      outline: 0;
      background: none;
      color: var(--tr-text);
      font: inherit;
    }
    input:focus-visible {
      outline: none;
    }
    input::placeholder {
      color: var(--tr-text-3);
    }
    .content {
      flex: 1;
      min-height: 0;
      overflow: auto;
      padding: 0 24px 32px;
    }
    section {
      max-width: 900px;
      padding-top: 20px;
    }
    h2 {
      display: flex;
      align-items: center;
      gap: 8px;
      padding-bottom: 6px;
      border-bottom: 1px solid var(--tr-line-strong);
    }
    h2 svg {
      color: var(--tr-text-3);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 16px;
      padding: 8px 0;
      border-bottom: 1px solid var(--tr-line);
    }
    .name {
      font-weight: 500;
      color: var(--tr-text);
      overflow-wrap: anywhere;
    }
    .why {
      color: var(--tr-text-2);
      overflow-wrap: anywhere;
    }
    p {
      padding-top: 8px;
    }
    @media (max-width: 639px) {
      .head {
        padding: 8px 16px;
      }
      form {
        flex: 1 1 100%;
        height: var(--tr-touch);
      }
      .content {
        padding: 0 16px 24px;
      }
      li {
        padding: 12px 0;
      }
    }
  `,
];
