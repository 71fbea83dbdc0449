// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../../journal/journal.port.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { HuntDesk } from '../desk.ts';
import type { RetroStore } from './retro-store.port.ts';

export type RetroDeps = {
  readonly journal: Journal;
  readonly store: RetroStore;
  readonly desk: HuntDesk;
  readonly clock: Clock;
  readonly hash: HashBytes;
};
