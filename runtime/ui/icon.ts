/** Draws an icon as inline SVG: no request per icon, the current text colour, hidden from screen readers. */
import { svg, html, nothing, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import { until } from 'lit/directives/until.js';
import { interfaceIcons } from './icons/interface.js';
import { subjectIcons } from './icons/subjects.js';

export type IconSize = 's' | 'm' | 'l';

const draw = (shape: string, size: IconSize): TemplateResult =>
  html`<svg class="i ${size}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${svg`<g fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${unsafeSVG(shape)}</g>`}
  </svg>`;

const plain = subjectIcons['box']!;

/** The icon's drawing; a plain box until a rare one is there, and for an unknown name (a plugin may name any). */
export function icon(name: string | undefined, size: IconSize = 'm'): unknown {
  if (!name) return nothing;
  const shape = interfaceIcons[name] ?? subjectIcons[name];
  return shape === undefined ? rareIcon(name, size) : draw(shape, size);
}

const rare = new Map<string, unknown>();

/** One value for each name and size, so that drawing a page again does not begin anew. */
function rareIcon(name: string, size: IconSize): unknown {
  const key = `${name} ${size}`;
  const held = rare.get(key);
  if (held !== undefined) return held;
  const late = import('./icons/rare.js').then(({ rareIcons }) => {
    const drawn = draw(rareIcons[name] ?? plain, size);
    rare.set(key, drawn);
    return drawn;
  });
  const made = until(late, draw(plain, size));
  rare.set(key, made);
  return made;
}

/** The mark of the product; the pictures of a theme stand in its place, as tokens say that come with its stylesheet. */
export const logo = html`<span class="logo"
  ><svg
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M3 9 9 3M3 15 15 3M3 21 21 3M9 21 21 9M15 21l6-6" opacity=".95" />
    <path d="M3 15l6 6M3 9l12 12M9 3l12 12M15 3l6 6" opacity=".4" /></svg
></span>`;
