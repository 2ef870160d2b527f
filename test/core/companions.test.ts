import { describe, expect, test } from '@jest/globals';
import { COMPANION_MAKERS } from '../../src/core/companions.js';
import { decided, notebook, planText } from './planning.js';

/** [what the fixture shows, path, text, the text afterwards]. A text that stays is given as `undefined`. */
type Fixture = readonly [situation: string, path: string, text: string, after: string | undefined];

function check(fixtures: readonly Fixture[]): void {
  test.each(fixtures)('%s', (_situation, path, text, after) => {
    const plan = planText(path, text);
    expect(plan.problems).toEqual([]);
    expect(plan.after).toBe(after ?? text);
  });
}

const cell = (source: string) => ({ type: 'code' as const, source });

describe('the class that loads a model', () => {
  const LOAD = 'from transformers import Alder2ForCausalLM, AutoTokenizer\n\nID = "grove/Alder-2-7B-Instruct"\n';
  const LOADED = 'from transformers import BirchForCausalLM, AutoTokenizer\n\nID = "woods/Birch-9B"\n';
  check([
    [
      'changes with its import, through a constant',
      'a.py',
      `${LOAD}tok = AutoTokenizer.from_pretrained(ID)\nmodel = Alder2ForCausalLM.from_pretrained(ID, torch_dtype="auto")\nout = model.generate(**tok("x"))\n`,
      `${LOADED}tok = AutoTokenizer.from_pretrained(ID)\nmodel = BirchForCausalLM.from_pretrained(ID, torch_dtype="auto")\nout = model.generate(**tok("x"))\n`,
    ],
    [
      'changes across the cells of a notebook',
      'a.ipynb',
      notebook(
        cell('from transformers import (\n    AutoTokenizer,\n    Alder2ForCausalLM,\n)\n'),
        cell(
          'model = Alder2ForCausalLM.from_pretrained(\n    "grove/Alder-2-7B-Instruct",\n    device_map="auto",\n).to("cuda")\n',
        ),
        cell('model.eval()\nmodel(**inputs)\n'),
      ),
      notebook(
        cell('from transformers import (\n    AutoTokenizer,\n    BirchForCausalLM,\n)\n'),
        cell(
          'model = BirchForCausalLM.from_pretrained(\n    "woods/Birch-9B",\n    device_map="auto",\n).to("cuda")\n',
        ),
        cell('model.eval()\nmodel(**inputs)\n'),
      ),
    ],
    [
      'changes as a member of its module',
      'a.py',
      'import transformers\nm = transformers.Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\n',
      'import transformers\nm = transformers.BirchForCausalLM.from_pretrained("woods/Birch-9B")\n',
    ],
    [
      'changes with the prompt of a pipeline, which must be named',
      'a.py',
      'from diffusers import Linnet1Pipeline\npipe = Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev")\npipe.enable_model_cpu_offload()\nimage = pipe("a cat, sitting (quietly)", height=512, num_inference_steps=40).images[0]\nother = pipe(\n    prompt=text,\n    generator=g,\n)\n',
      'from diffusers import Wren2Pipeline\npipe = Wren2Pipeline.from_pretrained("marsh/wren-2")\npipe.enable_model_cpu_offload()\nimage = pipe(prompt="a cat, sitting (quietly)", height=512, num_inference_steps=40).images[0]\nother = pipe(\n    prompt=text,\n    generator=g,\n)\n',
    ],
    [
      'changes with its processor, where prompts are made by the template',
      'a.py',
      'from transformers import Newt1ForConditionalGeneration, Newt1Processor\nM = "marsh/newt-1-base"\nmodel = Newt1ForConditionalGeneration.from_pretrained(M)\nproc = Newt1Processor.from_pretrained(M)\ninputs = proc.apply_chat_template(messages)\ntext = proc.batch_decode(model.generate(**inputs))\n',
      'from transformers import Otter2ForConditionalGeneration, AutoProcessor\nM = "marsh/otter-2"\nmodel = Otter2ForConditionalGeneration.from_pretrained(M)\nproc = AutoProcessor.from_pretrained(M)\ninputs = proc.apply_chat_template(messages)\ntext = proc.batch_decode(model.generate(**inputs))\n',
    ],
  ]);

  const PIPE = 'from diffusers import Linnet1Pipeline\npipe = Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev")\n';
  test.each([
    [
      'an argument that the new pipeline does not take',
      `${PIPE}pipe(prompt="x", negative_prompt="y")\n`,
      '`negative_prompt` is not taken there (line 3)',
    ],
    [
      'an argument that nothing is known about',
      `${PIPE}pipe(prompt="x", strength=0.4)\n`,
      'nothing is known about `strength`',
    ],
    [
      'a number of steps that was chosen for the old model',
      `${PIPE}pipe("x", num_inference_steps=4)\n`,
      '`num_inference_steps=4` was chosen for the old model; 40 is usual there',
    ],
    ['a second argument without a name', `${PIPE}pipe("x", 512)\n`, 'arguments without names'],
    ['arguments from a dictionary', `${PIPE}pipe(**settings)\n`, 'arguments without names'],
    ['a part of the pipeline', `${PIPE}pipe.vae.enable_tiling()\n`, '`pipe.vae` may not exist there'],
    ['a pipeline that is handed on', `${PIPE}serve(pipe)\n`, '`pipe` is handed on'],
    ['a pipeline that becomes something else', `${PIPE}pipe = wrap(pipe)\n`, '`pipe` becomes something else'],
    [
      'a loader argument of the old repository',
      'from diffusers import Linnet1Pipeline\npipe = Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev", vae=vae)\n',
      'the argument `vae`',
    ],
    [
      'a class that is also a type',
      `${PIPE}def run(p: Linnet1Pipeline):\n    return 1\n`,
      'does more there than load a model',
    ],
    [
      'a class that also loads something else',
      `${PIPE}b = Linnet1Pipeline.from_pretrained("team/tuned")\n`,
      'it loads another id too',
    ],
    ['a class that a comment speaks of', `${PIPE}# Linnet1Pipeline wants fp32\n`, 'is also spoken of (line 3)'],
    [
      'a precision that was chosen for the old weights',
      'from diffusers import Linnet1Pipeline\npipe = Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev", torch_dtype=torch.float16)\n',
      '`torch_dtype=torch.float16` was chosen for the old weights',
    ],
    ['guidance that is far off', `${PIPE}pipe("x", guidance_scale=7.5)\n`, '4 is usual there'],
    [
      'a class of another job',
      'from diffusers import Linnet1Img2ImgPipeline\npipe = Linnet1Img2ImgPipeline.from_pretrained("marsh/linnet-1-dev")\n',
      'does another job than `Wren2Pipeline`',
    ],
    ['no import', 'pipe = Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev")\n', 'nothing in this file says where'],
    [
      'an import from somewhere else',
      'from mine import Linnet1Pipeline\npipe = Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev")\n',
      'comes from `mine`',
    ],
    [
      'an import under another name',
      'from diffusers import Linnet1Pipeline as P\npipe = P.from_pretrained("marsh/linnet-1-dev")\nq = Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev")\n',
      'does more there than load a model',
    ],
    [
      'what is loaded is returned',
      'from diffusers import Linnet1Pipeline\ndef f():\n    return Linnet1Pipeline.from_pretrained("marsh/linnet-1-dev")\n',
      'not simply kept in a variable',
    ],
    ['the new class is there already', `${PIPE}from diffusers import Wren2Pipeline\n`, 'is used in this file already'],
    [
      'a hand-made prompt of a processor',
      'from transformers import AutoProcessor, Newt1ForConditionalGeneration\nmodel = Newt1ForConditionalGeneration.from_pretrained("marsh/newt-1-base")\nproc = AutoProcessor.from_pretrained("marsh/newt-1-base")\nx = proc(text="USER: <image>")\n',
      'belongs to the old class',
    ],
  ])('is left to a person with %s', (_situation, text, why) => {
    const plan = planText('a.py', text);
    expect(plan.after).toBe(text);
    expect(plan.rows.some((row) => row.rule === 'class' && row.reason.includes(why))).toBe(true);
    expect(plan.rows.every((row) => row.outcome === 'ask')).toBe(true);
  });
  test('the code to write stands in the reason', () => {
    const [row] = planText('a.py', `${PIPE}serve(pipe)\n`).rows;
    expect(row?.reason).toContain(
      'use `Wren2Pipeline` (`Wren2Pipeline.from_pretrained("marsh/wren-2")`), and call it with `prompt=…`',
    );
    expect(row?.candidates).toEqual(['marsh/wren-2']);
  });
  test('ids of one class stand and fall together', () => {
    const plan = planText(
      'a.py',
      'from transformers import Alder2ForCausalLM\na = Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\nb = Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\n',
    );
    expect(new Set(plan.decisions.map(({ group }) => group)).size).toBe(1);
    expect(plan.rows.map(({ surface, to }) => `${surface} -> ${to}`)).toEqual([
      'Alder2ForCausalLM -> BirchForCausalLM',
      'Alder2ForCausalLM -> BirchForCausalLM',
      'grove/Alder-2-7B-Instruct -> woods/Birch-9B',
      'Alder2ForCausalLM -> BirchForCausalLM',
      'grove/Alder-2-7B-Instruct -> woods/Birch-9B',
    ]);
  });
});

