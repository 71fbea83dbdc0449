// SPDX-License-Identifier: Apache-2.0
import { breakShape, includeShape, phpShape, templateShape, traversalShape } from './code.ts';
import { scriptShape } from './script.ts';
import type { Shape } from './shape.ts';
import { shellShape } from './shell.ts';
import { sqlShape } from './sql.ts';

export const shapes: readonly Shape[] = [
  traversalShape,
  shellShape,
  sqlShape,
  scriptShape,
  templateShape,
  phpShape,
  includeShape,
  breakShape,
];
