/** Names in a registry's own form: repository ids, cache folders made from them, Ollama libraries and tags. */
import {
  FILE_ENDING,
  FOLDERS,
  type Found,
  type Hit,
  isAlternative,
  isVariant,
  lookAlike,
  name,
  SIZE,
  segmentBefore,
  slice,
  startsSegment,
} from './name-hit.js';
import { type NamedForm, normalName } from './name-table.js';
import { isHost, isRoute, served, WAY_OF_SERVING } from './read-hosted-name.js';
import type { Span } from './source.js';

/** What stands before the slash of a name that a program routes to Ollama, and is no namespace of its own. */
const OLLAMA_PREFIXES = new Set(['library', 'ollama', 'ollama_chat']);

/** A name without a namespace that a catalogue lists whole: the id of an interface, a repository from before there were namespaces. */
export function readListedName(hit: Hit): Found | undefined {
  if (segmentBefore(hit) !== undefined) return undefined;
  const id = slice(hit, hit.segment).toLowerCase();
  const known = hit.names.repositories.get(id);
  if (known !== undefined) return repository(hit, hit.segment, known);
  const other = hit.names.others.get(id);
  return other === undefined
    ? undefined
    : name(hit, hit.segment, { models: [other.model], strength: 'exact', registry: other.registry, form: 'default' });
}

/** The folder in which a hub client keeps a repository: `models--org--name`. */
export function readCacheFolder(hit: Hit): Found | undefined {
  const segment = slice(hit, hit.segment);
  if (!segment.startsWith('models--')) return undefined;
  const id = segment.slice('models--'.length).replace('--', '/').toLowerCase();
  const model = hit.names.repositories.get(id)?.model;
  return name(hit, hit.segment, { models: model === undefined ? [] : [model], strength: 'derived', form: 'default' });
}

/** A repository id, `org/name`, alone, in a hub address, or as a registry's own lower-case id. */
export function readRepository(hit: Hit): Found | undefined {
  const before = segmentBefore(hit);
  if (before === undefined) return undefined;
  const organisation = slice(hit, before).toLowerCase();
  const colon = hit.text.slice(hit.stem.end, hit.segment.end).indexOf(':');
  const end = colon < 0 ? hit.segment.end : hit.stem.end + colon;
  const span = { start: before.start, end };
  const id = slice(hit, span).toLowerCase();
  const known = hit.names.repositories.get(id);
  if (known !== undefined && WAY_OF_SERVING.test(hit.text.slice(end, hit.segment.end)))
    return served(hit, { start: before.start, end: hit.segment.end }, known.model);
  if (known !== undefined) return repository(hit, span, known);
  const other = hit.names.others.get(id);
  // Behind the name of a host it is the host's own, not that of the registry that writes it alike.
  const isOfHost = before.start > hit.token.start && isRoute(hit, before);
  if (other !== undefined && !isOfHost)
    return name(hit, span, { models: [other.model], strength: 'exact', registry: other.registry, form: 'default' });
  if ((isOfHost || (isHost(hit, organisation) && isRoute(hit, before))) && hit.segment.end === hit.token.end)
    return served(hit, { start: before.start, end: hit.segment.end }, readModel(hit, end) ?? readSized(hit, end));
  const own = hit.names.organisations.has(organisation);
  const mirror = hit.table.mirrors.has(organisation);
  if (!own && !mirror && !isOrganisation(hit, before)) return undefined;
  const read = readModel(hit, end);
  if (read === undefined) {
    const sized = own ? readSized(hit, end) : undefined;
    if (sized !== undefined) return repository(hit, span, { model: sized, form: 'tag' });
    if (own && saysOtherSize(hit)) return lookAlike(hit, span, 'other-size');
    if (own && startsSegment(hit)) {
      const bare = hit.names.unsized.has(normalName(slice(hit, { start: hit.segment.start, end })));
      return name(
        hit,
        span,
        bare && !SIZE_TO_COME.test(hit.text.slice(end, end + 3))
          ? { models: [], strength: 'derived', registry: 'huggingface', form: 'default' }
          : { models: [], strength: 'exact', registry: 'huggingface', form: 'tag' },
      );
    }
    return lookAlike(hit, span, 'third-party-derivative');
  }
  if (own || mirror || startsSegment(hit)) return repository(hit, span, { model: read, form: 'tag' });
  return lookAlike(hit, span, 'third-party-derivative');
}

