/** The language in which somebody is told something: their own, else one that their program asks for, else the site's. */
import { languages, type Language } from '../../metadata/value.js';

export interface Reader {
  /** What the person chose, or what their record says. */
  readonly own?: string | undefined;
  readonly acceptLanguage?: string | undefined;
  readonly site?: string | undefined;
}

/** English where none of them is one of ours. */
export function readerLanguage({ own, acceptLanguage = '', site }: Reader): Language {
  const asked = acceptLanguage.slice(0, 500).split(',').map(weighted);
  asked.sort((a, b) => b.weight - a.weight);
  for (const tag of [own, ...asked.map(({ tag, weight }) => (weight > 0 ? tag : undefined)), site]) {
    const language = tag === undefined ? undefined : knownLanguage(tag);
    if (language) return language;
  }
  return 'en';
}

function weighted(item: string): { readonly tag: string; readonly weight: number } {
  const [tag = '', ...parameters] = item.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
}

/** `es-MX` is es, `zh-HK` and `zh-Hant` are zh-TW, other Chinese is zh-CN. */
function knownLanguage(tag: string): Language | undefined {
  const exact = languages.find((language) => language.toLowerCase() === tag.toLowerCase());
  if (exact) return exact;
  if (/^zh\b/i.test(tag)) return /\b(hant|tw|hk|mo)\b/i.test(tag) ? 'zh-TW' : 'zh-CN';
  return languages.find((language) => language === tag.toLowerCase().split('-', 1)[0]);
}
