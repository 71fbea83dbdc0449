// SPDX-License-Identifier: Apache-2.0
import { authorityDomains, referenceDomains } from '../mail/authority.ts';
import type { Claim } from '../claim/claim.ts';
import type { Domains } from '../mail/domain.port.ts';
import type { Fact } from '../intent/intent-rule.ts';
import type { MailLink } from '../mail/html-links.ts';
import { canonicalAddress } from '../../common/address/ip-range.ts';
import { FREE_MAIL } from '../../common/free-mail.ts';
import type { ReadableMail } from '../mail/readable.ts';
import { refang } from '../../common/defang.ts';
import { hostOf } from '../mail/sender.ts';

const RUNNABLE =
  /\.(?:exe|scr|com|pif|bat|cmd|cpl|ps[dm]?1|vbs?|vbe|jse?|ws[cfh]|sct|hta|ms[cipx]|msixbundle|appx(?:bundle)?|appref-ms|application|jar|jnlp|lnk|url|scf|inf|library-ms|search(?:connector)?-ms|settingcontent-ms|rdp|iso|img|vhdx?|one|dotm|docm|xl[ast]m|xlsb|xlam|pp[ats]m|potm|slk|iqy|xll|dll|apk|dmg|pkg|command|desktop|html?|shtml|xht(?:ml)?|svgz?|chm|reg)$/i;

/** Windows passes over dots and blanks at the end of a name, and nobody sees characters without a shape. */
export function isRunnable(fileName: string, contentType: string): boolean {
  const name = fileName
    .replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '')
    .replace(/(?<![.\s])[.\s]{1,200}$/, '');
  return RUNNABLE.test(name) || /html|javascript|x-msdownload/i.test(contentType);
}

export type FactsDeps = { readonly domains: Domains; readonly ownDomains: readonly string[] };

/** What is known of a mail beside its words. Own domains are the configured ones; else the recipients', unless the sender's is the same. */
export function factsOf(deps: FactsDeps, mail: ReadableMail, claims: readonly Claim[]): ReadonlySet<Fact> {
  const { organisation } = deps.domains;
  const facts = new Set<Fact>();
  const sender = organisation(hostOf(mail.from[0]));
  const own = ownOf(deps, mail, sender);
  const links = linkHosts(mail, claims);
  const outside = links.filter((host) => {
    const of = organisation(host) ?? host;
    return !own.has(of) && !referenceDomains.includes(of);
  });

  if (links.length > 0) facts.add('has-link');
  if (outside.length > 0) facts.add('foreign-link');
  if (mail.links.some((link) => showsAnother(link, deps.domains))) facts.add('link-shows-another-host');
  const reply = organisation(hostOf(mail.replyTo[0]));
  if (reply !== null && reply !== sender) facts.add('reply-to-differs');
  if (sender !== null && FREE_MAIL.test(sender)) facts.add('free-mail-sender');
  if (mail.attachments.length > 0) facts.add('has-attachment');
  if (mail.attachments.some((file) => isRunnable(file.fileName, file.contentType))) facts.add('runnable-attachment');
  const ownHost = hostsNamed(claims).some((host) => own.has(organisation(host) ?? host));
  if (ownHost) facts.add('names-own-host');
  if (claims.some((claim) => claim.kind === 'cve' || claim.kind === 'cwe' || claim.kind === 'advisory')) facts.add('names-cve-or-cwe');
  if (claims.some((claim) => claim.kind === 'weakness')) facts.add('names-a-weakness');
  if (claims.some((claim) => claim.kind === 'cgi-path') || ownPage(claims, own, deps.domains)) facts.add('names-a-place');
  if (
    mail.headers.some((header) => header.name === 'list-unsubscribe' || (header.name === 'precedence' && /bulk|list/i.test(header.value)))
  )
    facts.add('bulk');
  if (sender !== null && (authorityDomains as readonly string[]).includes(sender)) facts.add('sender-is-authority-domain');
  if (sender !== null && deps.ownDomains.includes(sender)) facts.add('from-own-form');
  return facts;
}

