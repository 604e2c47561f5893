/** Shared parts of drawings that are laid out by ourselves: text, colours, steps of magnitude, trees. */
import { expect } from 'chai';
import fc from 'fast-check';
import { contrast, mixColours, readableOn } from '../../../metadata/chart/colour.js';
import { magnitudeSteps, stepOf } from '../../../metadata/chart/magnitude.js';
import { ChartRefusal } from '../../../metadata/chart/refusal.js';
import { openScale } from '../../../metadata/chart/scale.js';
import { cutText, textWidth, wrapText } from '../../../metadata/chart/text-width.js';
import { shortFigure, tickTexts } from '../../../metadata/chart/theme.js';
import { treeMarks, treeNotes, treeOf } from '../../../metadata/chart/tree.js';
import { listNames, say } from '../../../metadata/chart/words.js';
import type { ChartInput } from '../../../metadata/contributions.js';
import { sum } from '../../../metadata/expression/decimal.js';
import { darkTheme, lightTheme } from '../../helper/chart-theme.js';

describe('chart/text-width', () => {
  it('cuts to the room with an ellipsis, and to nothing where too little would be left', () => {
    expect(cutText('Sales', 100)).to.equal('Sales');
    expect(cutText('Sales of the year', 60)).to.match(/^Sales.*…$/);
    expect(cutText('Sales', 8)).to.equal('');
    expect(cutText('销售额合计', 44)).to.equal('销售额…');
  });

  it('never gives more than the room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 0, max: 300 }), (text, room) => {
        expect(textWidth(cutText(text, room))).to.be.at.most(Math.max(room, 0) + 1e-9);
      }),
    );
  });

  it('breaks between words, Han anywhere', () => {
    expect(wrapText('Königlich Essen', 60)).to.deep.equal(['Königlich', 'Essen']);
    expect(wrapText('销售额合计', 36)).to.deep.equal(['销售额', '合计']);
    expect(wrapText('', 36)).to.deep.equal(['']);
  });
});

describe('chart/colour', () => {
  it('mixes hexadecimal and computed colours', () => {
    expect(mixColours('#000000', 'rgb(255, 255, 255)', 0.5)).to.equal('rgb(128, 128, 128)');
    expect(mixColours('rgba(10, 20, 30, 1)', '#ffffff', 1)).to.equal('rgb(10, 20, 30)');
  });

  it('finds the text that reads best, with enough contrast on every series colour', () => {
    expect(contrast('#000000', '#ffffff')).to.be.closeTo(21, 0.01);
    expect(contrast('#07c', '#ffffff')).to.equal(contrast('#0077cc', '#ffffff'));
    for (const theme of [lightTheme, darkTheme]) {
      for (const ground of theme.series) {
        const text = readableOn(ground, [theme.text, theme.surface]);
        expect(contrast(text, ground), ground).to.be.at.least(4.5);
      }
    }
    const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => `rgb(${parts.join(', ')})`);
    fc.assert(fc.property(colour, colour, (ground, choice) => contrast(readableOn(ground, [choice]), ground) >= 4.5));
  });
});

describe('chart/magnitude', () => {
  it('ends on round figures and holds every figure in one of five steps', () => {
    expect(magnitudeSteps([3, 97])).to.deep.equal([20, 40, 60, 80, 100]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e9 }), { minLength: 1, maxLength: 20 }), (values) => {
        const steps = magnitudeSteps(values);
        expect(steps).to.have.length(5);
        for (const value of values) expect(stepOf(steps, value)).to.be.within(0, 4);
        expect(stepOf(steps, Math.max(...values))).to.be.at.least(stepOf(steps, Math.min(...values)));
      }),
    );
  });
});

describe('chart/theme', () => {
  it('writes axes and figures in the same short forms, by language', () => {
    expect(tickTexts([0, 25_000, 100_000], 'en-GB')).to.deep.equal(['0', '25k', '100k']);
    expect(tickTexts([0, 25_000, 100_000], 'zh-CN')).to.deep.equal(['0', '2.5万', '10万']);
    expect(shortFigure(72_000, 'zh-CN')).to.equal('7.2万');
    expect(tickTexts([0, 1_250_000, 2_500_000], 'en-GB')).to.deep.equal(['0', '1.25M', '2.5M']);
    expect(tickTexts([-0.2, 0, 0.2], 'es-ES')).to.deep.equal(['−0,2', '0', '0,2']);
  });
});

describe('chart/scale', () => {
  it('begins near the least figure where zero is far away', () => {
    expect(openScale([980, 1010]).domain[0]).to.be.greaterThan(900);
    expect(openScale([10, 1010]).domain[0]).to.equal(0);
    expect(openScale([-5, 5]).ticks).to.include(0);
    expect(openScale([7, 7]).ticks.length).to.be.greaterThan(1);
  });
});

describe('chart/words', () => {
  it('says how many names were left out', () => {
    expect(listNames('en-GB', ['a', 'b', 'c', 'd'], 2)).to.equal('a, b and 2 more');
    expect(listNames('zh-CN', ['a', 'b'], 6)).to.equal('a、b');
    expect(listNames('en-GB', ['a', 'b', 'c'], 2)).to.equal('a, b, c');
    expect(say('es-ES', 'short', { figure: '10' })).to.equal('Faltan 10');
    expect(say('fr-FR', 'others')).to.equal('Others');
  });
});

describe('chart/tree', () => {
  const inputOf = (rows: ChartInput['rows'], additive?: false): ChartInput => ({
    options: { levels: ['group', 'part'], y: ['n'] },
    columns: [
      { name: 'group', type: 'text', label: 'Group' },
      { name: 'part', type: 'text', label: 'Part' },
      { name: 'n', type: 'number', label: 'Count', ...(additive === false ? { additive } : {}) },
    ],
    rows, theme: lightTheme, locale: 'en-GB', timeZone: 'UTC', selected: [], width: 300, height: 200,
  }); // prettier-ignore
  const rows = Array.from({ length: 22 }, (_, index) => ({
    group: `g${index % 11}`,
    part: `p${index}`,
    n: 30 - index,
  }));

  it('keeps seven groups of more than eight, gathers the rest, and loses nothing', () => {
    const tree = treeOf(inputOf(rows));
    expect(tree.children!.map((node) => node.data.label)).to.deep.equal([
      'g0',
      'g1',
      'g2',
      'g3',
      'g4',
      'g5',
      'g6',
      'Others',
    ]);
    expect(tree.value).to.equal(sum(rows.map((row) => row.n)));
  });

  it('numbers its marks in the order of the tree, with the way to each part', () => {
    const marks = treeMarks(inputOf(rows));
    expect(marks.slice(0, 2).map((mark) => mark.label)).to.deep.equal(['g0', 'g0 › p0']);
    expect(marks[1]!.datum).to.deep.equal({ group: 'g0', part: 'p0' });
    expect(marks.at(-1)).to.include({ gathered: true });
  });

  it('says which figures have no area, and refuses figures that are no parts', () => {
    expect(treeNotes(inputOf([...rows, { group: 'x', part: 'refund', n: -5 }])).join(' ')).to.include('refund −5');
    expect(treeNotes(inputOf(rows))).to.deep.equal([]);
    expect(() => treeOf(inputOf(rows, false)))
      .to.throw(ChartRefusal)
      .with.property('code', 'notAdditive');
  });
});
