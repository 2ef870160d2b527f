/**
 * What a plan says and what a migration holds, as lists of lines that can be compared. The plan's side is read from its Markdown,
 * the migration's side from the parsed YAML; neither knows the other.
 */
import type { Code, Heading, ListItem, Nodes, Paragraph, Root, Table } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import type { ChecklistItem, Migration, MigrationPattern, PlanTable, Section } from '../../src/core/migration.js';

/** Every fact of the plan's Markdown that a migration must hold. */
export function factsOfPlan(text: string): readonly string[] {
  const tree: Root = remark().use(remarkGfm).parse(text);
  const headings: string[] = [];
  const facts: string[] = [];
  for (const node of tree.children) {
    if (node.type === 'heading') {
      headings.length = node.depth - 1;
      headings[node.depth - 1] = contentOf(node, text);
      facts.push(...factsOfHeading(headings, node));
    } else facts.push(...factsOfBlock(node, headings, text));
  }
  return facts;
}

function factsOfHeading(headings: readonly string[], node: Heading): readonly string[] {
  const title = headings[node.depth - 1] ?? '';
  if (node.depth === 1) return [`title: ${title}`];
  if (/^Phase \d/.test(title)) return [`phase: ${title}`];
  if (/^\d\.\d /.test(title)) return [`section of ${phaseOf(headings)}: ${title}`];
  if (/^Pattern \d/.test(title)) return [`pattern: ${title}`];
  const chapter = wordsOf(headings[1]);
  if (node.depth === 3 && chapter === 'Critical Notes' && title !== 'Reasoning Model Comparison')
    return [`notes: ${title}`];
  if (node.depth === 3 && chapter === 'Execution Checklist') return [`execution: ${title}`];
  return [];
}

function factsOfBlock(node: Nodes, headings: readonly string[], text: string): readonly string[] {
  const title = headings.at(-1) ?? '';
  const chapter = wordsOf(headings[1]);
  switch (node.type) {
    case 'table':
      return factsOfTable(node, title === wordsOf(title) ? title : chapter, text);
    case 'list':
      return node.children.map((item) => factOfItem(item, headings, chapter, title, text));
    case 'code':
      return [factOfCode(node, title)];
    case 'paragraph':
      return factsOfParagraph(node, headings, chapter, title, text);
    default:
      return [];
  }
}

function factsOfTable(table: Table, title: string, text: string): readonly string[] {
  const rows = table.children.map((row) => row.children.map((cell) => contentOf(cell, text)).join(' | '));
  const plain =
    title === 'Primary Model Replacements' ? rows.slice(1).map((row) => row.replace(/^\*\*(.*?)\*\*/, '$1')) : rows;
  return plain.map((row) => `table ${title}: ${row}`);
}

function factOfItem(item: ListItem, headings: readonly string[], chapter: string, title: string, text: string): string {
  const words = item.children
    .map((child) => text.slice(child.position?.start.offset, child.position?.end.offset))
    .join('\n');
  if (chapter === 'Files to Update') return `bullet of ${bulletOwner(headings)}: ${words}`;
  if (chapter === 'Critical Notes') return `note of ${title}: ${words}`;
  if (chapter === 'Execution Checklist') return `execution of ${title}: ${words}`;
  return `covers: ${words}`;
}

function factOfCode(code: Code, title: string): string {
  const lines = code.value.split('\n').filter((line) => line.trim() !== '');
  return `code of ${title} (${code.lang ?? ''}): ${lines.join(' ¶ ')}`;
}

function factsOfParagraph(
  node: Paragraph,
  headings: readonly string[],
  chapter: string,
  title: string,
  text: string,
): readonly string[] {
  const words = contentOf(node, text);
  if (chapter === 'Overview') return [`overview: ${words}`];
  if (chapter === 'Critical Notes') return [`lead of ${title}: ${words}`];
  if (chapter === 'Files to Update') return [`lead of ${bulletOwner(headings)}: ${words}`];
  if (words === 'This plan covers:') return [];
  return [`approval: ${words}`];
}

