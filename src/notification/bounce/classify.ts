// SPDX-License-Identifier: Apache-2.0
import type { Mail, MailPart } from '../../common/mail.ts';
import { addressIn } from './address.ts';
import { readEvent } from './event.ts';
import { bounceReasons } from './bounce.ts';
import type { Bounce, BounceReason, FailedRecipient } from './bounce.ts';
import { reasonOfStatus, reasonRules } from './reason-rules.ts';
import { recipientsOfFields } from './status-fields.ts';
import { ownWords, recipientsOfText, returnedTo } from './text-recipients.ts';

const FAILED = /^(?:failed|delayed|expired|error|undeliverable|)$/;
const latin = new TextDecoder('windows-1252');

/** What a mail says about mails that did not arrive (RFC 3464, else by its words), for each recipient and as a whole. */
export function classifyBounce(mail: Mail): Bounce {
  const header = (name: string) => mail.headers.find((one) => one.name === name)?.value ?? '';
  if (isComplaint(mail)) return none('complaint', 'form.feedback-report', recipientsOfFeedback(mail));
  const event = readEvent(mail.text);
  if (event !== null && event.failed.length === 0) return none(event.is, 'form.event', event.about);
  const parts = mail.attachments.filter((part) => /^message\/(?:global-)?delivery-status$/.test(part.contentType));
  const words = ownWords(reportText(mail));
  let recipients: readonly FailedRecipient[] = event?.failed ?? parts.flatMap((part) => recipientsOfFields(latin.decode(part.bytes)));
  let from = event === null ? 'form.delivery-status' : 'form.event';
  if (recipients.length === 0) {
    recipients = recipientsOfFields(words);
    from = 'form.fields-in-text';
  }
  if (recipients.length > 0 && recipients.every(({ action }) => !FAILED.test(action)))
    return none(
      'delivered',
      `${from}: ${recipients[0]?.action ?? ''}`,
      recipients.map(({ address }) => address),
    );
  const failing = recipients.filter(({ action }) => FAILED.test(action));
  if (failing.length === 0 && !looksReturned(mail, header)) {
    const replying = mail.from.map(({ address }) => addressIn(address));
    return isAutoReply(mail, header) ? none('auto-reply', 'form.auto-submitted', replying) : none('not-a-bounce', 'no-sign', []);
  }
  // A report that only carries another report says nothing of its own.
  const inner =
    failing.length === 0 && mail.embedded[0] !== undefined && recipientsOfText(words, []).length === 0
      ? classifyBounce(mail.embedded[0])
      : null;
  if (inner?.isBounce === true) return { ...inner, ruleId: `carried/${inner.ruleId}` };
  const named = failing.some(({ address }) => address !== '');
  const about = named
    ? failing.map((one) => (one.said === '' ? { ...one, said: besideAddress(words, one.address) } : one))
    : byWords(mail, header, words);
  if (failing.length === 0) from = 'words';
  const judged = about.map((one) => ({ one, ...reasonOf(one, words) }));
  const worst = judged.find(({ reason }) => bounceReasons[reason].kind === 'hard') ?? judged[0];
  if (worst === undefined) {
    const { reason, ruleId } = reasonOf({ address: '', action: '', status: '', said: words }, words);
    return whole(reason, [], '', `${from}/${ruleId}`);
  }
  return whole(
    worst.reason,
    about.map(({ address }) => address),
    worst.one.status,
    `${from}/${worst.ruleId}`,
  );
}

/** The words of the report: the body, and where that is the mail that came back, a text part that begins as reports do. */
function reportText(mail: Mail): string {
  const others = mail.attachments
    .filter((part) => part.contentType.startsWith('text/plain') && part.size < 65_536)
    .map((part) => latin.decode(part.bytes));
  const report = others.find((text) => SAYS.test(text.slice(0, 1000)) || /^The original message was received/m.test(text));
  return report !== undefined && !SAYS.test(mail.text.slice(0, 2000)) ? `${report}\n${mail.text}` : mail.text;
}

