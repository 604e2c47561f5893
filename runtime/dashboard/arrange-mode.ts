/**
 * Arranging a dashboard for oneself: the mode of the page. It loads the editor when it is first needed, keeps the draft of
 * the arrangement, and saves it as operations over the published document.
 */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { applyLayer, layerOf, type ArrangedWidget, type Layer } from '../../metadata/dashboard/layer.js';
import { ApiFailure } from '../data/api-client.js';
import type { WidgetView } from '../host/widget-views.js';
import type { DashboardHead } from './dashboard-document.js';
import { dashboardCard } from './dashboard-card.js';
import type { PageModel } from './page-model.js';

export interface ArrangeInput {
  readonly model: PageModel;
  readonly published: DashboardHead;
  readonly layer: Layer;
  readonly views: ReadonlyMap<string, WidgetView>;
}

export class ArrangeMode implements ReactiveController {
  #isOn = false;
  #draft: DashboardHead | undefined;

  constructor(
    private readonly page: ReactiveControllerHost,
    private readonly keep: (layer: Layer) => Promise<void>,
  ) {
    page.addController(this);
  }

  hostConnected(): void {}

  get isOn(): boolean {
    return this.#isOn;
  }

  async enter(): Promise<void> {
    await import('./arrange-editor.js');
    this.#draft = undefined;
    this.#isOn = true;
    this.page.requestUpdate();
  }

  leave(): void {
    this.#isOn = false;
    this.#draft = undefined;
    this.page.requestUpdate();
  }

  draw(input: ArrangeInput) {
    const { model, published, views } = input;
    this.#draft ??= applyLayer(published, input.layer);
    const draft = this.#draft;
    const tab = model.state.tab ?? published.tabs?.[0]?.id;
    const here = (draft.widgets as readonly ArrangedWidget[]).filter(
      (widget) => widget.tab === undefined || widget.tab === tab,
    );
    return html`<tr-arrange-editor
      .widgets=${here}
      .order=${draft.phoneOrder ?? []}
      ?phone=${model.phone}
      ?own=${layerOf(published, draft).length > 0}
      .draw=${(widget: ArrangedWidget) =>
        model.phone ? nothing : dashboardCard(model, widget, { views, still: true, loaded: () => undefined })}
      @tr-arranged=${(event: CustomEvent<{ widgets: readonly ArrangedWidget[]; order?: readonly string[] }>) =>
        this.#change(event.detail)}
      @tr-save=${() => void this.#save(model, published)}
      @tr-cancel-arrange=${() => this.leave()}
      @tr-reset-arrange=${() => void this.#reset(model)}
    ></tr-arrange-editor>`;
  }

  #change({
    widgets,
    order,
  }: {
    readonly widgets: readonly ArrangedWidget[];
    readonly order?: readonly string[];
  }): void {
    const changed = new Map(widgets.map((widget) => [widget.id, widget] as const));
    const next = this.#draft!.widgets.map((widget) => changed.get(widget.id) ?? widget);
    this.#draft = { ...this.#draft!, widgets: next, ...(order ? { phoneOrder: [...order] } : {}) };
    this.page.requestUpdate();
  }

  async #save(model: PageModel, published: DashboardHead): Promise<void> {
    await this.#send(model, layerOf(published, this.#draft!));
  }

  async #reset(model: PageModel): Promise<void> {
    await this.#send(model, []);
  }

  async #send({ host }: PageModel, layer: Layer): Promise<void> {
    try {
      await this.keep(layer);
      host.announce(host.i18n.t('dashboard.arrangeSaved'));
      this.leave();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      host.toasts.show({ text: `${host.i18n.t('dashboard.arrangeFailed')}: ${error.message}`, tone: 'bad' });
    }
  }
}
