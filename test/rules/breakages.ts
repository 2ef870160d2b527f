/**
 * The second-order breakages that a swap of models can cause, each with what answers it and a text in which it happens. Long because it
 * is a table. A breakage is answered by a warning rule or by a class that keeps or asks the reference.
 */
import { cells, notebook } from './warn-text.js';

/** One breakage. */
export interface Breakage {
  readonly id: string;
  readonly what: string;
  readonly rules: readonly string[];
  readonly classes: readonly string[];
  /** Companion edits that mend it where everything can be proved. */
  readonly companions?: readonly string[];
  readonly path: string;
  readonly text: string;
}

function breakage(
  id: string,
  what: string,
  answers: Partial<Pick<Breakage, 'rules' | 'classes' | 'companions'>>,
  path: string,
  text: string,
): Breakage {
  return { id, what, rules: [], classes: [], ...answers, path, text };
}

export const BREAKAGES: readonly Breakage[] = [
  breakage(
    'B01',
    'a constant has the length of the old vectors',
    { rules: ['embedding-dimension-changed'] },
    'search.py',
    'MODEL = "nomic-embed-text"\nindex = faiss.IndexFlatIP(768)\n',
  ),
  breakage(
    'B02',
    'a stored index was made by the old model',
    { rules: ['embedding-dimension-changed'] },
    'search.py',
    'emb = OllamaEmbeddings(model="nomic-embed-text")\nstore = Chroma(persist_directory="notes", embedding_function=emb)\n',
  ),
  breakage(
    'B03',
    'pgvector cannot index vectors of the new length',
    { rules: ['embedding-dimension-changed'] },
    'search.py',
    'emb = OllamaEmbeddings(model="nomic-embed-text")\nSQL = "CREATE TABLE notes (embedding vector(768))"\n',
  ),
  breakage(
    'B04',
    'texts carry the prefix of the old model',
    { rules: ['embedding-prefix-changed'] },
    'search.py',
    'ollama.embed(model="nomic-embed-text", input="search_query: " + question)\n',
  ),
  breakage(
    'B05',
    'thresholds were tuned on the old scores',
    { rules: ['embedding-dimension-changed'] },
    'search.py',
    'emb = OllamaEmbeddings(model="nomic-embed-text")\nfound = store.search(q, score_threshold=0.72)\n',
  ),
  breakage(
    'B06',
    'the pipeline class cannot load the new model',
    { rules: ['pipeline-class-mismatch'], companions: ['class'] },
    'draw.py',
    'from diffusers import FluxPipeline\npipe = FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-dev")\n',
  ),
  breakage(
    'B07',
    'the first argument is an image now',
    { rules: ['call-signature-changed'] },
    'draw.py',
    'pipe = DiffusionPipeline.from_pretrained("black-forest-labs/FLUX.1-dev")\npicture = pipe("a harbour at dusk").images[0]\n',
  ),
  breakage(
    'B08',
    'the pipeline does not take an argument',
    { rules: ['call-signature-changed'] },
    'draw.py',
    'pipe = DiffusionPipeline.from_pretrained("stabilityai/stable-diffusion-xl-base-1.0")\npipe(prompt=p, negative_prompt="fog")\n',
  ),
  breakage(
    'B09',
    'parts of the old pipeline do not fit',
    { rules: ['adapter-base-mismatch', 'pipeline-class-mismatch'], classes: ['coupled'] },
    'draw.py',
    'pipe = DiffusionPipeline.from_pretrained("stabilityai/stable-diffusion-xl-base-1.0")\npipe.load_lora_weights("./ink-style")\n',
  ),
  breakage(
    'B10',
    'steps and guidance are those of a distilled model',
    { rules: ['call-signature-changed'] },
    'draw.py',
    'pipe = DiffusionPipeline.from_pretrained("black-forest-labs/FLUX.1-schnell")\npipe(prompt=p, num_inference_steps=4, guidance_scale=0.0)\n',
  ),
  breakage(
    'B11',
    'the new image model does not fit the card',
    { rules: ['memory-exceeds-previous'] },
    'draw.py',
    'pipe = DiffusionPipeline.from_pretrained("black-forest-labs/FLUX.1-dev")\npipe = pipe.to("cuda")\n',
  ),
  breakage(
    'B12',
    'the new image model is gated and not for commerce',
    { rules: ['licence-changed', 'gated-access'] },
    'draw.py',
    'pipe = DiffusionPipeline.from_pretrained("black-forest-labs/FLUX.1-schnell")\n',
  ),
  breakage(
    'B13',
    'the vision class cannot load the new model',
    { rules: ['pipeline-class-mismatch'] },
    'look.py',
    'from transformers import LlavaForConditionalGeneration\nmodel = LlavaForConditionalGeneration.from_pretrained("liuhaotian/llava-v1.5-7b")\n',
  ),
  breakage(
    'B14',
    'a vision prompt is written by hand',
    { rules: ['chat-template-mismatch'] },
    'look.py',
    'MODEL = "llava:7b"\nprompt = f"USER: <image>\\n{question} ASSISTANT:"\n',
  ),
  breakage(
    'B15',
    'the vision tag always thinks',
    { rules: ['thinking-on-by-default'] },
    'look.py',
    'ollama.generate(model="llava:7b", prompt=q, images=[shot], options={"num_predict": 80})\n',
  ),
  breakage(
    'B16',
    'an image no longer takes a fixed number of tokens',
    { rules: ['stale-neighbour'] },
    'look.py',
    'MODEL = "llava:7b"\nIMAGE_TOKENS = 576\n',
  ),
  breakage(
    'B17',
    'a small budget goes into the reasoning',
    { rules: ['thinking-on-by-default'] },
    'ask.py',
    'ollama.generate(model="llama3.1:8b", prompt=q, options={"num_predict": 64})\n',
  ),
  breakage(
    'B18',
    'code cuts marks of reasoning that are not in the text',
    { rules: ['thinking-on-by-default'] },
    'ask.py',
    'text = ollama.generate(model="deepseek-r1:8b", prompt=q)["response"]\nanswer = text.split("</think>")[1]\n',
  ),
  breakage(
    'B19',
    'thinking is asked of a model without it',
    { rules: ['thinking-unsupported'] },
    'ask.py',
    'ollama.chat(model="qwen2.5-coder:7b", messages=turns, think=True)\n',
  ),
  breakage(
    'B20',
    'an agent stays on a model without tool calling',
    { rules: ['agent-without-tool-calling'] },
    'ask.py',
    'baseline_model = "deepseek-r1:8b"\nbaseline = ChatOllama(model=baseline_model).bind_tools(tools)\n',
  ),
  breakage(
    'B21',
    'an agent reads actions out of the text',
    { rules: ['thinking-on-by-default'] },
    'ask.py',
    'llm = ChatOllama(model="llama3.1:8b")\nagent = create_react_agent(llm, tools, prompt)\n',
  ),
  breakage(
    'B22',
    'the wrapper class binds no tools',
    { rules: ['tool-calling-needs-adapter'] },
    'ask.py',
    'llm = Ollama(model="llama3.1:8b")\nagent = initialize_agent(tools, llm)\n',
  ),
  breakage(
    'B23',
    'a prompt is written by hand in the old format',
    { rules: ['chat-template-mismatch'], classes: ['prompt-format'] },
    'ask.py',
    'MODEL = "llama3.1:8b"\nprompt = "<|start_header_id|>user<|end_header_id|>" + q + "<|eot_id|>"\n',
  ),
  breakage(
    'B24',
    'a Modelfile keeps its template',
    { rules: ['chat-template-mismatch'] },
    'Modelfile',
    'FROM llama3.1:8b\nPARAMETER stop "Human:"\n',
  ),
  breakage(
    'B25',
    'a quantised tag has no counterpart',
    { rules: ['quantised-tag-unmapped'] },
    'pull.sh',
    'ollama pull llama3.1:8b-instruct-q5_0\n',
  ),
  breakage(
    'B26',
    'size words beside the name turn false',
    { rules: ['memory-exceeds-previous', 'stale-neighbour'] },
    'pull.sh',
    'ollama pull llama3.1:8b  # small, 4.9 GB\n',
  ),
  breakage(
    'B27',
    'the text speaks of a 70B model',
    { rules: ['stale-neighbour'] },
    'run.sh',
    'ollama run llama3.1:70b  # all 43 GB of a 70B model in memory\n',
  ),
  breakage(
    'B28',
    'the window is shorter than what is asked for',
    { rules: ['context-window-shrinks'] },
    'ask.py',
    'ollama.chat(model="llama3.1:70b", messages=turns, options={"num_ctx": 100000})\n',
  ),
  breakage(
    'B29',
    'the stated default context no longer holds',
    { rules: ['stale-neighbour'] },
    'ask.py',
    'ollama.chat(model="llama3.1:8b", messages=turns)  # the default context is 2048 tokens\n',
  ),
  breakage(
    'B30',
    'adapters reach few layers',
    { rules: ['lora-target-modules'] },
    'tune.py',
    'base = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-8B-Instruct", trust_remote_code=True)\nTARGET_MODULES = ["q_proj", "gate_proj"]\n',
  ),
  breakage(
    'B31',
    'the new class needs remote code',
    { rules: ['pipeline-class-mismatch'] },
    'ask.py',
    'model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")\n',
  ),
  breakage(
    'B32',
    'a library is pinned too old',
    { rules: ['package-floor'] },
    'ask.ipynb',
    cells(
      '%pip install transformers==4.46.0',
      'model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-70B-Instruct")',
    ),
  ),
  breakage(
    'B33',
    'two models want versions that exclude each other',
    { rules: ['package-floor'] },
    'scan-ocr.py',
    'PIN = "transformers==4.57.1"\nreader = ocr_engine("liuhaotian/llava-v1.5-7b")\n',
  ),
  breakage(
    'B34',
    'the server parses tool calls of the old model',
    { rules: ['tool-calling-needs-adapter'], companions: ['tool-parser'] },
    'serve.sh',
    'vllm serve meta-llama/Llama-3.1-70B-Instruct --tool-call-parser llama3_json\n',
  ),
  breakage(
    'B35',
    'an engine is built the old way',
    { rules: ['adapter-base-mismatch', 'draft-model-mismatch'], classes: ['coupled'] },
    'build.py',
    'MODEL = "meta-llama/Llama-3.1-8B-Instruct"\n!trtllm-build --max_batch_size 8 --output_dir out\n',
  ),
  breakage(
    'B36',
    'a converter must know the new architecture',
    { rules: ['adapter-base-mismatch'] },
    'build.py',
    'MODEL = "meta-llama/Llama-3.1-8B-Instruct"\nsubprocess.run(["python", "convert_hf_to_gguf.py", folder])\n',
  ),
  breakage(
    'B37',
    'completion in the middle is lost',
    { rules: ['fill-in-the-middle-lost'] },
    'complete.py',
    'ollama.generate(model="qwen2.5-coder:7b", prompt=head, suffix=tail)\n',
  ),
  breakage(
    'B38',
    'the text tells how to get access',
    { rules: ['gated-access', 'licence-changed'] },
    'start.md',
    '# Start\n\nThe weights are gated, so log in first.\n\n```bash\nvllm serve meta-llama/Llama-3.1-70B-Instruct\n```\n',
  ),
  breakage(
    'B39',
    'the model must not decode greedily',
    { rules: ['thinking-on-by-default'] },
    'ask.py',
    'ollama.chat(model="llama3.1:70b", messages=turns, options={"temperature": 0})\n',
  ),
  breakage(
    'B40',
    'a vocabulary size is written down',
    { rules: ['stale-neighbour'] },
    'count.py',
    'tokenizer = AutoTokenizer.from_pretrained("meta-llama/Llama-3.1-70B-Instruct")\nassert tokenizer.vocab_size <= 128256\n',
  ),
  breakage(
    'B41',
    'architecture figures are written down',
    { rules: ['stale-neighbour'], classes: ['architecture-constant'] },
    'count.py',
    'MODEL = "llama3.1:8b"\nLAYERS = 32  # layers that keep a cache\n',
  ),
  breakage(
    'B42',
    'a saved output is of the old model',
    { rules: ['saved-output-stale'] },
    'ask.ipynb',
    notebook({
      type: 'code',
      source: 'ask("llama3.1:8b")',
      outputs: [{ output_type: 'stream', name: 'stdout', text: ['ok\n'] }],
    }),
  ),
  breakage(
    'B43',
    'a row of figures was measured on the old model',
    { rules: ['measurement-of-old-model'], classes: ['measurement'] },
    'speed.md',
    '# Speed\n\n| Model | tok/s |\n|---|---|\n| `llama3.1:8b` | 61 |\n',
  ),
  breakage(
    'B44',
    'a citation or link names the old model',
    { classes: ['citation', 'file-name-or-link', 'subject'] },
    'read.md',
    'See the [DeepSeek-R1 paper](https://arxiv.org/abs/2501.12948).\n',
  ),
  breakage(
    'B45',
    'code tests what a name contains',
    { rules: ['name-test'], classes: ['name-test'] },
    'pick.py',
    'MODEL = "llama3.1:8b"\nif "llama" in chosen:\n    warm_up(chosen)\n',
  ),
  breakage(
    'B46',
    'an adapter of the old base is loaded',
    { rules: ['adapter-base-mismatch'], classes: ['derived-name', 'coupled'] },
    'merge.py',
    'base = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-3.1-8B-Instruct")\nmodel = PeftModel.from_pretrained(base, "out/adapter")\n',
  ),
  breakage(
    'B47',
    'the models of one place are larger together',
    { rules: ['memory-exceeds-previous'] },
    'pull.sh',
    'ollama pull llama3.1:8b\nollama pull qwen2.5-coder:7b\nollama pull nomic-embed-text\n',
  ),
  breakage(
    'B48',
    'the answer is parsed as JSON',
    { rules: ['thinking-on-by-default'] },
    'ask.py',
    'ollama.chat(model="llama3.1:8b", messages=turns, format="json")\n',
  ),
];
