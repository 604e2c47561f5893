/** What records say of themselves on a timeline: the words on their bars, and their lanes. */
import { isReference, readPath, type ModePort, type WireRecord } from '../../../../runtime/api.js';
import type { LaneHead } from './lanes.js';
import type { TimelineOptions } from './schema.js';

const optionsOf = (port: ModePort) => port.options as unknown as TimelineOptions;

/** Where each record has a row its name stands before the axis. */
export function wordsOn(port: ModePort, row: WireRecord, inLanes: boolean): string {
  const { label } = optionsOf(port);
  const text = label === undefined ? '' : (port.column(label)?.text(row) ?? '');
  return text || (inLanes ? port.nameOf(row) : '');
}

/** The lane of a record; only where the person may see what makes the lanes. */
export function headOf(port: ModePort, row: WireRecord): LaneHead {
  const { host } = port;
  const { field, label } = port.column(optionsOf(port).group!)!;
  const value = readPath(row, field.name);
  if (value === null || value === undefined) {
    return { key: '', label: host.t('list.groupEmpty', { name: label }), order: -1 };
  }
  if (isReference(value)) return { key: value.id, label: value.label, order: 0 };
  const code = String(value);
  const choices = field.dictionary === undefined ? [] : host.choices(field.dictionary);
  const order = choices.findIndex((choice) => choice.code === code);
  const choice = choices[order];
  return { key: code, label: choice?.label ?? code, colour: choice?.colour, order: choice ? order : choices.length };
}