function repository(hit: Hit, span: Span, known: NamedForm): Found {
  return name(hit, span, { models: [known.model], strength: 'exact', registry: 'huggingface', form: known.form });
}

/** Whether the segment before may be the namespace of a repository, and not a folder or an alternative ("SDXL/Flux"). */
function isOrganisation(hit: Hit, before: Span): boolean {
  if (before.start !== hit.token.start) {
    const address = hit.text.slice(hit.token.start, before.start);
    return /(?:^|\/)(?:huggingface\.co|hf\.co)\/$/i.test(address);
  }
  const organisation = slice(hit, before);
  if (
    hit.segment.end !== hit.token.end ||
    organisation === '' ||
    organisation === '~' ||
    /^\.|[:@%+]/.test(organisation)
  )
    return false;
  if (FOLDERS.has(organisation.toLowerCase()) || OLLAMA_PREFIXES.has(organisation)) return false;
  return (
    !FILE_ENDING.test(slice(hit, hit.segment)) && slice(hit, hit.segment).includes('-') && !isAlternative(hit, before)
  );
}

function saysOtherSize(hit: Hit): boolean {
  return SIZE.test(hit.text.slice(hit.stem.end, hit.stem.end + 16));
}

/** The model that the segment up to `end` names in full, known words of copies included. */
function readModel(hit: Hit, end: number): string | undefined {
  const written = hit.text.slice(hit.stem.start, end);
  const parts = written.split(/[-_ ]+/);
  for (let count = parts.length; count > 0; count--) {
    const model = hit.names.sized.get(normalName(parts.slice(0, count).join('-')));
    if (model !== undefined && parts.slice(count).every((part) => isVariant(hit, part))) return model;
  }
  return undefined;
}

/** The model that the segment begins with, whatever follows its size: a copy that only its maker knows. */
function readSized(hit: Hit, end: number): string | undefined {
  if (!startsSegment(hit)) return undefined;
  const parts = hit.text.slice(hit.stem.start, end).split(/[-_ ]+/);
  for (let count = parts.length; count > 0; count--) {
    const model = hit.names.sized.get(normalName(parts.slice(0, count).join('-')));
    if (model !== undefined) return model;
  }
  return undefined;
}

/** An Ollama name: the library alone or with a tag, in lower case as the registry writes it. */
export function readLibrary(hit: Hit): Found | undefined {
  const before = segmentBefore(hit);
  if (before !== undefined && !OLLAMA_PREFIXES.has(slice(hit, before)) && !isListOfNames(hit, before)) return undefined;
  if (
    before !== undefined &&
    hit.text[hit.segment.end] === '/' &&
    !hit.text.slice(hit.token.start, before.start).includes('://')
  )
    return undefined;
  const segment = slice(hit, { start: hit.stem.start, end: hit.segment.end });
  for (const library of hit.names.libraries.values()) {
    if (!segment.startsWith(library.name)) continue;
    const rest = segment.slice(library.name.length);
    const start = hit.stem.start;
    if (hit.segment.start < start && !/[\s:]$/.test(hit.text.slice(start - 1, start))) return undefined;
    if (rest === '') {
      const model = library.defaultModel;
      const form = TAG_TO_COME.test(hit.text.slice(start + segment.length, start + segment.length + 3))
        ? 'tag'
        : 'default';
      const bareWord = !/[\d-]/.test(library.name);
      if (bareWord && form === 'default' && !isAskedFor(hit, start, start + segment.length)) return undefined;
      return name(
        hit,
        { start, end: start + segment.length },
        { models: model === undefined ? [] : [model], strength: 'exact', registry: 'ollama', form },
      );
    }
    if (rest.startsWith(':')) return readTag(hit, start, library.name, rest.slice(1));
  }
  return undefined;
}

