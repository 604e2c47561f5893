/** From the pointer to a place: which blocks it is between, and where the line is drawn that says so. Pure geometry. */
import { findNode, lastIn, nodesIn, type NodeType, type Place } from './form-tree.js';

/** Where a block stands on the canvas, in its pixels; of a tab its button. */
export interface Box {
  readonly id: string;
  readonly type: NodeType;
  readonly holder: string | undefined;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly left: number;
  readonly top: number;
  /** One of both is the thickness. */
  readonly width: number;
  readonly height: number;
}

export interface DropPlace {
  readonly place: Place;
  readonly line: Line;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const thick = 3;
/** Half the way between two fields. */
const gap = 8;

export interface DropQuestion {
  readonly form: unknown;
  /** What is seen, outer blocks before inner ones. */
  readonly boxes: readonly Box[];
  readonly point: Point;
  readonly type: NodeType;
  /** The tab that is shown; undefined without tabs. */
  readonly tab: string | undefined;
  /** Where the form's blocks stand, for a form without any. */
  readonly frame: Line;
}

export function dropAt(question: DropQuestion): DropPlace {
  const { form, boxes, point, type } = question;
  const tabs = boxes.filter((box) => box.type === 'tab');
  if (type === 'tab') return besideTab(question, tabs);
  const over = tabs.find((box) => contains(box, point));
  if (over) {
    const line = { left: over.left, top: over.top + over.height - thick, width: over.width, height: thick };
    return { place: { holder: over.id, after: lastIn(form, over.id) }, line };
  }
  const section = boxes.findLast((box) => box.type === 'section' && contains(box, point, gap / 2));
  if (section && type !== 'section') return inSection(question, section);
  return between(question);
}

/** Before or after the nearest tab; without tabs at the top. */
function besideTab({ form, point, frame }: DropQuestion, tabs: readonly Box[]): DropPlace {
  const near = nearest(tabs, point);
  if (!near) return { place: { holder: undefined, after: lastIn(form, undefined) }, line: across(frame, frame.top) };
  const isBefore = point.x < near.left + near.width / 2;
  const line = { left: (isBefore ? near.left : near.left + near.width) - 1, top: near.top, width: thick, height: near.height };
  return { place: beside(form, near.id, isBefore), line };
} // prettier-ignore

function inSection({ form, boxes, point, type }: DropQuestion, section: Box): DropPlace {
  const inner = boxes.filter((box) => box.holder === section.id);
  const first = inner[0];
  if (!first) return { place: { holder: section.id, after: lastIn(form, section.id) }, line: across(section, section.top + section.height + 2) };
  if (point.y < Math.min(...inner.map(({ top }) => top)) - gap / 2) {
    return { place: { holder: section.id, after: null }, line: across(section, first.top - gap) };
  }
  const bottom = Math.max(...inner.map((box) => box.top + box.height));
  if (point.y > bottom) return { place: { holder: section.id, after: lastIn(form, section.id) }, line: across(section, bottom + gap / 2) };
  const near = nearest(inner, point)!;
  const isSideBySide = type === 'field' && near.type === 'field' && near.width < section.width * 0.8;
  if (!isSideBySide) return besideRow(form, inner, section, near, point);
  const isBefore = point.x < near.left + near.width / 2;
  const line = { left: isBefore ? near.left - gap - 1 : near.left + near.width + gap - 2, top: near.top, width: thick, height: near.height };
  return { place: beside(form, near.id, isBefore), line };
} // prettier-ignore

/** A block that takes a whole row goes above or below the row of what it is over. */
function besideRow(form: unknown, inner: readonly Box[], section: Box, near: Box, point: Point): DropPlace {
  const row = inner.filter((box) => box.top < near.top + near.height && near.top < box.top + box.height);
  const isBefore = point.y < near.top + near.height / 2;
  const line = across(section, isBefore ? Math.min(...row.map(({ top }) => top)) - gap : Math.max(...row.map((box) => box.top + box.height)) + gap / 2);
  const edge = isBefore ? row[0]! : row.at(-1)!;
  return { place: beside(form, edge.id, isBefore), line };
} // prettier-ignore

/** Before or after the nearest section or block that stands by itself. */
function between({ form, boxes, point, tab, frame }: DropQuestion): DropPlace {
  const outer = boxes.filter((box) => box.type !== 'tab' && findNode(form, box.holder ?? '')?.node.type !== 'section');
  const near = nearest(
    outer.map((box) => ({ ...box, left: frame.left, width: frame.width })),
    point,
  );
  if (!near) return { place: { holder: tab, after: lastIn(form, tab) }, line: across(frame, frame.top + 8) };
  const isBefore = point.y < near.top + near.height / 2;
  return { place: beside(form, near.id, isBefore), line: across(frame, isBefore ? near.top - 12 : near.top + near.height + 10) };
} // prettier-ignore

function beside(form: unknown, id: string, isBefore: boolean): Place {
  const found = findNode(form, id);
  if (!found) return { holder: undefined, after: null };
  const siblings = nodesIn(found.holder ?? form);
  return { holder: found.holder?.id, after: isBefore ? (siblings[found.index - 1]?.id ?? null) : id };
}

const across = ({ left, width }: Line, top: number): Line => ({ left, top, width, height: thick });

const contains = ({ left, top, width, height }: Line, { x, y }: Point, more = 0): boolean =>
  x >= left - more && x <= left + width + more && y >= top - more && y <= top + height + more;

function nearest(boxes: readonly Box[], point: Point): Box | undefined {
  const distance = ({ left, top, width, height }: Box) => {
    const across = Math.max(left - point.x, 0, point.x - left - width);
    const down = Math.max(top - point.y, 0, point.y - top - height);
    return across * across + down * down;
  };
  return boxes.reduce<Box | undefined>(
    (best, box) => (best && distance(best) <= distance(box) ? best : box),
    undefined,
  );
}