function whole(reason: BounceReason, recipients: readonly string[], status: string, ruleId: string): Bounce {
  return {
    isBounce: true,
    recipients: distinct(recipients),
    status,
    kind: bounceReasons[reason].kind,
    reason,
    ruleId,
  };
}

function none(reason: 'complaint' | 'delivered' | 'auto-reply' | 'not-a-bounce', ruleId: string, recipients: readonly string[]): Bounce {
  return { isBounce: false, recipients: distinct(recipients), status: '', kind: 'none', reason, ruleId };
}

function distinct(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.filter((one) => one !== ''))];
}

/** Nobody failed where only a delay is reported: it is soft whatever the words of the last try. */
function reasonOf(one: FailedRecipient, words: string): { readonly reason: BounceReason; readonly ruleId: string } {
  const said = plain(one.said);
  const soft = one.action === 'delayed' || one.status.startsWith('4');
  const pick = (text: string) => reasonRules.find((rule) => rule.pattern.test(text));
  const specific = pick(said) ?? null;
  const code =
    /^[245]\.0\.\d+$/.test(one.status) || one.status === '' ? (/\b[245]\.[1-7]\.\d{1,3}\b/.exec(one.said)?.[0] ?? one.status) : one.status;
  const byStatus = reasonOfStatus(code);
  const general = specific === null || specific.reason === 'policy' || specific.reason === 'system' ? pick(plain(words)) : undefined;
  const reason = specific?.reason ?? byStatus ?? general?.reason ?? 'unknown';
  if (soft && (bounceReasons[reason].kind === 'hard' || (one.action === 'delayed' && reason === 'unknown')))
    return { reason: 'expired', ruleId: `${specific?.id ?? 'status'}, not final` };
  if (reason === 'user-unknown' && guarded(one, words)) return { reason: 'filtered', ruleId: `${specific?.id ?? 'status'}, not sure` };
  return { reason, ruleId: specific?.id ?? (byStatus === null ? (general?.id ?? 'none') : `status.${one.status}`) };
}

/**
 * "No such user" that does not prove it: said after the mail's content or under a status of policy, or in words alone,
 * without a status, and not in answer to the recipient's own line of the talk.
 */
function guarded(one: FailedRecipient, words: string): boolean {
  if (/\b5\.7\.\d/.test(one.said)) return true;
  const both = `${one.said}\n${words}`;
  if (/\b5\.(?:1\.[0136]|5\.\d)\b/.test(`${one.status} ${one.said}`)) return false;
  const afterContent =
    /in reply to (?:the )?(?:end of )?data\b|after end of data|SMTP command\s*\n\s*DATA\b|\[DATA\]/i.test(both) ||
    (/>>>\s*(?:DATA|\.)\s*\n\s*<<<\s*5\d\d/i.test(both) && !/>>>\s*RCPT[^\n]*\n\s*<<<\s*5\d\d/i.test(both));
  if (afterContent) return /\b550\b/.test(one.said);
  if (/\b5\.2\.\d\b/.test(`${one.status} ${one.said}`)) return !/\bRCPT\b/i.test(both);
  return !/\bRCPT\b|\b55[0134][- ]/i.test(both) && one.said !== '';
}

/** What the words say beside an address, where its fields say nothing. */
function besideAddress(words: string, address: string): string {
  const at = address === '' ? -1 : words.indexOf(address);
  return at < 0 ? '' : (words.slice(at + address.length, at + address.length + 600).split(/\n\s*\n|\n(?=\S*@)/)[0] ?? '');
}

