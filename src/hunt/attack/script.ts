// SPDX-License-Identifier: Apache-2.0
// What a browser would run, were it sent back.
import type { Shape } from './shape.ts';

const spaced = [...'javascript'].join(String.raw`[\s\x00]*`);

/** Families of event handlers (HTML Standard, 8.1.8.2), where nothing but the name tells one from a word. */
const handler = String.raw`on(?:abort|after|animation|auxclick|before|begin|blur|bounce|canplay|change|click|close|contextmenu|copy|cut|dblclick|drag|drop|ended|error|finish|focus|fullscreen|hashchange|input|invalid|key|load|message|mouse|page|paste|pause|play|pointer|popstate|progress|ratechange|reset|resize|scroll|search|seek|select|show|start|storage|submit|suspend|timeupdate|toggle|touch|transition|unload|volumechange|waiting|webkit|wheel)[a-z]{0,20}`;

export const scriptShape: Shape = {
  name: 'script',
  patterns: [
    // Any markup, complete or broken off. A declaration of XML is none, what it declares may be.
    String.raw`<\s*[/!%]?\s*[a-z][\w:.-]{0,40}(?:[\s/>\x0b\x0c'"=(]|$)|<!(?:--|\[cdata|doctype|entity|element)|-->|[¼＜]/?script|\[!(?:cdata|entity|doctype)`,
    // Attributes that run something, wherever the tag is.
    String.raw`=\s*${handler}\s*=\s*[a-z(\x60'"]|[\s;<,]on[a-z]{3,50}[\s\x0b\x0c]*=\s*[^\s&]|['"\x60]\s*on[a-z]{3,50}[\s\x0b\x0c]*=|<[^>]{0,200}[/\s"']?on[a-z]{3,50}[\s\x0b\x0c]*=|\b(?:srcdoc|formaction|xlink:href|background|lowsrc|dynsrc|http-equiv)\s*=|\b(?:style|href|src|action)\s*=\s*['"]?\s*(?:javascript|data|vbscript|expression|[^&]{0,60}(?:expression|url\s*\(\s*['"]?(?:javascript|data)))`,
    String.raw`${spaced}[\s\x00]*(?::|&colon|&#)|(?:vb|live)script\s*:|data\s*:\s*(?:text|image|application)/|-moz-binding|behaviou?r\s*:|@import|\bexpression\s*\(|\burl\s*\(\s*['"]?\s*(?:javascript|data)`,
    String.raw`\b(?:document|window|self|top|parent|frames|globalthis|navigator|localstorage|location)\s*(?:\.\s*[a-z]|\[\s*['"\x60\w])|\b(?:alert|confirm|prompt|eval|settimeout|setinterval|setimmediate|atob|btoa|fetch|function|import|unescape|decodeuricomponent|xmlhttprequest|tostring|valueof|string\.fromcharcode)\s*(?:\(|\x60|/\*)|\.\s*(?:innerhtml|outerhtml|cookie|fromcharcode|appendchild|insertadjacenthtml|addeventlistener|srcdoc|constructor|defaultview|domain|write(?:ln)?)\b`,
    // Signs written as references: one for a bracket or a letter has no other use in a request.
    String.raw`&#x?[\da-f]{1,7};?|&(?:colon|tab|newline|lpar|rpar);|&lt;\s*/?[a-z]|\\u00[0-7][\da-f]|\\u\{[\da-f]+\}|\\x[0-7][\da-f]|[\s+]ad[wz4]-|[\[\]()!+]{12,}|[\[\]()!+{}]{4}(?:\)\[|\]\[)|=~\[\]|\b(?:inner|outer)html\s*=|=>\s*[\w({]|\bnew\s+function\b|\bthrow\s+\w|\bvar\s+\w+\s*=\s*[\w'"\[{(]+\s*;|[;'"]\s*\w+\s*\([^)]{0,80}\)\s*(?:;|//|$)`,
  ],
  elsewhere: [
    String.raw`<\s*/?(?:script|iframe|svg|img|object|embed|body|style|meta|link)\b|javascript\s*:|\bon(?:error|load|click|mouseover|focus)\s*=`,
  ],
};
