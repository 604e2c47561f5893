/**
 * Saves single cells: shown at once, sent in turn for each record, rolled back where the server refuses. Someone else's
 * change of other fields is merged by the server; of the same field the person is asked.
 */
import type { Entity } from '../../../metadata/model/model.js';
import { ApiFailure } from '../../data/api-client.js';
import { isReference, type WireRecord } from '../../data/record.js';
import type { Conflict } from '../../record/conflict-dialog.js';
import { duplicatesIn, seenText, type Duplicates } from '../../record/duplicates.js';
import { recordPath } from '../../record/save-record.js';
import type { Column } from '../columns.js';
import type { GridPort } from './grid-port.js';
import type { UndoStack } from './undo-stack.js';

/** A value that was not saved, and why. */
export interface CellFailure {
  readonly text: string;
  /** What the person wanted: it is there again when the cell is edited. */
  readonly value: unknown;
}

const keyOf = (id: string, path: string) => `${id} ${path}`;

export class CellSaver {
  #failures = new Map<string, CellFailure>();
  #turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly port: GridPort,
    private readonly undo: UndoStack,
    /** Shows the conflict; resolves to the names of fields where theirs stays, undefined when left. */
    private readonly askConflict: (conflict: Conflict) => Promise<readonly string[] | undefined>,
  ) {}

  failure(id: string, path: string): CellFailure | undefined {
    return this.#failures.get(keyOf(id, path));
  }

  fail(id: string, path: string, failure: CellFailure | undefined): void {
    if (failure) this.#failures.set(keyOf(id, path), failure);
    else this.#failures.delete(keyOf(id, path));
  }

  forgetFailures(): void {
    this.#failures.clear();
  }

  /** False when it was not saved; the cell then says why. */
  async save(id: string, column: Column, value: unknown, seen?: string): Promise<boolean> {
    const { port } = this;
    const { path } = column;
    const before = port.findRow(id)?.[path] ?? null;
    this.fail(id, path, undefined);
    port.patch(id, { [path]: value });
    let undo: Values = {};
    const saved = await this.#inTurn(id, async (): Promise<Outcome> => {
      const move = await this.#stageMove(id, column, value);
      if (move === undefined) return { theirs: before };
      if (move instanceof ApiFailure) return { text: refusalText(port, column, move) };
      undo = move.undo;
      return this.#send(id, column, value, { more: move.values, seen });
    });
    if ('record' in saved) {
      this.#take(saved.record);
      this.#offerUndo(saved.record, column, before, undo);
      return true;
    }
    port.patch(id, { [path]: 'theirs' in saved ? saved.theirs : before });
    if ('text' in saved) {
      this.fail(id, path, { text: saved.text, value });
      port.host.announce(saved.text, true);
      if (saved.found) this.#offerToSave(saved.text, () => this.save(id, column, value, seenText(saved.found!)));
    }
    port.redraw();
    return false;
  }

  /** One after another for each record: the second change is made on what the first has made of it. */
  async #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(work);
    const quiet = turn.catch(() => undefined);
    this.#turns.set(id, quiet);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(id) === quiet) this.#turns.delete(id);
    }
  }

  /** Of a cell that moves its record into another stage: what the stage demands, and what taking it back restores. */
  async #stageMove(id: string, column: Column, value: unknown) {
    const { host, entityName, root } = this.port;
    const entity = host.app.entity(entityName) as Entity;
    if (!entity.document.pipelines?.some(({ field }) => field === column.path)) return { values: {}, undo: {} };
    const { tryMove } = await import('../../stages/stage-change.js');
    return tryMove({ host, entity, root }, id, { [column.path]: bodyOf(column, value) });
  }

  /** `more` goes with the value in one write; `version` is stated for a change that was asked about. */
  async #send(
    id: string,
    column: Column,
    value: unknown,
    { more = {}, version, seen }: Sending = {},
  ): Promise<Outcome> {
    const { host, entityName } = this.port;
    const row = this.port.findRow(id);
    const body = { ...more, [column.path]: bodyOf(column, value) };
    try {
      const answer = await host.api.request<WireRecord>('PATCH', recordPath(entityName, id), {
        body,
        query: { duplicates: seen },
        version: version ?? row?.version ?? 0,
      });
      host.records.forget();
      return { record: answer.body };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code === 'VERSION_CONFLICT' && version === undefined)
        return this.#clash(id, column, value, { error, more });
      const found = duplicatesIn(error);
      const text = refusalText(this.port, column, error);
      return found ? { text: [text, ...namesOf(found)].join(' '), found } : { text };
    }
  }

  /** A value that makes the record like others stands aside until the person says that it is meant. */
  #offerToSave(text: string, save: () => Promise<boolean>): void {
    const { host } = this.port;
    host.toasts.show({ text, action: { label: host.i18n.t('duplicates.saveAnyway'), run: () => void save() } });
  }

  async #clash(id: string, column: Column, value: unknown, { error: failure, more }: Clash): Promise<Outcome> {
    const { host, entityName } = this.port;
    const { path } = column;
    const entity = host.app.entity(entityName) as Entity;
    let theirs: WireRecord;
    try {
      theirs = await host.api.get<WireRecord>(recordPath(entityName, id));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return { text: refusalText(this.port, column, error) };
    }
    const details = (failure.details ?? {}) as { fields?: Record<string, { base?: unknown }>; at?: string };
    const by = theirs['updated_by'];
    const dropped = await this.askConflict({
      entity,
      fields: [path],
      base: { id, version: 0, [path]: details.fields?.[path]?.base ?? null },
      theirs,
      mine: { [path]: value },
      who: isReference(by) ? by.label : host.i18n.t('record.someone'),
      at: String(theirs['updated_at'] ?? details.at ?? host.now().toISOString()),
    });
    if (dropped === undefined) return { text: host.i18n.t('cell.conflict'), theirs: theirs[path] };
    if (dropped.includes(path)) {
      this.#take(theirs);
      return { theirs: theirs[path] };
    }
    return this.#send(id, column, value, { more, version: theirs.version });
  }

  /** Own fields of the answer, formulas among them, and the version. */
  #take(record: WireRecord): void {
    const row = this.port.findRow(record.id);
    if (!row) return;
    const shared = Object.entries(record).filter(([name]) => name in row);
    this.port.patch(record.id, Object.fromEntries(shared));
  }

  #offerUndo(record: WireRecord, column: Column, before: unknown, more: Values): void {
    const { host } = this.port;
    const text = host.i18n.t('cell.saved', { field: column.label });
    const entry = {
      text,
      undo: async () => {
        const row = this.port.findRow(record.id) ?? record;
        this.port.patch(record.id, { [column.path]: before });
        const sent = await this.#inTurn(record.id, () =>
          this.#send(record.id, column, before, { more, version: row.version, seen: 'allow' }),
        );
        if ('record' in sent) {
          this.#take(sent.record);
          host.announce(host.i18n.t('cell.undone'));
          return true;
        }
        this.port.patch(record.id, { [column.path]: row[column.path] });
        host.toasts.show({ text: 'text' in sent ? sent.text : host.i18n.t('cell.conflict'), tone: 'bad' });
        return false;
      },
    };
    this.undo.push(entry);
    host.toasts.show({
      text,
      action: { label: host.i18n.t('common.undo'), run: () => void this.undo.undoEntry(entry) },
    });
  }
}