describe('the size beside a name', () => {
  check([
    ['in a comment', 'a.sh', 'ollama pull alder2:7b  # ~4.4 GB\n', 'ollama pull birch:9b  # ~5.6 GB\n'],
    [
      'rounded as it was',
      'a.sh',
      'ollama pull alder2:60b  # about 40GB download\n',
      'ollama pull oak:30b  # about 19GB download\n',
    ],
    ['in brackets', 'a.md', '- `alder2:7b` (4 GB)\n', '- `birch:9b` (6 GB)\n'],
    ['after a dash', 'a.md', '- `alder2:7b` - download of 4.4 GB\n', '- `birch:9b` - download of 5.6 GB\n'],
    ['in a comment of code', 'a.py', 'chat(model="alder2:7b")  # 4.4 GB\n', 'chat(model="birch:9b")  # 5.6 GB\n'],
    ['in MB', 'a.sh', 'ollama pull finch-embed  # 250 MB\n', 'ollama pull heron-embed:4b  # 2.5 GB\n'],
    [
      'before the name that it is said of',
      'a.md',
      '> Download: about 4.4 GB for `alder2:7b`.\n',
      '> Download: about 5.6 GB for `birch:9b`.\n',
    ],
    [
      'before a name, in MB',
      'a.sh',
      '# 250 MB to download finch-embed\nollama pull finch-embed\n',
      '# 2.5 GB to download heron-embed:4b\nollama pull heron-embed:4b\n',
    ],
    [
      'not: before a name of which it is not said',
      'a.md',
      'With 4.4 GB left, pull `alder2:7b`.\n',
      'With 4.4 GB left, pull `birch:9b`.\n',
    ],
    [
      'of a repository, at 16 bit',
      'a.py',
      'm = load("grove/Alder-2-7B-Instruct")  # 14 GB\n',
      'm = load("woods/Birch-9B")  # 18 GB\n',
    ],
    [
      'in a column of sizes',
      'a.md',
      '| Model | Size | Use |\n|---|---|---|\n| `alder2:7b` | ~4.4 GB | drafts |\n',
      '| Model | Size | Use |\n|---|---|---|\n| `birch:9b` | ~5.6 GB | drafts |\n',
    ],
    [
      'not: a figure that is not the old one',
      'a.sh',
      'ollama pull alder2:7b  # 8 GB\n',
      'ollama pull birch:9b  # 8 GB\n',
    ],
    [
      'not: the memory of a machine',
      'a.sh',
      'ollama run alder2:7b  # on a 4 GB card\n',
      'ollama run birch:9b  # on a 4 GB card\n',
    ],
    [
      'not: two figures',
      'a.sh',
      'ollama pull alder2:7b  # 4.4 GB, 9 GB with context\n',
      'ollama pull birch:9b  # 4.4 GB, 9 GB with context\n',
    ],
    ['not: one end of a range', 'a.sh', 'ollama pull alder2:7b  # 3-4 GB\n', 'ollama pull birch:9b  # 3-4 GB\n'],
    ['not: a speed', 'a.sh', 'ollama pull alder2:7b  # 4 GB/s line\n', 'ollama pull birch:9b  # 4 GB/s line\n'],
    [
      'not: a size that something is concluded from',
      'a.sh',
      'ollama run alder2:60b  # needs the full 38 GB\n',
      'ollama run oak:30b  # needs the full 38 GB\n',
    ],
    [
      'not: a size that only the plan gives for the new model',
      'a.py',
      'm = load("grove/Alder-2-60B-Instruct")  # 120 GB\n',
      'm = load("woods/Oak-30B")  # 120 GB\n',
    ],
    [
      'not: two names on the line',
      'a.sh',
      'ollama pull alder2:7b alder2:60b  # 38 GB\n',
      'ollama pull birch:9b oak:30b  # 38 GB\n',
    ],
    [
      'not: a later sentence',
      'a.md',
      'Run `alder2:7b` and wait until it has answered; the cache may take 4.4 GB.\n',
      'Run `birch:9b` and wait until it has answered; the cache may take 4.4 GB.\n',
    ],
    [
      'not: in a column of something else',
      'a.md',
      '| Model | Cache | Use |\n|---|---|---|\n| `alder2:7b` | 4.4 GB | drafts |\n',
      '| Model | Cache | Use |\n|---|---|---|\n| `birch:9b` | 4.4 GB | drafts |\n',
    ],
  ]);
  test('a row of measurements stays', () => {
    const text = '| Model | Memory | tok/s |\n|---|---|---|\n| `alder2:7b` | 4.4 GB | 41 |\n';
    expect(planText('a.md', text).after).toBe(text);
  });
});

