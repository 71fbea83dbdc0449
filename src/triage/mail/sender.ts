// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { statedResults } from './authentication-results.ts';
import type { Stated } from './authentication-results.ts';
import type { Domains } from './domain.port.ts';
import type { AuthCheck, MailAuthentication } from './mail-authentication.port.ts';
import type { MailAddress } from '../../common/mail.ts';
import type { ReadableMail } from './readable.ts';
import { ownBorder } from './received-header.ts';
import { coversAll, signatureCovers } from './signature-cover.ts';
import type { SignatureCover } from './signature-cover.ts';
import { isFromList, mailWarnings, receivedAt } from './mail-warnings.ts';
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
    /** Whether name servers were asked at all. Absent in older results. */
    readonly lookUps?: MailAuthentication['lookUps'];
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

/** A telephone call or a letter that somebody typed in, or a mail that names nobody. */
const NO_ADDRESS: Bilingual = {
  ja: '差出人のアドレスがないため、照会するドメインがない',
  en: 'There is no sender address, so there is no domain to ask about',
};

const REBUILT: Bilingual = {
  ja: 'Outlook の .msg として保存されたため、署名された元のバイト列が残っていない。.eml で受け取ると確かめられる',
  en: 'It was saved as a .msg of Outlook, which does not keep the bytes that were signed; with an .eml of it, it can be checked',
};

/** Who a mail says it is from, and what proves it: our own checks on the raw bytes, else the word of an own server. */
export async function readSender(deps: SenderDeps, mail: ReadableMail, bytes: Uint8Array, now: Instant): Promise<SenderReading> {
  const border = ownBorder(mail.headers, deps.ownServers);
  const stated = statedResults(mail.headers, deps.ownServers);
  const own = stated.find((line) => line.trusted);
  const looked = mail.rebuilt ? [] : await deps.authentication.check(bytes, border?.envelope ?? null);
  const blind = looked.every((check) => check.result === 'not-checkable');
  const checks = blind && own !== undefined ? own.checks : looked;
  const organisation = deps.domains.organisation(hostOf(mail.from[0]));
  const covers = signatureCovers(mail.headers, bytes);
  const evidence = { checks, organisation, covers, oneSender: hasOneSender(deps.domains, mail), fromList: isFromList(mail) };
  return {
    from: mail.from,
    replyTo: mail.replyTo,
    organisation,
    authenticity: authenticityOf(evidence, deps.domains),
    checks,
    judgedBy:
      mail.rebuilt && own === undefined
        ? { who: 'nobody', name: '', at: now, why: REBUILT }
        : mail.from.every(({ address }) => address === '') && own === undefined
          ? { who: 'nobody', name: '', at: now, why: NO_ADDRESS }
          : judge(blind, own, deps.authentication.lookUps, now),
    stated,
    warnings: [
      ...senderWarnings(deps, mail, checks),
      ...mailWarnings(deps, mail, { covers, now: receivedAt(mail.headers, border) ?? now }),
    ],
    caution: CAUTION,
  };
}

/** The sender whom a mail quoted in another names: nothing of how it came is left to check. */
export function quotedSender(deps: SenderDeps, mail: ReadableMail, stated: MailAddress | null, now: Instant): SenderReading {
  const from = stated === null ? [] : [stated];
  return {
    from,
    replyTo: [],
    organisation: deps.domains.organisation(hostOf(from[0])),
    authenticity: 'not-checkable',
    checks: [],
    judgedBy: {
      who: 'nobody',
      name: '',
      at: now,
      why: {
        ja: '本文に引用して転送されたため、元のメールの経路も署名も残っていない。元のメールを添付で受け取ると確かめられる',
        en: 'It was passed on in the words of another mail, so nothing of its way or its signature is left; with the original attached it can be checked',
      },
    },
    stated: [],
    warnings: senderWarnings(deps, { ...mail, from, replyTo: [], headers: [] }, []),
    caution: CAUTION,
  };
}

