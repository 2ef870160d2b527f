/** Places right beside the border of a rule: one condition more or less, and the text is decided in another way. */
import { describe, expect, test } from '@jest/globals';
import type { Section } from '../../src/core/migration.js';
import { planText } from './planning.js';
import { smallMigration } from './small-migration.js';

/** [what the border is, path, text, what is decided about each name]. */
type Border = readonly [situation: string, path: string, text: string, expected: string];

function check(borders: readonly Border[]): void {
  test.each(borders)('%s', (_situation, path, text, expected) => {
    const rows = planText(path, text).rows.map(({ outcome, rule }) => `${outcome} ${rule}`);
    expect(rows.join(', ')).toBe(expected);
  });
}

const REWRITE = 'rewrite exact-id';

describe('citation', () => {
  check([
    ['of an id in a text, its clause', 'a.md', 'Use `alder2:7b`; see arxiv.\n', REWRITE],
    ['of a family, its sentence', 'a.md', 'Alder 2; see arxiv.\n', 'keep citation'],
    [
      'not: what a model is asked',
      'a.py',
      'x = ask(model="alder2:7b", prompt="Sum up this research paper: " + t)\n',
      REWRITE,
    ],
    ['not: what it is asked, without a keyword', 'a.py', 'x = ask("alder2:7b", "Give a citation for it.")\n', REWRITE],
    ['a label beside an id', 'a.py', 'x = {"label": "of the technical report", "m": "alder2:7b"}\n', 'keep citation'],
    ['of an id in code, the line', 'a.py', 'x = chat("alder2:7b")  # see; arxiv\n', 'keep citation'],
    ['a link to another page', 'a.md', 'Use [alder2:7b](docs/x.md).\n', REWRITE],
    [
      'a link to a source, told by its target only',
      'a.md',
      '[alder2:7b; new](https://arxiv.org/abs/1)\n',
      'keep citation',
    ],
  ]);
});

describe('comparison', () => {
  check([
    ['not: what a model is asked', 'a.py', 'x = ask("alder2:7b", "Write a plan for the legacy system")\n', REWRITE],
    ['a label beside an id', 'a.py', 'x = {"name": "The baseline model", "m": "alder2:7b"}\n', 'keep comparison'],
    ['not: an editor', 'a.md', 'Use `alder2:7b` in VS Code.\n', REWRITE],
    ['another side', 'a.md', 'Look at `alder2:7b` vs code of a person.\n', REWRITE],
    ['not: a reference answer', 'a.py', 'reference = ask(q, model="alder2:7b")\n', REWRITE],
    ['a reference model', 'a.py', 'reference_model = load("alder2:7b")\n', 'keep comparison'],
    ['an old kind before the name', 'a.md', 'A deprecated model, `alder2:7b`, is here.\n', 'keep comparison'],
    ['an argument', 'a.py', 'run(baseline_model="alder2:7b")\n', 'keep comparison'],
    ['a parameter', 'a.py', 'def f(baseline_model="alder2:7b"):\n    pass\n', 'keep comparison'],
    ['a key', 'a.py', 'x = {"baseline_model": "alder2:7b"}\n', 'keep comparison'],
    ['a key above', 'a.py', 'x = {"legacy_ones": {"model": "alder2:7b"}}\n', 'keep comparison'],
    ['a variable of a script', 'a.sh', 'BASELINE_MODEL=alder2:7b\n', 'keep comparison'],
    ['a comment far behind', 'a.sh', 'run alder2:7b --with-one-option --and-another # deprecated\n', 'keep comparison'],
    [
      'a comment of another kind',
      'a.sh',
      'run alder2:7b --with-one-option --and-another // deprecated\n',
      'keep comparison',
    ],
    ['no comment', 'a.sh', 'run alder2:7b --with-one-option --and-another deprecated\n', REWRITE],
    ['a claim in the next sentence', 'a.md', 'Use `alder2:7b`. Be faster than llama:7.\n', REWRITE],
    ['a claim after an exclamation', 'a.md', 'Use `alder2:7b`! Be faster than llama:7.\n', REWRITE],
    ['a claim in the same sentence', 'a.md', 'Use `alder2:7b`, be faster than llama:7.\n', 'ask comparison'],
    ['a claim before the name', 'a.md', 'Be faster than llama:7 and use `alder2:7b`.\n', REWRITE],
    ['a claim in code', 'a.sh', 'run alder2:7b "faster than llama:7"\n', REWRITE],
  ]);
});

