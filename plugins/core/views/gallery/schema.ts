/** Records as cards side by side: a face with initials or the entity's icon, the name, a few values. */
import { Type } from '@sinclair/typebox';
import type { ViewMode } from '../../../../metadata/contributions.js';
import { Name, Path, oneOf } from '../../../../metadata/schema/common.js';
import { problem, say } from '../../../../metadata/words.js';

const options = Type.Object(
  {
    /** Shown on a card below its name; the list's columns unless stated. */
    cards: Type.Optional(Type.Array(Path, { maxItems: 5 })),
    /** A field whose value stands on the face, which takes the colour of a choice: a field of the entity itself. */
    accent: Type.Optional(Name),
    /** What is on the face of a card; initials unless stated. */
    face: Type.Optional(oneOf(['initials', 'icon'])),
  },
  { additionalProperties: false },
);

export interface GalleryOptions {
  readonly cards?: readonly string[];
  readonly accent?: string;
  readonly face?: 'initials' | 'icon';
}

/** Paths on a card below the name of the record. */
export const cardPaths = ({ accent, cards }: GalleryOptions, columns: readonly string[]): readonly string[] =>
  cards ?? columns.slice(1).filter((path) => path !== accent).slice(0, 5); // prettier-ignore

const optionsOf = (given: Readonly<Record<string, unknown>>) => given as unknown as GalleryOptions;

export const definition: ViewMode = {
  id: 'gallery',
  label: { en: 'Gallery', 'zh-CN': '画廊', 'zh-TW': '圖庫', es: 'Galería' },
  icon: 'grid-3x3',
  options,
  needs(given, columns) {
    const { accent } = optionsOf(given);
    return { fields: [...(accent === undefined ? [] : [accent]), ...cardPaths(optionsOf(given), columns)] };
  },
  paths(given) {
    const { accent, cards = [] } = optionsOf(given);
    return [
      ...(accent === undefined ? [] : [{ at: '/accent', path: accent }]),
      ...cards.map((path, i) => ({ at: `/cards/${i}`, path })),
    ];
  },
  check(given, entity) {
    const { accent } = optionsOf(given);
    const field = accent === undefined ? undefined : entity.fields.get(accent);
    if (accent === undefined || !field || (field.valueType !== 'list' && field.target === undefined)) return [];
    const words = say`"${{ field: accent }}" is no single word: name a choice, a colour, an icon or another plain field.`;
    return [problem('/accent', 'BAD_GALLERY_ACCENT', words)];
  },
};
