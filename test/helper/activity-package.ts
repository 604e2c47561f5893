/**
 * A package for tests of comments, followers, notices, presence and trash: tickets with parts (deleted with them) and
 * tasks and calls that point to them, an agent who sees their own, a lead who sees all, a guest who sees none.
 */
import type { Document } from '../../metadata/schema/kinds.js';
import type { Package } from '../../server/releases/install.js';
import { testRole } from './http.js';

let made = 0;
const id = () => `01ACT0000000000000000${String(made++).padStart(5, '0')}`;

const all = { create: true, read: 'all', update: 'all', delete: 'all', assign: 'all', bulk: true } as const;
const own = { create: true, read: 'own', update: 'own', delete: 'own', assign: 'all', bulk: true } as const;
const inAll = (en: string, zhCN: string, zhTW: string, es: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW, es });

const documents = (): readonly Document[] =>
  [
    {
      kind: 'entity', id: id(), name: 'act_ticket', schema: 1, owner: 'user', icon: 'ticket', nameExpression: 'title',
      label: inAll('Ticket', '工单', '工單', 'Incidencia'), plural: inAll('Tickets', '工单', '工單', 'Incidencias'),
      timeline: [{ id: 't1', entity: 'act_call', field: 'ticket', at: 'called_at', show: ['minutes', 'verdict'] }],
      fields: [
        { id: 'f1', name: 'title', type: 'text', required: true, searchable: true, sortable: true, label: inAll('Title', '标题', '標題', 'Título') },
        { id: 'f2', name: 'place', type: 'text', label: inAll('Place', '地点', '地點', 'Lugar') },
        { id: 'f3', name: 'secret', type: 'text', label: inAll('Secret', '机密', '機密', 'Secreto') },
        { id: 'f4', name: 'parts', type: 'children', options: { entity: 'act_part', field: 'ticket' }, label: inAll('Parts', '部件', '部件', 'Piezas') },
      ],
    },
    {
      kind: 'entity', id: id(), name: 'act_part', schema: 1, owner: 'none', nameExpression: 'name',
      label: inAll('Part', '部件', '部件', 'Pieza'), plural: inAll('Parts', '部件', '部件', 'Piezas'), features: { comments: false },
      fields: [
        { id: 'f1', name: 'name', type: 'text', required: true },
        { id: 'f2', name: 'ticket', type: 'lookup', options: { target: 'act_ticket', onDelete: 'cascade', owns: true } },
      ],
    },
    {
      kind: 'entity', id: id(), name: 'act_task', schema: 1, owner: 'user', nameExpression: 'subject',
      label: inAll('Task', '任务', '任務', 'Tarea'), plural: inAll('Tasks', '任务', '任務', 'Tareas'),
      fields: [
        { id: 'f1', name: 'subject', type: 'text', required: true, searchable: true, label: inAll('Subject', '主题', '主題', 'Asunto') },
        { id: 'f2', name: 'done', type: 'boolean', label: inAll('Done', '完成', '完成', 'Hecha') },
        { id: 'f3', name: 'due', type: 'date', sortable: true, label: inAll('Due', '截止', '截止', 'Vence') },
        { id: 'f4', name: 'ticket', type: 'lookup', options: { target: 'act_ticket', onDelete: 'setNull' }, label: inAll('Ticket', '工单', '工單', 'Incidencia') },
      ],
    },
    {
      kind: 'entity', id: id(), name: 'act_call', schema: 1, owner: 'user', nameExpression: 'subject',
      label: inAll('Call', '通话', '通話', 'Llamada'), plural: inAll('Calls', '通话', '通話', 'Llamadas'),
      fields: [
        { id: 'f1', name: 'subject', type: 'text', required: true, label: inAll('Subject', '主题', '主題', 'Asunto') },
        { id: 'f2', name: 'called_at', type: 'datetime', label: inAll('When', '时间', '時間', 'Cuándo') },
        { id: 'f3', name: 'minutes', type: 'integer', label: inAll('Minutes', '分钟', '分鐘', 'Minutos') },
        { id: 'f4', name: 'verdict', type: 'text', label: inAll('Verdict', '结论', '結論', 'Veredicto') },
        { id: 'f5', name: 'ticket', type: 'lookup', options: { target: 'act_ticket', onDelete: 'setNull' }, label: inAll('Ticket', '工单', '工單', 'Incidencia') },
      ],
    },
    {
      kind: 'form', id: id(), name: 'act_ticket_form', schema: 1, entity: 'act_ticket', purpose: ['edit', 'create'],
      nodes: [
        { id: 's1', type: 'section', label: inAll('Ticket', '工单', '工單', 'Incidencia'), nodes: [
          { id: 'n1', type: 'field', field: 'title' }, { id: 'n2', type: 'field', field: 'place' }, { id: 'n3', type: 'field', field: 'owner' } ] },
        { id: 'a1', type: 'activities', entity: 'act_task', field: 'ticket', subject: 'subject', due: 'due', done: { field: 'done', value: true, open: false } },
      ],
    },
    { kind: 'view', id: id(), name: 'act_ticket_all', schema: 1, entity: 'act_ticket', mode: 'table', label: inAll('All tickets', '全部工单', '全部工單', 'Todas'), columns: [{ path: 'title' }, { path: 'place' }, { path: 'owner' }], sort: [{ by: 'title' }] },
    { ...testRole('act_agent'), id: id(), grants: [
      { entity: 'act_ticket', actions: own, fields: { secret: 'hidden' } }, { entity: 'act_part', actions: all }, { entity: 'act_task', actions: all },
      { entity: 'act_call', actions: own, fields: { verdict: 'hidden' } },
      { entity: 'user', actions: { read: 'all' } }, { entity: 'department', actions: { read: 'all' } } ] },
    { ...testRole('act_lead'), id: id(), rights: ['operate'], grants: [
      { entity: 'act_ticket', actions: all }, { entity: 'act_part', actions: all }, { entity: 'act_task', actions: all }, { entity: 'act_call', actions: all },
      { entity: 'user', actions: { read: 'all' } }, { entity: 'department', actions: { read: 'all' } } ] },
    { ...testRole('act_guest'), id: id(), grants: [{ entity: 'user', actions: { read: 'all' } }] },
  ] as unknown as readonly Document[]; // prettier-ignore

export const activityPackage = (): Package => ({ id: 'act', documents: documents() });
