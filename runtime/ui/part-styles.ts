/** Small parts drawn as templates: chips, keys, tags, avatars, persons. */
import { css } from 'lit';

export const partStyles = css`
  .chip {
    height: 28px;
    padding: 0 8px;
    border-radius: var(--tr-radius-m);
    border: 1px solid var(--tr-line-strong);
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
    background: var(--tr-surface);
    color: var(--tr-text);
    flex: none;
    cursor: pointer;
  }
  .chip:hover {
    background: var(--tr-hover);
  }
  .chip.dash {
    border-style: dashed;
    color: var(--tr-text-2);
    font-weight: 500;
  }
  .kbd {
    font: 500 11px/16px var(--tr-font);
    color: var(--tr-text-3);
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-s);
    padding: 0 4px;
    background: var(--tr-surface);
    white-space: nowrap;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    height: 20px;
    padding: 0 6px;
    border-radius: var(--tr-radius-s);
    font: 500 12px/16px var(--tr-font);
    background: var(--tr-fill);
    color: var(--tr-text-2);
    white-space: nowrap;
    flex: none;
    max-width: 100%;
    vertical-align: middle;
  }
  .tag > i {
    width: 7px;
    height: 7px;
    border-radius: var(--tr-radius-full);
    background: currentColor;
    flex: none;
  }
  .tag > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .tag.green {
    background: var(--tr-good-soft);
    color: var(--tr-good);
  }
  .tag.amber,
  .tag.orange {
    background: var(--tr-warn-soft);
    color: var(--tr-warn);
  }
  .tag.red {
    background: var(--tr-bad-soft);
    color: var(--tr-bad);
  }
  .tag.teal {
    background: light-dark(#d5efe8, #0f362e);
    color: light-dark(#00584a, #7fdcc7);
  }
  .tag.blue {
    background: var(--tr-info-soft);
    color: var(--tr-info);
  }
  .tag.violet {
    background: light-dark(#eedcf6, #361c42);
    color: light-dark(#561273, #ddb0f0);
  }
  .av {
    width: 24px;
    height: 24px;
    border-radius: var(--tr-radius-full);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    font: 600 10px/1 var(--tr-font);
    flex: none;
    background: var(--tr-fill);
    color: var(--tr-text-2);
  }
  .av.s {
    width: 20px;
    height: 20px;
    font-size: 9px;
  }
  .av:is(.l, .one) {
    font-size: 12px;
  }
  .av.l {
    width: 32px;
    height: 32px;
  }
  .av.c0 {
    background: light-dark(#dde7ff, #22325c);
    color: light-dark(#1e3f99, #b6cbff);
  }
  .av.c1 {
    background: light-dark(#fce6cf, #42290f);
    color: light-dark(#7a3f00, #f3c088);
  }
  .av.c2 {
    background: light-dark(#d5efe8, #0f362e);
    color: light-dark(#00584a, #7fdcc7);
  }
  .av.c3 {
    background: light-dark(#eedcf6, #361c42);
    color: light-dark(#561273, #ddb0f0);
  }
  .av.c4 {
    background: light-dark(#f3e9c4, #3a3110);
    color: light-dark(#594300, #e6d58a);
  }
  .person {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    max-width: 100%;
    vertical-align: middle;
  }
  @media (pointer: coarse) {
    .chip {
      height: 36px;
    }
  }
`;