describe('a total of sizes', () => {
  const fence = (seven: string, sixty: string, total: string) =>
    `\`\`\`bash\nollama pull ${seven}\nollama pull ${sixty}\nollama pull other:3b  # 2 GB\n# Total: ${total}\n\`\`\`\n`;
  check([
    [
      'is summed anew',
      'a.md',
      fence('alder2:7b   # 4.4 GB', 'alder2:60b  # 38 GB', '~44 GB'),
      fence('birch:9b   # 5.6 GB', 'oak:30b  # 19 GB', '~27 GB'),
    ],
    [
      'not: when it was no sum',
      'a.md',
      fence('alder2:7b   # 4.4 GB', 'alder2:60b  # 38 GB', '~60 GB'),
      fence('birch:9b   # 5.6 GB', 'oak:30b  # 19 GB', '~60 GB'),
    ],
    [
      'not: when a term is not known',
      'a.md',
      fence('alder2:7b   # 4.4 GB', 'alder2:60b', '~6 GB'),
      fence('birch:9b   # 5.6 GB', 'oak:30b', '~6 GB'),
    ],
    [
      'not: when a renamed line has a size of its own reason',
      'a.md',
      fence('alder2:7b   # 9 GB', 'alder2:60b  # 38 GB', '49 GB'),
      fence('birch:9b   # 9 GB', 'oak:30b  # 19 GB', '49 GB'),
    ],
  ]);
  test('the total stands and falls with its terms', () => {
    const plan = planText('a.md', fence('alder2:7b   # 4.4 GB', 'alder2:60b  # 38 GB', '44 GB'));
    expect(new Set(plan.decisions.map(({ group }) => group)).size).toBe(1);
    expect(plan.rows.find((row) => row.rule === 'total-size')).toMatchObject({
      surface: '44 GB',
      to: '27 GB',
      outcome: 'companion',
    });
  });
});

