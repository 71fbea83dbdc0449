// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHosting } from '../../../scripts/hosting/build.ts';
import type { HostingMade } from '../../../scripts/hosting/build.ts';
import { posixWalker } from '../../../src/adapters/posix/walker.ts';
import { ATTRIBUTES } from '../../../src/exposure/permission/acl-dump.ts';
import { WALK_EXPRESSION } from '../../../src/exposure/tree/row-parser.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { scoreHosting, thisHost } from '../../support/hosting-score.ts';
import type { Score } from '../../support/hosting-score.ts';
import { removeTree } from '../../support/remove-tree.ts';

const lacks = labLacks(['setpriv', 'setfattr', 'getfattr', 'mkfifo', 'perl']);

describe.skipIf(lacks !== null)(`lab/exposure/hosting${lacks === null ? '' : ` (needs ${lacks})`}`, () => {
  let folder = '';
  let made: HostingMade;
  let score: Score;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'matoi-hosting-'));
    chmodSync(folder, 0o755);
    made = buildHosting({ out: join(folder, 'host'), tenants: 80, files: 12_000, planted: 600, decoys: 2600, seed: 11 });
    score = await scoreHosting(made);
  });
  afterAll(() => removeTree(folder));

  it('finds every planted exposure and nothing else', () => {
    expect(score.missed).toEqual([]);
    expect(score.extra).toEqual([]);
    expect(score).toMatchObject({ planted: 600, found: 600, recall: 1, precision: 1 });
  });

  it('has the kernel confirm all that it can be asked about', () => {
    const { totals, completeness } = score.header;
    expect(completeness.status).toBe('complete');
    expect(totals.refuted).toBe(0);
    expect(totals.derived).toBe(totals.byRule['link-out'] + totals.byRule['hard-link-across']);
  });

  it('reads ACLs by getfacl where getfattr is missing, and says that capabilities were not read', async () => {
    const walker = posixWalker({ expression: WALK_EXPRESSION, attributes: ATTRIBUTES, attributeTool: 'getfacl' });
    const other = await scoreHosting(made, { ...thisHost(), walker });
    const capabilities = other.header.totals.byRule['file-capability'];
    expect(capabilities).toBe(0);
    expect(other.extra).toEqual([]);
    expect(other.planted - other.hit).toBe(score.header.totals.byRule['file-capability']);
    expect(other.header.completeness.reasons.map((reason) => reason.code)).toEqual(['capabilities-not-read']);
  });

  it('tells what can be listed from what can be read by a guessed name', () => {
    const strangers = score.header.totals.reach.toSorted((a, b) => b.tenants - a.tenants)[0];
    expect(strangers?.readableIfNameIsGuessed).toBeGreaterThan(1000);
    expect(strangers?.listableAndReadable).toBe(0);
  });
});
