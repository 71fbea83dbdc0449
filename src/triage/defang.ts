// SPDX-License-Identifier: Apache-2.0
/** A link that nothing makes clickable again by itself: `hxxps://example[.]org/x`. The path stays readable. */
export function defang(text: string): string {
  return text
    .replace(/\b(h)tt(ps?)(:\/\/)/gi, '$1xx$2$3')
    .replace(/\bf(tps?:\/\/)/gi, 'fx$1')
    .replace(/\b(javascript|data|vbscript|file):/gi, '$1[:]')
    .replace(HOSTLIKE, (host) => host.replace(/\.(?=[a-z\u0080-\uffff]{2,}$)/i, '[.]'))
    .replace(/([\w.+-])@(?=[\w-])/g, '$1[@]');
}

/** Names that a mail program would turn into a link: at least one dot and an alphabetic last label. */
const HOSTLIKE = /(?<![\w[.])(?:[a-z0-9\u0080-\uffff](?:[a-z0-9-]{0,62})\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})(?![\w.]*\()/gi;

/** The stretches of a text that are links or bare addresses with a scheme. */
export const LINK =
  /\b(?:https?|ftp):\/\/[^\s<>"'「」『』（）()[\]、。]+|\bwww\.[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s<>"'「」『』（）()[\]、。]*/gi;
