/** What the layouter takes and gives. Lengths are points (1/72 inch), y grows downwards. */
import type { CodeDrawing } from '../../../metadata/print/codes/draw-code.js';

export interface TextStyle {
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  /** `#rrggbb`. */
  readonly color: string;
}

/** A piece of text in one style; `'\n'` breaks the line. */
export interface Run {
  readonly text: string;
  readonly style: TextStyle;
}

export interface Sides<T> {
  readonly top: T;
  readonly right: T;
  readonly bottom: T;
  readonly left: T;
}

export interface Edge {
  readonly width: number;
  readonly color: string;
}

export type Align = 'left' | 'center' | 'right';
/** Points, or a share of what is around. */
export type Extent = { readonly points: number } | { readonly share: number };

export interface Box {
  readonly margin: Sides<number>;
  readonly padding: Sides<number>;
  readonly border: Sides<Edge | undefined>;
  readonly background?: string;
  readonly width?: Extent;
  /** At least this high. */
  readonly height?: number;
  readonly align: Align;
  /** Times the size of the text. */
  readonly lineHeight: number;
  readonly breakBefore: boolean;
  readonly breakAfter: boolean;
  /** Ends no page: what follows begins on the same one. */
  readonly keepNext: boolean;
  /** Not divided over pages where it fits on one. */
  readonly keep: boolean;
  readonly nowrap: boolean;
  readonly verticalAlign: 'top' | 'middle' | 'bottom';
}

export interface Cell {
  readonly box: Box;
  readonly columns: number;
  readonly blocks: readonly Block[];
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Stands again on each page that the table goes on. */
  readonly isHead: boolean;
}

export interface Picture {
  readonly mime: 'image/png' | 'image/jpeg';
  readonly base64: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A code: dark rectangles on a grid, stretched over its pixels. */
export interface Drawing extends CodeDrawing {
  readonly width: number;
  readonly height: number;
}

export type Block =
  | { readonly kind: 'text'; readonly box: Box; readonly runs: readonly Run[] }
  /** `marker` hangs before the first line: a bullet, a number. */
  | { readonly kind: 'group'; readonly box: Box; readonly blocks: readonly Block[]; readonly marker?: Run }
  | { readonly kind: 'table'; readonly box: Box; readonly rows: readonly Row[] }
  | { readonly kind: 'picture'; readonly box: Box; readonly picture: Picture | Drawing };

/** Something drawn at a place. */
export type Op =
  | {
      readonly op: 'text';
      readonly x: number;
      /** Of the base line. */
      readonly y: number;
      readonly text: string;
      readonly width: number;
      readonly style: TextStyle;
    }
  | {
      readonly op: 'fill';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly color: string;
    }
  | {
      readonly op: 'line';
      readonly x: number;
      readonly y: number;
      readonly toX: number;
      readonly toY: number;
      readonly edge: Edge;
    }
  | {
      readonly op: 'picture';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly picture: Picture | Drawing;
    };

/** A strip of content that is never divided: a line of text, a row of a table. */
export interface Piece {
  readonly height: number;
  readonly ops: readonly Op[];
  /** Blank above, which falls away on top of a page. */
  readonly space: number;
  /** Stands on the same page as the next one. */
  readonly keepNext: boolean;
  readonly breakBefore: boolean;
  /** Stands above it again when it begins a page. */
  readonly head?: readonly Piece[];
}

/** Width of a character at size 1. */
export type Measure = (character: string, bold: boolean) => number;

export function moved(op: Op, x: number, y: number): Op {
  if (op.op === 'line') return { ...op, x: op.x + x, y: op.y + y, toX: op.toX + x, toY: op.toY + y };
  return { ...op, x: op.x + x, y: op.y + y };
}

export const movedAll = (ops: readonly Op[], x: number, y: number): readonly Op[] => x === 0 && y === 0 ? ops : ops.map((op) => moved(op, x, y)); // prettier-ignore