describe('derived-name', () => {
  check([
    ['an identifier', 'a.py', 'alder2_chat = 1\n', 'keep derived-name'],
    [
      'an id of another family',
      'a.py',
      'out = "alder-2-7b"\ny = load("marsh/newt-1-base")\n',
      `keep derived-name, ${REWRITE}`,
    ],
    ['an id of the family', 'a.py', 'out = "alder-2-7b"\ny = chat("alder2:7b")\n', `ask derived-name, ${REWRITE}`],
    ['labels in code', 'a.py', 'x = {"tags": ["alder2"]}\n', 'keep derived-name'],
    ['several labels in code', 'a.py', 'x = {"tags": ["new", "alder2"]}\n', 'keep derived-name'],
    ['one value in code', 'a.py', 'x = {"tags": "alder2"}\n', REWRITE],
    ['a tag of a registry among labels', 'a.yaml', 'tags:\n- alder2:7b\n', REWRITE],
    ['a label that is no item', 'a.yaml', 'tags: alder2\n', REWRITE],
    ['a display name as a value', 'a.yaml', 'served: Alder-2-7B\n', 'keep derived-name'],
    ['a display name in a value', 'a.yaml', 'served: my Alder-2-7B\n', 'ask prose-name'],
    ['a model of a configuration', 'a.yaml', 'model: alder-2-7b\n', 'ask derived-name'],
    ['a model of a configuration, deeper', 'a.yaml', 'x:\n  model: alder-2-7b\n', 'ask derived-name'],
    ['a key above called model', 'a.yaml', 'model:\n  out: alder-2-7b\n', 'keep derived-name'],
    ['an option', 'a.sh', 'run --model alder-2-7b\n', 'ask derived-name'],
    ['another option', 'a.sh', 'run --out alder-2-7b\n', 'keep derived-name'],
    ['a variable of a script', 'a.sh', 'MODEL=alder-2-7b\n', 'ask derived-name'],
    ['part of a value', 'a.py', 'run(model="my alder-2-7b")\n', 'keep derived-name'],
    ['a path as a model', 'a.py', 'run(model="./alder-2-7b")\n', 'keep derived-name'],
  ]);
});

describe('architecture-constant', () => {
  const KEPT = 'keep architecture-constant';
  const ASKED = 'ask family-name';
  check([
    ['a figure in another line of a call', 'a.py', 'x = f(\n  "Alder 2",\n  num_layers=3,\n)\n', KEPT],
    ['a figure in the value of a key', 'a.py', 'x = {\n  "Alder 2": {\n    "num_layers": "3"}}\n', KEPT],
    [
      'a figure six lines below a key',
      'a.py',
      'x = {\n  "Alder 2": "x",\n  # a\n  # b\n  # c\n  # d\n  # e\n  # num_layers\n}\n',
      KEPT,
    ],
    [
      'seven lines below',
      'a.py',
      'x = {\n  "Alder 2": "x",\n  # a\n  # b\n  # c\n  # d\n  # e\n  # f\n  # num_layers\n}\n',
      ASKED,
    ],
    ['above a key', 'a.py', 'num_layers = 3\nx = {"Alder 2": "x"}\n', ASKED],
    ['below what is no key', 'a.py', 'x = "Alder 2"\nnum_layers = 3\n', ASKED],
    ['three numbers beside an item', 'a.py', 'x = ["Alder 2"]  # 1, 2, 3\n', KEPT],
    ['two numbers beside an item', 'a.py', 'x = ["Alder 2"]  # 1, 2\n', ASKED],
    ['three numbers beside a value', 'a.py', 'x = "Alder 2"  # 1, 2, 3\n', ASKED],
    ['two arguments', 'a.py', 'f(model="alder2:7b", layers=32, heads=8)\n', KEPT],
    ['one argument', 'a.py', 'f(model="alder2:7b", layers=32)\n', REWRITE],
    ['one key', 'a.yaml', 'model: alder2:7b\nlayers: 32\n', REWRITE],
    ['keys of words', 'a.yaml', 'model: alder2:7b\nlayers: all\nheads: all\n', REWRITE],
    ['the key above says sizes', 'a.py', 'x = {"sizes": {"alder2:7b": 12}}\n', KEPT],
    ['the variable says sizes', 'a.py', 'sizes = {"alder2:7b": 12}\n', KEPT],
    ['a list of sizes', 'a.py', 'sizes = {"alder2:7b": [12, 13]}\n', KEPT],
    ['a pair of sizes', 'a.py', 'sizes = {"alder2:7b": (12, 13,)}\n', KEPT],
    ['sizes that are words', 'a.py', 'sizes = {"alder2:7b": [12, "x"]}\n', REWRITE],
    ['a record of footprints', 'a.json', '{"x": {"alder2:7b": {"fp16": 12}}}\n', KEPT],
    ['a record with words', 'a.json', '{"x": {"alder2:7b": {"fp16": 12, "a": "b"}}}\n', REWRITE],
    ['sizes in YAML', 'a.yaml', 'sizes:\n  alder2:7b: 12\n  other: 3\n', KEPT],
    ['sizes at the end of a file', 'a.yaml', 'sizes:\n  alder2:7b: 12', KEPT],
    ['sizes in JSON', 'a.json', '{"sizes": {"alder2:7b": 12}}\n', KEPT],
    ['words under sizes', 'a.json', '{"sizes": {"alder2:7b": "12"}}\n', REWRITE],
    ['the model of sizes', 'a.json', '{"sizes": {"model": "alder2:7b"}}\n', REWRITE],
    ['numbers under something else', 'a.json', '{"x": {"alder2:7b": 12}}\n', REWRITE],
  ]);
});

