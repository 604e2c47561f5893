/** Draws an icon as inline SVG: no request per icon, the current text colour, hidden from screen readers. */
import { svg, html, nothing, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import { interfaceIcons } from './icons/interface.js';
import { subjectIcons } from './icons/subjects.js';

export type IconSize = 's' | 'm' | 'l';

/** The icon's drawing; an unknown name (a plugin may name any) draws a plain square rather than nothing. */
export function icon(name: string | undefined, size: IconSize = 'm'): TemplateResult | typeof nothing {
  if (!name) return nothing;
  const shape = interfaceIcons[name] ?? subjectIcons[name] ?? subjectIcons['box']!;
  return html`<svg class="i ${size}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${svg`<g fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${unsafeSVG(shape)}</g>`}
  </svg>`;
}

/** Names that exist, for pickers and for the check of documents. */
export const iconNames: readonly string[] = [...Object.keys(interfaceIcons), ...Object.keys(subjectIcons)].sort();

/** The mark of the product. */
export const logo = html`<svg
  class="logo"
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linecap="round"
  aria-hidden="true"
  focusable="false"
>
  <path d="M3 9 9 3M3 15 15 3M3 21 21 3M9 21 21 9M15 21l6-6" opacity=".95" />
  <path d="M3 15l6 6M3 9l12 12M9 3l12 12M15 3l6 6" opacity=".4" />
</svg>`;
