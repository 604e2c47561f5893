/** The menu of the selected cells: what drags and keys do, by name. */
import type { MenuItem } from '../../runtime/ui/menu.js';
import type { WordKey, Words } from '../session/words.js';
import { cellAt } from './gestures/places.js';
import type { SheetCommands } from './sheet-commands.js';

export interface CellMenuInput {
  readonly commands: SheetCommands;
  readonly words: Words;
  edit(): void;
  inspect(): void;
}

export function cellMenu({ commands, words, edit, inspect }: CellMenuInput): readonly MenuItem[] {
  const { desk } = commands;
  const { area, sheet, picks } = desk;
  const w = (key: WordKey, values?: Parameters<Words['text']>[1]) => words.text(key, values);
  const held = cellAt(sheet, desk.active)?.cell;
  const [pick] = picks;
  const name = pick ? (typeof pick.label === 'string' ? pick.label : (pick.label[commands.language as 'en'] ?? pick.field)) : ''; // prettier-ignore
  const rows = area.bottom - area.top + 1;
  const columns = area.right - area.left + 1;
  const width = sheet.columns?.[area.left]?.width ?? 96;
  const height = sheet.rows?.[area.top]?.height ?? 26;
  const item = (id: string, label: string, run: () => void, more: Partial<MenuItem> = {}): MenuItem => ({ id, label, run, ...more }); // prettier-ignore
  return [
    item('edit', w('report.edit'), edit, { icon: 'pencil', key: 'F2' }),
    item('inspect', w('report.inspect'), inspect, { icon: 'settings', key: 'Ctrl+↵' }),
    ...(held?.chart === undefined ? [] : [item('chart', w('report.chart.design'), () => desk.showChart(held.chart), { icon: 'chart-column' })]), // prettier-ignore
    item('clear', w('report.clear'), () => commands.clear(), { icon: 'x', key: 'Del' }),
    item('merge', w(commands.isMerged ? 'report.split' : 'report.merge'), () => commands.merge(), { key: 'Ctrl+M' }),
    item('fillDown', w('report.fillDown'), () => commands.fillFrom('row'), { key: 'Ctrl+D' }),
    item('fillRight', w('report.fillRight'), () => commands.fillFrom('column'), { key: 'Ctrl+R' }),
    ...(picks.length === 1 && pick
      ? [
          item('putDown', w('report.putDown', { name }), () => commands.place(desk.active, pick), { section: w('report.field') }), // prettier-ignore
          item('putRight', w('report.putRight', { name }), () => commands.place(desk.active, pick, 'right')),
        ]
      : []),
    item('totalBelow', w('report.totalBelow'), () => commands.total('down'), { icon: 'sigma', section: w('report.assistants'), ...(held ? {} : { reason: w('report.noFigure') }) }), // prettier-ignore
    item('totalRight', w('report.totalRight'), () => commands.total('right'), { icon: 'sigma', ...(held ? {} : { reason: w('report.noFigure') }) }), // prettier-ignore
    item('rowAbove', w('report.rowAbove', { count: rows }), () => commands.insert('row', false), { section: w('report.rows') }), // prettier-ignore
    item('rowBelow', w('report.rowBelow', { count: rows }), () => commands.insert('row', true)),
    item('rowUp', w('report.rowUp'), () => commands.shift('row', -1), { key: 'Alt+Shift+↑' }),
    item('rowDown', w('report.rowDown'), () => commands.shift('row', 1), { key: 'Alt+Shift+↓' }),
    item('higher', w('report.higher'), () => commands.size('row', area.top, height + 8, rows)),
    item('lower', w('report.lower'), () => commands.size('row', area.top, Math.max(10, height - 8), rows)),
    item('rowOut', w('report.rowOut', { count: rows }), () => commands.remove('row'), { danger: true }),
    item('columnLeft', w('report.columnLeft', { count: columns }), () => commands.insert('column', false), { section: w('report.columns') }), // prettier-ignore
    item('columnRight', w('report.columnRight', { count: columns }), () => commands.insert('column', true)),
    item('columnBack', w('report.columnBack'), () => commands.shift('column', -1), { key: 'Alt+Shift+←' }),
    item('columnOn', w('report.columnOn'), () => commands.shift('column', 1), { key: 'Alt+Shift+→' }),
    item('wider', w('report.wider'), () => commands.size('column', area.left, width + 24, columns)),
    item('narrower', w('report.narrower'), () => commands.size('column', area.left, Math.max(24, width - 24), columns)),
    item('columnOut', w('report.columnOut', { count: columns }), () => commands.remove('column'), { danger: true }),
    item('freeze', w('report.freeze'), () => commands.freeze(), { line: true, checked: sheet.freeze === desk.address }),
  ];
}
