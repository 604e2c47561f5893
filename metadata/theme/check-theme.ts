/** Findings about a theme: pictures that may not be shown, colours that had to give way, series that look alike. */
import type { ThemeDocument } from '../schema/theme.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { accentColours } from './accent.js';
import { checkPalette } from './palette.js';
import { pictureFault, type PictureFault } from './picture.js';

export function checkTheme(theme: ThemeDocument): readonly Problem[] {
  const warn = (each: Problem): Problem => ({ ...each, severity: 'warning' });
  const pictures = picturesOf(theme).flatMap(([path, address]) => {
    const fault = pictureFault(address);
    return fault ? [faultProblem(path, fault)] : [];
  });
  const palette = checkPalette(theme.charts ?? []).map((found) =>
    found.is === 'faint'
      ? warn(problem(`/charts/${found.one}`, 'FAINT_COLOUR', say`Series ${{ number: found.one + 1 }} is hard to see on white: contrast ${{ ratio: rounded(found.ratio) }}, at least 3 is good.`))
      : warn(problem(`/charts/${found.other}`, 'SERIES_ALIKE', say`Series ${{ one: found.one + 1 }} and ${{ other: found.other + 1 }} look alike to some people: choose colours further apart.`)),
  ); // prettier-ignore
  return [...pictures, ...movedProblems(theme.accent).map(warn), ...palette];
}

/** Every picture of a theme with the pointer to it. */
export function picturesOf({ logo, smallLogo, favicon }: ThemeDocument): readonly (readonly [path: string, address: string])[] {
  const all = { '/logo/light': logo?.light, '/logo/dark': logo?.dark, '/smallLogo/light': smallLogo?.light, '/smallLogo/dark': smallLogo?.dark, '/favicon': favicon };
  return Object.entries(all).flatMap(([path, address]) => (address === undefined ? [] : [[path, address] as const]));
} // prettier-ignore

function movedProblems(accent: string | undefined): readonly Problem[] {
  if (accent === undefined) return [];
  const light = accentColours(accent, 'light');
  const dark = accentColours(accent, 'dark');
  return [
    ...(light.moved ? [problem('/accent', 'ACCENT_MOVED_LIGHT', say`On light ground this colour is shown as ${{ colour: light.accent }}: its contrast is ${{ ratio: rounded(light.moved.ratio) }}, too low to be seen or read.`)] : []),
    ...(dark.moved ? [problem('/accent', 'ACCENT_MOVED_DARK', say`On dark ground this colour is shown as ${{ colour: dark.accent }}: its contrast is ${{ ratio: rounded(dark.moved.ratio) }}, too low to be seen or read.`)] : []),
  ];
} // prettier-ignore

const rounded = (ratio: number): string => ratio.toFixed(1);

function faultProblem(path: string, fault: PictureFault): Problem {
  if (fault.is === 'type') return problem(path, 'PICTURE_TYPE', 'This is no SVG, PNG or WebP picture.');
  if (fault.is === 'large') return problem(path, 'PICTURE_LARGE', say`The picture has ${{ bytes: fault.bytes }} bytes, at most 65,536 are possible.`);
  return problem(path, 'PICTURE_UNSAFE', say`The picture holds what may not be shown: ${{ parts: fault.removed.join(', ') }}. Upload it again.`);
} // prettier-ignore
