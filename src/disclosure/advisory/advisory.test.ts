// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCsaf } from '../../adapters/csaf/check-csaf.ts';
import { openPgpSigner } from '../../adapters/openpgp/key.ts';
import { scoreVector } from '../../adapters/cvss/cvss.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { directoryFiles } from './directory.ts';
import { osvOf } from './osv.ts';
import { makeAdvisory, makeIssue } from './publish.ts';
import { advisorySourceSchema } from './source.ts';
import type { AdvisorySource } from './source.ts';

const now = parseInstant('2026-11-30T01:02:03Z') as Instant;
const deps = { checkCsaf, scoreOf: scoreVector };
const source: AdvisorySource = advisorySourceSchema.parse({
  profile: 'csaf_security_advisory',
  id: 'EX-2026.1',
  lang: 'ja',
  title: '予約画面の入力の扱い',
  summary: '予約画面に、入力をそのまま実行する欠陥がありました。',
  publisher: { name: '例の会', namespace: 'https://example.jp', category: 'vendor', contact: 'security@example.jp' },
  directory: 'https://example.jp/.well-known/csaf',
  tlp: 'CLEAR',
  revisions: [{ at: '2026-11-20T00:00:00Z', summary: '初版' }],
  end: null,
  products: [
    { id: 'P-1', vendor: '例の会', name: '予約', version: '1.2', purl: 'pkg:npm/%40example/booking@1.2' },
    { id: 'P-2', vendor: '例の会', name: '予約', version: '1.3', purl: null },
    { id: 'P-3', vendor: '別の会', name: '台帳', version: '4', purl: null },
  ],
  vulnerabilities: [
    {
      cve: 'CVE-2026-12345',
      number: null,
      title: '命令の挿入',
      description: '入力が命令として実行される。',
      cwe: { id: 'CWE-78', name: "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')" },
      cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      ssvc: 'SSVCv2/E:P/A:Y/T:T/2026-11-30T00:00:00Z/',
      states: { affected: ['P-1'], fixed: ['P-2'], 'not-affected': ['P-3'], 'under-investigation': [] },
      notAffectedBecause: 'vulnerable_code_not_present',
      action: { category: 'vendor_fix', details: '1.3 に上げる。' },
      fixedIn: '1.3',
    },
  ],
  credits: [{ name: '髙𠮷', organisation: null }],
});
const made = async (one: AdvisorySource) => {
  const answer = await makeAdvisory(deps, one, now);
  return answer.is === 'made' ? answer.document : answer.why;
};

