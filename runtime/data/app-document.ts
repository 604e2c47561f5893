/**
 * The answer of `GET /api/app`: the compiled release as this person may see it. Fields the person may not see at all are
 * absent from their entities; `access` says what may be done with the rest.
 */
import type { FeatureRight, FieldClass, Home, MenuDocument, SettingsDocument } from '../../metadata/schema/app.js';
import type { DictionaryDocument, EntityDocument, FormDocument, ViewDocument } from '../../metadata/schema/entity.js';
import type { Label } from '../../metadata/value.js';

/** Hints for menus and buttons; the server decides. */
export interface EntityAccess {
  readonly create: boolean;
  readonly read: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  readonly export: boolean;
  readonly import: boolean;
  readonly bulk: boolean;
  readonly print: boolean;
  readonly assign: boolean;
  readonly share: boolean;
  /** Classes of single fields, system fields too; what is not named is `write`. */
  readonly fields: Readonly<Record<string, FieldClass>>;
  /** Fields that duplicate rules compare; absent where there are none. */
  readonly duplicates?: readonly string[];
  /** There are print templates for its records. */
  readonly templates?: boolean;
}

export interface AppUser {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly department: string | null;
  readonly language: string;
  readonly roles: readonly string[];
}

/** Whose screens these are while somebody looks at the site as another person or in one role. */
export interface ViewAs {
  readonly by: { readonly id: string; readonly name: string };
  readonly user?: { readonly id: string; readonly name: string };
  readonly role?: string;
  /** Of the role. */
  readonly label?: Label;
  /** One's own screens, as drafts would make them. */
  readonly drafts?: DraftsShown;
}

/** What a preview of drafts shows, and what it cannot. */
export interface DraftsShown {
  /** Whose drafts, where they are somebody else's. */
  readonly of?: { readonly id: string; readonly name: string };
  readonly count: number;
  /** Without data before they are published: the first of `waitingCount`. */
  readonly waiting: readonly { readonly entity: Label; readonly field?: Label }[];
  readonly waitingCount: number;
  /** Drafts with errors, and those this person may not see. */
  readonly leftOut: readonly DocumentHead[];
}

/** Enough to open a document from the menu; its screen fetches the rest. */
export interface DocumentHead {
  readonly name: string;
  readonly label?: Label;
}

/** A named filter of an entity, as much of it as a list needs. */
export interface SegmentHead extends DocumentHead {
  readonly entity: string;
  readonly help?: Label;
}

export interface AppDocument {
  readonly release: number;
  readonly user: AppUser;
  readonly viewAs: ViewAs | undefined;
  readonly rights: readonly FeatureRight[];
  readonly settings: SettingsDocument;
  readonly menu: MenuDocument | undefined;
  /** Where this person begins, by their roles. */
  readonly home?: Home | undefined;
  readonly entities: readonly EntityDocument[];
  readonly access: Readonly<Record<string, EntityAccess>>;
  readonly dictionaries: readonly DictionaryDocument[];
  readonly forms: readonly FormDocument[];
  readonly views: readonly ViewDocument[];
  readonly segments: readonly SegmentHead[];
  readonly dashboards: readonly (DocumentHead & Record<string, unknown>)[];
  readonly reports: readonly (DocumentHead & Record<string, unknown>)[];
}

type Json = Readonly<Record<string, unknown>>;

const noAccess: EntityAccess = {
  create: false,
  read: false,
  update: false,
  delete: false,
  export: false,
  import: false,
  bulk: false,
  print: false,
  assign: false,
  share: false,
  fields: {},
};

const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : []);

/** Reads the wire form; absent lists are empty, so that an older server still gives a usable page. */
export function readApp(json: unknown): AppDocument {
  const wire = (json ?? {}) as Json;
  const access: Record<string, EntityAccess> = {};
  const given = (wire['access'] ?? {}) as Record<string, Partial<EntityAccess>>;
  const entities = list<EntityDocument>(wire['entities']);
  for (const entity of entities) access[entity.name] = { ...noAccess, ...given[entity.name] };
  return {
    release: Number(wire['release'] ?? 0),
    user: wire['user'] as AppUser,
    viewAs: (wire['viewAs'] ?? undefined) as ViewAs | undefined,
    rights: list(wire['rights']),
    settings: wire['settings'] as SettingsDocument,
    menu: (wire['menu'] ?? undefined) as MenuDocument | undefined,
    home: (wire['home'] ?? undefined) as Home | undefined,
    entities,
    access,
    dictionaries: list(wire['dictionaries']),
    forms: list(wire['forms']),
    views: list(wire['views']),
    segments: list(wire['segments']),
    dashboards: list(wire['dashboards']),
    reports: list(wire['reports']),
  };
}
