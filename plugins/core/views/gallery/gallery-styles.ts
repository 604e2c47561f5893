/** Layout of a gallery. */
import { css } from '../../../../runtime/api.js';

export const galleryStyles = css`
  :host { display: flex; flex-direction: column; flex: 1; min-height: 0; min-width: 0; }
  .scroll { flex: 1; min-height: 0; overflow: auto; padding: 12px 24px 16px; scroll-padding: 16px; }
  ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(216px, 1fr)); gap: 12px; align-items: stretch; }
  li { position: relative; display: flex; flex-direction: column; min-width: 0; background: var(--tr-surface); border: 1px solid var(--tr-line); border-radius: var(--tr-radius-l); overflow: hidden; cursor: pointer; content-visibility: auto; contain-intrinsic-size: auto 208px; }
  li:hover { border-color: var(--tr-line-strong); }
  li:focus-within { border-color: var(--tr-accent-line); }
  .face { flex: none; height: 56px; max-width: none; border-radius: 0; padding: 0 12px; justify-content: space-between; align-items: flex-end; }
  .face.tag { display: flex; }
  .face .sign { align-self: center; font: 600 24px/32px var(--tr-font); letter-spacing: 0; }
  .face .sign svg { width: 24px; height: 24px; display: block; }
  .face .word { padding-bottom: 8px; min-width: 0; font: var(--tr-text-meta); font-weight: 500; }
  .body { flex: 1; padding: 8px 12px 10px; display: flex; flex-direction: column; gap: 4px; min-width: 0; }
  .top { display: flex; align-items: flex-start; gap: 4px; }
  .top a { flex: 1; min-width: 0; min-height: 24px; padding: 2px 0; font-weight: 600; color: var(--tr-text); text-decoration: none; overflow-wrap: anywhere; }
  .top a:hover { text-decoration: underline; }
  dl { margin: 0; display: flex; flex-direction: column; font: var(--tr-text-meta); }
  dl > div { display: flex; gap: 8px; min-width: 0; align-items: center; min-height: 24px; }
  dt { color: var(--tr-text-3); flex: none; max-width: 50%; }
  dd { margin: 0; margin-inline-start: auto; min-width: 0; color: var(--tr-text-2); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  dd a { display: inline-block; max-width: 100%; line-height: 24px; vertical-align: bottom; overflow: hidden; text-overflow: ellipsis; }
  .foot { display: flex; justify-content: center; padding: 12px 0 0; }
  .more { border: 0; background: none; color: var(--tr-accent-text); min-height: 32px; padding: 0 12px; cursor: pointer; border-radius: var(--tr-radius-m); font: inherit; }
  .more:hover { background: var(--tr-hover); }
  .hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (max-width: 639px) {
    .scroll { padding: 12px 16px 88px; scroll-padding-bottom: 88px; }
    ul { grid-template-columns: repeat(auto-fill, minmax(156px, 1fr)); }
    /* Beside its name a date or a number would be cut. */
    dl { gap: 4px; }
    dl > div { flex-direction: column; align-items: flex-start; gap: 0; }
    dt { max-width: 100%; }
    dd { margin: 0; max-width: 100%; line-height: 24px; }
  }
  @media (pointer: coarse) {
    .top a, .more { min-height: 44px; }
    .top a { display: flex; align-items: center; }
  }
  @media print {
    .scroll { overflow: visible; padding: 12px 24px; }
    li { content-visibility: visible; break-inside: avoid; }
    .face { print-color-adjust: exact; }
    .foot { display: none; }
  }
`; // prettier-ignore
