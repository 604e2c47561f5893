/** What a column or field is likely to hold, by the words of its name in the four languages. A hint, never a verdict. */

/** Ids of field types, and `code` for what identifies a record, `title` for what names it, `stage` for how far it is. */
export type LabelHint =
  | 'email' | 'phone' | 'url' | 'money' | 'percent' | 'date' | 'datetime' | 'boolean' | 'integer' | 'longText'
  | 'code' | 'title' | 'stage' | 'year' | 'postcode' | 'person'; // prettier-ignore

/** The first that fits holds. Latin words stand alone, Han words anywhere. */
const hints: readonly (readonly [LabelHint, RegExp, RegExp])[] = [
  ['email', word('e-?mail|mail|correo|email address'), /邮箱|郵箱|邮件|郵件|电邮|電郵/],
  ['phone', word('phone|mobile|cell|tel|telephone|fax|teléfono|telefono|móvil|movil|celular'), /电话|電話|手机|手機|传真|傳真/],
  ['url', word('url|website|web ?site|homepage|web|sitio|página'), /网址|網址|网站|網站|主页|主頁/],
  ['percent', /%|(?:^|[^\p{L}])(?:percent|percentage|rate|share|margin|porcentaje|tasa|probabilidad|probability)(?:$|[^\p{L}])/iu, /百分|比例|折扣率|概率|机率|機率/],
  ['datetime', word('date ?time|timestamp|date and time|created at|updated at|fecha y hora'), /日期时间|日期時間|时间戳|時間戳/],
  ['date', word('date|day|due|deadline|birthday|since|until|start|end|fecha|vencimiento|inicio|fin|día|nacimiento|[\\p{L}]+ on|[\\p{L}]+ el'), /日期|日$|时间|時間|生日|截止|到期|期限/],
  ['year', word('year|año'), /年份|年度/],
  ['postcode', word('post ?code|postal code|zip|zip code|código postal'), /邮编|郵編|邮政编码|郵遞區號/],
  ['stage', word('stage|status|state|phase|progress|etapa|estado|fase'), /阶段|階段|状态|狀態|进度|進度/],
  ['money', word('amount|price|cost|value|total|budget|revenue|salary|fee|sum|paid|turnover|importe|precio|coste|costo|presupuesto|ingresos|salario|valor'), /金额|金額|价格|價格|单价|單價|费用|費用|预算|預算|成本|合计|合計|总价|總價|收入|工资|薪/],
  ['integer', word('quantity|qty|count|number of .*|pieces|age|persons|participants|seats|cantidad|unidades|edad|plazas'), /数量|數量|件数|件數|人数|人數|年龄|年齡|次数|次數/],
  ['code', word('id|code|number|no|nr|sku|key|serial|serial number|serial no|reference|ref|código|codigo|número|numero|núm|clave|referencia'), /编号|編號|编码|編碼|代码|代碼|单号|單號|序号|序號|货号|貨號|序列号|序列號/],
  ['longText', word('note|notes|description|comment|comments|remarks|details|text|message|nota|notas|descripción|descripcion|comentario|comentarios|observaciones'), /备注|備註|说明|說明|描述|评论|評論|详情|詳情/],
  ['title', word('name|title|subject|company|customer|product|asset|task|project|nombre|título|titulo|asunto|empresa|cliente|producto|tarea|proyecto'), /名称|名稱|姓名|标题|標題|主题|主題|公司|客户$|客戶$|产品$|產品$|任务$|任務$|项目$|項目$|专案$|專案$/],
  ['boolean', word('active|done|paid\\?|is .*|has .*|yes ?/ ?no|activo|hecho'), /是否|有无|有無/],
  ['person', word('owner|responsible|assignee|assigned to|responsable|asignado a'), /负责人|負責人|经办人|經辦人/],
]; // prettier-ignore

function word(alternatives: string): RegExp {
  return new RegExp(`(?:^|[^\\p{L}])(?:${alternatives})(?:$|[^\\p{L}])`, 'iu');
}

/** The hint that a label gives; undefined where its words say nothing. */
export function hintOf(label: string): LabelHint | undefined {
  const text = label.normalize('NFKC').replaceAll('_', ' ').trim();
  return hints.find(([, latin, han]) => latin.test(text) || han.test(text))?.[0];
}

/** The field type for something that is only named so far: a line of the quick grid. */
export function typeOfLabel(label: string): string {
  const hint = hintOf(label);
  if (hint === undefined || hint === 'title' || hint === 'code' || hint === 'postcode') return 'text';
  if (hint === 'year') return 'integer';
  if (hint === 'person') return 'user';
  return hint === 'stage' ? 'choice' : hint;
}
