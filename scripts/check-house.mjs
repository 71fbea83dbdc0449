// SPDX-License-Identifier: Apache-2.0
// `npm run check:house`: what .ci/run checks beside `npm test`.
import { houseSteps } from './check.mjs';
import { runSteps } from './steps.mjs';

process.exitCode = runSteps(houseSteps) ? 0 : 1;
