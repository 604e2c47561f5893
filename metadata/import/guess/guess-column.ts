/**
 * From what a column holds to the field it becomes. A reading is proposed when nearly all cells fit it, and is always one
 * of several that a person may choose from. Pure.
 */
import { foldValue, type ColumnProfile, type Fit } from './column-profile.js';
import { hintOf } from './label-words.js';
import { mostDecimals } from './readings.js';

export interface ColumnGuess {
  readonly type: string;
  /** Locale by which its numbers or dates are read. */
  readonly format?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Days and months may be meant the other way round: all cells fit both. */
  readonly isAmbiguous?: boolean;
  /** Of a choice: how far something is, so that a board of it makes sense. */
  readonly isStage?: boolean;
}

/** A type that the column may be given, with how many of its cells fit; undefined: all that is text. */
export interface OfferedType {
  readonly type: string;
  readonly format?: string;
  readonly count: number;
  readonly misfits: Fit['misfits'];
}

/** Share of filled cells that must fit. */
const enough = 0.9;
/** Values that are proposed as a list of choices, and the most that may be made one. */
const proposedChoices = 12;
export const mostChoices = 200;
/** Characters of a value that people choose. */
const longestChoice = 60;
const longestLine = 120;

/** The guess that a person sees first. */
export function guessColumn(profile: ColumnProfile): ColumnGuess {
  const { filled } = profile;
  if (filled === 0) return textGuess(profile);
  const hint = hintOf(profile.head);
  const fits = (type: string): Fit | undefined => bestFit(profile, type, enough);
  const made =
    booleanGuess(profile, fits) ??
    (fits('email') ? { type: 'email' } : undefined) ??
    (fits('url') ? { type: 'url' } : undefined) ??
    dayGuess(profile, fits) ??
    numberGuess(profile, fits, hint) ??
    (fits('time') && profile.samples.every((text) => /[:：]|[ap]m/i.test(text)) ? { type: 'time' } : undefined) ??
    phoneGuess(profile, fits, hint);
  return made ?? (isChoice(profile) ? choiceGuess(profile, hint === 'stage') : textGuess(profile));
}

/** The best way of reading a type, where at least this share of the cells fits. */
function bestFit({ fits, filled }: ColumnProfile, type: string, share: number): Fit | undefined {
  const own = fits.filter((each) => each.type === type);
  const best = own.reduce<Fit | undefined>((held, each) => (held && held.count >= each.count ? held : each), undefined);
  return best && best.count > 0 && best.count >= filled * share ? best : undefined;
}

type Fits = (type: string) => Fit | undefined;

/** Two values at most that mean yes and no; 0 and 1 alone may be figures. */
function booleanGuess(profile: ColumnProfile, fits: Fits): ColumnGuess | undefined {
  if (profile.distinct > 6 || !fits('boolean')) return undefined;
  const texts = profile.values.map(({ text }) => text);
  const areFigures = texts.every((text) => /^[01]$/.test(text));
  return areFigures && texts.length < 2 ? undefined : { type: 'boolean' };
}

function dayGuess(profile: ColumnProfile, fits: Fits): ColumnGuess | undefined {
  for (const type of ['date', 'datetime']) {
    const best = fits(type);
    if (!best) continue;
    const others = profile.fits.filter((each) => each.type === type && each.format !== best.format);
    const isPlain = profile.samples.every((text) => /^\d{4}\D|[\p{L}]/u.test(text));
    const isAmbiguous = !isPlain && others.some(({ count }) => count === best.count);
    return { type, ...formatOf(best), ...(isAmbiguous ? { isAmbiguous } : {}) };
  }
  return undefined;
}

function numberGuess(profile: ColumnProfile, fits: Fits, hint: ReturnType<typeof hintOf>): ColumnGuess | undefined {
  // Postcodes, phone numbers and numbers with zeros before them are names, not figures.
  if (profile.leadingZeros > 0 || hint === 'phone' || hint === 'postcode') return undefined;
  const half = profile.filled / 2;
  const percent = fits('percent');
  if (percent && (profile.percents > half || (hint === 'percent' && profile.percents > 0))) return figure('percent', percent, profile.decimals + 2); // prettier-ignore
  const money = fits('money');
  if (money && (profile.currencies > half || hint === 'money')) return figure('money', money, profile.decimals);
  const whole = fits('integer');
  if (whole) {
    if (hint === 'code' && profile.distinct === profile.filled && !profile.isCount) return undefined;
    return { type: 'integer', ...formatOf(whole), ...(hint === 'year' || hint === 'code' ? { options: { grouping: false } } : {}) }; // prettier-ignore
  }
  const decimal = fits('decimal');
  return decimal ? figure('decimal', decimal, profile.decimals) : undefined;
}

function figure(type: string, fit: Fit, decimals: number): ColumnGuess {
  return { type, ...formatOf(fit), options: optionsOfType(type, decimals) };
}

const least: Readonly<Record<string, number>> = { decimal: 1, money: 2, percent: 4 };

/** The scale that keeps all digits of the column. */
export function optionsOfType(type: string, decimals: number): Readonly<Record<string, unknown>> {
  const from = least[type];
  return from === undefined ? {} : { scale: Math.min(mostDecimals, Math.max(from, type === 'decimal' ? Math.max(2, decimals) : decimals)) }; // prettier-ignore
}