/** The host of an address in lower case; '' where there is none. */
export function hostOf(address: MailAddress | undefined): string {
  return address?.address.split('@').at(-1)?.toLowerCase().replace(/[>\s]/g, '') ?? '';
}

type Evidence = {
  readonly checks: readonly AuthCheck[];
  readonly organisation: string | null;
  readonly covers: readonly SignatureCover[];
  readonly oneSender: boolean;
  readonly fromList: boolean;
};

/** "Confirmed" is said of all that a reader sees: of a mail whose signature leaves words, a subject or a sender open it is not said. */
function authenticityOf({ checks, organisation, covers, oneSender, fromList }: Evidence, domains: Domains): Authenticity {
  if (checks.every((check) => check.result === 'not-checkable')) return 'not-checkable';
  const dmarc = checks.find((check) => check.mechanism === 'dmarc');
  if (organisation === null || !oneSender) return 'domain-not-confirmed';
  const own = (check: AuthCheck): boolean => check.domain !== null && domains.organisation(check.domain) === organisation;
  const signed = checks.some((check) => check.mechanism === 'dkim' && check.result === 'pass' && own(check));
  const sent = checks.some((check) => check.mechanism === 'spf' && check.result === 'pass' && own(check));
  const whole = covers.filter(({ domain }) => domains.organisation(domain) === organisation).every(coversAll);
  if ((dmarc?.result === 'pass' || signed) && (whole || sent)) return 'domain-confirmed';
  if (dmarc?.result === 'pass' || signed) return 'domain-not-confirmed';
  const spf = checks.find((check) => check.mechanism === 'spf');
  // A list writes into the subject and behind the text: that its mails fail is the list's doing as much as a forger's.
  const broken = fromList && spf?.result !== 'fail' && checks.some((check) => check.mechanism === 'dkim' && own(check));
  if ((dmarc?.result === 'fail' || spf?.result === 'fail') && !broken) return 'contradicted';
  const ran = checks
    .filter((check) => check.mechanism !== 'arc')
    .some((check) => check.result !== 'not-checkable' && check.result !== 'none');
  const open = checks.some((check) => check.mechanism !== 'arc' && check.result === 'not-checkable');
  return open && !ran ? 'not-checkable' : 'domain-not-confirmed';
}

function hasOneSender(domains: Domains, mail: ReadableMail): boolean {
  const fields = mail.headers.filter(({ name }) => name === 'from').length;
  return fields <= 1 && new Set(mail.from.map((one) => domains.organisation(hostOf(one)))).size <= 1;
}

function judge(blind: boolean, own: Stated | undefined, lookUps: MailAuthentication['lookUps'], now: Instant): SenderReading['judgedBy'] {
  if (!blind) {
    const why =
      lookUps === 'recorded'
        ? { ja: '保存しておいた DNS の答えで、このデスクが確かめた', en: 'The desk checked it against recorded DNS answers' }
        : { ja: 'このデスクが DNS を引いて確かめた', en: 'The desk checked it with its own DNS look-ups' };
    return { who: 'desk', name: 'matoi', at: now, why, lookUps };
  }
  if (own !== undefined)
    return {
      who: 'own-server',
      name: own.by,
      at: now,
      why: { ja: '自組織の受信サーバーが受け取ったときの判定', en: 'Decided by our own receiving server when the mail came in' },
    };
  return {
    who: 'nobody',
    name: '',
    at: now,
    lookUps,
    why:
      lookUps === 'off'
        ? {
            ja: 'DNS を引かない設定（MATOI_DNS=off）のため照会していない。MATOI_DNS=system にするか、コマンドに --dns を付けると照会する',
            en: 'Nobody was asked: MATOI_DNS is off. With MATOI_DNS=system, or --dns on the command line, the desk asks name servers',
          }
        : { ja: 'DNS が答えないため、誰も確かめていない', en: 'Nobody: no name server answered' },
  };
}
