/** Pictures of a theme: data addresses to bytes and back, and what may not be in them. Pure. */
import type { pictureTypes } from '../schema/theme.js';
import { largestPicture } from '../schema/theme.js';
import { cleanSvg } from './clean-svg.js';

// Part of browsers and of Node alike; this folder is compiled with the types of neither.
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

export type PictureType = (typeof pictureTypes)[number];

export interface Picture {
  readonly type: PictureType;
  readonly bytes: Uint8Array;
}

export type PictureFault =
  | { readonly is: 'type' }
  | { readonly is: 'large'; readonly bytes: number }
  | { readonly is: 'unsafe'; readonly removed: readonly string[] };

/** Undefined for an address that is none of ours. */
export function readPicture(address: string): Picture | undefined {
  const found = /^data:(image\/(?:svg\+xml|png|webp));base64,([A-Za-z0-9+/]+={0,2})$/.exec(address);
  if (!found) return undefined;
  try {
    const text = atob(found[2]!);
    return { type: found[1] as PictureType, bytes: Uint8Array.from(text, (sign) => sign.charCodeAt(0)) };
  } catch {
    return undefined;
  }
}

export function pictureAddress({ type, bytes }: Picture): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return `data:${type};base64,${btoa(text)}`;
}

/** The type by what the bytes are, never by a name. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  const starts = (signs: readonly number[], at = 0) => signs.every((sign, i) => bytes[at + i] === sign);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  const head = new TextDecoder().decode(bytes.subarray(0, 4000));
  return /<svg[\s>]/i.test(head) ? 'image/svg+xml' : undefined;
}

/** What a file becomes; an SVG is written anew, and what it lost is told. */
export function takePicture(bytes: Uint8Array): { readonly picture: Picture; readonly removed: readonly string[] } | { readonly fault: PictureFault } {
  const type = pictureTypeOf(bytes);
  if (!type) return { fault: { is: 'type' } };
  if (bytes.length > largestPicture) return { fault: { is: 'large', bytes: bytes.length } };
  if (type !== 'image/svg+xml') return { picture: { type, bytes }, removed: [] };
  const { svg, removed } = cleanSvg(new TextDecoder().decode(bytes));
  if (svg === undefined) return { fault: { is: 'unsafe', removed } };
  return { picture: { type, bytes: new TextEncoder().encode(svg) }, removed };
} // prettier-ignore

/** What stands against a picture in a document; undefined when nothing does. */
export function pictureFault(address: string): PictureFault | undefined {
  const picture = readPicture(address);
  if (!picture || pictureTypeOf(picture.bytes) !== picture.type) return { is: 'type' };
  const taken = takePicture(picture.bytes);
  if ('fault' in taken) return taken.fault;
  return taken.removed.length > 0 ? { is: 'unsafe', removed: taken.removed } : undefined;
}
