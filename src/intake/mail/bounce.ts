// SPDX-License-Identifier: Apache-2.0
import { isAtOrBelow } from '../../common/host-name.ts';
import { matched } from './mail-look.ts';
import type { Look } from './mail-look.ts';
import { SPEAKS_OF_A_WEAKNESS } from './weakness-words.ts';

/** Names under which mail systems, and nobody else, send. */
const SYSTEM_ADDRESS =
  /^<?(mailer[-_. ]?daemon|mail[-_]?daemon|post[-_]?master|mdaemon|mail[-_]?(delivery|deliver|system|administrator|admin|router|errors?)[-_\w]{0,40}|mmdf|smtpd?|symantec_antivirus\w{0,40}|bounces?|dsn)([-+_.][\w+.=-]{0,200})?(@|$|>)/;
const SYSTEM_NAME =
  /\b(mail(er)?[- ]?daemon|mail delivery (system|subsystem|service)|mail deliver(y|er)? system|mail (system|administrator|router)|postmaster|post office|internet mail (delivery|service)|delivery (subsystem|system)|system administrator|mail server)\b|メール(配送|配信|サーバ|システム)/;

/** What mail systems write above a failure. */
const SUBJECT =
  /\bundeliver(ed|able|y)\b|\bnon[- ]?deliver(y|able)\b|\bdelivery (status|failures?|failed|errors?|problems?|reports?|notification|unsuccessful|has (failed|been delayed)|delayed|attempt)\b|\b(mail|message|e-?mail) (delivery|system error|error|failure|failed|could not be delivered|not delivered|undeliverable|status|delay(ed)?|blocked|rejected|returned|bounced?)\b|\breturn(ed|ing)? (mail|message|e-?mail|to sender)\b|\bfailure (notice|notification|report)\b|\bnot delivered\b|\bunable to deliver\b|\b(could not|cannot|couldn't|can't) (be )?(send|sent|deliver(ed)?)\b|\bfailed (to deliver|mail|delivery)\b|\berror sending your mail\b|\bdelivery problem\b|\bwarning: (could not send|message)|\brejected (mail|message|by)\b|\bunzustellbar|\bnon remis|\bno entregad|配(信|送)(不能|エラー|でき)|送信(エラー|でき(ません|なかった))|メール(エラー|が届|を送信でき)|エラー(通知|メール)|宛先(不明|エラー)|不達/i;

