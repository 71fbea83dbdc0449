// SPDX-License-Identifier: Apache-2.0
import { journalCommands } from '../journal/commands.ts';
import type { Base, Wired } from './base.ts';

export function wireJournal(base: Base): Wired {
  return { commands: journalCommands({ open: base.open, hash: base.hash }) };
}
