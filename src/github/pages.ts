/** Lists of GitHub's, which come in pages. All lists are read through here. */

/** A page as Octokit's `paginate.iterator` gives it. */
interface Page<Data> {
  readonly data: Data;
  /** Absent in the page that Octokit makes up in place of an answer. */
  readonly url?: string;
}

/**
 * The pages of `client.paginate.iterator`, but that a list which GitHub refused with 409 (Conflict) throws. Octokit takes that for an empty
 * list (plugin-paginate-rest, `src/iterator.ts`), and who looks before creating would then create what is there already.
 */
export async function* readPages<P extends Page<unknown>>(pages: AsyncIterable<P>): AsyncGenerator<P, void, void> {
  for await (const page of pages) {
    if (page.url === undefined) throw Object.assign(new Error('Conflict'), { status: 409 });
    yield page;
  }
}

/** All that is on the pages, in order; throws as {@link readPages} does. */
export async function readList<Item>(pages: AsyncIterable<Page<readonly Item[]>>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const { data } of readPages(pages)) all.push(...data);
  return all;
}
