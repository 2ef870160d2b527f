/** What code does with a model, by what it calls: signs that several rules look for. Library names, not names of any one text. */

/** A language model that is given tools or made an agent. */
export const AGENT =
  /\bbind_tools\b|\bcreate_\w{0,40}agent\b|\bAgentExecutor\b|\binitialize_agent\b|\bToolNode\b|\btools\s*=\s*(?!None\b|\[\s*\])[\w[{]|["']tools["']\s*:\s*\[|(?<!class )\b(?:ReAct|Code|ToolCalling|Function|Assistant|Conversable)?(?:Agent|Crew)\(/;

/** A call that is no chat: embedding, image making, loading of weights for something else. */
export const NOT_A_CHAT = /embed|SentenceTransformer|CrossEncoder|rerank|Pipeline|ocr/i;

/** A limit on the length of an answer, with its value. */
export const BUDGET =
  /["']?\b(?:num_predict|max_(?:new_|completion_|output_)?tokens|numPredict|max(?:New|Completion|Output)?Tokens)\b["']?\s*(?::\s*int\s*)?[=:]\s*(\d[\d_]*)/;

/** Thinking switched off or on by the code itself. */
export const THINKING_OFF =
  /["']?\b(?:think|reasoning|enable_thinking)\b["']?\s*[=:]\s*(?:False|false)\b|\/no_?think\b|--think[= ]false\b/;
export const THINKING_ON =
  /["']?\b(?:think|reasoning|enable_thinking)\b["']?\s*[=:]\s*(?:True|true)\b|--think[= ]true\b/;

/** Steps to get access to a model behind a gate. */
export const ACCESS =
  /\bgated\b|\brequest(?:ing|ed)? access\b|\baccess (?:request|granted)\b|\b(?:requires?|needs?) (?:approval|access)\b|\bapproval (?:from|by|required|needed)\b|\baccept(?:ing|ed)? (?:the |its |their |a )?(?:\w+ ){0,2}(?:licen[cs]e|terms)\b/i;
