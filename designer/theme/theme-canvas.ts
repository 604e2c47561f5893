/**
 * `<td-theme-canvas>`: how the site looks, with the shell on light and on dark ground beside the choices. What an accent
 * becomes, and its contrast, is said where it is chosen.
 */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ItemPath } from '../../metadata/document/items.js';
import type { ThemeDocument } from '../../metadata/schema/theme.js';
import { cornerChoices, densityChoices, fontChoices } from '../../metadata/schema/theme.js';
import { accentColours, grounds, type Scheme } from '../../metadata/theme/accent.js';
import { contrast } from '../../metadata/theme/colour.js';
import { checkPalette, standardPalette } from '../../metadata/theme/palette.js';
import type { Problem } from '../../metadata/value.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import '../../runtime/ui/later-strings.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { setOperation } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';
import './picture-input.js';
import { settingsKey, settledTheme, useTheme } from './use-theme.js';
import { themeCanvasStyles } from './theme-canvas-styles.js';
import './theme-preview.js';

const shippedAccent = '#2f5bd0';
const choices = { corners: cornerChoices, density: densityChoices, font: fontChoices } as const;
const schemes: readonly Scheme[] = ['light', 'dark'];
const isColour = (text: unknown): text is string => typeof text === 'string' && /^#[0-9a-f]{6}$/i.test(text);
const textOf = (event: Event) => (event.currentTarget as HTMLInputElement).value.trim();