describe('the dimension of an embedding', () => {
  check([
    [
      'in the same dictionary',
      'a.py',
      'C = {"model": "finch-embed", "dim": 512}\n',
      'C = {"model": "heron-embed:4b", "dim": 2560}\n',
    ],
    [
      'in the same call',
      'a.py',
      's = Store(embed_model="finch-embed", embedding_dim=512, top_k=512)\n',
      's = Store(embed_model="heron-embed:4b", embedding_dim=2560, top_k=512)\n',
    ],
    [
      'in the same data class',
      'a.py',
      '@dataclass\nclass C:\n    chunk: int = 512\n    embed_model: str = "finch-embed"\n    embedding_dim: int = 512  # length\n',
      '@dataclass\nclass C:\n    chunk: int = 512\n    embed_model: str = "heron-embed:4b"\n    embedding_dim: int = 2560  # length\n',
    ],
    [
      'in the same mapping',
      'a.yaml',
      'rag:\n  embedding:\n    model: finch-embed\n    dimension: 512\n  chunk:\n    dimension: 512\n',
      'rag:\n  embedding:\n    model: heron-embed:4b\n    dimension: 2560\n  chunk:\n    dimension: 512\n',
    ],
    [
      'in the same object',
      'a.json',
      '{"a": {"model": "finch-embed", "dim": 512}, "dim": 512}\n',
      '{"a": {"model": "heron-embed:4b", "dim": 2560}, "dim": 512}\n',
    ],
    [
      'in a constant of the same prefix',
      'a.py',
      'EMBED_MODEL = "finch-embed"\nEMBED_DIM = 512\nCHUNK_SIZE = 512\n',
      'EMBED_MODEL = "heron-embed:4b"\nEMBED_DIM = 2560\nCHUNK_SIZE = 512\n',
    ],
    [
      'in the environment of a script',
      'a.sh',
      'export RAG_EMBED_MODEL=finch-embed\nexport RAG_EMBED_DIM=512  # length\nexport BATCH=512\n',
      'export RAG_EMBED_MODEL=heron-embed:4b\nexport RAG_EMBED_DIM=2560  # length\nexport BATCH=512\n',
    ],
    [
      'in a file of settings',
      '.env.example',
      'EMBEDDING_MODEL=finch-embed\nEMBEDDING_DIM=512\n',
      'EMBEDDING_MODEL=heron-embed:4b\nEMBEDDING_DIM=2560\n',
    ],
    [
      'in the environment of an image',
      'Dockerfile',
      'FROM scratch\nENV EMBEDDING_MODEL=finch-embed \\\n    EMBEDDING_DIM=512 \\\n    OTHER=512\n',
      'FROM scratch\nENV EMBEDDING_MODEL=heron-embed:4b \\\n    EMBEDDING_DIM=2560 \\\n    OTHER=512\n',
    ],
    [
      'in the entry under the name',
      'a.py',
      'M = {"finch-embed": {"dims": 512, "batch": 512}, "other": {"dims": 512}}\n',
      'M = {"heron-embed:4b": {"dims": 2560, "batch": 512}, "other": {"dims": 512}}\n',
    ],
    [
      'right behind the name in a sentence',
      'a.md',
      'Use `finch-embed` (512 dims, quick) or other (512 dims).\n',
      'Use `heron-embed:4b` (2560 dims, quick) or other (512 dims).\n',
    ],
    [
      'not: an environment that sets it twice',
      'a.sh',
      'EMBED_MODEL=finch-embed\nEMBED_DIM=512\nEMBED_DIM=512\n',
      'EMBED_MODEL=heron-embed:4b\nEMBED_DIM=512\nEMBED_DIM=512\n',
    ],
    [
      'in the cell of its row',
      'a.md',
      '| Model | Dimensions | For |\n|---|---|---|\n| `finch-embed` | 512 | search |\n| other | 512 | search |\n',
      '| Model | Dimensions | For |\n|---|---|---|\n| `heron-embed:4b` | 2560 | search |\n| other | 512 | search |\n',
    ],
    [
      'not: another number',
      'a.py',
      'C = {"model": "finch-embed", "dim": 256}\n',
      'C = {"model": "heron-embed:4b", "dim": 256}\n',
    ],
    [
      'not: a length that is asked for',
      'a.py',
      'embed(model="finch-embed", dimensions=512)\n',
      'embed(model="heron-embed:4b", dimensions=512)\n',
    ],
    [
      'in a constant, with a default of the environment',
      'a.py',
      'EMBED_MODEL = os.getenv("M", "finch-embed")\nEMBED_DIM = 512\n',
      'EMBED_MODEL = os.getenv("M", "heron-embed:4b")\nEMBED_DIM = 2560\n',
    ],
    [
      'not: beside a length that is asked for',
      'a.py',
      's = Store(model="finch-embed", dimensions=512, vector_size=512)\n',
      's = Store(model="heron-embed:4b", dimensions=512, vector_size=512)\n',
    ],
    [
      'not: a number beside the dictionary',
      'a.py',
      'C = {"e": {"model": "finch-embed"}, "dim": 512}\n',
      'C = {"e": {"model": "heron-embed:4b"}, "dim": 512}\n',
    ],
    [
      'not: a chunk of the same length',
      'a.py',
      'C = {"model": "finch-embed", "chunk_size": 512}\n',
      'C = {"model": "heron-embed:4b", "chunk_size": 512}\n',
    ],
    [
      'not: a constant of another prefix',
      'a.py',
      'EMBED_MODEL = "finch-embed"\nIMAGE_DIM = 512\n',
      'EMBED_MODEL = "heron-embed:4b"\nIMAGE_DIM = 512\n',
    ],
    [
      'not: beside a chat model',
      'a.py',
      'C = {"model": "alder2:7b", "dim": 512}\n',
      'C = {"model": "birch:9b", "dim": 512}\n',
    ],
  ]);
});

