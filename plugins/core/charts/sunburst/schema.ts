/** Parts of a whole as rings, one per level, with the total in the middle. */
import { partition, type HierarchyRectangularNode } from 'd3-hierarchy';
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { unitOf } from '../../../../metadata/chart/category.js';
import { readableOn } from '../../../../metadata/chart/colour.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { drawPixels, ownColour, textLayer, type Text } from '../../../../metadata/chart/pixels.js';
import { cutText } from '../../../../metadata/chart/text-width.js';
import { shortFigure } from '../../../../metadata/chart/theme.js';
import {
  branchColour,
  describeTree,
  treeMarks,
  treeNotes,
  treeOf,
  treeOptionsOf,
  type Branch,
} from '../../../../metadata/chart/tree.js';
import { closed } from '../../../../metadata/schema/common.js';

const options = closed({
  chart: Type.Literal('sunburst'),
  /** Columns from the inner ring to the outer one. */
  levels: Type.Array(columnOption, { minItems: 1, maxItems: 3 }),
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  ...commonOptions,
});
type Node = HierarchyRectangularNode<Branch>;

interface Rings {
  readonly middle: readonly [number, number];
  readonly hole: number;
  readonly ring: number;
}

function ringsOf(input: ChartInput): Rings {
  const radius = Math.max(30, Math.min(input.width, input.height) / 2 - 2);
  const hole = radius * 0.34;
  return {
    middle: [input.width / 2, input.height / 2],
    hole,
    ring: (radius - hole) / treeOptionsOf(input).levels.length,
  };
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const rings = ringsOf(input);
  const tree = partition<Branch>().size([2 * Math.PI, 1])(treeOf(input));
  const nodes = tree.descendants().filter((node) => node.depth > 0);
  const [cx, cy] = rings.middle;
  const arcs = nodes.map((node) => ({
    mark: node.data.mark,
    from: node.x0,
    to: node.x1,
    inner: rings.hole + (node.depth - 1) * rings.ring,
    outer: rings.hole + node.depth * rings.ring - 1,
    fill: branchColour(input, node),
  }));
  const raw = (field: string) => ({ field, type: 'quantitative', scale: null });
  const unit = unitOf(input, treeOptionsOf(input).y[0]);
  const total = shortFigure(tree.data.value, input.locale);
  return drawPixels(input, [
    {
      data: { values: arcs },
      mark: { type: 'arc', stroke: input.theme.surface, strokeWidth: 1.5, cursor: 'pointer' },
      encoding: {
        x: { value: cx },
        y: { value: cy },
        theta: raw('from'),
        theta2: { field: 'to' },
        radius: raw('outer'),
        radius2: { field: 'inner' },
        fill: ownColour('fill'),
      },
    },
    ...textLayer(
      input,
      nodes.map((node) => nameOf(input, node, rings)),
    ),
    ...textLayer(input, [{ x: cx, y: cy - (unit ? 7 : 0), text: total }], {
      fontSize: Math.round(Math.min(20, rings.hole * 0.48)),
      fontWeight: 600,
    }),
    ...textLayer(input, unit ? [{ x: cx, y: cy + 11, text: unit }] : [], { fill: input.theme.axis }),
  ]);
}

/** Level text in the middle of its part, where there is room for the most of it. */
function nameOf(input: ChartInput, node: Node, { middle: [cx, cy], hole, ring }: Rings): Text {
  const radius = hole + (node.depth - 0.5) * ring;
  const angle = (node.x0 + node.x1) / 2;
  const chord = (node.x1 - node.x0) * radius;
  const isSide = Math.abs(Math.sin(angle)) > 0.7;
  const room = (isSide ? ring : Math.min(ring * 1.3, chord)) - 8;
  const text = chord < 16 ? '' : cutText(node.data.label, Math.max(0, room), 10.5);
  const fill = readableOn(branchColour(input, node), [input.theme.text, input.theme.surface]);
  const isShort = text.replace('…', '').length < Math.min(4, node.data.label.length);
  return {
    x: Math.round(cx + Math.sin(angle) * radius),
    y: Math.round(cy - Math.cos(angle) * radius),
    text: isShort && !/[\u2e80-\uffff]/.test(text) ? '' : text,
    fill,
    mark: node.data.mark,
  };
}

export const definition: ChartType = {
  id: 'sunburst',
  label: { en: 'Sunburst', 'zh-CN': '旭日图', 'zh-TW': '旭日圖', es: 'Proyección solar' },
  icon: 'sun',
  options,
  selects: (chosen) => (chosen['levels'] as readonly string[] | undefined)?.[0],
  compile,
  describe: describeTree,
  marks: treeMarks,
  notes: treeNotes,
};
