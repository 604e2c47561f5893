/** What single charts make of their rows, beyond the contract that all keep. */
import { expect } from 'chai';
import { ChartRefusal } from '../../../../metadata/chart/refusal.js';
import type { ChartInput, ChartMark, ResultColumn, ResultRow } from '../../../../metadata/contributions.js';
import { squareMap } from '../../../helper/chart-rows.js';
import { chartFolders, inputFor, runSpec } from '../../../helper/charts.js';

const typeOf = (name: string) => chartFolders.find((each) => each.name === name)!.definition;
const exampleOf = (name: string, more: Partial<ChartInput> = {}): ChartInput => {
  const { definition, example } = chartFolders.find((each) => each.name === name)!;
  return inputFor(definition, example, more);
};
const figures = (mark: ChartMark) => mark.figures.map((each) => each.text);
const number = (name: string, more: Partial<ResultColumn> = {}): ResultColumn => ({
  name,
  type: 'number',
  label: name,
  ...more,
});

describe('charts/bar', () => {
  it('gathers the rest as a bar that cannot be chosen, where the chart says so', () => {
    const input = exampleOf('bar');
    const marks = (options: object) => typeOf('bar').marks!({ ...input, options: { ...input.options, ...options } });
    expect(marks({ limit: 8 })).to.have.length(8);
    const gathered = marks({ limit: 8, others: true });
    expect(gathered).to.have.length(9);
    expect(gathered.at(-1)).to.include({ label: 'Others', gathered: true });
    expect(figures(gathered.at(-1)!)).to.deep.equal(['2,600']);
  });
});

describe('charts/funnel', () => {
  const input = exampleOf('funnel');

  it('counts who came through a step from those who stand behind it, and leaves out what is no step', () => {
    const rows = [
      ...[
        { stage: 'lost', orders: 50 },
        { stage: 'new', orders: 30 },
      ],
      ...[
        { stage: 'offer', orders: 40 },
        { stage: 'won', orders: 10 },
      ],
    ];
    const options = { chart: 'funnel', x: 'stage', y: ['orders'], cumulative: true, leave: ['lost'] };
    expect(typeOf('funnel').marks!({ ...input, rows, options }).map(figures)).to.deep.equal([
      ['80', '30'],
      ['50', '40', '63 %', '63 %'],
      ['10', '10', '20 % · ▾ weak', '13 %'],
    ]);
  });

  it('says what passed on from the step before and from the first', () => {
    expect(typeOf('funnel').marks!(input).map(figures)).to.deep.equal([
      ['88'],
      ['61', '69 %', '69 %'],
      ['43', '70 %', '49 %'],
      ['19', '44 % · ▾ weak', '22 %'],
      ['16', '84 %', '18 %'],
    ]);
  });

  it('names the weakest step in words, for the eye and for the ear', () => {
    expect(JSON.stringify(typeOf('funnel').compile(input))).to.include('▾ 44 % weak');
    expect(typeOf('funnel').describe(input)).to.include('Weakest step: Negotiation, 44 % passed on.');
  });

  it('knows no weakest step where nothing is lost, and no share of nothing', () => {
    const rows = [1, 0, 5].map((orders, index) => ({ stage: `s${index}`, orders }));
    const marks = typeOf('funnel').marks!({ ...input, rows });
    expect(figures(marks[2]!)).to.deep.equal(['5', '500 %']);
    const even = [4, 4].map((orders, index) => ({ stage: `s${index}`, orders }));
    expect(typeOf('funnel').describe({ ...input, rows: even })).to.not.include('Weakest');
  });
});

