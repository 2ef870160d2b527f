/** Each word of the lists that decide, alone in a text that says nothing else: without the word the text is decided in another way. */
import { describe, expect, test } from '@jest/globals';
import type { Section } from '../../src/core/migration.js';
import { ROLES } from '../../src/core/migration.js';
import type { Model } from '../../src/core/model.js';
import { planText } from './planning.js';
import { SMALL_CATALOGUE, smallMigration } from './small-migration.js';

/** What is decided about each name of a text: `rewrite exact-id`, `keep measurement`. */
function verdicts(path: string, text: string): string {
  return planText(path, text)
    .rows.map(({ outcome, rule }) => `${outcome} ${rule}`)
    .join(', ');
}

/** The words (of a text, between dots or line ends), each put in for the dots of a text of a file, with what is expected of every one. */
function words(
  situation: string,
  expected: string,
  path: string,
  text: string,
  list: string | readonly string[],
): void {
  test.each(typeof list === 'string' ? list.split(/ · |\n */) : list)(`${situation}: %s`, (word) => {
    expect(
      verdicts(
        path,
        text.replace('…', () => word),
      ),
    ).toBe(expected);
  });
}

const REWRITE = 'rewrite exact-id';
const ID = '"alder2:7b"';

/** A migration that has a target of its own for each role, so that the target tells the role. */
function migrationOfRoles(section: Partial<Section> = {}) {
  const made = ROLES.map(
    (role): Model => ({
      id: `birch:${role}`,
      family: 'birch',
      side: 'new',
      display: [`Birch ${role}`],
      ollama: { library: 'birch', tag: role, tags: [role], invalidTags: [], isDefault: false, insert: `birch:${role}` },
      huggingface: { instruct: `woods/${role}`, others: [] },
      otherNames: {},
      capabilities: {},
      numbers: {},
      facts: {},
    }),
  );
  const row = {
    id: 'roles',
    category: 'Roles',
    from: ['alder2:7b'],
    to: ROLES.map((role) => ({ model: `birch:${role}`, roles: [role] })),
    plan: { old: 'alder2:7b', new: 'by role', capabilities: '', notes: '' },
  };
  return smallMigration(section, {
    replacements: [row],
    catalogue: { ...SMALL_CATALOGUE, models: [...SMALL_CATALOGUE.models, ...made] },
  });
}

function rolesIn(path: string, text: string, section: Partial<Section> = {}): readonly string[] {
  return planText(path, text, migrationOfRoles(section)).rows.map(({ to }) => (to ?? 'none').replace(/^\w+[:/]/, ''));
}

describe('the role that a call shows', () => {
  test.each([
    [
      'agent',
      'create_react_agent initialize_agent llm.bind_tools AgentExecutor ToolNode ReActAgent Crew crewai.Crew AgentType',
    ],
    ['embedding', 'embed_all SentenceTransformer st.SentenceTransformer'],
    ['ocr', 'run_ocr'],
    [
      'vision',
      'LlavaLoader ChatVL VisionLoader ImageTextLoader caption bot.caption describe_image analyze_image analyse_image vqa',
    ],
    ['image', 'FluxPipeline DiffusionPipeline Text2ImagePipeline InpaintPipeline'],
    [
      'training',
      'LoraConfig SFTTrainer TrainingArguments get_peft_model FastLanguageModel quantize_to convert_to GPTQConfig AWQConfig oneshot',
    ],
    ['general', 'chat reagent creates recreate_agents tools_of MyAgents encaption'],
  ])('%s', (role, callees) => {
    for (const callee of callees.split(' '))
      expect([callee, ...rolesIn('a.py', `r = ${callee}(${ID})\n`)]).toEqual([callee, role]);
  });
});

describe('the role that the argument shows', () => {
  test.each([
    ['agent', 'tools agent agent_llm functions'],
    ['embedding', 'embedder'],
    ['ocr', 'ocr ocr_model page_ocr'],
    ['vision', 'image images image_url vision_model vlm_model'],
    ['code', 'code coder code_model coding_model'],
    ['reasoning', 'reasoning reasoner reasoning_model think_model thinking_model'],
    ['general', 'model my_tools focr decode encoding rethink_model'],
  ])('%s', (role, keywords) => {
    for (const word of keywords.split(' '))
      expect([word, ...rolesIn('a.py', `r = run(${word}=${ID})\n`)]).toEqual([word, role]);
  });
  test.each([
    ['agent', 'tools functions agent agents'],
    ['vision', 'image images image_url'],
    ['general', 'messages my_tools image_size'],
  ])('beside the name: %s', (role, keywords) => {
    for (const word of keywords.split(' '))
      expect([word, ...rolesIn('a.py', `r = run(model=${ID}, ${word}=x)\n`)]).toEqual([word, role]);
  });
});

