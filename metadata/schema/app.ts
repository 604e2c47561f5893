/** menu, role, settings, job, import_map: how an application is entered, who may do what, what runs by itself. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, Expression, IconName, ItemId, LabelSchema, Name, oneOf, Path } from './common.js';
import { FilterSchema } from './query.js';

/** Only for people with one of these roles; administrators see every entry. It hides, it does not forbid: roles do that. */
const AudienceSchema = closed({ roles: Type.Array(Name, { minItems: 1, maxItems: 50 }) });

const entryKeys = {
  id: ItemId,
  audience: Type.Optional(AudienceSchema),
};
const openingKeys = { ...entryKeys, label: Type.Optional(LabelSchema), icon: Type.Optional(IconName) };

const MenuModule = Type.Module({
  Entry: Type.Union([
    closed({
      ...entryKeys,
      type: Type.Literal('group'),
      label: LabelSchema,
      entries: Type.Array(Type.Ref('Entry'), { maxItems: 60 }),
    }),
    closed({
      ...openingKeys,
      type: Type.Literal('list'),
      entity: Name,
      view: Type.Optional(Name),
      /** How many records meet it stands beside the entry. */
      badge: Type.Optional(FilterSchema),
    }),
    closed({ ...openingKeys, type: Type.Literal('dashboard'), name: Name }),
    closed({ ...openingKeys, type: Type.Literal('report'), name: Name }),
    closed({
      ...openingKeys,
      type: Type.Literal('link'),
      label: LabelSchema,
      /** An address of the web, opened in a window of its own, or a path of this site. */
      href: Type.String({ pattern: '^(https?://[^\\s]+|/[^/\\s][^\\s]*)$', maxLength: 1000 }),
    }),
    closed({ id: ItemId, type: Type.Literal('separator') }),
  ]),
});
export const MenuEntrySchema = MenuModule.Import('Entry');
export type MenuEntry = Static<typeof MenuEntrySchema>;

/** Entries that the person may not open are left out; a group without entries disappears. */
export const MenuSchema = document('menu', 1, {
  /** Opened after sign-in: the id of an entry. */
  home: Type.Optional(ItemId),
  entries: Type.Array(MenuEntrySchema, { maxItems: 60 }),
});
export type MenuDocument = Static<typeof MenuSchema>;

/**
 * `assign` gives a record to another owner or department, `share` lets others see it, `print` puts it on paper; `export`,
 * `print` and `bulk` speak of records that may be read.
 */
export const recordActions = [
  'create', 'read', 'update', 'delete', 'export', 'import', 'print', 'assign', 'share', 'bulk',
] as const; // prettier-ignore
export type RecordAction = (typeof recordActions)[number];
export const fieldClasses = ['hidden', 'read', 'write', 'mask'] as const;
export type FieldClass = (typeof fieldClasses)[number];

/** Whose records: none, those one owns, those of one's department, of it and those below, all, or a condition. */
export const scopeWords = ['none', 'own', 'department', 'subtree', 'all'] as const;
export const ScopeSchema = Type.Union([oneOf(scopeWords), FilterSchema]);
export type Scope = Static<typeof ScopeSchema>;

/** True: whatever the same grant lets read; or a scope of its own. */
const UponReadSchema = Type.Union([Type.Boolean(), oneOf(scopeWords), FilterSchema]);

export const GrantSchema = closed({
  entity: Name,
  actions: closed({
    create: Type.Optional(Type.Boolean()),
    read: Type.Optional(ScopeSchema),
    update: Type.Optional(ScopeSchema),
    delete: Type.Optional(ScopeSchema),
    export: Type.Optional(UponReadSchema),
    import: Type.Optional(Type.Boolean()),
    print: Type.Optional(UponReadSchema),
    assign: Type.Optional(ScopeSchema),
    share: Type.Optional(ScopeSchema),
    bulk: Type.Optional(UponReadSchema),
  }),
  /** Class of single fields. */
  fields: Type.Optional(Type.Record(Name, oneOf(fieldClasses))),
  /** Class of the fields that are not named, those that come later too; `write` when absent. */
  otherwise: Type.Optional(oneOf(['read', 'hidden', 'write'])),
});

/**
 * What a role may do besides records. `design` edits documents, `grant` those about rights, `operate` runs the site,
 * `views.share` gives saved views to others, `report.share` makes links that are opened without signing in,
 * `report.send.outside` mails reports to addresses of people who do not sign in.
 * `report.sql` writes SQL datasets, `report.sql.all` reads all rows in them.
 */
export const featureRights = [
  'report.run',
  'report.export',
  'report.share',
  'report.send.outside',
  'report.sql',
  'report.sql.all',
  'design',
  'grant',
  'operate',
  'users',
  'views.share',
] as const;
export type FeatureRight = (typeof featureRights)[number];

