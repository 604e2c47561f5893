import { writeFileSync } from 'node:fs';
import { chartFolders, inputFor, chartTheme } from '/work/main/test/helper/charts.js';
import { compile } from 'vega-lite'; import { parse, View } from 'vega'; import { expressionInterpreter } from 'vega-interpreter';
const theme = { ...chartTheme, series: ['#2F5BD0','#D97F1F','#009173','#6A1B8E','#826100','#31465A','#8C6AF9','#309ED7'], mute:'#C9D0D9', grid:'#E9ECEF', axis:'#636C77', text:'#1B1F24', soft:'#4C5560', selected:'#EEF3FE', font:'Inter, DejaVu Sans' };
let html = '<body style="margin:20px;display:grid;gap:30px;grid-template-columns:700px 700px">';
for (const { definition, example } of chartFolders) for (const more of [{}, { selected: ['2026-07-01','id2'], today: '2026-11-21' }, {width:300,height:200, today:'2026-11-21'}]) {
  const input = inputFor(definition, example, { theme, width: 636, height: definition.id==='combo'?206:230, ...more });
  const v = new View(parse(compile(definition.compile(input) as never).spec, undefined, { ast: true } as never), { expr: expressionInterpreter, renderer: 'none' } as never);
  html += '<div>' + await v.toSVG() + '</div>';
}
writeFileSync('/tmp/dashboard-ui/charts.html', html);
