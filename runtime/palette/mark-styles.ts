/** What was found in a text. */
import { css } from 'lit';

export const markStyles = css`
  mark {
    background: none;
    color: var(--tr-accent-text);
    font-weight: 600;
  }
`;
