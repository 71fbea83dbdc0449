// SPDX-License-Identifier: Apache-2.0
// npm run make:release: dist/release/matoi-<version>-<system>.tar.gz, all that a desk runs on this system and nothing that
// only builds or tests it; beside it the bill of materials and the archive's SHA-256.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../src/wiring/base/version.ts';
import { lockedPackages } from './packages/locked.ts';
import { gather, noticesOf, placesThatRun, sizeOf, sumsOf } from './packages/release.ts';
import { sbomOf } from './packages/sbom.ts';

const root = join(import.meta.dirname, '..');
execFileSync(process.execPath, ['-e', 'import(process.argv[1]).then((own) => own.buildWeb())', join(root, 'scripts', 'run.mjs')], {
  stdio: 'inherit',
});
const name = `matoi-${VERSION}-${process.platform}-${process.arch}`;
const dist = join(root, 'dist', 'release');
const folder = join(dist, name);
rmSync(dist, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const packages = gather(root, folder);
const places = new Set(placesThatRun(root));
const sbom = sbomOf(
  { name: 'matoi', version: VERSION },
  lockedPackages(root, '.').filter(({ place }) => places.has(place)),
);
writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf(packages));
writeFileSync(join(folder, 'sbom.cdx.json'), sbom);
writeFileSync(join(folder, 'SHA256SUMS'), sumsOf(folder));
const archive = `${folder}.tar.gz`;
// One order, one owner, one time: the same tree gives the same bytes.
const same = [
  '--sort=name',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mtime=@0',
  '--format=posix',
  '--pax-option=delete=atime,delete=ctime',
];
execFileSync('tar', [...same, '--use-compress-program=gzip -n -6', '-cf', archive, '-C', dist, name], { stdio: 'inherit' });
const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
writeFileSync(`${archive}.sha256`, `${sum}  ${name}.tar.gz\n`);
writeFileSync(join(dist, `${name}.sbom.cdx.json`), sbom);
const mb = (bytes: number): string => (bytes / 1e6).toFixed(0);
process.stdout.write(
  `${archive}\n${mb(statSync(archive).size)} MB packed, ${mb(sizeOf(folder))} MB unpacked, ${packages.length} packages, without the log engine\nsha256 ${sum}\n`,
);
