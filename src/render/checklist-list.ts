/** The plan's own bullets, section by section, ticked only where the run has proved them. */
import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import type { Section } from '../core/migration.js';
import type { ChecklistPlace, ChecklistState, SectionFolder } from '../core/phase-plan.js';
import type { Part } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { heading, item, list, paragraph, words } from './markdown.js';
import { ended, groupBy, keyOf, type PhaseView } from './phase-view.js';
import { placeLink, placeLinks, type ShownPlace } from './place-link.js';

/** Places of a bullet that are listed, from the most to the fewest. */
const PLACES = [12, 6, 3, 1, 0] as const;

/** The part of a body with the checklist. It is never left out: at its shortest, bullets have no places and at last no proof. */
export function checklistPart(view: PhaseView): Part {
  return {
    name: 'the checklist',
    essential: true,
    eagerness: 0.7,
    levels: [
      ...PLACES.map((places) => () => checklistBlocks(view, places, true)),
      () => checklistBlocks(view, 0, false),
    ],
  };
}

function checklistBlocks(view: PhaseView, places: number, proofs: boolean): readonly RootContent[] {
  const { phase, checklist, folders } = view.plan;
  const asked = questionKeys(view);
  const bullets = (states: readonly ChecklistState[]) =>
    states.length === 0 ? [] : [list(states.map((state) => bullet(view, state, asked, places, proofs)))];
  const bySection = groupBy(checklist, ({ section, item }) => section ?? ownerOf(view, item.id));
  const sections = phase.sections.flatMap((section): readonly RootContent[] => {
    const states = bySection.get(section.id) ?? [];
    const folder = folders.find((one) => one.section === section.id);
    if (states.length === 0 && (folder === undefined || folder.match === 'exact')) return [];
    const mark = section.mark === undefined ? [] : [words(' '), ...inertSentence(section.mark)];
    return [
      heading(3, ...inertSentence(sectionTitle(section)), ...mark),
      ...(folder === undefined ? [] : folderWords(folder)),
      ...bullets(states),
    ];
  });
  const own = bySection.get(phase.id) ?? [];
  return [
    heading(2, words('Checklist')),
    paragraph(
      words(
        'The words are those of the plan. A box is ticked where this run has proved it; an open one waits for a person.',
      ),
    ),
    ...sections,
    ...(own.length > 0 && sections.length > 0 ? [heading(3, words('The whole phase'))] : []),
    ...bullets(own),
    ...repeatedBlocks(view, bySection, bullets),
  ];
}

/** The title of a section as the plan has it: behind its number. */
function sectionTitle({ id, title }: Section): string {
  return /^\d+(\.\d+)*$/.test(id) && !title.startsWith(id) ? `${id} ${title}` : title;
}

/** The phase that a bullet without a section belongs to: this one, or the one that it is repeated from. */
function ownerOf(view: PhaseView, id: string): string {
  const { phase } = view.plan;
  if (phase.checklist.some((one) => one.id === id)) return phase.id;
  return view.context.migration.phases.find((other) => other.checklist.some((one) => one.id === id))?.id ?? phase.id;
}

/** Bullets of another phase, repeated for the notebooks that this one claims. */
function repeatedBlocks(
  view: PhaseView,
  bySection: ReadonlyMap<string, readonly ChecklistState[]>,
  bullets: (states: readonly ChecklistState[]) => readonly RootContent[],
): readonly RootContent[] {
  return view.context.migration.phases.flatMap((other) => {
    const states = other.id === view.plan.phase.id ? [] : (bySection.get(other.id) ?? []);
    if (states.length === 0) return [];
    return [
      heading(3, words(`From phase ${other.number}, for the notebooks of this phase: `), ...inertSentence(other.title)),
      ...bullets(states),
    ];
  });
}

/** The places that the table of questions has: a bullet refers to it and does not say them again. */
function questionKeys({ rows }: PhaseView): ReadonlySet<string> {
  return new Set(
    rows.flatMap(({ outcome, path, line, surface, reason }) =>
      outcome === 'ask' ? [keyOf(path, String(line), `${surface}: ${reason}`)] : [],
    ),
  );
}

