/** What a person may try a phase on: three notebooks, what to fetch for them, and how much disk that takes. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { ModelId } from '../core/model.js';
import type { Part } from './fit.js';
import { inertCode } from './inert-code.js';
import { amount, heading, item, link, list, paragraph, table, words } from './markdown.js';
import type { PhaseView } from './phase-view.js';
import { permalink } from './place-link.js';
import { chooseSamples, type Download, type SampleNotebook } from './sample-notebooks.js';

/** The part of a body with the sample notebooks; says nothing where no notebook changes. */
export function samplePart(view: PhaseView): Part {
  const name = 'the sample notebooks';
  const { notebooks, downloads, beyond, untouched } = chooseSamples(view.plan.files, view.context.migration);
  if (notebooks.length === 0) return { name, levels: [() => []] };
  const blocks: readonly RootContent[] = [
    heading(2, words('Notebooks to try')),
    paragraph(
      words(`${whatTheyAre(notebooks.length, beyond.length)} `),
      ...(beyond.length === 0 ? [] : [...namesOf(view, beyond), words(' stand in others. ')]),
      words('Nothing was run here: "Test sample notebooks" is for a person to tick.'),
    ),
    list(notebooks.map((notebook) => item([paragraph(...sampleWords(view, notebook))]))),
    ...downloadBlocks(downloads),
    ...(untouched.length === 0
      ? []
      : [paragraph(words('Of the new models, no changed notebook uses '), ...namesOf(view, untouched), words('.'))]),
  ];
  return { name, eagerness: 0.6, levels: [() => blocks] };
}

function whatTheyAre(count: number, beyond: number): string {
  const are = count === 1 ? 'This notebook uses' : `These ${count} notebooks use, between them,`;
  return beyond === 0 ? `${are} every new model of the changed notebooks.` : `${are} most of the new models;`;
}

function sampleWords(view: PhaseView, { path, models }: SampleNotebook): PhrasingContent[] {
  const { repository } = view.context;
  const shown = inertCode(path);
  return [
    repository === undefined ? shown : link(permalink(repository, path, 1), shown),
    words(': '),
    ...namesOf(view, models),
  ];
}

function namesOf({ context }: PhaseView, ids: readonly ModelId[]): PhrasingContent[] {
  const { models } = context.migration.catalogue;
  return ids.flatMap((id, index) => [
    ...(index === 0 ? [] : [words(', ')]),
    inertCode(models.find((model) => model.id === id)?.display[0] ?? id),
  ]);
}

function downloadBlocks(downloads: readonly Download[]): readonly RootContent[] {
  if (downloads.length === 0) return [];
  const known = downloads.flatMap(({ gigabytes }) => (gigabytes === undefined ? [] : [gigabytes]));
  const total = Math.round(known.reduce((sum, size) => sum + size, 0) * 10) / 10;
  const unknown = downloads.length - known.length;
  const besides = unknown === 0 ? '' : `, and ${amount(unknown, 'download')} whose size is not known`;
  return [
    table(['To fetch', 'GB on disk', 'Note'], downloads.map(rowOf), [1]),
    paragraph(
      words(
        `About ${total} GB of disk together${besides}; sizes from the catalogue (Ollama's plain tag, weights at 16 bit from Hugging Face).`,
      ),
    ),
  ];
}

function rowOf({ command, gigabytes, model }: Download): readonly (readonly PhrasingContent[])[] {
  const gated = model.gated?.value === true && command.startsWith('hf ');
  return [
    [inertCode(command)],
    [words(gigabytes === undefined ? 'not known' : String(gigabytes))],
    [words(gated ? 'access must be asked for on Hugging Face first' : '–')],
  ];
}
