/** Pages by the first part of their address, each loaded when it is first opened. main.ts lists them. */
import type { TemplateResult } from 'lit';
import type { Route } from '../data/router.js';

export interface Screen {
  /** Loads the elements that `render` uses. */
  load(): Promise<unknown>;
  /** The page; must set its title by a `tr-title` event. */
  render(route: Route): TemplateResult;
  /** The page takes the whole window: no sidebar (designers have their own bar). */
  readonly bare?: boolean;
}

export type Screens = Readonly<Record<string, Screen>>;

/** What a page tells the shell about itself. */
export interface PageTitle {
  readonly title: string;
  /** The way here, without the title itself. */
  readonly trail: readonly { readonly label: string; readonly href?: string }[];
  /** Words beside the actions of the top bar: "2 changes not saved". */
  readonly note?: string | undefined;
}
