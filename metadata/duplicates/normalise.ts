/**
 * How values are read before they are compared: one function for each normaliser, from a stored value to a text that is
 * the same for all that mean the same. Null: there is nothing to compare. Reading a text that was read changes nothing,
 * except of domains and phones, which are no longer what they were. All fold case, width and accents as search does;
 * Han stays as it is, since what sounds alike is not alike.
 */
import type { Normaliser } from '../schema/rule.js';
import { createFold } from '../text.js';
import type { Value } from '../value.js';
import { bracketedForms, joiningWords, legalForms, unspacedForms } from './legal-forms.js';
import { readPhone } from './phone.js';

const fold = createFold((han) => han);

const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー`;
const pieces = new RegExp(String.raw`[${unspaced}]+|(?:(?![${unspaced}])[\p{L}\p{N}\p{M}])+`, 'gu');
const startsUnspaced = new RegExp(`^[${unspaced}]`, 'u');

/** Folded words: everything that is no letter or digit parts them, apostrophes and dots inside them fall away. */
function wordsOf(text: string): readonly string[] {
  const folded = fold(text)
    .replace(/(?<=\p{L})['’`´](?=\p{L})/gu, '')
    .replace(/(?<=(?:^|[^\p{L}])\p{L})\.\s?(?=\p{L}(?:[^\p{L}]|$))/gu, '')
    .replaceAll('&', ' and ');
  return folded.match(pieces) ?? [];
}

/** Case, width, accents, punctuation and spaces do not count: `Müller-Lüdenscheidt` is `mullerludenscheidt`. */
const readText = (text: string): string => wordsOf(text).join('');

/** A text without legal forms: `ACME Co., Ltd.` is `acme`, `上海远景贸易有限公司` is `上海远景贸易`. A name of nothing else stays. */
function readCompany(text: string): string {
  const words = [...wordsOf(fold(text).replace(bracketedForms, ' '))].map(withoutUnspacedForms).filter(Boolean);
  const kept = withoutEnds(words);
  return (kept.length > 0 ? kept.join('') : undefined) ?? readText(text);
}

function withoutUnspacedForms(word: string): string {
  if (!startsUnspaced.test(word)) return word;
  const form = unspacedForms.find((each) => word.endsWith(each) || word.startsWith(each));
  if (form === undefined) return word;
  return withoutUnspacedForms(word.endsWith(form) ? word.slice(0, -form.length) : word.slice(form.length));
}

function withoutEnds(words: readonly string[]): readonly string[] {
  let [from, to] = [0, words.length];
  while (to > from && legalForms.has(words[to - 1]!)) {
    to -= 1;
    // `GmbH & Co. KG`, `S.A. de C.V.`: the word between two forms.
    while (to > from + 1 && joiningWords.has(words[to - 1]!)) to -= 1;
  }
  while (to > from + 1 && legalForms.has(words[from]!)) from += 1;
  while (to > from + 1 && words[from] === 'the') from += 1;
  return words.slice(from, to);
}

const titles: ReadonlySet<string> = new Set([
  ...['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'sir', 'herr', 'frau', 'sr', 'sra', 'srta', 'don', 'dona', 'mme', 'mlle'],
  ...['jr', 'ing', 'lic', 'phd', 'mba'],
]); // prettier-ignore
const unspacedTitles = /(?:先生|女士|小姐|太太|博士|教授|様|さん|씨|님)$/u;

/** Words in the order of the alphabet, without titles: `Dr. Doe, John` is `doe john`; Han names lose their spaces. */
function readPerson(text: string): string {
  const words = wordsOf(text);
  const han = words.filter((word) => startsUnspaced.test(word)).join('');
  const untitled = han.replace(unspacedTitles, '') || han;
  const others = words.filter((word) => !startsUnspaced.test(word));
  const named = others.filter((word) => !titles.has(word));
  const kept = [...(named.length > 0 || untitled !== '' ? named : others)].sort();
  return [...(untitled === '' ? [] : [untitled]), ...kept].join(' ');
}

/** Lower case, without a tag: `Ann+news@Example.com` is `ann@example.com` (RFC 5233). Dots stay: few providers ignore them. */
function readEmail(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const at = plain.lastIndexOf('@');
  if (at <= 0 || at === plain.length - 1) return '';
  const local = plain.slice(0, at);
  return `${local.replace(/(?<=.)\+.*$/, '')}${plain.slice(at)}`;
}

/** Addresses of everybody: the domain says nothing of whose it is. */
const sharedHosts: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'icloud.com', 'me.com'],
  ...['aol.com', 'gmx.de', 'gmx.net', 'gmx.com', 'web.de', 't-online.de', 'proton.me', 'protonmail.com', 'mail.ru', 'yandex.ru'],
  ...['qq.com', '163.com', '126.com', 'sina.com', 'sina.cn', 'sohu.com', 'foxmail.com', 'yeah.net', 'aliyun.com', 'yahoo.es'],
  ...['facebook.com', 'linkedin.com', 'instagram.com', 'twitter.com', 'x.com', 'youtube.com', 'weibo.com', 'wixsite.com'],
  ...['sites.google.com', 'taobao.com', 'tmall.com', '1688.com', 'alibaba.com', 'made-in-china.com', 'amazon.com', 'ebay.com'],
]); // prettier-ignore

/** Host of a web or mail address, without `www.`; of hosts that everybody shares none. */
function readDomain(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const host = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(?:[^/?#@]*@)?([^/?#:@\s]+)/.exec(plain)?.[1] ?? '';
  const bare = host.replace(/\.+$/, '').replace(/^(?:www\d?|m)\.(?=.+\.)/, '');
  return bare.includes('.') && !sharedHosts.has(bare) ? bare : '';
}

/** `49 301234567`; without the country ` 301234567`. The key of a number is what stands behind the blank. */
function readNumber(text: string): string {
  const number = readPhone(text);
  return number ? `${number.country} ${number.national}` : '';
}

const readers: Readonly<Record<Exclude<Normaliser, 'exact'>, (text: string) => string>> = {
  text: readText,
  company: readCompany,
  person: readPerson,
  email: readEmail,
  phone: readNumber,
  domain: readDomain,
};

/** Longer texts are compared by their beginning. */
const longest = 400;

export function normalise(value: Value | undefined, by: Normaliser): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value) && value.length === 0) return null;
  if (by === 'exact') return typeof value === 'string' ? value : JSON.stringify(value);
  const read = readers[by](String(value).slice(0, longest));
  return read === '' ? null : read;
}