function bullet(
  view: PhaseView,
  state: ChecklistState,
  asked: ReadonlySet<string>,
  limit: number,
  proofs: boolean,
): ListItem {
  const said: PhrasingContent[] = inertSentence(state.item.text);
  if (proofs)
    said.push(
      words(state.state === 'already' ? ' – was already met: ' : ' – '),
      ...inertSentence(ended(proofOf(view, state)), 400),
    );
  else if (state.state === 'already') said.push(words(' – was already met.'));
  const own = state.places.filter(({ path, line, note }) => !asked.has(keyOf(path, String(line), note)));
  const places = own.map((place) => ({ shown: view.placeOfLine(place.path, place.line), note: place.note }));
  if (own.length < state.places.length && limit > 0)
    said.push(
      ...questionWords(
        view,
        state.places.filter((place) => !own.includes(place)),
        limit,
      ),
    );
  if (places.length > 0 && limit > 0 && limit <= 3)
    said.push(
      words(' See '),
      ...placeLinks(
        places.map(({ shown }) => shown),
        view.context,
        limit,
      ),
      words('.'),
    );
  const listed = limit <= 3 ? [] : places.slice(0, limit);
  const rest = places.length - listed.length;
  const nested = [...groupBy(listed, ({ shown }) => keyOf(shown.path, String(shown.line))).values()].map((some) =>
    placeItem(view, some),
  );
  const more =
    rest > 0 && listed.length > 0
      ? [
          item([
            paragraph(words(`and ${rest} more: `), inertCode('cutover plan . --format json'), words(' lists them')),
          ]),
        ]
      : [];
  return item(
    [paragraph(...said), ...(nested.length === 0 ? [] : [list([...nested, ...more])])],
    state.state !== 'open',
  );
}

/** A line and what is to be seen there; several notes on one line stand below it. */
function placeItem(
  { context }: PhaseView,
  places: readonly { readonly shown: ShownPlace; readonly note: string }[],
): ListItem {
  const [first, ...others] = places;
  if (first === undefined) return item([]);
  const link = placeLink(first.shown, context);
  if (others.length === 0) return item([paragraph(...link, words(': '), ...inertSentence(first.note, 200))]);
  const notes = places.map(({ note }) => item([paragraph(...inertSentence(note, 200))]));
  return item([paragraph(...link, words(':')), list(notes)]);
}

/** The lines of questions, file by file, as the table above has them. */
function questionWords(view: PhaseView, places: readonly ChecklistPlace[], limit: number): PhrasingContent[] {
  const files = [...groupBy(places, ({ path }) => path)];
  const shown = files.slice(0, limit).flatMap(([path, some], index) => {
    const lines = [...new Set(some.map(({ line }) => view.placeOfLine(path, line).line))];
    return [
      words(index === 0 ? ' ' : '; '),
      inertCode(path),
      words(` line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}`),
    ];
  });
  const rest = files.length - limit;
  return [
    words(' To choose above:'),
    ...shown,
    words(rest <= 0 ? '.' : ` and ${rest} more ${rest === 1 ? 'file' : 'files'}.`),
  ];
}

/** What is proved of a bullet; where its folder is in question, that is said once, above the bullets. */
function proofOf({ plan }: PhaseView, { section, state, proof }: ChecklistState): string {
  if (state !== 'open') return proof;
  const match = plan.folders.find((folder) => folder.section === section)?.match;
  return match === 'disagree' || match === 'missing' ? 'its folder is in question, see above' : proof;
}

/** How the folder that the plan names was found, where it is not simply there. */
function folderWords(folder: SectionFolder): readonly RootContent[] {
  const candidates = folder.candidates.flatMap((path, index) => [
    ...(index === 0 ? [] : [words(', ')]),
    inertCode(path),
  ]);
  const named = [words('The plan names the folder '), inertCode(folder.named)];
  switch (folder.match) {
    case 'exact':
      return [];
    case 'renamed':
      return [
        paragraph(...named, words('; its number and title are those of '), ...candidates, words(', which was taken.')),
      ];
    case 'disagree':
      return [
        paragraph(
          ...named,
          words('; its number and its title point to different folders. A person must say which is meant: '),
          ...candidates,
          words('.'),
        ),
      ];
    case 'missing':
      return [
        paragraph(
          ...named,
          words(', which is not in this repository'),
          ...(candidates.length === 0 ? [] : [words('. It may be '), ...candidates]),
          words('. Its bullets stay open.'),
        ),
      ];
    default: {
      const never: never = folder.match;
      return never;
    }
  }
}
