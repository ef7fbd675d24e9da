import { journeyTo, TargetError } from '../../../lib/capture';
import { describePacket, type Journey, journeys, pathInput, placeName } from '../../../lib/path';
import { labOf, momentOf } from '../path/moments';

const lab = labOf();
const input = pathInput(lab, momentOf(lab));

/** From where, what is asked by name, and the first packet of a connection. */
const told = ({ from, exchanges }: Journey): string =>
  [placeName(from), ...exchanges.map(({ question, ways }) => question ?? describePacket(ways[0]!.packet).split(' → ')[1]!)].join(
    ' | ',
  );

describe('a target', () => {
  test('is any journey of the list, as it is there', () => {
    for (const journey of journeys(lab, input.moment)) expect(journeyTo(input, journey.id)).toEqual(journey);
  });

  test('of any journey can be typed, too, and goes the same way', () => {
    for (const { from, target, exchanges } of journeys(lab, input.moment)) {
      const place = from.kind === 'pod' ? from.name : placeName(from);
      expect(journeyTo(input, target, place)).toMatchObject({ from, target, exchanges });
    }
  });

  test('is a Service, asked as the lesson shows its type', () => {
    expect(told(journeyTo(input, 'api-tester'))).toBe('pod toolbox-worker-1 | 10.96.0.100:80');
    expect(told(journeyTo(input, 'api-tester-lb'))).toBe('outside | 192.168.56.60:80');
    expect(told(journeyTo(input, 'db'))).toBe('pod toolbox-worker-1 | db.default.svc.cluster.local | 20.96.2.5:5432');
    expect(told(journeyTo(input, 'ext-github'))).toMatch(
      /^pod toolbox-worker-1 \| ext-github\.default\.svc\.cluster\.local \| .*:80$/,
    );
  });

  test('is a URL, a host and port, a pod or a name', () => {
    expect(told(journeyTo(input, 'https://192.168.56.60/hostname'))).toBe('outside | 192.168.56.60:443');
    expect(told(journeyTo(input, '20.96.2.4:5432'))).toBe('pod toolbox-worker-1 | 20.96.2.4:5432');
    expect(told(journeyTo(input, 'db-0'))).toMatch(/^pod toolbox-worker-1 \| 20\.96\.\d+\.\d+:5432$/);
    expect(told(journeyTo(input, 'dns:GitHub.com/AAAA'))).toBe('pod toolbox-worker-1 | github.com');
  });

  test('is asked from the place that is chosen, a journey of the list, too', () => {
    expect(told(journeyTo(input, 'api-tester', 'worker-2'))).toBe('worker-2 | 10.96.0.100:80');
    expect(told(journeyTo(input, 'load-balancer.api-tester-lb', 'pod/worker-2'))).toBe('pod toolbox-worker-2 | 192.168.56.60:80');
    expect(told(journeyTo(input, 'dns:github.com', 'name-server'))).toBe('name-server | github.com');
  });

  test.each([
    ['api-testr', 'did you mean api-tester?'],
    ['192.168.56.999:80', 'IPv4'],
    ['dns:a..b', 'dns:NAME'],
    ['dns:github.com/aaaa', 'AAAA'],
    ['http://nowhere.example/', 'dns:NAME'],
    ['192.168.56.60:70000', './lab trace --list'],
  ])('%s is refused, with what to write instead', (target, remedy) => {
    const refused = (): unknown => {
      try {
        return journeyTo(input, target);
      } catch (error) {
        return error;
      }
    };
    expect(refused()).toBeInstanceOf(TargetError);
    expect((refused() as TargetError).remedy).toContain(remedy);
  });

  test('from a place that there is not is refused', () => {
    expect(() => journeyTo(input, 'api-tester', 'worker-9')).toThrow('--from worker-9: there is no such place');
  });
});
