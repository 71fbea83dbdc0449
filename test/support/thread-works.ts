// SPDX-License-Identifier: Apache-2.0
// What a thread of the pool's own test does: answers, throws, spins, or fills its memory.
import { serveThread } from '../../src/adapters/threads/serve.ts';

serveThread({
  double: (value: number) => value * 2,
  throw: () => {
    throw new Error('planted');
  },
  spin: () => {
    for (;;) if (Math.random() > 2) return 0;
  },
  fill: () => {
    const kept: unknown[] = [];
    for (;;) kept.push(Array.from({ length: 1000 }, (_, at) => ({ at })));
  },
});
