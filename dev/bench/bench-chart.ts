import { type BenchRecord, labTitle, summarize, type Summarized } from '../../lib/bench';
import * as echarts from 'echarts';

/** Pixels. */
const width = 1200;
const barHeight = 34;
const legendLine = 24;
const margin = { top: 80, between: 70, left: 240, right: 60 };

/**
 * A record as an SVG picture: for each lab the steps of `up` behind one another, and below that its memory and its disks.
 * Steps shorter than a fiftieth of their `up` share one colour: their names would not be read.
 */
export function benchChart(record: BenchRecord): string {
  const all = summarize(record);
  const labs = [...new Set(all.map(labTitle))];
  const grids = [stepSeries(all, labs), barSeries(all, labs, 'rest.memory'), barSeries(all, labs, 'rest.disk')];
  const plotHeight = barHeight * labs.length + 10;
  const top = (grid: number): number => margin.top + grid * (plotHeight + margin.between);
  const names = grids[0]!.map(({ name }) => name);
  const height = top(grids.length) + legendLine * names.length;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    title: [
      {
        text: `./lab bench, ${record.measuredAt.slice(0, 10)}: ${record.host.model}, ${record.host.acceleration}`,
        left: margin.left,
      },
      ...['seconds of up, by step', 'MiB of memory, at rest', 'MiB of disk'].map((text, grid) => ({
        text,
        left: margin.left,
        top: top(grid) - 26,
        textStyle: { fontSize: 13, fontWeight: 'normal' },
      })),
    ],
    legend: { orient: 'vertical', align: 'left', top: top(grids.length) - margin.between / 2, left: margin.left, data: names },
    grid: grids.map((_series, grid) => ({ left: margin.left, right: margin.right, top: top(grid), height: plotHeight })),
    xAxis: grids.map((_series, gridIndex) => ({ type: 'value', gridIndex })),
    yAxis: grids.map((_series, gridIndex) => ({ type: 'category', gridIndex, data: labs, inverse: true })),
    series: grids.flatMap((series, grid) => series.map((one) => ({ ...one, type: 'bar', xAxisIndex: grid, yAxisIndex: grid }))),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

interface Series {
  readonly name: string;
  readonly stack?: string;
  /** One of each lab. */
  readonly data: readonly number[];
}

function stepSeries(all: readonly Summarized[], labs: readonly string[]): Series[] {
  const steps = all.filter(({ figure }) => figure === 'stage');
  const whole = new Map(all.filter(({ figure }) => figure === 'up').map((one) => [labTitle(one), one.median]));
  const nameOf = (step: Summarized): string =>
    step.median < (whole.get(labTitle(step)) ?? 0) / 50 ? 'shorter steps' : step.stage!;
  return [...new Set(steps.map(nameOf))].map((name) => ({
    name,
    stack: 'steps',
    data: labs.map((lab) => total(steps.filter((step) => nameOf(step) === name && labTitle(step) === lab))),
  }));
}

const barSeries = (all: readonly Summarized[], labs: readonly string[], figure: 'rest.memory' | 'rest.disk'): Series[] => [
  { name: figure, data: labs.map((lab) => total(all.filter((one) => one.figure === figure && labTitle(one) === lab))) },
];

const total = (all: readonly Summarized[]): number => Math.round(10 * all.reduce((sum, { median }) => sum + median, 0)) / 10;
