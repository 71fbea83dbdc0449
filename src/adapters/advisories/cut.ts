// SPDX-License-Identifier: Apache-2.0
/** How a large file is cut into documents: at the ends of lines, or between the elements of the list of this name. */
export type Cut = 'lines' | { readonly list: string };

export type Cutter = {
  /** The documents that are whole with this text. */
  readonly add: (text: string) => readonly string[];
  /** Characters that wait for more. */
  readonly held: () => number;
  /** Whether a document has been cut off already. */
  readonly cutAny: () => boolean;
  /** What is left at the end of the file; `torn`: the list does not end. */
  readonly end: (text: string) => readonly string[] | 'torn';
};

/** Characters of one piece, about. */
const PIECE = 512 * 1024;

/** Looks at each character once, whatever the file holds; without `cut` the file is one document. */
export function cutterOf(cut: Cut | undefined): Cutter {
  if (cut === undefined) return wholeCutter();
  return cut === 'lines' ? lineCutter() : listCutter(cut.list);
}

const withoutMark = (text: string): string => text.replace(/^\ufeff/, '');

function wholeCutter(): Cutter {
  const parts: string[] = [];
  const state = { held: 0 };
  const add = (text: string): readonly string[] => {
    parts.push(text);
    state.held += text.length;
    return [];
  };
  return {
    add,
    held: () => state.held,
    cutAny: () => false,
    end(text) {
      add(text);
      return [withoutMark(parts.join(''))];
    },
  };
}

function lineCutter(): Cutter {
  const state = { parts: [] as string[], held: 0, any: false };
  const take = (): string => {
    const text = state.parts.join('');
    state.parts = [];
    state.held = 0;
    return state.any ? text : withoutMark(text);
  };
  return {
    add(text) {
      const at = state.held + text.length < PIECE ? -1 : text.lastIndexOf('\n');
      state.parts.push(text.slice(0, at + 1 || text.length));
      state.held += at < 0 ? text.length : 0;
      if (at < 0) return [];
      const piece = take();
      state.any = true;
      state.parts.push(text.slice(at + 1));
      state.held = text.length - at - 1;
      return [piece];
    },
    held: () => state.held,
    cutAny: () => state.any,
    end(text) {
      state.parts.push(text);
      const rest = take();
      return state.any && rest === '' ? [] : [rest];
    },
  };
}

const MARK = /["{}[\]]/g;
const IN_TEXT = /["\\]/g;

/** What of the text before a list may matter to know it by its name, in characters. */
const NAME_REACH = 300;

/** `{ …, "list": [ … ] }`: each piece is a document with the same beginning and some of the elements. What stands behind the list is left out. */
function listCutter(list: string): Cutter {
  const key = new RegExp(`"${list}"\\s{0,100}:\\s{0,100}$`);
  const state = {
    /** What is held, as it came: put together once, when a document is whole. */
    parts: [] as string[],
    held: 0,
    /** The end of what came before, for a name that is cut by a chunk. */
    tail: '',
    depth: 0,
    quoted: false,
    /** A backslash ended the chunk: the next character is protected. */
    escaped: false,
    before: null as string | null,
    after: false,
    any: false,
  };

  const hold = (text: string): void => {
    state.parts.push(text);
    state.held += text.length;
  };
  const take = (): string => {
    const text = state.parts.join('');
    state.parts = [];
    state.held = 0;
    return text;
  };
  const piece = (end: string): string => {
    hold(end);
    state.any = true;
    return `${state.before}${take().replace(/^\s{0,1000},/, '')}]}`;
  };
  const isList = (chunk: string, mark: number): boolean =>
    state.depth === 1 && state.before === null && key.test(`${state.tail}${chunk.slice(Math.max(0, mark - NAME_REACH), mark)}`);

  /** Looks at each mark of the chunk once; gives the document that is whole with it, where a piece has come together. */
  const scan = (chunk: string): string | null => {
    let from = 0;
    let cut: number | null = null;
    for (let at = state.escaped ? 1 : 0; ; ) {
      const marks = state.quoted ? IN_TEXT : MARK;
      marks.lastIndex = at;
      const mark = marks.exec(chunk);
      state.escaped = mark?.[0] === '\\' && mark.index + 1 === chunk.length;
      if (mark === null || state.escaped) break;
      const [sign] = mark;
      at = mark.index + (sign === '\\' ? 2 : 1);
      if (sign === '\\') continue;
      if (sign === '"') state.quoted = !state.quoted;
      else if (sign === '{' || sign === '[') {
        if (sign === '[' && isList(chunk, mark.index)) {
          hold(chunk.slice(0, at));
          state.before = withoutMark(take());
          from = at;
        }
        state.depth += 1;
      } else {
        state.depth -= 1;
        if (state.before === null) continue;
        if (state.depth === 2) cut = at;
        state.after = state.depth === 1;
        if (state.after) return piece(chunk.slice(from, mark.index));
      }
    }
    state.tail = `${state.tail}${chunk}`.slice(-NAME_REACH);
    const whole = cut !== null && state.held + cut - from >= PIECE ? piece(chunk.slice(from, cut)) : null;
    hold(chunk.slice(whole === null ? from : (cut ?? from)));
    return whole;
  };

  return {
    add(text) {
      // Of what stands behind the list only its end matters.
      const whole = state.after || text === '' ? null : scan(text);
      return whole === null ? [] : [whole];
    },
    held: () => state.held,
    cutAny: () => state.any,
    end(text) {
      if (state.after) return [];
      const whole = text === '' ? null : scan(text);
      if (state.before !== null) return whole !== null && state.after ? [whole] : 'torn';
      // No such list: whoever reads it says what is wrong with it.
      return [withoutMark(take())];
    },
  };
}
