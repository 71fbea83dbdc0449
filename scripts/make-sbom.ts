// SPDX-License-Identifier: Apache-2.0
// npm run make:sbom -- [FILE]: the bill of materials of what runs (CycloneDX 1.6), from the lock files alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedFolders, lockedPackages } from './packages/locked.ts';
import { sbomOf } from './packages/sbom.ts';

const root = join(import.meta.dirname, '..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
const sbom = sbomOf(
  { name, version },
  lockedFolders.flatMap((folder) => lockedPackages(root, folder)),
);
const [file] = process.argv.slice(2);
if (file === undefined) process.stdout.write(sbom);
else writeFileSync(file, sbom);