function phoneGuess(profile: ColumnProfile, fits: Fits, hint: ReturnType<typeof hintOf>): ColumnGuess | undefined {
  if (!fits('phone')) return undefined;
  const isNamedSo = hint === 'phone';
  const isWrittenSo = profile.phoneSigns > profile.filled / 2 && profile.samples.every((text) => text.replace(/\D/g, '').length >= 6); // prettier-ignore
  return isNamedSo || (isWrittenSo && hint !== 'code') ? { type: 'phone' } : undefined;
}

/** Few values that come again and again. */
function isChoice(profile: ColumnProfile): boolean {
  const { distinct, filled, longest, hasLineEnds, isMany, leadingZeros } = profile;
  if (isMany || hasLineEnds || longest > longestChoice || distinct < 2 || leadingZeros > 0) return false;
  const isFew = distinct <= proposedChoices ? filled >= distinct * 2 : distinct <= 40 && filled >= distinct * 10;
  return isFew && hintOf(profile.head) !== 'code' && hintOf(profile.head) !== 'longText';
}

const stageWords =
  /^(?:new|open|planned|to ?do|in progress|doing|done|closed|won|lost|cancelled|canceled|finished|waiting|approved|rejected|draft|nuevo|abierto|en curso|hecho|cerrado|新建|新|待办|待辦|待处理|待處理|进行中|進行中|已完成|完成|已关闭|已關閉|关闭|取消|草稿)$/i;

function choiceGuess(profile: ColumnProfile, isNamedStage: boolean): ColumnGuess {
  const known = profile.values.filter(({ text }) => stageWords.test(text.trim())).length;
  const isStage = profile.distinct <= proposedChoices && (isNamedStage || known >= 2);
  return { type: 'choice', ...(isStage ? { isStage } : {}) };
}

function textGuess({ longest, hasLineEnds, head }: ColumnProfile): ColumnGuess {
  if (hasLineEnds || longest > 400 || (hintOf(head) === 'longText' && longest > longestLine))
    return { type: 'longText' };
  return longest > longestLine ? { type: 'text', options: { length: 400 } } : { type: 'text' };
}

const formatOf = ({ format, type }: Fit) => (format === undefined || (format === 'en' && type !== 'date' && type !== 'datetime') ? {} : { format }); // prettier-ignore

/** Every type that the column may be given, the guess among them; text takes all. */
export function offeredTypes(profile: ColumnProfile): readonly OfferedType[] {
  const all = { count: profile.filled, misfits: [] };
  const canChoose = profile.values.length > 0 && profile.distinct <= mostChoices && profile.longest <= longestChoice && !profile.hasLineEnds; // prettier-ignore
  const figures = profile.fits.filter(({ count }) => count > 0);
  return [
    ...(profile.hasLineEnds ? [] : [{ type: 'text', ...all }]),
    { type: 'longText', ...all },
    ...(canChoose ? [{ type: 'choice', ...all }] : []),
    ...figures.map(({ type, format, count, misfits }) => ({ type, ...(format === undefined ? {} : { format }), count, misfits })),
  ];
} // prettier-ignore

/** Labels of a list made from the values, the most frequent spelling of each first seen. */
export const choicesOf = ({ values }: ColumnProfile): readonly string[] => {
  const seen = new Set<string>();
  return values.flatMap(({ text }) => {
    const key = foldValue(text);
    if (seen.has(key)) return [];
    seen.add(key);
    return [text];
  });
};

export interface TableGuess {
  readonly columns: readonly ColumnGuess[];
  /** Index of the column that names a record; undefined where none can. */
  readonly title?: number;
  /** Index of the column whose values are all there and all different; undefined where none looks like a key. */
  readonly key?: number;
}

/** All columns, which of them names the records, and which tells them apart. */
export function guessTable(profiles: readonly ColumnProfile[]): TableGuess {
  const columns = profiles.map(guessColumn);
  const isDifferent = (each: ColumnProfile): boolean => !each.isMany && each.filled > 0 && each.empty === 0 && each.distinct === each.filled; // prettier-ignore
  const key = profiles.findIndex((each, i) => isDifferent(each) && hintOf(each.head) === 'code' && ['text', 'integer'].includes(columns[i]!.type)); // prettier-ignore
  const title = titleOf(profiles, columns, key);
  return { columns, ...(title < 0 ? {} : { title }), ...(key < 0 ? {} : { key }) };
}

function titleOf(profiles: readonly ColumnProfile[], columns: readonly ColumnGuess[], key: number): number {
  const isName = (i: number): boolean => columns[i]!.type === 'text' && profiles[i]!.filled > 0;
  const isFilled = ({ filled, empty }: ColumnProfile): boolean => empty <= filled * 0.05;
  const all = profiles.map((_, i) => i).filter((i) => isName(i) && isFilled(profiles[i]!));
  const named = all.find((i) => hintOf(profiles[i]!.head) === 'title');
  const different = all.find((i) => i !== key && (profiles[i]!.isMany || profiles[i]!.distinct >= profiles[i]!.filled * 0.6)); // prettier-ignore
  const found =
    named ?? different ?? all.find((i) => i !== key) ?? (key >= 0 && isName(key) ? key : undefined) ?? all[0];
  return found ?? profiles.findIndex((each, i) => isName(i) && each.filled > 0);
}