describe('the role that a name, a path, a command shows', () => {
  test.each([
    ['agent', 'agent AGENT_LLM my_agent'],
    ['general', 'LLM reagent'],
    ['reasoning', 'REASONER'],
    ['code', 'CODER'],
  ])('a variable: %s', (role, names) => {
    for (const name of names.split(' ')) expect([name, ...rolesIn('a.py', `${name} = ${ID}\n`)]).toEqual([name, role]);
  });
  test.each([
    ['training', 'base_model base_model_name base_model_id'],
    ['agent', 'my_agent'],
    ['general', 'a_base_model base_models'],
  ])('a variable that holds weights: %s', (role, names) => {
    for (const name of names.split(' '))
      expect([name, ...rolesIn('a.py', `${name} = "grove/Alder-2-7B-Instruct"\n`)]).toEqual([name, role]);
  });
  test('not: weights are trained, a tag is not', () =>
    expect(rolesIn('a.py', `base_model = ${ID}\n`)).toEqual(['general']));
  test.each([
    ['agent', 'agents/a.py x/agent/a.py x/my_agent.py x/agent'],
    ['embedding', 'embeddings/a.py x/embedding/a.py x/my-embedding.py x/embeddings'],
    [
      'training',
      'fine-tuning/a.py x/finetune/a.py x/lora/a.py x/qlora.py x/training/a.py x/quantization/a.py x/quantisation/a.py x/lora',
    ],
    ['general', 'a.py x/reagent/a.py x/agency/a.py x/florals/a.py'],
  ])('a path: %s', (role, paths) => {
    for (const path of paths.split(' ')) expect([path, ...rolesIn(path, `chat(${ID})\n`)]).toEqual([path, role]);
  });
  test.each([
    ['training', 'convert_hf.py quantize trtllm-build autoawq gptq finetune train'],
    ['general', 'serve trainer converted'],
  ])('a command: %s', (role, commands) => {
    for (const word of commands.split(' '))
      expect([word, ...rolesIn('a.sh', `${word} --model alder2:7b\n`)]).toEqual([word, role]);
  });
  test.each([
    ['general', 'as the baseline-chat', 'reasoning'],
    ['general', 'as non-reasoning model', 'reasoning'],
    ['general', 'without reasoning', 'reasoning'],
    ['general', 'without thinking', 'reasoning'],
    ['general', 'with no-think', 'reasoning'],
    ['reasoning', 'with thought', 'reasoning'],
    ['agent', 'without tools', 'agent'],
  ] as const)('the section: %s for “%s” in one of %s', (role, said, of) => {
    expect(rolesIn('a.md', `Use \`alder2:7b\` ${said}.\n`, { role: of })).toEqual([role]);
  });
});

describe('a role that one place shows for its whole file', () => {
  test.each([
    'training quantize',
    'agent create_agent',
    'embedding embed',
    'vision caption',
    'ocr ocr',
    'image FluxPipeline',
  ])('%s', (said) => {
    const [role = '', callee = ''] = said.split(' ');
    const text = `ask(${ID})\nsay(${ID})\nr = ${callee}(${ID})\n`;
    expect(rolesIn('a.py', text)).toEqual([role, role, role]);
  });
  test.each(['code coder', 'reasoning reasoner'])('not: %s', (said) => {
    const [role = '', keyword = ''] = said.split(' ');
    const text = `ask(${ID})\nsay(${ID})\nr = run(${keyword}=${ID})\n`;
    expect(rolesIn('a.py', text)).toEqual(['general', 'general', role]);
    expect(rolesIn('a.py', `ask(${ID})\nr = run(${keyword}=${ID})\n`)).toEqual([role, role]);
  });
});

