import { describe, expect, test } from '@jest/globals';
import { python } from '../../src/languages/python.js';
import { chain, pythonAt, shellAt, where } from './where.js';

function use(marked: string) {
  return pythonAt('python', marked).use;
}

describe('what a string is used for', () => {
  test('a keyword argument, with the names beside it', () => {
    expect(use('reply = ollama.chat(model="«old:8b»", messages=[], options={"a": 1})')).toMatchObject({
      callee: 'ollama.chat',
      keyword: 'model',
      otherKeywords: ['messages', 'options'],
      assigned: 'reply',
      callees: ['ollama.chat'],
    });
  });

  test('a positional argument of a method, with its position', () => {
    expect(use('m = AutoModel.from_pretrained(config, "«old»", dtype="auto")')).toMatchObject({
      callee: 'AutoModel.from_pretrained',
      position: 1,
      otherKeywords: ['dtype'],
    });
  });

  test('calls chained onto the call are seen, without their arguments', () => {
    expect(use('agent = Chat(model="«old»").bind_tools([search])').callees).toEqual(['Chat', 'Chat().bind_tools']);
  });

  test('nested calls, innermost first', () => {
    expect(use('run(Agent(llm=Chat("«old»")))')).toMatchObject({ callee: 'Chat', callees: ['Chat', 'Agent', 'run'] });
  });

  test('the default of a parameter, typed or not', () => {
    expect(use('def ask(q, model: str = "«old»"):\n    pass').parameter).toEqual({ name: 'model', function: 'ask' });
    expect(use('def ask(q, model="«old»"):\n    pass').parameter).toEqual({ name: 'model', function: 'ask' });
    expect(use('ask = lambda m="«old»": m').parameter).toEqual({ name: 'm', function: 'lambda' });
  });

  test('a field of a dataclass is assigned, in its class', () => {
    const layer = pythonAt('python', '@dataclass\nclass Config:\n    model: str = "«old»"\n');
    expect(layer.use.assigned).toBe('model');
    expect(layer.class).toBe('Config');
  });

  test('attributes, subscripts, chained and tuple targets', () => {
    expect(use('self.model = "«old»"').assigned).toBe('self.model');
    expect(use('config["model"] = "«old»"').assigned).toBe('config["model"]');
    expect(use('a = b = "«old»"').assigned).toBe('b');
    expect(use('small, large = "x", "«old»"').assigned).toBe('large');
    expect(use('if (name := "«old»"):\n    pass').assigned).toBe('name');
    expect(use('names += ["«old»"]').assigned).toBe('names');
    expect(use('for m in ["«old»", "new"]:\n    pass')).toMatchObject({ assigned: 'm', items: ['old', 'new'] });
  });

  test('a value in dictionaries, with the keys to it and its siblings', () => {
    expect(use('c = {"llm": {"model": "«old»", "size": "8b", "n": 1}}')).toMatchObject({
      keys: ['llm', 'model'],
      isKey: false,
      siblings: ['old', '8b'],
    });
  });

  test('a key, with what it is the key of', () => {
    expect(use('speed = {"«old»": {"tps": 45}, "new": {"tps": 50}}')).toMatchObject({
      keys: [],
      isKey: true,
      keyedValue: '{"tps": 45}',
      siblings: ['old', 'new'],
    });
    expect(use('speed["«old»"] = 45.2')).toMatchObject({ isKey: true, keyedValue: '45.2' });
    expect(use('print(speed["«old»"])').isKey).toBe(true);
  });

  test('a dictionary in a call in a dictionary is not a key of the outer one', () => {
    expect(use('c = {f("«old»"): 1}').isKey).toBe(false);
  });

  test('items of the innermost list, tuple or set only', () => {
    expect(use('MODELS = ["«old»", "new", 3, f"{x}"]').items).toEqual(['old', 'new', '{x}']);
    expect(use('ROWS = [("«old»", "8B"), ("new", "9B")]').items).toEqual(['old', '8B']);
    expect(use('ROWS = [{"m": "«old»"}, "x"]').items).toEqual([]);
  });

  test.each([
    ['if "«old»" in name: pass', 'in'],
    ['if "«old»" not in name.lower(): pass', 'not in'],
    ['if name == "«old»": pass', '=='],
    ['if name != "«old»" and x: pass', '!='],
    ['x = name.startswith("«old»")', 'startswith'],
    ['x = name.endswith(("«old»", "b"))', 'endswith'],
    ['match m:\n    case "«old»" | "b": pass', '=='],
    ['if name in ("«old»", "new"): pass', 'in'],
  ])('a name test: %s', (source, operator) => {
    expect(use(source).compared).toBe(operator);
  });

  test('an argument is not compared because its call is', () => {
    expect(use('if ask("«old»") == "yes": pass').compared).toBeUndefined();
  });
});

