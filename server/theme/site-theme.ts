/**
 * The theme of a release as the page has it: a stylesheet and pictures under names made of what they hold, and the page
 * that names them. Kept until another release is live. All of it is public: the page to sign in shows it.
 */
import { createHash } from 'node:crypto';
import { labelText } from '../../metadata/value.js';
import type { Model } from '../../metadata/model/model.js';
import type { PicturePair } from '../../metadata/schema/theme.js';
import { activeTheme } from '../../metadata/theme/active-theme.js';
import { pictureFault, readPicture } from '../../metadata/theme/picture.js';
import { themeSheet } from '../../metadata/theme/tokens.js';

export interface ThemeFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface SiteTheme {
  /** The page with name, icon and stylesheet of the site. */
  page(html: string): string;
  /** A stylesheet or picture by its name; undefined when the live theme has none of that name. */
  file(name: string): ThemeFile | undefined;
}

interface Released {
  readonly hash: string;
  readonly model: Model;
}

interface Made {
  readonly title: string;
  readonly sheet?: string;
  readonly icon?: string;
  readonly files: ReadonlyMap<string, ThemeFile>;
}

export function createSiteTheme(current: () => Released): SiteTheme {
  let held: { readonly hash: string; readonly made: Made } | undefined;
  const made = (): Made => {
    const { hash, model } = current();
    if (held?.hash !== hash) held = { hash, made: make(model) };
    return held.made;
  };
  return {
    page: (html) => pageOf(html, made()),
    file: (name) => made().files.get(name),
  };
}

const endings: Readonly<Record<string, string>> = { 'image/svg+xml': 'svg', 'image/png': 'png', 'image/webp': 'webp' };

function make(model: Model): Made {
  const theme = activeTheme(model);
  const { language, title: settled } = model.settings;
  const title = labelText(theme?.title ?? settled ?? 'Trellis', language);
  const files = new Map<string, ThemeFile>();
  if (!theme) return { title, files };
  const keep = (file: ThemeFile, ending: string): string => {
    const name = `${createHash('sha256').update(file.bytes).digest('hex').slice(0, 20)}.${ending}`;
    files.set(name, file);
    return `/api/theme/${name}`;
  };
  // What came past the check, as into an older release, is not sent.
  const picture = (address: string | undefined): string | undefined => {
    const read = address === undefined || pictureFault(address) ? undefined : readPicture(address);
    return read && keep(read, endings[read.type]!);
  };
  const pair = (held: PicturePair | undefined) => {
    const [light, dark] = [picture(held?.light), picture(held?.dark)];
    return light === undefined ? undefined : { light, ...(dark === undefined ? {} : { dark }) };
  };
  const [logo, smallLogo, icon] = [pair(theme.logo), pair(theme.smallLogo), picture(theme.favicon)];
  const css = themeSheet(theme, { ...(logo ? { logo } : {}), ...(smallLogo ? { smallLogo } : {}) });
  const sheet = css === '' ? undefined : keep({ type: 'text/css; charset=utf-8', bytes: new TextEncoder().encode(css) }, 'css'); // prettier-ignore
  return { title, files, ...(sheet === undefined ? {} : { sheet }), ...(icon === undefined ? {} : { icon }) };
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function pageOf(html: string, { title, sheet, icon }: Made): string {
  const name = escape(title);
  const named = html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${name}</title>\n    <meta name="application-name" content="${name}" />`)
    .replace(/(<link rel="icon" href=")[^"]*(")/, (all, before: string, after: string) => (icon === undefined ? all : `${before}${icon}${after}`)); // prettier-ignore
  // After tokens.css, which is the first stylesheet: of two equal rules the later one holds.
  return sheet === undefined ? named : named.replace(/(<link rel="stylesheet"[^>]*>)/, (all) => `${all}\n    <link rel="stylesheet" href="${sheet}" />`); // prettier-ignore
}
