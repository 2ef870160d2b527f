/** Brackets in one another that are followed: the parser of JSON calls itself for each, and files have about ten. */
export const DEEPEST = 500;

/** Said of a text with more of them. */
export const TOO_DEEP = 'nested too deeply';
