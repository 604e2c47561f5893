/** What a person does with the blocks of an open form: each act is one change with its name, said aloud, and selects what it was about. */
import { OperationError, type Operation } from '../../metadata/document/operations.js';
import { isWideField } from '../../runtime/record/wide-field.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import type { DesignSession } from '../session/design-session.js';
import type { OpenDocument } from '../session/open-document.js';
import { blockLabel } from './block-words.js';
import { dropOperation, type Dragged } from './gestures/drop.js';
import { columnsOperation, duplicateOperation, hideOperation, removeOperation, sectionOperation, selectedAfterRemoval, spanOperation, visibilityOf } from './gestures/edits.js'; // prettier-ignore
import { findNode, lastIn, nodeAt, type Place } from './gestures/form-tree.js';
import { placeBeyond, type Direction } from './gestures/moves.js';

export class FormActs {
  constructor(
    readonly session: DesignSession,
    readonly open: OpenDocument,
  ) {}

  get form(): unknown {
    return this.open.value;
  }

  get entityName(): string {
    return String((this.form as { readonly entity?: unknown } | undefined)?.entity ?? '');
  }

  get selected(): string | undefined {
    return nodeAt(this.form, this.open.selection);
  }

  select(id: string | undefined): void {
    const path = id === undefined ? [] : (findNode(this.form, id)?.path ?? []);
    if (JSON.stringify(path) !== JSON.stringify(this.open.selection)) this.open.select(path);
  }

  /** What a block is called. */
  label(id: string): string {
    const node = findNode(this.form, id)?.node;
    return node ? this.#words(node) : id;
  }

  #words(node: FormNode): string {
    const { session } = this;
    const { model } = session;
    return blockLabel({ session, model, entity: model.entities.get(this.entityName) }, node);
  }

  /** The place for what comes without a pointer: behind what is selected, or at its end when it holds others. */
  placeBesideSelected(tab: string | undefined): Place {
    const found = this.selected === undefined ? undefined : findNode(this.form, this.selected);
    if (!found) return { holder: tab, after: lastIn(this.form, tab) };
    const { node, holder } = found;
    const holds = node.type === 'tab' || node.type === 'section';
    return holds ? { holder: node.id, after: lastIn(this.form, node.id) } : { holder: holder?.id, after: node.id };
  }

  drop(dragged: Dragged, place: Place): boolean {
    const drop = dropOperation(this.form, dragged, place);
    if (!drop) return false;
    const done =
      'node' in dragged
        ? this.#apply(drop.operation, 'form.done.added', this.#words(dragged.node))
        : this.#apply(drop.operation, 'form.done.moved', this.label(drop.id));
    if (done) this.select(drop.id);
    return done;
  }

  move(id: string, direction: Direction): boolean {
    const place = placeBeyond(this.form, id, direction);
    if (place && this.drop({ id }, place)) return true;
    this.session.host.announce(this.session.words.text('form.noFurther'));
    return false;
  }

  remove(id: string): void {
    const next = selectedAfterRemoval(this.form, id);
    const name = this.label(id);
    const operation = removeOperation(this.form, id);
    if (this.#apply(operation, 'form.done.removed', name)) this.select(next);
  }

  duplicate(id: string): void {
    const copy = duplicateOperation(this.form, id);
    if (this.#apply(copy?.operation, 'form.done.added', this.label(id))) this.select(copy!.id);
  }

  hide(id: string): void {
    const node = findNode(this.form, id)?.node;
    const done = node && visibilityOf(node) === 'never' ? 'form.done.shown' : 'form.done.hidden';
    this.#apply(hideOperation(this.form, id), done, this.label(id));
    this.select(id);
  }

  beginSection(id: string): void {
    const made = sectionOperation(this.form, id);
    if (this.#apply(made?.operation, 'form.done.added', this.session.words.text('form.type.section')))
      this.select(made!.id);
  }

  columns(id: string, count: number): void {
    const fields = this.session.model.entities.get(this.entityName)?.fields;
    const isWide = (name: string) => {
      const field = fields?.get(name);
      return field !== undefined && isWideField(field);
    };
    this.#apply(columnsOperation(this.form, id, count, isWide), 'form.done.columns', this.label(id));
  }

  /** Steps of one drag or of keys in a row are one change. */
  span(id: string, span: number): void {
    const operation = spanOperation(this.form, id, span);
    if (!operation) return;
    const { words, host } = this.session;
    this.open.apply(operation, { key: `span of ${id}`, label: words.text('form.done.span', { name: this.label(id) }) });
    host.announce(words.text('form.spanIs', { span: Math.max(1, Math.min(12, Math.round(span))) }));
  }

  #apply(operation: Operation | undefined, done: DoneKey, name: string): boolean {
    if (!operation || this.open.isRemoved) return false;
    const { words, host } = this.session;
    const label = words.text(done, { name });
    try {
      this.open.endGesture();
      if (!this.open.apply(operation, { label })) return false;
      this.open.endGesture();
      host.announce(label);
      return true;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      host.toasts.show({ text: error.message, tone: 'bad' });
      return false;
    }
  }
}

type DoneKey = `form.done.${'added' | 'moved' | 'removed' | 'hidden' | 'shown' | 'columns'}`;
