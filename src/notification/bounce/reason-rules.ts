// SPDX-License-Identifier: Apache-2.0
// What servers say when they refuse, as data: the first rule that hits decides. Each has texts that it must hit and miss
// (own words) in the test beside. Order is from the exact to the general; the address at fault comes only after what merely
// sounds like it (a full, closed or guarded mailbox).
import type { BounceReason } from './bounce.ts';

export type ReasonRule = { readonly id: string; readonly reason: BounceReason; readonly pattern: RegExp };

const rule = (id: string, reason: BounceReason, pattern: RegExp): ReasonRule => ({ id, reason, pattern });

export const reasonRules: readonly ReasonRule[] = [
  rule('say.ip', 'blocked', /messages? from \[?\d{1,3}(?:\.\d{1,3}){3}\]?[^\n]{0,40}(?:weren|were|not|block)|too many unwanted/i),
  rule(
    'say.moved',
    'moved',
    /\b(?:has moved|is no longer (?:at|with)|has changed (?:his|her|their|its) address|new address is|user has moved)\b/i,
  ),
  rule(
    'say.null-mx',
    'no-mail-here',
    /\bnull\s?mx\b|indicated no SMTP service|does not accept (?:e-?)?mail\b|\bdomain (?:does not|doesn't) accept mail|\b556\b|host\/domain does not accept|5\.1\.10\b(?!.{0,80}recipient)|recipient address has null mx|no mail (?:accepted|server) (?:here|for this domain)/i,
  ),
  rule(
    'say.full',
    'mailbox-full',
    /over\s?quota|quota (?:exceeded|has been|is|full|violation)|exceed(?:ed|s|ing)?[^.\n]{0,40}(?:quota|storage|mailbox (?:size|limit)|disk space|allowed|capacity)|(?:mailbox|mail box|inbox|storage|maildir|mail drop|account)[^.\n]{0,40}(?:is |was |are )?(?:full|exceeded|over|exhausted)|(?:insufficient|not enough|no|out of) (?:disk )?(?:system )?(?:storage|space|room)[^.\n]{0,30}(?:left|for|mailbox|user|on)|\bdisk (?:full|quota|space exceeded)|allocated (?:disk )?storage|容量[^\n]{0,20}(?:超|いっぱい)/i,
  ),
  rule(
    'say.too-big',
    'message-too-big',
    /(?:message|mail|size|content|attachment)[^.\n]{0,40}(?:too (?:big|large)|exceeds?[^.\n]{0,40}(?:size|limit|maximum|fixed))|(?:maximum|max) (?:message|mail) size|size limit|\b552[^.\n]{0,40}size/i,
  ),
  rule(
    'say.authentication',
    'authentication',
    /\bdmarc\b|\bdkim\b|\bspf\b|sender policy framework|sender id\b|unauthenticated (?:email|mail)|not (?:pass|meet)[^.\n]{0,40}authentication|email authentication|5\.7\.(?:2[0-9]|30|509|515)\b|fails? authentication checks/i,
  ),
  rule(
    'say.reverse-dns',
    'reverse-dns',
    /\bptr\b|reverse[- ]?(?:dns|lookup|look-up|mapping|resolution|hostname)|\brdns\b|cannot find your (?:reverse )?hostname|(?:client host|hostname|ip address)[^.\n]{0,40}(?:no|missing|without|generic)[^.\n]{0,20}(?:name|dns|reverse)|(?:cannot|unable to|does not|could not) resolve your|fix reverse|domain name (?:lookup|look-up)[^.\n]{0,20}(?:ip|address) failed|5\.7\.(?:25|27)\b/i,
  ),
  rule('say.virus', 'virus', /\bvirus|\bmalware|\bworm\b|infected|trojan/i),
  rule(
    'say.rate',
    'rate-limited',
    /too many (?:connections|concurrent|sessions|messages|mails?|emails|recipients|errors|unknown|invalid|hops? per|smtp)|rate[- ]?limit|throttl|(?:sending|hourly|daily|per hour|per day)[^.\n]{0,30}(?:limit|quota)|exceeded[^.\n]{0,30}(?:rate|limit (?:of|on) (?:messages|connections))|unusual rate|try again later, too|connection (?:frequency|rate)|concurrency limit|receiving mail (?:at a rate|too quickly)|4\.7\.28\b/i,
  ),
  rule(
    'say.blocked',
    'blocked',
    /black\s?list|block\s?list|\bdns[brw]l\b|\brbl\b|spamhaus|spamcop|sorbs|barracudacentral|uceprotect|reputation|(?:your|client|sending|this|the|from|connecting)[ \w]{0,20}\b(?:ip|host|server|network|mta|helo|address \[?\d)[^\n]{0,60}(?:blocked|blacklisted|banned|listed|rejected|refused|denied|not allowed|prohibited|bad|poor)|(?:blocked|rejected|refused|denied|listed)[^\n]{0,40}\b(?:ip|host)(?: address)?\b|\[?\d{1,3}(?:\.\d{1,3}){3}\]?[^\n]{0,40}(?:blocked|listed|is not allowed|refused to|temporarily deferred|not permitted)|\bdynamic (?:ip|address|host)|bad (?:helo|dns)|access denied[^\n]{0,40}\bip\b|invalid helo|helo (?:command )?rejected|client host rejected|connections? not accepted from|banned sending ip|dul\b|5\.7\.60[0-9]\b|as\d{3,6}\)/i,
  ),
  rule(
    'say.security',
    'security',
    /authentication (?:required|failed|unsuccessful|is required)|must (?:be )?(?:authenticate|issue a starttls)|starttls|tls (?:required|is required|negotiation|handshake)|\bsasl\b|need (?:smtp )?auth|credentials|certificate|please authenticate|encryption (?:needed|required)/i,
  ),
  rule(
    'say.relay',
    'relay-denied',
    /relay(?:ing)?[^.\n]{0,40}(?:denied|not (?:permitted|allowed)|prohibited|refused|access)|(?:unable|not permitted|not allowed|cannot|refuse[ds]?|insecure|deny) to relay|insecure mail relay|mail relay|we do not relay|not a relay|not (?:a )?local (?:host|domain)|rcpthosts|relaying/i,
  ),
  rule(
    'say.sender',
    'sender-refused',
    /\b5\.1\.[78]\b|sender[^.\n]{0,60}(?:rejected|refused|denied|not (?:allowed|exist|found|valid|verified|permitted|authori[sz]ed)|invalid|unknown|blocked|verify|could not be verified)|(?:invalid|bad|illegal|unverified|unable to verify) sender|(?:return|envelope)[- ](?:from|path|sender)[^.\n]{0,60}(?:rejected|invalid|refused|denied)|access denied|domain of sender|callback|from address|empty envelope senders/i,
  ),
  rule(
    'say.spam',
    'spam',
    /\bspam|\bjunk\b|unsolicited|\bbulk mail|\bucr?e\b|considered (?:as )?(?:bulk|unwanted)|迷惑メール|looks like (?:bulk|uce)|high probability of|message (?:was )?(?:identified|classified|scored)/i,
  ),
  rule(
    'say.suspended',
    'suspended',
    /(?:account|mailbox|user|recipient|address|mail box)[^.\n]{0,50}(?:disabled|suspended|inactive|deactivated|not active|locked|blocked|frozen|expired|temporarily unavailable|closed|dormant|on hold|currently suspended|not accepting)|(?:disabled|inactive|suspended|deactivated|closed|expired) (?:account|mailbox|user|recipient|address)|(?:no longer|not) (?:in service|active|accepting (?:mail|messages))|550 (?:account|user) (?:has been )?disabled/i,
  ),
  rule(
    'say.host-later',
    'network',
    /(?:host|name service|domain|dns)[^.\n]{0,60}try again|temporar[^.\n]{0,40}(?:name|dns|domain|resol)|(?:dns|domain|name) (?:lookup|resolution)[^.\n]{0,30}tempor/i,
  ),
  rule(
    'say.host',
    'host-unknown',
    /(?:dns )?(?:host|domain|name)(?: name)?(?: or domain name)? (?:not found|[\w.-]{3,80} not found|unknown|does not exist|lookup failure|service error)|unknown (?:host|domain)|no such (?:host|domain)|(?:domain|host)[^.\n]{0,60}(?:does not exist|doesn't exist|not found|is (?:not valid|invalid|unknown)|cannot be (?:found|resolved)|could(?:n't| not) be found|nonexistent)|nxdomain|(?:invalid|nonexistent|illegal|unrout(?:e|a)able) (?:mail )?domain|mx (?:record )?(?:lookup|not found)|(?:couldn't|could not|unable to|cannot|can't) (?:find|resolve|look ?up)[^.\n]{0,40}(?:host|domain|address|mx)|can't find any host named|unrout(?:e|a)able (?:address|mail domain)|unrouteable|no (?:mx|a|mail) (?:records?|exchanger|hosts?|route)[^.\n]{0,20}(?:for|found)?|name service error/i,
  ),
  // KDDI's filter answers with nothing before the colon.
  rule('say.user-blank', 'filtered', /\b550 ?:? : user unknown/i),
  rule(
    'say.user',
    'user-unknown',
    /(?:user|recipient|mailbox|address|account|addressee|customer|member|person|alias|destination|login)s?(?: name| address| account)?[^.\n]{0,60}(?:unknown|(?:does not|doesn['’`]t|do not|don['’`]t|did not|not) (?:exist|found|have|valid|known|listed|available|here|recognized|local)|(?:is |are )?(?:not|n't) (?:found|known|a valid|valid|exist|listed|recogni[sz]ed|available|local|our)|nonexist[ea]nt|non-existent|no longer (?:exists?|valid|available|with)|invalid|undeliverable|wrong|could(?:n['’`]t| not) be found|has been (?:removed|deleted)|cannot be (?:found|delivered)|doesnt exist|void)|(?:unknown|invalid|no such|nonexist[ea]nt|non-existent|not a valid|bad|illegal|no|not found|unrecogni[sz]ed|undefined) (?:local |virtual |final |destination |mail |email )?(?:user|recipient|mailbox|mail box|address|account|alias|addressee|local part|person|delivery address|subscriber|one|customer)|(?:isn['’`]t|is not|not) (?:a )?(?:known|valid|registered|our|in (?:our|my|the)|on (?:our|this))[^.\n]{0,30}(?:user|recipient|mailbox|address|account|system|database|server|customer|table|directory)?|(?:user|mailbox)[^.\n]{0,20}(?:unavailable|not local)|delivery error: dd|no mailbox here|address rejected: (?:user|undeliverable|unknown|no such|not found|invalid)|(?:リスト|ディレクトリ|名簿)[^\n]{0,16}(?:ありません|ない|いません)|invalid (?:final )?(?:delivery )?user\s?id|not (?:listed|found) in[^.\n]{0,40}(?:domino|directory|address book|table|virtual)|this user doesn|ユーザー?[^\n]{0,10}(?:存在|不明|見つか)|宛先[^\n]{0,20}(?:存在|不明|見つか)|メールアドレス[^\n]{0,20}(?:存在|間違|見つか)|アドレスが(?:存在|間違|見つか|ない)|adressat unbekannt|empfänger|unbekannt|inconnu|desconocid|sconosciut|destinatario|no existe/i,
  ),
  rule(
    'say.filtered',
    'filtered',
    /(?:user|recipient|customer)[^.\n]{0,40}(?:reject|refus|does not (?:wish|want|accept)|filter|blocked)|(?:not|only) accept(?:s|ing)?[^.\n]{0,40}(?:from|sender|you)|(?:refused|rejected|blocked) by (?:the )?(?:recipient|user|receiver)|due to (?:extended inactivity|recipient)|filtered|rejected by recipient|restricted|受信拒否|5\.7\.(?:129|133|134|13[0-9])\b/i,
  ),
  rule(
    'say.content',
    'content',
    /content (?:rejected|denied|filter|policy|type|blocked)|(?:illegal|bad|invalid|improper|prohibited|forbidden) (?:attachment|header|content|mime|format|character|extension|file)|(?:message|mail|header|subject)[^.\n]{0,40}(?:malformed|badly formatted|not rfc|rfc ?[258]?\d?822|rejected due to (?:content|local policy))|duplicate header|bare (?:cr|lf)|conversion (?:required|failed|not)|attachment|5\.6\.\d\b|5\.7\.1 [^\n]{0,20}content/i,
  ),
  rule(
    'say.policy',
    'policy',
    /polic(?:y|ies)|not (?:authori[sz]ed|permitted|allowed|accepted)|unauthori[sz]ed|prohibited|administrative(?:ly)? (?:prohibition|refused|denied)|permission denied|closed mailing list|moderat|security|rejected for|refused for|greylist|grey-list|\bdenied\b|5\.7\.\d+\b|5\.4\.1\b/i,
  ),
  rule(
    'say.expired',
    'expired',
    /(?:has not been|not yet|could not be|hasn['’`]t been|not been) (?:successfully )?(?:delivered|collected|sent)[^.\n]{0,60}(?:for|within|after|in) (?:the last |more than |over )?\d+|(?:delivery|retry|queue|message)[^.\n]{0,40}(?:time(?:d)?[- ]?(?:out|limit|expired)|expired|too long|delayed)|retry time(?:out)?|(?:in|on) the (?:mail )?queue (?:too long|for)|(?:will|still|keep|continue) (?:be )?(?:retr|try)|giving up|not (?:be )?delivered within|delay(?:ed)?\b|time ?out exceeded|warning: message|temporarily|gave up/i,
  ),
  rule(
    'say.network',
    'network',
    /connection (?:timed out|refused|reset|lost|died|dropped|closed|to .{1,80} failed)|connect(?:ion)?(?: to [^\n]{1,80})?: ?(?:connection|operation|no route|network)|no route to host|network (?:is )?(?:unreachable|error)|host (?:is )?(?:unreachable|down)|timed? ?out|unable to connect|(?:could not|cannot|can't|couldn't) (?:connect|contact|reach|establish)|lost connection|remote (?:host|server)[^.\n]{0,30}(?:not respond|unavailable|down)|(?:no|not) (?:response|answer|respond)|mail (?:for .{1,60} )?loops? back|(?:mail|routing|delivery) loop|too many hops|hop count/i,
  ),
  rule(
    'say.system',
    'system',
    /(?:system|server|service|local|configuration|config|internal|software|program|i\/o|input\/output|processing|database|resource|queue file|delivery) (?:not available|error|failure|fault|unavailable|problem|write error|trouble)|(?:service|server|system) (?:is )?(?:currently |temporarily )?(?:unavailable|not available|busy|down|shut)|error (?:writing|opening|processing|in processing|on)|mailer (?:error|died|exited)|command (?:died|output|failed)|exit(?:ed)?(?: with)? (?:status|code)|x-unix|child (?:status|exit)|unexpected|fatal|crash|permission|\b4[25]1\b/i,
  ),
];

/** RFC 3463 by subject and detail, for what no words explain. */
export function reasonOfStatus(status: string): BounceReason | null {
  const [, , subject = '', detail = ''] = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? [];
  const permanent = status.startsWith('5');
  const key = `${subject}.${detail}`;
  if (/^1\.(?:1|3)$/.test(key)) return permanent ? 'user-unknown' : 'system';
  if (key === '1.2') return permanent ? 'host-unknown' : 'network';
  if (key === '1.6') return 'moved';
  if (key === '1.10') return 'no-mail-here';
  if (/^1\.(?:7|8)$/.test(key)) return 'sender-refused';
  if (key === '2.1') return 'suspended';
  if (key === '2.2') return 'mailbox-full';
  if (/^(?:2\.3|3\.4)$/.test(key)) return 'message-too-big';
  if (/^4\.(?:1|4|6)$/.test(key)) return 'network';
  if (key === '4.7') return 'expired';
  if (subject === '3') return 'system';
  if (subject === '4') return 'network';
  if (subject === '6') return 'content';
  if (subject === '7') return 'policy';
  return null;
}