describe('charts/gauge', () => {
  const reads = (rows: readonly ResultRow[], options: object = {}, locale = 'en-GB') => {
    const base = exampleOf('gauge', { rows, locale });
    return typeOf('gauge').describe({ ...base, options: { ...base.options, ...options } });
  };

  it('says how far it is to the target, and past it', () => {
    expect(reads([{ amt: 99_415, plan: 110_000 }])).to.equal('Amount: 99,415 of 110,000 USD, 90 %, 10,585 short');
    expect(reads([{ amt: 120, plan: 100 }])).to.equal('Amount: 120 of 100 USD, 120 %, 20 above');
    expect(reads([{ amt: 100, plan: 100 }])).to.include('Target reached');
    expect(reads([{ amt: 99_415, plan: 110_000 }], {}, 'zh-CN')).to.include('还差 10,585');
  });

  it('stands without a figure and without a target', () => {
    expect(reads([])).to.include('Amount: –');
    expect(reads([{ amt: 5, plan: null }])).to.equal('Amount: 5 USD');
  });

  it('says the name of the band that the figure lies in', () => {
    const bands = [{ to: 50, tone: 'bad', label: 'behind' }, { to: 100, tone: 'good', label: 'on track' }]; // prettier-ignore
    expect(reads([{ amt: 20, plan: 90 }], { bands })).to.include('behind');
    expect(reads([{ amt: 500, plan: 90 }], { bands })).to.include('on track');
  });
});

describe('charts/gauge drawing', () => {
  it('ends at the stated figure', () => {
    const input = exampleOf('gauge', { rows: [{ amt: 50, plan: 60 }] });
    const spec = typeOf('gauge').compile({ ...input, options: { chart: 'gauge', y: ['amt'], max: 100 } });
    const [ring] = spec['layer'] as { readonly data: { readonly values: readonly { readonly to: number }[] } }[];
    expect(ring!.data.values[1]!.to).to.be.closeTo(0, 1e-9);
  });
});

describe('charts/format', () => {
  it('writes figures as the chart says', () => {
    const texts = (format: object) => {
      const input = exampleOf('funnel', { rows: [{ stage: 'a', orders: 1234.5 }] });
      return figures(typeOf('funnel').marks!({ ...input, options: { ...input.options, format } })[0]!)[0];
    };
    expect(texts({})).to.equal('1,235');
    expect(texts({ digits: 2 })).to.equal('1,234.50');
    expect(texts({ style: 'short' })).to.equal('1.2k');
    expect(texts({ style: 'percent', digits: 1 })).to.equal('123,450.0 %');
  });

  it('names columns and units as the chart says, in the reader’s language', () => {
    const input = exampleOf('funnel', { locale: 'zh-CN' });
    const options = { ...input.options, labels: { orders: { en: 'Deals', 'zh-CN': '商机' } }, units: { orders: '个' } };
    expect(typeOf('funnel').marks!({ ...input, options })[0]!.figures[0]!.label).to.equal('商机, 个');
  });
});

