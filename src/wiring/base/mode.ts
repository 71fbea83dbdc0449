// SPDX-License-Identifier: Apache-2.0
import type { Base } from './base.ts';
import { settingsOf } from './settings.ts';

/** Whether this whole desk is a real one or one to practise on. Read here and nowhere else (test/conventions/mode.test.ts). */
export function modeOf(env: Base['env']): 'real' | 'practice' {
  return settingsOf(env).MATOI_MODE;
}
