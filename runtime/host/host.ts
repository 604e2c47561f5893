/**
 * The one object that screens and elements work with. It is made by main.ts, given down by the nearest `tr-app`
 * (HostRequest, an event that asks upwards), and never reached through a module variable.
 */
import type { ApiClient } from '../data/api-client.js';
import type { AppStore } from '../data/app-store.js';
import type { Connection } from '../data/connection.js';
import type { DraftStore } from '../data/drafts.js';
import type { EventStream } from '../data/events.js';
import type { RecordCache } from '../data/record-cache.js';
import type { Router } from '../data/router.js';
import type { Shortcuts } from '../data/shortcuts.js';
import type { Appearance } from '../ui/appearance.js';
import type { I18n } from '../ui/i18n.js';
import type { Toasts } from '../ui/toast.js';
import type { Label } from '../../metadata/value.js';
import type { Asides } from './asides.js';
import type { FieldViews } from './field-views.js';
import type { Screens } from './screens.js';
import type { ViewModeViews } from './view-modes.js';
import type { WidgetViews } from './widget-views.js';

export interface Host {
  readonly api: ApiClient;
  readonly app: AppStore;
  readonly records: RecordCache;
  readonly events: EventStream;
  readonly connection: Connection;
  readonly drafts: DraftStore;
  readonly router: Router;
  readonly shortcuts: Shortcuts;
  readonly i18n: I18n;
  readonly appearance: Appearance;
  readonly toasts: Toasts;
  readonly fields: FieldViews;
  readonly screens: Screens;
  readonly asides: Asides;
  /** Charts and widgets of the plugins present: into their registries; the widgets' views by type. */
  widgets(): Promise<WidgetViews>;
  /** What field types are called, by their ids: for whoever designs. */
  fieldLabels(): Promise<Readonly<Record<string, Label>>>;
  /** View modes of the plugins present: into their registry; their views by mode. */
  viewModes(): Promise<ViewModeViews>;
  /** Says a sentence to screen readers; assertive for failures. */
  announce(text: string, assertive?: boolean): void;
  /** The clock, so that tests can hold it still. */
  now(): Date;
  /** Called whenever language, theme, density or the compiled app changed; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** Asks upwards for the host: bubbles and crosses shadow roots. */
export class HostRequest extends Event {
  static readonly type = 'tr-host-request';
  host: Host | undefined;
  constructor() {
    super(HostRequest.type, { bubbles: true, composed: true });
  }
}
