/** What only the model can tell about the pipelines of an entity: that its fields can hold what the stages say. */
import type { Entity, Field, Model } from '../model/model.js';
import { shareOf } from '../rules/pipeline.js';
import type { EntityDocument, PipelineDocument, StageDocument } from '../schema/entity.js';
import type { Problem, Words } from '../value.js';
import { problem, say } from '../words.js';
import { hinted, meant } from './nearest.js';
import { below } from './pointer.js';

/** Findings about `entity.pipelines`; names that lead nowhere are told with all other names. */
export function checkPipelines({ name, pipelines = [] }: EntityDocument, model: Model): readonly Problem[] {
  const entity = model.entities.get(name);
  if (!entity) return [];
  return [
    ...pipelines.flatMap((pipeline, i) => checkPipeline(pipeline, below('/pipelines', i), entity, model)),
    ...checkShared(pipelines),
  ];
}

const bad = (path: string, words: Words): Problem => problem(path, 'BAD_PIPELINE', words);

function checkPipeline(pipeline: PipelineDocument, at: string, entity: Entity, model: Model): readonly Problem[] {
  const field = entity.fields.get(pipeline.field);
  const codes = model.dictionaries.get(field?.dictionary ?? '')?.values;
  const isChoice = !field || (field.dictionary !== undefined && field.valueType !== 'list' && isWritable(field));
  const ask = (
    key: 'probability' | 'since' | 'closedOn',
    fits: (field: Field) => boolean,
    words: (name: string) => Words,
  ) => {
    const named = pipeline[key];
    const found = named === undefined ? undefined : entity.fields.get(named);
    return !found || (fits(found) && isWritable(found)) ? [] : [bad(below(at, key), words(found.name))];
  };
  const aDay = (found: string) => say`"${{ found }}" must be a date or a date with time that may be written.`;
  const isDay = ({ valueType }: Field) => valueType === 'date' || valueType === 'datetime';
  return [
    ...(isChoice ? [] : [bad(below(at, 'field'), noChoice(pipeline.field))]),
    ...ask(
      'probability',
      ({ valueType }) => valueType === 'number',
      (found) => say`"${{ found }}" must be a figure that may be written: per cent, a decimal or a whole number.`,
    ),
    ...ask('since', isDay, aDay),
    ...ask('closedOn', isDay, aDay),
    ...pipeline.stages.flatMap((stage, i) => {
      const place = below(at, 'stages', i);
      const known = isChoice && codes ? checkCode(stage, place, [...codes.keys()], field!.dictionary!) : [];
      return [...known, ...checkFigures(pipeline, stage, place, entity), ...checkRequired(stage, place, entity)];
    }),
  ];
}

const noChoice = (field: string) =>
  say`"${{ field }}" has no stages: name a choice with one value from a dictionary that may be written.`;

function checkCode({ value }: StageDocument, at: string, codes: readonly string[], dictionary: string) {
  if (codes.includes(value)) return [];
  const words = say`The dictionary "${{ dictionary }}" has no code "${{ code: value }}". Choose one of its codes.`;
  return [bad(below(at, 'value'), hinted(words, meant(value, codes)))];
}

/** A probability or a limit that nothing would ever take. */
function checkFigures(pipeline: PipelineDocument, stage: StageDocument, at: string, entity: Entity) {
  const problems: Problem[] = [];
  const { probability, ageLimit } = stage;
  if (probability !== undefined) {
    const place = below(at, 'probability');
    const field = entity.fields.get(pipeline.probability ?? '');
    if (pipeline.probability === undefined)
      problems.push(bad(place, say`No field takes this: name one as "${{ key: 'probability' }}" of the pipeline.`));
    else if (field?.valueType === 'number' && shareOf(field, probability) === null)
      problems.push(bad(place, say`"${{ field: field.name }}" does not take ${{ percent: probability }} %.`));
  }
  if (ageLimit !== undefined && pipeline.since === undefined)
    problems.push(
      bad(below(at, 'ageLimit'), say`No field takes this: name one as "${{ key: 'since' }}" of the pipeline.`),
    );
  return problems;
}

function checkRequired({ required = [] }: StageDocument, at: string, entity: Entity): readonly Problem[] {
  return required.flatMap((name, i) => {
    const field = entity.fields.get(name);
    // Whether a list has rows is known only to writes that carry it.
    if (!field || (isWritable(field) && !field.children && !field.links)) return [];
    const words = say`"${{ field: name }}" cannot be filled in: name fields of the entity that may be written.`;
    return [bad(below(at, 'required', i), words)];
  });
}

const isWritable = (field: Field): boolean =>
  !field.computed && field.foreign === undefined && field.document.readOnly !== true && !field.sealed;

/** Two pipelines cannot have one choice, nor set one field. */
function checkShared(pipelines: readonly PipelineDocument[]): readonly Problem[] {
  const taken = new Set<string>();
  return pipelines.flatMap((pipeline, i) =>
    (['field', 'probability', 'since', 'closedOn'] as const).flatMap((key) => {
      const name = pipeline[key];
      if (name === undefined) return [];
      const isTaken = taken.has(name);
      taken.add(name);
      const words = say`"${{ field: name }}" has its part in a pipeline already: name another field.`;
      return isTaken ? [bad(below('/pipelines', i, key), words)] : [];
    }),
  );
}
