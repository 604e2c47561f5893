/**
 * What a print template can begin as, made of the entity it is for: a letter, a record with its rows (a quote, an order), a
 * list, labels, an envelope. They print in every language: names of fields by `label`, other words by `choose`. Pure.
 */
import type { Entity, Model } from '../../metadata/model/model.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { usualEnvelope, usualLabels } from './usual-places.js';
import { callOf, nameOf, rowsOf, usualFields } from './template-fields.js';
import { usualColumns, writeTable } from './snippets.js';

export const starters = ['letter', 'rows', 'list', 'labels', 'envelope'] as const;
export type StarterName = (typeof starters)[number];

type Begun = Partial<PrintTemplateDocument>;

const words = {
  dear: '{{choose en="Dear" zh-CN="尊敬的" zh-TW="尊敬的" es="Estimado/a"}}',
  comma: '{{choose en="," zh-CN="：" zh-TW="：" es=":"}}',
  text: '{{choose en="Write what the letter says here." zh-CN="在此填写信件内容。" zh-TW="在此填寫信件內容。" es="Escriba aquí el texto de la carta."}}',
  regards: '{{choose en="Kind regards" zh-CN="此致 敬礼" zh-TW="此致 敬禮" es="Atentamente"}}',
  count: '{{choose en="Number:" zh-CN="数量：" zh-TW="數量：" es="Número:"}}',
};
const head = '<table class="plain"><tr><td class="bold">{{@site.title}}</td><td class="right muted small">{{@today}}</td></tr></table>\n<hr>\n'; // prettier-ignore
const foot = '<p class="small muted right">{{@page}} / {{@pages}}</p>\n';

export function starterOf(name: StarterName, model: Model, entity: Entity): Begun {
  const own = nameOf(entity);
  const address = addressOf(model, entity);
  switch (name) {
    case 'letter':
      return {
        header: head,
        footer: foot,
        archive: true,
        body: `<div style="height: 40mm">\n${address}\n</div>\n<p>${words.dear} {{${own}}}${words.comma}</p>\n<p>${words.text}</p>\n<p style="margin-top: 8mm">${words.regards}</p>\n<p style="margin-top: 12mm">{{@user.name}}</p>\n`,
      };
    case 'rows':
      return { header: head, footer: foot, archive: true, fileName: `{{${own}}}`, body: recordWithRows(model, entity, address) }; // prettier-ignore
    case 'list': {
      const columns = usualFields(entity, 6).map((field) => field.name);
      return {
        mode: 'list',
        page: { size: 'A4', orientation: 'landscape' },
        header: head,
        footer: foot,
        body: `${writeTable('records', entity, columns, true)}<p class="muted">${words.count} {{count records}}</p>\n`,
      };
    }
    case 'labels':
      return { page: { size: 'A4' }, labels: usualLabels, body: `${address}\n` };
    case 'envelope':
      return {
        page: { size: 'DL' },
        envelope: usualEnvelope,
        header: '<p class="small muted">{{@site.title}}<br>{{@user.name}}</p>',
        body: `<div style="font-size: 11pt">\n${address}\n</div>\n`,
      };
  }
}

function recordWithRows(model: Model, entity: Entity, address: string): string {
  const own = nameOf(entity);
  const facts = usualFields(entity, 8)
    .filter(({ name }) => name !== own)
    .map((field) => `<tr><td class="muted" style="width: 40mm">{{label ${field.name}}}</td><td>${callOf(field, field.name)}</td></tr>\n`); // prettier-ignore
  const rows = rowsOf(model, entity);
  // Rows of its own say more about a record than what else points to it.
  const shown = rows.find(({ name }) => entity.fields.has(name)) ?? rows[0];
  const table = shown ? writeTable(shown.name, shown.entity, usualColumns(shown.entity, entity.name), true) : '';
  return `<div style="height: 34mm">\n${address}\n</div>\n<h1>{{choose ${inLanguages(entity)}}} {{${own}}}</h1>\n<table class="plain" style="margin-bottom: 6mm">\n${facts.join('')}</table>\n${table}`;
}

function inLanguages({ label, name }: Entity): string {
  const held = typeof label === 'string' ? { en: label } : (label ?? { en: name });
  return Object.entries(held)
    .map(([language, text]) => `${language}="${text.replaceAll('"', '')}"`)
    .join(' ');
}

const addressKeys = { street: ['address', 'street'], city: ['city'], state: ['state', 'province'], postal: ['postal_code', 'zip'], country: ['country'] }; // prettier-ignore

/** The address of the record, or of the first record it points to that has one; else its name. */
function addressOf(model: Model, entity: Entity): string {
  const own = addressAt(entity, '');
  if (own) return own;
  for (const field of entity.fields.values()) {
    const target = field.system ? undefined : model.entities.get(field.target ?? '');
    const found = target && addressAt(target, `${field.name}.`);
    if (found) return found;
  }
  return `<p class="bold">{{${nameOf(entity)}}}</p>`;
}

function addressAt(entity: Entity, prefix: string): string | undefined {
  const composite = [...entity.fields.values()].find(({ type }) => type.id === 'address');
  const name = prefix + nameOf(entity);
  if (composite) return `{{address ${prefix}${composite.name} name=${name}}}`;
  const pairs = Object.entries(addressKeys).flatMap(([key, names]) => {
    const held = names.find((each) => entity.fields.has(each));
    return held ? [`${key}=${prefix}${held}`] : [];
  });
  return pairs.length < 2 ? undefined : `{{address name=${name} ${pairs.join(' ')}}}`;
}
