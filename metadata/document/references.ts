/** Who speaks of whom: every reference of a document, and the index that answers "where is this used". */
import { dependenciesOf } from '../expression/dependencies.js';
import { parseExpression } from '../expression/parse.js';
import type { Document, Kind } from '../schema/kinds.js';
import { walkPath } from './path-steps.js';
import type { Site, Surroundings } from './site.js';
import { sitesOf } from './sites.js';

/** At `path` (a JSON pointer) a document speaks of another one, or of a field of it. */
export interface Reference {
  readonly path: string;
  readonly kind: Kind;
  readonly name: string;
  readonly field?: string;
}

/** A place where something is used. */
export interface Use {
  readonly kind: Kind;
  readonly name: string;
  readonly path: string;
}

export type ReferenceIndex = ReadonlyMap<string, readonly Use[]>;

/** References that lead somewhere; broken ones are told by check.ts. A path counts for every field on its way. */
export function referencesOf(document: Document, surroundings: Surroundings): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const site of sitesOf(document, surroundings)) {
    for (const reference of referencesAt(site, surroundings)) {
      found.set(`${reference.path} ${keyOf(reference.kind, reference.name, reference.field)}`, reference);
    }
  }
  return [...found.values()];
}

function referencesAt(site: Site, { model, registries }: Surroundings): readonly Reference[] {
  if (site.is === 'document') return [{ path: site.at, kind: site.kind, name: site.name }];
  if (site.is === 'path') return fieldReferences(site.at, walkPath(model, site.entity, site.path).read);
  const entity = site.is === 'expression' ? (site.scope.entity ?? site.scope.record) : undefined;
  if (site.is !== 'expression' || entity === undefined) return [];
  const { fields: read } = dependenciesOf(parseExpression(site.text).node, registries.function);
  const isRecord = (path: string): boolean => path.startsWith('record.');
  const fields =
    site.scope.record === undefined ? read : read.filter(isRecord).map((path) => path.slice('record.'.length));
  return fields.flatMap((path) => fieldReferences(site.at, walkPath(model, entity, path).read));
}

function fieldReferences(path: string, read: readonly { readonly entity: string; readonly field: string }[]) {
  return read.map(({ entity, field }) => ({ path, kind: 'entity' as const, name: entity, field }));
}

const keyOf = (kind: Kind, name: string, field?: string) => `${kind}/${name}${field === undefined ? '' : `.${field}`}`;

/** All uses in a set of documents. */
export function indexReferences(documents: readonly Document[], surroundings: Surroundings): ReferenceIndex {
  const index = new Map<string, Use[]>();
  for (const document of documents) {
    for (const reference of referencesOf(document, surroundings)) {
      const use = { kind: document.kind, name: document.name, path: reference.path };
      const keys = new Set([
        keyOf(reference.kind, reference.name),
        keyOf(reference.kind, reference.name, reference.field),
      ]);
      for (const key of keys) {
        const uses = index.get(key) ?? [];
        if (!uses.some((each) => each.kind === use.kind && each.name === use.name && each.path === use.path))
          uses.push(use);
        index.set(key, uses);
      }
    }
  }
  return index;
}

/** Where a document, or one field of an entity, is used; what a document says about itself is left out of its uses. */
export function whereUsed(index: ReferenceIndex, kind: Kind, name: string, field?: string): readonly Use[] {
  const uses = index.get(keyOf(kind, name, field)) ?? [];
  return field === undefined ? uses.filter((use) => use.kind !== kind || use.name !== name) : uses;
}
