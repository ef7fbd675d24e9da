/** How a line of text is set. Names are bold, addresses have one width for all characters, notes are small. */
export type TextStyle = 'heading' | 'name' | 'address' | 'note' | 'mark' | 'gone';

/** Sizes in pixels of the picture's own scale. */
export const textStyles: Readonly<
  Record<TextStyle, { readonly size: number; readonly bold?: boolean; readonly mono?: boolean }>
> = {
  heading: { size: 17, bold: true },
  name: { size: 13, bold: true },
  address: { size: 12, mono: true },
  note: { size: 11.5 },
  mark: { size: 11.5, bold: true },
  // What was there in its place before.
  gone: { size: 11.5, mono: true },
};

/** Characters by the most they measure, in parts of the font's size, in DejaVu Sans: the widest font that browsers choose by themselves. */
const classes: readonly { readonly upTo: number; readonly characters: RegExp }[] = [
  { upTo: 0.42, characters: /[iljtfIJ.,:;'’|/\\()[\] !·-]/ },
  { upTo: 0.55, characters: /[crsz"_?*`–]/ },
  { upTo: 0.64, characters: /[a-z0-9EFLPST${}]/ },
  { upTo: 0.79, characters: /[A-Z&]/ },
];

/** Of Korean fonts, and of every character of no class. */
const widest = 1;
const boldIsWider = 1.14;
const mono = 0.62;

/**
 * How wide a line of text is at most, in pixels. Nothing is drawn to find out: whatever font shows the picture, its text stays in its box.
 * A real test measures it in a browser.
 */
export function textWidth(text: string, style: TextStyle): number {
  const { size, bold } = textStyles[style];
  const ems = [...text].reduce((sum, character) => sum + widthOf(character, style), 0);
  return Math.ceil(ems * size * (bold ? boldIsWider : 1));
}

/** The height of a line with the room to the next one. */
export const lineHeight = (style: TextStyle): number => Math.ceil(textStyles[style].size * 1.4);

/** From a line's upper edge to the base of its letters. */
export const baseline = (style: TextStyle): number => Math.round(textStyles[style].size * 1.05);

function widthOf(character: string, style: TextStyle): number {
  // Korean and symbols are not of the font with one width.
  if (textStyles[style].mono) return character <= '~' || character === '·' ? mono : widest;
  // Digits and the small letters i, m and w stand in more than one class; the first that fits decides.
  if (/[mwMW]/.test(character)) return widest;
  return classes.find(({ characters }) => characters.test(character))?.upTo ?? widest;
}
