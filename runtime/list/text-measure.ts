/** How wide texts are drawn, by a canvas that is never shown: cheap enough for the first page of a list. */
import type { WireRecord } from '../data/record.js';
import { isEmpty, readPath } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import { isTagColumn, type Column } from './columns.js';

/** Rows that are looked at; more would rarely tell anything new. */
const looked = 60;
/** Room at both sides of a cell. */
const padding = 24;
/** Dot, gaps and edges of a tag; avatar and gap of a person; the arrow of a sorted head. */
const extra = { tag: 26, person: 28, arrow: 20 };

export type Measure = (text: string, font: string) => number;

export function createMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, font) => {
    if (!context) return text.length * 8;
    if (context.font !== font) context.font = font;
    return context.measureText(text).width;
  };
}

export interface Fonts {
  readonly head: string;
  readonly body: string;
  readonly strong: string;
  readonly tag: string;
}

/** Pixels that a column needs so that its head and nine in ten of the rows seen are not cut; figures: all of them. */
export function naturalWidth(
  column: Column,
  rows: readonly WireRecord[],
  fieldHost: FieldHost,
  fonts: Fonts,
  measure: Measure,
): number {
  const { field, view } = column;
  const isTag = isTagColumn(column, fieldHost);
  const font = column.naming ? fonts.strong : isTag ? fonts.tag : fonts.body;
  const around = isTag ? extra.tag : field.target === 'user' ? extra.person : 0;
  const widths = rows
    .slice(0, looked)
    .map((row) => readPath(row, column.path))
    .filter((value) => !isEmpty(value))
    .map(
      (value) => measure(view.text(value, field, fieldHost), font) + around * (Array.isArray(value) ? value.length : 1),
    )
    .sort((a, b) => a - b);
  const figures = column.align === 'end';
  const typical = widths[figures ? widths.length - 1 : Math.ceil(widths.length * 0.9) - 1] ?? 0;
  const head = measure(column.label, fonts.head) + (column.sortable ? extra.arrow : 0);
  return Math.ceil(Math.max(typical, head)) + padding + 2;
}