describe('the tool parser of a server', () => {
  check([
    [
      'in the same command',
      'a.sh',
      'vllm serve grove/Alder-2-7B-Instruct \\\n  --enable-auto-tool-choice --tool-call-parser alder_json\n',
      'vllm serve woods/Birch-9B \\\n  --enable-auto-tool-choice --tool-call-parser birch_xml\n',
    ],
    [
      'in a list of words',
      'a.py',
      'run(["vllm", "serve", "grove/Alder-2-7B-Instruct", "--tool-call-parser", "alder_json"])\n',
      'run(["vllm", "serve", "woods/Birch-9B", "--tool-call-parser", "birch_xml"])\n',
    ],
    [
      'in lists of data, on one line or several',
      'a.yaml',
      'a:\n  args: ["--model", "grove/Alder-2-7B-Instruct", "--tool-call-parser", "alder_json"]\nb:\n  args:\n    - --model\n    - grove/Alder-2-7B-Instruct\n    - --tool-call-parser\n    - alder_json\n',
      'a:\n  args: ["--model", "woods/Birch-9B", "--tool-call-parser", "birch_xml"]\nb:\n  args:\n    - --model\n    - woods/Birch-9B\n    - --tool-call-parser\n    - birch_xml\n',
    ],
    [
      'not: one that the old model was not served with',
      'a.sh',
      'vllm serve grove/Alder-2-7B-Instruct --tool-call-parser pythonic\n',
      'vllm serve woods/Birch-9B --tool-call-parser pythonic\n',
    ],
    [
      'not: in the next command',
      'a.sh',
      'vllm serve grove/Alder-2-7B-Instruct\nvllm serve other/model --tool-call-parser alder_json\n',
      'vllm serve woods/Birch-9B\nvllm serve other/model --tool-call-parser alder_json\n',
    ],
    [
      'not: where none is known for the new model',
      'a.sh',
      'vllm serve grove/Alder-2-60B-Instruct --tool-call-parser alder_json --reasoning-parser old\n',
      'vllm serve woods/Oak-30B --tool-call-parser alder_json --reasoning-parser old\n',
    ],
  ]);
});

