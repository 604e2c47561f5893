/** Keeps the record that a canvas shows: reads it, and makes its form anew when drafts, language or entity change. */
import type { ReactiveControllerHost } from 'lit';
import { ApiFailure } from '../../../runtime/data/api-client.js';
import type { WireRecord } from '../../../runtime/data/record.js';
import type { DesignSession } from '../../session/design-session.js';
import { firstRecord, readSample, sampleForm, type Sample } from './sample-record.js';

interface Canvas extends ReactiveControllerHost {
  readonly session: DesignSession;
}

export class SampleKeeper {
  sample: Sample | undefined;
  failure: ApiFailure | undefined;
  #entity: string | undefined;
  /** Undefined: not asked yet; empty: none, or none wanted. */
  #id: string | undefined;
  #record: WireRecord | undefined;
  #made = '';
  #model: unknown;
  #asked = 0;

  constructor(private readonly canvas: Canvas) {}

  /** Shows the record of this entity; called before each render, and does something only when it must. */
  async follow(entity: string): Promise<void> {
    const { host, model } = this.canvas.session;
    if (entity !== this.#entity) {
      this.#entity = entity;
      this.#id = undefined;
      this.#record = undefined;
      this.sample = undefined;
      await this.again();
      return;
    }
    const made = `${host.app.document.release} ${host.i18n.language}`;
    if ((model !== this.#model || made !== this.#made) && this.sample) await this.#make();
  }

  /** Another record; undefined shows a new one. */
  async choose(id: string | undefined): Promise<void> {
    this.#id = id ?? '';
    await this.again();
  }

  async again(): Promise<void> {
    const asked = ++this.#asked;
    const entity = this.#entity!;
    const { host } = this.canvas.session;
    this.failure = undefined;
    try {
      this.#id ??= (await firstRecord(host, entity)) ?? '';
      const record = await readSample(host, entity, this.#id === '' ? undefined : this.#id);
      if (asked !== this.#asked) return;
      this.#record = record;
      await this.#make();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked !== this.#asked) return;
      // The record may be gone: a new one shows the form as well.
      if (error.status === 404 && this.#id !== '') return this.choose(undefined);
      this.failure = error;
      this.canvas.requestUpdate();
    }
  }

  async #make(): Promise<void> {
    const { session } = this.canvas;
    const { host, model, registries } = session;
    this.#model = model;
    this.#made = `${host.app.document.release} ${host.i18n.language}`;
    const entity = model.entities.get(this.#entity!);
    if (!entity) return;
    const sample = await sampleForm({ host, model, registries, entity, record: this.#record });
    if (this.#model !== model) return;
    this.sample = sample;
    this.canvas.requestUpdate();
  }
}
