import type { KeepClass } from '../keep-class.js';
import type { Place } from '../place.js';

/** An engine directory, cache folder, alias or variable that was made from a name. */
export const derivedName = {
  name: 'derived-name',
  doc: {
    finds: 'a path, cache folder, alias or variable made from a model name',
    why: 'it names something that was built or chosen elsewhere; it follows the id beside it only when a person says so',
  },
  check(place) {
    const { reference, context } = place;
    if (isLabel(place))
      return { outcome: 'keep', reason: 'a label that things are found by; it is no id that anything loads' };
    if (isInPath(place))
      return {
        outcome: 'ask',
        reason: 'a path that holds the name of the old model: rename it when the new model lies there',
        group: `derived:${reference.family}`,
      };
    if (reference.strength !== 'derived' && !isAliasValue(place)) return undefined;
    if (isIdentifier(place))
      return { outcome: 'keep', reason: 'an identifier of the code; what it is called does not decide what is loaded' };
    const exact = context.references.some((other) => other.strength === 'exact' && other.family === reference.family);
    if (exact)
      return {
        outcome: 'ask',
        reason: 'made from the name of the old model: rename it with the id, or leave both sides as they are',
        group: `derived:${reference.family}`,
      };
    if (isModelValue(place))
      return {
        outcome: 'ask',
        reason:
          'an alias, or the id of another host: whoever serves the model under this name decides whether it changes',
        group: `derived:${reference.family}`,
      };
    return { outcome: 'keep', reason: 'a path, alias or variable; no id of the old model in this file' };
  },
} satisfies KeepClass;

/** An id of a hub that is the end of a path on a disk: `/models/owner/name`, `$MODELS/owner/name`. */
function isInPath({ reference, line, inLine }: Place): boolean {
  if (reference.registry !== 'huggingface' || reference.strength !== 'exact') return false;
  return /(?:^|[\s"'`=(:,])(?:~|\.{1,2}|\$?\{\w+\}|\$\w+)?\/(?:[\w.~${}-]+\/){0,12}$/.test(
    line.slice(Math.max(0, inLine.start - 200), inLine.start),
  );
}

/** Lists of labels: of a model card, of a package, of a page. */
const LABELS = /^(?:tags?|labels?|keywords?|topics?|categor(?:y|ies))$/i;

/** A bare name in a list of labels. */
function isLabel({ reference, runs, python, data, innermost, line, inLine }: Place): boolean {
  if (innermost.language === 'plain' && reference.strength !== 'prose' && !/[:/]/.test(reference.surface))
    return /^\s*["']?(?:tags|labels|keywords|topics|categories)["']?\s*[:=]\s*\[[^\]]*["']$/i.test(
      line.slice(0, inLine.start),
    );
  if (!runs || reference.strength === 'prose' || /[:/]/.test(reference.surface)) return false;
  if (data !== undefined && data.path.at(-1)?.startsWith('[') !== true) return false;
  const path = data?.token === 'value' ? data.path : (python?.use.keys ?? []);
  const key = path.findLast((part) => !part.startsWith('['));
  return LABELS.test(key ?? '') && (data !== undefined || (python?.use.items.length ?? 0) > 0);
}

/** A display name without spaces that is a whole value where a program reads it: `served_model_name: Alder-2-7B`. */
function isAliasValue({ reference, runs, python, data }: Place): boolean {
  if (reference.strength !== 'prose' || !runs || /\s/.test(reference.surface)) return false;
  return (python?.value ?? data?.value)?.trim() === reference.surface;
}

/** A whole value that a program is given as its model: `model="alder-2-7b"`. */
function isModelValue({ reference, runs, python, data, shell }: Place): boolean {
  if (!runs || /[/\\]/.test(reference.surface)) return false;
  const named = [
    python?.use.keyword,
    python?.use.keys.at(-1),
    python?.use.assigned,
    data?.path.at(-1),
    shell?.option,
    shell?.variable,
  ];
  if (!named.some((name) => /(?:^|[^a-z])model(?:[_-]?(?:name|id))?$/i.test(name ?? ''))) return false;
  return shell !== undefined || (python?.value ?? data?.value)?.trim() === reference.surface;
}

function isIdentifier({ python }: Place): boolean {
  return python?.token === 'code';
}
