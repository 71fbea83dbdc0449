// SPDX-License-Identifier: Apache-2.0
// What proofs share about planted faults: `--plant NAME` plants one, `--plant` (or `--plant all`) each in turn.
// A proof with a planted fault ends as it would over such a product: with 1 when the fault is seen, with 0 when it passes.

/** Names of the faults that the command line asks for; null where it asks for none. A wrong name ends the process with 2. */
export function plantsAsked(names: readonly string[], argv: readonly string[] = process.argv): readonly string[] | null {
  const at = argv.indexOf('--plant');
  if (at === -1) return null;
  const name = argv[at + 1];
  if (name === undefined || name.startsWith('--') || name === 'all') return names;
  if (names.includes(name)) return [name];
  console.error(`no planted fault is called ${name}; there are: ${names.join(', ')}`);
  process.exit(2);
}

export type Planted = { readonly name: string; readonly seen: boolean; readonly by: string };

/** The last line of a proof with planted faults, and its exit code. */
export function endPlanted(proof: string, planted: readonly Planted[]): 0 | 1 {
  for (const { name, seen, by } of planted) console.log(`${seen ? 'found' : 'NOT FOUND'} ${name}: ${by}`);
  const missed = planted.filter((one) => !one.seen);
  const count = `${planted.length} planted ${planted.length === 1 ? 'fault' : 'faults'}`;
  console.log(`${proof}: ${count}, ${missed.length === 0 ? 'each found' : `NOT FOUND: ${missed.map((one) => one.name).join(', ')}`}`);
  return missed.length === 0 ? 1 : 0;
}
