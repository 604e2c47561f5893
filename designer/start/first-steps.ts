/**
 * `<td-first-steps>`: what a new administrator does once: an entity, a field on its form, publishing, a look as somebody
 * else. It looks at what was really done; it can be put away and taken out again.
 */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import { formsOf } from '../entity/surrounding-documents.js';
import { shownFields } from '../form/gestures/form-tree.js';
import { documentHref } from '../workbench/kind-looks.js';
import { TdElement } from '../td-element.js';
import { doneSteps, firstSteps, type FirstStep } from './done-steps.js';
import { startStyles } from './start-styles.js';

const kept = 'design.firstSteps';

@customElement('td-first-steps')
export class TdFirstSteps extends TdElement {
  @state() private isAway = false;

  static override styles = [
    startStyles,
    css`
      .head {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .sp {
        flex: 1;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
      }
      li {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr) auto;
        gap: 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--tr-line);
      }
      .circle {
        width: 20px;
        height: 20px;
        border-radius: var(--tr-radius-full);
        border: 1.5px solid var(--tr-line-strong);
        display: grid;
        place-content: center;
        font: var(--tr-text-meta);
        color: var(--tr-text-2);
      }
      .done .circle {
        background: var(--tr-good-soft);
        border-color: transparent;
        color: var(--tr-good);
      }
      .done b {
        color: var(--tr-text-2);
        font-weight: 500;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.isAway = this.host.appearance.get(kept) === 'away';
  }

  override render() {
    if (this.isAway) {
      return html`<div>${button({ label: this.w('first.show'), icon: 'list-checks', theme: 'tertiary small', run: () => this.#put(false) })}</div>`;
    }
    const done = this.#done();
    const next = firstSteps.find((step) => !done.has(step));
    return html`<section class="panel" aria-labelledby="first">
      <div class="head"><h2 id="first">${this.w('first.title')}</h2><span class="hint">${this.w('first.count', { done: done.size, total: firstSteps.length })}</span><span class="sp"></span>
        ${iconButton({ label: this.w('first.hide'), icon: 'x', size: 'sm', run: () => this.#put(true) })}</div>
      <ol>${firstSteps.map((step, index) => this.#step(step, index, done.has(step), step === next))}</ol>
      ${next === undefined ? html`<p>${this.w('first.allDone')}</p>` : nothing}
    </section>`;
  } // prettier-ignore

  #step(step: FirstStep, index: number, isDone: boolean, isNext: boolean) {
    return html`<li class=${isDone ? 'done' : ''}>
      <span class="circle" aria-hidden="true">${isDone ? icon('check') : index + 1}</span>
      <span><b>${this.w(`first.${step}`)}</b>${isDone ? html`<span class="sr">${this.w('first.isDone')}</span>` : nothing}<br /><span class="hint">${this.w(`first.${step}Text`)}</span></span>
      ${isDone ? nothing : button({ label: this.w(`first.${step}Act`), theme: isNext ? 'primary' : 'tertiary', disabled: !isNext, run: () => void this.host.router.go(this.#href(step)) })}
    </li>`;
  } // prettier-ignore

  #href(step: FirstStep): string {
    const own = this.session.headsOf('entity').find(({ layer }) => layer === 'site');
    const form = own && formsOf(this.session, own.name)[0];
    if (step === 'entity') return '/design/start/fields';
    if (step === 'field') return form ? documentHref({ kind: 'form', name: form.name }) : '/design';
    return step === 'publish' ? '/design/publish' : '/access';
  }

  #done(): ReadonlySet<FirstStep> {
    const { session, host } = this;
    const own = session.headsOf('entity').filter(({ layer, removed }) => layer === 'site' && !removed);
    return doneSteps({
      entities: own.map(({ name }) => {
        const document = (session.draftOf({ kind: 'entity', name }) ?? host.app.document.entities.find((each) => each.name === name)) as EntityDocument | undefined; // prettier-ignore
        const shown = formsOf(session, name).flatMap((form) => [...shownFields(form)]); // prettier-ignore
        return { title: document?.nameExpression ?? 'name', shown, isLive: host.app.document.entities.some((each) => each.name === name) }; // prettier-ignore
      }),
      hasViewed: host.appearance.get('viewed.other') !== null,
    });
  }

  #put(away: boolean): void {
    this.isAway = away;
    this.host.appearance.set(kept, away ? 'away' : 'shown');
  }
}
