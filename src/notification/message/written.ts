// SPDX-License-Identifier: Apache-2.0
import { htmlText } from '../../kernel/text.ts';
import type { Renderer, TemplateFault } from './renderer.port.ts';
import { needed, placeholders } from './facts.ts';
import type { Message } from './facts.ts';

/** A mail as it would leave. */
export type Written = { readonly message: Message; readonly subject: string; readonly text: string; readonly html: string };

/** Why the mails of one language cannot be written; `line` null where no line is at fault. */
export type LanguageFault = TemplateFault & { readonly lang: string };

/** Writes mails by the templates of their languages. Where any of them has a fault nothing is written at all. */
export async function writeMessages(
  messages: readonly Message[],
  templates: ReadonlyMap<string, string>,
  renderer: Renderer,
): Promise<{ readonly written: readonly Written[]; readonly faults: readonly LanguageFault[] }> {
  const byLanguage = Map.groupBy(messages, (message) => message.lang);
  const written: Written[] = [];
  const faults: LanguageFault[] = [];
  for (const [lang, own] of byLanguage) {
    const template = templates.get(lang);
    const nameless = own.some((message) => message.facts.organisation === '');
    const unsigned = { line: null, what: 'the organisation has no name yet' };
    const none = { line: null, what: 'no text' };
    const fault = template === undefined ? none : nameless ? unsigned : await faultOf(template, renderer);
    if (template === undefined || fault !== null) {
      if (fault !== null) faults.push({ lang, ...fault });
      continue;
    }
    const texts = await renderer.render(
      template,
      own.map((message) => message.facts),
    );
    if ('what' in texts) faults.push({ lang, ...texts });
    else written.push(...own.flatMap((message, at) => mailOf(message, texts[at] ?? '')));
  }
  return faults.length > 0 ? { written: [], faults } : { written, faults };
}

/** A template names what there is, and all without which the reader would learn nothing. */
async function faultOf(template: string, renderer: Renderer): Promise<TemplateFault | null> {
  if (!HEAD.test(template)) return { line: 1, what: 'the first line is no "Subject: …"' };
  const names = await renderer.names(template);
  if ('what' in names) return names;
  const known: readonly string[] = placeholders;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) return { line: lineOf(template, unknown), what: `there is no "${unknown}"` };
  const missing = needed.filter((name) => !names.includes(name));
  return missing.length === 0 ? null : { line: null, what: `is without ${missing.map((name) => `"${name}"`).join(', ')}` };
}

const HEAD = /^(?:Subject|件名) ?[:：] ?(.*)\r?\n/;

function mailOf(message: Message, filled: string): Written {
  const subject = (HEAD.exec(filled)?.[1] ?? '').trim();
  const text = `${filled
    .replace(HEAD, '')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
  const links = [...message.facts.customers.map(({ link }) => link), message.facts.unsubscribe].filter((link) => link !== '');
  return { message, subject, text, html: htmlOf(text, links) };
}

/** The same words as a small page without pictures or styles; what can be pressed are the reader's own `links` and nothing else. */
export function htmlOf(text: string, links: readonly string[] = []): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((one) => `<p>${pressable(htmlText(one), links).replaceAll('\n', '<br>\n')}</p>`);
  return `<!doctype html>\n<html><body>\n${paragraphs.join('\n')}\n</body></html>\n`;
}

function pressable(html: string, links: readonly string[]): string {
  return links.map(htmlText).reduce((page, link) => page.replaceAll(link, () => `<a href="${link}">${link}</a>`), html);
}

function lineOf(template: string, name: string): number | null {
  const at = template.indexOf(name);
  return at === -1 ? null : template.slice(0, at).split('\n').length;
}