describe('the name of a run', () => {
  test('is no architecture, however many numbers stand beside it', () => {
    const text = 'x = DPOConfig(run_name="alder-2-7b-dpo", lr=1e-5, batch=8, steps=100, k=3)\n';
    expect(planText('a.py', text).rows.map(({ rule }) => rule)).toEqual(['derived-name']);
  });
});

describe('the number of parameters beside a name', () => {
  const KEPT = 'keep architecture-constant';
  check([
    ['in a tuple', 'a.py', 'x = [("alder2:60b", 60)]\n', KEPT],
    ['in a call', 'a.py', 'x = Spec("alder2:60b", 60, 4096)\n', KEPT],
    ['written out', 'a.py', 'x = dict([("alder2:7b", 7.03e9)])\n', KEPT],
    ['in words', 'a.py', 'x = {"alder2:60b": "60B"}\n', KEPT],
    ['that a test expects', 'a.py', 'assert params("alder2:60b") == 60\n', KEPT],
    ['not: a small number', 'a.py', 'x = run("alder2:7b", 7)\n', REWRITE],
    ['not: another number', 'a.py', 'x = run("alder2:60b", 64)\n', REWRITE],
    ['not: the same number of something else', 'a.py', 'x = run("alder2:60b", timeout=60)\n', REWRITE],
    ['figures in a call under the name', 'a.py', 'x = {"alder2:7b": dict(layers=32, heads=8)}\n', KEPT],
    ['settings in a call under the name', 'a.py', 'x = {"alder2:7b": dict(port=32, users=8)}\n', REWRITE],
  ]);
});

describe('prompt-format', () => {
  check([
    ['an argument', 'a.py', 'run(my_format="Alder 2")\n', 'keep prompt-format'],
    ['an id that runs', 'a.py', 'run(my_format="alder2:7b")\n', REWRITE],
    ['tokens two lines above', 'a.md', '[INST]\n\nThe Alder 2 text.\n', 'keep prompt-format'],
    ['tokens three lines above', 'a.md', '[INST]\n\n\nThe Alder 2 text.\n', 'ask family-name'],
    ['tokens six lines below', 'a.md', 'The Alder 2 text.\n\n\n\n\n\n[INST]\n', 'keep prompt-format'],
    ['tokens seven lines below', 'a.md', 'The Alder 2 text.\n\n\n\n\n\n\n[INST]\n', 'ask family-name'],
    ['an id near tokens', 'a.md', 'The `alder2:7b` text.\n\n[INST]\n', REWRITE],
    ['an id on a line of tokens', 'a.md', 'The `alder2:7b` text has [INST] in it.\n', 'keep prompt-format'],
    ['a path near tokens', 'a.yaml', 'pad: <|end|>\nout: ./my-alder-2-7b-lora\n', 'keep derived-name'],
    ['a key of formats', 'a.py', 'CHAT_FORMAT = {"alder2:7b": "chat-x"}\n', 'keep prompt-format'],
    ['a key of stop words', 'a.py', 'x = {"stop_words": {"alder2:7b": ["<|eot|>"]}}\n', 'keep prompt-format'],
    ['a key of something else', 'a.py', 'STOPPED_AT = {"alder2:7b": "now"}\n', REWRITE],
    ['a test in a function of formats', 'a.py', 'def my_format(m):\n    return "alder2" in m\n', 'ask name-test'],
  ]);
});

