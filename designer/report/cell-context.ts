/**
 * What stands around a cell of the template, as the engine reads it (metadata/sheet): the bands that repeat with it and the
 * effective parents. A template that is wrong gives the error and no bands. Pure.
 */
import type { SheetDocument } from '../../metadata/schema/sheet.js';
import { formatAddress, type Position } from '../../metadata/sheet/address.js';
import { findBands } from '../../metadata/sheet/bands.js';
import { readTemplate } from '../../metadata/sheet/template.js';
import { SheetError, type Axis, type Template, type TemplateCell } from '../../metadata/sheet/types.js';
import { cellAt, putCells, type Area } from './gestures/places.js';

export interface ShownBand {
  readonly axis: Axis;
  readonly owner: string;
  readonly area: Area;
  /** The innermost one of its axis: the others are shown more quietly. */
  readonly isNearest: boolean;
}

export interface CellContext {
  readonly bands: readonly ShownBand[];
  readonly left: TemplateCell | undefined;
  readonly top: TemplateCell | undefined;
  readonly error: SheetError | undefined;
}

const none: CellContext = { bands: [], left: undefined, top: undefined, error: undefined };

/** Of the whole template: what is wrong with it, if anything. */
export function templateError(sheet: SheetDocument): SheetError | undefined {
  try {
    const template = readTemplate(sheet);
    findBands(template, 'down');
    findBands(template, 'right');
    return undefined;
  } catch (error) {
    if (error instanceof SheetError) return error;
    throw error;
  }
}

/** Of an empty place: what a cell there would hang on. */
export function contextOf(sheet: SheetDocument, place: Position): CellContext {
  const { row, column } = place;
  const whole = cellAt(sheet, place) ? sheet : putCells(sheet, { [formatAddress(row, column)]: { text: '' } });
  try {
    const template = readTemplate(whole);
    const cell = template.at(row, column);
    if (!cell) return none;
    return {
      bands: [...bandsOf(template, cell, 'down'), ...bandsOf(template, cell, 'right')],
      left: cell.leftChain.at(-1),
      top: cell.topChain.at(-1),
      error: undefined,
    };
  } catch (error) {
    if (error instanceof SheetError) return { ...none, error };
    throw error;
  }
}

function bandsOf(template: Template, cell: TemplateCell, axis: Axis): readonly ShownBand[] {
  const chain = [...(axis === 'down' ? cell.leftChain : cell.topChain), ...(cell.axis === axis ? [cell] : [])];
  const bands = [...findBands(template, axis).values()].flat();
  return chain.flatMap((owner, index): ShownBand[] => {
    const band = bands.find((each) => each.owner === owner);
    if (!band) return [];
    const { from, to, acrossFrom, acrossTo } = band;
    const area =
      axis === 'down'
        ? { top: from, bottom: to, left: acrossFrom, right: acrossTo }
        : { left: from, right: to, top: acrossFrom, bottom: acrossTo };
    return [{ axis, owner: owner.address, area, isNearest: index === chain.length - 1 }];
  });
}
