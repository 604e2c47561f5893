/** The picture of a bar code on the screen. Loaded when the first one is drawn. */
import { barWidths } from '../../../../metadata/print/codes/bars.js';
import type { Digits } from '../../../../metadata/print/codes/digits.js';
import { svg, html, type TemplateResult } from '../../../../runtime/api.js';

/** Dark bars on white, whatever the theme: a scanner must read them. The text stands beside. */
export function drawBars(value: string, format: Digits | 'free'): TemplateResult {
  const widths = [...barWidths(value, format)].map(Number);
  let x = 10;
  const bars = widths.map((width, index) => {
    const bar = index % 2 === 0 ? svg`<rect x=${x} y="4" width=${width} height="32"></rect>` : '';
    x += width;
    return bar;
  });
  return html`<svg
    viewBox="0 0 ${x + 10} 40"
    width=${(x + 10) * 1.5}
    height="60"
    style="max-width:100%;background:#fff;display:block;border-radius:4px"
    aria-hidden="true"
    shape-rendering="crispEdges"
  >
    ${svg`<g fill="#000">${bars}</g>`}
  </svg>`;
}
