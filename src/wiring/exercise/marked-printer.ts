// SPDX-License-Identifier: Apache-2.0
import type { PrintPaper } from '../../common/paper.port.ts';
import type { Exercises } from '../../outbox/exercise.port.ts';
import type { Base, OpenState } from '../base/base.ts';
import { printerOf } from '../base/printer.ts';
import { exercisesOf } from './roster.ts';

/** The printer of an open desk: every page of a case that is rehearsed bears the mark. */
export function printerOfDesk(base: Base, opened: OpenState): PrintPaper {
  return marking(printerOf(base), exercisesOf(opened));
}

/** Papers of exercises are marked, all others pass as they are. */
export function marking(print: PrintPaper, exercises: Exercises): PrintPaper {
  return async (paper) => {
    const rehearsed = paper.caseId !== null && (await exercises.rosterOf(paper.caseId)) !== null;
    return print(rehearsed ? { ...paper, practice: true } : paper);
  };
}