describe('measurement', () => {
  const SAID = 'Use `alder2:7b`: ….\n';
  words(
    'a figure that only a measurement has',
    'keep measurement',
    'a.md',
    SAID,
    `12 tok/s · 12.5 tokens/sec · 12 tokens per second · 12 t/s · 3 it/s · 3 images/s · 9 req/s · 9 requests/s · 80 ms · 80 samples/s
      0.87 rate · 0.87 accuracy · 0.87 mean score · 0.87 f1 · success rate 9 · error rate 9 · refusal rate 9 · pass rate 9
      hit rate 9 · 3/4 models · 3/4 runs · 3/4 tests · 3/4 tasks · 3/4 questions · 3/4 passed · tps: 12 · tps = 12
      tokens_per_sec: 12 · accuracy 12 · score 12 · perplexity 12 · ppl 12 · bleu 12 · rouge 12 · f1 12 · mmlu 12 · gsm8k 12
      humaneval 12 · aime 12 · mteb 12 · latency 12 · throughput 12 · ttft 12 · speedup 12 · win rate 12`,
  );
  words(
    'how long it takes',
    'keep measurement',
    'a.md',
    SAID,
    `inference time 2 · generation times 2 · response time 2 · answer time 2 · answering time 2 · processing time 2
      first-token time 2 · it answers in 2 s · responds in 2 s · a reply in 2 s · replies in 2 s · it generates in 2 s · infers in 2 s
      answers within 2 s · answering takes 2 s · answers about 2 s · answers around 2 s · answers in about 2 s · answers in around 2 s
      answers in roughly 2 s · answers in under 2 s · answers in 2 millisecond · answers in 2 milliseconds · answers in 2 secs
      answers in 2 seconds · answers in 2 minutes · it took 3.1 s · needed 214 seconds · finished in 2 min · completed it in 2 minutes
      12.4 s per batch · 2 s for each page · 2 min per epoch`,
  );
  words(
    'what was reached',
    'keep measurement',
    'a.md',
    SAID,
    `right in 61 of 100 comparisons · 88 of the 100 prompts · 3 out of 4 long answers · it lands at 54 points · reached about 54 % · achieves 54.2% · -> 0.61 · → 61 % · it scored 0.71 · scoring about 0.71 · recall@5 = 0.82
      precision 0.8 · recall of 81 % · faithfulness 0.91 · groundedness 0.91 · toxicity 0.04 · ndcg 0.4 · mrr 0.4 · wer 0.4 · cer 0.4
      38 Token pro Sekunde · 38 tokens por segundo · 38 tokens par seconde`,
  );
  words(
    'not: a figure of something else',
    REWRITE,
    'a.md',
    SAID,
    `2 apples · part 2 of 5 · took 2 weeks · half precision (16 GB) · needed for lab 2, 10 minutes · time 2 · rate 9 · 0.87 of all · 3/4 full · score of 12 questions · score 3 answers · score 3 runs · score 3 times
      score 3 prompts · answers in 2 hours · it runs in 2 s`,
  );
  words(
    'not: a bound',
    REWRITE,
    'a.md',
    'Use `alder2:7b`: … of 80 ms.\n',
    `limit · budget · timeout · time-out · deadline · target · interval · delay · threshold · wait · poll · SLA · SLO · goal
      at most · maximum`,
  );
  words(
    'a column of figures',
    'keep measurement',
    'a.md',
    '| Model | … |\n|---|---|\n| `alder2:7b` | 12 |\n',
    `pass · passed · pass@1 · rate · precision · recall · wer · cer · psnr · ssim · fid · lpips · elo · ndcg · mrr · exact match
      tokens · tok/s · t/s · prefill · decode · throughput · latency · ttft · speed · time · second · ms · accuracy · acc · score
      perplexity · ppl · bleu · rouge · f1 · mmlu · gsm8k · humaneval · aime · bfcl · mteb · win rate · quality loss · results`,
  );
  words(
    'a figure of a column',
    'keep measurement',
    'a.md',
    '| Model | Score |\n|---|---|\n| `alder2:7b` | … |\n',
    '12 · ~12 · 12-14 · 12–14 · 12/14 · 12% · 12x · 12× · 12k · 12ms · 12s · 12 sec · 12 GB · 12 tok/s · 12/s · 12 t/s · **12** · 12+',
  );
  words(
    'a share that is a score',
    'keep measurement',
    'a.md',
    '| Model | X |\n|---|---|\n| `alder2:7b` | … |\n',
    '0.87 · .87 · 87 % · 87% · <b>12 tok/s</b> · Fine, 12 t/s',
  );
  words(
    'not: a share that is given',
    REWRITE,
    'a.md',
    '| Model | … |\n|---|---|\n| `alder2:7b` | 0.87 |\n',
    `dim · dims · size · params · parameters · trainable · context · max · min · layers · memory · ram · vram · disk · download
      released · year · version · temperature · top p · util · weight · dropout · lr · learning · price · cost · discount · # · $`,
  );
  words('a share in a sentence', 'keep measurement', 'a.md', 'Use `alder2:7b`, …\n', ['87 %', '87.5%', '10 % sure']);
  words(
    'not: a share of something else',
    REWRITE,
    'a.md',
    'Use `alder2:7b`, 87 % ….\n',
    `utilization · utilisation · memory · disk · ram · gpu · cpu · usage · free · space · discount · cheaper · less · fewer · more
      smaller · larger · faster · slower · confidence · threshold · top · local · offline · private · of the work · of all
      of your work · of users · of cases · of tasks · of requests · of queries · of traffic`,
  );
  test('not: all of it', () => expect(verdicts('a.md', 'Use `alder2:7b`, 100 % here.\n')).toBe(REWRITE));
  words(
    'a metric beside the name',
    'keep measurement',
    'a.yaml',
    'model: alder2:7b\n…: 12\n',
    `success_rate · pass_rate · error_rate · refusal_rate · hit_rate · detection_rate · block_rate · my_pass_rate · loss
      my_accuracy · my_latency · my_latency_ms · my_latency_s · my_throughput · tok_per_s · tokens_s · tps · throughput · latency
      ttft · prefill · decode · speed · time · elapsed · duration · accuracy · score · perplexity · ppl · bleu · f1 · mmlu · win_rate
      result · rouge_l · recall · precision · faithfulness · toxicity · asr · wer · cer · mrr · ndcg · exact_match`,
  );
  words(
    'not: a setting beside the name',
    REWRITE,
    'a.yaml',
    'model: alder2:7b\n…: 12\n',
    `timeout · timezone · time_limit · time_budget · latency_target · score_threshold · result_mode · results_dir · result_path
      result_file · result_type · result_format · time_max · time_min · latency_slo · time_chunk · timer · timing · time_strategy
      time_steps · time_per_request · results_per_page · tokens_per_page · rate`,
  );
  words(
    'a figure of a record',
    'keep measurement',
    'a.yaml',
    'model: alder2:7b\nscore: …\n',
    '12 · 12.5 · -3 · 12% · 12ms · 12 s · 12x · 12GB · "12"',
  );
  words(
    'a key of results',
    'keep measurement',
    'a.json',
    '{"…": {"alder2:7b": 12}}\n',
    `result · results · benchmark · benchmarks · measured · measurement · measurements · leaderboard · metrics · score · scores
      timing · timings`,
  );
  words('not: a key of something else', REWRITE, 'a.json', '{"…": {"alder2:7b": 12}}\n', ['ports', 'my_result']);
  words('a key with a metric under it', 'keep measurement', 'a.yaml', 'x:\n  alder2:7b:\n    …: 12\n', [
    'score',
    'tps',
  ]);
  words('a key of a dictionary of numbers', 'keep measurement', 'a.py', '… = {"alder2:7b": 12}\n', [
    'X',
    'SPEED',
    'size_tps',
  ]);
  words(
    'not: a dictionary of settings',
    REWRITE,
    'a.py',
    '… = {"alder2:7b": 12}\n',
    `PORT · ports · timeouts · temps · temperatures · max_new · limits · num_ctx · batch · priority · priorities · retry · retries
      budget · threshold · concurrency · replicas · delay · top_p · topk · seeds · config · settings · options · my_port · port_of`,
  );
  words(
    'a dictionary of figures that a maker gives',
    'keep architecture-constant',
    'a.py',
    '… = {"alder2:7b": 12}\n',
    `size · sizes · memory · mem · ram · vram · gb · disk · weight · weights · param · params · parameters · context · context_len
      window · windows · price · prices · pricing · cost · costs · dim · dims · dimension · dimensions · layers · footprint
      requirement · requirements · licenses · release · released · cutoff · cutoffs · my_size · size_of`,
  );
  words(
    'rows that say what was reached',
    'keep measurement',
    'a.py',
    '… = [("alder2:7b", 12)]\n',
    `expected · EXPECTED · result · results · bench · benchmark · benchs · benchmark_results · measured · leaderboard · timing
      timings · my_results · results_of · scores · metrics · evals · evaluation · measurements`,
  );
  words('not: rows that say something else', REWRITE, 'a.py', '… = [("alder2:7b", 12)]\n', ['pairs', 'unexpected']);
  words(
    'shown output',
    'keep measurement',
    'a.md',
    '…\n\n```text\nalder2:7b  ready\n```\n',
    `Expected output · Sample output · Example output · Typical output · Actual output · Measured output · Expected result
      Expected results · Expected performance · Expected numbers · Expected speed · Expected speeds · Expected throughput
      Expected latency · Expected timings · Expected timing · Output: · Output`,
  );
  words('announces', 'keep measurement', 'a.md', '… of `alder2:7b` here.\n', ['Expected output', 'Typical speed']);
  words(
    'an answer that is shown',
    'keep measurement',
    'a.md',
    '…:\n\n```json\n{"model": "alder2:7b"}\n```\n',
    'The response · A reply · One answer · It returns · It return · The output',
  );
  words(
    'what only an answer has',
    'keep measurement',
    'a.json',
    '{"model": "alder2:7b", "…": true}\n',
    `created_at · eval_count · eval_duration · total_duration · load_duration · prompt_eval_count · finish_reason · choices · usage
      done`,
  );
  words(
    'columns of figures',
    'keep measurement',
    'a.py',
    'x = …({"k": ["alder2:7b", "birch:9b"], "v": [1, 2]})\n',
    'DataFrame · pd.DataFrame · from_dict · Dataset · Table · bar · barh · plot · scatter · stem · pie',
  );
  words(
    'columns under a key',
    'keep measurement',
    'a.py',
    'x = {"…": ["alder2:7b", "birch:9b"], "v": [1, 2]}\n',
    'model · models · name · names · llm · llms · my_models',
  );
  words(
    'text that a program shows',
    'keep measurement',
    'a.py',
    '…("alder2:7b ran at 12 tok/s")\n',
    'print · log.info · st.markdown · st.write · display · ax.title · ax.text · st.metric',
  );
  words('text that it does not show', REWRITE, 'a.py', '…("alder2:7b ran at 12 tok/s")\n', ['ask', 'sprint']);
  words('a file of values', 'keep measurement', 'a.csv', 'model,…\nalder2:7b,12\n', ['score', 'win_rate', 'latency']);
  words('not: a file of other values', REWRITE, 'a.csv', 'model,…\nalder2:7b,12\n', ['port']);
});