/** What mail systems write below it. */
const TEXT =
  /\bthis is the mail (system|delivery)|\bqmail-send program\b|\b(could not|cannot|couldn't|can't|has not been|was not|were not|not) (be )?(successfully )?(delivered?|sent)\b|\bunable to (deliver|relay|send|complete)\b|\bundeliver(ed|able)\b|\bdelivery (to|of|for|has|attempt|status|error|failed|failure|problem)|\bdelivery errors?\b|\b(permanent|fatal|transient|delivery|following) (fatal )?(errors?|failures?)\b|\bfailed (recipient|addresses|permanently|to deliver|delivery|after)\b|\b(unknown|no such|invalid|nonexistent|inactive|disabled) (user|recipient|mailbox|address|account|local)\b|\b(user|recipient|mailbox|address|account)[^.\n]{0,40}\b(unknown|not found|unavailable|rejected|disabled|full|exceeded|does ?n[o']t exist|not exist|invalid|is not)\b|\bover quota\b|\breturned (to you|to sender|to the sender|message|mail|below|unsent)\b|\bbounced?\b|\b(refused|rejected) (by|your|to accept|the)\b|\bmessage (was|has been|is being) (rejected|returned|blocked|delayed|quarantined)\b|\bhas been (returned|rejected|blocked)\b|\btrouble delivering\b|配(信|送)(でき|不能|エラー)|送信でき|届(け|か)(る|なかっ|ませんで)|(宛|あて)先[^。\n]{0,20}(見つか|存在)|エラーのため/i;

/** A reply code or an enhanced status code (RFC 5321, RFC 3463) in a sentence of failure. */
const CODE =
  /\b[45]\d\d[ -]#?\(?[45]\.\d{1,3}\.\d{1,3}\b|\b(5[05]\d|4[25]\d)[ -][A-Za-z<"#]|\bstatus: ?[45]\.\d{1,3}\.\d{1,3}\b|\bSMTP (error|reply|response)\b|\bRCPT TO\b/i;

/** Somebody tells what became of a mail of his own, and writes again. Mail systems speak of "your message". */
const TELLS =
  /\b(?:i|we)(?:\s(?:have|had)|'ve)?\s(?:\w{1,12}\s)?(?:wrote|written|mailed|e-?mailed|sent\s(?:you|it|this|that|an?|my|our|to)|tried\sto\s(?:write|reach|contact|mail|send\s(?:you|this|it)))\b|\b(?:my|our)\s(?:\w{1,12}\s){0,3}(?:mails?|e-?mails?|messages?|reports?|letters?)\b[^.\n]{0,60}\b(?:bounces?|bounced|c[oa]mes?\sback|returned|rejected|refused|got)\b|\bso\s(?:i|we)(?:'m|'re|\sam|\sare|\shave)?\s(?:now\s)?(?:try|trying|writ(?:e|ing)|send(?:ing)?|us(?:e|ing)|contact(?:ing)?|resend(?:ing)?)\b|(?:送(?:り|付し|信し|った|って)|連絡し|投函し)[^。\n]{0,12}(?:ところ|たが|したが|ものの|のですが)|(?:戻って|返って|返送され|不達|届か|エラーとな|エラーにな)[^。\n]{0,20}(?:ため|ので)、?[^。\n]{0,40}(?:こちら|再(?:送|度)|改めて|あらためて|この(?:アドレス|窓口))/i;

/** A person answers or passes on: what follows is quoted. */
const PASSED_ON = /^\s*(re|fw|fwd|aw|wg|tr|rv|転送|返信)\s*(\[\d{1,9}\]\s*)?[:：]/i;

/**
 * Is it a failure report of a mail system? By its form (RFC 3464, RFC 6522, RFC 5965), or, for the many families that
 * have no form, by who sends together with what is said. A quoted or attached bounce in a person's mail has neither.
 */
export function bounceReasons(look: Look, ownDomains: readonly string[]): readonly string[] {
  const form = byForm(look, ownDomains);
  if (form === 'delivered') return [];
  if (form !== null) return [form];
  const notice = byNotice(look);
  if (notice !== null) return [notice];
  const sender = bySender(look);
  const subject = matched(SUBJECT, look.mail.subject);
  const text = matched(TEXT, look.opening);
  const code = matched(CODE, look.opening);
  const failed = matched(/\S+/, look.header('x-failed-recipients'));
  if (sender === null) {
    const carried = look.mail.outline.some((type) => /^(message\/(rfc822|delivery-status)|text\/rfc822-headers?)$/.test(type));
    const own = PASSED_ON.test(look.mail.subject) || look.header('in-reply-to') !== '';
    if (own || subject === null || text === null || !(carried || code !== null || failed !== null)) return [];
    return [`bounce.said-and-carried: ${subject} / ${text}`];
  }
  if (failed !== null) return [`bounce.failed-recipients: ${failed}`, sender.why];
  const carried = look.mail.outline.some((type) => /^(message\/(rfc822|delivery-status)|text\/rfc822-headers?)$/.test(type));
  // Whoever tells of his own mail that came back is a person, whatever code he quotes.
  if (!carried && matched(TELLS, look.opening) !== null) return [];
  const machine = carried || code !== null || sender.automatic;
  // An empty return path alone is set on other mails too, and its words may be those of a person's subject.
  const weak = !carried && code === null && !sender.system;
  // A person writes from a postmaster's address too: words alone are a machine's only where a machine's marks stand by them.
  const words = subject ?? text ?? code;
  if (words !== null && (!machine || weak) && matched(SPEAKS_OF_A_WEAKNESS, `${look.mail.subject}\n${look.opening}`) !== null) return [];
  const said = sender.system
    ? (subject ?? (machine ? (text ?? code) : null))
    : (subject !== null && (text !== null || machine)) || (text !== null && code !== null)
      ? words
      : null;
  return said === null ? [] : [sender.why, `bounce.said: ${said}`];
}

/** `delivered` for a report of success: a receipt, whoever sends it. */
function byForm(look: Look, ownDomains: readonly string[]): string | null {
  const { mail } = look;
  const report = mail.contentType === 'multipart/report' ? (mail.contentParams['report-type'] ?? '').toLowerCase() : '';
  const near = mail.attachments.filter((part) => part.within.length <= 1);
  const has = (type: RegExp): boolean => near.some((part) => type.test(part.contentType) && part.within[0] === 'multipart/report');
  if (report === 'feedback-report' || has(/^message\/feedback-report$/))
    return complaintAboutMail(look, ownDomains) ? 'bounce.feedback-report: RFC 5965' : null;
  if (report !== 'delivery-status' && !has(/^message\/(global-)?delivery-status$/)) return null;
  const status = near.find((part) => part.contentType.endsWith('delivery-status'));
  const actions =
    status === undefined
      ? []
      : [...new TextDecoder('windows-1252').decode(status.bytes.subarray(0, 65_536)).matchAll(/^action:\s*(\w+)/gim)].map((match) =>
          (match[1] ?? '').toLowerCase(),
        );
  if (actions.length > 0 && actions.every((action) => /^(delivered|relayed|expanded)$/.test(action))) return 'delivered';
  return `bounce.delivery-status: RFC 3464${actions.length > 0 ? `, action ${actions[0]}` : ''}`;
}

/**
 * A feedback report (RFC 5965) tells either that somebody did not want a mail of ours, or that something bad stands on a
 * host of ours: fraud, a virus, an attack (also as XARF). The second is a report. So is the first where its words say more,
 * or where a link to one of our hosts is what it complains of.
 */
function complaintAboutMail(look: Look, ownDomains: readonly string[]): boolean {
  const part = look.mail.attachments.find(({ contentType }) => contentType === 'message/feedback-report');
  const fields = part === undefined ? '' : new TextDecoder('windows-1252').decode(part.bytes.subarray(0, 16_384));
  const type = /^feedback-type:[ \t]*([\w-]{1,40})/im.exec(fields)?.[1]?.toLowerCase() ?? '';
  const uris = [...fields.matchAll(/^reported-uri:[ \t]*<?[a-z]{3,5}:\/\/([^\s/:?#>]{1,253})/gim)].slice(0, 50);
  if (uris.some(([, host = '']) => ownDomains.some((own) => isAtOrBelow(host.toLowerCase(), own)))) return false;
  if (!/^(abuse|not-spam|opt-out|opt-out-list|miscategorized|auth-failure|dmarc)$/.test(type)) return false;
  return type !== 'abuse' || matched(SPEAKS_OF_A_WEAKNESS, `${look.mail.subject}\n${look.opening}`) === null;
}

/** Known machines that report without any of the forms: delivery events as JSON, complaints with the mail attached. */
function byNotice(look: Look): string | null {
  const event = matched(/\\?"notificationType\\?"\s*:\s*\\?"(Bounce|Complaint)/, /^\s*\{/.test(look.opening) ? look.opening : '');
  if (event !== null) return `bounce.event: ${event}`;
  const complaint = matched(/^complaint about message from [\d.:a-f]+$/i, look.mail.subject);
  if (complaint !== null && look.mail.outline.includes('message/rfc822')) return `bounce.complaint: ${complaint}`;
  const unattended = look.senders.some((sender) => /^(no|do-?not|donot)[-_.]?reply([-+_.][^@]*)?@/.test(sender));
  const failed = matched(
    /^\s*(your|the) ((e-?)?mail|message)\b[\s\S]{0,150}?\b(could not be|was not|has not been) delivered\b/i,
    look.opening,
  );
  return unattended && failed !== null ? `bounce.notice: ${failed}` : null;
}

/** `system`: the address is one under which mail systems send. `automatic`: headers say that no person did. */
function bySender(look: Look): { readonly system: boolean; readonly automatic: boolean; readonly why: string } | null {
  const address =
    look.senders.find((sender) => SYSTEM_ADDRESS.test(sender)) ??
    look.senderNames.find((name) => SYSTEM_NAME.test(name) || SYSTEM_ADDRESS.test(name));
  // A mailbox's own rule answers as auto-replied and carries nothing back; only a daemon's word makes that a bounce.
  const answered = /^auto-replied\b/i.test(look.header('auto-submitted')) && look.mail.outline.length === 1;
  if (answered && !/daemon/.test(`${address ?? ''} ${look.header('x-failed-recipients') === '' ? '' : 'daemon'}`)) return null;
  const submitted = /^auto-(generated|replied|notified)\b/i.test(look.header('auto-submitted'));
  const emptyPath = look.mail.headers.some((header) => header.name === 'return-path' && header.value === '<>');
  if (address !== undefined) return { system: true, automatic: submitted || emptyPath, why: `bounce.sender: ${address.slice(0, 120)}` };
  const back = look.mail.headers.find((header) => header.name === 'return-path')?.value;
  if (back === '<>' || (back !== undefined && SYSTEM_ADDRESS.test(back.toLowerCase())))
    return { system: false, automatic: submitted || emptyPath, why: `bounce.return-path: ${back.slice(0, 120)}` };
  return null;
}
