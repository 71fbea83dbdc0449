// SPDX-License-Identifier: Apache-2.0

/** What stands before every title, subject and page head of an exercise. */
export const MARK = '【訓練】[EXERCISE]';

export const MARK_HEADER = 'X-Matoi-Exercise';

/** What stands above every text of an exercise. */
export const MARK_LINE = `${MARK} これは訓練です。実際の事案ではありません。 / This is an exercise, not a real incident.`;

/** A page for people who are not signed in, with the mark in its title and at its head. */
export function markedPage(html: string): string {
  const head = `<p role="status"><strong>${MARK_LINE}</strong></p>`;
  return html.replace('<title>', `<title>${MARK} `).replace(/<body[^>]*>(?:<main>)?/, (start) => `${start}${head}`);
}

/** A new title for what had another one: a mark that it bore stays on it. */
export function keepingMark(before: string, title: string): string {
  return before.startsWith(MARK) && !title.startsWith(MARK) ? `${MARK} ${title}` : title;
}
