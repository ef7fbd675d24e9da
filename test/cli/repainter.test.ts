import { Repainter } from '../../cli/repainter';

/** Up, first column, clear below, wrapping on and off, a new line, and any letter. */
// eslint-disable-next-line no-control-regex -- they are what this is about
const sequences = new RegExp('\\u001b\\[(\\d+)A|(\\u001b\\[1G)|(\\u001b\\[0J)|(\\u001b\\[\\?7[lh])|(\\n)|(.)', 'g');

/** A terminal's rows after what was written to it: cursor up, to the first column, clear below, and lines. */
class Screen {
  readonly rows: string[] = [''];
  private row = 0;

  write(text: string): boolean {
    for (const [, up, column, clear, mode, newline, letter] of text.matchAll(sequences)) {
      if (up) this.row -= Number(up);
      else if (clear) this.rows.splice(this.row, Infinity, '');
      else if (newline) this.rows[(this.row += 1)] ??= '';
      else if (letter) this.rows[this.row] += letter;
      else expect(column ?? mode).toBeDefined();
    }
    return true;
  }
}

const onScreen = () => {
  const screen = new Screen();
  return { screen, painter: new Repainter(screen as unknown as NodeJS.WriteStream) };
};

test('a text takes the place of the one before, which may have been longer', () => {
  const { screen, painter } = onScreen();
  screen.write('$ ./lab verify --watch\n');
  for (const text of ['one\ntwo\nthree', 'four', 'five\nsix']) painter.paint(text);
  expect(screen.rows).toEqual(['$ ./lab verify --watch', 'five', 'six', '']);
});

test('what others wrote stays, and the next text comes below it', () => {
  const { screen, painter } = onScreen();
  painter.paint('one');
  painter.leave();
  screen.write('warning: odd\n');
  for (const text of ['two', 'three']) painter.paint(text);
  expect(screen.rows).toEqual(['one', 'warning: odd', 'three', '']);
});
