/** GitHub's limits in one place, each with where it is stated. Those marked "seen" are not documented and were reported by users. */

/** Characters of an issue's, pull request's or comment's body that are surely taken; the API refuses above 65,536. Seen: renovatebot/renovate#2032. */
export const BODY_CHARACTERS = 60_000;

/** Characters of an issue's or pull request's title. Seen: dead-claudia/github-limits. */
export const TITLE_CHARACTERS = 256;

/** Characters of a check run's `output.summary` and of `output.text`. https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export const CHECK_TEXT_CHARACTERS = 65_535;

/** Annotations a request; further ones are appended by updates. https://docs.github.com/en/rest/checks/runs#update-a-check-run */
export const ANNOTATIONS_PER_REQUEST = 50;

/** Bytes of an annotation's message. https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export const ANNOTATION_MESSAGE_BYTES = 64 * 1024;

/** Characters of an annotation's title. https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export const ANNOTATION_TITLE_CHARACTERS = 255;

/** Items a page of a list. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export const PER_PAGE = 100;

/** Bytes of a blob that can be read. https://docs.github.com/en/rest/git/blobs#get-a-blob */
export const BLOB_READ_BYTES = 100 * 1024 * 1024;

/** Bytes of a blob that can be written. Seen: peter-evans/create-pull-request, docs/concepts-guidelines.md. */
export const BLOB_WRITE_BYTES = 40 * 1024 * 1024;

/** Entries of a tree that one request writes; about 200 time out. Seen: ir-engine/ir-engine#647, googleapis/code-suggester#397. */
export const TREE_ENTRIES_PER_REQUEST = 100;

/** Bytes of JSON of a request that writes a tree; about 2.5 MB time out. Seen: qoomon/actions--create-commit#90. */
export const TREE_BYTES_PER_REQUEST = 1_500_000;

/** Files and lines that the page of a pull request's changes shows.
 * https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits */
export const SHOWN_FILES = 300;
export const SHOWN_LINES = 20_000;

/** Bytes of all files of a tree together that are read, unpacked. Our own, against archives that unpack without end. */
export const UNPACKED_BYTES = 1024 * 1024 * 1024;

/** Files fetched one by one when the archive fails; beyond that the hourly 5,000 requests would be at stake.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export const SINGLE_FILES = 2_000;

/** Folders walked one by one when a tree comes truncated (above 100,000 entries or 7 MB). Same reason as {@link SINGLE_FILES}.
 * https://docs.github.com/en/rest/git/trees#get-a-tree */
export const SINGLE_FOLDERS = 2_000;

/** Milliseconds that the archive may take. A link to a private archive is valid for five minutes.
 * https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar */
export const ARCHIVE_MILLISECONDS = 300_000;
