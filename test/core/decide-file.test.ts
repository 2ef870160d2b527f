import { describe, expect, test } from '@jest/globals';
import { decided, notebook, planText } from './planning.js';
import { smallMigration } from './small-migration.js';

/** [what the fixture shows, path, text, decisions expected]. Every class has a place where it holds and one where it must not. */
type Fixture = readonly [situation: string, path: string, text: string, expected: readonly string[]];

function check(fixtures: readonly Fixture[]): void {
  test.each(fixtures)('%s', (_situation, path, text, expected) => {
    const plan = planText(path, text);
    expect(decided(plan)).toEqual(expected);
    expect(plan.problems).toEqual([]);
  });
}

describe('rewritten: an id that a program resolves', () => {
  check([
    ['a call argument', 'a.py', 'r = ollama.chat(model="alder2:7b")\n', ['rewrite exact-id alder2:7b -> birch:9b']],
    [
      'a default of a parameter',
      'a.py',
      'def f(model: str = "alder2:7b"):\n    pass\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a repository in its registry form',
      'a.py',
      'm = AutoModel.from_pretrained("grove/Alder-2-7B-Instruct")\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    [
      'a base checkpoint to a base checkpoint',
      'a.py',
      'm = load("grove/Alder-2-7B")\n',
      ['rewrite exact-id grove/Alder-2-7B -> woods/Birch-9B-Base'],
    ],
    [
      'a command in a fence',
      'a.md',
      '```bash\nollama pull alder2:7b\n```\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a command in a printed string of a cell',
      'a.ipynb',
      notebook({ type: 'code', source: 'print("  ollama pull alder2:60b")\n' }),
      ['rewrite exact-id alder2:60b -> oak:30b'],
    ],
    ['a value of a configuration', 'a.yaml', 'llm:\n  model: alder2:7b\n', ['rewrite exact-id alder2:7b -> birch:9b']],
    ['a value of a Dockerfile', 'Dockerfile', 'ENV MODEL=alder2:7b\n', ['rewrite exact-id alder2:7b -> birch:9b']],
    [
      'a JSON body in a command',
      'a.sh',
      `curl -d '{"model": "alder2:7b"}' http://127.0.0.1\n`,
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['inline code in a sentence', 'a.md', 'Start `alder2:7b` first.\n', ['rewrite exact-id alder2:7b -> birch:9b']],
    [
      'an embedding model',
      'a.py',
      'e = OllamaEmbeddings(model="finch-embed")\n',
      ['rewrite exact-id finch-embed -> heron-embed:4b'],
    ],
  ]);
});

describe('target by role', () => {
  check([
    [
      'an agent gets the candidate for agents',
      'a.py',
      'agent = create_react_agent(ChatOllama(model="alder2:7b"), tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'an argument tools beside the model',
      'a.py',
      'ollama.chat(model="alder2:7b", tools=[add])\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'a plain chat gets the first candidate',
      'a.py',
      'ollama.chat(model="alder2:7b", messages=[])\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
  check([
    [
      'through a constant and a client into an agent',
      'a.py',
      'MODEL = "alder2:7b"\nllm = ChatOllama(model=MODEL)\nagent = create_react_agent(llm, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through an environment default',
      'a.py',
      'M = os.getenv("M", "alder2:7b")\nllm = Chat(model=M).bind_tools([t])\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'what a file pulls is what it runs',
      'a.md',
      '```bash\nollama pull alder2:7b\n```\n\n```python\nagent = create_agent(Chat(model="alder2:7b"))\n```\n',
      ['rewrite exact-id alder2:7b -> oak:30b', 'rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'not: one place among many',
      'a.py',
      'ask("alder2:7b")\nsay("alder2:7b")\nchat(model="alder2:7b")\ncode_model = "alder2:7b"\n',
      Array.from({ length: 4 }, () => 'rewrite exact-id alder2:7b -> birch:9b'),
    ],
    [
      'what is done with it is stronger than what it is called',
      'a.py',
      'REASONER = "alder2:7b"\nplanner = ChatOllama(model=REASONER)\nagent = create_react_agent(planner, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'across the cells of a notebook',
      'a.ipynb',
      notebook(
        { type: 'code', source: 'MODEL = "alder2:7b"\n' },
        { type: 'markdown', source: 'text' },
        { type: 'code', source: 'crew = Crew(llm=MODEL)\n' },
      ),
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through an attribute of the class',
      'a.py',
      'class A:\n    def __init__(self, model="alder2:7b"):\n        self.model = model\n    def go(self):\n        return chat(model=self.model, tools=[t])\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through a field of a data class',
      'a.py',
      '@dataclass\nclass C:\n    name: str = "alder2:7b"\n\ndef go(c: C):\n    return chat(model=c.name, tools=[t])\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through a key of a dictionary',
      'a.py',
      'CFG = {"llm": {"name": "alder2:7b"}}\nagent = create_agent(CFG["llm"]["name"])\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through an argument parser',
      'a.py',
      'p.add_argument("--llm-model", default="alder2:7b")\nchat(model=args.llm_model, tools=[t])\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through a loop',
      'a.py',
      'for m in ["alder2:7b"]:\n    chat(model=m, tools=[t])\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'not: the name holds something else by then',
      'a.py',
      'M = "alder2:7b"\nchat(model=M)\nM = other()\nagent = create_react_agent(M, tools)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: the same name in another function',
      'a.py',
      'def f():\n    m = "alder2:7b"\n    chat(model=m)\n\ndef g(m):\n    return create_react_agent(m, tools)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: an argument of that name in another call',
      'a.py',
      'def f(other):\n    model = "alder2:7b"\n    chat(model=model)\n    return create_react_agent(tools, model=other)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: the same name in a program that a string holds',
      'a.py',
      "model = \"alder2:7b\"\nchat(model=model)\nSAMPLE = '''\nimport agents\nagent = create_react_agent(model, tools)\n'''\n",
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'within a program that a string holds',
      'a.py',
      "SAMPLE = '''\nimport agents\nmodel = \"alder2:7b\"\nagent = create_react_agent(model, tools)\n'''\n",
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'not: a local of another function, from a string that stands in the first column',
      'a.py',
      'def f():\n    import os\n    m = pick(\n"alder2:7b")\n    return chat(model=m)\ndef g():\n    m = 1\n    return create_react_agent(m)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'through an f-string that holds a string with a brace',
      'a.py',
      `M = "alder2:7b"\nprint(f"{chr(125) + '}'}{create_react_agent(M)}")\n`,
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through an f-string that holds a string in the same quotes',
      'a.py',
      'M = "alder2:7b"\nprint(f"{d["a"]}{create_react_agent(M)}")\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'not: past an assignment with a type in quotes',
      'a.py',
      'M = "alder2:7b"\nM: Literal["x"] = other()\nagent = create_react_agent(M, tools)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'past a dictionary that has it as a key',
      'a.py',
      'M = "alder2:7b"\nsizes = {\n    M: size(k=1),\n}\nagent = create_react_agent(M, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'a line that is commented out, into the code around it',
      'a.py',
      'M = "small"\n# For production:\n# M = "alder2:7b"\nagent = create_react_agent(M, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'lines that are commented out, into one another',
      'a.py',
      '# M = "alder2:7b"\n# agent = create_react_agent(M, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through the field of an f-string',
      'a.py',
      'm = "alder2:7b"\nname = f"ollama/{m}"\nagent = create_react_agent(name, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'through the field of an f-string with braces of its own before it',
      'a.py',
      'm = "alder2:7b"\nname = f"{{x}}{ {1: 2}[1] }{{{m}}}"\nagent = create_react_agent(name, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'not: the text of an f-string',
      'a.py',
      'm = "alder2:7b"\nchat(m)\nagent = create_react_agent(f"{other} m", tools)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'past a comment and a string that give it another value',
      'a.py',
      'm = "alder2:7b"\n# m = other()\nprint("m = other()")\nagent = create_react_agent(m, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'past an argument of its name on a line of its own',
      'a.py',
      'm = "alder2:7b"\nchat(\n    "Hello",\n    m=3,\n)\nagent = create_react_agent(m, tools)\n',
      ['rewrite exact-id alder2:7b -> oak:30b'],
    ],
    [
      'not: an embedding model beside it',
      'a.py',
      'rag = Rag(llm="alder2:7b", embed_model="finch-embed")\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id finch-embed -> heron-embed:4b'],
    ],
  ]);
  test('the evidence names the way and the cell', () => {
    const text = notebook(
      { type: 'code', source: 'MODEL = "alder2:7b"\n' },
      { type: 'code', source: 'llm = Chat(model=MODEL)\nagent = create_react_agent(llm, tools)\n' },
    );
    expect(planText('a.ipynb', text).rows[0]?.evidence).toEqual(['`llm` flows into `create_react_agent` in cell 1']);
  });
  test('a value that cannot be followed falls back to the role of the section, and says so', () => {
    const plan = planText('a.py', 'LONELY = "alder2:7b"\n', smallMigration({ role: 'agent' }));
    expect(plan.rows[0]).toMatchObject({
      to: 'oak:30b',
      evidence: ['nothing it flows into shows a role; role of section 1.1'],
    });
  });
  test('an id kept in a constant that flows into the old class is asked', () => {
    expect(
      decided(planText('a.py', 'ID = "grove/Alder-2-7B-Instruct"\nm = Alder2ForCausalLM.from_pretrained(ID)\n')),
    ).toEqual(['ask class grove/Alder-2-7B-Instruct']);
    expect(
      decided(
        planText(
          'a.py',
          'ID = "grove/Alder-2-7B-Instruct"\nm = AutoModelForCausalLM.from_pretrained(ID)\nassert isinstance(x, Alder2ForCausalLM)\n',
        ),
      ),
    ).toEqual(['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B']);
  });
  test('a candidate of the row that already stands in the file is taken', () => {
    const text = 'other = ollama.chat(model="oak:30b")\nr = ollama.chat(model="alder2:7b")\n';
    const { replacements } = smallMigration();
    const alone = smallMigration({}, { replacements: replacements.filter((row) => row.id !== 'large') });
    expect(decided(planText('a.py', text, alone))).toEqual(['rewrite exact-id alder2:7b -> oak:30b']);
  });
  test('not: a candidate that an edit of another row puts there', () => {
    const text = 'other = ollama.chat(model="oak:30b")\nr = ollama.chat(model="alder2:7b")\n';
    expect(decided(planText('a.py', text))).toEqual(['rewrite exact-id alder2:7b -> birch:9b']);
  });
  test('a person chose another candidate of the row', () => {
    const prior = {
      choices: [{ model: 'alder2:7b', target: 'oak:30b', origin: 'in the configuration' }],
      turnedBack: [],
    };
    expect(decided(planText('a.py', 'x = chat(model="alder2:7b")\n', smallMigration(), prior))).toEqual([
      'rewrite exact-id alder2:7b -> oak:30b',
    ]);
  });
});

describe('file-name-or-link', () => {
  check([
    [
      'the target of a link',
      'a.md',
      'See [the card](https://huggingface.co/grove/Alder-2-7B-Instruct).\n',
      ['keep file-name-or-link grove/Alder-2-7B-Instruct'],
    ],
    [
      'the text of a link to the page of the model',
      'a.md',
      '[alder2:7b](https://ollama.com/library/alder2)\n',
      ['ask file-name-or-link alder2:7b', 'keep file-name-or-link alder2'],
    ],
    [
      'a name in prose that is the text of a link to the page of the model',
      'a.md',
      'Run `alder2:7b`. See [Alder 2 7B](https://hub.example/grove/Alder-2-7B).\n',
      [
        'rewrite exact-id alder2:7b -> birch:9b',
        'ask file-name-or-link Alder 2 7B',
        'keep file-name-or-link grove/Alder-2-7B',
      ],
    ],
    [
      'not: the text of a link to a heading',
      'a.md',
      '[run `alder2:7b`](#run)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['a file name', 'a.md', 'Open `lab-2-alder2-intro.ipynb`.\n', ['keep file-name-or-link lab-2-alder2-intro.ipynb']],
    [
      'not: an id in a command beside an address',
      'a.sh',
      'curl http://127.0.0.1 && ollama pull alder2:7b\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('linked-heading', () => {
  check([
    [
      'a heading that a link leads to',
      'a.md',
      '[go](#run-alder27b)\n\n## Run `alder2:7b`\n',
      ['keep file-name-or-link run-alder27b', 'ask linked-heading alder2:7b'],
    ],
    [
      'not: a heading that no link leads to',
      'a.md',
      '[go](#elsewhere)\n\n## Run `alder2:7b`\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('citation', () => {
  check([
    [
      'a licence tag',
      'a.py',
      'push(license="alder2")\ncard = {"license": "alder2", "base_model": "grove/Alder-2-7B-Instruct"}\n',
      ['keep citation alder2', 'keep citation alder2', 'rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    ['a paper', 'a.md', 'Read the Alder 2 technical report first.\n', ['keep citation Alder 2']],
    ['a title in a link', 'a.md', '- [Alder 2 Paper](https://example.org/p)\n', ['keep citation Alder 2']],
    [
      'not: a sentence about sheets of paper',
      'a.md',
      'On paper size A4, print `ollama run alder2:7b`.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('measurement', () => {
  check([
    [
      'a row of measured figures',
      'a.md',
      '| Model | tok/s | TTFT |\n|---|---|---|\n| alder2:7b | 45 | 120 ms |\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'a row of measured figures in a file with carriage returns',
      'a.md',
      '| Model | tok/s |\r\n|---|---|\r\n| alder2:7b | 45 |\r\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'a row of measured figures below dashes with a blank after them',
      'a.md',
      '| Model | tok/s |\n|:--|--:| \n| alder2:7b | 45 |\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'a sentence with a measured figure',
      'a.md',
      'Alder 2 7B reaches 45 tokens/s here.\n',
      ['keep measurement Alder 2 7B'],
    ],
    [
      'a dict of results',
      'a.py',
      'RESULTS = {"alder2:7b": {"latency_ms": 80, "accuracy": 0.7}}\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'not: a row that says what a model is for',
      'a.md',
      '| Model | Use |\n|---|---|\n| `alder2:7b` | quick answers |\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['a record of data', 'a.json', '[{"model": "alder2:7b", "latency_ms": 80}]\n', ['keep measurement alder2:7b']],
    ['a key of records', 'a.yaml', 'runs:\n  alder2:7b:\n    accuracy: 0.7\n', ['keep measurement alder2:7b']],
    ['a result in YAML', 'a.yaml', 'results:\n  alder2:7b: 45\n', ['keep measurement alder2:7b']],
    ['a row of a CSV file', 'a.csv', 'model,tokens_per_s\nalder2:7b,45\n', ['keep measurement alder2:7b']],
    [
      'not: settings of a configuration',
      'a.yaml',
      'main:\n  model: alder2:7b\n  timeout: 30\n  score_threshold: 0.5\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: timeouts and ports keyed by the name',
      'a.py',
      'SET = {"alder2:7b": {"timeout": 30}}\nPORTS = {"alder2:7b": 8001}\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a bound in milliseconds',
      'a.md',
      'The limit is 200 ms, so keep `alder2:7b` loaded.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a table that a command printed',
      'a.md',
      '```console\n$ ollama pull alder2:7b\n$ ollama list\nNAME       ID      SIZE\nalder2:7b  46e0c1  4.4 GB\n```\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'keep measurement alder2:7b'],
    ],
    [
      'not: a sentence whose other half speaks of output, formats or marks',
      'a.md',
      'Sample output may vary: run `alder2:7b` twice. Then score 5 of them.\n\nPrompt format: JSON. Use `alder2:7b`.\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a row of scores under headers of an evaluation of its own',
      'a.md',
      '| Model | Entity | Axis |\n|---|---|---|\n| alder2:7b | 0.559 | 0.453 |\n\n| Model | Size | Quality |\n|---|---|---|\n| alder2:7b | 8.0B | 87% |\n',
      ['keep measurement alder2:7b', 'keep measurement alder2:7b'],
    ],
    [
      'a row of passed tests, with underscores in its headers',
      'a.md',
      '| tag | pass_n | verdict |\n|---|---|---|\n| alder2:7b | 3/5 | poor |\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'a text that is shown, a share in a comment, rows of what is expected',
      'a.py',
      'print("Slow (~45 tok/s for alder2:7b)")\n#   alder2:7b  greedy : 78%\nEXPECTED = [\n    ("alder2:7b", 3000, 45),\n    ("finch-embed", None, None),\n]\nBASE = {"alder2:7b": Result(prefill=3000, decode=45)}\nruns = [{"model": "alder2:7b", "loss": 1.23}]\n',
      Array.from(
        ['alder2:7b', 'alder2:7b', 'alder2:7b', 'finch-embed', 'alder2:7b', 'alder2:7b'],
        (name) => `keep measurement ${name}`,
      ),
    ],
    [
      'not: a text that tells what to run, shares of the machine, rows of settings, a word for speed',
      'a.py',
      'print("Run: ollama pull alder2:7b")\n# run alder2:7b below 80% memory\nJOBS = [\n    ("alder2:7b", 3000, 45),\n]\nMODELS = {"alder2:7b": {"speed": "fast"}}\n',
      Array.from({ length: 4 }, () => 'rewrite exact-id alder2:7b -> birch:9b'),
    ],
    [
      'an answer of a server, and records of data',
      'a.md',
      '```json\n{"model": "alder2:7b", "done": true, "response": "Hi"}\n```\n\nThe response:\n\n```json\n{"model": "alder2:7b", "text": "Hi"}\n```\n\n```yaml\n- {name: "alder2:7b", tps: 45}\n```\n',
      ['keep measurement alder2:7b', 'keep measurement alder2:7b', 'keep measurement alder2:7b'],
    ],
    [
      'not: a request to a server',
      'a.md',
      'The request:\n\n```json\n{"model": "alder2:7b", "prompt": "Hi", "stream": false}\n```\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'columns of results, bars of a chart, a rate in a comment',
      'a.py',
      'df = pd.DataFrame({"model": ["alder2:7b", "other:9b"], "score": [0.54, 0.61]})\nplt.bar(["alder2:7b", "other:9b"], [45, 5])\n# about 0.12 attack success rate for alder2:7b\n',
      ['keep measurement alder2:7b', 'keep measurement alder2:7b', 'keep measurement alder2:7b'],
    ],
    [
      'not: columns of settings, a list of models to run',
      'a.py',
      'c = {"model": ["alder2:7b", "other:9b"], "max_tokens": [64, 128]}\nrun(["alder2:7b", "other:9b"], 3)\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a record in a language that is not parsed',
      'a.ts',
      "const M = { 'alder2:7b': { tps: 45 } };\n",
      ['keep measurement alder2:7b'],
    ],
    [
      'a record in code, and a time that was taken',
      'a.py',
      'row = {"model": "alder2:7b", "attack_success_rate": 0.12}\nlog(Result(model="alder2:7b", latency_ms=80))\n# Inference time: ~3 seconds with alder2:7b\n',
      ['keep measurement alder2:7b', 'keep measurement alder2:7b', 'keep measurement alder2:7b'],
    ],
    [
      'not: settings in code',
      'a.py',
      'row = {"model": "alder2:7b", "learning_rate": 0.1, "timeout": 30}\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a column of measured figures',
      'a.md',
      '| Metric | alder2:7b | other |\n|---|---|---|\n| TTFT | 120 ms | 300 ms |\n| Tools | yes | no |\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'not: a column of what a model is for',
      'a.md',
      '| Task | `alder2:7b` |\n|---|---|\n| chat | yes |\n| size | 4.4 GB |\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'how long the answer takes',
      'a.md',
      'Start with `alder2:7b`; it answers in about 2 seconds.\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'not: a row of settings and of what is slow',
      'a.md',
      '| Lab | Model | top_p |\n|---|---|---|\n| 3.1 | `alder2:7b` | 0.95 |\n\n| Symptom | Fix |\n|---|---|\n| Slow answers (< 10 tok/s) | Use `alder2:7b` |\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'what a log and a list of models say',
      'a.md',
      '```console\n$ serve grove/Alder-2-7B-Instruct\nINFO 05-11 10:22 Loading grove/Alder-2-7B-Instruct\n```\n\n```\nalder2:7b   46e0c10c039e  4.4 GB  3 days ago\n```\n',
      [
        'rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B',
        'keep measurement grove/Alder-2-7B-Instruct',
        'keep measurement alder2:7b',
      ],
    ],
    [
      'a column of times and losses',
      'a.md',
      'Run `alder2:7b`.\n\n| Step | Alder 2 7B | Other |\n|---|---|---|\n| Loading | 4 min | 30 s |\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'keep measurement Alder 2 7B'],
    ],
    [
      'how many it solved',
      'a.md',
      'Run `alder2:7b`.\n\nIn our test Alder 2 7B solved 41 of 50 tickets.\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'keep measurement Alder 2 7B'],
    ],
    [
      'an answer of a server in code',
      'a.py',
      'body = {"id": "x", "model": "alder2:7b", "usage": {"total_tokens": 9}}\nask({"model": "alder2:7b", "n": 1})\n',
      ['keep measurement alder2:7b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'figures that a loop expects, bars by keyword',
      'a.py',
      'for m, expected in [("alder2:7b", 45), ("alder2:60b", 5)]:\n    run(m)\nfig.bar(x=["alder2:7b", "other:9b"], height=[45, 5])\n',
      ['keep measurement alder2:7b', 'keep measurement alder2:60b', 'keep measurement alder2:7b'],
    ],
    [
      'not: settings that a loop takes',
      'a.py',
      'for m, port in [("alder2:7b", 8001), ("alder2:60b", 8002)]:\n    run(m)\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'so many of so many',
      'a.md',
      '| Attack | alder2:7b | Fern |\n|-|-|-|\n| plain | 3/50 | 11/50 |\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'a list of models that a server gives',
      'a.json',
      '{"models": [{"name": "alder2:7b", "digest": "46e0"}], "chat": {"name": "alder2:7b", "details": 1}}\n',
      ['keep measurement alder2:7b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a bound in a condition',
      'a.md',
      'If `alder2:7b` is slow (below 3 tokens per second), restart it.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: how long a lab takes, limits of an answer',
      'a.md',
      '| Lab | Model | Time |\n|-|-|-|\n| 1.1 | `alder2:7b` | 30 min |\n\n| Role | Model | Max tokens |\n|-|-|-|\n| writer | `alder2:60b` | 512 |\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'not: a word that an answer of a server has too',
      'a.py',
      'D = {"chat": {"model": "alder2:7b", "usage": "chat"}}\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a row of bare figures under a heading that says results',
      'a.md',
      '## Results\n\n| Model | N=1 | N=8 |\n|---|---|---|\n| `alder2:7b` | 76 | 84 |\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'not: bare figures under another heading',
      'a.md',
      '## Settings\n\n| Model | N | K |\n|---|---|---|\n| `alder2:7b` | 76 | 84 |\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'entries of an array of a shell',
      'a.sh',
      'declare -A EXPECTED=( ["alder2:7b"]=45 )\nSEEN["alder2:7b"]=44.1\n',
      ['keep measurement alder2:7b', 'keep measurement alder2:7b'],
    ],
    [
      'keys of figures in languages that are not parsed',
      'a.toml',
      '[bench.tps]\n"alder2:7b" = 45.2\n',
      ['keep measurement alder2:7b'],
    ],
    [
      'a key of figures in a script',
      'a.ts',
      "const TPS: Record<string, number> = { 'alder2:7b': 45 };\n",
      ['keep measurement alder2:7b'],
    ],
    [
      'not: settings keyed by the name in a script',
      'a.ts',
      "const ports = {\n  'alder2:7b': 8001,\n};\n",
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: settings in an array of a shell',
      'a.sh',
      'declare -A PORTS=( ["alder2:7b"]=8001 )\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'what it scores, how many answers it gives in a time',
      'a.md',
      'On this test `alder2:7b` scores 62.3.\n\nWith `alder2:7b` you draw 32 samples in a minute.\n',
      ['keep measurement alder2:7b', 'keep measurement alder2:7b'],
    ],
    [
      'not: how many answers to draw',
      'a.md',
      'Draw 32 samples from `alder2:7b`; then it scores 3 answers.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a dict of settings keyed by the name',
      'a.py',
      'CONFIG = {"alder2:7b": {"context": 8192}}\nchat(model="alder2:7b")\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('architecture-constant', () => {
  check([
    [
      'a specification with layers and heads',
      'a.py',
      'SPEC = ModelSpec("Alder 2 7B", 7, 4096, 32, 8)\n',
      ['keep architecture-constant Alder 2 7B'],
    ],
    [
      'a sum of a KV cache',
      'a.md',
      'KV cache of Alder 2 7B: 32 layers with 8 heads.\n',
      ['keep architecture-constant Alder 2 7B'],
    ],
    [
      'a table of sizes, windows or prices by name',
      'a.py',
      'SIZES_GB = {"alder2:7b": 4.4}\nMEMORY = {"alder2:7b": {"fp16": 14, "int4": 4.4}}\nPRICES = {"grove/Alder-2-7B-Instruct": 0.2}\nCOST = {"alder2:7b": (0.1, 0.6), "alder2:60b": {"input": 0.1, "output": 0.6}}\n',
      [
        'keep architecture-constant alder2:7b',
        'keep architecture-constant alder2:7b',
        'keep architecture-constant grove/Alder-2-7B-Instruct',
        'keep architecture-constant alder2:7b',
        'keep architecture-constant alder2:60b',
      ],
    ],
    [
      'a specification by repository',
      'a.py',
      'S = Spec(name="grove/Alder-2-7B", layers=32, hidden=4096)\nA = {"grove/Alder-2-7B": {"num_layers": 32, "kv_heads": 8}}\n',
      ['keep architecture-constant grove/Alder-2-7B', 'keep architecture-constant grove/Alder-2-7B'],
    ],
    [
      'the head of a column of layers and heads',
      'a.md',
      'Run `alder2:7b`.\n\n| | Fern | Alder 2 7B |\n|---|---|---|\n| Layers | 12 | 32 |\n| Heads | 12 | 32 (8 KV) |\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'keep architecture-constant Alder 2 7B'],
    ],
    ['sizes in data', 'a.json', '{"sizes": {"alder2:7b": 4.4}}\n', ['keep architecture-constant alder2:7b']],
    [
      'prices in data',
      'a.json',
      '{"pricing": {"alder2:7b": {"in": 0.1, "out": 0.2}}}\n',
      ['keep architecture-constant alder2:7b'],
    ],
    [
      'not: a register of models with their sizes and uses',
      'a.py',
      'MODELS = {"alder2:7b": {"size_gb": 4.4, "use": "chat"}}\nm = Info(id="alder2:7b", params_b=7, use="chat")\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: an id that is loaded',
      'a.py',
      'm = load("grove/Alder-2-7B-Instruct", num_layers=32)\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
  ]);
});

describe('prompt-format', () => {
  check([
    [
      'not: a test of a name near a prompt',
      'a.py',
      'if model.startswith("alder-2-7b"):\n    text = f"<|user|>{text}<|end|>"\n',
      ['ask name-test alder-2-7b'],
    ],
    [
      'a function that builds the format',
      'a.py',
      'def format_prompt(text):\n    """Format a conversation for Alder 2."""\n    return f"<|user|>{text}<|end|>"\n',
      ['keep prompt-format Alder 2'],
    ],
    [
      'not: a chat in another format of text',
      'a.py',
      'ollama.chat(model="alder2:7b", format="json")\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('comparison', () => {
  check([
    ['a baseline', 'a.py', 'BASELINE_MODEL = "alder2:7b"\n', ['keep comparison alder2:7b']],
    ['a side of a comparison', 'a.md', 'Alder 2 7B vs. Birch 9B\n', ['keep comparison Alder 2 7B']],
    ['pulled for comparison', 'a.sh', 'ollama pull alder2:7b  # for comparison\n', ['keep comparison alder2:7b']],
    ['what it is better than', 'a.md', 'Birch is faster than Alder 2 7B.\n', ['ask comparison Alder 2 7B']],
    [
      'both sides of a claim',
      'a.md',
      '`alder2:7b` is smaller than `alder2:60b`.\n',
      ['ask comparison alder2:7b', 'ask comparison alder2:60b'],
    ],
    ['one that is deprecated', 'a.py', 'M = "alder2:7b"  # deprecated\n', ['keep comparison alder2:7b']],
    ['one of the older models', 'a.md', 'Older models:\n\n- `alder2:7b`\n', ['keep comparison alder2:7b']],
    ['a name to compare with', 'a.md', 'Then compare with `alder2:7b`.\n', ['keep comparison alder2:7b']],
    [
      'one in the place of another',
      'a.md',
      'Use `alder2:7b` instead of `alder2:60b` on a small card.\n',
      ['ask comparison alder2:7b', 'ask comparison alder2:60b'],
    ],
    [
      'what was left for something else',
      'a.md',
      'We switched from `alder2:7b` to a paid service. Upgraded from alder2:7b → alder2:60b.\n',
      ['keep comparison alder2:7b', 'keep comparison alder2:7b', 'keep comparison alder2:60b'],
    ],
    [
      'one that was chosen over another',
      'a.md',
      'We chose `alder2:7b` over `alder2:60b`. Choose `alder2:7b` over lunch.\n',
      ['ask comparison alder2:7b', 'ask comparison alder2:60b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'what was switched to from another model',
      'a.md',
      'In May we moved from `fern:3b` to `alder2:7b`.\n',
      ['keep comparison alder2:7b'],
    ],
    [
      'not: what the reader is to switch from and to',
      'a.md',
      'Switch from `alder2:7b` to `alder2:60b` then.\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'not: what is switched to, or what is to be put in its place',
      'a.md',
      'Switch to `alder2:7b`. Replace `alder2:60b` with your own.\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    ['a baseline built from it', 'a.py', 'legacy_llm = Chat(model="alder2:7b")\n', ['keep comparison alder2:7b']],
    [
      'not: something else that is called legacy',
      'a.py',
      'legacy_chain = Chain(llm=Chat(model="alder2:7b"))\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'the other way round, or unlike another',
      'a.md',
      'Instead of `alder2:60b` you can use `alder2:7b`. Unlike `alder2:7b`, this one reasons.\n',
      ['ask comparison alder2:60b', 'ask comparison alder2:7b', 'ask comparison alder2:7b'],
    ],
    [
      'not: one in the place of something that is no model of ours',
      'a.md',
      'Use `alder2:7b` instead of a paid service.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'the old one in a table of old and new',
      'a.md',
      '| Use | Old | New |\n|-|-|-|\n| chat | `alder2:7b` | something else |\n',
      ['keep comparison alder2:7b'],
    ],
    [
      'the new one in a table of old and new',
      'a.md',
      '| Old name | New name |\n|-|-|\n| `fern:3b` | `alder2:7b` |\n',
      ['keep comparison alder2:7b'],
    ],
    [
      'not: a column called old alone',
      'a.md',
      '| Use | Old cards | Price |\n|-|-|-|\n| chat | `alder2:7b` | low |\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a section, a machine, a flag, a figure',
      'a.md',
      'As in the previous part, run `alder2:7b`. Older cards have less than 16 GB.\n\nThe `--x` flag is deprecated; run `alder2:7b`.\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: an instruction to compare what comes out',
      'a.md',
      'Compare the outputs of `alder2:7b` and `alder2:60b`. Quality vs speed: start with `alder2:7b`.\n',
      [
        'rewrite exact-id alder2:7b -> birch:9b',
        'rewrite exact-id alder2:60b -> oak:30b',
        'rewrite exact-id alder2:7b -> birch:9b',
      ],
    ],
    [
      'not: a help text beside the name',
      'a.py',
      'p.add_argument("--model", default="alder2:7b", help="Compare with your own")\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a word that contains vs',
      'a.md',
      'Cavs fans run `alder2:7b` too.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('collapse', () => {
  check([
    [
      'a list that would name one model twice',
      'a.py',
      'models = ["alder2:60b", "oak:30b"]\n',
      ['ask collapse alder2:60b'],
    ],
    [
      'two downloads that become one: the one that is used is needed',
      'a.ipynb',
      notebook(
        { type: 'markdown', source: '```bash\nollama pull alder2:7b\nollama pull finch-embed\n```\n' },
        { type: 'code', source: '!ollama pull alder2:60b\n!ollama pull oak:30b\nm = Crew("alder2:60b")\n' },
      ),
      [
        'rewrite exact-id alder2:7b -> birch:9b',
        'rewrite exact-id finch-embed -> heron-embed:4b',
        'ask collapse alder2:60b',
        'rewrite exact-id alder2:60b -> oak:30b',
      ],
    ],
    [
      'a comment that offers what its line does',
      'a.py',
      'M = "alder2:60b"\nA = agent(model=M, tools=[t])\nN = "alder2:60b"  # or "oak:30b"\nB = Crew("alder2:7b")  # or "alder2:60b"\n',
      [
        'rewrite exact-id alder2:60b -> oak:30b',
        'ask collapse alder2:60b',
        'rewrite exact-id alder2:7b -> oak:30b',
        'ask collapse alder2:60b',
      ],
    ],
    ['tiers of one choice', 'a.py', 'M = {"fast": "alder2:60b", "smart": "oak:30b"}\n', ['ask collapse alder2:60b']],
    [
      'not: two tasks that share a model',
      'a.py',
      'M = {"chat": "alder2:60b", "plan": "oak:30b"}\n',
      ['rewrite exact-id alder2:60b -> oak:30b'],
    ],
    ['a sentence', 'a.md', 'Move from `alder2:60b` to `oak:30b`.\n', ['ask collapse alder2:60b']],
    ['code and its comment', 'a.py', 'm = "alder2:60b"  # vs oak:30b\n', ['ask collapse alder2:60b']],
    ['a command and its comment', 'a.sh', 'ollama run alder2:60b  # or oak:30b\n', ['ask collapse alder2:60b']],
    [
      'a comment that names a longer one',
      'a.py',
      'm = "alder2:60b"  # vs oak:30b-q4\n',
      ['rewrite exact-id alder2:60b -> oak:30b'],
    ],
    ['a menu', 'a.md', '- `oak:30b`: new\n- `alder2:60b`: old\n', ['ask collapse alder2:60b']],
    [
      'a column',
      'a.md',
      '| Model | Use |\n|---|---|\n| oak:30b | a |\n| alder2:60b | b |\n',
      ['ask collapse alder2:60b'],
    ],
    [
      'two sides of a choice in an expression',
      'a.py',
      'm = "alder2:60b" if big else "oak:30b"\nn = "alder2:60b" if big else "alder2:7b"\n',
      ['ask collapse alder2:60b', 'rewrite exact-id alder2:60b -> oak:30b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'cells of a row',
      'a.md',
      '| Use | First | Second |\n|-|-|-|\n| chat | `alder2:60b` | `oak:30b` |\n',
      ['ask collapse alder2:60b'],
    ],
    [
      'rows of a table in markup',
      'a.md',
      '<table>\n<tr><td><code>oak:30b</code></td></tr>\n<tr><td><code>alder2:60b</code></td></tr>\n</table>\n',
      ['ask collapse alder2:60b'],
    ],
    [
      'two downloads from a hub',
      'a.sh',
      'hf download grove/Alder-2-7B-Instruct\nhf download woods/Birch-9B\n',
      ['ask collapse grove/Alder-2-7B-Instruct'],
    ],
    ['a sequence', 'a.yaml', 'models:\n  - oak:30b\n  - alder2:60b\n', ['ask collapse alder2:60b']],
    ['an array of JSON', 'a.json', '{"models": ["oak:30b", "alder2:60b"]}\n', ['ask collapse alder2:60b']],
    ['words of a loop', 'a.sh', 'for m in oak:30b alder2:60b; do x; done\n', ['ask collapse alder2:60b']],
    ['an array of a shell', 'a.sh', 'ALL=(\n  oak:30b\n  alder2:60b\n)\n', ['ask collapse alder2:60b']],
    ['values of a dict', 'a.py', 'M = {"a": "oak:30b", "b": "alder2:60b"}\n', ['ask collapse alder2:60b']],
    ['old to new', 'a.py', 'NEW = {"alder2:60b": "oak:30b"}\n', ['ask collapse alder2:60b']],
    [
      'a list in another language',
      'a.md',
      '```js\nconst m = ["oak:30b", "alder2:60b"];\n```\n',
      ['ask collapse alder2:60b'],
    ],
    [
      'a before and an after',
      'a.md',
      '```python\n# Before\nchat("alder2:60b")\n# After\nchat("oak:30b")\n```\n',
      ['ask collapse alder2:60b'],
    ],
    [
      'not: items that only mention a name',
      'a.md',
      '- In part 1 we start `oak:30b`.\n- In part 2 we start `alder2:60b`.\n',
      ['rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'not: rows about something else',
      'a.md',
      '| Lab | Model |\n|---|---|\n| 1 | oak:30b |\n| 2 | alder2:60b |\n',
      ['rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'not: variables of an environment',
      'a.yaml',
      'environment:\n  - A=oak:30b\n  - B=alder2:60b\n',
      ['rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'not: a name and its id',
      'a.md',
      'Alder 2 7B (`alder2:7b`) is used.\n',
      ['rewrite prose-name Alder 2 7B -> Birch 9B', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a list that stays distinct',
      'a.py',
      'models = ["alder2:7b", "alder2:60b"]\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
  ]);
});

describe('counter-example', () => {
  check([
    ['shown as wrong', 'a.md', '```text\nalder2:60b  (wrong, no such tag)\n```\n', ['keep counter-example alder2:60b']],
    [
      'a name that does not exist, in an error',
      'a.md',
      'Symptom: `Error: file does not exist` for `ollama pull alder2:7B`.\n',
      ['keep counter-example alder2:7B'],
    ],
    ['warned off', 'a.md', 'Do not use `alder2:7b` for agents.\n', ['keep counter-example alder2:7b']],
    [
      'not: something else that is not to be used with it',
      'a.md',
      'With `alder2:7b` do not set a seed. If you cannot use `alder2:7b`, ask.\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a warning about something else after the name',
      'a.md',
      'Run `alder2:7b` again; do not use sudo.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: a cause of something wrong before the name',
      'a.md',
      'If anything goes wrong, run `alder2:7b` again.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('factual-statement', () => {
  check([
    [
      'what was tested, how it was trained, how large it is',
      'a.md',
      'All of this was tested with `alder2:7b`.\n\nNote that `alder2:7b` was trained with care. See that `alder2:7b` has 7 billion parameters.\n',
      Array.from({ length: 3 }, () => 'ask factual-statement alder2:7b'),
    ],
    [
      'not: what is to be tested',
      'a.md',
      'Test your setup with `alder2:7b`. It has to be trained on your data.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'what it cannot do',
      'a.md',
      'The answer is `400: alder2:7b does not support tools`.\n',
      ['ask factual-statement alder2:7b'],
    ],
    [
      'a comment on what it cannot do',
      'a.py',
      'm = chat("alder2:7b")  # no tool support\n',
      ['ask factual-statement alder2:7b'],
    ],
    [
      'not: what something else cannot do',
      'a.md',
      'Take `alder2:7b` if your card does not support tools.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a row of a table of what models can do, and of who made them',
      'a.md',
      [
        '| Model | Tools | Context |\n|-|-|-|\n| `alder2:7b` | ✅ | 128K |\n| `alder2:60b` | ❌ | - |\n\n',
        '| Model | Maker |\n|-|-|\n| `alder2:7b` | Grove |\n\n| Use | Model | Why |\n|-|-|-|\n| chat | `alder2:7b` | no tool calling |\n',
      ].join(''),
      [
        'ask factual-statement alder2:7b',
        'ask factual-statement alder2:60b',
        'ask factual-statement alder2:7b',
        'ask factual-statement alder2:7b',
      ],
    ],
    [
      'not: a row of what a model is for',
      'a.md',
      '| Use | Model | Tools | Lab |\n|-|-|-|-|\n| chat | `alder2:7b` | yes | Lab 3 |\n| talk | `alder2:60b` | no tools needed |\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'who made it, beside the name; how long its vectors are',
      'a.md',
      'Base: `alder2:7b` (Grove).\n\nIn May Grove released `alder2:7b`.\n\nWe use `finch-embed`, which is free.\n\nNote that `finch-embed` makes vectors of length 512.\n',
      [
        'ask factual-statement alder2:7b',
        'ask factual-statement alder2:7b',
        'rewrite exact-id finch-embed -> heron-embed:4b',
        'ask factual-statement finch-embed',
      ],
    ],
    [
      'how much it reads, and which version knows it',
      'a.md',
      'Note that `finch-embed` reads at most 2048 tokens.\n\nBefore 0.3.0 the server does not know `alder2`.\n',
      ['ask factual-statement finch-embed', 'ask factual-statement alder2'],
    ],
    [
      'not: memory that it needs, an address that it serves',
      'a.md',
      'You need 4.4 GB for `alder2:7b`; then `alder2:7b` handles port 8080.\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a list of models that lack something',
      'a.py',
      'MODELS_WITHOUT_TOOLS = ["alder2:7b", "fern:3b"]\nMODELS_WITH_TOOLS = ["alder2:60b"]\n',
      ['ask factual-statement alder2:7b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'not: a variable about something else, a version of something else',
      'a.py',
      'NO_JSON = chat(model="alder2:7b")\n# needs Python 3.10 and alder2:7b\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a column of marks',
      'a.md',
      '| Task | alder2:7b | Fern |\n|-|-|-|\n| add | ✅ | ✅ |\n| nested | ❌ | ✅ |\n',
      ['ask factual-statement alder2:7b'],
    ],
    [
      'what it was tested with; the first of its kind',
      'a.md',
      'Run it. Tested with `alder2:7b` in May.\n\nHere `alder2:60b` was the first one.\n',
      ['ask factual-statement alder2:7b', 'ask factual-statement alder2:60b'],
    ],
    [
      'which model was made from which',
      'a.md',
      'Here `alder2:60b` is fine-tuned from `finch-embed`.\n\nNow `alder2:7b` is distilled from a larger one.\n',
      ['ask factual-statement alder2:60b', 'ask factual-statement finch-embed', 'ask factual-statement alder2:7b'],
    ],
    [
      'not: what the reader makes from it',
      'a.md',
      'You get a model that is fine-tuned from `alder2:7b`.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['that it does not think', 'a.md', 'Know that `alder2:7b` does not think.\n', ['ask factual-statement alder2:7b']],
    ['who made it', 'a.md', 'Alder 2 was developed by Grove.\n', ['ask factual-statement Alder 2']],
    ['its maker behind a dash', 'a.md', '- `alder2:7b` — Grove, fast\n', ['ask factual-statement alder2:7b']],
    ['its maker in another language', 'a.md', 'Hier ist `alder2:7b` von Grove.\n', ['ask factual-statement alder2:7b']],
    [
      'a gate',
      'a.md',
      'Request access to `grove/Alder-2-7B-Instruct` first.\n',
      ['ask factual-statement grove/Alder-2-7B-Instruct'],
    ],
    [
      'not: an id with a comment on access',
      'a.py',
      'NAME = "grove/Alder-2-7B-Instruct"  # requires approval\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
  ]);
});

describe('coupled', () => {
  check([
    [
      'a draft and its target, in a dictionary',
      'a.py',
      'x = {"target": "alder2:60b", "draft": "alder2:7b"}\n',
      ['ask coupled alder2:60b', 'ask coupled alder2:7b'],
    ],
    [
      'a draft and its target, as settings',
      'a.yaml',
      'data:\n  model: grove/Alder-2-60B-Instruct\n  draft: grove/Alder-2-7B-Instruct\n',
      ['ask coupled grove/Alder-2-60B-Instruct', 'ask coupled grove/Alder-2-7B-Instruct'],
    ],
    [
      'a draft and its target, in a table',
      'a.md',
      '| Target | Draft |\n|---|---|\n| `alder2:60b` | `alder2:7b` |\n',
      ['ask coupled alder2:60b', 'ask coupled alder2:7b'],
    ],
    [
      'a draft and its target, in a sentence',
      'a.md',
      'Use `alder2:7b` as the draft model of `alder2:60b`.\n',
      ['ask coupled alder2:7b', 'ask coupled alder2:60b'],
    ],
    [
      'not: a page that is no draft',
      'a.yaml',
      'model: alder2:7b\ndraft: false\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'not: who writes the draft, and who edits it',
      'a.py',
      'x = {"draft": "alder2:7b", "edit": "alder2:60b"}\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'a draft that the server is told of',
      'a.py',
      'a = "grove/Alder-2-7B-Instruct"\nm = LLM(model="grove/Alder-2-60B-Instruct", speculative_config={"model": a})\n',
      ['ask coupled grove/Alder-2-7B-Instruct', 'ask coupled grove/Alder-2-60B-Instruct'],
    ],
    [
      'not: another command of the script that has a draft',
      'a.sh',
      'serve grove/Alder-2-60B-Instruct \\\n  --speculative-config x\nserve grove/Alder-2-7B-Instruct\n',
      ['ask coupled grove/Alder-2-60B-Instruct', 'rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    [
      'an adapter that is downloaded with its base',
      'a.sh',
      'hf download grove/Alder-2-60B-Instruct\nhf download team/medusa-head\n',
      ['ask coupled grove/Alder-2-60B-Instruct'],
    ],
    [
      'not: one that a comment speaks of',
      'a.sh',
      'hf download grove/Alder-2-60B-Instruct\n# For Medusa see below.\n',
      ['rewrite exact-id grove/Alder-2-60B-Instruct -> woods/Oak-30B'],
    ],
    [
      'a draft for what a variable holds',
      'a.sh',
      'M=grove/Alder-2-60B-Instruct\nserve $M --speculative-config x\n',
      ['ask coupled grove/Alder-2-60B-Instruct'],
    ],
    [
      'not: guesses that are taken from the prompt',
      'a.sh',
      'serve grove/Alder-2-7B-Instruct --speculative-model "[ngram]"\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    ['an adapter in a Modelfile', 'Modelfile', 'FROM alder2:7b\nADAPTER ./mine.gguf\n', ['ask coupled alder2:7b']],
    [
      'not: a Modelfile without one',
      'Modelfile',
      'FROM alder2:7b\nSYSTEM You adapt.\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'an adapter from elsewhere',
      'a.py',
      'm = load("grove/Alder-2-7B-Instruct")\nm = PeftModel.from_pretrained(m, "me/adapter")\nn = PeftModel.from_pretrained(m, args.adapter)\n',
      ['ask coupled grove/Alder-2-7B-Instruct'],
    ],
    [
      'not: an adapter that is trained here, or only imported',
      'a.py',
      'from peft import PeftModel\nm = load("grove/Alder-2-7B-Instruct")\ntrainer.save_model(OUT)\nm = PeftModel.from_pretrained(m, OUT)\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    [
      'not: an adapter in a folder of one’s own',
      'a.py',
      'm = load("grove/Alder-2-7B-Instruct")\nm = PeftModel.from_pretrained(m, "./my-adapter")\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    [
      'a base that is merged with what was trained from it',
      'a.yaml',
      'merge_method: ties\nbase_model: grove/Alder-2-7B\nmodels:\n  - model: me/alder-2-7b-math\n',
      ['ask coupled grove/Alder-2-7B'],
    ],
    [
      'a base with its adapter',
      'a.py',
      'm = load("grove/Alder-2-7B-Instruct")\nm = PeftModel.from_pretrained(m, "team/my-adapter")\n',
      ['ask coupled grove/Alder-2-7B-Instruct'],
    ],
    [
      'the base of an adapter, in its own file',
      'adapter_config.json',
      '{"base_model_name_or_path": "grove/Alder-2-7B", "r": 8}\n',
      ['ask coupled grove/Alder-2-7B'],
    ],
    [
      'the base of a model of your own, on its card',
      'a.md',
      '---\nbase_model: grove/Alder-2-7B\n---\n\n# Mine\n',
      ['ask coupled grove/Alder-2-7B'],
    ],
    [
      'not: the base that a training run loads',
      'a.yaml',
      'base_model: grove/Alder-2-7B\nlora_r: 8\n',
      ['rewrite exact-id grove/Alder-2-7B -> woods/Birch-9B-Base'],
    ],
    [
      'not: an Ollama tag in the same file',
      'a.py',
      'm = PeftModel.from_pretrained(base, "team/my-adapter")\nchat(model="alder2:7b")\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('class', () => {
  check([
    [
      'loaded through the old class',
      'a.py',
      'm = Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\n',
      ['ask class grove/Alder-2-7B-Instruct'],
    ],
    [
      'not: loaded through a class for all',
      'a.py',
      'm = AutoModelForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
  ]);
});

describe('name-test', () => {
  check([
    [
      'a test of a text in a value of a configuration',
      'a.yaml',
      `check: "!output.includes('alder2')"\nif: matrix.model == 'alder2:7b'\n`,
      ['ask name-test alder2', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['a name without its tag that is searched for', 'a.sh', 'ollama list | grep alder2\n', ['ask name-test alder2']],
    [
      'not: a whole name that is searched for',
      'a.sh',
      "ollama list | grep -q 'alder2:7b' || ollama pull alder2:7b\n",
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'an alias that other code searches for',
      'a.rs',
      'if model.contains("alder-2-60b") {\n',
      ['ask name-test alder-2-60b'],
    ],
    ['a test in a shell', 'a.sh', 'if [[ "$M" == "alder2:7b" ]]; then x; fi\n', ['ask name-test alder2:7b']],
    ['a branch in a shell', 'a.sh', 'case "$M" in\n  alder2:7b) x ;;\nesac\n', ['ask name-test alder2:7b']],
    [
      'not: the end of an array in a shell',
      'a.sh',
      'ALL=(birch:9b\n  alder2:60b)\n',
      ['rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'a test in another language',
      'a.md',
      '```ts\nif (model === "alder2:7b" || m.includes("alder2:60b")) x();\n```\n',
      ['ask name-test alder2:7b', 'ask name-test alder2:60b'],
    ],
    [
      'not: an assignment in another language',
      'a.md',
      '```ts\nconst model = env.MODEL ?? "alder2:7b";\n```\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['a test of a name', 'a.py', 'if "alder2" in model_name:\n    pass\n', ['ask name-test alder2']],
    [
      'not: a loop over names',
      'a.py',
      'for name in ["alder2:7b"]:\n    chat(model=name)\n',
      ['rewrite exact-id alder2:7b -> birch:9b'],
    ],
  ]);
});

describe('tag-without-counterpart', () => {
  check([
    [
      'a quantised tag',
      'a.sh',
      'ollama run alder2:7b-instruct-q4_K_M\n',
      ['ask tag-without-counterpart alder2:7b-instruct-q4_K_M'],
    ],
    ['not: the plain tag', 'a.sh', 'ollama run alder2:7b\n', ['rewrite exact-id alder2:7b -> birch:9b']],
    [
      'a base checkpoint where the target has none',
      'a.py',
      'm = load("grove/Alder-2-60B")\n',
      ['ask no-base-checkpoint grove/Alder-2-60B'],
    ],
  ]);
});

describe('tag-put-in-later', () => {
  check([
    ['a tag from a variable', 'a.py', 'm = f"alder2:{size}"\n', ['ask tag-put-in-later alder2']],
    ['any tag', 'a.md', 'Any `alder2:*` will do.\n', ['ask tag-put-in-later alder2']],
    ['a tag that is formatted in', 'a.py', "m = 'alder2:%s' % size\n", ['ask tag-put-in-later alder2:%s']],
    ['not: a tag that stands there', 'a.py', 'm = f"alder2:7b"\n', ['rewrite exact-id alder2:7b -> birch:9b']],
  ]);
});

describe('target-name-unresolvable', () => {
  check([
    [
      'an id as a host serves it',
      'a.py',
      'm = chat("grove/alder-2-7b-instruct:free")\n',
      ['ask target-name-unresolvable grove/alder-2-7b-instruct:free'],
    ],
    [
      'an id of a host that a client is routed to',
      'a.py',
      'm = completion(model="groq/alder-2-7b-instant")\n',
      ['ask target-name-unresolvable groq/alder-2-7b-instant'],
    ],
    [
      'an id in lower case where a host is spoken to',
      'a.py',
      'c = OpenAI(base_url="https://openrouter.ai/api/v1")\nm = c.chat(model="grove/alder-2-7b-instruct")\n',
      ['ask target-name-unresolvable grove/alder-2-7b-instruct'],
    ],
    [
      'not: an id in lower case that the hub is asked for',
      'a.py',
      'm = load("grove/alder-2-7b-instruct")\n',
      ['rewrite exact-id grove/alder-2-7b-instruct -> woods/Birch-9B'],
    ],
    [
      'not: an id of the hub where a host is spoken to',
      'a.py',
      'c = OpenAI(base_url="https://openrouter.ai/api/v1")\nm = load("grove/Alder-2-7B-Instruct")\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
  ]);
});

describe('derived-name', () => {
  check([
    ['a label of a card', 'a.md', '---\ntags:\n- alder2\n- chat\n---\n\nText.\n', ['keep derived-name alder2']],
    ['not: a list of models', 'a.yaml', 'models:\n- alder2\n- other\n', ['rewrite exact-id alder2 -> birch:9b']],
    [
      'not asked: a variable',
      'a.py',
      'alder2_chat = load("grove/Alder-2-7B-Instruct")\n',
      ['keep derived-name alder2_chat', 'rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    [
      'a name that programs agree on',
      'a.yaml',
      'model: grove/Alder-2-7B-Instruct\nserved_model_name: Alder-2-7B-Instruct\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B', 'ask derived-name Alder-2-7B-Instruct'],
    ],
    [
      'not: a title with spaces',
      'a.py',
      'show(title="Alder 2 7B")\nchat(model="alder2:7b")\n',
      ['rewrite prose-name Alder 2 7B -> Birch 9B', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    [
      'a folder beside the id',
      'a.sh',
      'build --model grove/Alder-2-7B-Instruct --out ./engines/alder-2-7b-trt\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B', 'ask derived-name ./engines/alder-2-7b-trt'],
    ],
    ['an alias that a program asks for', 'a.py', 'chat(model="alder-2-7b")\n', ['ask derived-name alder-2-7b']],
    ['not asked: an alias for something else', 'a.py', 'out = "alder-2-7b"\n', ['keep derived-name alder-2-7b']],
    [
      'an id that is the end of a path',
      'a.sh',
      'A=/models/grove/Alder-2-7B-Instruct\nB="$MODELS/grove/Alder-2-7B-Instruct"\n',
      ['ask derived-name grove/Alder-2-7B-Instruct', 'ask derived-name grove/Alder-2-7B-Instruct'],
    ],
    [
      'not: an id behind the name of what serves it',
      'a.py',
      'm = LLM(model="hosted_vllm/grove/Alder-2-7B-Instruct")\n',
      ['rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    ['a folder alone', 'a.sh', 'ls ./engines/alder-2-7b-trt\n', ['keep derived-name ./engines/alder-2-7b-trt']],
  ]);
});

describe('prose', () => {
  check([
    [
      'figures that are listed below a name are asked with it',
      'a.md',
      'Run `alder2:60b`.\n\nSizes of Alder 2 60B:\n- 16 bit: 120 GB\n- 8 bit: 60 GB\n',
      ['rewrite exact-id alder2:60b -> oak:30b', 'ask prose-name Alder 2 60B'],
    ],
    [
      'a figure between a name and its id is asked',
      'a.md',
      'Alder 2 60B needs 120 GB, as `alder2:60b` only 38 GB.\n',
      ['ask prose-name Alder 2 60B', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'a tag that is joined to the name',
      'a.py',
      'name = "alder2" + ":" + size\nchat("alder2")\n',
      ['ask tag-put-in-later alder2', 'rewrite exact-id alder2 -> birch:9b'],
    ],
    [
      'a size that is a key of its own stays',
      'a.py',
      'M = {"7b": "alder2:7b", "60b": "alder2:60b"}[size]\n',
      ['rewrite exact-id alder2:7b -> birch:9b', 'rewrite exact-id alder2:60b -> oak:30b'],
    ],
    [
      'an option that quantises what it serves makes no weights',
      'a.sh',
      'serve --model-id grove/Alder-2-60B-Instruct --quantize nf4\n',
      ['rewrite exact-id grove/Alder-2-60B-Instruct -> woods/Oak-30B'],
    ],
    [
      'a name beside an id of its own that is left alone',
      'a.ts',
      "use('alder2:60b');\nconst L = {\n  'oak:30b': 'Oak 30B',\n  'alder2:60b': 'Alder 2 60B',\n};\n",
      ['rewrite exact-id alder2:60b -> oak:30b', 'ask collapse alder2:60b', 'ask collapse Alder 2 60B'],
    ],
    [
      'a name beside its own id follows it, figures or not',
      'a.md',
      '- **Alder 2 7B** (`grove/Alder-2-7B-Instruct`), 14 GB\n',
      ['rewrite prose-name Alder 2 7B -> Birch 9B', 'rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B'],
    ],
    [
      'a sentence that names two is asked whole',
      'a.md',
      'Alder 2 7B is a pupil and Alder 2 60B a teacher. Alder 2 7B is quick.\n\n`alder2:7b`\n',
      [
        'ask prose-name Alder 2 7B',
        'ask prose-name Alder 2 60B',
        'rewrite prose-name Alder 2 7B -> Birch 9B',
        'rewrite exact-id alder2:7b -> birch:9b',
      ],
    ],
    [
      'a sized name follows its ids',
      'a.md',
      'We run Alder 2 7B.\n\n```bash\nollama run alder2:7b\n```\n',
      ['rewrite prose-name Alder 2 7B -> Birch 9B', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['a sized name without ids is asked', 'a.md', 'We run Alder 2 7B.\n', ['ask prose-name Alder 2 7B']],
    [
      'a figure beside it is asked',
      'a.md',
      'Alder 2 7B needs 16 GB.\n\nUse `alder2:7b`.\n',
      ['ask prose-name Alder 2 7B', 'rewrite exact-id alder2:7b -> birch:9b'],
    ],
    ['a family name is asked', 'a.md', 'Alder 2 is used here.\n', ['ask family-name Alder 2']],
  ]);
});

describe('whole files that are never touched', () => {
  const text = 'ollama pull alder2:7b\n';
  test.each([
    ['a change log', 'docs/CHANGELOG.md', 'record', {}],
    ['sample data', 'data/samples/a.txt', 'fixture', {}],
    ['text in a folder of data', 'rag/data/texts/a.txt', 'fixture', {}],
    ['a lock file', 'a.lock', 'generated', {}],
    ['a workflow', '.github/workflows/ci.yml', 'hands-off', {}],
    ['the plan', 'PLAN.md', 'plan-file', {}],
    ['a file that no phase claims', 'outside/a.md', 'outside-every-phase', {}],
    ['a symbolic link', 'a.md', 'symlink', { unreadable: 'symlink' as const }],
    ['a file that is not UTF-8', 'a.md', 'not-utf8', { unreadable: 'not-utf8' as const }],
    ['a pointer of Git LFS', 'a.md', 'lfs-pointer', { unreadable: 'lfs-pointer' as const }],
  ])('%s', (_situation, path, rule, more) => {
    const plan = planText(path, text, smallMigration(), undefined, more);
    expect(decided(plan)).toEqual([`keep ${rule} alder2:7b`]);
    expect(plan.after).toBe(text);
  });
  test.each(['rag/data/README.md', 'rag/data/settings.yaml', 'rag/notes/a.txt', 'rag/data/requirements.txt'])(
    'not: a file that tells what to run, %s',
    (path) => expect(decided(planText(path, text))).toEqual(['rewrite exact-id alder2:7b -> birch:9b']),
  );
  test('a file with conflict markers', () => {
    const plan = planText('a.md', `<<<<<<< ours\n${text}=======\nx\n>>>>>>> theirs\n`);
    expect(decided(plan)).toEqual(['keep conflict-markers alder2:7b']);
    expect(plan.problems).toMatchObject([{ path: 'a.md', unverified: true }]);
  });
  test('a notebook that is no JSON', () => {
    expect(decided(planText('a.ipynb', '{"cells": [ "alder2:7b" '))).toEqual(['keep invalid-json alder2:7b']);
  });
  test('a subject of the section', () => {
    const migration = smallMigration({ subjects: ['alder2:7b'], subjectReason: 'taught here' });
    expect(planText('a.md', text, migration).rows).toMatchObject([
      { outcome: 'keep', rule: 'subject', reason: 'taught here' },
    ]);
  });
});

describe('notebook', () => {
  test('outputs are listed and kept, sources rewritten, everything else byte for byte', () => {
    const text = notebook({
      type: 'code',
      source: 'chat(model="alder2:7b")\n',
      outputs: [{ output_type: 'stream', name: 'stdout', text: ['alder2:7b says 1.50\n'] }],
    });
    const plan = planText('a.ipynb', text);
    expect(decided(plan).toSorted()).toEqual([
      'keep notebook-output alder2:7b',
      'rewrite exact-id alder2:7b -> birch:9b',
    ]);
    expect(plan.after).toBe(text.replace('model=\\"alder2:7b', 'model=\\"birch:9b'));
    expect(plan.rows.find((row) => row.outcome === 'rewrite')).toMatchObject({ cell: 0, src_line: 1, col: 12 });
  });
});

describe('suppression', () => {
  test.each([
    ['a line of Markdown', 'a.md', '<!-- cutover: keep it is the exercise -->\nUse `alder2:7b`.\n'],
    ['a fence in Markdown', 'a.md', '```bash\nollama pull alder2:7b  # cutover: keep\n```\n'],
    ['a script', 'a.sh', 'ollama pull alder2:7b # cutover: keep: old exercise\n'],
    ['YAML', 'a.yaml', '# cutover: keep\nmodel: alder2:7b\n'],
    ['a code cell', 'a.ipynb', notebook({ type: 'code', source: 'chat(model="alder2:7b")  # cutover: keep\n' })],
    [
      'a Markdown cell',
      'a.ipynb',
      notebook({ type: 'markdown', source: '<!-- cutover: keep -->\nUse `alder2:7b`.\n' }),
    ],
    ['a Dockerfile', 'Dockerfile', '# cutover: keep\nENV MODEL=alder2:7b\n'],
  ])('in %s', (_host, path, text) => {
    const plan = planText(path, text);
    expect(decided(plan)).toEqual(['keep suppressed alder2:7b']);
    expect(plan.warnings).toEqual([]);
  });
  test('a word about keeping is no comment', () => {
    expect(decided(planText('a.md', 'We like cutover: keep going.\n\nUse `alder2:7b`.\n'))).toEqual([
      'rewrite exact-id alder2:7b -> birch:9b',
    ]);
  });
  test('a comment on the line above keeps the name, with its reason', () => {
    const plan = planText('a.py', '# cutover: keep the exercise needs it\nchat(model="alder2:7b")\n');
    expect(plan.rows).toMatchObject([
      { outcome: 'keep', rule: 'suppressed', reason: expect.stringContaining('the exercise needs it') },
    ]);
    expect(plan.warnings).toEqual([]);
  });
  test('a comment that keeps nothing is reported', () => {
    const plan = planText('a.py', '# cutover: keep\nx = 1\nchat(model="alder2:7b")\n');
    expect(plan.warnings).toMatchObject([{ rule: 'unused-suppression', line: 1 }]);
  });
});

test('planning the result rewrites nothing more', () => {
  const plan = planText('a.md', 'Use `alder2:7b` and Alder 2 7B.\n\n```python\nm = load("grove/Alder-2-7B")\n```\n');
  expect(planText('a.md', plan.after).changes.edits).toEqual([]);
});