describe('tokens', () => {
  test.each([
    ['x = "«old»"', 'string'],
    ['x = f"{a} «old» {b}"', 'f-string'],
    ['x = f"{«old»}"', 'code'],
    ['# uses «old»', 'comment'],
    ['"""About «old»."""\nimport os', 'docstring'],
    ['def f():\n    # why\n    """About «old»."""', 'docstring'],
    ['class A:\n    """About «old»."""', 'docstring'],
    ['if x:\n    """«old»"""', 'string'],
    ['«OldPipeline»("x")', 'code'],
  ])('%s', (source, token) => {
    expect(where('python', source).layers[0]).toMatchObject({ token });
  });

  test('the value is decoded, the literal span is what stands between the quotes', () => {
    const layer = pythonAt('python', 'x = "a\\n\\u0041\\x42 «old» \\"q\\""');
    expect(layer.value).toBe('a\nAB old "q"');
    expect(layer.literal).toEqual({ start: 5, end: 28 });
    expect(pythonAt('python', 'x = r"a\\n«old»"').value).toBe('a\\nold');
    expect(pythonAt('python', 'x = f"{{«old»}}"').value).toBe('{old}');
  });

  test('comments above the statement, above the line and at its end', () => {
    const source =
      '# legacy models\n# kept\nM = [\n    "a",  # not this\n    # baseline\n    "«old»",  # slow\n]  # end\n';
    expect(pythonAt('python', source).commentsNear).toEqual(['legacy models', 'kept', 'baseline', 'slow', 'end']);
  });

  test('a # in a string is no comment', () => {
    expect(pythonAt('python', 'x = "# no"; y = "«old»"').commentsNear).toEqual([]);
  });

  test('function and class around the place, and the head of a compound statement', () => {
    const source = 'class A:\n    def f(self):\n        if m == "«old»":\n            go()\n';
    const layer = pythonAt('python', source);
    expect(layer).toMatchObject({ function: 'f', class: 'A' });
    expect(source.replace(/[«»]/g, '').slice(layer.statement.start, layer.statement.end)).toBe('if m == "old"');
  });

  test('code that does not parse is described all the same', () => {
    expect(use('x = = 3\nllm = Chat(model="«old»"\n')).toMatchObject({ callee: 'Chat', keyword: 'model' });
  });
});