describe('citation', () => {
  words(
    'of a source',
    'keep citation',
    'a.md',
    'Use `alder2:7b` (…).\n',
    `arxiv · doi.org · Grove et al · bibtex · citation · cite as · technical report · model card · the paper · this paper
      original paper · research paper · see the long paper · see our paper · read our paper · @article · @misc · @inproceedings`,
  );
  words('a title', 'keep citation', 'a.md', 'Alder 2 … here.\n', ['paper', 'report', 'model card', 'arxiv']);
  words(
    'a licence',
    'keep citation',
    'a.md',
    '…: alder2\n',
    'license · licence · license_name · license_id · license_type · "license"',
  );
  words('not: paper of another kind', REWRITE, 'a.md', 'Use `alder2:7b` (…).\n', [
    'on paper',
    'a paper tray',
    'excite as',
  ]);
  words('a link to a source', 'keep citation', 'a.md', 'Use [alder2:7b](…) here.\n', [
    'https://arxiv.org/abs/1',
    'https://doi.org/1',
  ]);
});

describe('comparison', () => {
  words(
    'an old one',
    'keep comparison',
    'a.md',
    'Use `alder2:7b` here (…).\n',
    `legacy · baseline · superseded · for comparison · comparison to · comparison with · in comparison with · compared to
      compared with · compared against`,
  );
  words('not: a name of something else', REWRITE, 'a.md', 'Use `alder2:7b` here (…).\n', [
    '--legacy',
    'legacy-mode',
    'compared',
  ]);
  words(
    'of an old kind',
    'keep comparison',
    'a.md',
    'Here `alder2:7b` is … here.\n',
    `an older model · a previous model · a former model · an earlier model · a deprecated model · an older small model
      an older generation · an older version · an older default · an older choice · an older llm · an older vlm · previously used
      formerly used · what previously ran · previously recommended · previously pulled · previously called · previously the one`,
  );
  words('in a list of an old kind', 'keep comparison', 'a.md', '…:\n\n- `alder2:7b`\n', [
    'Older models',
    'Formerly used',
    'Legacy',
    'Baseline',
  ]);
  words(
    'right before the name',
    'keep comparison',
    'a.md',
    'Here … `alder2:7b` was.\n',
    `older · previous · former · previously · formerly · deprecated · switched from · moved from · migrates from · changing from
      upgrading from · switching away from · upgraded from · replaces · replaced · compare it to · compared all runs with
      compares it against`,
  );
  words(
    'right after the name',
    'keep comparison',
    'a.md',
    'Here `alder2:7b` is ….\n',
    'deprecated · obsolete · outdated · versus others · vs others · vs. others',
  );
  words('not: in another clause', REWRITE, 'a.md', 'Use `alder2:7b`; … others.\n', [
    'versus',
    'older models',
    'replaces',
    'deprecated',
  ]);
  words(
    'a side, in code',
    'keep comparison',
    'a.py',
    'm = "alder2:7b"  # …\n',
    'vs 9B · vs 1.5b · vs new · versus old · a 9B vs · a 9B versus',
  );
  words(
    'a side, in code that runs',
    'keep comparison',
    'a.sh',
    'run alder2:7b … # x\n',
    'vs birch:9b · vs 9B · vs new · vs old · versus the new · vs a new · 9B vs · 9B versus · # deprecated · // deprecated',
  );
  words('not: no side, in code that runs', REWRITE, 'a.sh', 'run alder2:7b … # x\n', ['--vs rate', '9C --vs']);
  words(
    'a claim',
    'ask comparison',
    'a.md',
    'Here `alder2:7b` is … `birch:9b`.\n',
    `faster than · slower than · better than · worse than · smaller than · larger than · bigger than · cheaper than · weaker than
      stronger than · heavier than · lighter than · quicker than · newer than · older than · more able than · less able than
      of more use here than · of less use here than · of fewer words here than · faster than the big · faster than llama:7`,
  );
  words('beside another old name', 'ask comparison, ask comparison', 'a.md', 'Here …, use it.\n', [
    '`alder2:7b` used instead of `alder2:60b`',
    '`alder2:7b` rather than a big `alder2:60b`',
    'instead of `alder2:7b` this `alder2:60b`',
    'rather than `alder2:7b` this `alder2:60b`',
    'unlike `alder2:7b` this `alder2:60b`',
  ]);
  words('from one to another', 'keep comparison', 'a.md', 'Go from `me/Alder-2-7B-Math` … `alder2:7b` here.\n', [
    'to',
    '→',
    '->',
    '=>',
  ]);
  words(
    'a variable of the old',
    'keep comparison',
    'a.py',
    '… = "alder2:7b"\n',
    'legacy · LEGACY_MODEL · baseline · baselines · my_baseline · reference · reference_model',
  );
  words(
    'not: a variable of something else',
    REWRITE,
    'a.py',
    '… = "alder2:7b"\n',
    `legacy_chain · legacy_prompt · legacy_prompts · legacy_template · legacy_path · legacy_dir · legacy_file · legacy_url
      legacy_date · legacy_doc · legacy_document · legacy_answer · legacy_text · legacy_image · legacy_api · legacy_endpoint
      legacy_section · legacy_format · legacy_parser · legacy_store · legacy_index · legacy_retriever · legacy_history
      legacy_message · legacy_response · legacy_output · legacyish · preferences · preference`,
  );
  words('where a name of the old stands', 'keep comparison', 'a.py', '…\n', [
    'run(baseline="alder2:7b")',
    'def f(baseline="alder2:7b"):\n    pass',
    'x = {"baseline": "alder2:7b"}',
    '# the legacy one\nx = run("alder2:7b")',
    'x = run("alder2:7b")  # our baseline',
  ]);
  words('a variable of a script', 'keep comparison', 'a.sh', '…=alder2:7b\n', ['BASELINE', 'LEGACY']);
});

