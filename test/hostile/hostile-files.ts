/** Names and contents that a repository may hold to harm whoever reads it, and what would show that one of them had an effect. */

/** A phase of the bundled migration claims what stands here. */
export const FOLDER = 'domain-3-llm-systems/module-3.6-ai-agents';
export const PHASE = 'phase-4';

/** What GitHub would act on, each told by its own word. */
const TRICKS: readonly string[] = [
  '@hostile-team/all',
  '@hostile',
  'Fixes #4242',
  'closes hostile/repo#4242',
  'GH-4242',
  'https://hostile.example/x',
  'www.hostile.example',
  '[hostile](https://hostile.example)',
  '![hostile](https://hostile.example/p.png)',
  '<img src=x onerror=hostile()>',
  '<script>hostile()</script>',
  '</details></summary><hostile>',
  '--> <hostile> <!--',
  '<!-- cutover:phase 2025-tier-1/phase-9 hostile -->',
  '```\n@hostile #4242\n```',
  '~~~ hostile',
  '`@hostile` `` @hostile',
  '| hostile | #4242 |',
  '[hostile]: https://hostile.example "x"',
  '[^hostile]: @hostile',
  '$\\href{https://hostile.example}{x}$',
  '&#64;hostile &lt;hostile&gt;',
  '\u202e@hostile\u202c',
  '\u200b#4242',
  '/migrate all confirm',
  '::set-output name=hostile::@hostile',
];

/** As names of files: no slash and no NUL can stand in one; a name has at most 255 bytes. */
const NAMES: readonly string[] = [
  ...TRICKS.map((trick) => `${trick.replaceAll('/', '_').slice(0, 100)}.md`),
  'line\nfeed @hostile #4242.md',
  'carriage\rreturn.md',
  'tab\there.md',
  '\u001b[31mred.md',
  '-rf.md',
  '--force.md',
  '$(touch hostile).sh',
  '`touch hostile`.sh',
  "'; touch hostile; '.sh",
  '%2e%2e%2fhostile.md',
  '..hostile.md',
  '.hidden.md',
  'CON.md',
  'Case.md',
  'case.md',
  'CASE.md',
  `${'n'.repeat(240)}.md`,
  'é.md',
  'e\u0301.md',
];

/** A Markdown text that names an old model among everything that could go wrong in a body. */
function page(trick: string, index: number): string {
  return `# ${trick}\n\nLlama 3.1 8B by ${trick} is used here, see ${trick}.\n\n\`\`\`bash\nollama pull llama3.1:8b # ${trick}\n\`\`\`\n\n| ${trick} | llama3.1:8b |\n|---|---|\n| ${trick} | ${index} |\n`;
}

/** A notebook whose cells hold the tricks. */
function notebook(trick: string): string {
  const source = [
    `import ollama # ${trick}\n`,
    `ollama.chat(model="llama3.1:8b", messages=[{"role": "${JSON.stringify(trick).slice(1, -1)}"}])`,
  ];
  const cells = [
    { cell_type: 'markdown', metadata: { hostile: trick }, source: [`# ${trick}\n`, 'Uses `llama3.1:8b`.'] },
    {
      cell_type: 'code',
      execution_count: 1,
      metadata: {},
      outputs: [{ name: 'stdout', output_type: 'stream', text: [`${trick} llama3.1:8b\n`] }],
      source,
    },
  ];
  return `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }, null, 1)}\n`;
}

/** A megabyte on one line, with a name in its middle. */
export const LONG_LINE = `${'@hostile #4242 <hostile> '.repeat(20_000)} ollama pull llama3.1:8b ${'`'.repeat(500_000)}\n`;

/** Folders in one another. */
export const DEEP = `${FOLDER}/${'d/'.repeat(400)}deep.md`;

/** Files with hostile names and contents, by path. */
export const HOSTILE_FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    NAMES.map((name, index) => [`${FOLDER}/${name}`, page(TRICKS[index % TRICKS.length] ?? '', index)]),
  ),
  ...Object.fromEntries(TRICKS.map((trick, index) => [`${FOLDER}/labs/n${index}.ipynb`, notebook(trick)])),
  [DEEP]: page('@hostile', 0),
  [`${FOLDER}/long.md`]: LONG_LINE,
  [`${FOLDER}/broken.ipynb`]: '{"cells": [ "llama3.1:8b @hostile" ',
  [`${FOLDER}/nested.ipynb`]: `${'['.repeat(100_000)}"llama3.1:8b"`,
  [`${FOLDER}/nested.json`]: `${'{"a":['.repeat(50_000)}"llama3.1:8b"`,
  [`${FOLDER}/nested.py`]: `${'('.repeat(50_000)}"llama3.1:8b"\n`,
  [`${FOLDER}/brackets.yaml`]: `${'{a: '.repeat(50_000)}llama3.1:8b`,
  [`${FOLDER}/quotes.md`]: `${'> '.repeat(20_000)}llama3.1:8b\n`,
  [`${FOLDER}/binary.md`]: 'llama3.1:8b\0',
  'outside/@hostile.md': page('@hostile', 1),
};

/** An ordinary file of the phase, which must be done whatever stands beside it. */
export const ORDINARY = `${FOLDER}/LAB_PREP.md`;
export const ORDINARY_TEXT = '# Lab\n\n```bash\nollama pull llama3.1:8b\n```\n';
