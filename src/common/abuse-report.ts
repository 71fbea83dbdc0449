// SPDX-License-Identifier: Apache-2.0
import type { Mail, MailPart } from './mail.ts';

/** What an abuse report in a form for machines says of itself; every value is the reporter's word. */
export type AbuseReport = {
  /** `XARF 4.0.0`, `XARF 3`, `X-ARF 0.1`. */
  readonly form: string;
  /** Class and kind in the words of the form, as `content/phishing`. */
  readonly about: string;
  /** The address, host or link that is complained of. */
  readonly source: string;
  readonly urls: readonly string[];
  readonly reporter: string;
};

const LARGEST = 1_000_000;
const MOST_PARTS = 50;
const MOST_VALUES = 2000;
const JSON_PART = /^(application\/([\w.-]+\+)?json|application\/octet-stream|text\/(plain|json))$/;

/**
 * The abuse report in a mail's attachments, or null: XARF 4 and 3 (JSON, xarf.org) by the fields that the form requires,
 * X-ARF 0.x (YAML beside the header `X-ARF` or `X-XARF`) by its report type. Never by a word in the text.
 */
export function abuseReportOf(mail: Pick<Mail, 'headers' | 'attachments' | 'text'>): AbuseReport | null {
  const marked = mail.headers.some(({ name, value }) => /^x-x?arf$/.test(name) && /^\s*(yes|plain|secure|bulk)\b/i.test(value));
  const parts = mail.attachments.filter((part) => JSON_PART.test(part.contentType) || /\.(json|ya?ml|txt)$/i.test(part.fileName));
  for (const part of parts.slice(0, MOST_PARTS)) {
    const found = part.bytes.length > LARGEST ? null : (inJson(part) ?? (marked ? inYaml(textOf(part)) : null));
    if (found !== null) return found;
  }
  return marked ? inYaml(mail.text) : null;
}

/** The report as lines of text, so that what it names is read like the words of a mail. */
export function abuseText(report: AbuseReport): string {
  const { form, about, source, urls, reporter } = report;
  return [`${form}: ${about}`, `source: ${source}`, ...urls.map((url) => `url: ${url}`), `reporter: ${reporter}`].join('\n');
}

const textOf = (part: MailPart): string => new TextDecoder('utf-8').decode(part.bytes);

function inJson(part: MailPart): AbuseReport | null {
  const text = textOf(part).trimStart();
  if (!text.startsWith('{')) return null;
  const read = parsed(text);
  return read === null ? null : (version4(read) ?? version3(read));
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return fieldsOf(value);
  } catch {
    return null;
  }
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
const said = (value: unknown): string => (typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim().slice(0, 500) : '');

function version4(read: Fields): AbuseReport | null {
  const version = said(read['xarf_version']);
  const category = said(read['category']) || said(read['class']);
  if (!/^4(\.\d{1,3}){0,2}\b/.test(version) || category === '') return null;
  const reporter = fieldsOf(read['reporter']) ?? {};
  return {
    form: `XARF ${version.slice(0, 20)}`,
    about: [category, said(read['type'])].filter(Boolean).join('/'),
    source: said(read['source_identifier']),
    urls: urlsIn(read),
    reporter: [said(reporter['org']), said(reporter['contact']) || said(reporter['domain'])].filter(Boolean).join(' '),
  };
}

function version3(read: Fields): AbuseReport | null {
  const report = fieldsOf(read['Report']);
  const kind = said(report?.['ReportType']);
  if (
    report === null ||
    kind === '' ||
    !/^3(\.\d{1,3}){0,2}$/.test(String(said(read['Version']) || (read['Version'] as number | undefined) || ''))
  )
    return null;
  const source = fieldsOf(report['Source']);
  const reporter = fieldsOf(read['ReporterInfo']) ?? {};
  return {
    form: 'XARF 3',
    about: [said(report['ReportClass']), kind].filter(Boolean).join('/'),
    source: said(source?.['Value']) || said(report['SourceIp']) || said(report['Source']),
    urls: urlsIn(report),
    reporter: [said(reporter['ReporterOrg']), said(reporter['ReporterOrgEmail']) || said(reporter['ReporterOrgDomain'])]
      .filter(Boolean)
      .join(' '),
  };
}

/** Values of fields that are named after a link, wherever they stand. */
function urlsIn(read: Fields): readonly string[] {
  const urls = new Set<string>();
  const open: (readonly [name: string, value: unknown])[] = Object.entries(read);
  for (let count = 0; open.length > 0 && count < MOST_VALUES; count += 1) {
    const [name, value] = open.pop() as readonly [string, unknown];
    if (typeof value === 'string') {
      if (/ur[il]$/i.test(name) && /^[a-z][a-z+.-]{1,20}:\/\//i.test(value)) urls.add(said(value));
    } else if (typeof value === 'object' && value !== null)
      open.push(
        ...Object.entries(value)
          .slice(0, MOST_VALUES)
          .map(([inner, each]) => [Array.isArray(value) ? name : inner, each] as const),
      );
  }
  return [...urls].slice(0, 50);
}

/** X-ARF 0.x: `Report-Type`, `Source`, `Reported-From` as lines of YAML. */
function inYaml(text: string): AbuseReport | null {
  const field = (name: string): string =>
    said(new RegExp(String.raw`^${name}[ \t]{0,10}:[ \t]{0,10}(.{1,500})$`, 'im').exec(text.slice(0, 50_000))?.[1]).replace(
      /^['"]|['"]$/g,
      '',
    );
  const type = field('Report-Type');
  if (type === '') return null;
  const source = field('Source');
  const category = field('Category');
  return {
    form: `X-ARF ${field('Version') || '0'}`.slice(0, 20),
    about: [category, type].filter(Boolean).join('/'),
    source,
    urls: /^[a-z]{3,6}:\/\//i.test(source) ? [source] : [],
    reporter: field('Reported-From'),
  };
}
