/** What the schema of parameters cannot say: widgets that fit their type, options that fit the widget, no circles. */
import { parseRange } from '../query/date-ranges.js';
import { circleOf, widgetOf } from '../query/parameter-options.js';
import { parametersRead } from '../query/parameters.js';
import type { Parameter, ParameterWidget } from '../schema/parameter.js';
import type { Dataset } from '../schema/dataset.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { below } from './pointer.js';
import type { Surroundings } from './site.js';

/** Types that a widget chooses. */
const types: Readonly<Record<ParameterWidget, readonly Parameter['type'][]>> = {
  text: ['text'],
  number: ['number'],
  boolean: ['boolean'],
  date: ['date'],
  dateRange: ['dateRange'],
  relative: ['dateRange'],
  choice: ['text', 'id', 'number'],
  multi: ['text', 'id', 'number'],
  tree: ['text', 'id'],
  lookup: ['id'],
};
const listed: ReadonlySet<ParameterWidget> = new Set(['choice', 'multi', 'tree', 'lookup']);

export interface ParameterBoard {
  readonly parameters?: readonly Parameter[] | undefined;
  readonly datasets: readonly Dataset[];
}

const noRange = (text: string) =>
  say`"${{ text }}" is no range: write lastDays:30, thisQuarter or 2026-01-01..2026-03-31.`;

export function checkParameters(board: ParameterBoard, registries: Surroundings['registries']): readonly Problem[] {
  const parameters = board.parameters ?? [];
  const names = parameters.map((parameter) => parameter.name);
  const circle = circleOf(parameters);
  return parameters.flatMap((parameter, i): readonly Problem[] => {
    const at = below('/parameters', i);
    const { name, dependsOn = [] } = parameter;
    return [
      ...checkWidget(parameter, at),
      ...checkOptions(parameter, at),
      ...checkReading(parameter, at, board, registries),
      ...dependsOn
        .filter((other) => !names.includes(other))
        .map((other) =>
          problem(
            below(at, 'dependsOn'),
            'UNKNOWN_NAME',
            say`There is no parameter "${{ other }}" to depend on: take it out, or add it.`,
          ),
        ),
      ...(circle?.[0] === name
        ? [
            problem(
              below(at, 'dependsOn'),
              'PARAMETER_CIRCLE',
              say`These depend on each other in a circle: ${{ circle: [...circle, name].join(', ') }}. Take one out of "dependsOn".`,
            ),
          ]
        : []),
      ...(parameter.type === 'dateRange'
        ? [`${name}_from`, `${name}_to`]
            .filter((day) => names.includes(day))
            .map((day) =>
              problem(
                below(at, 'name'),
                'DUPLICATE_NAME',
                say`"${{ day }}" is a day of the range "${{ name }}": give one of them another name.`,
              ),
            )
        : []),
    ];
  });
}

function checkWidget(parameter: Parameter, at: string): readonly Problem[] {
  const widget = widgetOf(parameter);
  if (!types[widget].includes(parameter.type)) {
    const fits = types[widget].join(', ');
    return [
      problem(
        below(at, 'widget'),
        'WIDGET_MISFIT',
        say`The widget "${{ widget }}" chooses values of type ${{ fits }}: change the type, or the widget.`,
      ),
    ];
  }
  if (widget === 'multi' && !parameter.multiple)
    return [
      problem(
        below(at, 'multiple'),
        'WIDGET_MISFIT',
        'The widget "multi" needs "multiple": true. Add it, or choose another widget.',
      ),
    ];
  if (parameter.multiple && (widget === 'choice' || widget === 'tree' || parameter.type === 'dateRange'))
    return [
      problem(
        below(at, 'multiple'),
        'WIDGET_MISFIT',
        say`The widget "${{ widget }}" chooses one value: take "multiple" out.`,
      ),
    ];
  const fallback = parameter.default;
  if (parameter.type === 'dateRange' && typeof fallback === 'string' && !parseRange(fallback))
    return [problem(below(at, 'default'), 'BAD_RANGE', noRange(fallback))];
  return [];
}

function checkOptions(parameter: Parameter, at: string): readonly Problem[] {
  const { dictionary, entity, dataset, value, where, ranges = [] } = parameter.options ?? {};
  const sources = [dictionary, entity, dataset].filter((each) => each !== undefined);
  const place = below(at, 'options');
  const widget = widgetOf(parameter);
  const problems: Problem[] = [];
  if (listed.has(widget) && sources.length === 0)
    problems.push(
      problem(
        place,
        'OPTIONS_MISSING',
        say`The widget "${{ widget }}" needs a dictionary, an entity or a dataset to choose from.`,
      ),
    );
  if (sources.length > 1)
    problems.push(
      problem(
        place,
        'OPTIONS_MANY',
        'Options come from one place: name a dictionary, an entity or a dataset, and take the others out.',
      ),
    );
  if (dataset !== undefined && value === undefined)
    problems.push(problem(below(place, 'value'), 'OPTIONS_MISSING', 'Say which column of the dataset is the value.'));
  if (where !== undefined && entity === undefined)
    problems.push(
      problem(
        below(place, 'where'),
        'OPTIONS_MISFIT',
        'Only records of an entity can be narrowed by "where": take it out, or name an entity.',
      ),
    );
  for (const [i, text] of ranges.entries()) {
    if (!parseRange(text)) problems.push(problem(below(place, 'ranges', i), 'BAD_RANGE', noRange(text)));
  }
  return problems;
}

/** What narrows the options must stand in `dependsOn`, so that the pane knows when to ask again. */
function checkReading(
  parameter: Parameter,
  at: string,
  { parameters = [], datasets }: ParameterBoard,
  registries: Surroundings['registries'],
): readonly Problem[] {
  const { where, dataset } = parameter.options ?? {};
  const source = where ?? datasets.find((each) => each.name === dataset)?.source;
  if (!source) return [];
  const known = parameters.filter(({ name }) => parametersRead(source, registries, parameters).has(name));
  return known
    .filter(({ name }) => name !== parameter.name && !(parameter.dependsOn ?? []).includes(name))
    .map(({ name }) =>
      problem(
        below(at, 'dependsOn'),
        'DEPENDS_ON_MISSING',
        say`The options read "${{ name }}": name it in "dependsOn".`,
      ),
    );
}