describe('the pin of a package', () => {
  const use = (id: string) => `m = AutoModelForCausalLM.from_pretrained("${id}")\n`;
  check([
    [
      'a floor in an install line of the notebook',
      'a.ipynb',
      notebook(cell('%pip install -q "transformers>=4.40" torch\n'), cell(use('grove/Alder-2-7B-Instruct'))),
      notebook(cell('%pip install -q "transformers>=4.60" torch\n'), cell(use('woods/Birch-9B'))),
    ],
    [
      'a requirement in a fence of the same document',
      'a.md',
      `\`\`\`text\ntransformers>=4.40.1\n\`\`\`\n\n\`\`\`python\n${use('grove/Alder-2-7B-Instruct')}\`\`\`\n`,
      `\`\`\`text\ntransformers>=4.60.0\n\`\`\`\n\n\`\`\`python\n${use('woods/Birch-9B')}\`\`\`\n`,
    ],
    [
      'of the package that embeds',
      'a.ipynb',
      notebook(
        cell('!pip install sentence-transformers>=2.2\n'),
        cell('e = SentenceTransformer("aviary/finch-embed-v1")\n'),
      ),
      notebook(
        cell('!pip install sentence-transformers>=3.1\n'),
        cell('e = SentenceTransformer("aviary/Heron-Embed-4B")\n'),
      ),
    ],
    [
      'not: a floor that is high enough',
      'a.ipynb',
      notebook(cell('%pip install "transformers>=4.61"\n'), cell(use('grove/Alder-2-7B-Instruct'))),
      notebook(cell('%pip install "transformers>=4.61"\n'), cell(use('woods/Birch-9B'))),
    ],
    [
      'not: a fixed version, or a floor with a ceiling',
      'a.ipynb',
      notebook(
        cell('%pip install transformers==4.40\n%pip install "transformers>=4.40,<4.50"\n'),
        cell(use('grove/Alder-2-7B-Instruct')),
      ),
      notebook(
        cell('%pip install transformers==4.40\n%pip install "transformers>=4.40,<4.50"\n'),
        cell(use('woods/Birch-9B')),
      ),
    ],
    [
      'not: for a model that another program runs',
      'a.ipynb',
      notebook(cell('%pip install "transformers>=4.40"\n'), cell('chat(model="alder2:7b")\n')),
      notebook(cell('%pip install "transformers>=4.40"\n'), cell('chat(model="birch:9b")\n')),
    ],
    [
      'not: a version that a sentence speaks of',
      'a.md',
      `Tested with transformers>=4.40 only.\n\n\`\`\`python\n${use('grove/Alder-2-7B-Instruct')}\`\`\`\n`,
      `Tested with transformers>=4.40 only.\n\n\`\`\`python\n${use('woods/Birch-9B')}\`\`\`\n`,
    ],
  ]);
});

