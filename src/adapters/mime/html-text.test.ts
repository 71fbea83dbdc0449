// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { workDone } from '../../../test/support/work-done.ts';
import { htmlWords } from './html-text.ts';

const S = 'secret words';

describe('mime/html-text', () => {
  test.each([
    ['not displayed', `<div style="display:none">${S}</div>`],
    ['written with a comment and an escape', `<div style="DISPLAY:/* x */n\\6f ne !important">${S}</div>`],
    ['an entity in the attribute', `<div style="display&colon;none">${S}</div>`],
    ['by a class of the sheet', `<style>.pre{display:none} @media screen{.q{display:none}}</style><p class="x pre">${S}</p>`],
    ['on every screen', `<style>@import url(x.css);@media only screen{@supports (color:red){.w{font-size:0}}}</style><p class=w>${S}</p>`],
    ['on every width', `<style>@media (min-width:1px){#w{display:none}}</style><p id=w>${S}</p>`],
    ['by an id below an element', `<style>body div #q{display:none}</style><body><div><span id=q>${S}</span></div>`],
    ['by the attribute', `<p hidden>${S}</p>`],
    ['invisible', `<p style="visibility:hidden">${S}</p>`],
    ['transparent', `<p style="opacity:0">${S}</p>`],
    ['no size', `<p style="font-size:0">${S}</p>`],
    ['one pixel', `<span style="font-size:1px">${S}</span>`],
    ['no size in the shorthand', `<span style="font:0/0 serif">${S}</span>`],
    ['a share of nothing', `<p style="font-size:0"><b style="font-size:200%">${S}</b></p>`],
    ['white on white', `<p style="color:#ffffff">${S}</p>`],
    ['white on nearly white', `<td bgcolor="#fefefe"><font color=white>${S}</font></td>`],
    ['black on black', `<div style="background:#000 none"><span style="color:rgb(0, 0, 0)">${S}</span></div>`],
    ['no colour', `<p style="color:rgba(0,0,0,0)">${S}</p>`],
    ['no room', `<div style="max-height:0;overflow:hidden">${S}</div>`],
    ['no width', `<div style="width:0px;overflow-x:hidden">${S}</div>`],
    ['off the page', `<div style="position:absolute;left:-9999px">${S}</div>`],
    ['indented off the page', `<div style="text-indent:-9999em">${S}</div>`],
    ['cut to nothing', `<div style="position:absolute;clip:rect(0,0,0,0)">${S}</div>`],
    ['cut by a path', `<div style="clip-path:inset(50%)">${S}</div>`],
    ['scaled to nothing', `<div style="transform:scale(0)">${S}</div>`],
    ['below what is hidden', `<div style="display:none"><table><tr><td style="display:block">${S}</td></tr></table></div>`],
    ['a picture that is not shown', `<div style="display:none"><img src=x alt="${S}"></div>`],
  ])('%s: hidden from the reader', (_, html) => {
    expect(htmlWords(`<p>before</p>${html}<p>after</p>`)).toMatchObject({ seen: expect.stringMatching(/^before\s+after$/), hidden: S });
  });

  test.each([
    ['a child that is visible again', `<p style="visibility:hidden"><b style="visibility:visible">${S}</b></p>`],
    ['a child with a size of its own', `<td style="font-size:0"><span style="font-size:14px">${S}</span></td>`],
    ['white on a dark cell', `<td bgcolor="#224466"><span style="color:#fff">${S}</span></td>`],
    ['white on a picture', `<td style="background:url(cid:a)"><span style="color:#fff">${S}</span></td>`],
    [
      'white, where the sheet paints what is not read',
      `<style>td:first-child{background:#123}</style><span style="color:#fff">${S}</span>`,
    ],
    ['grey on white', `<p style="color:#999999">${S}</p>`],
    ['a paragraph behind one that was never closed', `<p style="display:none"><p>${S}</p>`],
    ['a cell behind one that was never closed', `<table><tr><td style="display:none"><td>${S}</table>`],
    ['an item behind one that was never closed', `<ul><li hidden><li>${S}</ul>`],
    ['a line of no height', `<div style="height:0">${S}</div>`],
    [
      'only where a narrow screen is meant',
      `<style>@import url(x.css); @media screen and (max-width:480px){.m{font-size:0}}</style><p class=m>${S}</p>`,
    ],
    ['only on paper', `<style>@media print{.m{display:none}}</style><p class=m>${S}</p>`],
    ['only on telephones', `<style>@media (max-width:600px){.m{display:none}}</style><p class=m>${S}</p>`],
    ['beside a hidden word', `<span style="display:none"></span>${S}`],
    ['behind a closing tag of nothing', `</div></span>${S}`],
    ['a sign in an attribute', `<p title="a > b" class="display:none">${S}</p>`],
  ])('%s: the reader sees it', (_, html) => {
    expect(htmlWords(html)).toMatchObject({ seen: S, hidden: '' });
  });

  test('comments are neither', () => {
    expect(htmlWords('<!-- a --><p>b</p><!--[if mso]>c<![endif]-->')).toMatchObject({ seen: 'b', hidden: '' });
  });

  test.each([
    ['<img src=cid:a alt="read me"><br>&nbsp;', true],
    ['<p>\n<img src=cid:a></p>', true],
    ['<img src=cid:a alt="read me"><p>too</p>', false],
    ['<p style="display:none">pre</p><img src=cid:a alt="read me">', true],
    ['<p></p>', false],
  ])('%s: only pictures speak: %s', (html, only) => {
    expect(htmlWords(html).picturesOnly).toBe(only);
  });

  test.for([
    ['elements in elements', '<div style="display:none">'],
    ['closing tags of nothing', '</p></b>'],
    ['rules and elements', '<p class=a>'],
    ['comments in styles', '<p style="/*'],
    ['open paragraphs', '<p><li><td>'],
  ] as const)('%s: in one pass', ([, unit]) => {
    const sheet = `<style>${Array.from({ length: 500 }, (_, at) => `b .a{left:${at}px}`).join('')}</style>`;
    const takes = (size: number): number => workDone(() => htmlWords(sheet + unit.repeat(size / unit.length)), 2);
    expect(takes(320_000)).toBeLessThan(100 * Math.max(takes(20_000), 2));
  });
});