describe('measurement', () => {
  const KEPT = 'keep measurement';
  const table = (...rows: readonly string[]) => `| Model | A | B |\n|---|---|---|\n${rows.join('\n')}\n`;
  check([
    ['a score beside the name', 'a.md', table('| `alder2:7b` | x | 0.87 |'), KEPT],
    ['no score beside the name', 'a.md', table('| `alder2:7b` | x | y |'), REWRITE],
    ['a score of another row', 'a.md', table('| x | y | 0.87 |', '| `alder2:7b` | x | y |'), REWRITE],
    ['the name as a column of scores', 'a.md', '| Task | `alder2:7b` |\n|---|---|\n| a | 0.87 |\n', KEPT],
    ['the name as a column of words', 'a.md', '| Task | `alder2:7b` |\n|---|---|\n| a | b |\n', REWRITE],
    ['the name as a column, the row says what', 'a.md', '| Task | `alder2:7b` |\n|---|---|\n| Score | 12 |\n', KEPT],
    [
      'the name as a column, the row says size',
      'a.md',
      '| Task | `alder2:7b` |\n|---|---|\n| Size | 0.87 |\n',
      REWRITE,
    ],
    ['the first column', 'a.md', '| `alder2:7b` | X |\n|---|---|\n| 0.87 | a |\n', REWRITE],
    ['a bound in a cell', 'a.md', table('| `alder2:7b` | x | Slow (< 10 tok/s) |'), REWRITE],
    ['output below a heading', 'a.md', '### Expected output\n\n```\nalder2:7b ready\n```\n', KEPT],
    ['output below another heading', 'a.md', '### Output formats\n\n```\nalder2:7b ready\n```\n', REWRITE],
    ['what one should see', 'a.md', 'You should see something like this:\n\n```\nalder2:7b ready\n```\n', KEPT],
    ['what an indented block shows', 'a.md', 'The output looks like:\n\n    alder2:7b ready\n', KEPT],
    [
      'output in a fold',
      'a.md',
      '<details>\n<summary>Expected output</summary>\n\n```\nalder2:7b ready\n```\n\n</details>\n',
      KEPT,
    ],
    [
      'another fold',
      'a.md',
      '<details>\n<summary>Hint</summary>\n\n```\nalder2:7b ready\n```\n\n</details>\n',
      REWRITE,
    ],
    ['code that is told to be seen', 'a.md', 'You should see:\n\n```bash\nollama pull alder2:7b\n```\n', REWRITE],
    ['results in a comment', 'a.py', '# results with alder2:7b: one 0.81, two 0.83\n', KEPT],
    ['results without figures in a comment', 'a.py', '# results with alder2:7b: see page 0.8\n', REWRITE],
    ['a row in a comment', 'a.py', '# alder2:7b      2.1s   14.2s\n', KEPT],
    ['a figure in a comment', 'a.py', '# alder2:7b      2.1s\n', REWRITE],
    ['a text table of two figures', 'a.md', '```text\nalder2:7b | 1 | 2\n```\n', KEPT],
    ['a text table of one figure', 'a.md', '```text\nalder2:7b | 1 | a\n```\n', REWRITE],
    ['a text table with a measured one', 'a.md', '```text\nalder2:7b | 1 tok/s | a\n```\n', KEPT],
    ['printed by a command', 'a.md', '```text\n$ ollama list\nalder2:7b    ready\n```\n', KEPT],
    ['printed without columns', 'a.md', '```text\n$ ollama list\nalder2:7b ready\n```\n', REWRITE],
    ['printed without a command', 'a.md', '```text\nalder2:7b    ready\n```\n', REWRITE],
    ['output that is a command', 'a.md', 'Expected output\n\n```bash\nollama run alder2:7b\n```\n', REWRITE],
    ['an answer with a count', 'a.json', '{"model": "alder2:7b", "eval_count": 1}\n', KEPT],
    ['another key of an answer', 'a.json', '{"name": "alder2:7b", "eval_count": 1}\n', REWRITE],
    ['a body without a lead', 'a.md', '```json\n{"model": "alder2:7b"}\n```\n', REWRITE],
    ['a metric in code', 'a.py', 'x = {"model": "alder2:7b", "score": 12}\n', KEPT],
    ['a metric of words in code', 'a.py', 'x = {"model": "alder2:7b", "score": "high"}\n', REWRITE],
    ['a metric of words', 'a.yaml', 'model: alder2:7b\nscore: high\n', REWRITE],
    ['a setting in code', 'a.py', 'x = {"model": "alder2:7b", "timeout": 12}\n', REWRITE],
    ['metrics under a key', 'a.py', 'x = {"alder2:7b": {"score": 12}}\n', KEPT],
    ['settings under a key', 'a.py', 'x = {"alder2:7b": {"timeout": 12}}\n', REWRITE],
    ['metrics under a key of JSON', 'a.json', '{"alder2:7b": {"score": 12}}\n', KEPT],
    ['metrics beside a record of JSON', 'a.json', '{"alder2:7b": {"a": 12}, "score": 12}\n', REWRITE],
    ['metrics beside a record of YAML', 'a.yaml', 'x:\n  alder2:7b:\n    a: 12\n  score: 12\n', REWRITE],
    ['words under results', 'a.json', '{"results": {"alder2:7b": "x"}}\n', REWRITE],
    ['a negative number of a key', 'a.py', 'x = {"alder2:7b": -12}\n', KEPT],
    ['a word of a key', 'a.py', 'x = {"alder2:7b": "y"}\n', REWRITE],
    ['a pair of results', 'a.py', 'results = [("alder2:7b", 12)]\n', KEPT],
    ['a pair of results in brackets', 'a.py', 'results = [["alder2:7b", 12]]\n', KEPT],
    ['a pair of nothing', 'a.py', 'results = [("alder2:7b", None)]\n', KEPT],
    ['a pair with a word', 'a.py', 'results = [("alder2:7b", x)]\n', REWRITE],
    ['a list of families under results', 'a.py', 'results = ["Alder 2", "x"]\n', KEPT],
    ['one family under results', 'a.py', 'results = ["Alder 2"]\n', 'ask family-name'],
    ['two columns', 'a.py', 'x = DataFrame({"a": ["alder2:7b", "b"], "v": [1, 2]})\n', KEPT],
    ['two columns of one', 'a.py', 'x = DataFrame({"a": ["alder2:7b"], "v": [1, 2]})\n', REWRITE],
    ['two columns, one of settings', 'a.py', 'x = DataFrame({"a": ["alder2:7b", "b"], "ports": [1, 2]})\n', REWRITE],
    ['two columns of words', 'a.py', 'x = DataFrame({"a": ["alder2:7b", "b"], "v": ["c", "d"]})\n', REWRITE],
    ['a chart', 'a.py', 'plt.bar(["alder2:7b", "b"], [1, 2])\n', KEPT],
    ['not a chart', 'a.py', 'run(["alder2:7b", "b"], [1, 2])\n', REWRITE],
    ['a command that is printed', 'a.py', 'print("ollama pull alder2:7b")  # 12 tok/s\n', REWRITE],
    ['a figure beside an id that runs', 'a.py', 'chat("alder2:7b")  # 12 tok/s\n', REWRITE],
    ['an announcement with a colon', 'a.md', 'For `alder2:7b`; expected output: below.\n', KEPT],
    ['an announcement elsewhere', 'a.md', 'For `alder2:7b`; expected output below.\n', REWRITE],
    ['a share far from the name', 'a.md', `Use \`alder2:7b\`, ${'so '.repeat(20)}87 % here.\n`, REWRITE],
    [
      'shares of several names',
      'a.md',
      '`alder2:7b` – 12 %, `alder2:60b` – 7 %, `alder2:7b` – 3 %.\n',
      `${KEPT}, ${KEPT}, ${KEPT}`,
    ],
    [
      'shares in brackets',
      'a.md',
      '- alder2:7b (71 %), alder2:60b (82 %) and alder2:7b (89 %)\n',
      `${KEPT}, ${KEPT}, ${KEPT}`,
    ],
    ['a row of figures, whatever they are called', 'a.md', table('| `alder2:7b` | 64.2 | 71 |'), KEPT],
    [
      'a row of figures with a gap',
      'a.md',
      '| Modell | X | Y | Z |\n|---|---|---|---|\n| `alder2:7b` | 64.2 | — | 9 |\n',
      KEPT,
    ],
    ['a row of figures that are set', 'a.md', `## Options\n\n${table('| `alder2:7b` | 64.2 | 71 |')}`, REWRITE],
    ['a row of one figure', 'a.md', table('| `alder2:7b` | 64 | — |'), REWRITE],
    ['a row of figures and words', 'a.md', table('| `alder2:7b` | 64.2 | fine |'), REWRITE],
    [
      'a row of figures that are given',
      'a.md',
      '| Model | GPUs | Users |\n|---|---|---|\n| `alder2:7b` | 2 | 40 |\n',
      REWRITE,
    ],
    [
      'a row of figures that the name does not head',
      'a.md',
      '| X | Model | Y |\n|---|---|---|\n| 1 | `alder2:7b` | 2 |\n',
      REWRITE,
    ],
    ['figures of any name among results', 'a.py', 'RESULTS = {"alder2:7b": {"y": 0.12, "x": 1}}\n', KEPT],
    ['figures of any name elsewhere', 'a.py', 'x = {"alder2:7b": {"y": 0.12, "x": 1}}\n', REWRITE],
    ['a list of figures under the name', 'a.py', 'x = {"alder2:7b": [0.81, 0.83]}\n', KEPT],
    ['a pair of figures under the name', 'a.py', 'x = {"alder2:7b": (1.2, 1.3)}\n', KEPT],
    ['a metric with its depth under the name', 'a.py', 'x = {"alder2:7b": {"recall@5": 0.9}}\n', KEPT],
    ['a time that is supposed', 'a.md', 'If `alder2:7b` does not answer within 30 seconds, wait.\n', REWRITE],
    ['a time behind what is supposed', 'a.md', 'If asked, `alder2:7b` answers within 30 seconds.\n', KEPT],
    ['a row with the number of a chapter', 'a.md', '| Model | Used in |\n|---|---|\n| `alder2:7b` | 3.6 |\n', REWRITE],
    [
      'a row of sizes under other words',
      'a.md',
      '| Modell | Platz | X |\n|---|---|---|\n| `alder2:7b` | 64.4 GB | 2 |\n',
      REWRITE,
    ],
    ['a row of one figure with a point', 'a.md', '| Model | X |\n|---|---|\n| `alder2:7b` | 64.2 |\n', KEPT],
    ['a list of settings under the name', 'a.py', 'ports = {"alder2:7b": [81, 83]}\n', REWRITE],
    ['a pair of scores', 'a.py', 'scores = [("alder2:7b", 71.2)]\n', KEPT],
    ['a record that is added to results', 'a.py', 'results.append({"model": "alder2:7b", "x": 0.04})\n', KEPT],
    ['a setting that is added to results', 'a.py', 'results.append({"model": "alder2:7b", "port": 4})\n', REWRITE],
    ['a record that is added to something else', 'a.py', 'jobs.append({"model": "alder2:7b", "x": 0.04})\n', REWRITE],
    ['results in the record of a name', 'a.json', '{"model": "alder2:7b", "results": {"asr": 0.88}}\n', KEPT],
    ['a share before the name', 'a.md', 'So 87 % use `alder2:7b`.\n', REWRITE],
    ['a file of tabs', 'a.tsv', 'model\tscore\nalder2:7b\t12\n', KEPT],
    ['a file of tabs with commas', 'a.tsv', 'model,score\nalder2:7b,12\n', REWRITE],
    ['a file of words', 'a.csv', 'model,score\nalder2:7b,high\n', REWRITE],
  ]);
});