describe('prompt-format', () => {
  words(
    'a format of a family',
    'keep prompt-format',
    'a.md',
    'The Alder 2 … here.\n',
    `chat template · chat format · prompt template · instruct-template · instruction format · conversation_format · format for it
      format as it · formats the prompt · formatting conversation · formatted for it · special token`,
  );
  words(
    'a format of an id',
    'keep prompt-format',
    'a.md',
    'The `alder2:7b` … here.\n',
    `chat template · chat format · prompt template · instruct template · instruction format · conversation format · special token
      special tokens`,
  );
  words('not: an answer’s format', REWRITE, 'a.md', 'The `alder2:7b` … here.\n', [
    'format for it',
    'formatted as JSON',
    'template',
  ]);
  words(
    'tokens near',
    'keep prompt-format',
    'a.md',
    'The Alder 2 text.\n\n```text\n…\n```\n',
    '<|user|> · [INST] · [/INST] · <<SYS>> · <</SYS>> · <s> · </s>',
  );
  words('an argument or a function', 'keep prompt-format', 'a.py', '…\n', [
    'run(template="Alder 2")',
    'run(chat_format="Alder 2")',
    'def build_format():\n    return "Alder 2"',
    'def my_template():\n    return "Alder 2"',
  ]);
});

describe('counter-example', () => {
  words(
    'shown as wrong',
    'keep counter-example',
    'a.md',
    'Here `alder2:7b` is ….\n',
    `wrong · incorrect · invalid · bad example · what you don't use · what you dont do · what we do not use · what we do not do
      what we never use · what we never write · broken · a typo · ❌ · ✗ · ✘`,
  );
  words('warned off', 'keep counter-example', 'a.md', 'You … `alder2:7b` here.\n', [
    ...["don't use", 'don’t choose', 'do not pick', 'never take', "shouldn't rely on", 'should not build on'],
    ...['must not use', 'avoid', 'avoid using', 'do not use the', 'do not use the model', 'do not use a'],
  ]);
  words('warned off behind it', 'keep counter-example', 'a.md', 'Here `alder2:7b` … there.\n', [
    ...['should not be used', 'must not be chosen', 'cannot be picked'],
  ]);
  words('marked before', 'keep counter-example', 'a.md', '… `alder2:7b`\n', ['❌', '✗', '✘']);
  words('not: elsewhere', REWRITE, 'a.md', 'Here `alder2:7b` runs… on.\n', [
    '; wrong',
    '! Wrong',
    '? Wrong',
    '. Wrong',
  ]);
  words('in code, to the end of the line', 'keep counter-example', 'a.sh', 'run alder2:7b #…\n', [
    ' no; wrong',
    ' no. Wrong',
  ]);
});

