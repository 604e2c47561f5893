/** Items of a timeline as templates: a change as field, old struck, new; a comment on a card with its answers. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import { isEmpty, type Reference } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import type { StringKey } from '../ui/i18n.js';
import { avatar } from '../ui/parts.js';
import type { Change, Comment, Entry, StreamPrint, StreamRecord } from './comment-client.js';
import { readComment, type Piece } from './comment-text.js';

export function timeOf(host: Host, at: string): TemplateResult {
  const { formats } = host.i18n;
  return html`<time class="meta" datetime=${at} data-tip=${formats.dateTime(at)}>${formats.ago(at, host.now())}</time>`;
}

export function changeItem(host: Host, entry: Entry, entity: Entity | undefined): TemplateResult {
  const { i18n } = host;
  const name = entry.by?.label ?? i18n.t('history.system');
  const rows = entry.rows ?? [];
  const count =
    entry.action === 'merge' ? (entry.merge?.length ?? 1) : entry.changes.length + (rows.length > 0 ? 1 : 0);
  const key = `history.${entry.action}`;
  const words = i18n.has(key) ? i18n.t(key as StringKey, { count }) : i18n.t('history.other', { action: entry.action });
  const shown = entry.action === 'create' ? [] : entry.changes;
  return html`${avatar(name)}
    <div>
      <div class="who"><span class="strong">${name}</span> <span class="t2">${words}</span></div>
      ${shown.map((change) => changeLine(host, change, entity))} ${entry.share ? shareLine(host, entry.share) : nothing}
      ${entry.merge ? html`<div class="change">${mergeNames(host, entry, entity)}</div>` : nothing}
      ${
        entry.action !== 'create' && rows.length > 0
          ? html`<div class="change">
              <span class="k">${rows[0]!.label}</span><b>${i18n.t('history.rows', { count: rows.length })}</b>
            </div>`
          : nothing
      }
      ${timeOf(host, entry.at)}
    </div>`;
}

function changeLine(host: Host, change: Change, entity: Entity | undefined) {
  const field = entity?.fields.get(change.field);
  const label = field ? host.i18n.label(field.label, change.field) : change.label;
  if (change.added || change.removed) return linksLine(host, label, change);
  if (!('from' in change) && !('to' in change)) return html`<div class="change"><span class="k">${label}</span></div>`;
  const fieldHost = createFieldHost(host);
  const text = (value: unknown) =>
    isEmpty(value)
      ? host.i18n.t('history.empty')
      : field
        ? host.fields.get(field.type.id).text(value, field, fieldHost)
        : String(value);
  return html`<div class="change">
    <span class="k">${label}</span>
    ${isEmpty(change.from) ? nothing : html`<del>${text(change.from)}</del>${icon('arrow-right', 's')}`}<b
      >${text(change.to)}</b
    >
  </div>`;
}

function shareLine({ i18n }: Host, { kind, to, level }: NonNullable<Entry['share']>) {
  return html`<div class="change">
    <span class="k">${i18n.t(`share.kind.${kind}`)}</span><b>${to.label ?? i18n.t('history.unknown')}</b>
    <span class="k">${i18n.t(`share.level.${level}`)}</span>
  </div>`;
}

/** The record it was merged into can be opened; those that went cannot. */
function mergeNames(host: Host, { action, merge = [] }: Entry, entity: Entity | undefined) {
  const [into] = merge;
  if (action !== 'merged' || !into || !entity) return html`<b>${nameList(host, merge)}</b>`;
  return html`<a href=${hrefs.record(entity.name, into.id)}>${nameList(host, [into])}</a>`;
}

function nameList({ i18n }: Host, list: readonly Reference[]): string {
  return list.map((each) => each.label ?? each.id).join(i18n.language.startsWith('zh') ? '、' : ', ');
}

function linksLine(host: Host, label: string, { added = [], removed = [] }: Change) {
  const { i18n } = host;
  const names = (list: readonly Reference[]) => nameList(host, list);
  return html`<div class="change">
    <span class="k">${label}</span>
    ${added.length > 0 ? html`<span class="t2">${i18n.t('history.added')}</span><b>${names(added)}</b>` : nothing}
    ${removed.length > 0 ? html`<span class="t2">${i18n.t('history.removed')}</span><del>${names(removed)}</del>` : nothing}
  </div>`;
}

/** Characters of a long text beside its name; the record has all of it. */
const mostText = 240;