describe('IPython', () => {
  test('a shell line, also one that goes on, also assigned', () => {
    expect(chain('python', '!ollama pull «old»\nx = 1')).toBe('python magic > shell argument');
    expect(shellAt('python', 'if x:\n    !vllm serve \\\n        --model «old»\ny = 2')).toMatchObject({
      command: 'vllm',
      option: '--model',
    });
    const assigned = where('python', 'out = !ollama show «old»').layers[0];
    expect(assigned).toMatchObject({ token: 'magic', use: { assigned: 'out' } });
  });

  test('line magics', () => {
    expect(shellAt('python', '%pip install «old»==1.0')).toMatchObject({ command: 'pip' });
    expect(shellAt('python', '%env MODEL=«old»')).toMatchObject({ token: 'assignment', variable: 'MODEL' });
  });

  test.each([
    ['%%bash\nollama pull «old»', 'python magic > shell argument'],
    ['%%writefile serve.py\nMODEL = "«old»"', 'python magic > python string'],
    ['%%writefile app/Dockerfile\nFROM x\nENV MODEL=«old»', 'python magic > dockerfile value'],
    ['%%writefile config.yaml\nmodel: «old»', 'python magic > yaml value'],
    ['%%time\nx = "«old»"', 'python string'],
    ['%%html\n<b>«old»</b>', 'python magic > plain'],
  ])('cell magic %#', (source, expected) => {
    expect(chain('python', source)).toBe(expected);
  });

  test('what follows a magic is still Python', () => {
    expect(use('!pip install x\nprint?\n?print\nllm = Chat(model="«old»")')).toMatchObject({ callee: 'Chat' });
  });

  test('a percent sign that goes on an expression, and a ! in a string, are no magics', () => {
    expect(use('x = ("a %s"\n     %name("«old»"))')).toMatchObject({ callee: 'name' });
    expect(pythonAt('python', 'x = """\n!not a command «old»\n"""').token).toBe('string');
    expect(use('y = (a\n  != f("«old»"))')).toMatchObject({ callee: 'f' });
  });
});

describe('texts in strings and comments', () => {
  test.each([
    ['print("  ollama pull «old»")', 'python string > shell argument'],
    ['print("   Then run: ollama pull «old»")', 'python string > shell argument'],
    ['print("    --model «old» \\\\")', 'python string > shell option-value'],
    ['# ollama pull «old»', 'python comment > shell argument'],
    ['# model = "«old»"', 'python comment > python string'],
    ['# Use «old» for speed', 'python comment'],
    ['print("Ollama has «old» ready")', 'python string'],
    ['print("python is used by «old»")', 'python string'],
    ['x = \'{"model": "«old»"}\'', 'python string > json value'],
    ['x = f\'{{"model": "«old»", "n": {n}}}\'', 'python f-string > json value'],
    [
      'def f():\n    """Start it.\n\n    ```bash\n    ollama pull «old»\n    ```\n    """',
      'python docstring > markdown fence > shell argument',
    ],
    [
      'def f():\n    """Start it.\n\n    First:\n        ollama pull «old»\n    """',
      'python docstring > shell argument',
    ],
    ['def f():\n    """Use.\n\n    >>> Chat(model="«old»")\n    """', 'python docstring > python string'],
    ['C = """\n#!/bin/bash\n# start\nexec vllm serve «old»\n"""', 'python string > shell argument'],
    ['C = """\n# one\ndocker run x \\\\\n  --model «old»\n"""', 'python string > shell option-value'],
    ['C = """\nservices:\n  llm:\n    command: --model «old»\n"""', 'python string > yaml value > shell option-value'],
    ['C = """FROM «old»\nPARAMETER temperature 0\n"""', 'python string > dockerfile value'],
    ['C = """\nimport ollama\nollama.chat(model="«old»")\n"""', 'python string > python string'],
    ['C = """\n| model | tps |\n|---|---|\n| «old» | 45 |\n"""', 'python string > markdown table'],
    ['C = """You are a helper.\nAnswer as «old» would.\n"""', 'python string'],
    ['ollama stop «old»  # a command among the code', 'python code > shell argument'],
  ])('%s', (source, expected) => {
    expect(chain('python', source)).toBe(expected);
  });

  test('the command in an escaped string is mapped through the escapes', () => {
    expect(shellAt('python', 'print("\\n\\tollama pull «old»\\n")').words).toEqual(['ollama', 'pull', 'old']);
  });

  test('one piece is one object', () => {
    const text = 'print("ollama pull old then old")';
    const opened = python.open(text);
    const first = opened.at({ start: 19, end: 22 }).inner;
    expect(first).toBeDefined();
    expect(opened.at({ start: 28, end: 31 }).inner).toBe(first);
  });
});
