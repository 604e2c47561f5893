/**
 * What the parts of the canvas of one dataset share while it is open: the chosen step, steps that are switched off, trial
 * values of parameters, previews, and the one way to change the dataset. Kept with the open document.
 */
import type { ItemPath } from '../../metadata/document/items.js';
import type { Entity, Model } from '../../metadata/model/model.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Query } from '../../metadata/schema/query.js';
import type { DesignSession } from '../session/design-session.js';
import type { OpenDocument } from '../session/open-document.js';
import { parametersIn, partAt, partOperation, queryOf, type DatasetPart } from './dataset-part.js';
import { fieldAt } from './field-choices.js';
import { putStep, takeStep, type KeptStep } from './gestures.js';
import { StepPreviews, type StepPreview } from './step-previews.js';
import { stepsOf, upTo, type DatasetStep } from './steps.js';

/** The pseudo-step of the parameters. */
export const parametersId = 'parameters';

export class DatasetDesk {
  /** Steps that are switched off: they are kept here until the page is left, not in the document. */
  kept: readonly KeptStep[] = [];
  /** Trial values by parameter; what is not given has its default. */
  trial: Readonly<Record<string, unknown>> = {};
  readonly previews: StepPreviews;
  #chosen = 'source';
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly session: DesignSession,
    readonly open: OpenDocument,
    /** Where in the document the dataset stands; empty: it is the document. */
    readonly at: ItemPath = [],
  ) {
    this.previews = new StepPreviews(session.host.api, () => this.tell());
  }

  get part(): DatasetPart | undefined {
    return partAt(this.open.value, this.at);
  }
  get query(): Query | undefined {
    const { part } = this;
    return part && queryOf(part);
  }
  get steps(): readonly DatasetStep[] {
    const { part } = this;
    return part ? stepsOf(part) : [];
  }
  get model(): Model {
    return this.session.model;
  }
  get entity(): Entity | undefined {
    const name = this.query?.entity;
    return name === undefined ? undefined : this.model.entities.get(name);
  }
  get parameters(): readonly Parameter[] {
    return parametersIn(this.open.value);
  }
  get mayWriteSql(): boolean {
    return this.session.host.app.document.rights.includes('report.sql');
  }

  /** The chosen step, or the nearest before where it stood. */
  get chosen(): string {
    if (this.#chosen === parametersId || this.steps.some(({ id }) => id === this.#chosen)) return this.#chosen;
    const transforms = this.steps.filter(({ kind }) => kind === 'transform');
    return (this.#chosen.startsWith('transform:') ? transforms.at(-1)?.id : undefined) ?? this.#summaryId ?? 'source';
  }
  get #summaryId(): string | undefined {
    return this.steps.find(({ kind }) => kind === 'summary' || kind === 'columns')?.id;
  }

  choose(id: string): void {
    this.#chosen = id;
    const path = id === parametersId ? ['parameters'] : this.steps.find((each) => each.id === id)?.path;
    // Conditions and lists have no properties of their own in the inspector: it shows what holds them.
    const shown = path && id.startsWith('transform:') ? [...this.at, ...path] : id === 'source' ? [...this.at, 'source'] : this.at; // prettier-ignore
    if (JSON.stringify(shown) !== JSON.stringify(this.open.selection)) this.open.select(shown);
    this.tell();
  }

  /** `key`: changes in a row with the same one are taken back as one. */
  change(next: DatasetPart, label: string, key?: string): void {
    const operation = partOperation(this.open.value, this.at, next);
    if (!operation) return;
    this.open.apply(operation, { label, ...(key === undefined ? {} : { key }) });
    if (key === undefined) this.open.endGesture();
    this.tell();
  }

  switchOff(id: string, label: string): void {
    const taken = this.part && takeStep(this.part, id);
    if (!taken) return;
    this.kept = [...this.kept, taken.kept];
    this.change(taken.part, label);
  }

  switchOn(kept: KeptStep, label: string): void {
    const { part } = this;
    if (!part) return;
    this.kept = this.kept.filter((each) => each !== kept);
    this.change(putStep(part, kept), label);
  }

  forget(kept: KeptStep): void {
    this.kept = this.kept.filter((each) => each !== kept);
    this.tell();
  }

  try(values: Readonly<Record<string, unknown>>): void {
    this.trial = values;
    this.tell();
  }

  /* ---------------------------------------------------------------- previews */

  /** What the preview of a step asks the server. */
  ask(id: string): Readonly<Record<string, unknown>> | undefined {
    const { part, parameters, entity } = this;
    if (!part) return undefined;
    const names = (entity?.nameFields ?? []).filter((path) => fieldAt(this.model, entity!.name, path));
    const declared = parameters.length === 0 ? {} : { parameters };
    const known = new Set(parameters.map(({ name }) => name));
    const given = Object.fromEntries(Object.entries(this.trial).filter(([name, value]) => known.has(name) && value !== undefined && value !== '')); // prettier-ignore
    return { dataset: { ...declared, ...upTo(part, id, names) }, ...(Object.keys(given).length > 0 ? { parameters: given } : {}) };
  } // prettier-ignore

  /** SQL is run when its author says so, not while it is typed. */
  get runsByHand(): boolean {
    return this.part?.source.type === 'sql';
  }

  /** Findings of the text that stand against asking at all. */
  get blocked(): boolean {
    return this.open.findings.some(({ path, severity }) => severity !== 'warning' && /^$|\/(?:source|transforms|parameters|datasets)/.test(path)); // prettier-ignore
  }

  previewOf(id: string): StepPreview | undefined {
    const ask = this.ask(id);
    return ask && this.previews.find(ask);
  }

  /** Asks for what is missing, the chosen step first. */
  follow(): void {
    if (this.runsByHand || this.blocked || !this.part) return this.previews.want([]);
    const ids = [this.chosen, ...this.steps.map(({ id }) => id)].filter((id) => id !== parametersId);
    this.previews.want([...new Set(ids)].map((id) => this.ask(id)).filter((ask) => ask !== undefined));
  }

  /** Runs one step now, whatever is known of it. */
  run(id: string): void {
    const ask = this.ask(id);
    if (ask) this.previews.run(ask);
  }

  stop(): void {
    this.previews.stop();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const desks = new WeakMap<OpenDocument, Map<string, DatasetDesk>>();

/** The desk of a dataset of an open document, the same as long as it is open. */
export function datasetDeskOf(session: DesignSession, open: OpenDocument, at: ItemPath = []): DatasetDesk {
  const held = desks.get(open) ?? new Map<string, DatasetDesk>();
  desks.set(open, held);
  const key = JSON.stringify(at);
  const desk = held.get(key) ?? new DatasetDesk(session, open, at);
  held.set(key, desk);
  return desk;
}
