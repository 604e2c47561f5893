/** The kinds of document, each with its schema: the only such list. A new kind is one entry here and its schema. */
import type { Static } from '@sinclair/typebox';
import { ImportMapSchema, JobSchema, MenuSchema, RoleSchema, SettingsSchema } from './app.js';
import { DictionarySchema, EntitySchema, FormSchema, SegmentSchema, ViewSchema } from './entity.js';
import { ConnectionSchema } from './connection.js';
import { DashboardSchema } from './dashboard.js';
import { PrintTemplateSchema } from './print-template.js';
import { SharedDatasetSchema } from './dataset.js';
import { ReportSchema } from './report.js';
import { RuleSchema } from './rule.js';
import { SharingSchema } from './sharing.js';
import { ThemeSchema } from './theme.js';

export const documentSchemas = {
  entity: EntitySchema,
  dictionary: DictionarySchema,
  form: FormSchema,
  view: ViewSchema,
  segment: SegmentSchema,
  rule: RuleSchema,
  menu: MenuSchema,
  role: RoleSchema,
  sharing: SharingSchema,
  dataset: SharedDatasetSchema,
  connection: ConnectionSchema,
  dashboard: DashboardSchema,
  report: ReportSchema,
  print_template: PrintTemplateSchema,
  import_map: ImportMapSchema,
  job: JobSchema,
  theme: ThemeSchema,
  settings: SettingsSchema,
} as const;

export type Kind = keyof typeof documentSchemas;
export type DocumentOf<K extends Kind> = Static<(typeof documentSchemas)[K]>;
export type Document = { [K in Kind]: DocumentOf<K> }[Kind];
export const kinds = Object.keys(documentSchemas) as readonly Kind[];
/** Documents that say who may do what: editing them needs the right `grant` besides `design`. */
export const isAboutRights = (kind: Kind): boolean => kind === 'role' || kind === 'sharing';
export const isKind = (text: string): text is Kind => Object.hasOwn(documentSchemas, text);