describe('a size without a name', () => {
  check([
    ['continues the name', 'a.md', 'Pull `alder2:7b` or 60b.\n', 'Pull `birch:9b` or oak:30b.\n'],
    [
      'is said of the renamed model',
      'a.py',
      'chat(model="alder2:60b")  # the 60B model\n',
      'chat(model="oak:30b")  # the 30B model\n',
    ],
    [
      'is said of the other one',
      'a.py',
      'chat(model="alder2:7b")  # or try the 60B model\n',
      'chat(model="birch:9b")  # or try the Oak 30B model\n',
    ],
    [
      'names the other one as a tag',
      'a.sh',
      'ollama run alder2:7b  # or 60b if you have time\n',
      'ollama run birch:9b  # or oak:30b if you have time\n',
    ],
    [
      'not: of another maker’s model',
      'a.py',
      'chat(model="alder2:7b")  # like Mistral 7B\n',
      'chat(model="birch:9b")  # like Mistral 7B\n',
    ],
    [
      'not: a number of bytes',
      'a.py',
      'chat(model="alder2:7b")  # 60 B each\n',
      'chat(model="birch:9b")  # 60 B each\n',
    ],
    [
      'not: a size that no model of the family has',
      'a.py',
      'chat(model="alder2:7b")  # the 13B model\n',
      'chat(model="birch:9b")  # the 13B model\n',
    ],
  ]);
  test('a comparison with it stays whole', () => {
    const text = 'ollama run alder2:7b  # vs 60b\n';
    expect(planText('a.sh', text).after).toBe(text);
  });
  test('two sizes that would become one model are asked', () => {
    const plan = planText('a.py', 'agent = create_react_agent(Chat(model="alder2:7b"))  # or the 60B model\n');
    expect(decided(plan)).toEqual(['ask shorthand alder2:7b']);
  });
});

