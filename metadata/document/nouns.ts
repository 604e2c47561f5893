/** What findings call the kinds of documents and what a document declares by a name. */
import type { Kind } from '../schema/kinds.js';
import type { Words } from '../value.js';
import { say } from '../words.js';
import type { Noun } from './site.js';

export const kindNouns: Readonly<Record<Kind, Words>> = {
  entity: say`entity`, dictionary: say`dictionary`, form: say`form`, view: say`view`, segment: say`segment`, rule: say`rule`,
  menu: say`menu`, role: say`role`, sharing: say`sharing rule`, dataset: say`shared dataset`,
  connection: say`connection`, dashboard: say`dashboard`, report: say`report`,
  print_template: say`print template`, import_map: say`import map`, job: say`job`, theme: say`theme`, settings: say`document of settings`,
}; // prettier-ignore

export const nouns: Readonly<Record<Noun, Words>> = {
  chart: say`chart`, code: say`code`, column: say`column of the dataset`, dataset: say`dataset`, entry: say`entry that opens something`,
  'link parameter': say`parameter of the link`, parameter: say`parameter`, query: say`dataset with a query`,
  step: say`step of the action`, style: say`style`, tab: say`tab`, widget: say`widget`,
}; // prettier-ignore
