// SPDX-License-Identifier: Apache-2.0

/**
 * Puts text into the clipboard and says whether it is there. Browsers give `navigator.clipboard` only to a trusted connection;
 * over plain http in one's own network the older way through a selected field is taken.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused by the browser's settings: the older way may still be open.
  }
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr';
  (before?.closest('[role=dialog]') ?? document.body).append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way on a connection that the browser does not trust
  const done = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
