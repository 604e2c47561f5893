/** Sentences of written findings, in the four languages. Every figure in them is one of the rows or a sum of some. */
import { labelText, type Label } from '../value.js';

const sentences = {
  total: {
    en: '{measure}: {total} in total.',
    'zh-CN': '{measure}合计 {total}。',
    'zh-TW': '{measure}合計 {total}。',
    es: '{measure}: {total} en total.',
  },
  leader: {
    en: '{category}: {name} leads with {value} ({share}).',
    'zh-CN': '按{category}，{name}居首，为 {value}（{share}）。',
    'zh-TW': '按{category}，{name}居首，為 {value}（{share}）。',
    es: '{category}: {name} va en cabeza con {value} ({share}).',
  },
  leaders: {
    en: '{category}: {name} leads with {value} ({share}), followed by {others}.',
    'zh-CN': '按{category}，{name}居首，为 {value}（{share}），其次是{others}。',
    'zh-TW': '按{category}，{name}居首，為 {value}（{share}），其次是{others}。',
    es: '{category}: {name} va en cabeza con {value} ({share}), seguido de {others}.',
  },
  highest: {
    en: '{measure} is highest for {name} with {value}, and lowest for {last} with {least}.',
    'zh-CN': '{measure}最高的是{name}，为 {value}；最低的是{last}，为 {least}。',
    'zh-TW': '{measure}最高的是{name}，為 {value}；最低的是{last}，為 {least}。',
    es: '{measure} es mayor en {name}, con {value}, y menor en {last}, con {least}.',
  },
  change: {
    en: '{measure} in {period}: {value}, {change} against {before}.',
    'zh-CN': '{period}的{measure}为 {value}，与{before}相比 {change}。',
    'zh-TW': '{period}的{measure}為 {value}，與{before}相比 {change}。',
    es: '{measure} en {period}: {value}, {change} respecto a {before}.',
  },
  mover: {
    en: 'The largest change from {before} to {period} is that of {name}: {from} to {to} ({change}).',
    'zh-CN': '从{before}到{period}变化最大的是{name}：由 {from} 变为 {to}（{change}）。',
    'zh-TW': '從{before}到{period}變化最大的是{name}：由 {from} 變為 {to}（{change}）。',
    es: 'El mayor cambio de {before} a {period} es el de {name}: de {from} a {to} ({change}).',
  },
  high: {
    en: 'Unusually high among {count}: {names}.',
    'zh-CN': '{count} 项中异常偏高的有：{names}。',
    'zh-TW': '{count} 項中異常偏高的有：{names}。',
    es: 'Inusualmente altos entre {count}: {names}.',
  },
  low: {
    en: 'Unusually low among {count}: {names}.',
    'zh-CN': '{count} 项中异常偏低的有：{names}。',
    'zh-TW': '{count} 項中異常偏低的有：{names}。',
    es: 'Inusualmente bajos entre {count}: {names}.',
  },
  rising: {
    en: '{measure} is rising over the {count} periods from {from} to {to}.',
    'zh-CN': '从{from}到{to}的 {count} 个期间内，{measure}呈上升趋势。',
    'zh-TW': '從{from}到{to}的 {count} 個期間內，{measure}呈上升趨勢。',
    es: '{measure} sube a lo largo de los {count} periodos de {from} a {to}.',
  },
  falling: {
    en: '{measure} is falling over the {count} periods from {from} to {to}.',
    'zh-CN': '从{from}到{to}的 {count} 个期间内，{measure}呈下降趋势。',
    'zh-TW': '從{from}到{to}的 {count} 個期間內，{measure}呈下降趨勢。',
    es: '{measure} baja a lo largo de los {count} periodos de {from} a {to}.',
  },
  none: {
    en: '{measure} shows no clear trend over the {count} periods from {from} to {to}.',
    'zh-CN': '从{from}到{to}的 {count} 个期间内，{measure}没有明显趋势。',
    'zh-TW': '從{from}到{to}的 {count} 個期間內，{measure}沒有明顯趨勢。',
    es: '{measure} no muestra una tendencia clara en los {count} periodos de {from} a {to}.',
  },
  noValue: { en: 'no value', 'zh-CN': '无数值', 'zh-TW': '無數值', es: 'sin valor' },
} satisfies Readonly<Record<string, Label>>;

export type Sentence = keyof typeof sentences;

export function tellSentence(
  language: string,
  sentence: Sentence,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return labelText(sentences[sentence], language).replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name] ?? ''),
  );
}

export const listed = (language: string, names: readonly string[]): string =>
  names.join(language.startsWith('zh') ? '、' : ', ');
