// SPDX-License-Identifier: Apache-2.0
import type { authenticate as Authenticate, AuthenticateOptions } from 'mailauth';
import type { AuthCheck, AuthResult, Envelope, MailAuthentication, Mechanism } from '../../triage/mail/mail-authentication.port.ts';
import type { Resolve } from './resolver.ts';
import { cutResolver } from './resolver.ts';

const MECHANISMS = ['spf', 'dkim', 'dmarc', 'arc'] as const satisfies readonly Mechanism[];
const WORDS: Readonly<Record<string, AuthResult>> = {
  pass: 'pass',
  fail: 'fail',
  softfail: 'softfail',
  neutral: 'neutral',
  none: 'none',
  policy: 'policy',
  permerror: 'permerror',
};

/** SPF (RFC 7208), DKIM (RFC 6376), DMARC and ARC (RFC 8617) over a resolver of ours. */
export function mailAuthentication(lookUps: MailAuthentication['lookUps'], resolve: Resolve = cutResolver): MailAuthentication {
  if (lookUps === 'off') return { lookUps, check: () => Promise.resolve(allNotCheckable('not looked up: MATOI_DNS is off')) };
  return { lookUps, check: (bytes, envelope) => checkMail(bytes, envelope, resolve) };
}

function allNotCheckable(detail: string): readonly AuthCheck[] {
  return MECHANISMS.map((mechanism) => ({ mechanism, result: 'not-checkable', domain: null, detail }));
}

async function checkMail(bytes: Uint8Array, envelope: Envelope | null, resolve: Resolve): Promise<readonly AuthCheck[]> {
  const heard = { answers: 0, silences: 0 };
  const counted: Resolve = async (name, type) => {
    try {
      const records = await resolve(name, type);
      heard.answers += 1;
      return records;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === 'ENOTFOUND' || code === 'ENODATA') heard.answers += 1;
      else heard.silences += 1;
      throw error;
    }
  };
  const options: AuthenticateOptions = {
    resolver: counted as NonNullable<AuthenticateOptions['resolver']>,
    disableBimi: true,
    strict: true,
    mta: 'desk.invalid',
    ...(envelope === null ? {} : { ip: envelope.ip, helo: envelope.helo, sender: envelope.mailFrom }),
  };
  // Loaded at the first mail that is checked: most command lines check none.
  const { authenticate } = await import('mailauth');
  const result = await authenticate(Buffer.from(bytes), options).catch((error: unknown) => String(error));
  if (typeof result === 'string') return allNotCheckable(`the check itself failed: ${result.slice(0, 200)}`);
  // Nothing had to be asked: one harmless question (RFC 6761 reserves the name) tells a live resolver from a cut one.
  if (heard.answers + heard.silences === 0) await counted('desk.invalid', 'TXT').catch(() => []);
  // Nobody answered anything: not even "no signature" is worth a word that could be read as a finding.
  if (heard.answers === 0) return allNotCheckable('no name server answered');
  return judged(result, envelope);
}

type Outcome = Awaited<ReturnType<typeof Authenticate>>;
type Status = { readonly result?: string; readonly comment?: string | false };

function judged(outcome: Outcome, envelope: Envelope | null): readonly AuthCheck[] {
  const spf: AuthCheck =
    envelope === null
      ? { mechanism: 'spf', result: 'not-checkable', domain: null, detail: 'no Received line of our own server names the client' }
      : checkOf('spf', outcome.spf === false ? undefined : outcome.spf?.status, domainOf(outcome.spf));
  const signatures = outcome.dkim?.results ?? [];
  const dkim: readonly AuthCheck[] =
    signatures.length === 0
      ? [{ mechanism: 'dkim', result: 'none', domain: null, detail: 'the mail carries no signature' }]
      : signatures.map((row) => checkOf('dkim', row.status, row.signingDomain ?? null));
  const arc = checkOf('arc', outcome.arc === false ? undefined : outcome.arc?.status, null);
  return [spf, ...dkim, honestDmarc(outcome, spf, dkim), arc];
}

/** DMARC may only say "fail" when both of what it rests on could be looked at. */
function honestDmarc(outcome: Outcome, spf: AuthCheck, dkim: readonly AuthCheck[]): AuthCheck {
  const dmarc = outcome.dmarc === false ? undefined : outcome.dmarc;
  const said = checkOf('dmarc', dmarc?.status, (dmarc as { domain?: string } | undefined)?.domain ?? null);
  const blind = [spf, ...dkim].some((check) => check.result === 'not-checkable');
  return said.result === 'fail' && blind ? { ...said, result: 'not-checkable', detail: 'SPF or DKIM could not be checked' } : said;
}

function domainOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'domain' in value && typeof value.domain === 'string' ? value.domain : null;
}

function checkOf(mechanism: Mechanism, status: Status | undefined, domain: string | null): AuthCheck {
  const detail = typeof status?.comment === 'string' ? status.comment.slice(0, 300) : '';
  if (status?.result === undefined) return { mechanism, result: 'none', domain, detail };
  return { mechanism, result: WORDS[status.result] ?? 'not-checkable', domain, detail };
}
