// SPDX-License-Identifier: Apache-2.0
import { journalCommands } from '../journal/commands.ts';
import { eraseHandler } from '../journal/watch.ts';
import type { Base, Wired } from './base.ts';

/** The journal's routes are mounted by the desk itself: they need to know people's names. */
export function wireJournal(base: Base): Wired {
  return {
    commands: journalCommands({ open: base.open, hash: base.hash }),
    handlers: (opened) => [eraseHandler(opened)],
  };
}