/** Where links to sites of others stand in the text; one behind a picture or a button that cannot be found in it is anywhere. */
export function foreignLinksIn(
  deps: FactsDeps,
  mail: ReadableMail,
  claims: readonly Claim[],
  text: string,
): { readonly at: readonly number[]; readonly anywhere: boolean } {
  const { organisation } = deps.domains;
  const own = ownOf(deps, mail, organisation(hostOf(mail.from[0])));
  const isForeign = (host: string): boolean => {
    const of = organisation(host) ?? host;
    return host !== '' && !own.has(of) && !referenceDomains.includes(of);
  };
  const inText = claims
    .filter((claim) => claim.kind === 'url' && claim.start < text.length && isForeign(hostOfUrl(refang(claim.value))))
    .map(({ start }) => start);
  const inHtml = mail.links
    .filter((link) => /^(?:https?|ftp):/i.test(link.href) && isForeign(hostOfUrl(link.href)))
    .map(({ shown }) => (shown === '' ? -1 : text.indexOf(shown.slice(0, 200))));
  return { at: [...inText, ...inHtml.filter((at) => at >= 0)], anywhere: inHtml.includes(-1) };
}

function ownOf(deps: FactsDeps, mail: ReadableMail, sender: string | null): ReadonlySet<string> {
  if (deps.ownDomains.length > 0) return new Set(deps.ownDomains);
  const recipients = [...mail.to, ...mail.cc].slice(0, 50).flatMap((address) => deps.domains.organisation(hostOf(address)) ?? []);
  return new Set(recipients.filter((of) => of !== sender && !FREE_MAIL.test(of)));
}

/** The host of a link or of a bare name, lower case; '' where there is none. */
function hostOfUrl(url: string): string {
  const match =
    /^(?:[a-z]{2,10}:)?\/\/(?:[^/?#@\s]{0,200}@)?([^/?#:\s[\]]{1,253})/i.exec(url) ??
    /^([^/?#:@\s[\]]{1,253}\.[^/?#:@\s.]{2,63})(?=[/?#:]|$)/.exec(url);
  return match?.[1]?.toLowerCase() ?? '';
}

/** Claims hold links defanged; here they are compared. */
function hostsNamed(claims: readonly Claim[]): readonly string[] {
  return claims
    .filter((claim) => claim.kind === 'url' || claim.kind === 'host')
    .map((claim) => hostOfUrl(refang(claim.value)))
    .filter((host) => host !== '');
}

function linkHosts(mail: ReadableMail, claims: readonly Claim[]): readonly string[] {
  const inHtml = mail.links.filter((link) => /^(?:https?|ftp):/i.test(link.href)).map((link) => hostOfUrl(link.href));
  const inText = claims.filter((claim) => claim.kind === 'url').map((claim) => hostOfUrl(refang(claim.value)));
  return [...inHtml, ...inText].filter((host) => host !== '');
}

function ownPage(claims: readonly Claim[], own: ReadonlySet<string>, domains: Domains): boolean {
  return claims.some((claim) => {
    if (claim.kind !== 'url') return false;
    const url = refang(claim.value);
    const host = hostOfUrl(url);
    return own.has(domains.organisation(host) ?? host) && /^(?:[a-z]{2,10}:\/\/)?[^/]{1,300}\/[^\s]{2}/i.test(url);
  });
}

/** Shows one site or mail address and leads to another. Where a link shows words, the first full address among them counts. */
export function showsAnother({ href, shown }: Pick<MailLink, 'href' | 'shown'>, domains: Domains): boolean {
  const text = shown.trim();
  const mail = /^mailto:([^?]{1,320})/i.exec(href)?.[1];
  if (mail !== undefined) {
    const named = MAILBOX.exec(text)?.[0];
    return named !== undefined && named.toLowerCase() !== decoded(mail).trim().toLowerCase();
  }
  const tel = /^(?:tel|sms|fax):([^;?]{1,60})/i.exec(href)?.[1];
  if (tel !== undefined) {
    const number = /\+?\d[\d ()‐-―ー－-]{6,30}\d/u.exec(text.normalize('NFKC'))?.[0];
    return number !== undefined && national(number) !== national(decoded(tel));
  }
  if (!/^(?:https?|ftp):/i.test(href)) return false;
  const named =
    /^((?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}][\p{L}\p{N}-]{1,62})(?:[/?#:]|$)/u.exec(text)?.[1] ??
    /(?:https?:\/\/|(?<![\p{L}\p{N}.@-])(?=www\.))((?:[\p{L}\p{N}-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62})/iu.exec(text)?.[1];
  if (named === undefined) return false;
  const host = hostOfUrl(href);
  if (canonicalAddress(host) !== null) return domains.exists(named);
  const a = domains.organisation(named);
  const b = domains.organisation(host);
  return a !== null && b !== null && a !== b && domains.exists(named);
}

/** Digits of a telephone number without the sign of a country and the zero that stands in its place. */
function national(number: string): string {
  return number.replaceAll(/[^\d+]/g, '').replace(/^(?:\+|00|010)81|^0/, '');
}

const MAILBOX = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}/iu;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
