// SPDX-License-Identifier: Apache-2.0
import { getDocumentProxy } from 'unpdf';
import type { PartReading, Passage } from '../../triage/file/part-reading.port.ts';

const MOST_PAGES = 300;
const LONGEST = 400_000;

/** Whether `%PDF-` stands in the first 1024 bytes, where readers look for it. */
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-');

type Opened = Awaited<ReturnType<typeof getDocumentProxy>>;

/** The words of a PDF by page, and where its links lead. No program in it is run, no font of the system used, nothing fetched. */
export async function readPdf(bytes: Buffer): Promise<PartReading> {
  const opened = await open(bytes);
  if (typeof opened === 'string') return { is: 'not-read', why: opened };
  try {
    return await pagesOf(opened);
  } catch {
    return { is: 'not-read', why: 'damaged' };
  } finally {
    await opened.loadingTask.destroy();
  }
}

async function open(bytes: Buffer): Promise<Opened | 'password' | 'damaged'> {
  try {
    return await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      stopAtErrors: false,
      maxImageSize: 1,
    });
  } catch (cause) {
    return cause instanceof Error && cause.name === 'PasswordException' ? 'password' : 'damaged';
  }
}

async function pagesOf(opened: Opened): Promise<PartReading> {
  const passages: Passage[] = [];
  const blank: number[] = [];
  let left = LONGEST;
  const last = Math.min(opened.numPages, MOST_PAGES);
  let number = 1;
  for (; number <= last && left > 0; number += 1) {
    const page = await opened.getPage(number);
    const text = await wordsOf(page);
    if (text.replaceAll(/\s/g, '') === '') blank.push(number);
    const said = [text, ...(await linksOf(page))].join('\n').trim().slice(0, left);
    left -= said.length;
    if (said !== '') passages.push({ at: { of: 'page', number }, text: said });
    page.cleanup();
  }
  if (passages.length === 0) return { is: 'not-read', why: 'no-words' };
  return { is: 'read', form: 'pdf', passages, codes: [], cut: left <= 0 || number <= opened.numPages, blank };
}

type Page = Awaited<ReturnType<Opened['getPage']>>;

async function wordsOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
}

async function linksOf(page: Page): Promise<readonly string[]> {
  const notes = (await page.getAnnotations()) as readonly { readonly url?: string; readonly unsafeUrl?: string }[];
  return [...new Set(notes.flatMap(({ url, unsafeUrl }) => url ?? unsafeUrl ?? []))].slice(0, 200);
}