function bulletOwner(headings: readonly string[]): string {
  return /^(\d\.\d) /.exec(headings[3] ?? '')?.[1] ?? phaseOf(headings);
}

function phaseOf(headings: readonly string[]): string {
  return /^Phase \d+/.exec(headings[2] ?? '')?.[0] ?? '';
}

/** A title without the picture before it. */
function wordsOf(title: string | undefined): string {
  return (title ?? '').replace(/^[^\p{L}\d]+/u, '');
}

/** The raw Markdown of a node's children: what its author wrote, marks included. */
function contentOf(node: Heading | Paragraph | Table['children'][number]['children'][number], text: string): string {
  const first = node.children[0]?.position?.start.offset;
  const last = node.children.at(-1)?.position?.end.offset;
  return first === undefined ? '' : text.slice(first, last);
}

/** Every fact of a migration that a plan could have stated. Sections that the plan does not number are left out. */
export function factsOfMigration(migration: Migration): readonly string[] {
  const { phases, criticalNotes } = migration;
  return [
    `title: ${migration.title}`,
    `overview: ${migration.overview}`,
    'table Primary Model Replacements: ',
    ...migration.replacements.map(
      (row) =>
        `table Primary Model Replacements: ${[row.category, row.plan.old, row.plan.new, row.plan.capabilities, row.plan.notes].join(' | ')}`,
    ),
    ...tableFacts('Capability Reference', migration.capabilityReference),
    ...phases.flatMap((phase) => {
      const name = `Phase ${phase.number}`;
      return [
        `phase: ${name}: ${phase.title}${phase.priority === undefined ? '' : ` (${phase.priority})`}`,
        ...(phase.lead === undefined ? [] : [`lead of ${name}: ${phase.lead}`]),
        ...phase.sections.filter(isNumbered).map((section) => `section of ${name}: ${headingOf(section)}`),
        ...phase.sections.flatMap((section) => section.checklist.map((item) => bullet(section.id, item))),
        ...phase.checklist.map((item) => bullet(name, item)),
      ];
    }),
    ...migration.patterns.flatMap((pattern, index) => {
      const title = `Pattern ${index + 1}: ${pattern.title}`;
      return [`pattern: ${title}`, `code of ${title} (${pattern.language}): ${codeOf(pattern).join(' ¶ ')}`];
    }),
    ...criticalNotes.flatMap((group) => [
      `notes: ${group.title}`,
      `lead of ${group.title}: ${group.lead}`,
      ...group.items.map((item) => `note of ${group.title}: ${item}`),
    ]),
    ...tableFacts('Reasoning Model Comparison', migration.reasoningComparison),
    ...tableFacts('Estimated Impact', migration.impact),
    ...migration.execution.flatMap((group) => [
      `execution: ${group.title}`,
      ...group.items.map((item) => `execution of ${group.title}: ${item.text}`),
    ]),
    ...migration.covers.map((line) => `covers: ${line}`),
    `approval: ${migration.approval}`,
  ].filter((fact) => !fact.endsWith(': '));
}

function isNumbered(section: Section): boolean {
  return /^\d+\.\d+$/.test(section.id);
}

function headingOf(section: Section): string {
  return `${section.id} ${section.title}${section.mark === undefined ? '' : ` ${section.mark}`}`;
}

function bullet(owner: string, item: ChecklistItem): string {
  return `bullet of ${owner}: ${item.text}`;
}

function tableFacts(title: string, table: PlanTable): readonly string[] {
  return [table.header, ...table.rows].map((cells) => `table ${title}: ${cells.join(' | ')}`);
}

function codeOf(pattern: MigrationPattern): readonly string[] {
  const mark = (word: string, label: string | undefined) =>
    label === undefined || label === '' ? `# ${word}` : `# ${word} (${label})`;
  return [
    ...pattern.notes.map((note) => `# ${note}`),
    mark('OLD', pattern.oldLabel),
    ...pattern.old,
    ...pattern.new.flatMap(({ label, code }) => [label === 'or' ? '# or' : mark('NEW', label), ...code]),
  ];
}
