// SPDX-License-Identifier: Apache-2.0
import { holidayBook } from '../adapters/holidays/holidays.ts';
import { alarmHandlers } from '../obligation/alarms.ts';
import { obligationCommands } from '../obligation/commands.ts';
import { obligationRoutes } from '../obligation/routes.ts';
import type { Base, Wired } from './base/base.ts';

/** Obligation with the book of holidays. */
export function wireObligation(base: Base): Wired {
  const holidays = holidayBook();
  return {
    commands: obligationCommands({ open: base.open, holidays, clock: base.clock }),
    routes: ({ journal }) => obligationRoutes({ journal, holidays, clock: base.clock }),
    handlers: ({ journal }) => alarmHandlers({ journal, clock: base.clock }),
  };
}
