// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';

/** What a lab test lacks here, for its name: being root, or programs. null when nothing is missing. */
export function labLacks(programs: readonly string[], root = true): string | null {
  const lacking = programs.filter(
    (program) => spawnSync('sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin"; command -v "${program}"`]).status !== 0,
  );
  if (root && process.getuid?.() !== 0) lacking.unshift('root');
  return lacking.length === 0 ? null : lacking.join(', ');
}
