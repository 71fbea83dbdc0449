#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// `npx matoi …` in the clone: installs what is missing, then runs the command line on the Node of the lock file.
import { join } from 'node:path';
import { handOver, install, root, runtime } from './run.mjs';

// The log engine is the affair of `npm start`: half a gigabyte is no part of listing people.
install({ engine: false });
handOver(runtime(), [join(root, 'src', 'main.ts'), ...process.argv.slice(2)]);
