/**
 * `<td-form-canvas>`: the record's real page by the form that is open, with handles over it. A click selects, a drag moves;
 * arrows walk, Alt with arrows moves, Alt and Shift with arrows widens, Delete removes, Insert goes to the palette. Longer
 * than most: what is measured, selected and dragged meets here.
 */
import { html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Model } from '../../metadata/model/model.js';
import type { FormDocument } from '../../metadata/schema/entity.js';
import type { Problem } from '../../metadata/value.js';
import type { Reference } from '../../runtime/data/record.js';
import { labelOf } from '../../runtime/data/search-references.js';
import '../../runtime/ui/menu.js';
import type { TrMenu } from '../../runtime/ui/menu.js';
import '../../runtime/ui/states.js';
import '../entity/field-dialog.js';
import type { TdFieldDialog } from '../entity/field-dialog.js';
import { formsOf } from '../entity/surrounding-documents.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { blockItems } from './block-menu.js';
import { measureBoxes } from './canvas-boxes.js';
import { canvasKey } from './canvas-keys.js';
import {
  blockFrame,
  dropLine,
  rootFrame,
  selectedTools,
  tabAdder,
  type Dragging,
  type OverlayParts,
} from './canvas-overlay.js';
import { canvasStyles } from './canvas-styles.js';
import { FormActs } from './form-acts.js';
import './form-bar.js';
import type { CanvasDevice } from './form-bar.js';
import { deskOf, type Carried, type DropTarget } from './form-desk.js';
import { fitPlace } from './gestures/drop.js';
import { dropAt, type Box, type DropPlace } from './gestures/drop-places.js';
import { allNodes, findNode, type Place } from './gestures/form-tree.js';
import './preview/form-page.js';
import type { TdFormPage } from './preview/form-page.js';
import { shareSample } from '../session/shown-sample.js';
import { shownSample } from './preview/sample-record.js';
import { SampleKeeper } from './preview/sample-keeper.js';
import { hiddenNodes, NodeKeeper, shownForm, type ShownForm } from './preview/shown-form.js';
import './variant-dialog.js';
import type { TdVariantDialog } from './variant-dialog.js';

/** Pixels from which a form stands in three columns, with what is around it. */
const deskWidth = 870;

@customElement('td-form-canvas')
export class TdFormCanvas extends TdElement implements DropTarget {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private boxes: readonly Box[] = [];
  /** A desk is wider than the canvas beside two panes: the page is shown smaller, with all its columns. */
  @state() private zoom = 1;
  @state() private tab: string | undefined;
  @state() private device: CanvasDevice = 'desktop';
  @state() private dragging: Dragging | undefined;
  @query('td-form-page') private page!: TdFormPage | null;
  @query('.frame') private frame!: HTMLElement | null;
  @query('.scroll') private scroller!: HTMLElement | null;
  @query('tr-menu') private menu!: TrMenu;
  @query('td-field-dialog') private fieldDialog!: TdFieldDialog;
  @query('td-variant-dialog') private variantDialog!: TdVariantDialog;
  #acts!: FormActs;
  #sample = new SampleKeeper(this);
  #keep = new NodeKeeper();
  #shown: ShownForm | undefined;
  #selected = '';
  #measuring = false;
  #sizes = new ResizeObserver(() => this.#measureSoon());

