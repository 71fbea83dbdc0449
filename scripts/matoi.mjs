#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// `npx matoi …` in the clone: installs what is missing, then runs the command line on the Node of the lock file.
import { join } from 'node:path';
import { handOver, install, root, runtime } from './run.mjs';

install();
handOver(runtime(), [join(root, 'src', 'main.ts'), ...process.argv.slice(2)]);
