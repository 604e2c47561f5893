/** Layout of a tree of records. */
import { css } from '../../../../runtime/api.js';

export const treeStyles = css`
  :host { display: flex; flex-direction: column; flex: 1; min-height: 0; min-width: 0; }
  .tree { list-style: none; margin: 0; padding: 12px 24px 16px; flex: 1; min-height: 0; overflow: auto; }
  .line { display: flex; align-items: center; gap: 8px; min-height: 36px; border-bottom: 1px solid var(--tr-line); padding-inline-start: calc((var(--level) - 1) * 24px); border-radius: 0; cursor: default; }
  .line:hover { background: var(--tr-hover); }
  .line:focus-visible { outline: var(--tr-focus-width) solid var(--tr-focus); outline-offset: -2px; }
  .twist { width: 24px; height: 24px; flex: none; display: inline-flex; align-items: center; justify-content: center; color: var(--tr-text-2); cursor: pointer; }
  .name { font-weight: 500; color: var(--tr-text); text-decoration: none; min-height: 24px; display: inline-flex; align-items: center; }
  .name:hover { text-decoration: underline; }
  .below { font: var(--tr-text-meta); color: var(--tr-text-3); }
  .value { color: var(--tr-text-2); width: 176px; flex: none; }
  .more { border: 0; background: none; color: var(--tr-accent-text); min-height: 32px; cursor: pointer; }
  .note { flex: none; margin: 0; padding: 8px 24px 0; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (max-width: 639px) {
    .tree { padding: 8px 16px 88px; scroll-padding-bottom: 88px; font: var(--tr-text-read); }
    .line { min-height: 48px; padding-inline-start: calc((var(--level) - 1) * 16px); }
    .line .ib { width: 44px; height: 44px; }
    .twist { width: 44px; height: 44px; margin-inline: -12px -8px; }
    .name, .more { min-height: 44px; }
    .value { display: none; }
    .note { padding: 8px 16px 0; }
  }
`; // prettier-ignore