  static override styles = canvasStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) deskOf(this.open).target = this;
  }

  override disconnectedCallback(): void {
    this.#sizes.disconnect();
    if (deskOf(this.open).target === this) deskOf(this.open).target = undefined;
    super.disconnectedCallback();
  }

  get model(): Model {
    return this.session.model;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open')) {
      const before = changed.get('open');
      if (before && deskOf(before).target === this) deskOf(before).target = undefined;
      deskOf(this.open).target = this;
      this.#acts = new FormActs(this.session, this.open);
      this.#keep = new NodeKeeper();
      this.tab = undefined;
      this.boxes = [];
      this.#selected = '';
    }
    void this.#sample.follow(this.#acts.entityName);
    // What is selected elsewhere, in the inspector or by a finding, comes into sight.
    const selected = JSON.stringify(this.open.selection);
    if (selected !== this.#selected) {
      this.#selected = selected;
      const first = this.open.selection[1];
      const top = allNodes(this.open.value).find(({ node }) => node.type === 'tab' && isObject(first) && first['id'] === node.id); // prettier-ignore
      if (top) this.tab = top.node.id;
    }
  }

  protected override updated(): void {
    this.#measureSoon();
    if (!this.page) return;
    this.#sizes.observe(this.page);
  }

  /* ---------------------------------------------------------------- drawing */

  override render() {
    const { value } = this.open;
    const entity = this.model.entities.get(this.#acts.entityName);
    if (!isObject(value) || !Array.isArray(value['nodes']) || !entity) {
      return html`<tr-state kind="failed" .heading=${this.w('form.unreadable')} .text=${this.w('form.unreadableText')}></tr-state>`;
    }
    return html`<td-form-bar
        .entity=${entity.name}
        .current=${this.open.key.name}
        .forms=${formsOf(this.session, entity.name)}
        .record=${this.#recordReference()}
        .device=${this.device}
        @td-record=${(event: CustomEvent<Reference | null>) => void this.#sample.choose(event.detail?.id)}
        @td-device=${(event: CustomEvent<CanvasDevice>) => (this.device = event.detail)}
        @td-variant=${() => void this.variantDialog.ask(this.open)}
      ></td-form-bar>
      <div class="scroll" @pointerdown=${(event: Event) => event.target === event.currentTarget && this.#acts.select(undefined)}>
        <div class="frame ${this.device}">${this.#content(value as FormDocument & Record<string, unknown>)}</div>
      </div>
      <tr-menu></tr-menu>
      <td-field-dialog .help=${this.help}></td-field-dialog>
      <td-variant-dialog></td-variant-dialog>`;
  } // prettier-ignore

  #content(value: FormDocument & Record<string, unknown>) {
    const { sample, failure } = this.#sample;
    if (failure) {
      return html`<tr-state
        kind="failed"
        .heading=${this.w('form.recordFailed')}
        .text=${failure.message}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#sample.again() }]}
      ></tr-state>`;
    }
    if (!sample) return html`<tr-skeleton .rows=${6} .columns=${3}></tr-skeleton>`;
    const { form, rules } = sample;
    const { entity } = form;
    this.#shown = shownForm({
      form: value,
      entity,
      tab: this.tab,
      isNew: form.draft.isNew,
      keep: this.#keep,
      words: {
        empty: this.w('form.empty'),
        section: this.w('form.type.section'),
        gone: (name) => this.w('form.gone', { name }),
        later: (node) => this.w('form.later', { name: this.#label(node.id) }),
      },
    });
    shareSample(this.open, shownSample({ form, rules }));
    const hidden = hiddenNodes(value, entity, rules, form.draft.values);
    const overlay = this.#overlay;
    const facts = Array.isArray(value.facts) ? value : { ...value, facts: [] };
    return html`<td-form-page inert style="zoom:${this.device === 'phone' ? 1 : this.zoom}" .form=${form} .document=${facts} .shown=${this.#shown}></td-form-page>
      <div class="over" role="tree" aria-label=${this.w('form.canvas')} @keydown=${this.#key} @pointerdown=${this.#hold} @dblclick=${() => this.emit('td-inspect')} @contextmenu=${this.#context}>
        ${rootFrame(overlay)}
        ${repeat(this.boxes, ({ id }) => id, (box) => blockFrame(overlay, box, hidden))}
      </div>
      ${selectedTools(overlay)} ${tabAdder(overlay)} ${dropLine(overlay)}`;
  } // prettier-ignore

  #label(id: string): string {
    return this.#acts.label(id);
  }

  get #overlay(): OverlayParts {
    const { host, open, problems, boxes, device, dragging } = this;
    return {
      host,
      open,
      problems,
      boxes,
      device,
      dragging,
      acts: this.#acts,
      frameWidth: this.frame?.clientWidth ?? 0,
      headHeight: this.page?.renderRoot.querySelector('.head')?.getBoundingClientRect().height,
      w: (key, values) => this.w(key, values),
      openMenu: (id, anchor) => this.#openMenu(id, anchor),
      stretch: (event, box) => this.#stretch(event, box),
    };
  }

  #recordReference(): Reference | null {
    const base = this.#sample.sample?.form.draft.base;
    const entity = this.#sample.sample?.form.entity;
    return base && entity ? { id: base.id, label: labelOf(base, entity.nameFields) } : null;
  }

  /* ---------------------------------------------------------------- measuring */

  #measureSoon(): void {
    if (this.#measuring) return;
    this.#measuring = true;
    requestAnimationFrame(() => void this.#measure());
  }

  async #measure(): Promise<void> {
    this.#measuring = false;
    const { page } = this;
    await page?.updateComplete;
    await page?.view?.updateComplete;
    if (!this.isConnected || !page || !this.frame || !this.#shown || page !== this.page) return;
    if (page.view) this.#sizes.observe(page.view);
    this.#sizes.observe(this.scroller!);
    this.zoom = Math.min(1, Math.max(0.7, Math.floor((this.frame.clientWidth / deskWidth) * 100) / 100));
    await page.updateComplete;
    const boxes = measureBoxes(page, this.#shown, this.open.value, this.frame);
    if (JSON.stringify(boxes) !== JSON.stringify(this.boxes)) this.boxes = boxes;
  }

  /* ---------------------------------------------------------------- mouse */

  readonly #hold = (event: PointerEvent): void => {
    const box = (event.target as HTMLElement).closest<HTMLElement>('[data-id]');
    if (!box) return;
    const id = box.dataset['id']!;
    this.#acts.select(id === '' ? undefined : id);
    if (id === '') return;
    const node = findNode(this.open.value, id)!.node;
    if (node.type === 'tab') this.tab = id;
    deskOf(this.open).hold(event, { kind: 'move', id, type: node.type, label: this.#label(id) });
  };

  readonly #context = (event: MouseEvent): void => {
    const box = (event.target as HTMLElement).closest<HTMLElement>('[data-id]');
    if (!box?.dataset['id']) return;
    event.preventDefault();
    this.#openMenu(box.dataset['id'], box);
  };

  /** The right edge of a field, by twelfths of the form. */
  #stretch(event: PointerEvent, { id, left, width }: Box): void {
    event.preventDefault();
    event.stopPropagation();
    const edge = event.currentTarget as HTMLElement;
    const found = findNode(this.open.value, id);
    const span = found?.node.type === 'field' ? (found.node.span ?? 4) : 4;
    const step = (width + 16) / span;
    const corner = this.frame!.getBoundingClientRect().left + left;
    edge.setPointerCapture(event.pointerId);
    const move = (each: PointerEvent) => this.#acts.span(id, (each.clientX - corner + 8) / step);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', () => {
      edge.removeEventListener('pointermove', move);
      this.open.endGesture();
    }, { once: true }); // prettier-ignore
  }

  over(carried: Carried, x: number, y: number): void {
    const place = this.#placeAt(carried, x, y);
    this.dragging = place && { ...place, carried, says: this.#sentence(carried, place.place) };
    this.#scrollAlong(y);
  }

  drop(carried: Carried, x: number, y: number): void {
    const place = this.#placeAt(carried, x, y);
    this.dragging = undefined;
    if (place) this.take(carried, place.place);
  }

  leave(): void {
    this.dragging = undefined;
  }

  take(carried: Carried, place: Place = this.#acts.placeBesideSelected(this.#shown?.current)): void {
    if (carried.kind === 'move') this.#acts.drop({ id: carried.id }, place);
    else if (carried.kind === 'node') this.#acts.drop({ node: carried.make(this.open.value) }, place);
    else {
      const fit = fitPlace(this.open.value, 'field', place);
      void this.fieldDialog.ask({
        entity: this.#acts.entityName,
        type: carried.fieldType,
        label: carried.named ?? '',
        form: { key: this.open.key, place: fit, says: this.#where(fit) },
      });
    }
  }

  #placeAt({ type }: Carried, x: number, y: number): DropPlace | undefined {
    const view = this.scroller?.getBoundingClientRect();
    if (!view || !this.frame || x < view.left || x > view.right || y < view.top || y > view.bottom) return undefined;
    const corner = this.frame.getBoundingClientRect();
    const body = this.page?.view?.getBoundingClientRect() ?? corner;
    const frame = { left: body.left - corner.left, top: body.top - corner.top, width: body.width, height: body.height };
    return dropAt({ form: this.open.value, boxes: this.boxes, point: { x: x - corner.left, y: y - corner.top }, type, tab: this.#shown?.current, frame }); // prettier-ignore
  }

  #sentence({ type, label }: Carried, place: Place): string {
    return this.w('form.lands', { what: label, where: this.#where(fitPlace(this.open.value, type, place)) });
  }

  /** "after Level", "in Buying". */
  #where({ holder, after }: Place): string {
    if (after !== null) return this.w('form.where.after', { name: this.#label(after) });
    return holder === undefined ? this.w('form.where.first') : this.w('form.where.in', { name: this.#label(holder) });
  }

  #scrollAlong(y: number): void {
    const view = this.scroller!.getBoundingClientRect();
    if (y < view.top + 40) this.scroller!.scrollTop -= 16;
    if (y > view.bottom - 40) this.scroller!.scrollTop += 16;
  }

  /* ---------------------------------------------------------------- keys and menu */

  readonly #key = (event: KeyboardEvent): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (id === undefined) return;
    const done = canvasKey(event, {
      acts: this.#acts,
      id,
      order: ['', ...this.#order()],
      inspect: () => this.emit('td-inspect'),
      palette: () => deskOf(this.open).openPalette?.(),
      menu: () => this.#openMenu(id, event.target as HTMLElement),
    });
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    if (done === 'moved') this.focusSelected();
  };

  /** The blocks that are seen, in the order of the form. */
  #order(): readonly string[] {
    const seen = new Set(this.boxes.map(({ id }) => id));
    return allNodes(this.open.value).filter(({ node }) => seen.has(node.id)).map(({ node }) => node.id); // prettier-ignore
  }

  /** The selected block may be drawn anew: the focus waits for it. */
  focusSelected(): void {
    const look = (tries: number): void => {
      const box = this.renderRoot.querySelector<HTMLElement>('.box[aria-selected="true"]');
      if (box && (box.dataset['id'] ?? '') === (this.#acts.selected ?? '')) {
        box.focus({ preventScroll: true });
        box.scrollIntoView({ block: 'nearest' });
      } else if (tries > 0) requestAnimationFrame(() => look(tries - 1));
    };
    void this.updateComplete.then(() => requestAnimationFrame(() => look(10)));
  }

  #openMenu(id: string, anchor: HTMLElement): void {
    if (id === '') return;
    this.#acts.select(id);
    const items = blockItems({
      acts: this.#acts,
      id,
      words: this.session.words,
      inspect: () => this.emit('td-inspect'),
    });
    void this.menu.openAt(anchor, this.#label(id), items, { align: 'end' });
  }
}
