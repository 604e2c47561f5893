/**
 * Many cells at once (paste, clear, fill): when more than one record is touched, what will change and what is refused is
 * shown before anything is saved. Saved as one batch with one undo.
 */
import { html, nothing } from 'lit';
import { ApiFailure } from '../../data/api-client.js';
import type { WireRecord } from '../../data/record.js';
import { ask } from '../../ui/dialog.js';
import { changeMany, undoBatch, type BulkFailure, type RowEdit } from '../bulk-client.js';
import { bodyOf, type CellSaver } from './cell-saver.js';
import type { CellSession } from './cell-session.js';
import type { GridPort } from './grid-port.js';
import {
  nameOf,
  readCells,
  type CellEdit,
  type CellRefusal,
  type CellVerdicts,
  type WantedCell,
} from './read-cells.js';
import type { UndoStack } from './undo-stack.js';

/** Records in one block: as many as the server takes in one request. */
export const mostRows = 1000;
/** Refusals that are listed; the rest is a number. */
const shown = 30;

export interface BlockTools {
  readonly port: GridPort;
  readonly session: CellSession;
  readonly saver: CellSaver;
  readonly undo: UndoStack;
}

export async function editBlock(tools: BlockTools, cells: readonly WantedCell[]): Promise<void> {
  const { port, saver } = tools;
  const { host } = port;
  try {
    const ids = new Set(cells.map(({ row }) => row.id));
    if (ids.size > 1 && !host.app.access(port.entityName)?.bulk) {
      host.toasts.show({ text: host.i18n.t('cell.noBulk'), tone: 'bad' });
      return;
    }
    const own = await readCells(port, tools.session, cells);
    for (const { row, column } of cells) saver.fail(row.id, column.path, undefined);
    if (ids.size <= 1) {
      await saveOneByOne(tools, own);
      return;
    }
    const verdicts = await withServer(port, own);
    if (!(await agreed(port, verdicts))) return;
    await send(tools, verdicts.edits);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: error.message, tone: 'bad' });
  } finally {
    port.redraw();
  }
}

async function saveOneByOne({ saver }: BlockTools, { edits, refusals }: CellVerdicts): Promise<void> {
  for (const { row, column, text, reason } of refusals) saver.fail(row.id, column.path, { text: reason, value: text });
  for (const { row, column, value } of edits) await saver.save(row.id, column, value);
}

/** What the server would refuse is asked without writing. */
async function withServer(port: GridPort, own: CellVerdicts): Promise<CellVerdicts> {
  if (own.edits.length === 0) return own;
  const { failed } = await changeMany(port.host, port.entityName, { action: 'edit', rows: rowEdits(own.edits), check: true }); // prettier-ignore
  if (failed.length === 0) return own;
  const refusals = [...own.refusals];
  const edits = own.edits.filter((edit) => {
    const failure = failed.find((each) => each.id === edit.row.id);
    if (!failure) return true;
    const problem = problemOf(failure, edit);
    if (!problem) return true;
    refusals.push({ ...edit, text: '', reason: problem.message });
    return false;
  });
  return { edits, refusals };
}

type Problem = BulkFailure['problems'][number];

/** What is wrong with this cell; a problem of no cell in particular is one of every cell of its row. */
function problemOf(failure: BulkFailure, { column }: CellEdit): Problem | undefined {
  const own = failure.problems.find((each) => each.path === `/${column.path}`);
  return own ?? failure.problems.find((each) => each.path === '' || !each.path.startsWith('/'));
}

function rowEdits(edits: readonly CellEdit[]): readonly RowEdit[] {
  const rows = new Map<string, { row: WireRecord; values: Record<string, unknown> }>();
  for (const { row, column, value } of edits) {
    const held = rows.get(row.id) ?? { row, values: {} };
    held.values[column.path] = bodyOf(column, value);
    rows.set(row.id, held);
  }
  return [...rows.values()].map(({ row, values }) => ({ id: row.id, version: row.version, values }));
}

async function agreed(port: GridPort, { edits, refusals }: CellVerdicts): Promise<boolean> {
  const { host } = port;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const rows = new Set(edits.map((edit) => edit.row.id)).size;
  const text = html`<p style="margin:0 0 8px">
      ${t('block.changes', { count: edits.length, rows })}
      ${refusals.length > 0 ? t('block.refused', { count: refusals.length }) : nothing}
    </p>
    ${refusals.length > 0 ? refusedList(port, refusals) : nothing}`;
  const cancel = { id: 'cancel', label: t('common.cancel') };
  const actions =
    edits.length === 0
      ? [{ ...cancel, label: t('common.close') }]
      : [cancel, { id: 'go', label: t('block.go', { count: edits.length }), theme: 'primary' }];
  return (await ask(host, port.root, { title: t('block.title'), text, actions })) === 'go';
}

function refusedList(port: GridPort, refusals: readonly CellRefusal[]) {
  return html`<ul style="margin:0;padding-left:18px;max-height:240px;overflow:auto" tabindex="0">
    ${refusals.slice(0, shown).map(
      ({ row, column, text, reason }) =>
        html`<li>
          <b style="font-weight:500">${nameOf(port, row)}, ${column.label}</b>${text ? html` “${text}”` : nothing}:
          <span style="color:var(--tr-bad)">${reason}</span>
        </li>`,
    )}
    ${refusals.length > shown ? html`<li>${port.host.i18n.t('block.more', { count: refusals.length - shown })}</li>` : nothing}
  </ul>`;
}

async function send({ port, saver, undo }: BlockTools, edits: readonly CellEdit[]): Promise<void> {
  const { host, entityName } = port;
  const before = new Map(edits.map((edit) => [edit, edit.row[edit.column.path]] as const));
  const rows = rowEdits(edits);
  for (const { row, column, value } of edits) port.patch(row.id, { [column.path]: value });
  const outcome = await changeMany(host, entityName, { action: 'edit', rows }).catch((error: unknown) => {
    for (const [{ row, column }, value] of before) port.patch(row.id, { [column.path]: value });
    throw error;
  });
  for (const edit of edits) {
    const failure = outcome.failed.find((each) => each.id === edit.row.id);
    if (!failure) continue;
    port.patch(edit.row.id, { [edit.column.path]: before.get(edit) });
    const problem = problemOf(failure, edit) ?? failure.problems[0]!;
    saver.fail(edit.row.id, edit.column.path, { text: problem.message, value: edit.value });
  }
  await port.refresh();
  const { batch } = outcome;
  if (batch === undefined || outcome.changed === 0) return;
  const text = host.i18n.t('block.done', { count: outcome.changed });
  const entry = {
    text,
    undo: async () => {
      const { restored, failedCount } = await undoBatch(host, batch);
      await port.refresh();
      const told = failedCount > 0 ? host.i18n.t('bulk.undonePart', { count: restored, failed: failedCount }) : host.i18n.t('bulk.undone', { count: restored }); // prettier-ignore
      host.toasts.show({ text: told });
      return true;
    },
  };
  undo.push(entry);
  host.toasts.show({ text, action: { label: host.i18n.t('common.undo'), run: () => void undo.undoEntry(entry) } });
}
