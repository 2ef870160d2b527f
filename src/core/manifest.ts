/** Dependency manifests: files that pin the libraries which models are loaded with, whether or not they name a model. */
import type { FilePlan } from './file-plan.js';
import type { ModelId } from './model.js';
import type { RepoPath } from './source.js';

const MANIFEST =
  /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|constraints[\w.-]*\.txt|requirements\/[\w.-]+\.txt|pyproject\.toml|setup\.(?:cfg|py)|Pipfile|(?:conda|environment)[\w.-]*\.ya?ml)$/i;

/** Whether a path is that of a dependency manifest. */
export function isManifest(path: RepoPath): boolean {
  return MANIFEST.test(path);
}

/** Plans manifests after all other files, whose new models they must be able to load. */
export function manifestsLast<F extends { readonly path: RepoPath }>(files: readonly F[]): readonly F[] {
  return [...files.filter(({ path }) => !isManifest(path)), ...files.filter(({ path }) => isManifest(path))];
}

/** The new models whose weights the files under a manifest's folder load after this run. */
export function modelsArriving(manifest: RepoPath, plans: readonly FilePlan[]): readonly ModelId[] {
  const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1).replace(/requirements\/$/i, '');
  const targets = plans
    .filter(({ path }) => path.startsWith(folder))
    .flatMap(({ decisions, references }) =>
      decisions.flatMap(({ outcome, target, references: indexes }) => {
        const loads = indexes.some((index) => references[index]?.registry === 'huggingface');
        return outcome === 'rewrite' && loads && target !== undefined ? [target] : [];
      }),
    );
  return [...new Set(targets)];
}
