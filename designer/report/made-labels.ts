/** Words that assistants write into a report, in every language that a report is read in. */
import { labelText, languages, type Label, type Language } from '../../metadata/value.js';
import type { MeasureKind } from './gestures/measures.js';

type Texts = Readonly<Record<Language, string>>;

export const totalLabel: Texts = { en: 'Total', 'zh-CN': '合计', 'zh-TW': '合計', es: 'Total' };
export const subtotalLabel: Texts = { en: 'Subtotal', 'zh-CN': '小计', 'zh-TW': '小計', es: 'Subtotal' };

export const measureLabels: Readonly<Record<MeasureKind, Texts>> = {
  share: { en: 'Share', 'zh-CN': '占比', 'zh-TW': '占比', es: 'Cuota' },
  rank: { en: 'Rank', 'zh-CN': '排名', 'zh-TW': '排名', es: 'Puesto' },
  running: { en: 'Running', 'zh-CN': '累计', 'zh-TW': '累計', es: 'Acumulado' },
  previous: { en: 'Previous', 'zh-CN': '上期', 'zh-TW': '上期', es: 'Anterior' },
  change: { en: 'Change', 'zh-CN': '环比', 'zh-TW': '環比', es: 'Variación' },
  lastYear: { en: 'On last year', 'zh-CN': '同比', 'zh-TW': '同比', es: 'Interanual' },
};

const totalOfTexts: Texts = { en: '{} total', 'zh-CN': '{}小计', 'zh-TW': '{}小計', es: 'Total de {}' };

/** `Region total`: of a group between the innermost and the outermost. */
export const totalOf = (name: Label): Label =>
  Object.fromEntries(languages.map((language) => [language, totalOfTexts[language].replace('{}', labelText(name, language))])); // prettier-ignore
