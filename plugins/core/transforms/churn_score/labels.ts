/** What the columns and the levels of risk are called. */
export const labels = {
  interval_days: { en: 'Usual interval (days)', 'zh-CN': '通常间隔（天）', 'zh-TW': '通常間隔（天）', es: 'Intervalo habitual (días)' },
  silent_days: { en: 'Days without a purchase', 'zh-CN': '未购买天数', 'zh-TW': '未購買天數', es: 'Días sin comprar' },
  recency_part: { en: 'Silence', 'zh-CN': '沉默程度', 'zh-TW': '沉默程度', es: 'Silencio' },
  trend_part: { en: 'Falling spend', 'zh-CN': '消费下降', 'zh-TW': '消費下降', es: 'Gasto en descenso' },
  complaint_part: { en: 'Complaints', 'zh-CN': '投诉', 'zh-TW': '投訴', es: 'Quejas' },
  churn_score: { en: 'Churn score', 'zh-CN': '流失评分', 'zh-TW': '流失評分', es: 'Puntuación de abandono' },
  churn_risk: { en: 'Risk', 'zh-CN': '风险', 'zh-TW': '風險', es: 'Riesgo' },
} as const; // prettier-ignore

/** From 70 on high, from 40 on to watch. */
export const risks = {
  high: { en: 'High', 'zh-CN': '高', 'zh-TW': '高', es: 'Alto' },
  watch: { en: 'Watch', 'zh-CN': '关注', 'zh-TW': '關注', es: 'Vigilar' },
  low: { en: 'Low', 'zh-CN': '低', 'zh-TW': '低', es: 'Bajo' },
} as const;
