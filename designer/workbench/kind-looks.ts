/** Icon and words of each kind of document. */
import type { Kind } from '../../metadata/schema/kinds.js';
import type { WordKey } from '../session/words.js';

const icons: Readonly<Record<Kind, string>> = {
  entity: 'database',
  dictionary: 'tags',
  form: 'file-text',
  view: 'list',
  segment: 'list-filter',
  rule: 'list-checks',
  menu: 'menu',
  role: 'lock',
  sharing: 'users',
  dataset: 'table-2',
  connection: 'network',
  dashboard: 'chart-column',
  report: 'table',
  print_template: 'printer',
  import_map: 'upload',
  job: 'clock',
  theme: 'sun',
  settings: 'settings',
};

export const kindIcon = (kind: Kind): string => icons[kind];
/** "Entity". */
export const kindWord = (kind: Kind): WordKey => `kind.${kind}`;
/** "Entities". */
export const kindsWord = (kind: Kind): WordKey => `kinds.${kind}`;
/** Where a document is edited. */
export const documentHref = ({ kind, name }: { readonly kind: Kind; readonly name: string }, at?: string): string =>
  `/design/${kind}/${encodeURIComponent(name)}${at ? `?at=${encodeURIComponent(at)}` : ''}`;
