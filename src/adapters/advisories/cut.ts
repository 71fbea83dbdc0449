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

/** `{ …, "list": [ … ] }`: each piece is a document with the same beginning and some of the elements. What stands behind the list is left out. */
function listCutter(list: string): Cutter {
  const key = new RegExp(`"${list}"\\s{0,100}:\\s{0,100}$`);
  const state = { text: '', at: 0, depth: 0, quoted: false, before: null as string | null, from: 0, after: false, any: false };

  /** Looks at the marks that are new, and gives the end of the last whole element where a piece has come together. */
  const scan = (): number | null => {
    const { text } = state;
    let cut: number | null = null;
    while (state.at < text.length) {
      const marks = state.quoted ? IN_TEXT : MARK;
      marks.lastIndex = state.at;
      const mark = marks.exec(text);
      if (mark === null) {
        state.at = text.length;
        break;
      }
      const [sign] = mark;
      if (sign === '\\') {
        // What it protects may come with the next chunk only.
        if (mark.index + 1 >= text.length) {
          state.at = mark.index;
          break;
        }
        state.at = mark.index + 2;
        continue;
      }
      state.at = mark.index + 1;
      if (sign === '"') state.quoted = !state.quoted;
      else if (sign === '{' || sign === '[') {
        if (sign === '[' && state.depth === 1 && state.before === null && key.test(text.slice(Math.max(0, mark.index - 300), mark.index))) {
          state.before = withoutMark(text.slice(0, state.at));
          state.from = state.at;
        }
        state.depth += 1;
      } else {
        state.depth -= 1;
        if (state.before === null) continue;
        if (state.depth === 2) cut = state.at;
        if (state.depth === 1) {
          state.after = true;
          return mark.index;
        }
      }
    }
    return cut !== null && cut - state.from >= PIECE ? cut : null;
  };

  const piece = (end: number): string => {
    const elements = state.text.slice(state.from, end).replace(/^\s{0,1000},/, '');
    state.text = state.text.slice(end);
    state.at -= end;
    state.from = 0;
    state.any = true;
    return `${state.before}${elements}]}`;
  };

  return {
    add(text) {
      // Of what stands behind the list only its end matters.
      state.text = state.after ? '' : state.text + text;
      if (state.after) return [];
      const end = scan();
      return end === null ? [] : [piece(end)];
    },
    held: () => state.text.length,
    cutAny: () => state.any,
    end(text) {
      if (state.after) return [];
      state.text += text;
      if (state.before !== null) {
        const end = scan();
        return end !== null && state.after ? [piece(end)] : 'torn';
      }
      // No such list: whoever reads it says what is wrong with it.
      return [withoutMark(state.text)];
    },
  };
}
