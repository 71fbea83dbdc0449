// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { AdvisoryLookup, AdvisoryRecord } from '../advisory/advisory.port.ts';
import type { CvssScore, ScoreVector } from './cvss.port.ts';
import type { IntentReading } from '../intent/intent.ts';
import type { Match } from '../advisory/match.ts';
import { bod2604Table, coordinatorTable, deployerTable } from './ssvc-table.ts';
import { decide } from './ssvc.ts';
import type { Decision, Setting } from './ssvc.ts';

export type Priority = {
  /** One word for the queue; it follows from the decisions below and from the intent. */
  readonly urgency: 'now' | 'today' | 'can-wait';
  readonly why: Bilingual;
  readonly deployer: Decision;
  readonly coordinator: Decision;
  readonly bod2604: Decision;
  readonly kev: readonly { readonly id: string; readonly added: string; readonly due: string; readonly ransomware: boolean }[];
  readonly epss: readonly { readonly id: string; readonly score: number; readonly percentile: number; readonly asOf: string | null }[];
  readonly cvss: readonly (CvssScore & { readonly id: string; readonly source: string })[];
};

/** A person's settings of decision points, `{ deployer: { EXP: 'O' } }`; they go before facts and assumptions. */
export type PrioritySettings = Readonly<Partial<Record<'deployer' | 'coordinator' | 'bod2604', Readonly<Record<string, string>>>>>;

const fact = (value: string, ja: string, en: string): Setting => ({ value, from: 'fact', why: { ja, en } });
const assumed = (value: string, ja: string, en: string): Setting => ({ value, from: 'assumed', why: { ja, en } });
const BY_PERSON: Bilingual = { ja: '担当者が決めた', en: 'Set by a person' };

/** How urgent a report is: CVSS, EPSS, KEV and the SSVC tables, with each input named. At most 200 numbers are looked up. */
export function prioritise(
  deps: { readonly advisories: AdvisoryLookup; readonly scoreVector: ScoreVector },
  numbers: readonly string[],
  matches: readonly Match[],
  intent: IntentReading,
  claimed: { readonly credible: boolean; readonly namesPlace: boolean },
  settings: PrioritySettings = {},
): Priority {
  const all = [...new Set([...numbers, ...matches.flatMap((match) => [match.advisory.id, ...match.advisory.aliases])])].slice(0, 200);
  const records = all.flatMap((number) => deps.advisories.byNumber(number));
  const kev = unique(records.filter((record) => record.kev !== null)).map((record) => ({
    id: record.id,
    ...(record.kev ?? { added: '', due: '', ransomware: false }),
  }));
  const epssAsOf = deps.advisories.manifests().find((manifest) => manifest.source === 'epss')?.recordsAsOf ?? null;
  const epss = unique(records.filter((record) => record.epss !== null)).map((record) => ({
    id: record.id,
    ...(record.epss ?? { score: 0, percentile: 0 }),
    asOf: epssAsOf,
  }));
  const cvss = unique(records).flatMap((record) => scoresOf(record, deps.scoreVector));
  const kevAsOf = deps.advisories.manifests().find((manifest) => manifest.source === 'kev')?.recordsAsOf ?? null;
  const given = situation(kev.length > 0, kevAsOf, epss, cvss, matches, claimed);
  const over = (name: keyof PrioritySettings, own: Readonly<Record<string, Setting>>) => ({
    ...own,
    ...Object.fromEntries(
      Object.entries(settings[name] ?? {}).map(([key, value]) => [key, { value, from: 'person', why: BY_PERSON } as const]),
    ),
  });
  const deployer = decide(deployerTable, over('deployer', given.deployer));
  const coordinator = decide(coordinatorTable, over('coordinator', given.coordinator));
  const bod2604 = decide(bod2604Table, over('bod2604', given.bod2604));
  return { ...urgencyOf(deployer, matches, intent), deployer, coordinator, bod2604, kev, epss, cvss };
}

function unique(records: readonly AdvisoryRecord[]): readonly AdvisoryRecord[] {
  return [...new Map(records.map((record) => [`${record.source} ${record.id}`, record])).values()];
}

function scoresOf(record: AdvisoryRecord, score: ScoreVector): Priority['cvss'] {
  return record.cvss.flatMap((row) => {
    const scored = score(row.vector);
    return scored === null ? [] : [{ ...scored, id: record.id, source: record.source }];
  });
}