describe('name-test', () => {
  check([
    ['a test in a comment of a script', 'a.sh', '# [ "$M" = alder2:7b ]\n', REWRITE],
    ['a test in a sentence', 'a.md', 'Say m == "alder2:7b" here.\n', REWRITE],
    ['a family in another language', 'a.md', '```ts\nx(m == "Alder 2");\n```\n', 'ask family-name'],
    ['what follows a branch', 'a.sh', 'case "$M" in\n  x) run alder2:7b ;;\nesac\n', REWRITE],
    ['an array after a branch', 'a.sh', 'case "$M" in\n  x) y ;;\nesac\nA=(x\n  alder2:7b)\n', REWRITE],
  ]);
});

describe('coupled', () => {
  check([
    ['an adapter, told in a comment', 'a.py', '# grove/Alder-2-7B with draft_model\n', REWRITE],
    ['the base of a training run', 'a.yaml', 'base_model: grove/Alder-2-7B\n', REWRITE],
    ['another key of a card', 'a.md', '---\nmodel: grove/Alder-2-7B\n---\n', REWRITE],
    ['the base on a card', 'a.md', '---\nbase_model: grove/Alder-2-7B\n---\n', 'ask coupled'],
    ['the base of an adapter', 'a.json', '{"base_model_name_or_path": "grove/Alder-2-7B"}\n', 'ask coupled'],
  ]);
});

