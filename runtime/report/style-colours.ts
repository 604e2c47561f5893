/**
 * The colours of a sheet's styles on the screen. A document states them for paper; in the dark a light fill becomes a tint of
 * the dark surface and text keeps its hue, so that a sheet of pale marks does not glare. Fills that are strong themselves stay.
 */
import { contrast, mixColours, readableOn, saturated } from '../../metadata/chart/colour.js';

/** What paper and the dark surface of tokens.css are, and the text on each. */
const light = { surface: '#ffffff', text: '#1b1f24' };
const dark = { surface: '#16181c', text: '#e6e8eb' };

/** WCAG 1.4.6: light text of a hue on a dark tint needs more than the 4.5 of 1.4.3 to look as plain as its neighbours. */
const readable = 7;
/** How much of a light fill is seen on the dark surface. */
const tint = 0.2;
/** A fill this close to white, as a contrast, is a tint; what is further away is a colour of its own. */
const pale = 3;

/** `#rgb` or `#rrggbb`, as a document states them. */
interface StatedColours {
  readonly color?: string | undefined;
  readonly fill?: string | undefined;
}

export interface StyleColours {
  readonly color?: string;
  readonly background?: string;
}

/** The values of CSS `color` and `background`, each absent where the style says nothing about it. */
export function coloursOf({ color, fill }: StatedColours): StyleColours {
  if (!color && !fill) return {};
  const night = darkColours({ color, fill });
  const text = color ?? readableOn(fill!, [light.text, light.surface]);
  return {
    color: `light-dark(${text}, ${night.color})`,
    ...(fill && { background: night.background === fill ? fill : `light-dark(${fill}, ${night.background})` }),
  };
}

/** The same two in the dark; text can be read on the fill, or on the surface where there is none. */
export function darkColours({ color, fill }: StatedColours): Required<Pick<StyleColours, 'color'>> & StyleColours {
  const isTint = fill !== undefined && contrast(fill, light.surface) < pale;
  const background = isTint ? mixColours(saturated(fill, 4), dark.surface, tint) : fill;
  const ground = background ?? dark.surface;
  if (!color) return { color: readableOn(ground, [dark.text, light.text]), ...(background && { background }) };
  return { color: lightened(color, ground), ...(background && { background }) };
}

/** The colour with as much white as it needs to be read on a ground; black or white where white is not enough. */
function lightened(color: string, ground: string): string {
  for (let part = 1; part > 0; part -= 0.1) {
    const mixed = part === 1 ? color : mixColours(color, '#ffffff', part);
    if (contrast(mixed, ground) >= readable) return mixed;
  }
  return readableOn(ground, [dark.text]);
}