/** One line, without the addresses: their letters are not what the server says. */
function plain(text: string): string {
  return text
    .replaceAll(/<?[\w.!#$%&'*+/=?^{|}~-]{1,80}@[\w.-]{1,200}>?/g, '<>')
    .replaceAll(/\bhttps?:\/\/\S+/g, '')
    .replaceAll(/\s+/g, ' ');
}

function byWords(mail: Mail, header: (name: string) => string, words: string): readonly FailedRecipient[] {
  const told = [...mail.to, ...mail.from, ...mail.cc].map(({ address }) => address.toLowerCase());
  const named = header('x-failed-recipients') || header('x-actual-recipients');
  if (named !== '') return named.split(',').map((one) => ({ address: addressIn(one), action: 'failed', status: '', said: words }));
  const found = recipientsOfText(words, told);
  if (found.length > 0) return found;
  const own = recipientsOfText(words, []);
  if (own.length > 0) return own;
  const returned = mail.embedded[0]?.to.map(({ address }) => address) ?? returnedTo(mail.text);
  return returned.map((address) => ({ address: addressIn(address), action: '', status: '', said: words }));
}

/** The fields of a feedback report (RFC 5965). */
function feedbackIn(mail: Mail): MailPart | undefined {
  return mail.attachments.find(({ contentType }) => contentType === 'message/feedback-report');
}

function isComplaint(mail: Mail): boolean {
  return feedbackIn(mail) !== undefined || /^complaint about message from [\d.:a-f]+$/i.test(mail.subject);
}

function recipientsOfFeedback(mail: Mail): readonly string[] {
  const part = feedbackIn(mail);
  const fields = part === undefined ? '' : latin.decode(part.bytes);
  const named = [...fields.matchAll(/^(?:original-rcpt-to|removal-recipient):\s*(.+)$/gim)].map((match) => addressIn(match[1] ?? ''));
  if (named.some((one) => one !== '')) return named;
  const heads = mail.attachments.find(({ contentType }) => contentType.startsWith('text/rfc822-header'));
  const to = heads === undefined ? null : /^To:\s*(.+)$/im.exec(latin.decode(heads.bytes));
  return to === null ? (mail.embedded[0]?.to.map(({ address }) => addressIn(address)) ?? []) : [addressIn(to[1] ?? '')];
}

function isAutoReply(mail: Mail, header: (name: string) => string): boolean {
  if (/^auto-(?:replied|notified)/i.test(header('auto-submitted')) || header('x-autoreply') !== '') return true;
  return /^(?:auto(?:matic)?[ -]?(?:re(?:ply|sponse|sponder)|matic)|out of (?:the )?office|vacation|自動(?:返信|応答)|不在)/i.test(
    mail.subject,
  );
}

const SYSTEM =
  /^(?:mailer[-_. ]?daemon|mail[-_]?daemon|post[-_]?master|mdaemon|bounces?|smtp|dsn|mail[-_]?(?:delivery|system|admin|router))/i;
const SAYS =
  /undeliver|error sending your mail|trouble delivering|(?:mail|message|delivery)[ -]?fail|errors? (?:in|with) your mail|non[- ]?deliver|deliver[a-z]* (?:status|failure|failed|error|problem|report|notification|delay|has|incomplete)|(?:failure|bounce) (?:notice|notification)|returned (?:mail|to sender)|mail (?:delivery|system|error)|could not be delivered|not (?:be )?delivered|unable to deliver|failed to deliver|user unknown|配(?:信|送)|送信(?:エラー|でき)|エラー|宛先不明/i;

/** A system writes, or the words are a report's and nobody in person does. */
function looksReturned(mail: Mail, header: (name: string) => string): boolean {
  const system =
    [header('from'), header('sender'), ...mail.from.flatMap(({ address, name }) => [address, name])].some((one) =>
      SYSTEM.test(one.replace(/^[<"'\s]+/, '')),
    ) ||
    /^<>\s*$/.test(header('return-path')) ||
    header('x-failed-recipients') !== '';
  const opening = mail.text.slice(0, 2000);
  const says =
    SAYS.test(mail.subject) ||
    SAYS.test(opening) ||
    reasonRules.some((rule) => /^(?:user|host|full)/.test(rule.id.slice(4)) && rule.pattern.test(opening));
  return (
    (system && says) ||
    mail.contentParams['report-type'] === 'delivery-status' ||
    (SAYS.test(mail.subject) && mail.outline.includes('message/rfc822'))
  );
}
