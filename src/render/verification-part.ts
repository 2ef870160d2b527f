/** What was proved of the changed files, with what each proof covered. The plan holds only edits that passed; what did not is among its problems. */
import type { RootContent } from 'mdast';
import type { FilePlan } from '../core/file-plan.js';
import type { Part } from './fit.js';
import { amount, heading, number, paragraph, table, words } from './markdown.js';
import type { PhaseView } from './phase-view.js';
import { countTouchedLinks } from './touched-links.js';

/** What is compared of a changed file besides its bytes, by the ends of paths. */
const PARSED: readonly (readonly [kind: string, path: RegExp, proof: string])[] = [
  ['notebook', /\.ipynb$/i, 'the same cells, ids, outputs, metadata and order of keys; only sources differ'],
  [
    'Markdown file',
    /\.(?:md|markdown|mdx)$/i,
    'the same lists, quotes, fences, tables with their columns, links and images',
  ],
  ['Python file', /\.py[iw]?$/i, 'parses no worse than before'],
  ['YAML file', /\.ya?ml$/i, 'parses no worse than before'],
  ['JSON file', /\.jsonc?$/i, 'parses no worse than before'],
];

/** The part of a body that says how the edits were verified: check by check, or in a sentence. */
export function verificationPart(view: PhaseView): Part {
  return {
    name: 'how it was verified',
    essential: true,
    eagerness: 0.5,
    levels: [() => verificationBlocks(view, true), () => verificationBlocks(view, false)],
  };
}

function verificationBlocks({ plan, context, rows }: PhaseView, table: boolean): readonly RootContent[] {
  const changed = plan.files.filter((file) => file.changes.edits.length > 0);
  const unverified = plan.problems.filter((problem) => problem.unverified).length;
  return [
    heading(2, words('Verification')),
    paragraph(
      words(
        'Done for every changed file before it was written; an edit that failed was left out and is a question above.',
      ),
    ),
    ...(changed.length === 0 || !table ? [] : [proofTable(changed, rows)]),
    paragraph(
      words(
        unverified === 0
          ? `All of it held for ${amount(changed.length, 'changed file')}.`
          : `It held for ${amount(changed.length, 'changed file')}; ${amount(unverified, 'problem')} above ${unverified === 1 ? 'names a file' : 'name files'} where it could not be shown, and nothing was changed there.`,
      ),
      words(' No notebook was run.'),
    ),
    ...signature(context.verified),
  ];
}

function proofTable(changed: readonly FilePlan[], rows: PhaseView['rows']): RootContent {
  const edits = changed.flatMap((file) => file.changes.edits);
  const put = new Set(rows.filter(({ outcome }) => outcome === 'rewrite').map(({ to }) => to));
  const left = rows.filter(({ outcome }) => outcome === 'keep' || outcome === 'ask').length;
  const asked = rows.filter(({ outcome }) => outcome === 'ask').length;
  const { relative, absolute, headings } = countTouchedLinks(changed);
  const links =
    relative === 0
      ? 'no edit stands in the target of a link or image inside the repository'
      : `${amount(relative, 'edit')} stand in targets of links inside the repository: follow them`;
  const proofs: readonly (readonly [string, string, string])[] = [
    [
      'Locality',
      amount(edits.length, 'edit'),
      'every byte outside them is as it was, and undoing them gives the same bytes back',
    ],
    ...parsedRows(changed),
    ['Names', amount(put.size, 'new name'), 'each stands in the catalogue, in the form of its registry'],
    [
      'Links',
      amount(edits.length, 'edit'),
      `${links}${absolute === 0 ? '' : `; ${amount(absolute, 'address')} outside it changed with the name in it`}${headings === 0 ? '' : `; ${amount(headings, 'heading')} changed, none of them linked from its own file`}`,
    ],
    ['Idempotence', amount(changed.length, 'file'), 'planned again after the edits, nothing is left to rewrite'],
    [
      'Leftovers',
      amount(left, 'old name'),
      `${number(left - asked)} kept with a reason and ${number(asked)} to choose, all accounted for here`,
    ],
  ];
  return table(
    ['Check', 'Covers', 'Result'],
    proofs.map((cells) => cells.map((text) => [words(text)])),
  );
}

function parsedRows(changed: readonly FilePlan[]): readonly (readonly [string, string, string])[] {
  const rows = PARSED.flatMap(([kind, path, proof]): (readonly [string, string, string])[] => {
    const count = changed.filter((file) => path.test(file.path)).length;
    return count === 0 ? [] : [[kind === 'notebook' ? 'Schema' : 'Parse', amount(count, kind), proof]];
  });
  const others = changed.filter((file) => !PARSED.some(([, path]) => path.test(file.path))).length;
  return others === 0
    ? rows
    : [
        ...rows,
        ['Parse', amount(others, 'other file'), 'scripts keep their quotation marks; plain text has nothing to parse'],
      ];
}

function signature(verified: boolean | undefined): readonly RootContent[] {
  if (verified === undefined) return [];
  return [
    paragraph(
      words(
        verified
          ? 'GitHub shows the commit as verified.'
          : 'GitHub does not show the commit as verified: a branch rule that wants signed commits will refuse it.',
      ),
    ),
  ];
}
