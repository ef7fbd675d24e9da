import { DOMParser } from '@xmldom/xmldom';
import { benchChart } from '../../../dev/bench/bench-chart';
import { record } from '../../lib/bench/bench-records.fixture';

const textsOf = (svg: string): string[] =>
  Array.from(new DOMParser().parseFromString(svg, 'image/svg+xml').getElementsByTagName('text')).map(
    (text) => text.textContent ?? '',
  );

test('the chart is an SVG with each lab, its steps, and what its axes mean', () => {
  const texts = textsOf(benchChart(record));
  expect(texts).toEqual(
    expect.arrayContaining(['2 workers, cold', '2 workers, from a ready lab, lab 2', 'Nodes of the cluster']),
  );
  expect(texts).toEqual(expect.arrayContaining(['seconds of up, by step', 'MiB of memory, at rest', 'MiB of disk']));
});

test('steps shorter than a fiftieth of their up share a name', () => {
  const texts = textsOf(benchChart(record));
  expect(texts).toContain('shorter steps');
  expect(texts).not.toContain('SSH');
});

test('a record without samples is a chart without bars', () => {
  expect(textsOf(benchChart({ ...record, samples: [] }))).toContain('MiB of disk');
});
