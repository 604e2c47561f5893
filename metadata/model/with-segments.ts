/** A model with the segments that people keep, beside those that are documents; where both bear a name, the given ones count. */
import type { SegmentDocument } from '../schema/entity.js';
import type { DocumentOf, Kind } from '../schema/kinds.js';
import type { Model } from './model.js';

export function withSegments(model: Model, segments: readonly SegmentDocument[]): Model {
  if (segments.length === 0) return model;
  const byName = new Map([...model.list('segment'), ...segments].map((each) => [each.name, each] as const));
  return Object.freeze({
    ...model,
    find: <K extends Kind>(kind: K, name: string) =>
      (kind === 'segment' ? byName.get(name) : model.find(kind, name)) as DocumentOf<K> | undefined,
    list: <K extends Kind>(kind: K) =>
      (kind === 'segment' ? [...byName.values()] : model.list(kind)) as readonly DocumentOf<K>[],
  });
}
