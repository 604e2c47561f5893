/** The words of explanations (explain.ts) in the languages of the product. */
import type { RecordAction } from '../schema/app.js';
import type { Language } from '../value.js';
import type { SaidScope } from './explain.js';

/** Text with places: `{role}`. */
export type Sentence = string;

export interface ExplainWords {
  readonly actions: Readonly<Record<RecordAction, string>>;
  readonly scopes: Readonly<Record<SaidScope, string>>;
  readonly may: Sentence;
  readonly mayNot: Sentence;
  /** Between two departments, the lower one first. */
  readonly under: string;
  readonly until: Sentence;
  readonly whole: Sentence;
  readonly reasons: Readonly<
    Record<
      'all' | 'none' | 'role' | 'rolePath' | 'roleNot' | 'sharing' | 'sharingNot' | 'share' | 'shareBySystem',
      Sentence
    >
  >;
}

const en: ExplainWords = {
  actions: {
    create: 'create', read: 'see', update: 'change', delete: 'delete', export: 'export', import: 'import', print: 'print',
    assign: 'assign', share: 'share', bulk: 'change in bulk',
  },
  scopes: {
    all: 'all records', own: 'their own records', department: 'the records of their department',
    subtree: 'the records of their department and those below it', condition: 'records that meet a condition',
  },
  may: '{person} may {action} this {record}.',
  mayNot: '{person} may not {action} this {record}.',
  under: ' under ',
  until: ' It holds until {until}.',
  whole: ' It belongs to a {whole} that was shared.',
  reasons: {
    all: 'The role {role} may do everything.',
    none: 'None of their roles allows this for any record of this kind.',
    role: 'The role {role} allows it for {scope}, and this is one.',
    rolePath: 'The role {role} allows it for {scope}: {path}.',
    roleNot: 'The role {role} allows it for {scope}; this is none of them.',
    sharing: 'The sharing rule {rule} includes this record and this person.',
    sharingNot: 'The sharing rule {rule} includes this person, but not this record.',
    share: '{by} shared it with {to}.',
    shareBySystem: 'It was shared with {to}.',
  },
}; // prettier-ignore

const zhCN: ExplainWords = {
  actions: {
    create: '新建', read: '查看', update: '修改', delete: '删除', export: '导出', import: '导入', print: '打印', assign: '分派',
    share: '共享', bulk: '批量修改',
  },
  scopes: {
    all: '全部记录', own: '自己的记录', department: '本部门的记录', subtree: '本部门及下级部门的记录', condition: '符合条件的记录',
  },
  may: '{person}可以{action}此{record}。',
  mayNot: '{person}不可以{action}此{record}。',
  under: '，上级为',
  until: '有效期至 {until}。',
  whole: '它属于已共享的{whole}。',
  reasons: {
    all: '角色“{role}”可以执行所有操作。',
    none: '其角色均不允许对此类记录执行该操作。',
    role: '角色“{role}”允许对{scope}执行该操作，此记录在其范围内。',
    rolePath: '角色“{role}”允许对{scope}执行该操作：{path}。',
    roleNot: '角色“{role}”允许对{scope}执行该操作，但此记录不在其范围内。',
    sharing: '共享规则“{rule}”包含此记录和此人。',
    sharingNot: '共享规则“{rule}”包含此人，但不包含此记录。',
    share: '{by}已将其共享给{to}。',
    shareBySystem: '它已共享给{to}。',
  },
}; // prettier-ignore

const zhTW: ExplainWords = {
  actions: {
    create: '新增', read: '檢視', update: '修改', delete: '刪除', export: '匯出', import: '匯入', print: '列印', assign: '指派',
    share: '共用', bulk: '批次修改',
  },
  scopes: {
    all: '所有記錄', own: '自己的記錄', department: '所屬部門的記錄', subtree: '所屬部門及下級部門的記錄', condition: '符合條件的記錄',
  },
  may: '{person}可以{action}此{record}。',
  mayNot: '{person}不可以{action}此{record}。',
  under: '，上級為',
  until: '有效期至 {until}。',
  whole: '它屬於已共用的{whole}。',
  reasons: {
    all: '角色「{role}」可以執行所有操作。',
    none: '其角色均不允許對此類記錄執行該操作。',
    role: '角色「{role}」允許對{scope}執行該操作，此記錄在其範圍內。',
    rolePath: '角色「{role}」允許對{scope}執行該操作：{path}。',
    roleNot: '角色「{role}」允許對{scope}執行該操作，但此記錄不在其範圍內。',
    sharing: '共用規則「{rule}」包含此記錄和此人。',
    sharingNot: '共用規則「{rule}」包含此人，但不包含此記錄。',
    share: '{by}已將其共用給{to}。',
    shareBySystem: '它已共用給{to}。',
  },
}; // prettier-ignore

const es: ExplainWords = {
  actions: {
    create: 'crear', read: 'ver', update: 'cambiar', delete: 'eliminar', export: 'exportar', import: 'importar',
    print: 'imprimir', assign: 'asignar', share: 'compartir', bulk: 'cambiar en bloque',
  },
  scopes: {
    all: 'todos los registros', own: 'sus propios registros', department: 'los registros de su departamento',
    subtree: 'los registros de su departamento y de los inferiores', condition: 'los registros que cumplen una condición',
  },
  may: '{person} puede {action} este registro ({record}).',
  mayNot: '{person} no puede {action} este registro ({record}).',
  under: ' dentro de ',
  until: ' Vale hasta el {until}.',
  whole: ' Es parte de un registro compartido ({whole}).',
  reasons: {
    all: 'El rol {role} puede hacerlo todo.',
    none: 'Ninguno de sus roles lo permite para registros de este tipo.',
    role: 'El rol {role} lo permite para {scope}, y este es uno de ellos.',
    rolePath: 'El rol {role} lo permite para {scope}: {path}.',
    roleNot: 'El rol {role} lo permite para {scope}; este no es uno de ellos.',
    sharing: 'La regla para compartir {rule} incluye este registro y a esta persona.',
    sharingNot: 'La regla para compartir {rule} incluye a esta persona, pero no este registro.',
    share: '{by} lo compartió con {to}.',
    shareBySystem: 'Se compartió con {to}.',
  },
}; // prettier-ignore

export const explainWords: Readonly<Record<Language, ExplainWords>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW, es };