type Values = Readonly<Record<string, unknown>>;

interface Sending {
  readonly more?: Values;
  readonly version?: number;
  /** Duplicates that were seen (duplicates.ts). */
  readonly seen?: string | undefined;
}

interface Clash {
  readonly error: ApiFailure;
  readonly more: Values;
}

type Outcome =
  | { readonly record: WireRecord }
  | { readonly theirs: unknown }
  | { readonly text: string; readonly theirs?: unknown; readonly found?: Duplicates };

const namesOf = ({ records }: Duplicates): readonly string[] => {
  const names = records.flatMap(({ label }) => (label === null ? [] : [label])).join(', ');
  return names === '' ? [] : [`(${names})`];
};

export function bodyOf(column: Column, value: unknown): unknown {
  const { toBody } = column.view;
  return toBody ? toBody(value, column.field) : (value ?? null);
}

/** What the server has against it, in the person's language. */
export function refusalText({ host }: GridPort, column: Column, failure: ApiFailure): string {
  const details = Array.isArray(failure.details) ? (failure.details as Record<string, unknown>[]) : [];
  const own = details.find((each) => each['path'] === `/${column.path}`) ?? details[0];
  if (failure.status === 0) return host.i18n.t('error.NETWORK');
  return typeof own?.['message'] === 'string' ? own['message'] : failure.message;
}
