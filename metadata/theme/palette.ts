/** Whether the series of a chart are told apart, also by those who see colours otherwise. Pure. */
import { contrast, distance, type Eye } from './colour.js';
import { markContrast } from './accent.js';

/** Series of tokens.css on light ground. */
export const standardPalette = ['#2f5bd0', '#d97f1f', '#009173', '#6a1b8e', '#826100', '#31465a', '#8c6af9', '#309ed7'] as const; // prettier-ignore

/** Nearer than this two series are taken for one another (0.02 is just seen side by side, not in a legend). */
export const leastApart = 0.05;

export type PaletteFinding =
  | { readonly is: 'alike'; readonly one: number; readonly other: number; readonly eye: Eye }
  | { readonly is: 'faint'; readonly one: number; readonly ratio: number };

const eyes: readonly Eye[] = ['usual', 'protan', 'deutan', 'tritan'];

/** Positions from 0. Each pair once, with the first eye that takes them for one. */
export function checkPalette(colours: readonly string[]): readonly PaletteFinding[] {
  const faint = colours.flatMap((colour, one): readonly PaletteFinding[] => {
    const ratio = contrast(colour, '#ffffff');
    // The shipped palette holds 2.9 at its lightest; what is below is lost on paper.
    return ratio < markContrast - 0.15 ? [{ is: 'faint', one, ratio }] : [];
  });
  const alike = colours.flatMap((colour, one) =>
    colours.slice(one + 1).flatMap((next, i): readonly PaletteFinding[] => {
      const eye = eyes.find((each) => distance(colour, next, each) < leastApart);
      return eye ? [{ is: 'alike', one, other: one + 1 + i, eye }] : [];
    }),
  );
  return [...faint, ...alike];
}