describe('collapse', () => {
  const ASK = 'ask collapse';
  check([
    ['what a type allows', 'a.py', 'M = Literal["alder2:7b", "birch:9b"]\n', ASK],
    ['what a type allows, over lines', 'a.py', 'M = Literal[\n    "alder2:7b",\n    "birch:9b",\n]\n', ASK],
    ['arguments of one call', 'a.py', 'compare("alder2:7b", "birch:9b")\n', ASK],
    ['arguments that say more than a name', 'a.py', 'compare("alder2:7b", "birch:9b is new")\n', REWRITE],
    ['an argument by name', 'a.py', 'run("birch:9b", model="alder2:7b")\n', REWRITE],
    ['choices with labels', 'a.py', 'x = [("A", "alder2:7b"), ("B", "birch:9b")]\n', ASK],
    ['records of choices', 'a.py', 'x = [{"label": "A", "id": "alder2:7b"}, {"label": "B", "id": "birch:9b"}]\n', ASK],
    [
      'records of something else',
      'a.py',
      'x = [{"task": "A", "id": "alder2:7b"}, {"task": "B", "id": "birch:9b"}]\n',
      REWRITE,
    ],
    ['another slot of the tuples', 'a.py', 'x = [("alder2:7b", 1), ("birch:8b", 2)]\n', REWRITE],
    [
      'a default among its choices',
      'a.py',
      'add("--m", default="alder2:7b", choices=["alder2:7b", "birch:9b"])\n',
      `${ASK}, ${ASK}`,
    ],
    [
      'a value of a list that is asked about',
      'a.py',
      'M = ["alder2:7b", "birch:9b"]\nbox(M, value="alder2:7b")\n',
      `${ASK}, ${ASK}`,
    ],
    ['an index into it', 'a.py', 'M = ["alder2:7b", "birch:9b"]\ni = M.index("alder2:7b")\n', `${ASK}, ${ASK}`],
    [
      'a value of another list',
      'a.py',
      'M = ["alder2:7b", "birch:9b"]\nbox(N.M, value="alder2:7b")\n',
      `${ASK}, ${REWRITE}`,
    ],
    ['options with letters', 'a.md', '- A) `alder2:7b`\n- B) `birch:9b`\n', ASK],
    ['options with letters alone', 'a.md', 'a) `alder2:7b`\nb) `birch:9b`\n', ASK],
    ['behind “for example”', 'a.md', 'Why `birch:9b` calls tools and others (e.g. `alder2:7b`) cannot.\n', ASK],
    [
      'the label and the id of an item',
      'a.md',
      '1. **Alder 2 7B** (`alder2:7b`)\n2. **Birch 9B** (`birch:9b`)\n',
      `${ASK}, ${ASK}`,
    ],
  ]);
});

