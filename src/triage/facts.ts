// SPDX-License-Identifier: Apache-2.0
import { authorityDomains, referenceDomains } from './authority.ts';
import type { Claim } from './claim.ts';
import type { Domains } from './domain.port.ts';
import type { Fact } from './intent-rule.ts';
import type { ReadableMail } from './mail.port.ts';
import { hostOf } from './sender.ts';

const FREE_MAIL =
  /^(?:gmail\.com|googlemail\.com|yahoo\.[a-z.]{2,6}|ymail\.com|outlook\.[a-z.]{2,6}|hotmail\.[a-z.]{2,6}|live\.[a-z.]{2,6}|msn\.com|icloud\.com|me\.com|aol\.com|proton(?:mail)?\.(?:com|me)|pm\.me|gmx\.[a-z]{2,3}|mail\.(?:ru|com)|yandex\.[a-z]{2,3}|qq\.com|163\.com|126\.com|naver\.com|tutanota\.com|tuta\.io|zoho\.com)$/;
const RUNNABLE =
  /\.(?:exe|scr|com|pif|bat|cmd|ps1|vbs?|vbe|jse?|wsf|hta|msi|jar|lnk|url|iso|img|vhdx?|one|docm|xlsm|pptm|xll|dll|apk|dmg|html?|shtml|xht|svg|chm|reg)$/i;

export type FactsDeps = { readonly domains: Domains; readonly ownDomains: readonly string[] };

/** What is known of a mail beside its words. Own domains are the configured ones; else the recipients', unless the sender's is the same. */
export function factsOf(deps: FactsDeps, mail: ReadableMail, claims: readonly Claim[], text: string): ReadonlySet<Fact> {
  const { organisation } = deps.domains;
  const facts = new Set<Fact>();
  const sender = organisation(hostOf(mail.from[0]));
  const own = ownOf(deps, mail, sender);
  const links = linkHosts(mail, claims, text);
  const outside = links.filter((host) => {
    const of = organisation(host) ?? host;
    return !own.has(of) && !referenceDomains.includes(of);
  });

  if (links.length > 0) facts.add('has-link');
  if (outside.length > 0) facts.add('foreign-link');
  if (mail.links.some((link) => showsAnother(link.href, link.shown, deps.domains))) facts.add('link-shows-another-host');
  const reply = organisation(hostOf(mail.replyTo[0]));
  if (reply !== null && reply !== sender) facts.add('reply-to-differs');
  if (sender !== null && FREE_MAIL.test(sender)) facts.add('free-mail-sender');
  if (mail.attachments.length > 0) facts.add('has-attachment');
  if (mail.attachments.some((file) => RUNNABLE.test(file.fileName) || /html|javascript|x-msdownload/i.test(file.contentType)))
    facts.add('runnable-attachment');
  const ownHost = hostsNamed(claims, text).some((host) => own.has(organisation(host) ?? host));
  if (ownHost) facts.add('names-own-host');
  if (claims.some((claim) => claim.kind === 'cve' || claim.kind === 'cwe' || claim.kind === 'advisory')) facts.add('names-cve-or-cwe');
  if (claims.some((claim) => claim.kind === 'cgi-path') || ownPage(claims, text, own, deps.domains)) facts.add('names-a-place');
  if (
    mail.headers.some((header) => header.name === 'list-unsubscribe' || (header.name === 'precedence' && /bulk|list/i.test(header.value)))
  )
    facts.add('bulk');
  if (sender !== null && (authorityDomains as readonly string[]).includes(sender)) facts.add('sender-is-authority-domain');
  if (sender !== null && deps.ownDomains.includes(sender)) facts.add('from-own-form');
  return facts;
}

function ownOf(deps: FactsDeps, mail: ReadableMail, sender: string | null): ReadonlySet<string> {
  if (deps.ownDomains.length > 0) return new Set(deps.ownDomains);
  const recipients = [...mail.to, ...mail.cc].slice(0, 50).flatMap((address) => deps.domains.organisation(hostOf(address)) ?? []);
  return new Set(recipients.filter((of) => of !== sender && !FREE_MAIL.test(of)));
}

function hostOfUrl(url: string): string {
  const match = /^(?:[a-z]+:)?\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)/i.exec(url) ?? /^([\w.-]+\.[a-z]{2,})/i.exec(url);
  return match?.[1]?.toLowerCase() ?? '';
}

/** Claims hold links defanged; the live ones are taken from the text by their offsets. */
function hostsNamed(claims: readonly Claim[], text: string): readonly string[] {
  return claims
    .filter((claim) => claim.kind === 'url' || claim.kind === 'host')
    .map((claim) => hostOfUrl(text.slice(claim.start, claim.end)))
    .filter((host) => host !== '');
}

function linkHosts(mail: ReadableMail, claims: readonly Claim[], text: string): readonly string[] {
  const inHtml = mail.links.filter((link) => /^https?:/i.test(link.href)).map((link) => hostOfUrl(link.href));
  const inText = claims.filter((claim) => claim.kind === 'url').map((claim) => hostOfUrl(text.slice(claim.start, claim.end)));
  return [...inHtml, ...inText].filter((host) => host !== '');
}

function ownPage(claims: readonly Claim[], text: string, own: ReadonlySet<string>, domains: Domains): boolean {
  return claims.some((claim) => {
    if (claim.kind !== 'url') return false;
    const url = text.slice(claim.start, claim.end);
    const host = hostOfUrl(url);
    return own.has(domains.organisation(host) ?? host) && /^[^/]*\/\/[^/]+\/[^\s]{2,}/.test(url);
  });
}

function showsAnother(href: string, shown: string, domains: Domains): boolean {
  const named = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/?#]|$)/i.exec(shown.trim())?.[1];
  if (named === undefined || !/^https?:/i.test(href)) return false;
  const a = domains.organisation(named);
  const b = domains.organisation(hostOfUrl(href));
  return a !== null && b !== null && a !== b;
}
