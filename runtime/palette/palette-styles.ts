/** Layout of the palette: a box above a list, in the upper third; the whole screen on a phone. */
import { css } from 'lit';
import { markStyles } from './mark-styles.js';

export const paletteStyles = [
  markStyles,
  css`
    dialog {
      border: 0;
      padding: 0;
      margin: 12vh auto auto;
      width: min(640px, calc(100vw - 32px));
      max-height: min(560px, 76dvh);
      background: var(--tr-raised);
      color: var(--tr-text);
      border-radius: var(--tr-radius-l);
      box-shadow: var(--tr-shadow-3);
      font: var(--tr-text-body);
      overflow: hidden;
    }
    dialog[open] {
      display: flex;
      flex-direction: column;
    }
    dialog::backdrop {
      background: var(--tr-backdrop);
    }
    .ask {
      display: flex;
      align-items: center;
      gap: 12px;
      flex: none;
      height: 52px;
      padding: 0 12px 0 16px;
      border-bottom: 1px solid var(--tr-line);
      color: var(--tr-text-3);
    }
    input {
      flex: 1;
      min-width: 0;
      height: 100%;
      border: 0;
      outline: 0;
      background: none;
      color: var(--tr-text);
      font: 400 16px/24px var(--tr-font);
    }
    .ask:focus-within {
      box-shadow: inset 0 -2px 0 var(--tr-focus);
    }
    input:focus-visible {
      outline: none;
    }
    input::placeholder {
      color: var(--tr-text-3);
    }
    .list {
      flex: 1;
      min-height: 0;
      overflow: auto;
      padding: 4px 8px 8px;
      overscroll-behavior: contain;
    }
    .head {
      font: var(--tr-text-label);
      color: var(--tr-text-3);
      padding: 10px 8px 4px;
    }
    .item {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 36px;
      padding: 0 8px;
      border-radius: var(--tr-radius-m);
      cursor: pointer;
      scroll-margin: 32px 0 8px;
    }
    .item svg {
      color: var(--tr-text-3);
    }
    .item[aria-selected='true'] {
      background: var(--tr-selected);
    }
    .item[aria-selected='true'] svg {
      color: var(--tr-accent-text);
    }
    .name {
      flex: 0 1 auto;
      font-weight: 500;
    }
    .note {
      flex: 0 1 auto;
      color: var(--tr-text-2);
    }
    .kind {
      flex: none;
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
    }
    .state {
      flex: none;
      padding: 12px 16px 20px;
      color: var(--tr-text-2);
      text-align: center;
    }
    .state:empty {
      padding: 0;
    }
    .list:not(:has(.item)) {
      flex: none;
    }
    @media (max-width: 639px) {
      dialog {
        inset: 0;
        margin: 0;
        width: 100%;
        max-width: 100%;
        height: 100dvh;
        max-height: 100dvh;
        border-radius: 0;
        padding-bottom: env(safe-area-inset-bottom);
      }
      .item {
        min-height: 44px;
      }
      .name {
        white-space: normal;
      }
      .note {
        display: none;
      }
    }
  `,
];