describe('a size on the line of a name', () => {
  test.each([
    ['of another tag in a list', 'a.py', 'MODELS = ["alder2:60b", "yew:7b"]\n'],
    ['of another tag in an argument', 'a.py', 'def f(model="alder2:60b", guard="yew-guard:7b"):\n    pass\n'],
    ['of another tag in a command', 'a.sh', 'ollama pull alder2:60b yew:7b\n'],
    ['of another tag in a sentence', 'a.md', 'Use `alder2:60b`, `yew:7b`.\n'],
    ['of another tag beside a bare size', 'a.md', 'Pull `alder2:60b` and yew:3b (7B).\n'],
    ['behind the number of another name', 'a.md', 'Use `alder2:60b` with Yew 3 (7B).\n'],
  ])('%s is left alone', (_situation, path, text) => {
    const { before, after } = planText(path, text);
    expect(after).toBe(before.replace('alder2:60b', 'oak:30b'));
  });

  test('that speaks of a model of the family is not', () => {
    expect(planText('a.sh', 'ollama pull alder2:60b  # not the 7B model\n').rows).toHaveLength(2);
    expect(planText('a.md', 'Use `alder2:60b` here: 7B is small.\n').rows).toHaveLength(2);
  });
});

describe('the evidence of a role', () => {
  test.each<readonly [string, string, string, Partial<Section>, string]>([
    [
      'the line that it flows into',
      'a.py',
      'MODEL = "alder2:7b"\n\nagent = create_react_agent(MODEL)\n',
      {},
      '`MODEL` flows into `create_react_agent` in line 3',
    ],
    [
      'the line, after an empty one',
      'a.py',
      '\nMODEL = "alder2:7b"\nagent = create_react_agent(MODEL)\n',
      {},
      '`MODEL` flows into `create_react_agent` in line 3',
    ],
    [
      'the strongest of several',
      'a.py',
      'M = "alder2:7b"\nx = caption(M)\na = create_react_agent(M)\nb = AgentExecutor(M)\n',
      {},
      '`M` flows into `create_react_agent` in line 3',
    ],
    ...[
      ['a call in what is printed', 'print(f"{create_react_agent(M)}")\n'],
      ['a call in what is returned', 'return create_react_agent(M)\n'],
      ['a call in a condition', 'if x or create_react_agent(M):\n    pass\n'],
      ['a call behind a condition', 'if M: create_react_agent(M)\n'],
      ['a call over several lines that are returned', 'return [\ncreate_react_agent(\nM)]\n'],
    ].map(([situation = '', line = '']) => {
      const text = `M = "alder2:7b"\n${line}`;
      const at = text.slice(0, text.lastIndexOf('M')).split('\n').length;
      return [situation, 'a.py', text, {}, `\`M\` flows into \`create_react_agent\` in line ${at}`] as const;
    }),
    [
      'a name that is given to another one behind what is printed',
      'a.py',
      'M = "alder2:7b"\nprint(M); N = M\na = create_react_agent(N)\n',
      {},
      '`N` flows into `create_react_agent` in line 3',
    ],
    [
      'a name that is given to another one behind a condition',
      'a.py',
      'M = "alder2:7b"\nprint(M)\nif x: N = M\na = create_react_agent(N)\n',
      {},
      '`N` flows into `create_react_agent` in line 4',
    ],
    ...[
      ['a chat', 'r = client.chat(model=M, messages=x)\n'],
      ['a chain', 'r = Chat(model=M).bind(x).ainvoke(q)\n'],
      ['a service', 'r = client.chat.completions.create(model=M)\n'],
      ['a function that is named by what it does', 'r = ask_twice(M)\n'],
      ['a function that gets an answer', 'r = get_response(q, model=M)["text"]\n'],
      ['a program', 'r = subprocess.run(["run", M])\n'],
      ['an object that is called', 'pipe = pipeline(model=M)\nr = pipe(q)[0]\n'],
      [
        'an attribute that is called',
        'class A:\n    def __init__(self):\n        self.p = pipeline(model=M)\na = A()\nr = a.p(q)\n',
      ],
    ].map(
      ([situation = '', line = '']) =>
        [
          `nothing in what becomes of an answer of ${situation}`,
          'a.py',
          `M = "alder2:7b"\n${line}a = create_react_agent(r)\nv = embed(r)\n`,
          {},
          'no sign of a special role',
        ] as const,
    ),
    [
      'nothing in what becomes of an answer of the model right there',
      'a.py',
      'r = chat("alder2:7b")\nv = embed(r)\n',
      {},
      'no sign of a special role',
    ],
    [
      'what the verb says by which it is asked',
      'a.py',
      'M = "alder2:7b"\ne = Service(M)\nv = e.embed_query(q)\n',
      {},
      '`e` flows into `e.embed_query` in line 3',
    ],
    [
      'nothing in what takes its answer',
      'a.py',
      'M = "alder2:7b"\nllm = Chat(M)\na = create_react_agent(llm.invoke(q))\n',
      {},
      'no sign of a special role',
    ],
    ...[
      ['an object that a class makes', 'r = ChatService(model=M)\n'],
      ['an object that a service makes', 'r = client.chats.create(model=M)\n'],
      ['an object that a function gets', 'r = get_llm(M)\n'],
      ['an object with more behind it', 'r = Chat(model=M).bind(x)\n'],
      ['a part of the name', 'r = M.split(":")[0]\n'],
      ['what a function makes', 'make_llm = partial(Chat, model=M); r = make_llm()\n'],
      ['what a class makes', 'Chat = partial(Service, model=M); r = Chat()\n'],
    ].map(
      ([situation = '', line = '']) =>
        [
          `what becomes of ${situation}`,
          'a.py',
          `M = "alder2:7b"\n${line}a = create_react_agent(r)\n`,
          {},
          '`r` flows into `create_react_agent` in line 3',
        ] as const,
    ),
    [
      'nothing in what is printed, returned and asked',
      'a.py',
      'M = "alder2:7b"\nprint(M)\nif M:\n    del M\n',
      {},
      'no sign of a special role',
    ],
    ['the words of a command', 'a.sh', 'finetune a b c alder2:7b\n', {}, 'argument of `finetune a b`'],
    ['a section', 'a.md', 'Use `alder2:7b`.\n', { role: 'agent' }, 'role of section 1.1'],
    [
      'a section that is plain itself',
      'a.md',
      'Use `alder2:7b` without thinking.\n',
      { role: 'general' },
      'role of section 1.1',
    ],
    [
      'a plain side',
      'a.md',
      'Use `alder2:7b` without thinking.\n',
      { role: 'reasoning' },
      'calls itself a baseline, which does not take the role of section 1.1',
    ],
    ['a key', 'a.py', 'x = {"coder": "alder2:7b"}\n', {}, 'is the value of `coder`'],
    ['a key within a key', 'a.py', 'x = {"a": {"coder": "alder2:7b"}}\n', {}, 'is the value of `coder`'],
    ['a variable', 'a.py', 'CODER = "alder2:7b"\n', {}, 'is the value of `CODER`'],
    ['a parameter', 'a.py', 'def f(coder="alder2:7b"):\n    pass\n', {}, 'is the value of `coder`'],
    ['an argument', 'a.py', 'run(coder="alder2:7b")\n', {}, 'is the argument `coder` of `run`'],
    ['beside an argument', 'a.py', 'run("alder2:7b", tools=x)\n', {}, 'stands beside the argument `tools` of `run`'],
    ['nothing', 'a.py', 'run("alder2:7b")\n', {}, 'no sign of a special role'],
    ['a path', 'x/agents/a.py', 'run("alder2:7b")\n', {}, 'the path says so'],
  ])('%s', (_situation, path, text, section, evidence) => {
    expect(planText(path, text, smallMigration(section)).rows[0]?.evidence).toEqual([evidence]);
  });
});
