// SPDX-License-Identifier: Apache-2.0
import type { PrintPaper } from '../../common/paper.port.ts';
import type { Passing } from '../../outbox/passing.port.ts';
import type { Base, OpenState } from '../base/base.ts';
import { printerOf } from '../base/printer.ts';
import { passingOf } from './passing.ts';

/** The printer of an open desk: every page of what is rehearsed bears the mark. */
export function printerOfDesk(base: Base, opened: OpenState): PrintPaper {
  return marking(printerOf(base), passingOf(base, opened));
}

/** Papers of exercises are marked, all others pass as they are. */
export function marking(print: PrintPaper, passing: Passing): PrintPaper {
  return async (paper) => {
    const marked = paper.caseId === null ? passing.practises : (await passing.of(paper.caseId)).marked;
    return print(marked ? { ...paper, practice: true } : paper);
  };
}