describe('nothing is half renamed', () => {
  test('a tokenizer stays with the model that is asked about', () => {
    const plan = planText(
      'a.py',
      'tok = AutoTokenizer.from_pretrained("grove/Alder-2-7B-Instruct")\nm = Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\nchat(model="alder2:7b")\n',
    );
    expect(decided(plan)).toEqual([
      'ask class grove/Alder-2-7B-Instruct',
      'ask class grove/Alder-2-7B-Instruct',
      'rewrite exact-id alder2:7b -> birch:9b',
    ]);
    expect(plan.rows[0]?.reason).toContain('the same checkpoint is asked about in line 2 (class)');
    expect(plan.rows[0]?.group).toBe(plan.rows[1]?.group);
  });
  test('across the cells of a notebook, with an adapter', () => {
    const text = notebook(
      cell('tok = AutoTokenizer.from_pretrained("grove/Alder-2-7B-Instruct")\n'),
      cell('m = PeftModel.from_pretrained(load("grove/Alder-2-7B-Instruct"), "team/my-adapter")\n'),
    );
    expect(planText('a.ipynb', text).after).toBe(text);
  });
  test('another block of a document is rewritten, and says what was left', () => {
    const plan = planText(
      'a.md',
      '```python\nm = PeftModel.from_pretrained(load("grove/Alder-2-7B-Instruct"), "team/my-adapter")\n```\n\n```python\nm = load("grove/Alder-2-7B-Instruct")\n```\n',
    );
    expect(decided(plan)).toEqual([
      'ask coupled grove/Alder-2-7B-Instruct',
      'rewrite exact-id grove/Alder-2-7B-Instruct -> woods/Birch-9B',
    ]);
    expect(plan.rows[1]?.evidence).toContain('the same id is left to a person in line 2 (coupled)');
  });
  test('a name in prose is asked where the ids of its model part', () => {
    const plan = planText(
      'a.md',
      'We load Alder 2 7B.\n\n```python\nm = Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\n```\n\nUse `alder2:7b`.\n',
    );
    expect(decided(plan)).toEqual([
      'ask prose-name Alder 2 7B',
      'ask class grove/Alder-2-7B-Instruct',
      'rewrite exact-id alder2:7b -> birch:9b',
    ]);
  });
  test('a name in prose is asked with the ids of its model', () => {
    const plan = planText(
      'a.md',
      'We load Alder 2 7B.\n\n```python\nm = Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\n```\n',
    );
    expect(decided(plan)).toEqual(['ask prose-name Alder 2 7B', 'ask class grove/Alder-2-7B-Instruct']);
  });
});

test('every maker says what it changes and when it does', () => {
  const names = COMPANION_MAKERS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { doc } of COMPANION_MAKERS) expect(`${doc.changes}${doc.proof}`.length).toBeGreaterThan(80);
});