describe('factual-statement', () => {
  words(
    'a fact',
    'ask factual-statement',
    'a.md',
    'Note that `alder2:7b` … here.\n',
    `was released by Grove · was released in May · was released on Monday · came, developed by Grove, · came, created by Grove,
      came, trained by Grove, · was developed by Grove · was created by Grove · was trained by Grove · was published by Grove
      is a Grove's one · is Grove’s one · is an open-source one · is open source · is open-weights · is an open-weight one
      is licensed under MIT · has license terms · has licence terms · has a community license · has a community licence
      has its knowledge cutoff · learned, trained on · is trained · was trained · were trained · has been trained · is pre-trained
      is pretrained · was tested with it · were tested with it · has been tested with it · was written with it · was developed with it
      was validated with it · was verified with it · was recorded with it · was generated with it · was produced with it
      was created with it · was tested on it · was tested for it · was tested by it · was tested using it · has 7K · has 7M · have 7B
      has 7 billion · has 7 million · has 7 layers · has 7 params · has 7 tokens · has 7 dims · has only 7 layers · has about 7 layers
      has around 7 layers · has some 7 layers · has ~7 layers · is available in 3 · is available in two · is available in three
      is available in four · is available in five · is available in several · is available in multiple · is available in many
      is available in various · is available in different · was made by Oak · was built by Oak · is Apache 2.0 · is licensed under MIT
      is under the Apache licence · is MIT · is BSD · is OpenRAIL · is non-commercial · is proprietary · knows nothing after May
      knows little since May · speaks 8 languages · speaks about eight languages · supports many languages · covers several languages`,
  );
  words(
    'what it cannot do',
    'ask factual-statement',
    'a.md',
    'Note that `alder2:7b` … here.\n',
    `has no tools · comes with no vision · offers no native tools · lacks tools · does not support tools · doesn't have images
      doesn’t handle pictures · do not understand images · does not offer function calling · does not do thinking · cannot call tools
      doesn't know tools · can't see images · can not think · is not able to use tools · isn't suitable for agents
      is not suited for agentic work · is not meant for multimodal work · is not made for multi-modal work · is not designed for agents
      is not built for structured output · is not good at JSON mode · is not recommended for agents · lacks image input`,
  );
  words('what it cannot do, behind code', 'ask factual-statement', 'a.py', 'm = chat("alder2:7b")  # …\n', [
    ...['no tools', 'no native tool calling', 'no vision', 'does not take images', 'without function calling'],
    ...["doesn't do tool-calling", 'no image input'],
  ]);
  words(
    'how to get at it',
    'ask factual-statement',
    'a.md',
    'Note that `alder2:7b` … here.\n',
    `is gated · needs you to request access · is about requesting access · requires approval · requires access · requires license
      require access · needs you to accept the license · needs you to accept licence · needs you to accept terms
      needs approval from them · has access granted · has model access`,
  );
  words('not: no fact', REWRITE, 'a.md', 'Note that `alder2:7b` … here.\n', [
    'is available in Ollama',
    'has 7 friends',
    'is mitigated',
    'supports many users',
    'runs',
    'is to be tested',
  ]);
});

describe('coupled', () => {
  words(
    'a partner',
    'ask coupled',
    'a.py',
    'm = load("grove/Alder-2-7B-Instruct")\nx = …\n',
    `draft_model · draftmodel · speculative_model · assistant_model · medusa · eagle · load_lora_weights · load_adapter
      adapter_path · adapter_name · adapter_model · controlnet · ip_adapter · refiner · merge_method · sft_model · sft_models
      PeftModel.from_pretrained(m, "team/it") · AutoPeftModelX.from_pretrained(model_id="team/it")
      PeftModel.from_pretrained(m, args.it) · PeftModel.from_pretrained(m, 'team/it')`,
  );
  words('a partner in a command', 'ask coupled', 'a.sh', 'serve grove/Alder-2-7B-Instruct … x\n', [
    '--speculative-model',
    '--speculative-config',
    '--lora-modules',
  ]);
  words(
    'not: made here',
    REWRITE,
    'a.py',
    'm = load("grove/Alder-2-7B-Instruct")\n…\nx = PeftModel.from_pretrained(m, IT)\n',
    [
      ...[
        'm.save_pretrained(IT)',
        'm.save_model(IT)',
        'f(output_dir=IT)',
        'm.save_model(a.IT)',
        'IT = "./x"',
        "IT = '~/x'",
        'IT = f"/x"',
      ],
    ],
  );
  words(
    'not: one’s own',
    REWRITE,
    'a.py',
    'm = load("grove/Alder-2-7B-Instruct")\nx = PeftModel.from_pretrained(m, …)\n',
    [...['"./it"', '"~/it"', '"/it"', '"it"', "'it'"]],
  );
});

