/** Layout of the print dialog: what is wished for beside the pages; one below the other on a phone. */
import { css } from 'lit';

export const printDialogStyles = css`
  .parts {
    display: grid;
    grid-template-columns: minmax(220px, 300px) minmax(0, 1fr);
    gap: 20px;
    padding-top: 8px;
  }
  .wish {
    display: grid;
    gap: 14px;
    align-content: start;
    color: var(--tr-text);
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0;
    display: grid;
    gap: 2px;
  }
  legend,
  h3 {
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
    padding: 0;
    margin: 0 0 4px;
  }
  .choice {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    padding: 6px 8px;
    border-radius: var(--tr-radius-m);
    cursor: pointer;
  }
  .choice:hover {
    background: var(--tr-fill);
  }
  .choice.off {
    color: var(--tr-text-2);
    cursor: default;
    background: none;
  }
  .choice input {
    margin: 2px 0 0;
    accent-color: var(--tr-accent);
    flex: none;
  }
  small {
    display: block;
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
  }
  .line {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 0 8px;
  }
  select,
  input[type='number'] {
    height: 32px;
    min-width: 0;
    max-width: 150px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  input[type='number'] {
    width: 84px;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 8px;
    max-height: 160px;
    overflow: auto;
  }
  a {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    color: var(--tr-accent-text, var(--tr-accent));
    overflow-wrap: anywhere;
  }
  .pages {
    height: min(62vh, 640px);
    overflow: auto;
    display: grid;
    gap: 12px;
    justify-items: center;
    align-content: start;
    padding: 16px;
    background: var(--tr-fill);
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
  }
  .pages img {
    width: 100%;
    height: auto;
    max-width: 560px;
    background: #fff;
    box-shadow: var(--tr-shadow-1, 0 1px 3px rgb(0 0 0 / 20%));
  }
  .none {
    color: var(--tr-text-2);
    margin: 8px 0;
  }
  .bad {
    display: flex;
    gap: 8px;
    margin: 8px 0 0;
    color: var(--tr-bad);
  }
  .running {
    margin-top: 12px;
  }
  .running p {
    margin: 0 0 6px;
  }
  progress {
    width: 100%;
    height: 6px;
    accent-color: var(--tr-accent);
  }
  @media (max-width: 719px) {
    .parts {
      grid-template-columns: minmax(0, 1fr);
    }
    .pages {
      height: auto;
      max-height: 50vh;
      padding: 8px;
    }
    .choice {
      min-height: 44px;
      align-items: center;
    }
    select,
    input[type='number'] {
      height: 44px;
    }
  }
`;
