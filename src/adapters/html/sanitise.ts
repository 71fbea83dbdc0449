// SPDX-License-Identifier: Apache-2.0
import sanitizeHtml from 'sanitize-html';
import { defangTarget } from '../../common/defang.ts';
import type { SanitiseHtml } from '../../intake/mail/html.port.ts';

const LONGEST = 2_000_000;

const TAGS =
  `p div span br hr h1 h2 h3 h4 h5 h6 blockquote pre code center font big small b strong i em u s strike del ins sub sup tt kbd samp
  var q cite abbr mark ul ol li dl dt dd table caption thead tbody tfoot tr td th ruby rt rp address a`.split(/\s+/);
/** Their content goes with them. */
const ACTIVE = [
  'script',
  'style',
  'textarea',
  'option',
  'noscript',
  'template',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'head',
  'title',
  'xmp',
  'noembed',
  'noframes',
];
const PLAIN = /^[\w .,#%()-]{1,120}$/;

/**
 * By list of what may stay. Links lose their address and carry it, defanged (hxxps, [.]), as `data-to` for the page to show; images become a note
 * that one was there unless `embedded` gives them, forms their text. Of styles only colours, sizes and spacing without functions stay.
 */
export const sanitiseHtml: SanitiseHtml = (source, embedded = () => null) => {
  const count = { remote: 0, links: 0, active: 0, embedded: 0 };
  const html = sanitizeHtml(source.slice(0, LONGEST), {
    allowedTags: [...TAGS, 'img'],
    disallowedTagsMode: 'discard',
    nonTextTags: ACTIVE,
    allowedAttributes: {
      '*': ['align', 'valign', 'dir', 'lang', 'style'],
      a: ['data-to'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      font: ['color', 'size'],
      ol: ['start'],
      img: ['src', 'alt'],
    },
    allowedSchemes: [],
    // Only what `embedded` gave: every other picture has become words below.
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: {
      '*': {
        color: [PLAIN],
        'background-color': [PLAIN],
        'text-align': [/^(left|right|center|justify)$/],
        'font-size': [/^\d{1,2}(\.\d+)?(px|pt|em|%)$/],
        'font-weight': [/^(bold|normal|\d{3})$/],
        'font-style': [/^(italic|normal)$/],
        'text-decoration': [/^(underline|line-through|none)$/],
      },
    },
    nestingLimit: 100,
    transformTags: {
      a: (_tag, attributes) => {
        const target = attributes['href'] ?? '';
        if (target !== '') count.links += 1;
        return { tagName: 'a', attribs: target === '' ? {} : { 'data-to': defangTarget(target) } };
      },
      area: (_tag, attributes) => {
        const target = attributes['href'] ?? '';
        if (target !== '') count.links += 1;
        return {
          tagName: 'a',
          attribs: target === '' ? {} : { 'data-to': defangTarget(target) },
          text: `[${(attributes['alt'] ?? '').slice(0, 200) || 'link'}]`,
        };
      },
      img: (_tag, attributes) => {
        const source = (attributes['src'] ?? '').trim();
        const alt = (attributes['alt'] ?? '').slice(0, 200);
        const picture = /^cid:/i.test(source) ? embedded(source.slice(4)) : null;
        if (picture !== null) count.embedded += 1;
        else if (!/^data:/i.test(source)) count.remote += 1;
        if (picture?.data != null) return { tagName: 'img', attribs: { src: picture.data, alt } };
        return { tagName: 'span', attribs: {}, text: `[${alt || picture?.name || 'image'}]` };
      },
    },
    onOpenTag: (name, attributes) => {
      if (/^(script|iframe|object|embed|form|input|button|meta|link|base|svg|math|video|audio|source)$/.test(name)) count.active += 1;
      count.active += Object.keys(attributes).filter((each) => /^on/i.test(each)).length;
      if (/url\s*\(|@import|expression/i.test(attributes['style'] ?? '') || 'background' in attributes) count.remote += 1;
    },
  });
  return { html, removed: count };
};
