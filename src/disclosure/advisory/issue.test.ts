// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import { checkCsaf } from '../../adapters/csaf/check-csaf.ts';
import { scoreVector } from '../../adapters/cvss/cvss.ts';
import { openPgpSigner } from '../../adapters/openpgp/key.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { advisoryRoutes } from './advisory.routes.ts';
import { checkIssue, publishIssue } from './issue.ts';
import { servedDirectory } from './served.ts';
import { advisorySourceSchema } from './source.ts';
import type { AdvisorySource } from './source.ts';

const person = { type: 'person', id: 'p1', name: '佐藤 美咲' } as const;
const tools = { checkCsaf, scoreOf: scoreVector };
const proofs = {
  sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  sha512: (text: string) => createHash('sha512').update(text).digest('hex'),
  signer: openPgpSigner(generateKeyPairSync('ed25519').privateKey, 1_796_000_000),
};
const sourceOf = (caseId: string | null, more: Partial<AdvisorySource> = {}): AdvisorySource =>
  advisorySourceSchema.parse({
    case: caseId,
    profile: 'csaf_security_advisory',
    id: 'EX-1',
    lang: 'en',
    title: 'Booking page',
    summary: 'Input was run as a command.',
    publisher: { name: 'Example', namespace: 'https://example.jp', category: 'vendor', contact: 'security@example.jp' },
    directory: 'https://example.jp/.well-known/csaf',
    tlp: 'CLEAR',
    revisions: [{ at: '2026-11-20T00:00:00Z', summary: 'first' }],
    end: null,
    products: [{ id: 'P-1', vendor: 'Example', name: 'booking', version: '1.2', purl: 'pkg:npm/%40example/booking@1.2' }],
    vulnerabilities: [
      {
        cve: 'CVE-2026-12345',
        number: null,
        title: 'command injection',
        description: 'Input is run as a command.',
        cwe: null,
        cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        ssvc: null,
        states: { affected: ['P-1'], fixed: [], 'not-affected': [], 'under-investigation': [] },
        notAffectedBecause: null,
        action: { category: 'vendor_fix', details: 'Update.' },
        fixedIn: null,
      },
    ],
    credits: [],
    ...more,
  });

async function opened() {
  const [world] = worlds;
  if (world === undefined) throw new Error('no world');
  const made = await openWorld(world);
  const publish = async (source: AdvisorySource) => {
    const checked = await checkIssue(made.deps, tools, source);
    if (checked.is === 'ready') await publishIssue(made.deps, person, checked.ready, proofs.signer.fingerprint);
    return checked;
  };
  return { ...made, publish };
}

describe('disclosure/advisory/issue', () => {
  it('is an entry of its case, served whole, and goes on by further issues alone', async () => {
    const { deps, caseId, publish } = await opened();
    expect(await servedDirectory(deps, proofs)).toBeNull();
    expect(await publish(sourceOf(caseId))).toMatchObject({ is: 'ready' });
    // The same again writes nothing.
    await publish(sourceOf(caseId));
    const first = await servedDirectory(deps, proofs);
    const ended = {
      end: { is: 'withdrawn', reason: 'wrong' },
      revisions: [...sourceOf(caseId).revisions, { at: '2026-11-29T00:00:00Z', summary: 'withdrawn' }],
    } as const;
    expect(await publish(sourceOf(caseId, { title: 'another title' }))).toMatchObject({ is: 'refused' });
    expect(await publish(sourceOf(caseId, { ...ended, revisions: [...ended.revisions] }))).toMatchObject({ is: 'ready' });
    const second = await servedDirectory(deps, proofs);
    expect((await deps.journal.view(caseId))?.parts.disclosure.advisories.map(({ issue, ended: how, by }) => [issue, how, by])).toEqual([
      [1, null, person.name],
      [2, 'withdrawn', person.name],
    ]);
    expect([...(first?.keys() ?? [])]).toEqual([...(second?.keys() ?? [])]);
    expect(second?.get('white/2026/ex-1.json')).toContain('[withdrawn]');
    expect(second?.get('white/2026/ex-1.json.sha512')).toContain(proofs.sha512(second?.get('white/2026/ex-1.json') ?? ''));
  });

  it('is refused by name without a case, from an exercise, and on a desk to practise on; nothing is written', async () => {
    const { deps, caseId } = await opened();
    const why = async (given: typeof deps, source: AdvisorySource) => {
      const checked = await checkIssue(given, tools, source);
      return checked.is === 'refused' ? checked.why[0]?.en : checked.is;
    };
    expect(await why(deps, sourceOf(null))).toContain('names no case');
    expect(await why(deps, sourceOf('C-2026-9999'))).toContain('names no case');
    const passes = await deps.passing.of(caseId);
    const rehearsed = { ...deps, passing: { ...deps.passing, of: () => Promise.resolve({ ...passes, marked: true, public: false }) } };
    expect(await why(rehearsed, sourceOf(caseId))).toContain('exercise');
    const practised = { ...deps, passing: { ...deps.passing, of: () => Promise.resolve({ ...passes, marked: true }) } };
    expect(await why(practised, sourceOf(caseId))).toContain('exercise');
    expect((await deps.journal.view(caseId))?.parts.disclosure.advisories).toEqual([]);
  });

  it('is no more served once its case is rehearsed or its document was erased', async () => {
    const { deps, caseId, publish } = await opened();
    await publish(sourceOf(caseId));
    const passes = await deps.passing.of(caseId);
    expect(
      await servedDirectory({ ...deps, passing: { ...deps.passing, of: () => Promise.resolve({ ...passes, public: false }) } }, proofs),
    ).toBeNull();
    expect(await servedDirectory({ ...deps, blobs: { ...deps.blobs, get: () => Promise.resolve(null) } }, proofs)).toBeNull();
  });

  it('serves a file with its type and an ETag that is its SHA-256, and nothing that is not in the directory', async () => {
    const { deps, caseId, publish } = await opened();
    await publish(sourceOf(caseId));
    const routes = advisoryRoutes(deps, () => Promise.resolve(proofs));
    const ask = (path: string) => {
      const names = ['first', 'second', 'third'];
      const parts = path.split('/');
      const found = routes.filter(({ access }) => access === 'public')[parts.length - 1] as RouteSpec;
      return found.handle({ params: Object.fromEntries(parts.map((part, at) => [names[at], part])) } as never);
    };
    const feed = await ask('white/csaf-feed-tlp-white.json');
    expect(feed).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8' });
    expect('raw' in feed && typeof feed.raw === 'string' && proofs.sha256(feed.raw)).toBe('etag' in feed ? feed.etag : '');
    expect(await ask('white/changes.csv')).toMatchObject({ contentType: 'text/csv; charset=utf-8' });
    expect(await ask('white/../secret')).toMatchObject({ problem: { code: 'disclosure.no-such-advisory' } });
  });
});