describe('name-test', () => {
  words('a test', 'ask name-test', 'a.md', '```ts\nif (…"alder2:7b")) x();\n```\n', [
    'm == ',
    'm === ',
    'm != ',
    'm !== ',
    'm ~= ',
    'm.includes(',
    'm.startsWith(',
    'm.endsWith(',
    'm.starts_with(',
    'm.contains(',
    'm.equals(',
    'm.indexOf(',
    'm.match(',
    'strings.Contains(m, ',
    'strings.HasPrefix(m, ',
    'strings.HasSuffix(m, ',
    'case ',
  ]);
  words('not: no test', REWRITE, 'a.md', '```ts\nx(…"alder2:7b");\n```\n', [
    'm = ',
    'm.add(',
    'encase ',
    'strings.Join(m, ',
  ]);
  words('a test in a shell', 'ask name-test', 'a.sh', 'if … "$M" = alder2:7b ]]; then x; fi\n', ['[', '[[', 'test']);
  words(
    'a branch in a shell',
    'ask name-test',
    'a.sh',
    'case "$M" in\n  …) x ;;\nesac\n',
    'alder2:7b · "alder2:7b" · (alder2:7b · x | alder2:7b · x|"alder2:7b" · alder2:7b | x',
  );
});

describe('derived-name', () => {
  words(
    'a label',
    'keep derived-name',
    'a.md',
    '---\n…:\n- alder2\n---\n',
    'tag · tags · label · labels · keyword · keywords · topic · topics · category · categories',
  );
  words(
    'a label in a language that is not parsed',
    'keep derived-name',
    'a.toml',
    '… = ["x", "alder2"]\n',
    'tags · labels · keywords · topics · categories · "tags"',
  );
  words(
    'an alias that a program asks for',
    'ask derived-name',
    'a.py',
    '…\n',
    `run(model="alder-2-7b") · run(model_name="alder-2-7b") · run(model_id="alder-2-7b") · run(my_model="alder-2-7b")
      x = {"model": "alder-2-7b"} · MODEL = "alder-2-7b" · MODELNAME = "alder-2-7b"`,
  );
  words('not: for something else', 'keep derived-name', 'a.py', '…\n', [
    'run(remodel="alder-2-7b")',
    'run(out="alder-2-7b")',
    'run(model_dir="alder-2-7b")',
  ]);
});

describe('architecture-constant', () => {
  const FIGURES = [
    ...['num_layers', 'num_hidden_layers', 'n_layers', 'hidden_size', 'hidden_dim', 'model_hidden_size', 'num_heads'],
    ...[
      'num_kv_heads',
      'num_key_value_heads',
      'num_attention_heads',
      'kv_heads',
      'head_dim',
      'intermediate_size',
      'vocab_size',
    ],
    ...['n_heads', 'd_model', 'num_params', 'params_b', 'parameters'],
  ];
  words('beside a display name', 'keep architecture-constant', 'a.md', 'Alder 2 with … here.\n', [
    ...FIGURES,
    ...['32 layers', 'a KV cache', 'KV-cache', 'GQA', 'its hidden size', 'its hidden dimension', 'its vocab size'],
    ...['a vocabulary of', 'its vocabulary size', '8 heads', '8 KV heads'],
  ]);
  words(
    'beside an id, as keys',
    'keep architecture-constant',
    'a.yaml',
    'model: alder2:7b\n…: 32\nd_model: 4096\n',
    `layers · num_layers · n_layers · hidden_layers · num_hidden_layers · hidden · hidden_size · hidden_dim · heads · num_heads
      n_heads · kv_heads · key_value_heads · attention_heads · num_kv_heads · head_dim · intermediate_size · vocab · vocab_size
      params · param · parameter · parameters · num_params · n_params · params_b · params_billion · params_billions`,
  );
  words('not: beside an id, as other keys', REWRITE, 'a.yaml', 'model: alder2:7b\n…: 32\nd_model: 4096\n', [
    'port',
    'my_layers',
  ]);
  words(
    'a key of what the weights take',
    'keep architecture-constant',
    'a.py',
    'x = {"alder2:7b": {"…": 12}}\n',
    `fp32 · fp16 · fp8 · bf16 · int4 · int8 · q4_K_M · nf4 · nvfp4 · 4bit · 8bit · size · mem · memory · ram · vram · disk · weight
      weights · size_gb · size_mb · size_bytes · gb · layers`,
  );
  words('not: a key of something else', REWRITE, 'a.py', 'x = {"alder2:7b": {"…": 12}}\n', ['port', 'fp4', 'q9']);
  words(
    'a call that specifies',
    'keep architecture-constant',
    'a.py',
    'x = …("Alder 2", 1, 2, 3)\n',
    'spec · ModelSpec · config · arch · Architecture',
  );
  words('not: another call', 'ask family-name', 'a.py', 'x = …("Alder 2", 1, 2, 3)\n', ['run', 'archive']);
});

