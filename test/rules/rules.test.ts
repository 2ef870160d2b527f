import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../src/rules/index.js';
import { CASES } from './cases.js';
import { cells, planOne, wholeMigration } from './warn-text.js';

async function saidBy(rule: string, path: string, text: string) {
  return (await planOne(path, text)).warnings.filter((warning) => warning.rule === rule);
}

describe('every rule', () => {
  test('has a name of its own, a document and a case', () => {
    const names = RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(CASES.map(({ rule }) => rule)).toEqual(names);
    for (const { doc } of RULES) for (const text of Object.values(doc)) expect(text.length).toBeGreaterThan(20);
  });

  test.each(CASES.map((one) => [one.rule, one.what, one] as const))('%s speaks: %s', async (rule, _what, one) => {
    const said = await saidBy(rule, one.path, one.bad);
    expect(said.map(({ severity, message }) => ({ severity, message }))[0]).toEqual({
      severity: one.severity,
      message: expect.stringContaining(one.says),
    });
  });

  test.each(CASES.map((one) => [one.rule, one.why, one] as const))('%s is silent: %s', async (rule, _why, one) => {
    expect(await saidBy(rule, one.goodPath ?? one.path, one.good)).toEqual([]);
  });

  test('rests on sources that the catalogue has, and points at text of the file', async () => {
    const { catalogue } = await wholeMigration();
    for (const { path, bad } of CASES) {
      const plan = await planOne(path, bad);
      for (const { sources, span, message, advice } of plan.warnings) {
        expect(sources.filter((key) => !(key in catalogue.sources))).toEqual([]);
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end).toBeLessThanOrEqual(bad.length);
        expect(message).toMatch(/^[A-Z`].*[.)]$/s);
        expect(advice).toMatch(/[.)…]$/);
      }
    }
  });
});

describe('what several rules have in common', () => {
  test('many places of one cell are one finding that says how many', async () => {
    const calls = Array.from({ length: 5 }, (_, i) => `ask("llama3.1:8b", max_tokens=${10 + i})`).join('\n');
    const said = await saidBy('thinking-on-by-default', 'ask.ipynb', cells(calls));
    expect(said.map(({ message }) => message)).toEqual([expect.stringContaining('(5 places in this cell.)')]);
  });

  test('a limit belongs to the model whose variable its call names, not to the nearest name', async () => {
    const text =
      'WRITER = "llama3.1:8b"\nBASELINE = "deepseek-r1:8b"\n\ndef write(text, model=WRITER):\n    return ollama.generate(\n        model=model, prompt=text,\n        options={"num_predict": 64})\n\ndef vector(text):\n    return embed(model="nomic-embed-text")\n';
    const said = await saidBy('thinking-on-by-default', 'ask.py', text);
    expect(said.map(({ severity, message }) => [severity, message])).toEqual([
      ['critical', expect.stringContaining('Nemotron 3 Nano thinks before it answers; 64 tokens')],
    ]);
    expect(await saidBy('thinking-on-by-default', 'ask.py', text.replace('model=WRITER', 'model=BASELINE'))).toEqual(
      [],
    );
  });

  test('in prose a word belongs to the name on its own line', async () => {
    const said = await saidBy(
      'fill-in-the-middle-lost',
      'words.md',
      '- a tag is `8b` in `llama3.1:8b`\n- **FIM** is filling in the middle, for example with `qwen2.5-coder:7b`\n',
    );
    expect(said.map(({ line }) => line)).toEqual([2]);
  });

  test('a price stays beside the new name', async () => {
    const said = await saidBy(
      'stale-neighbour',
      'cost.py',
      'models = [{"model": "llama3.1:70b", "cost_per_1k": 0.0009}]\n',
    );
    expect(said.map(({ message }) => message)).toEqual([expect.stringContaining('0.0009` was said of Llama 3.1 70B')]);
  });

  test('the argument of a script is no price', async () => {
    const said = (line: string) => saidBy('stale-neighbour', 'run.sh', `${line} ollama pull llama3.1:70b\n`);
    expect(await said('test "$1" = all &&')).toEqual([]);
    expect(await said('echo "costs $15" &&')).toHaveLength(1);
  });

  test('the name of a task before an option is no measurement', async () => {
    const text = 'lm_eval --model_args pretrained=meta-llama/Llama-3.1-8B-Instruct --tasks mmlu --batch_size 8\n';
    expect(await saidBy('measurement-of-old-model', 'eval.sh', text)).toEqual([]);
  });

  test('an entry that is renamed itself is not looked for in vain', async () => {
    const text = 'ALL = ["llama3.1:8b", "llama3.1:70b"]\npick = ALL.index("llama3.1:8b")\n';
    expect(await saidBy('name-test', 'pick.py', text)).toEqual([]);
  });

  test('an agent of a graph calls tools; one of a chain reads actions out of the text', async () => {
    const text =
      'from langchain.agents import create_react_agent\nagent = create_react_agent(Chat(model="llama3.1:70b"), tools)\n';
    const protocol = async (code: string) =>
      (await saidBy('thinking-on-by-default', 'agent.py', code)).filter(({ message }) => /actions/.test(message))
        .length;
    expect(await protocol(text)).toBe(1);
    expect(await protocol(text.replace('langchain.agents', 'langgraph.prebuilt'))).toBe(0);
  });

  test('a template that is named belongs to the old family', async () => {
    const text = 'base_model: meta-llama/Llama-3.1-8B\nchat_template: llama3\n';
    const said = await saidBy('chat-template-mismatch', 'train.yml', text);
    expect(said.map(({ line }) => line)).toEqual([2]);
    expect(await saidBy('chat-template-mismatch', 'train.yml', text.replace('llama3', 'chatml'))).toEqual([]);
  });

  test('no embedding model and no help text owns a limit of an answer', async () => {
    const text =
      'class Settings(BaseSettings):\n    chat: str = Field("llama3.1:8b", description="for example llama3.1:70b")\n    vectors: str = "nomic-embed-text"\n    max_tokens: int = 128\n';
    const said = await saidBy('thinking-on-by-default', 'settings.py', text);
    expect(said.map(({ message }) => message)).toEqual([expect.stringMatching(/^Nemotron 3 Nano .* 128 tokens/)]);
  });

  test('a limit in a fence of a language that is not parsed is seen', async () => {
    const text = '```js\nask({ model: "llama3.1:8b", options: { num_predict: 80 } });\n```\n';
    expect((await saidBy('thinking-on-by-default', 'ask.md', text)).map(({ line }) => line)).toEqual([2]);
  });

  test('guesses that are taken from the prompt need no draft model', async () => {
    const text =
      'm = LLM("meta-llama/Llama-3.1-70B-Instruct", speculative_config={"method": "ngram", "num_speculative_tokens": 4})\n';
    expect(await saidBy('draft-model-mismatch', 'serve.py', text)).toEqual([]);
  });

  test('a mask is warned of where the id is still to be decided', async () => {
    const text = 'p = AutoPipelineForInpainting.from_pretrained("stabilityai/stable-diffusion-xl-base-1.0")\n';
    const plan = await planOne('mask.py', text);
    expect(plan.rows.map(({ outcome, rule }) => `${outcome} ${rule}`)).toEqual(['ask class']);
    expect((await saidBy('pipeline-class-mismatch', 'mask.py', text)).map(({ message }) => message)).toEqual([
      expect.stringContaining('takes a mask'),
    ]);
  });

  test('the number of a row, a port and a batch are no figures of the model', async () => {
    const text =
      'Run `llama3.1:70b`.\n\n| # | Port | Model | Batch |\n|---|---|---|---|\n| 1 | 8000 | `llama3.1:70b` | 4 |\n';
    expect(await saidBy('measurement-of-old-model', 'list.md', text)).toEqual([]);
  });

  test('figures whose name is kept are to be measured again', async () => {
    const text = '# Speed\n\n| Model | tok/s |\n|---|---|\n| `llama3.1:8b` | 61 |\n| `llama3.1:70b` | 9 |\n';
    const said = await saidBy('measurement-of-old-model', 'speed.md', text);
    expect(said.map(({ severity, line, message }) => [severity, line, message])).toEqual([
      [
        'note',
        5,
        'The figures here were measured on llama3.1:8b; its name stays with them. (2 places within the next lines.)',
      ],
    ]);
  });

  test('a table that is looked up by the old name has no entry for the new one', async () => {
    const text = 'SIZES_GB = {"llama3.1:8b": 4.9}\nprint(SIZES_GB[pick("llama3.1:8b")])\n';
    const said = await saidBy('name-test', 'sizes.py', text);
    expect(said.map(({ line, message }) => [line, message])).toEqual([
      [1, expect.stringContaining('none for `nemotron-3-nano`')],
    ]);
    expect(await saidBy('name-test', 'sizes.py', 'SIZES_GB = {"llama3.1:8b": 4.9}\n')).toEqual([]);
  });

  test('a branch is not called lost where no id of the family changes', async () => {
    expect(await saidBy('name-test', 'pick.py', 'if "llava" in name.lower():\n    load(name)\n')).toEqual([]);
  });

  test('a figure in the row of another model is not charged to the next row', async () => {
    const text =
      '| Model | Size | Use |\n|---|---|---|\n| mistral:7b | 4.1 GB | chat |\n| `qwen2.5-coder:7b` | fits | code |\n| phi4 | 9 GB | chat |\n';
    expect(await saidBy('memory-exceeds-previous', 'list.md', text)).toEqual([]);
    expect(await saidBy('stale-neighbour', 'list.md', text)).toEqual([]);
  });

  test('of two downloads that become one the one that is used stays', async () => {
    const plan = await planOne(
      'pull.md',
      '```bash\nollama pull llava:7b\nollama pull llava:13b\n```\n\n```python\nask("llava:13b")\n```\n',
    );
    expect(plan.rows.map(({ outcome, surface }) => `${outcome} ${surface}`)).toEqual([
      'ask llava:7b',
      'rewrite llava:13b',
      'rewrite llava:13b',
    ]);
  });

  test('a size in megabytes is that of a small model, and what no model of its size has is something else', async () => {
    const said = await saidBy('memory-exceeds-previous', 'a.md', 'Pull `nomic-embed-text`, which takes some 300 MB.\n');
    expect(said.map(({ message }) => message)).toEqual([expect.stringContaining('the text says 300 MB')]);
    const pieces = 'For `nomic-embed-text` the text is cut into pieces of 2 MB.\n';
    expect(await saidBy('memory-exceeds-previous', 'a.md', pieces)).toEqual([]);
    expect(await saidBy('memory-exceeds-previous', 'a.md', 'Uploads to `llama3.1:8b` are at most 25 MB.\n')).toEqual(
      [],
    );
  });

  test('a figure on the line of a model that is none of ours', async () => {
    const text = '```bash\nollama pull phi4:14b      # ~9 GB\nollama pull llama3.1:8b\n```\n';
    expect(await saidBy('memory-exceeds-previous', 'pull.md', text)).toEqual([]);
  });

  test('a figure on the line of another model is that model’s', async () => {
    const text = '# ~5 GB\nSMALL = "llama3.1:8b"\nLARGE = "deepseek-r1:70b"  # 9 GB of cache\n';
    const said = await saidBy('memory-exceeds-previous', 'pull.py', text);
    expect(said.map(({ message }) => message)).toEqual([expect.stringContaining('the text says 5 GB')]);
  });

  test('a length of vectors before another argument is one too', async () => {
    const text = 'M = "nomic-embed-text"\nparams = VectorParams(size=768, distance=COSINE)\nn = 768,000\n';
    const said = await saidBy('embedding-dimension-changed', 'store.py', text);
    expect(said.map(({ line, severity }) => [line, severity])).toContainEqual([2, 'critical']);
    expect(said.filter(({ line }) => line === 3)).toEqual([]);
  });

  test('a container image that is too old for the new model', async () => {
    const text = (version: string) =>
      `services:\n  vllm:\n    image: vllm/vllm-openai:${version}\n    command: --model meta-llama/Llama-3.1-8B-Instruct\n`;
    const said = await saidBy('package-floor', 'compose.yaml', text('v0.6.3'));
    expect(said.map(({ severity, message }) => [severity, message])).toEqual([
      ['critical', expect.stringContaining('vllm/vllm-openai:v0.6.3')],
    ]);
    expect(await saidBy('package-floor', 'compose.yaml', text('v0.19.0'))).toEqual([]);
  });

  test('a prompt in the old format beside a class that a person is asked about', async () => {
    const text =
      'M = "llava-hf/llava-1.5-7b-hf"\nmodel = LlavaForConditionalGeneration.from_pretrained(M)\nprompt = "USER: <image>\\nWhat is it? ASSISTANT:"\n';
    const said = await saidBy('chat-template-mismatch', 'look.py', text);
    expect(said.map(({ line, message }) => [line, message])).toEqual([
      [3, expect.stringContaining('which is proposed here')],
    ]);
  });

  test('a setting under the key of another model is not charged', async () => {
    const text =
      'CONF = {\n  "mistral:7b": {"num_predict": 64},\n  "llama3.1:8b": {"num_predict": 4096},\n  "gemma3:4b": {"num_predict": 64},\n}\n';
    expect(await saidBy('thinking-on-by-default', 'conf.py', text)).toEqual([]);
  });

  test('a size in a field that says its unit', async () => {
    const text = 'MODELS = {\n  "llama3.1:8b": {"size_gb": 4.9, "use": "chat"},\n}\n';
    const said = await saidBy('memory-exceeds-previous', 'models.py', text);
    expect(said.map(({ line }) => line)).toEqual([2]);
  });

  test('a call in a later cell through a variable that is called like the family', async () => {
    const text = cells(
      'flux = FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-schnell")',
      'image = flux("a fox", guidance_scale=0.0).images[0]',
    );
    const said = await saidBy('call-signature-changed', 'draw.ipynb', text);
    expect(said.length).toBeGreaterThan(0);
  });

  test('a setting is charged to the model whose call it stands in', async () => {
    const text =
      'a = ask("nomic-embed-text")\nb = ask("llama3.1:8b",\n  note="long",\n  max_tokens=20)\nc = ask("qwen2.5-coder:7b")\n';
    const said = await saidBy('thinking-on-by-default', 'ask.py', text);
    expect(said.map(({ message }) => message)).toEqual([expect.stringMatching(/^Nemotron 3 Nano thinks .* 20 tokens/)]);
  });

  test('nothing is said of a file whose names all stay for the owner’s reasons', async () => {
    const plan = await planOne('ask.py', 'ask("llama3.1:8b", max_tokens=20)\n', (migration) => ({
      ...migration,
      fixtures: ['**'],
    }));
    expect(plan.warnings).toEqual([]);
  });

  test('a fact that is not sure is put as something to check', async () => {
    const said = await saidBy('target-name-unresolvable', 'pull.sh', 'ollama pull llama3.1:8b\n');
    expect(said[0]?.message).toMatch(/^Check: /);
  });

  test('a long line without an end costs no more than its length', async () => {
    const noise = '1,1-'.repeat(20_000);
    const plan = await planOne(
      'ask.py',
      `MODEL = "llama3.1:8b"  # ${noise}${'draft-'.repeat(20_000)}${' '.repeat(20_000)}\n`,
    );
    expect(plan.references).toHaveLength(1);
  });
});
