// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Instant } from '../kernel/instant.ts';
import { statedResults } from './authentication-results.ts';
import type { Stated } from './authentication-results.ts';
import type { Domains } from './domain.port.ts';
import type { AuthCheck, MailAuthentication } from './mail-authentication.port.ts';
import type { MailAddress, ReadableMail } from './mail.port.ts';
import { ownBorder } from './received.ts';
import { senderWarnings } from './sender-warnings.ts';
import type { SenderDeps, SenderWarning } from './sender-warnings.ts';

/** The first axis: is the sender's domain what it says? It never says whether the mail is honest. */
export const authenticities = ['domain-confirmed', 'domain-not-confirmed', 'contradicted', 'not-checkable'] as const;
export type Authenticity = (typeof authenticities)[number];

export type SenderReading = {
  readonly from: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly organisation: string | null;
  readonly authenticity: Authenticity;
  readonly checks: readonly AuthCheck[];
  readonly judgedBy: {
    readonly who: 'desk' | 'own-server' | 'nobody';
    readonly name: string;
    readonly at: Instant;
    readonly why: Bilingual;
  };
  /** Authentication-Results lines of the mail, with whether they count. */
  readonly stated: readonly Stated[];
  readonly warnings: readonly SenderWarning[];
  readonly caution: Bilingual;
};

const CAUTION: Bilingual = {
  ja: 'ドメインが確かでも、書いてあることが本当とは限らない。確かでなくても、嘘とは限らない。',
  en: 'A confirmed domain does not make the claim true; an unconfirmed one does not make it false.',
};

export async function readSender(deps: SenderDeps, mail: ReadableMail, bytes: Uint8Array, now: Instant): Promise<SenderReading> {
  const border = ownBorder(mail.headers, deps.ownServers);
  const stated = statedResults(mail.headers, deps.ownServers);
  const own = stated.find((line) => line.trusted);
  const looked = await deps.authentication.check(bytes, border?.envelope ?? null);
  const blind = looked.every((check) => check.result === 'not-checkable');
  const checks = blind && own !== undefined ? own.checks : looked;
  const organisation = deps.domains.organisation(hostOf(mail.from[0]));
  return {
    from: mail.from,
    replyTo: mail.replyTo,
    organisation,
    authenticity: authenticityOf(checks, organisation, deps.domains),
    checks,
    judgedBy: judge(blind, own, deps.authentication.lookUps, now),
    stated,
    warnings: senderWarnings(deps, mail, checks),
    caution: CAUTION,
  };
}

export function hostOf(address: MailAddress | undefined): string {
  return address?.address.split('@').at(-1)?.toLowerCase().replace(/[>\s]/g, '') ?? '';
}

function authenticityOf(checks: readonly AuthCheck[], organisation: string | null, domains: Domains): Authenticity {
  if (checks.every((check) => check.result === 'not-checkable')) return 'not-checkable';
  const dmarc = checks.find((check) => check.mechanism === 'dmarc');
  if (organisation === null) return 'domain-not-confirmed';
  const aligned = checks.some(
    (check) =>
      check.mechanism === 'dkim' && check.result === 'pass' && check.domain !== null && domains.organisation(check.domain) === organisation,
  );
  if (dmarc?.result === 'pass' || aligned) return 'domain-confirmed';
  const spf = checks.find((check) => check.mechanism === 'spf');
  if (dmarc?.result === 'fail' || spf?.result === 'fail') return 'contradicted';
  const ran = checks
    .filter((check) => check.mechanism !== 'arc')
    .some((check) => check.result !== 'not-checkable' && check.result !== 'none');
  const open = checks.some((check) => check.mechanism !== 'arc' && check.result === 'not-checkable');
  return open && !ran ? 'not-checkable' : 'domain-not-confirmed';
}

function judge(blind: boolean, own: Stated | undefined, lookUps: MailAuthentication['lookUps'], now: Instant): SenderReading['judgedBy'] {
  if (!blind) {
    const why =
      lookUps === 'recorded'
        ? { ja: '保存しておいた DNS の答えで、このデスクが確かめた', en: 'The desk checked it against recorded DNS answers' }
        : { ja: 'このデスクが DNS を引いて確かめた', en: 'The desk checked it with its own DNS look-ups' };
    return { who: 'desk', name: 'matoi', at: now, why };
  }
  if (own !== undefined)
    return {
      who: 'own-server',
      name: own.by,
      at: now,
      why: { ja: '自社の受信サーバーが受け取ったときの判定', en: 'Judged by our own receiving server when the mail came in' },
    };
  return {
    who: 'nobody',
    name: '',
    at: now,
    why:
      lookUps === 'off'
        ? { ja: 'DNS を引かない設定のため、誰も確かめていない', en: 'Nobody: name look-ups are switched off' }
        : { ja: 'DNS が答えないため、誰も確かめていない', en: 'Nobody: no name server answered' },
  };
}