describe('disclosure/advisory', () => {
  it.each(['csaf_base', 'csaf_security_advisory', 'csaf_vex'] as const)(
    '%s passes every mandatory and every optional test, in each state',
    async (profile) => {
      const ends = [
        null,
        { is: 'withdrawn', reason: '誤りだった' },
        { is: 'superseded', reason: '版が変わった', by: 'https://example.jp/x.json' },
      ] as const;
      for (const tlp of ['CLEAR', 'AMBER+STRICT', 'RED'] as const)
        for (const end of ends)
          for (const revisions of [[], source.revisions, [...source.revisions, { at: '2026-11-29T09:00:00+09:00', summary: '二版' }]])
            expect(await made({ ...source, profile, tlp, end, revisions })).toMatchObject({
              place: expect.stringContaining('/2026/ex-2026_1.json'),
            });
    },
  );

  it('passes them whatever stands in its texts', { timeout: 60_000 }, async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((one) => one.trim() !== '');
    await fc.assert(
      fc.asyncProperty(text, text, text, async (title, version, name) => {
        const products = source.products.map((product, at) =>
          at === 0 ? { ...product, name, version: 'v1', purl: null } : { ...product, vendor: version },
        );
        expect(await made({ ...source, title, summary: name, products })).toHaveProperty('place');
      }),
      { numRuns: 6, seed: 1 },
    );
  });

  it('names what is missing and makes nothing', async () => {
    const [one] = source.vulnerabilities;
    if (one === undefined) throw new Error('no vulnerability');
    const why = await made({ ...source, vulnerabilities: [{ ...one, cve: null, cvss: null, action: null, notAffectedBecause: null }] });
    expect(why).toHaveLength(4);
    expect(await made({ ...source, vulnerabilities: [{ ...one, cvss: 'CVSS:3.1/AV:X' }] })).toMatchObject([
      { en: expect.stringContaining('vector') },
    ]);
    expect(await made({ ...source, vulnerabilities: [{ ...one, cwe: { id: 'CWE-78', name: 'XSS' } }] })).toMatchObject([
      { en: expect.stringContaining('6.1.11') },
    ]);
  });

  it('issues what goes on from what is public, and nothing else', async () => {
    const first = await makeIssue(deps, source, null, now);
    const before = first.is === 'made' ? first.document.text : '';
    const further = { at: '2026-11-25T00:00:00Z', summary: '撤回' };
    const withdrawn: AdvisorySource = { ...source, revisions: [...source.revisions, further], end: { is: 'withdrawn', reason: '誤り' } };
    expect(await makeIssue(deps, withdrawn, before, now)).toMatchObject({ is: 'made' });
    expect(await makeIssue(deps, source, before, now)).toMatchObject({ is: 'made' });
    expect(await makeIssue(deps, { ...source, title: '別' }, before, now)).toMatchObject({ is: 'refused' });
    expect(
      await makeIssue(deps, { ...withdrawn, revisions: [{ at: '2026-11-20T00:00:00Z', summary: '書き換え' }, further] }, before, now),
    ).toMatchObject({ is: 'refused' });
    expect(await makeIssue(deps, { ...source, tlp: 'AMBER' }, null, now)).toMatchObject({ is: 'refused' });
    expect(await makeIssue(deps, { ...source, revisions: [] }, null, now)).toMatchObject({ is: 'refused' });
  });

  it('lays out a directory whose parts name each other rightly', async () => {
    const later = { ...source, id: 'EX-2', revisions: [{ at: '2026-11-28T00:00:00Z', summary: '初版' }] };
    const documents = [await made(source), await made(later)].flatMap((one) => ('place' in one ? [one] : []));
    const [sha256, sha512] = ['sha256', 'sha512'].map((name) => (text: string) => createHash(name).update(text).digest('hex'));
    if (sha256 === undefined || sha512 === undefined) throw new Error('no hash');
    const signer = openPgpSigner(generateKeyPairSync('ed25519').privateKey, 1_796_000_000);
    const proofs = { sha256, sha512, signer };
    const files = directoryFiles(documents, source, proofs);
    expect(files.get('white/index.txt')).toBe('2026/ex-2.json\n2026/ex-2026_1.json\n');
    expect(files.get('white/changes.csv')).toBe('"2026/ex-2.json","2026-11-28T00:00:00Z"\n"2026/ex-2026_1.json","2026-11-20T00:00:00Z"\n');
    for (const { place, text } of documents) {
      expect(files.get(`${place}.sha256`)).toBe(`${sha256(text)}  ${place.slice(11)}\n`);
      expect(files.get(`${place}.sha512`)).toBe(`${sha512(text)}  ${place.slice(11)}\n`);
      expect(files.get(`${place}.asc`)).toMatch(/^-----BEGIN PGP SIGNATURE-----\n\n[A-Za-z0-9+/=\n]+-----END PGP SIGNATURE-----\n$/);
    }
    expect(files.get('provider-metadata.json')).toContain(`/openpgp/${signer.fingerprint}.asc`);
    expect(files.get(`openpgp/${signer.fingerprint}.asc`)).toBe(signer.publicKey('例の会 <security@example.jp>'));
    const feed = JSON.parse(files.get('white/csaf-feed-tlp-white.json') ?? '') as {
      readonly feed: { readonly updated: string; readonly entry: readonly { readonly content: { readonly src: string } }[] };
    };
    expect(feed.feed.updated).toBe('2026-11-28T00:00:00Z');
    expect(feed.feed.entry.map(({ content }) => content.src)).toEqual(
      documents.map(({ place }) => `${source.directory}/${place}`).toReversed(),
    );
    expect(files.get('service.json')).toContain('"updated":"2026-11-28T00:00:00Z"');
    expect(directoryFiles(documents.toReversed(), source, proofs)).toEqual(files);
  });

  it('says in OSV what has a place there, and names what has not', () => {
    const { records, left } = osvOf(source, now, scoreVector);
    expect(records).toMatchObject([
      {
        aliases: ['CVE-2026-12345'],
        affected: [{ package: { ecosystem: 'npm', name: '@example/booking' }, versions: ['1.2'] }],
        severity: [{ type: 'CVSS_V3' }],
      },
    ]);
    expect(left.map(({ en }) => en.slice(0, 3))).toEqual(['P-2', 'P-3']);
  });
});
