/**
 * How a site looks: its name and pictures, one accent, corners, density, font, colours of charts. What is left out stays as
 * the product has it. Pictures stand in the document itself, so that a release and its way back hold them too (docs/designers.md).
 */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, LabelSchema, oneOf } from './common.js';

/** Bytes of one picture, decoded. */
export const largestPicture = 65_536;

export const pictureTypes = ['image/svg+xml', 'image/png', 'image/webp'] as const;

/** A data address in Base64; what it holds is checked by metadata/theme/picture.ts. */
const PictureSchema = Type.String({
  pattern: '^data:image/(svg\\+xml|png|webp);base64,[A-Za-z0-9+/]+={0,2}$',
  maxLength: Math.ceil(largestPicture / 3) * 4 + 40,
});

const PicturePairSchema = closed({
  light: PictureSchema,
  /** On dark ground; the light one unless stated. */
  dark: Type.Optional(PictureSchema),
});
export type PicturePair = Static<typeof PicturePairSchema>;

export const HexColour = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });
export const cornerChoices = ['square', 'rounded', 'round'] as const;
export const densityChoices = ['dense', 'standard', 'comfort'] as const;
export const fontChoices = ['standard', 'system', 'humanist', 'serif'] as const;

export const ThemeSchema = document('theme', 1, {
  /** What the site is called, before the title of the settings. */
  title: Type.Optional(LabelSchema),
  /** Wide: at the head of the menu and on the page to sign in. */
  logo: Type.Optional(PicturePairSchema),
  /** Square: where there is no room for the wide one. */
  smallLogo: Type.Optional(PicturePairSchema),
  /** In the tab of the browser. */
  favicon: Type.Optional(PictureSchema),
  /** One colour, from which those of buttons, links and selections are made for light and dark. */
  accent: Type.Optional(HexColour),
  corners: Type.Optional(oneOf(cornerChoices)),
  /** Of people who have chosen none for themselves. */
  density: Type.Optional(oneOf(densityChoices)),
  font: Type.Optional(oneOf(fontChoices)),
  /** Series of charts in their order, on light ground; those for dark ground are made from them. */
  charts: Type.Optional(Type.Array(HexColour, { minItems: 8, maxItems: 8 })),
});
export type ThemeDocument = Static<typeof ThemeSchema>;
