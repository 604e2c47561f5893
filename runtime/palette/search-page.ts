/**
 * `<tr-search-page>`: `/search?q=…` with five records of each entity, `&entity=…` with all of one. The text is changed in the
 * box above the results; the address follows.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiFailure } from '../data/api-client.js';
import { hrefs, type Route } from '../data/router.js';
import { longestSearch, searchRecords, type SearchGroup, type SearchHit } from '../data/search.js';
import { inSentence, pluralOf } from '../host/entity-words.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/states.js';
import { marked } from './marked.js';
import { searchPageStyles } from './search-page-styles.js';
import '../ui/later-strings.js';

@customElement('tr-search-page')
export class TrSearchPage extends TrElement {
  @property({ attribute: false }) route!: Route;
  @state() private groups: readonly SearchGroup[] | undefined;
  @state() private failure: ApiFailure | undefined;
  @query('input') private input!: HTMLInputElement;
  #asked = '';

  static override styles = searchPageStyles;

  protected override hostChanged(): void {
    this.#tellTitle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('route')) return;
    this.#tellTitle();
    void this.#load();
  }

  override render() {
    return html`<div class="head">
        <h1>${this.t('search.title')}</h1>
        <form role="search" @submit=${this.#submit}>
          ${icon('search')}
          <input
            type="search"
            name="q"
            maxlength=${longestSearch}
            aria-label=${this.t('search.title')}
            placeholder=${this.t('search.placeholder')}
            .value=${this.#text}
          />
        </form>
      </div>
      <div class="content">${this.#content()}</div>`;
  }

  #content() {
    const { groups, failure } = this;
    if (this.#text === '') return this.#none('search.start', 'search.startText');
    if (failure) {
      const isForbidden = failure.status === 403;
      return html`<tr-state
        kind=${isForbidden ? 'forbidden' : 'failed'}
        .heading=${this.t(isForbidden ? 'widget.noAccess' : 'search.failed')}
        .text=${failure.message}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!groups) return html`<tr-skeleton .rows=${6} .columns=${2}></tr-skeleton>`;
    if (groups.length === 0) return this.#none('search.none', 'search.noneText');
    return groups.map((group) => this.#group(group));
  }

  #none(heading: 'search.start' | 'search.none', text: 'search.startText' | 'search.noneText') {
    const type = () => {
      this.input.focus();
      this.input.select();
    };
    const everywhere = () => void this.host.router.go(hrefs.search(this.#text));
    const action =
      this.#text !== '' && this.route.query['entity'] !== undefined
        ? { label: this.t('search.everywhere'), run: everywhere }
        : { label: this.t('search.title'), run: type };
    return html`<tr-state
      kind="empty"
      icon="search"
      .heading=${this.t(heading)}
      .text=${this.t(text)}
      .actions=${[{ ...action, primary: true }]}
    ></tr-state>`;
  }

  #group({ entity: name, rows, more }: SearchGroup) {
    const entity = this.host.app.entity(name);
    if (!entity) return nothing;
    const plural = pluralOf(this.host, entity);
    const isWhole = this.route.query['entity'] === name;
    return html`<section aria-label=${plural}>
      <h2>${icon(entity.document.icon ?? 'box')}${plural}</h2>
      <ul>
        ${rows.map((hit) => this.#hit(hit))}
      </ul>
      ${
        more && !isWhole
          ? html`<p>
              <a href=${hrefs.search(this.#text, name)}
                >${this.t('search.all', { things: inSentence(this.host, plural) })}</a
              >
            </p>`
          : more
            ? html`<p class="t2">${this.t('search.tooMany')}</p>`
            : nothing
      }
      ${isWhole ? html`<p><a href=${hrefs.search(this.#text)}>${this.t('search.everywhere')}</a></p>` : nothing}
    </section>`;
  }

  #hit(hit: SearchHit) {
    const label = hit.label ?? this.t('record.unnamed');
    const own = hit.excerpt.find((each) => each.text === label);
    return html`<li>
      <a class="name" href=${hrefs.record(hit.entity, hit.id)}>${marked(label, own?.marks)}</a>
      ${hit.excerpt
        .filter((each) => each !== own)
        .map(
          (each) =>
            html`<span class="why"
              ><span class="t3">${this.host.i18n.label(each.label, each.field)}</span>
              ${marked(each.text, each.marks)}</span
            >`,
        )}
    </li>`;
  }

  get #text(): string {
    return (this.route.query['q'] ?? '').trim().slice(0, longestSearch);
  }

  #tellTitle(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('search.title'), trail: [] });
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.input.value.trim();
    void this.host.router.go(hrefs.search(text, this.route.query['entity']));
  }

  async #load(): Promise<void> {
    const { href, query } = this.route;
    this.#asked = href;
    this.groups = undefined;
    this.failure = undefined;
    const entity = query['entity'];
    if (this.#text === '') return;
    try {
      const found = await searchRecords(this.host, this.#text, entity === undefined ? {} : { entity, limit: 200 });
      if (this.#asked === href) this.groups = found;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (this.#asked === href) this.failure = error;
    }
  }
}