describe('charts/map', () => {
  const rows = [{ country: 'US', amt: 5 }, { country: 'deu', amt: 7 }, { country: '156', amt: 1 }, { country: 'SG', amt: 2 }, { country: null, amt: 3 }, { country: 'US', amt: 4 }]; // prettier-ignore
  const input = exampleOf('map', { rows });
  const { marks, notes, describe: sentence } = typeOf('map');

  it('joins areas by any ISO code and adds up rows of one area', () => {
    expect(marks!(input).map((mark) => [mark.label, ...figures(mark)])).to.deep.equal([
      ['United States', '9'],
      ['Germany', '7'],
      ['China', '1'],
    ]);
    expect(marks!({ ...input, locale: 'es-ES' })[1]!.label).to.equal('Alemania');
    expect(sentence(input)).to.include('highest United States with 9');
  });

  it('says in words what has no area', () => {
    expect(notes!(input)).to.deep.equal(['Not on this map: Singapore 2, – 3.']);
    expect(notes!({ ...input, rows: rows.slice(0, 3) })).to.deep.equal([]);
  });

  it('reads a map of states by FIPS number, letters and ISO 3166-2', () => {
    const [first, ...rest] = squareMap.features;
    const shapes = { ...squareMap, features: [{ ...first!, id: '06', properties: { name: 'California' } }, ...rest] };
    const options = { ...input.options, map: 'us_states' };
    for (const country of ['CA', 'US-CA', '06']) {
      const [mark] = marks!({ ...input, options, shapes, rows: [{ country, amt: 5 }] });
      expect(mark!.label).to.equal('California');
    }
  });

  it('reads a map of Chinese provinces by letters, ISO 3166-2 and the numbers of GB/T 2260', () => {
    const [first] = squareMap.features;
    const options = { ...input.options, map: 'china_provinces' };
    for (const properties of [
      { code: 'CN-ZJ', name: 'Zhejiang' },
      { adcode: 330000, name: 'Zhejiang' },
    ]) {
      const shapes = { type: 'FeatureCollection', features: [{ ...first!, id: 'x', properties }] };
      for (const country of ['ZJ', 'CN-ZJ', 'CN-33', '330000']) {
        const [mark] = marks!({ ...input, options, shapes, rows: [{ country, amt: 5 }] });
        expect(mark!.label, country).to.equal('Zhejiang');
      }
    }
  });

  it('takes an administrator’s map by its own codes, with names in four languages', () => {
    const [first] = squareMap.features;
    const name = { en: 'Guangdong', 'zh-CN': '广东' };
    const shapes = { type: 'FeatureCollection', features: [{ ...first!, id: 7, properties: { code: 'CN-GD', name } }] };
    const own = {
      ...input,
      options: { ...input.options, map: 'provinces' },
      shapes,
      rows: [{ country: 'GD', amt: 1 }],
    };
    expect(marks!(own)[0]!.label).to.equal('Guangdong');
    expect(marks!({ ...own, locale: 'zh-CN' })[0]!.label).to.equal('广东');
  });

  it('refuses a file without areas', () => {
    for (const shapes of [undefined, {}, { type: 'FeatureCollection', features: [] }, { type: 'Topology', objects: {} }, { type: 'Topology', objects: { a: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', arcs: [[9]] }] } } }]) {
      expect(() => typeOf('map').compile({ ...input, shapes })).to.throw(ChartRefusal).with.property('code', 'badMap');
    } // prettier-ignore
  });
});

describe('charts/timeline', () => {
  const input = exampleOf('timeline', { today: '2026-11-21' });
  const { marks, notes, describe: sentence } = typeOf('timeline');

  it('runs what has no end until today, and says that it is ongoing', () => {
    const mark = marks!(input).find((each) => each.label.startsWith('Newsletter'))!;
    expect(figures(mark)).to.deep.equal(['12 January 2026', 'ongoing']);
    expect(sentence(input)).to.equal('7 bars from 12 January 2026 to 20 December 2026.');
  });

  it('puts rows of one name on one line, and says what has no date or no room', () => {
    const [first] = input.rows;
    const again = { ...first!, starts_on: '2026-08-01', ends_on: '2026-08-09' };
    expect(marks!({ ...input, rows: [first!, again] })).to.have.length(2);
    expect(notes!({ ...input, rows: [first!, { ...first!, starts_on: null, campaign: 'Nowhen' }] })).to.deep.equal([
      'Not drawn, without Starts on: Nowhen.',
    ]);
    expect(notes!({ ...input, height: 60 }).join('')).to.match(/^Not drawn for want of room: .+\.$/);
  });
});

describe('charts/heatmap', () => {
  it('writes figures into cells unless the chart says not to', () => {
    const input = exampleOf('heatmap', { width: 1200 });
    const drawn = (more: object) =>
      JSON.stringify(typeOf('heatmap').compile({ ...input, options: { ...input.options, ...more } }));
    const text = figures(typeOf('heatmap').marks!(input)[0]!)[0]!;
    expect(drawn({})).to.include(`"${text}"`);
    expect(drawn({ figures: false })).to.not.include(`"${text}"`);
  });

  it('says which rows have no room', () => {
    const input = exampleOf('heatmap', { height: 50 });
    expect(typeOf('heatmap').notes!(input)).to.deep.equal([
      'Not drawn for want of room: South America, Northern Europe.',
    ]);
  });

  it('keeps a pair without rows apart from zero', () => {
    const input = exampleOf('heatmap');
    const rows = input.rows.map((row, index) => (index === 0 ? { ...row, amt: 0 } : row));
    const cells = typeOf('heatmap').marks!({ ...input, rows });
    expect(figures(cells[0]!)).to.deep.equal(['0']);
    expect(figures(cells[5]!)).to.deep.equal(['–']);
  });
});

describe('charts/scatter', () => {
  it('shows a measure by area only where the chart names one', () => {
    const input = exampleOf('scatter');
    const areas = (size: string | undefined) => {
      const { size: _, ...options } = input.options;
      const spec = typeOf('scatter').compile({
        ...input,
        options: size === undefined ? options : { ...options, size },
      });
      const points = (
        spec['layer'] as { readonly data: { readonly values: readonly { readonly area?: number }[] } }[]
      ).at(-1)!;
      return new Set(points.data.values.map((value) => value.area)).size;
    };
    expect(areas('margin')).to.be.greaterThan(3);
    expect(areas(undefined)).to.equal(1);
  });

  it('names the points that lack a figure', () => {
    const input = exampleOf('scatter');
    const rows = [...input.rows, { customer: 'x', customer_label: 'Nobody', orders: null, amt: 4 }];
    expect(typeOf('scatter').notes!({ ...input, rows }).join('')).to.equal(
      'Not drawn, without Orders / Amount: Nobody.',
    );
    expect(typeOf('scatter').marks!({ ...input, rows })).to.have.length(input.rows.length);
  });
});

describe('charts/pie', () => {
  it('refuses to gather what may not be added up', () => {
    const input = exampleOf('pie');
    const columns = input.columns.map((column) =>
      column.name === 'amt' ? { ...column, additive: false as const } : column,
    );
    expect(() => typeOf('pie').compile({ ...input, columns }))
      .to.throw(ChartRefusal)
      .with.property('code', 'notAdditive');
    expect(() => typeOf('pie').compile({ ...input, columns, rows: input.rows.slice(0, 5) })).to.not.throw();
  });
});

describe('charts/kpi', () => {
  it('takes a rise as bad news where less is better', () => {
    const input = exampleOf('kpi', { today: '2026-11-21' });
    const drawn = (options: object) =>
      JSON.stringify(typeOf('kpi').compile({ ...input, options: { ...input.options, ...options } }));
    expect(drawn({})).to.include(input.theme.good).and.not.include(input.theme.bad);
    expect(drawn({ lessIsBetter: true }))
      .to.include(input.theme.bad)
      .and.not.include(input.theme.good);
  });

  it('reads the last period that is over, or the chosen one', () => {
    const input = exampleOf('kpi', { today: '2026-11-21' });
    expect(typeOf('kpi').describe(input)).to.equal('Amount: 101,005 USD, ▴ +9.8 % · Sep → Oct');
    expect(typeOf('kpi').describe({ ...input, selected: ['2026-03-01'] })).to.include('38,001 USD');
  });

  it('divides one figure by another', () => {
    const input: ChartInput = { ...exampleOf('kpi'), options: { chart: 'kpi', y: ['a'], divide: 'b' }, columns: [number('a'), number('b')], rows: [{ a: 10, b: 4 }] }; // prettier-ignore
    expect(typeOf('kpi').describe(input)).to.equal('a: 2.5');
  });
});

describe('charts/vega', () => {
  it('is refused when it is drawn too, before Vega sees it', () => {
    const input = exampleOf('vega');
    const spec = { data: { url: 'file:///etc/passwd' }, mark: 'bar' };
    expect(() => typeOf('vega').compile({ ...input, options: { ...input.options, spec } }))
      .to.throw(ChartRefusal)
      .with.deep.property('values')
      .that.includes({ path: '/data/url' });
  });

  it('gives its findings the place within the options', () => {
    const [found] = typeOf('vega').check!({ spec: { mark: 'image' } });
    expect(found).to.include({ path: '/spec/mark', code: 'UNSAFE_SPEC' });
  });

  it('draws a layered and a repeated specification of the rows', async () => {
    const input = exampleOf('vega');
    const y = { field: 'amt', type: 'quantitative' };
    const x = { field: 'month', type: 'ordinal' };
    for (const spec of [{ layer: [{ mark: 'line' }, { mark: 'point' }], encoding: { x, y } }, { hconcat: [{ mark: 'bar', encoding: { x, y } }] }]) {
      const { view, warnings } = await runSpec(typeOf('vega').compile({ ...input, options: { ...input.options, spec } }));
      view.finalize();
      expect(warnings).to.deep.equal([]);
    } // prettier-ignore
  });
});
