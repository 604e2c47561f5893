/** The logo of a theme as a PNG that every output knows, fine enough for paper. Runs in a work process. */
import { lazyPackage } from '../../lazy-package.js';
import { readPicture } from './picture.js';

interface Resvg {
  render(): { asPng(): Uint8Array };
}
const resvg = lazyPackage<{ readonly Resvg: new (svg: string, options: object) => Resvg }>('@resvg/resvg-js');

/** Pixels: 12 mm at 400 dots an inch. */
const high = 190;
const widest = 1200;

/** Takes a data address that metadata/theme/picture.ts has let through; undefined where it cannot be drawn. */
export async function logoPicture(address: string): Promise<string | undefined> {
  if (readPicture(address)) return address;
  const [head = '', base64 = ''] = address.split(',');
  const svg = head.includes('svg')
    ? Buffer.from(base64, 'base64').toString('utf8')
    : `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${high * 4}" height="${high}"><image xlink:href="${address}" width="${high * 4}" height="${high}" preserveAspectRatio="xMinYMid meet"/></svg>`;
  const { fontFiles } = await import('../../pdf/fonts.js');
  const font = { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'Noto Sans SC', sansSerifFamily: 'Noto Sans SC' }; // prettier-ignore
  const draw = (fitTo: object): string => {
    const png = new (resvg().Resvg)(svg, { fitTo, font }).render().asPng();
    return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  };
  try {
    const drawn = draw({ mode: 'height', value: high });
    return (readPicture(drawn)?.width ?? 0) > widest ? draw({ mode: 'width', value: widest }) : drawn;
  } catch {
    // What a browser shows and the drawer of files does not read: the name stands in its place.
    return undefined;
  }
}
