/** The sites of every kind of document: one entry per kind, and the compiler refuses a kind without one. */
import type { Document, DocumentOf, Kind } from '../schema/kinds.js';
import { filterSites, placedInOptions, querySites } from './query-sites.js';
import { documentSite, type Site, type Surroundings } from './site.js';
import { importMapSites, menuSites, roleSites, ruleSites, settingsSites, sharingSites } from './sites-app.js';
import { sharedDatasetSites } from './sites-source.js';
import { dictionarySites, entitySites, formSites, segmentSites, viewSites } from './sites-data.js';
import { dashboardSites, reportSites } from './sites-report.js';

const extractors: { readonly [K in Kind]: (document: DocumentOf<K>, surroundings: Surroundings) => readonly Site[] } = {
  entity: entitySites,
  dictionary: dictionarySites,
  form: formSites,
  view: viewSites,
  segment: segmentSites,
  rule: ruleSites,
  menu: menuSites,
  role: roleSites,
  sharing: sharingSites,
  dataset: sharedDatasetSites,
  connection: () => [],
  dashboard: dashboardSites,
  report: reportSites,
  print_template: ({ entity }) => [documentSite('/entity', 'entity', entity)],
  import_map: importMapSites,
  job: () => [],
  theme: () => [],
  settings: settingsSites,
};

const filterPlace = ({ at, entity, scope }: Extract<Site, { is: 'filter' }>) => ({
  at,
  entity,
  ...(scope ? { scope } : {}),
  ...(scope?.parameters ? { parameters: scope.parameters } : {}),
});

/** What a document says about others; queries and filters stand as a whole and with every path inside. */
export function sitesOf(document: Document, surroundings: Surroundings): readonly Site[] {
  const extract = extractors[document.kind] as (document: Document, surroundings: Surroundings) => readonly Site[];
  const { model } = surroundings;
  return extract(document, surroundings).flatMap((site): readonly Site[] => {
    if (site.is === 'query') {
      const inside = querySites(site.query, site.at, model, site.parameters);
      return [site, ...(site.madeOf === undefined ? inside : placedInOptions(inside, site.at, site.madeOf))];
    }
    if (site.is === 'filter') return [site, ...filterSites(site.filter, filterPlace(site), model)];
    return [site];
  });
}
