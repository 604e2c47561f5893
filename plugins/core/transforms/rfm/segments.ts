/** The ten usual segments on the grid of recency and frequency, and what the columns are called. */
import type { Label } from '../../../../metadata/value.js';

export const segments = {
  champions: { en: 'Champions', 'zh-CN': '重要价值客户', 'zh-TW': '重要價值客戶', es: 'Campeones' },
  loyal: { en: 'Loyal customers', 'zh-CN': '忠诚客户', 'zh-TW': '忠誠客戶', es: 'Clientes leales' },
  potential: { en: 'Potential loyalists', 'zh-CN': '潜在忠诚客户', 'zh-TW': '潛在忠誠客戶', es: 'Leales potenciales' },
  new: { en: 'New customers', 'zh-CN': '新客户', 'zh-TW': '新客戶', es: 'Clientes nuevos' },
  promising: { en: 'Promising', 'zh-CN': '有希望的客户', 'zh-TW': '有希望的客戶', es: 'Prometedores' },
  attention: { en: 'Need attention', 'zh-CN': '需要关注', 'zh-TW': '需要關注', es: 'Requieren atención' },
  sleeping: { en: 'About to sleep', 'zh-CN': '即将沉睡', 'zh-TW': '即將沉睡', es: 'A punto de dormirse' },
  risk: { en: 'At risk', 'zh-CN': '流失风险', 'zh-TW': '流失風險', es: 'En riesgo' },
  cannot_lose: { en: 'Cannot lose them', 'zh-CN': '不能失去的客户', 'zh-TW': '不能失去的客戶', es: 'No perderlos' },
  hibernating: { en: 'Hibernating', 'zh-CN': '沉睡客户', 'zh-TW': '沉睡客戶', es: 'Hibernando' },
} as const satisfies Readonly<Record<string, Label>>; // prettier-ignore
export type Segment = keyof typeof segments;

/** By frequency 1 to 5 across, recency 5 (today) down to 1. */
const grid: readonly (readonly Segment[])[] = [
  ['new', 'potential', 'potential', 'champions', 'champions'],
  ['promising', 'potential', 'potential', 'loyal', 'loyal'],
  ['sleeping', 'sleeping', 'attention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'risk', 'risk', 'cannot_lose'],
  ['hibernating', 'hibernating', 'risk', 'risk', 'cannot_lose'],
];

/** Of scores from 1 to 5. */
export const segmentOf = (r: number, f: number): Segment => grid[5 - r]![f - 1]!;

export const labels = {
  days: { en: 'Days since the last purchase', 'zh-CN': '距上次购买天数', 'zh-TW': '距上次購買天數', es: 'Días desde la última compra' },
  r: { en: 'Recency', 'zh-CN': '最近购买', 'zh-TW': '最近購買', es: 'Recencia' },
  f: { en: 'Frequency', 'zh-CN': '购买频率', 'zh-TW': '購買頻率', es: 'Frecuencia' },
  m: { en: 'Monetary value', 'zh-CN': '购买金额', 'zh-TW': '購買金額', es: 'Valor monetario' },
  segment: { en: 'Segment', 'zh-CN': '客户分群', 'zh-TW': '客戶分群', es: 'Segmento' },
} as const; // prettier-ignore
