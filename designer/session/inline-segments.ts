/**
 * Conditions that name a segment, with what the segment says in its place: the server knows segments that are released, and
 * a draft is asked for by its own words. Works on filters and on queries that hold some. Pure.
 */
import type { Filter } from '../../metadata/schema/query.js';
import { isObject } from '../json/schema-walk.js';

/** What a segment says; undefined leaves its name. */
export type FindSegment = (name: string) => Filter | undefined;

/** A segment inside itself keeps its name: the server says what is wrong with it. */
export function inlineSegments<T>(value: T, find: FindSegment): T {
  return inlined(value, find, []) as T;
}

function inlined(value: unknown, find: FindSegment, within: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => inlined(each, find, within));
  if (!isObject(value)) return value;
  const { segment } = value;
  if (typeof segment === 'string' && Object.keys(value).length === 1) {
    const filter = within.includes(segment) ? undefined : find(segment);
    return filter === undefined ? value : inlined(filter, find, [...within, segment]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inlined(each, find, within)]));
}