function situation(
  listed: boolean,
  kevAsOf: string | null,
  epss: Priority['epss'],
  cvss: Priority['cvss'],
  matches: readonly Match[],
  claimed: { readonly credible: boolean; readonly namesPlace: boolean },
) {
  const exposed = matches.some((match) => match.item.exposure === 'internet');
  const internal = matches.length > 0 && matches.every((match) => match.item.exposure === 'internal');
  const network = cvss.some((row) => /AV:N/.test(row.vector) && /AC:L/.test(row.vector) && /(?:PR:N|Au:N)/.test(row.vector));
  const total = cvss.some((row) => /(?:C:H|VC:H|C:C)/.test(row.vector) && /(?:I:H|VI:H|I:C)/.test(row.vector));
  const likely = epss.some((row) => row.score >= 0.1);
  const exploitation = listed
    ? fact('A', `KEV に載っている（${kevAsOf} 時点）`, `Listed in KEV (data of ${kevAsOf})`)
    : likely
      ? assumed('P', 'EPSS が 10% 以上', 'EPSS is 10% or more')
      : assumed('N', '悪用の情報は取り込まれていない', 'Nothing at hand says that it is exploited');
  const exposure = exposed
    ? fact('O', '台帳でインターネット公開とされている', 'The inventory says: on the Internet')
    : internal
      ? fact('S', '台帳で社内のみとされている', 'The inventory says: internal only')
      : assumed('O', '公開範囲が分からないため、公開とみなす', 'Exposure unknown: taken as open');
  const automatable = network
    ? fact('Y', 'CVSS: 認証なし・低い複雑さでネットワークから', 'CVSS: over the network, no privileges, low complexity')
    : assumed('N', '根拠となる CVSS がない', 'No CVSS says so');
  return {
    deployer: {
      E: exploitation,
      EXP: exposure,
      A: automatable,
      HI: assumed('M', '人・事業への影響は担当者が決める（仮に中）', 'Human impact is for a person to set (medium for now)'),
    },
    coordinator: {
      RP: assumed('N', '公開された報告は見つかっていない', 'No public report is known'),
      SCON: assumed('N', '開発元への連絡は記録されていない', 'No contact with a supplier is recorded'),
      RC: claimed.credible
        ? fact('C', '場所と根拠が書かれている、または公開情報と一致する', 'It names a place and grounds, or agrees with published data')
        : assumed('NC', '確かめられる根拠がまだない', 'Nothing checkable yet'),
      SC: assumed('O', '関係する開発元は一つとみなす', 'One supplier is assumed'),
      SE: assumed('A', '応答があるとみなす', 'Taken as responsive'),
      U: network ? fact('E', 'CVSS から', 'From CVSS') : assumed('L', '根拠がない', 'No ground for more'),
      PSI: assumed('M', '公共の安全への影響は担当者が決める（仮に最小）', 'Public safety impact is for a person to set (minimal for now)'),
    },
    bod2604: {
      KEV: listed
        ? fact('Y', `KEV に載っている（${kevAsOf} 時点）`, `Listed in KEV (data of ${kevAsOf})`)
        : kevAsOf === null
          ? assumed('N', 'KEV のデータが取り込まれていない', 'No KEV data is at hand')
          : assumed('N', `KEV のデータ（${kevAsOf} 時点）に見つからない`, `Not found in the KEV data of ${kevAsOf}`),
      PE: { ...exposure, value: exposure.value === 'S' ? 'N' : 'Y' },
      A: automatable,
      TI: total
        ? fact('T', 'CVSS: 機密性と完全性がともに高', 'CVSS: confidentiality and integrity both high')
        : assumed('P', '根拠となる CVSS がない', 'No CVSS says so'),
    },
  };
}

function urgencyOf(deployer: Decision, matches: readonly Match[], intent: IntentReading): Pick<Priority, 'urgency' | 'why'> {
  const affected = matches.some((match) => match.verdict === 'affected');
  if (affected && deployer.outcome === 'I')
    return {
      urgency: 'now',
      why: { ja: '該当する資産があり、SSVC が「直ちに」', en: 'An own item is affected and SSVC says "immediate"' },
    };
  if (intent.label === 'extortion')
    return {
      urgency: 'now',
      why: {
        ja: '脅迫とみられる。一人で判断せず、すぐ責任者へ',
        en: 'It looks like extortion: tell the manager at once, decide nothing alone',
      },
    };
  if (affected) return { urgency: 'today', why: { ja: '該当する資産がある', en: 'An own item is affected' } };
  if (intent.label === 'possible-authority-contact')
    return {
      urgency: 'today',
      why: {
        ja: '本物の公的機関かもしれない。公表された窓口で確かめる',
        en: 'It may really be the authority: verify through its published contact point',
      },
    };
  if (intent.label === 'good-faith')
    return {
      urgency: 'today',
      why: { ja: '善意の報告と見られる。連絡がないと信頼を損なう', en: 'It looks like a good-faith report; no answer costs trust' },
    };
  if (intent.label === 'marketing' || intent.label === 'scanner-noise')
    return { urgency: 'can-wait', why: { ja: '差し迫った根拠がない', en: 'Nothing presses' } };
  return {
    urgency: 'today',
    why: { ja: 'まだ真偽が分からない。本日中に自組織を確かめる', en: 'True or not is still open: check your own systems today' },
  };
}
