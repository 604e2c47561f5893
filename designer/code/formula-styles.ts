/** The frame of a formula that is written in one place: an editor of one or a few lines that looks like an input. */
import { css } from 'lit';

export const formulaStyles = css`
  .frame {
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    overflow: hidden;
  }
  .frame:focus-within {
    outline: 2px solid var(--tr-focus);
    outline-offset: -1px;
  }
  .frame.bad {
    border-color: var(--tr-bad);
  }
  .cm-content {
    padding: 4px 0 !important;
  }
  .cm-line {
    padding: 0 8px !important;
  }
`;