@customElement('td-theme-canvas')
export class TdThemeCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;

  static override styles = [designStyles, inputStyles, themeCanvasStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    // Which theme holds is said by the settings as they are drafted.
    if (this.session.head(settingsKey)) void this.session.hold(settingsKey).then(() => this.requestUpdate());
  }

  override render() {
    const { value } = this.open;
    if (!isObject(value))
      return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')} .text=${this.w('design.notJsonText')}></tr-state>`;
    const theme = drawable(value as unknown as ThemeDocument);
    const isActive = settledTheme(this.session) === theme.name;
    return html`<div class="choices">
        <div class="use"><p class="t3">${this.w(isActive ? 'theme.inUse' : 'theme.notInUse')}</p>
          ${isActive || this.open.isRemoved ? nothing : button({ label: this.w('theme.useIt'), icon: 'check', run: () => void useTheme(this.session, theme.name) })}</div>
        ${this.#brand(theme)} ${this.#accent(theme)} ${this.#shape(theme)} ${this.#charts(theme)}
      </div>
      <div class="shown" tabindex="0">
        ${schemes.map(
          (scheme) => html`<section aria-label=${this.w(`theme.${scheme}`)}>
            <h2>${this.w(`theme.${scheme}`)}</h2>
            <td-theme-preview .theme=${theme} .scheme=${scheme}></td-theme-preview>
          </section>`,
        )}
      </div>`;
  } // prettier-ignore

  #brand(theme: ThemeDocument) {
    const title = typeof theme.title === 'string' ? theme.title : theme.title?.[this.host.i18n.language];
    const pair = (key: 'logo' | 'smallLogo') =>
      schemes.map((scheme) => this.#picture([key, scheme], this.w(scheme === 'light' ? 'theme.forLight' : 'theme.forDark', { what: this.w(`theme.${key}`) }), theme[key]?.[scheme], scheme));
    return html`<section>
      <h2>${this.w('theme.brand')}</h2>
      <label class="row"
        ><span class="name">${this.w('theme.name')}</span
        ><input class="in" .value=${live(title ?? '')} ?disabled=${this.open.isRemoved} @change=${(event: Event) => this.#setTitle(theme, textOf(event))}
      /></label>
      ${pair('logo')} ${pair('smallLogo')} ${this.#picture(['favicon'], this.w('theme.favicon'), theme.favicon, 'light')}
      <p class="t3">${this.w('theme.kinds')}</p>
    </section>`;
  } // prettier-ignore

  #picture(path: ItemPath, name: string, address: string | undefined, ground: Scheme) {
    // One on dark ground stands only beside one on light ground.
    const isFree = ground === 'light' || isObject((this.open.value as Record<string, unknown>)[String(path[0])]);
    return isFree
      ? html`<td-picture-input
          .name=${name}
          .address=${address}
          .ground=${ground}
          ?disabled=${this.open.isRemoved}
          @td-picture=${({ detail }: CustomEvent<string | undefined>) => this.#setPicture(path, detail, name)}
        ></td-picture-input>`
      : nothing;
  }

  #accent({ accent }: ThemeDocument) {
    const shown = accent ?? shippedAccent;
    const set = (event: Event) => this.#set(['accent'], textOf(event), this.w('theme.accent'));
    return html`<section>
      <h2>${this.w('theme.accent')}${this.#reset(['accent'], this.w('theme.accent'))}</h2>
      <div class="line">
        <input type="color" aria-label=${this.w('theme.accent')} .value=${live(shown)} ?disabled=${this.open.isRemoved} @input=${set} @change=${() => this.open.endGesture()} />
        <input class="in mono" aria-label=${this.w('theme.code')} .value=${live(accent ?? '')} placeholder=${shippedAccent} ?disabled=${this.open.isRemoved} @change=${set} />
      </div>
      ${schemes.map((scheme) => this.#contrast(shown, scheme))}
    </section>`;
  } // prettier-ignore

  #contrast(accent: string, scheme: Scheme) {
    const made = accentColours(accent, scheme);
    const { number } = this.host.i18n.formats;
    const ratio = (value: number) => number(Math.floor(value * 10) / 10);
    const worst = Math.min(...[...grounds[scheme], made.soft, made.selected].map((ground) => contrast(made.text, ground))); // prettier-ignore
    const { moved } = made;
    return html`<div class="contrast" data-scheme=${scheme}>
      <b>${this.w(`theme.${scheme}`)}</b>
      <dl>
        <dt>${this.w('theme.onAccent')}</dt>
        <dd>
          <i style="background:${made.accent};color:${made.onAccent}">Aa</i>${this.w('theme.ratio', { ratio: ratio(contrast(made.accent, made.onAccent)) })}
        </dd>
        <dt>${this.w('theme.asText')}</dt>
        <dd>
          <i style="background:${grounds[scheme][0]};color:${made.text}">Aa</i>${this.w('theme.ratio', { ratio: ratio(worst) })}
        </dd>
      </dl>
      ${
        moved
          ? html`<p class="moved">
              ${this.w(moved.why === 'mark' ? 'theme.movedMark' : 'theme.movedText', { colour: made.accent, points: Math.abs(moved.lightness), ratio: ratio(moved.ratio) })}
            </p>`
          : nothing
      }
    </div>`;
  } // prettier-ignore

  #shape(theme: ThemeDocument) {
    const keys = ['corners', 'density', 'font'] as const;
    return html`<section>
      <h2>${this.w('theme.shape')}</h2>
      ${keys.map((key) => {
        const name = this.session.words.find(`name.${key}`) ?? key;
        return html`<label class="row"
          ><span class="name">${name}</span
          ><select class="in" ?disabled=${this.open.isRemoved} @change=${(event: Event) => this.#set([key], textOf(event), name)}>
            <option value="" .selected=${live(theme[key] === undefined)}>${this.w('theme.asShips')}</option>
            ${choices[key].map((choice) => html`<option value=${choice} .selected=${live(theme[key] === choice)}>${this.session.words.find(`choice.${key}.${choice}`)}</option>`)}
          </select></label
        >`;
      })}
    </section>`;
  } // prettier-ignore

  #charts({ charts }: ThemeDocument) {
    const shown: readonly string[] = charts ?? standardPalette;
    const series = (index: number) => this.w('theme.series', { number: index + 1 });
    const found = checkPalette(shown);
    return html`<section>
      <h2>${this.w('theme.charts')}${this.#reset(['charts'], this.w('theme.charts'))}</h2>
      <div class="line">
        ${shown.map(
          (colour, index) =>
            html`<input
              type="color"
              aria-label=${series(index)}
              data-tip=${series(index)}
              .value=${live(colour)}
              ?disabled=${this.open.isRemoved}
              @input=${(event: Event) => this.#set(['charts'], shown.with(index, textOf(event)), this.w('theme.charts'))}
              @change=${() => this.open.endGesture()}
            />`,
        )}
      </div>
      <ul class="t3">
        ${
          found.length === 0
            ? html`<li>${this.w('theme.apart')}</li>`
            : found.map((each) =>
                each.is === 'faint'
                  ? html`<li>${this.w('theme.faint', { one: series(each.one) })}</li>`
                  : html`<li>${this.w('theme.alike', { one: series(each.one), other: series(each.other) })}</li>`,
              )
        }
      </ul>
    </section>`;
  }

  #reset(path: ItemPath, what: string) {
    const isSet = (this.open.value as Record<string, unknown>)[String(path[0])] !== undefined;
    if (!isSet || this.open.isRemoved) return nothing;
    return iconButton({ icon: 'undo-2', label: this.w('theme.reset', { what }), run: () => this.#set(path, '', what) });
  }

  /** An empty text takes it away: as it ships. */
  #set(path: ItemPath, value: unknown, label: string): void {
    const put = value === '' ? undefined : value;
    this.open.apply(setOperation(this.open.value, path, put), { key: path.join(' '), label });
  }

  #setTitle({ title }: ThemeDocument, text: string): void {
    const put = text !== '' && isObject(title) ? { ...title, [this.host.i18n.language]: text } : text;
    this.#set(['title'], put, this.w('theme.name'));
    this.open.endGesture();
  }

  /** Without the one on light ground there is none on dark ground either. */
  #setPicture(path: ItemPath, address: string | undefined, name: string): void {
    this.#set(address === undefined && path[1] === 'light' ? path.slice(0, 1) : path, address ?? '', name);
    this.open.endGesture();
  }
}

/** What can be drawn of a theme that is being written: what is no colour yet is as it ships. */
function drawable(theme: ThemeDocument): ThemeDocument {
  const { accent, charts, corners, density, font, ...rest } = theme;
  const known = <T extends string>(list: readonly T[], value: T | undefined) => (value !== undefined && list.includes(value) ? value : undefined); // prettier-ignore
  const kept = { corners: known(cornerChoices, corners), density: known(densityChoices, density), font: known(fontChoices, font) }; // prettier-ignore
  return {
    ...rest,
    ...(isColour(accent) ? { accent } : {}),
    ...(Array.isArray(charts) && charts.length === 8 && charts.every(isColour) ? { charts } : {}),
    ...(Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as Partial<ThemeDocument>),
  };
}
