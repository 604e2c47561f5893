/**
 * The host that a form on the canvas is shown with: the application as the drafts would have it. What is not published yet
 * has no rights of its own; whoever designs it sees all of it. Segments that are drafts are offered, and asked for by what
 * they say.
 */
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import { firstField } from '../../../metadata/model/parts.js';
import type { SegmentDocument } from '../../../metadata/schema/entity.js';
import type { ApiClient } from '../../../runtime/data/api-client.js';
import type { AppDocument, EntityAccess } from '../../../runtime/data/app-document.js';
import type { AppStore } from '../../../runtime/data/app-store.js';
import { RecordCache } from '../../../runtime/data/record-cache.js';
import type { Host } from '../../../runtime/host/host.js';
import { inlineSegments, type FindSegment } from '../../session/inline-segments.js';

const full: EntityAccess = {
  create: true, read: true, update: true, delete: true, export: true, import: true, bulk: true, print: true, assign: true, share: true, fields: {},
}; // prettier-ignore

export function designHost(host: Host, model: Model): Host {
  const { app } = host;
  const entity = (name: string): Entity | undefined => model.entities.get(name);
  const access = (name: string): EntityAccess | undefined => app.access(name) ?? (entity(name) ? full : undefined);
  const segments = model.list('segment');
  const drafted: Partial<AppStore> = {
    ...(segments.length > 0 ? { document: withSegments(app.document, segments) } : {}),
    entity,
    access,
    fieldClass: (field) => access(field.entity)?.fields[field.name] ?? 'write',
    path(from, path) {
      const hops: Field[] = [];
      let at = entity(from);
      for (let steps: readonly string[] = path.split('.'); at;) {
        const found = firstField(at, steps);
        if (!found) return undefined;
        if (found.rest.length === 0) return { field: found.field, hops };
        hops.push(found.field);
        at = entity(found.field.target ?? '');
        steps = found.rest;
      }
      return undefined;
    },
  };
  const store = new Proxy(app, {
    get(held, key) {
      if (key === 'model') return model;
      if (Object.hasOwn(drafted, key)) return drafted[key as keyof AppStore];
      const value: unknown = Reflect.get(held, key, held);
      return typeof value === 'function' ? (value as () => unknown).bind(held) : value;
    },
  });
  if (segments.length === 0) return { ...host, app: store };
  const find: FindSegment = (name) => model.find('segment', name)?.filter;
  // Pages are kept by their filter, and a draft of the same name says something else after each change.
  return { ...host, app: store, api: draftedApi(host.api, find), records: new RecordCache(() => Date.now()) };
}

function withSegments(document: AppDocument, drafts: readonly SegmentDocument[]): AppDocument {
  const own = new Set(drafts.map(({ name }) => name));
  return { ...document, segments: [...document.segments.filter(({ name }) => !own.has(name)), ...drafts] };
}

function draftedApi(api: ApiClient, find: FindSegment): ApiClient {
  const get: ApiClient['get'] = (path, query, signal) => {
    const filter = query?.['filter'];
    const said = typeof filter === 'string' ? JSON.stringify(inlineSegments(JSON.parse(filter), find)) : filter;
    return api.get(path, said === undefined ? query : { ...query, filter: said }, signal);
  };
  const post: ApiClient['post'] = (path, body, request) => api.post(path, inlineSegments(body, find), request);
  const own: Partial<ApiClient> = { get, post };
  return new Proxy(api, {
    get(held, key) {
      if (Object.hasOwn(own, key)) return own[key as keyof ApiClient];
      const value: unknown = Reflect.get(held, key, held);
      return typeof value === 'function' ? (value as () => unknown).bind(held) : value;
    },
  });
}

/** The entity is part of the release: it has a table, and there may be records. */
export const isReleased = (host: Host, entity: string): boolean => host.app.entity(entity) !== undefined;
