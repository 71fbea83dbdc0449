// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { advisorySources } from './advisory.port.ts';
import type { AdvisoryManifest, AdvisorySource } from './advisory.port.ts';
import { ageInDays, staleAfterDays } from './corroborate.ts';

export type SourceStatus = {
  readonly source: AdvisorySource;
  readonly state: 'present' | 'old' | 'missing';
  readonly recordsAsOf: string | null;
  readonly fetchedAt: string | null;
  readonly records: number;
  readonly url: string | null;
  readonly sha256: string | null;
  readonly licence: string | null;
  readonly refused: number;
  readonly ageDays: number | null;
  /** What follows from it, and what is then done by hand. */
  readonly say: Bilingual;
};

const BY_HAND: Readonly<Record<AdvisorySource, Bilingual>> = {
  kev: {
    ja: '悪用の有無は手で確かめる：https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
    en: 'Look up exploitation by hand: https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
  },
  epss: { ja: '悪用の見込みは出ない：https://www.first.org/epss/', en: 'No likelihood of exploitation: https://www.first.org/epss/' },
  ssvc: { ja: '判断表は同梱のものを使う', en: 'The built-in decision tables are used' },
  cpansa: {
    ja: 'Perl・CGI の照合は手で：https://github.com/briandfoy/cpan-security-advisory',
    en: 'Perl and CGI by hand: https://github.com/briandfoy/cpan-security-advisory',
  },
  myjvn: { ja: '日本語の情報は手で：https://jvndb.jvn.jp/', en: 'Japanese advisories by hand: https://jvndb.jvn.jp/' },
  osv: { ja: 'OSS の照合は手で：https://osv.dev/', en: 'Open-source packages by hand: https://osv.dev/' },
  cve: { ja: 'CVE は手で：https://www.cve.org/', en: 'CVE by hand: https://www.cve.org/' },
  nvd: { ja: 'NVD は手で：https://nvd.nist.gov/', en: 'NVD by hand: https://nvd.nist.gov/' },
  csaf: { ja: '製品の開発元の公開情報は手で確かめる', en: "Makers' own advisories by hand" },
};

/** The decision tables are part of the program (ssvc-table.ts): they have no day on which they grow old. */
const BUILT_IN_SSVC: SourceStatus = {
  source: 'ssvc',
  state: 'present',
  recordsAsOf: null,
  fetchedAt: null,
  records: 3,
  url: 'https://github.com/CERTCC/SSVC',
  sha256: null,
  licence: 'MIT-style (CMU/SEI)',
  refused: 0,
  ageDays: null,
  say: { ja: '同梱の判断表（導入組織・調整機関・BOD 26-04）', en: 'the tables that come with the desk (deployer, coordinator, BOD 26-04)' },
};

/** Every source, present or not: what is missing is a row, never an absence. */
export function advisoryStatus(manifests: readonly AdvisoryManifest[], now: Instant): readonly SourceStatus[] {
  return advisorySources.map((source): SourceStatus => {
    const manifest = manifests.find((candidate) => candidate.source === source);
    if (manifest === undefined && source === 'ssvc') return BUILT_IN_SSVC;
    if (manifest === undefined) {
      const missing = {
        source,
        state: 'missing',
        recordsAsOf: null,
        fetchedAt: null,
        records: 0,
        url: null,
        sha256: null,
        licence: null,
        refused: 0,
        ageDays: null,
      } as const;
      return { ...missing, say: { ja: `データなし。${BY_HAND[source].ja}`, en: `No data. ${BY_HAND[source].en}` } };
    }
    const days = ageInDays(manifest, now);
    const old = days > staleAfterDays[source];
    const { recordsAsOf, fetchedAt, records, url, sha256, licence, refusedCount } = manifest;
    const copy =
      manifest.shipped === true
        ? { ja: `同梱の写し（${recordsAsOf} のもの）。`, en: `Copy of ${recordsAsOf} that came with the desk. ` }
        : { ja: '', en: '' };
    const say = old
      ? {
          ja: `${copy.ja}${days} 日前のデータ。載っていることは言えるが、載っていないことは言えない。${BY_HAND[source].ja}`,
          en: `${copy.en}${days} days old: a hit counts, silence does not. ${BY_HAND[source].en}`,
        }
      : { ja: `${copy.ja}${recordsAsOf} 時点`, en: `${copy.en}As of ${recordsAsOf}` };
    return {
      source,
      state: old ? 'old' : 'present',
      recordsAsOf,
      fetchedAt,
      records,
      url,
      sha256,
      licence,
      refused: refusedCount,
      ageDays: days,
      say,
    };
  });
}