/** Where a person begins: a dashboard, or the list of an entity. */
export const HomeSchema = Type.Union([
  closed({ type: Type.Literal('dashboard'), name: Name }),
  closed({ type: Type.Literal('list'), entity: Name, view: Type.Optional(Name) }),
]);
export type Home = Static<typeof HomeSchema>;

export const RoleSchema = document('role', 1, {
  /** Where people of this role begin; of several roles the one with the lowest position counts (500 unless stated). */
  home: Type.Optional(HomeSchema),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  /** Everything on every record of every entity, present and future. Only the shipped administrator has it. */
  all: Type.Optional(Type.Boolean()),
  grants: Type.Array(GrantSchema, { maxItems: 300 }),
  rights: Type.Optional(Type.Array(oneOf(featureRights))),
});
export type RoleDocument = Static<typeof RoleSchema>;

/** One document named `site`: what holds for everyone. */
export const SettingsSchema = document('settings', 1, {
  /** IANA zone: rules today(), grains, relative dates and cron. */
  timeZone: Type.String({ maxLength: 60 }),
  /** ISO 4217. */
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  language: oneOf(['en', 'zh-CN', 'zh-TW', 'es']),
  menu: Type.Optional(Name),
  /** Where people begin whose roles say nothing; before the home of the menu. */
  home: Type.Optional(HomeSchema),
  title: Type.Optional(LabelSchema),
  /** The theme that the site has; the one named `site` unless stated. */
  theme: Type.Optional(Name),
});
export type SettingsDocument = Static<typeof SettingsSchema>;

/** A scheduled job: `handler` is a registered job type, `arguments` are checked by its schema. */
export const JobSchema = document('job', 1, {
  handler: Type.String({ pattern: '^[a-z][A-Za-z0-9.]{0,60}$' }),
  cron: Type.String({ maxLength: 120 }),
  /** IANA zone; the site's when absent. */
  zone: Type.Optional(Type.String({ maxLength: 60 })),
  arguments: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  active: Type.Optional(Type.Boolean({ default: true })),
  /** What to do when the last run has not ended: leave this one out, or queue it. */
  overlap: Type.Optional(oneOf(['skip', 'queue'])),
});
export type JobDocument = Static<typeof JobSchema>;

/** How a file of rows becomes records. Rows are matched by the entity's import keys or by `match`. */
export const ImportMapSchema = document('import_map', 1, {
  /** Maps of one `set` are run together, in the order of `position`: `northwind`. */
  set: Type.Optional(Name),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  /** File name inside the data folder: `northwind/customers.csv`. */
  file: Type.Optional(Type.String({ maxLength: 200 })),
  entity: Name,
  delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
  /** Field that tells an existing record from a new one; with none every row creates. */
  match: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 4 })),
  /** What to do with a row whose record exists, found by `match`: it is that record. `error` when absent. */
  duplicates: Type.Optional(oneOf(['update', 'skip', 'error'])),
  /**
   * What to do with a row that resembles another record by a duplicate rule that warns: it may be one. Take it and tell
   * (`tell`, when absent), leave it out and tell, or refuse it. A rule that blocks refuses it anyway.
   */
  similar: Type.Optional(oneOf(['tell', 'skip', 'error'])),
  columns: Type.Array(
    closed({
      /** Field of the entity; a dotted path reaches through a look-up by its key: `customer.code`. */
      path: Path,
      /** Head of the column in the file. */
      column: Type.Optional(Type.String({ maxLength: 200 })),
      /** Or a computed value: other columns are `row.Head`; heads with blanks are `row["Unit price"]`. */
      value: Type.Optional(Expression),
      /** Exact replacements before parsing: `{"GTXPro": "GTX Pro"}`; each use is reported. */
      replace: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))),
      /** Texts that mean no value, besides the empty one. */
      empty: Type.Optional(Type.Array(Type.String({ maxLength: 40 }))),
      /** A look-up or choice that finds nothing: refuse the row, or leave the field empty and report it. */
      missing: Type.Optional(oneOf(['error', 'report'])),
      /** Another map of the set: the records it wrote that no row of this file points to by this look-up are reported. */
      unused: Type.Optional(Name),
      /** How dates are written, `DD/MM/YYYY`, or the locale of numbers, `es`; ISO dates and a decimal point by default. */
      format: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    { minItems: 1, maxItems: 200 },
  ),
  /**
   * Conditions over a row that are worth telling: each match is counted and reported under its label. Besides heads,
   * `row["unit_price"]` is a field as it will be stored and `row["product.list_price"]` one of the record it points to.
   */
  notes: Type.Optional(Type.Array(closed({ id: ItemId, if: Expression, label: LabelSchema }), { maxItems: 40 })),
});
export type ImportMapDocument = Static<typeof ImportMapSchema>;
