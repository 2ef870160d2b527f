/** What collections of numbers are called: settings, figures that are given for a model, figures that were measured. */

/** Collections of settings, whose numbers nobody measured. */
export const SETTINGS =
  /(?:^|_)(?:ports?|timeouts?|temp(?:erature)?s?|max\w*|limits?|num_ctx|batch\w*|weights?|priorit\w*|retr\w*|budgets?|thresholds?|concurren\w*|replicas?|delays?|top_?[pk]|seeds?|config\w*|settings?|options?)(?:_|$)/i;
/** Collections of figures that are given for a model. */
export const GIVEN_NAME =
  /(?:^|_)(?:sizes?|memory|mem|v?ram|gb|disk|weights?|params?|parameters|context\w*|windows?|prices?|pricing|costs?|dims?|dimensions?|layers|footprints?|requirements?|licen[cs]es?|released?|cutoffs?)(?:_|$)/i;
const METRIC_NAME =
  /(?:^|_)(?:results?|bench\w*|measured|tps|tok\w*|speeds?|latenc\w*|scores?|accurac\w*|perf\w*|throughput|times?|ppl|perplexit\w*|peak)(?:_|$)/i;

/** Whether what holds the numbers is called after figures that a maker or a shop gives: sizes, windows, prices, dimensions. */
export function isGiven(names: readonly (string | undefined)[]): boolean {
  return names.some((name) => GIVEN_NAME.test(name ?? '')) && !names.some((name) => METRIC_NAME.test(name ?? ''));
}

/** Keys of figures that were measured. */
const METRIC_KEY =
  /^(?:\w+_)?(?:(?:success|pass|error|refusal|hit|detection|block)_rate|loss|accuracy|latency(?:_ms|_s)?|throughput)$|^(?:tok(?:ens)?_?(?:per|s)|tps|throughput|latency|ttft|prefill|decode|speed|time|elapsed|duration|accuracy|score|perplexity|ppl|bleu|rouge|f1|mmlu|win_rate|results?|recall|precision|faithful|toxicity|asr|wer|cer|mrr|ndcg|exact_match)/i;
/** What makes a metric's name that of a setting: `timeout`, `score_threshold`, `results_dir`. */
export const SETTING_KEY =
  /^[a-z]{2,}(?:_?(?:out|zone|limit|budget|target|threshold|mode|dir|path|file|type|format|max|min|slo|chunk\w*|er|ing|strategy|step\w*)|_?per_?(?:request|page))s?$/i;
/** A figure as a value. */
export const FIGURE = /^["']?-?\d[\d_,.e+-]*\s*(?:%|ms|s|x|GB)?["']?$/;

/** Whether a key is that of a measured figure. */
export function isMetric(key: string): boolean {
  return METRIC_KEY.test(key) && !SETTING_KEY.test(key);
}