/** A record of another entity: whose it is, what it is called, and what its source shows of it. */
export function recordItem(host: Host, { at, record }: { readonly at: string; readonly record: StreamRecord }): TemplateResult {
  const { i18n } = host;
  const entity = host.app.entity(record.entity);
  const fieldHost = createFieldHost(host);
  const kind = i18n.label(entity?.label, record.entity);
  const lines = Object.entries(record.values).flatMap(([name, value]) => {
    const field = entity?.fields.get(name);
    if (!field || isEmpty(value)) return [];
    const text = host.fields.get(field.type.id).text(value, field, fieldHost);
    return [html`<div class="change">
      <span class="k">${i18n.label(field.label, name)}</span><b>${text.length > mostText ? `${text.slice(0, mostText)}…` : text}</b>
    </div>`];
  });
  return html`<span class="mark">${icon(entity?.document.icon ?? 'file-text')}</span>
    <div>
      <div class="who">
        <a class="strong" href=${hrefs.record(record.entity, record.id)}>${record.label ?? kind}</a>
        <span class="t2">${record.by?.label ? `${kind} · ${record.by.label}` : kind}</span>
      </div>
      <div class="facts">${lines}</div>
      ${timeOf(host, at)}
    </div>`;
} // prettier-ignore

/** A file that was printed and is kept: what it is called, by whom, to be opened here. */
export function printItem(host: Host, { at, print }: { readonly at: string; readonly print: StreamPrint }): TemplateResult {
  const { i18n } = host;
  const words = i18n.t('print.keptBy', { name: print.by?.label ?? i18n.t('record.someone'), template: print.label });
  return html`<span class="mark">${icon('printer')}</span>
    <div>
      <div class="who"><a class="strong" href=${`/api/print/files/${encodeURIComponent(print.id)}`} download=${print.fileName}>${print.fileName}</a></div>
      <div class="facts t2">${words}</div>
      ${timeOf(host, at)}
    </div>`;
} // prettier-ignore

export interface CommentActions {
  openMenu(event: Event, comment: Comment): void;
  answer(comment: Comment): void;
  showEarlier(event: Event, comment: Comment): void;
  /** What stands in place of a comment's text while it is written anew. */
  editor(comment: Comment): TemplateResult | undefined;
  /** What stands under a comment while it is answered. */
  answerBox(comment: Comment): TemplateResult | undefined;
}

export function commentItem(host: Host, comment: Comment, actions: CommentActions, isReply = false): TemplateResult {
  const { i18n } = host;
  const name = comment.by?.label ?? i18n.t('record.someone');
  return html`${avatar(name, isReply ? 's' : 'm')}
    <div id=${`c-${comment.id}`} class="said" tabindex="-1">
      <div class="who row">
        <span class="strong">${name}</span><span class="sp"></span>
        ${
          comment.mine
            ? html`<button
                type="button"
                class="ib xs"
                aria-haspopup="menu"
                aria-label=${i18n.t('comment.more', { text: comment.text.slice(0, 40) })}
                @click=${(event: Event) => actions.openMenu(event, comment)}
              >
                ${icon('ellipsis', 's')}
              </button>`
            : nothing
        }
      </div>
      ${
        actions.editor(comment) ??
        (comment.deleted
          ? html`<p class="gone">${i18n.t('comment.gone')}</p>`
          : html`<div class="card">${commentText(host, comment)}</div>`)
      }
      <div class="foot">
        ${timeOf(host, comment.at)}
        ${
          comment.edited
            ? html`<button
                type="button"
                class="linkish meta"
                @click=${(event: Event) => actions.showEarlier(event, comment)}
              >
                ${i18n.t('comment.edited')}
              </button>`
            : nothing
        }
        ${
          isReply || comment.deleted
            ? nothing
            : html`<button type="button" class="linkish meta" @click=${() => actions.answer(comment)}>
                ${i18n.t('comment.reply')}
              </button>`
        }
      </div>
      ${
        comment.replies
          ? html`<ol class="replies">
              ${comment.replies.map((reply) => html`<li>${commentItem(host, reply, actions, true)}</li>`)}
            </ol>`
          : nothing
      }
      ${actions.answerBox(comment) ?? nothing}
    </div>`;
}

/** The text of a comment; nothing in it can become markup. */
export function commentText(host: Host, { text, mentions }: Pick<Comment, 'text' | 'mentions'>): TemplateResult {
  const lines = readComment(text, mentions);
  return html`${lines.map(
    (line) =>
      html`<div class=${line.kind === 'item' ? 'item' : 'line'}>
        ${line.pieces.map((piece) => pieceOf(host, piece))}
      </div>`,
  )}`;
}

function pieceOf(host: Host, piece: Piece) {
  if (piece.kind === 'bold') return html`<strong>${piece.text}</strong>`;
  if (piece.kind === 'italic') return html`<em>${piece.text}</em>`;
  if (piece.kind === 'code') return html`<code>${piece.text}</code>`;
  if (piece.kind === 'link')
    return html`<a href=${piece.text} target="_blank" rel="noopener noreferrer">${piece.text}</a>`;
  if (piece.kind !== 'mention') return piece.text;
  const isMe = piece.id === host.app.document.user.id;
  const href = host.app.access('user')?.read && piece.id ? hrefs.record('user', piece.id) : undefined;
  return href
    ? html`<a class="mention ${isMe ? 'me' : ''}" href=${href}>${piece.text}</a>`
    : html`<span class="mention ${isMe ? 'me' : ''}">${piece.text}</span>`;
}
