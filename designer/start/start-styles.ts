/** Styles that the pages of starting share: those of importing, with the choices of this page. */
import { css } from 'lit';
import { importStyles } from '../../runtime/import/import-styles.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import { designStyles } from '../workbench/workbench-styles.js';

export const startStyles = [
  designStyles,
  inputStyles,
  importStyles,
  css`
    input:is([type='checkbox'], [type='radio']) {
      accent-color: var(--tr-accent);
      width: 16px;
      height: 16px;
      margin: 0;
      flex: none;
    }
    .check {
      display: inline-flex;
      gap: 8px;
      align-items: center;
      min-height: 28px;
      cursor: pointer;
    }
  `,
];
