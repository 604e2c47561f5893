/** A table of values inside a part of a page, scrolled sideways where it is too wide. */
import { css } from 'lit';

export const frameTableStyles = css`
  .frame {
    overflow: auto;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
  }
  .frame table {
    border-collapse: collapse;
    width: 100%;
  }
  .frame :is(th, td) {
    text-align: start;
    padding: 6px 10px;
    border-top: 1px solid var(--tr-line);
    white-space: nowrap;
    max-width: 260px;
    overflow: hidden;
    text-overflow: ellipsis;
    font: var(--tr-text-body);
    vertical-align: top;
  }
  .frame thead :is(th, td) {
    border-top: 0;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  .frame .n {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
`;
