/** A gallery as templates: cards with their faces and values, and the way to more of them. */
import { html, icon, initials, nothing, repeat, type ModeColumn, type ModePort, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { cardPaths, type GalleryOptions } from './schema.js';
import { say } from './say.js';

export interface GalleryPort {
  /** The card that Tab reaches. */
  readonly current: string;
  /** There are more than are loaded. */
  readonly more: boolean;
  setCurrent(id: string): void;
  key(event: KeyboardEvent, id: string): void;
  loadMore(): void;
}

export function drawGallery(port: ModePort, cards: readonly WireRecord[], acts: GalleryPort) {
  const options = port.options as unknown as GalleryOptions;
  const columns = cardPaths(options, port.columns.map(({ path }) => path)).flatMap((path) => port.column(path) ?? []); // prettier-ignore
  const accent = options.accent === undefined ? undefined : port.column(options.accent);
  return html`<p class="hide" id="keys">${say(port.host, 'keys')}</p>
    <div class="scroll">
      <ul aria-label=${port.label}>
        ${repeat(
          cards,
          (card) => card.id,
          (card) => drawCard(port, card, { columns, accent, acts, face: options.face ?? 'initials' }),
        )}
      </ul>
      ${
        acts.more
          ? html`<div class="foot">
              <button type="button" class="more" @click=${() => acts.loadMore()}>${port.host.t('tree.more')}</button>
            </div>`
          : nothing
      }
    </div>`;
}

interface CardPlace {
  readonly columns: readonly ModeColumn[];
  readonly accent: ModeColumn | undefined;
  readonly face: 'initials' | 'icon';
  readonly acts: GalleryPort;
}

function drawCard(port: ModePort, card: WireRecord, { columns, accent, face, acts }: CardPlace) {
  const name = port.nameOf(card);
  const href = port.host.href(port.entity.name, card.id);
  const colour = colourOf(port, accent, card);
  const look = (event: MouseEvent) => {
    // A link within a value, and a new tab, are the browser's.
    const isLink = event.composedPath().some((each) => each instanceof HTMLAnchorElement && each.dataset['id'] === undefined); // prettier-ignore
    if (isLink || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    port.look(card.id);
  };
  return html`<li @click=${look}>
    <div class="face tag ${colour}">
      <span class="sign" aria-hidden="true"
        >${face === 'icon' ? icon(port.entity.document.icon ?? 'box', 'l') : initials(name)}</span
      >
      ${accent && accent.text(card) !== '' ? accentWord(accent, card) : nothing}
    </div>
    <div class="body">
      <div class="top">
        <a
          href=${href ?? nothing}
          data-id=${card.id}
          tabindex=${acts.current === card.id ? '0' : '-1'}
          aria-describedby="keys"
          @focus=${() => acts.setCurrent(card.id)}
          @keydown=${(event: KeyboardEvent) => acts.key(event, card.id)}
          >${name}</a
        >
      </div>
      <dl>
        ${columns.map((column) => {
          const text = column.text(card);
          if (text === '') return nothing;
          return html`<div><dt class="clip" data-tip=${column.label}>${column.label}</dt><dd data-tip=${text}>${column.display(card)}</dd></div>`; // prettier-ignore
        })}
      </dl>
    </div>
  </li>`;
}

/** A choice is said in the colour of its face; what else there is draws itself. */
const accentWord = (accent: ModeColumn, card: WireRecord) =>
  html`<span class="word clip" data-tip=${accent.text(card)}
    >${accent.field.dictionary === undefined ? accent.display(card) : accent.text(card)}</span
  >`;

function colourOf(port: ModePort, accent: ModeColumn | undefined, card: WireRecord): string {
  const { dictionary, name = '' } = accent?.field ?? {};
  if (dictionary === undefined) return 'grey';
  return port.host.choice(dictionary, String(card[name]))?.colour ?? 'grey';
}
