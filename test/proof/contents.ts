/** What the files of the properties say: pieces that together touch every class and every way to a rewrite, in the small migration's names. */

/** Statements of Python; each stands alone. */
export const STATEMENTS: readonly string[] = [
  'r = ollama.chat(model="alder2:7b")\n',
  'MODEL = "alder2:7b"\n',
  'llm = ChatOllama(model=MODEL)\nagent = create_react_agent(llm, tools)\n',
  'm = AutoModel.from_pretrained("grove/Alder-2-7B-Instruct")\n',
  'm = load("grove/Alder-2-7B")\n',
  'e = OllamaEmbeddings(model="finch-embed")\n',
  'RESULTS = {"alder2:7b": {"latency_ms": 80, "accuracy": 0.7}}\n',
  'models = ["alder2:60b", "oak:30b"]\n',
  'models = ["alder2:7b", "alder2:60b"]\n',
  'if "alder2" in model_name:\n    x = 1\n',
  'BASELINE_MODEL = "alder2:60b"\n',
  'm = Alder2ForCausalLM.from_pretrained("grove/Alder-2-7B-Instruct")\n',
  '# Alder 2 7B and 60B are asked here é\nx = 1\n',
  'print("ollama pull alder2:60b")\n',
  'def f(model: str = "alder2:7b"):\n    return model\n',
  's = "🚀 é"\n',
  'run("alder2:7b-instruct-q8_0")\n',
];

/** Blocks of Markdown, without fences: those are made by the printer. */
export const BLOCKS: readonly string[] = [
  '# Running `alder2:7b`\n',
  'We run Alder 2 7B here. Use `alder2:60b` where it fits.\n',
  'Alder 2 7B reaches 45 tokens/s here.\n',
  'Read the Alder 2 technical report first.\n',
  '| Model | tok/s |\n|---|---|\n| alder2:7b | 45 |\n',
  '| Model | Use |\n|---|---|\n| `alder2:7b` | quick answers |\n',
  'Alder 2 was developed by Grove. See [it](https://example.org/alder2).\n',
  'Alder 2 7B vs. Birch 9B\n',
  'Request access to `grove/Alder-2-7B-Instruct` first.\n',
  'Goldfinches and `finch-embed`, é 🚀.\n',
  '> Use `grove/Alder-2-60B` or `alder2:60b`.\n',
];

/** Commands of a shell. */
export const COMMANDS: readonly string[] = [
  'ollama pull alder2:7b',
  'ollama run alder2:60b',
  'ollama pull alder2:7b-instruct-q4_K_M',
  'ollama pull alder2:7b  # for comparison',
  'vllm serve grove/Alder-2-7B-Instruct --port 8000',
  'build --model grove/Alder-2-60B-Instruct --out ./engines/alder-2-60b-trt',
  'MODEL=alder2:7b',
  'ls engines',
];
