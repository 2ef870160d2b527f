/** Flags of V8 for a process that lives for a second or two. Code that was compiled under other flags is refused, so they are said once. */
export const V8_FLAGS: readonly string[] = [
  // Compiling so eagerly what has run a few times costs more than it gives, and so does compiling into it what it calls: in shares of the
  // whole, a sixth and a tenth (see docs/proof.md).
  '--interrupt-budget=1200000',
  '--max-inlined-bytecode-size-cumulative=150',
  // Else a function that meets a new kind of value starts to count again, and what is busy all the time is compiled too late.
  '--no-reset-interrupt-on-ic-update',
  '--no-reset-ticks-on-ic-update',
  // Hundreds of expressions run a few times each: compiling each for its first run, and again for its second, costs more than compiling once.
  '--no-regexp-tier-up',
];
