/** The few words and sentences that stand in drawings themselves, in the four languages. */
import { labelText, type Label } from '../value.js';
import { languageOf } from './language.js';

type Words = Readonly<Record<'en' | 'zh-CN' | 'zh-TW' | 'es', string>>;

const words = {
  others: { en: 'Others', 'zh-CN': '其他', 'zh-TW': '其他', es: 'Otros' },
  target: { en: 'Target', 'zh-CN': '目标', 'zh-TW': '目標', es: 'Objetivo' },
  average: { en: 'Average', 'zh-CN': '平均', 'zh-TW': '平均', es: 'Media' },
  median: { en: 'Median', 'zh-CN': '中位数', 'zh-TW': '中位數', es: 'Mediana' },
  today: { en: 'Today', 'zh-CN': '今天', 'zh-TW': '今天', es: 'Hoy' },
  goal: { en: '{value} of {target}', 'zh-CN': '{value} / {target}', 'zh-TW': '{value} / {target}', es: '{value} de {target}' },
  short: { en: '{figure} short', 'zh-CN': '还差 {figure}', 'zh-TW': '還差 {figure}', es: 'Faltan {figure}' },
  above: { en: '{figure} above', 'zh-CN': '超出 {figure}', 'zh-TW': '超出 {figure}', es: '{figure} por encima' },
  reached: { en: 'Target reached', 'zh-CN': '已达目标', 'zh-TW': '已達目標', es: 'Objetivo alcanzado' },
  passedOn: { en: 'passed on', 'zh-CN': '转化', 'zh-TW': '轉化', es: 'pasan' },
  hereNow: { en: 'here now', 'zh-CN': '当前停留', 'zh-TW': '目前停留', es: 'aquí ahora' },
  ofFirst: { en: 'of first', 'zh-CN': '占首步', 'zh-TW': '占首步', es: 'del inicio' },
  weak: { en: 'weak', 'zh-CN': '薄弱', 'zh-TW': '薄弱', es: 'débil' },
  weakest: { en: 'Weakest step: {label}, {share} passed on.', 'zh-CN': '最薄弱的一步：{label}，转化 {share}。', 'zh-TW': '最薄弱的一步：{label}，轉化 {share}。', es: 'Paso más débil: {label}, pasan {share}.' },
  highest: { en: '{measure} by {x}: {count} places, highest {label} with {value}.', 'zh-CN': '按{x}的{measure}：共 {count} 项，最高为{label}，{value}。', 'zh-TW': '按{x}的{measure}：共 {count} 項，最高為{label}，{value}。', es: '{measure} por {x}: {count} valores, el mayor {label} con {value}.' },
  nothing: { en: '{measure}: nothing to draw.', 'zh-CN': '{measure}：没有可绘制的数据。', 'zh-TW': '{measure}：沒有可繪製的資料。', es: '{measure}: nada que dibujar.' },
  points: { en: '{y} against {x}: {count} points.', 'zh-CN': '{y}与{x}的关系：共 {count} 个点。', 'zh-TW': '{y}與{x}的關係：共 {count} 個點。', es: '{y} frente a {x}: {count} puntos.' },
  spans: { en: '{count} bars from {from} to {to}.', 'zh-CN': '共 {count} 条，从 {from} 到 {to}。', 'zh-TW': '共 {count} 條，從 {from} 到 {to}。', es: '{count} barras, del {from} al {to}.' },
  ongoing: { en: 'ongoing', 'zh-CN': '进行中', 'zh-TW': '進行中', es: 'en curso' },
  notDrawn: { en: 'Not drawn for want of room: {names}.', 'zh-CN': '空间不足，未绘制：{names}。', 'zh-TW': '空間不足，未繪製：{names}。', es: 'Sin espacio para dibujar: {names}.' },
  withoutPlace: { en: 'Not drawn, without {column}: {names}.', 'zh-CN': '缺少{column}，未绘制：{names}。', 'zh-TW': '缺少{column}，未繪製：{names}。', es: 'Sin dibujar, falta {column}: {names}.' },
  notPositive: { en: 'Not drawn, for an area has no size below zero: {names}.', 'zh-CN': '面积不能表示负数，未绘制：{names}。', 'zh-TW': '面積不能表示負數，未繪製：{names}。', es: 'Sin dibujar, un área no puede ser negativa: {names}.' },
  notOnMap: { en: 'Not on this map: {names}.', 'zh-CN': '不在此地图上：{names}。', 'zh-TW': '不在此地圖上：{names}。', es: 'No está en este mapa: {names}.' },
  andMore: { en: '{names} and {count} more', 'zh-CN': '{names} 等另外 {count} 项', 'zh-TW': '{names} 等另外 {count} 項', es: '{names} y {count} más' },
  rows: { en: '{count} rows.', 'zh-CN': '共 {count} 行。', 'zh-TW': '共 {count} 列。', es: '{count} filas.' },
  noValue: { en: 'No value', 'zh-CN': '无数值', 'zh-TW': '無數值', es: 'Sin valor' },
} satisfies Readonly<Record<string, Words>>; // prettier-ignore

export type Word = keyof typeof words;

/** A word or sentence in the language of a locale, `{names}` replaced by their values. */
export function say(locale: string, word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  const text = labelText(words[word] as Label, languageOf(locale));
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** At most `most` names, then how many more. */
export function listNames(locale: string, names: readonly string[], most = 6): string {
  const format = (some: readonly string[]) => some.join(languageOf(locale).startsWith('zh') ? '、' : ', ');
  const rest = names.length - most;
  if (rest <= 1) return format(names);
  return say(locale, 'andMore', { names: format(names.slice(0, most)), count: rest });
}
