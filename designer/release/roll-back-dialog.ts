/**
 * `<td-roll-back-dialog>`: names what going back to a release changes and what is given up, then does it. The plan comes
 * from the server by offering a plan that cannot be the right one: the refusal carries the true one and nothing is done.
 * All that is given up by going back is kept and comes back by going forward again: the button is the consent, two acts in all.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import type { Plan } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { kindWord } from '../workbench/kind-looks.js';
import { consentWords } from './consent-words.js';

const noPlan = '0'.repeat(64);

@customElement('td-roll-back-dialog')
export class TdRollBackDialog extends TdElement {
  @state() private number = 0;
  @state() private plan: Plan | undefined;
  @state() private message = '';
  @state() private working = false;
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    p,
    ul {
      margin-bottom: 12px;
    }
    li {
      padding: 2px 0;
    }
    .list {
      max-height: 240px;
      overflow: auto;
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-m);
      padding: 6px 12px;
    }
    .kept {
      padding-inline-start: 18px;
      list-style: disc;
    }
  `;

  async open(number: number): Promise<void> {
    this.number = number;
    this.plan = undefined;
    this.message = '';
    this.working = false;
    await this.dialog.open();
    await this.#ask({ plan: noPlan });
  }

  async #ask(agreement: { plan: string; consents?: readonly string[] }): Promise<void> {
    this.working = true;
    try {
      const { number } = await this.session.client.rollBack(this.number, agreement);
      this.dialog.close();
      await this.session.reload();
      await this.host.app.load();
      this.host.toasts.show({ text: this.w('back.done', { from: String(this.number), number: String(number) }) });
      this.emit('td-rolled-back');
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code === 'PLAN_CHANGED') this.plan = error.details as Plan;
      else this.message = error.message;
    }
    this.working = false;
  }

  override render() {
    const { plan } = this;
    const number = String(this.number);
    const stopped = plan && plan.problems.length > 0 ? plan.problems[0]!.message : this.message;
    const same = plan !== undefined && plan.changes.length === 0;
    return html`<tr-dialog .heading=${this.w('back.title', { number })} width="560px">
      ${plan ? html`<p>${same ? this.w('back.same') : this.w('back.text', { number, count: plan.changes.length, next: String(plan.base + 1) })}</p>` : nothing}
      ${plan && !same ? this.#changes(plan) : nothing}
      ${!plan && !this.message ? html`<p aria-busy="true">${this.t('common.loading')}</p>` : nothing}
      ${
        plan && plan.consents.length > 0
          ? html`<p>${this.w('release.kept')}</p>
              <ul class="kept">
                ${plan.consents.map((consent) => html`<li>${consentWords(consent, plan, this.session)}</li>`)}
              </ul>`
          : nothing
      }
      ${stopped ? html`<div class="box bad" role="alert">${stopped}</div>` : nothing}
      <span slot="foot">${button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() })}</span>
      <span slot="foot"
        >${button({
          label: this.working && plan ? this.w('back.working') : this.w('back.confirm', { number }),
          theme: 'primary',
          disabled: !plan || this.working || same || stopped !== '',
          run: () => plan && void this.#ask({ plan: plan.hash, consents: plan.consents.map(({ id }) => id) }),
        })}</span
      >
    </tr-dialog>`; // prettier-ignore
  }

  #changes(plan: Plan) {
    return html`<ul class="list">
      ${plan.changes.map((change) => {
        const head = this.session.head(change);
        return html`<li>
          <b class="strong">${head ? this.session.label(head) : change.name}</b>
          <span class="t3">${this.w(kindWord(change.kind))} · ${this.w(`back.${change.change}`)}</span>
        </li>`;
      })}
    </ul>`;
  }
}