describe('file-name-or-link', () => {
  words(
    'an address',
    'keep file-name-or-link',
    'a.md',
    '…\n',
    `See [it](https://x/alder2:7b). · See <https://x/alder2:7b>. · ![it](alder2:7b) · See https://x/alder2:7b now.
      [it]: https://x/alder2:7b · [it]: alder2:7b · [it](alder2:7b) · ![alder2:7b](x.png)`,
  );
});

describe('collapse', () => {
  test.each([
    ...[
      'small',
      'medium',
      'large',
      'big',
      'tiny',
      'mini',
      'fast',
      'quick',
      'slow',
      'smart',
      'strong',
      'best',
      'good',
      'better',
    ],
    ...[
      'cheap',
      'premium',
      'quality',
      'light',
      'lite',
      'heavy',
      'balanced',
      'low',
      'high',
      'default',
      'main',
      'primary',
    ],
    ...[
      'secondary',
      'fallback',
      'alternative',
      'alt',
      'backup',
      'first',
      'second',
      'old',
      'new',
      'a',
      'b',
      '7b',
      '1.5b',
    ],
    ...['my_small', 'small_model', 'thinker', 'thinking', 'deep', 'expert'],
  ])('the values of a choice: %s', (key) => {
    expect(verdicts('a.py', `x = {"${key}": "alder2:7b", "k": "birch:9b"}\n`)).toBe('ask collapse');
  });
  test.each(['chat', 'smaller', 'code'])('not: the values of two tasks: %s', (key) => {
    expect(verdicts('a.py', `x = {"${key}": "alder2:7b", "k": "birch:9b"}\n`)).toBe(REWRITE);
  });
});

describe('a figure beside a name in prose', () => {
  words(
    'asked',
    `ask prose-name, ${REWRITE}`,
    'a.md',
    'Alder 2 7B … it.\n\nUse `alder2:7b`.\n',
    '4 GB · 4 B · 4 % less · 4x · 4K · 4M · limit 4ms · 4s · 4 tok · ~ 4',
  );
  words('not asked', `rewrite prose-name, ${REWRITE}`, 'a.md', 'Alder 2 7B … it.\n\nUse `alder2:7b`.\n', [
    '4',
    'in 4 steps',
  ]);
  words(
    'asked in code',
    `ask prose-name, ${REWRITE}`,
    'a.py',
    'x = "Alder 2 7B …"\ny = "alder2:7b"\n',
    '4 · 4 GB · x4 GB · x4 B · x4%',
  );
  words('not asked in code', `rewrite prose-name, ${REWRITE}`, 'a.py', 'x = "Alder 2 7B …"\ny = "alder2:7b"\n', [
    'x4',
    'x',
  ]);
});

describe('the plain side of a section about thinking', () => {
  test.each([
    'Unlike a reasoning model, `alder2:7b` answers at once.',
    'Unlike thinking models `alder2:7b` answers at once.',
    'Here `alder2:7b` is non-thinking.',
    'Here `alder2:7b` is not a reasoning model.',
    'An ordinary chat model as `alder2:7b`.',
    'It does not think: `alder2:7b`.',
  ])('%s', (text) => {
    expect(rolesIn('a.md', `${text}\n`, { role: 'reasoning' })).toEqual(['general']);
  });
  test('is the plain side all over its file', () => {
    const text = 'BASE = "alder2:7b"  # the non-reasoning baseline\nx = ask(q, model="alder2:7b")\n';
    expect(rolesIn('a.py', text, { role: 'reasoning' })).toEqual(['none', 'general']);
    expect(rolesIn('a.py', text, { role: 'code' })).toEqual(['none', 'code']);
  });
  test('not: a model that thinks', () => {
    expect(rolesIn('a.md', 'Like a thinking model `alder2:7b` takes its time.\n', { role: 'reasoning' })).toEqual([
      'reasoning',
    ]);
  });
});

describe('the role that the function around a place shows', () => {
  test.each([
    ['ocr_invoice', 'ocr'],
    ['run_ocr', 'ocr'],
    ['mediocre', 'general'],
  ])('%s', (name, role) => {
    expect(rolesIn('a.py', `def ${name}(p):\n    return ask("alder2:7b", p)\n`)).toEqual([role]);
  });
});

describe('a host that lists models under names of its own', () => {
  test('and writes them as a registry does', () => {
    const nim = SMALL_CATALOGUE.models.map((one) =>
      one.id === 'alder2:7b'
        ? { ...one, otherNames: { nim: ['grove/alder-2-7b-it'] } }
        : one.id === 'birch:9b'
          ? { ...one, otherNames: { nim: ['woods/birch-9b-it'] } }
          : one,
    );
    const migration = smallMigration({}, { catalogue: { ...SMALL_CATALOGUE, models: nim } });
    const rules = (text: string) =>
      planText('a.py', text, migration).rows.map(({ outcome, rule }) => `${outcome} ${rule}`);
    expect(rules('run("grove/alder-2-7b-it")\n')).toEqual(['rewrite exact-id']);
    expect(rules('run("@cf/grove/alder-2-7b-it")\n')).toEqual(['ask target-name-unresolvable']);
  });

  words(
    'asked',
    'ask target-name-unresolvable',
    'a.py',
    '# …\nm = load("grove/alder-2-7b-instruct")\n',
    'openrouter · open_router · litellm · deepinfra · together.ai · together_ai · novita.ai · nebius · fireworks',
  );
});
