/** What the columns of a forecast and its methods are called. */
export const labels = {
  fitted: { en: 'Fitted', 'zh-CN': '拟合值', 'zh-TW': '擬合值', es: 'Ajustado' },
  forecast: { en: 'Forecast', 'zh-CN': '预测值', 'zh-TW': '預測值', es: 'Pronóstico' },
  low_80: { en: '80% from', 'zh-CN': '80% 下限', 'zh-TW': '80% 下限', es: '80 % desde' },
  high_80: { en: '80% to', 'zh-CN': '80% 上限', 'zh-TW': '80% 上限', es: '80 % hasta' },
  low_95: { en: '95% from', 'zh-CN': '95% 下限', 'zh-TW': '95% 下限', es: '95 % desde' },
  high_95: { en: '95% to', 'zh-CN': '95% 上限', 'zh-TW': '95% 上限', es: '95 % hasta' },
  method: { en: 'Method', 'zh-CN': '方法', 'zh-TW': '方法', es: 'Método' },
} as const;

export const methods = {
  additive: {
    en: 'Holt-Winters, additive season of {period} (α {alpha}, β {beta}, γ {gamma})',
    'zh-CN': 'Holt-Winters 加法模型，季节长度 {period}（α {alpha}，β {beta}，γ {gamma}）',
    'zh-TW': 'Holt-Winters 加法模型，季節長度 {period}（α {alpha}，β {beta}，γ {gamma}）',
    es: 'Holt-Winters, estación aditiva de {period} (α {alpha}, β {beta}, γ {gamma})',
  },
  multiplicative: {
    en: 'Holt-Winters, multiplicative season of {period} (α {alpha}, β {beta}, γ {gamma})',
    'zh-CN': 'Holt-Winters 乘法模型，季节长度 {period}（α {alpha}，β {beta}，γ {gamma}）',
    'zh-TW': 'Holt-Winters 乘法模型，季節長度 {period}（α {alpha}，β {beta}，γ {gamma}）',
    es: 'Holt-Winters, estación multiplicativa de {period} (α {alpha}, β {beta}, γ {gamma})',
  },
  linear: { en: 'Linear trend', 'zh-CN': '线性趋势', 'zh-TW': '線性趨勢', es: 'Tendencia lineal' },
  short: {
    en: 'Linear trend: fewer than two seasons of {period}',
    'zh-CN': '线性趋势：不足两个长度为 {period} 的季节',
    'zh-TW': '線性趨勢：不足兩個長度為 {period} 的季節',
    es: 'Tendencia lineal: menos de dos estaciones de {period}',
  },
  none: {
    en: 'None: fewer than three whole periods',
    'zh-CN': '无：完整期数不足三期',
    'zh-TW': '無：完整期數不足三期',
    es: 'Ninguno: menos de tres periodos completos',
  },
  not_positive: {
    en: '{method}; not multiplicative, as some figures are not above 0',
    'zh-CN': '{method}；部分数值不大于 0，因此未用乘法模型',
    'zh-TW': '{method}；部分數值不大於 0，因此未用乘法模型',
    es: '{method}; no multiplicativa: algunas cifras no son mayores que 0',
  },
} as const;
