/** Pictures that stand in a template as data: their size in pixels is read from the first bytes; what cannot be read is none. */
import type { Picture } from '../layout/types.js';

/** Pixels in all: what is larger would take much memory to draw. */
const mostPixels = 16_000_000;

export function readPicture(source: string): Picture | undefined {
  const match = /^data:(image\/(?:png|jpeg));base64,([A-Za-z0-9+/]+=*)$/.exec(source);
  if (!match) return undefined;
  const [, mime, base64] = match as unknown as [string, Picture['mime'], string];
  const bytes = Buffer.from(base64, 'base64');
  const size = mime === 'image/png' ? pngSize(bytes) : jpegSize(bytes);
  if (!size || size.width * size.height > mostPixels || size.width * size.height === 0) return undefined;
  return { mime, base64, ...size };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function pngSize(bytes: Buffer): Size | undefined {
  const isPng = bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47 && bytes.readUInt32BE(12) === 0x49484452;
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined;
}

/** The frame header among the segments. */
function jpegSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
