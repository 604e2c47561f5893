/**
 * Writes metadata/dictionary/country.json: every country of ISO 3166-1 with its name in four languages. English and
 * Spanish names come from the package world-countries, Chinese ones from the runtime's own ICU data, which tells
 * simplified from traditional. Run by hand when the package is updated: `node plugins/crm/country-list.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import countries from 'world-countries';

const file = new URL('metadata/dictionary/country.json', import.meta.url);
const names = {
  'zh-CN': new Intl.DisplayNames('zh-CN', { type: 'region' }),
  'zh-TW': new Intl.DisplayNames('zh-TW', { type: 'region' }),
};
const list = countries.default ?? countries;

const values = list
  .filter((country) => country.status === 'officially-assigned')
  .map((country) => ({
    id: `v_${country.cca2}`,
    code: country.cca2,
    label: {
      en: country.name.common,
      'zh-CN': names['zh-CN'].of(country.cca2),
      'zh-TW': names['zh-TW'].of(country.cca2),
      es: country.translations.spa.common,
    },
  }))
  .sort((a, b) => (a.code < b.code ? -1 : 1));

const document = JSON.parse(readFileSync(file, 'utf8'));
writeFileSync(file, `${JSON.stringify({ ...document, values }, null, 2)}\n`);
console.log(`${values.length} countries written.`);
