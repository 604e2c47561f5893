/** Countries, their provinces or states and their cities as one tree, with the places of the cities for maps. */
import { countries, type Country } from './places.js';
import { to, type SampleRow, type Table } from './rows.js';

/** Degrees north and east of the cities in places.ts. */
const coordinates: Readonly<Record<string, readonly [north: number, east: number]>> = {
  Boise: [43.615, -116.2023], Portland: [45.5152, -122.6784], Denver: [39.7392, -104.9903], Austin: [30.2672, -97.7431],
  Columbus: [39.9612, -82.9988], Raleigh: [35.7796, -78.6382], Madison: [43.0722, -89.4008], Boston: [42.3601, -71.0589],
  Köln: [50.9375, 6.9603], München: [48.1351, 11.582], Düsseldorf: [51.2277, 6.7735], Görlitz: [51.1564, 14.9915],
  Hamburg: [53.5511, 9.9937], Nürnberg: [49.4521, 11.0767], Berlin: [52.52, 13.405], Málaga: [36.7213, -4.4214],
  Madrid: [40.4168, -3.7038], 'A Coruña': [43.3623, -8.4115], Valencia: [39.4699, -0.3763], León: [42.5987, -5.5671],
  Logroño: [42.465, -2.4456], Barcelona: [41.3874, 2.1686], 上海: [31.2304, 121.4737], 杭州: [30.2741, 120.1551],
  成都: [30.5728, 104.0668], 广州: [23.1291, 113.2644], 青岛: [36.0671, 120.3826], 武汉: [30.5928, 114.3055],
  西安: [34.3416, 108.9398], 台北市: [25.033, 121.5654], 新竹市: [24.8138, 120.9675], 臺中市: [24.1477, 120.6736],
  臺南市: [22.9997, 120.227], 高雄市: [22.6273, 120.3014],
}; // prettier-ignore

const names: Readonly<Record<string, string>> = {
  US: 'United States',
  DE: 'Deutschland',
  ES: 'España',
  CN: '中国',
  TW: '臺灣',
};

/** Provinces of China under the letters of ISO 3166-2, as the states of other countries are. */
const letters: Readonly<Record<string, string>> = {
  上海: 'SH', 浙江: 'ZJ', 四川: 'SC', 广东: 'GD', 山东: 'SD', 湖北: 'HB', 陕西: 'SN',
}; // prettier-ignore

/** Where a city has no state above it, it stands right under its country. */
const codeOf = (country: string, state: string, city: string): string =>
  [country, letters[state] ?? state, city].filter((part) => part !== '').join('-');

export const areaKey = (country: Country, state: string, city: string): string =>
  `area:${codeOf(country.code, state, city)}`;

export function makeAreas(): Table {
  const rows = new Map<string, SampleRow>();
  const add = (code: string, values: SampleRow['values']): void => {
    if (!rows.has(code)) rows.set(code, { key: `area:${code}`, values: { code, ...values } });
  };
  for (const { code: country, cities } of countries) {
    add(country, { name: names[country], level: 'country', country });
    for (const [city, state] of cities) {
      const above = codeOf(country, state, '');
      if (state !== '') add(above, { name: state, level: 'province', parent: to(`area:${country}`), country });
      const [latitude, longitude] = coordinates[city]!;
      const parent = to(`area:${above}`);
      add(codeOf(country, state, city), { name: city, level: 'city', parent, country, latitude, longitude });
    }
  }
  return { entity: 'area', rows: [...rows.values()] };
}
