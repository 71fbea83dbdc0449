// SPDX-License-Identifier: Apache-2.0
// The typesetter's own process. It is native code that can give up with its whole process (a cluster of 64 KB of
// letters that cannot be parted is enough), so nobody else may live in it. It ends with the one who started it.
import { writeFileSync } from 'node:fs';
import type { Paper } from '../../common/paper.port.ts';
import { typesetter } from './typeset.ts';

const [folder] = process.argv.slice(2);
try {
  // Where memory runs out, this process goes first.
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Not Linux: the limits of size and time stand alone.
}
const typeset = typesetter(folder ?? null);
process.on('message', (paper: Paper) => {
  try {
    process.send?.({ is: 'set', pdf: typeset(paper) });
  } catch (cause) {
    process.send?.({ is: 'failed', why: cause instanceof Error ? cause.message : 'the typesetter refused it' });
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ is: 'ready' });
