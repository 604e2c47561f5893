/** Parts of a whole as areas, by one to three columns: groups with their name above, parts within them. */
import { treemap, treemapSquarify, type HierarchyRectangularNode } from 'd3-hierarchy';
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { readableOn } from '../../../../metadata/chart/colour.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { boxLayer, drawPixels, textLayer, type Box, type Text } from '../../../../metadata/chart/pixels.js';
import { cutText, wrapText } from '../../../../metadata/chart/text-width.js';
import {
  branchColour,
  describeTree,
  treeMarks,
  treeNotes,
  treeOf,
  treeOptionsOf,
  type Branch,
} from '../../../../metadata/chart/tree.js';
import { measureText } from '../../../../metadata/chart/category.js';
import { closed } from '../../../../metadata/schema/common.js';

const options = closed({
  chart: Type.Literal('treemap'),
  /** Columns from the whole to the part. */
  levels: Type.Array(columnOption, { minItems: 1, maxItems: 3 }),
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  ...commonOptions,
});

/** Height of a group's name. */
const HEAD = 20;
/** Names are bold, which takes a little more room than their size. */
const NAME_SIZE = 12.5;
type Node = HierarchyRectangularNode<Branch>;

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const tree = treemap<Branch>()
    .tile(treemapSquarify)
    .size([input.width, input.height])
    .round(true)
    .paddingInner(2)
    .paddingTop((node) => (node.depth > 0 && hasHead(node) ? HEAD : 0))(treeOf(input));
  const nodes = tree.descendants().filter((node) => node.depth > 0);
  const boxes = nodes.map((node): Box => {
    const fill = branchColour(input, node);
    return { x: node.x0, y: node.y0, x2: node.x1, y2: node.y1, fill, mark: node.data.mark };
  });
  const names = nodes.flatMap((node) => namesOf(input, node));
  const figures = nodes.filter((node) => !node.children).map((node) => figureOf(input, node));
  return drawPixels(input, [
    ...(boxes.length === 0 ? [] : [boxLayer(input, boxes, { cornerRadius: 2 })]),
    ...textLayer(input, names, { align: 'left', fontWeight: 600, fontSize: 12 }),
    ...textLayer(input, figures, { align: 'left' }),
  ]);
}

const hasHead = (node: Node): boolean => node.x1 - node.x0 > 40 && node.y1 - node.y0 > HEAD * 2;

function textOn(input: ChartInput, node: Node): string {
  const { text, surface } = input.theme;
  return readableOn(branchColour(input, node), [text, surface]);
}

/** Pixels from one line of a name to the next. */
const LINE = 15;

/** In one line, or in two or three where all of it fits into them and not into one; else its beginning. */
function linesOf({ data: { label }, children, x0, x1, y0, y1 }: Node): readonly string[] {
  const room = x1 - x0 - 10;
  const most = children ? 1 : Math.min(3, Math.floor((y1 - y0 - 4) / LINE));
  const whole = [1, 2, 3]
    .filter((count) => count <= most)
    .map((count) => wrapText(label, room, count, NAME_SIZE))
    .find((lines) => lines.every((line) => !line.endsWith('…')));
  return whole ?? [cutText(label, room, NAME_SIZE)];
}

function namesOf(input: ChartInput, node: Node): readonly Text[] {
  const fits = node.children ? hasHead(node) : node.y1 - node.y0 >= 18;
  if (!fits) return [];
  const [x, fill, { mark }] = [node.x0 + 6, textOn(input, node), node.data];
  return linesOf(node).map((text, index) => ({ x, y: node.y0 + 11 + index * LINE, text, fill, mark }));
}

/** Figures are whole or absent. */
function figureOf(input: ChartInput, node: Node): Text {
  const text = measureText(input, treeOptionsOf(input).y[0], node.data.value);
  const above = linesOf(node).length * LINE;
  const fits = node.y1 - node.y0 >= above + 21 && cutText(text, node.x1 - node.x0 - 12) === text;
  return {
    x: node.x0 + 6,
    y: node.y0 + 11 + above,
    text: fits ? text : '',
    fill: textOn(input, node),
    mark: node.data.mark,
  };
}

export const definition: ChartType = {
  id: 'treemap',
  label: { en: 'Tree map', 'zh-CN': '矩形树图', 'zh-TW': '矩形樹圖', es: 'Mapa de árbol' },
  icon: 'layout-panel-left',
  options,
  selects: (chosen) => (chosen['levels'] as readonly string[] | undefined)?.[0],
  compile,
  describe: describeTree,
  marks: treeMarks,
  notes: treeNotes,
};