/** A tag that is put in later, or any tag: `llama3.1:{size}`, `"llama3.1:" + size`, `llama3.1:*`. */
const TAG_TO_COME = /^:(?:[{$<"'`]|\*(?!\*))/;
/** The same in a repository id: `org/Llama-3.1-{size}`. */
const SIZE_TO_COME = /^-(?:[{$<"'`%]|\*(?!\*))/;
const COMMAND_BEFORE =
  /\bollama["']?,?\s+["']?(?:pull|run|show|stop|rm|cp|push|create)["']?,?\s+(?:--?\w+\s+)*["']?$|^FROM\s+$/m;
const KEY_BEFORE = /(?:^|[^\w.-])["']?(?:\w+[_-])?model(?:[_-]?(?:name|id|tag))?["']?\s*[:=]\s*["'`]?$/i;
const TAG_BESIDE = /["'][a-z][\w.-]{1,40}:\d[\w.-]{0,30}["']/;

/** Whether what stands around a bare word of the language makes it a name that Ollama is asked for: `ollama pull llava`. */
function isAskedFor(hit: Hit, start: number, end: number): boolean {
  const { text } = hit;
  if (!/^(?:["'`\s,;)}\]&|]|$)/.test(text.slice(end, end + 1))) return false;
  const before = text.slice(Math.max(0, start - 60), start);
  if (
    COMMAND_BEFORE.test(before) ||
    KEY_BEFORE.test(before) ||
    /(?:^|[^\w/])(?:ollama|ollama_chat|library)\/$/.test(before)
  )
    return true;
  const quote = text[start - 1] ?? '';
  if (!/["']/.test(quote) || text[end] !== quote) return false;
  const line = before.slice(before.lastIndexOf('\n') + 1) + (/^[^\n]{0,80}/.exec(text.slice(end))?.[0] ?? '');
  return TAG_BESIDE.test(line);
}

/** `phi/llama3.1`: two lower-case names with a slash between them, where the first is no namespace of a repository. */
function isListOfNames(hit: Hit, before: Span): boolean {
  return /:\w+$/.test(slice(hit, before));
}

function readTag(hit: Hit, start: number, libraryName: string, tag: string): Found {
  const library = hit.names.libraries.get(libraryName);
  const end = start + libraryName.length + 1 + tag.length;
  const key = tag.toLowerCase();
  const size = /^[\d.]+[bm](?![a-z0-9])/.exec(key)?.[0];
  const known =
    library?.tags.get(key) ??
    (key === 'latest' && library?.defaultModel !== undefined
      ? { model: library.defaultModel, form: 'default' as const }
      : undefined);
  const model =
    known?.model ?? library?.sizes.get(size ?? '') ?? (size === undefined ? library?.defaultModel : undefined);
  if (model === undefined) return lookAlike(hit, { start, end }, 'other-size');
  const more = /^((?:\/\d+(?:\.\d+)?b)+)(?![\w.:-])/.exec(hit.text.slice(end, end + 40))?.[1];
  if (more !== undefined) {
    const models = [
      model,
      ...more
        .split('/')
        .filter(Boolean)
        .flatMap((one) => library?.sizes.get(one) ?? []),
    ];
    return name(
      hit,
      { start, end: end + more.length },
      { models, strength: 'exact', registry: 'ollama', form: 'shorthand' },
    );
  }
  return name(
    hit,
    { start, end },
    { models: [model], strength: 'exact', registry: 'ollama', form: known?.form ?? 'tag' },
  );
}
