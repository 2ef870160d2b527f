/** Recognises command lines in texts that are not scripts: in strings, comments, fences without a language. (A table.) */
import type { Span } from '../core/source.js';

type Arguments = 'any' | readonly string[] | RegExp;

/** Commands by name, with what must follow so that a sentence that starts with the word is not taken for one. */
const COMMANDS: ReadonlyMap<string, Arguments> = new Map<string, Arguments>([
  ['ollama', ['pull', 'run', 'create', 'show', 'cp', 'rm', 'push', 'serve', 'list', 'ps', 'stop', 'launch', 'signin']],
  ['vllm', ['serve', 'bench', 'chat', 'complete', 'run-batch', 'collect-env']],
  [
    'docker',
    [
      'run',
      'exec',
      'pull',
      'build',
      'compose',
      'model',
      'logs',
      'ps',
      'stop',
      'start',
      'rm',
      'login',
      'push',
      'tag',
      'volume',
      'network',
      'cp',
      'images',
      'buildx',
    ],
  ],
  ['podman', ['run', 'exec', 'pull', 'build']],
  ['docker-compose', 'any'],
  ['huggingface-cli', 'any'],
  ['hf', ['download', 'upload', 'auth', 'cache', 'repo', 'login', 'env', 'jobs']],
  ['lms', ['get', 'load', 'server', 'ls', 'ps', 'import']],
  ['curl', /^(?:-|https?:|["']|localhost|\$|\\$)/],
  ['wget', /^(?:-|https?:|["']|\$)/],
  ['http', ['POST', 'GET']],
  ['python', /^(?:-|\S+\.py\b)/],
  ['python3', /^(?:-|\S+\.py\b)/],
  ['uv', ['pip', 'run', 'venv', 'sync', 'add', 'tool']],
  ['uvx', 'any'],
  ['poetry', ['run', 'add', 'install']],
  ['pip', ['install', 'uninstall', 'download', 'show', 'list', 'freeze', 'cache', 'check']],
  ['pip3', ['install', 'uninstall', 'download', 'show', 'list', 'freeze']],
  ['conda', ['install', 'create', 'activate', 'env', 'run', 'list']],
  ['mamba', ['install', 'create', 'activate']],
  ['apt', ['install', 'update', 'upgrade']],
  ['apt-get', 'any'],
  ['brew', ['install', 'services']],
  ['npm', ['install', 'i', 'run', 'start', 'ci']],
  ['npx', 'any'],
  ['git', ['clone', 'lfs', 'pull', 'push', 'checkout', 'commit', 'add', 'init', 'submodule', 'config', 'status']],
  ['kubectl', 'any'],
  ['helm', ['install', 'repo', 'upgrade', 'template', 'uninstall']],
  ['torchrun', 'any'],
  ['accelerate', ['launch', 'config', 'estimate-memory', 'test']],
  ['deepspeed', /^(?:-|\S+\.py\b)/],
  ['mpirun', 'any'],
  ['trtllm-build', 'any'],
  ['trtllm-serve', 'any'],
  ['trtllm-bench', 'any'],
  ['tritonserver', 'any'],
  ['perf_analyzer', 'any'],
  ['genai-perf', 'any'],
  ['aiperf', 'any'],
  ['nvidia-smi', 'any'],
  ['nvidia-ctk', 'any'],
  ['ngc', ['registry', 'config']],
  ['llama-cli', 'any'],
  ['llama-server', 'any'],
  ['llama-quantize', 'any'],
  ['llama-bench', 'any'],
  ['llama-stack', 'any'],
  ['lm_eval', 'any'],
  ['lm-eval', 'any'],
  ['litellm', /^-/],
  ['aider', /^-/],
  ['sglang', /^(?:-|serve)/],
  ['text-generation-launcher', 'any'],
  ['text-embeddings-router', 'any'],
  ['optimum-cli', 'any'],
  ['tune', ['run', 'download', 'ls', 'cp']],
  ['llamafactory-cli', 'any'],
  ['axolotl', ['train', 'preprocess', 'fetch', 'inference']],
  ['mlx_lm.generate', 'any'],
  ['mlx_lm.server', 'any'],
  ['jupyter', ['lab', 'notebook', 'nbconvert', 'server', 'execute']],
  ['streamlit', ['run']],
  ['uvicorn', /^\S+:\S+/],
  ['ssh', /^(?:-|\S+@)/],
  ['scp', /^(?:-|\S+[:/])/],
  ['export', /^[A-Za-z_]\w*=/],
  ['source', /^[\w./~-]+\/[\w./-]+$/],
  ['cd', /^[\w./~$-]+\s*$|^\S+\s+&&/],
  ['mkdir', /^-|^[\w./~$-]+$/],
  ['chmod', /^(?:\+|\d{3}|[ugo])/],
  ['systemctl', 'any'],
  ['echo', /^["'$]/],
]);

/** Commands that are recognised in the middle of a line: "Run: ollama pull …". */
const INSIDE =
  /(?<=^|[\s`'"(:>])(?:ollama (?:pull|run|create|show|cp|rm|push|serve|list|ps|stop)|huggingface-cli (?:download|upload|login)|hf download|vllm serve|docker (?:run|exec|pull|compose|build|model)|pip3? install|git clone|trtllm-build --|trtllm-serve |python3? -m )(?=\s|$|\S)/g;

const LEAD = /^[ \t]*(?:(?:[-*•]|\d{1,2}[.)])[ \t]+)?(`{1,2})?(?:\([\w.-]{1,40}\)[ \t]*)?(?:([$%>])[ \t]+)?/;
const WRAPPERS = /^(?:(?:sudo|time|nohup|exec)[ \t]+|[A-Z_][A-Z0-9_]*=[^\s"']*[ \t]+)+/;
const ASSIGNMENT = /^[A-Z][A-Z0-9_]+=(?:["'][^"'\n]*["']|[^\s"']+)[ \t]*$/;

/** A line of a command that goes on over several lines: `--model X \\`. */
const OPTION = /^--[a-z][\w-]*(?:[ =][\w./"'{$-]|\s*\\?$)/;

/** The command line in `line` (one line, without its line end), or undefined where there is none. */
export function commandIn(line: string): Span | undefined {
  if (line.length > 4000) return undefined;
  const lead = LEAD.exec(line);
  const start = lead?.[0].length ?? 0;
  const tick = lead?.[1];
  const closing = tick === undefined ? -1 : line.indexOf(tick, start);
  if (tick === undefined || closing !== -1) {
    const end = tick === undefined ? line.trimEnd().length : closing;
    if (end > start && isCommand(line.slice(start, end), lead?.[2] === '$')) return { start, end };
  }
  return commandInside(line);
}

function commandInside(line: string): Span | undefined {
  INSIDE.lastIndex = 0;
  const found = INSIDE.exec(line);
  if (found === null) return undefined;
  const before = line.charAt(found.index - 1);
  const quoted = before === '`' || before === '"' || before === "'" || before === '(';
  const close = quoted ? line.indexOf(before === '(' ? ')' : before, found.index) : -1;
  const rest = line.slice(found.index);
  const cut = rest.search(/[`]|[,;] | \(|\. |\.$/);
  const end = close !== -1 ? close : cut === -1 ? line.trimEnd().length : found.index + cut;
  return { start: found.index, end };
}

function isCommand(command: string, prompted: boolean): boolean {
  if (OPTION.test(command)) return true;
  if (ASSIGNMENT.test(command)) return prompted || /[/:.]/.test(command);
  const wrapper = WRAPPERS.exec(command)?.[0].length ?? 0;
  const first = /^\S+/.exec(command.slice(wrapper))?.[0];
  if (first === undefined) return false;
  const name = first.slice(first.lastIndexOf('/') + 1);
  const wanted = COMMANDS.get(name);
  const rest = command.slice(wrapper + first.length).trim();
  if (wanted === undefined) return prompted && /^[a-z][\w.-]*$/.test(name);
  if (wanted === 'any') return rest === '' || /^[-\w./$"'{\\]/.test(rest);
  if (wanted instanceof RegExp) return wanted.test(rest);
  return wanted.includes(/^\S+/.exec(rest)?.[0] ?? '');
}

/** Whether `line` starts, after a prompt or a bullet, with a known command. */
export function isCommandLine(line: string): boolean {
  if (line.length > 4000) return false;
  const lead = LEAD.exec(line);
  return isCommand(line.slice(lead?.[0].length ?? 0).trimEnd(), lead?.[2] === '$');
}
