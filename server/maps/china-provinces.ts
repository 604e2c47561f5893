/** The areas of the package @svg-maps/china under their ISO 3166-2 codes, named in English and Chinese. */
import type { AreaNames } from './svg-map.js';

const rows = `
  anhui AH Anhui 安徽 安徽
  beijing BJ Beijing 北京 北京
  chongqing CQ Chongqing 重庆 重慶
  fujian FJ Fujian 福建 福建
  gansu GS Gansu 甘肃 甘肅
  guangdong GD Guangdong 广东 廣東
  guangxi-zhuang GX Guangxi 广西 廣西
  guizhou GZ Guizhou 贵州 貴州
  hainan HI Hainan 海南 海南
  hebei HE Hebei 河北 河北
  heilongjiang HL Heilongjiang 黑龙江 黑龍江
  henan HA Henan 河南 河南
  hong-kong HK Hong_Kong 香港 香港
  hubei HB Hubei 湖北 湖北
  hunan HN Hunan 湖南 湖南
  jiangsu JS Jiangsu 江苏 江蘇
  jiangxi JX Jiangxi 江西 江西
  jilin JL Jilin 吉林 吉林
  liaoning LN Liaoning 辽宁 遼寧
  macau MO Macao 澳门 澳門
  nei-mongol NM Inner_Mongolia 内蒙古 內蒙古
  ningxia-hui NX Ningxia 宁夏 寧夏
  quinghai QH Qinghai 青海 青海
  shaanxi SN Shaanxi 陕西 陝西
  shandong SD Shandong 山东 山東
  shanghai SH Shanghai 上海 上海
  shanxi SX Shanxi 山西 山西
  sichuan SC Sichuan 四川 四川
  tianjin TJ Tianjin 天津 天津
  xinjiang-uygur XJ Xinjiang 新疆 新疆
  xizang XZ Tibet 西藏 西藏
  yunnan YN Yunnan 云南 雲南
  zhejiang ZJ Zhejiang 浙江 浙江
`;

export const chinaProvinces: AreaNames = Object.fromEntries(
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [id, code, en, simplified, traditional] = row.trim().split(' ') as [string, string, string, string, string];
      const name = { en: en.replace('_', ' '), 'zh-CN': simplified, 'zh-TW': traditional, es: en.replace('_', ' ') };
      return [id, { code: `CN-${code}`, name }];
    }),
);
